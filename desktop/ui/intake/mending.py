"""A record that was sent back opens at the bad item, with the words of whoever sent it back."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from desktop.batch.board.views import RejectedRow
from desktop.common.i18n import tr
from desktop.common.vocabulary import ApplicationState, Step
from desktop.intake.errors import WrongStateError
from desktop.intake.review.views import ReturnedRow
from desktop.services import Services
from desktop.ui.context import UiContext
from desktop.ui.feedback import Message
from desktop.ui.intake import field_words
from desktop.ui.intake.opening import page_of

SENT_BACK = "sent-back"
"""Key of the bar with the province's words."""


def open_to_mend(context: UiContext, application_id: UUID) -> None:
    """Open a record that was sent back where it has to be mended; all else of it is kept."""
    context.tasks.change(
        partial(_take_up, context.services, application_id, context.actor),
        partial(_show, context),
    )


def _take_up(services: Services, application_id: UUID, actor: str) -> RejectedRow:
    row = services.board.last_word(application_id)
    if row is None:
        raise WrongStateError(
            tr("Hồ sơ này không còn phải sửa."), tr("Mở lại danh sách để xem hồ sơ đang ở đâu.")
        )
    if row.state is ApplicationState.REJECTED:
        services.reception.correct(application_id, actor=actor)
    return row


def _show(context: UiContext, row: RejectedRow | ReturnedRow) -> None:
    page, application_id = page_of(row.said.step), row.application_id
    if row.said.step is Step.CHECK:
        context.navigator.show(page, application_id=application_id, focus=row.said.bad_field)
    else:
        # Only this step is done again: from it one comes back to the check page.
        context.navigator.show(page, application_id=application_id, again=True)


def open_returned(context: UiContext, row: ReturnedRow) -> None:
    """Open a record that a reviewer gave back, as `open_to_mend` does for the province."""
    opening = partial(context.services.intake.open, row.member_id, actor=context.actor)
    context.tasks.change(opening, partial(_show_returned, context, row))


def _show_returned(context: UiContext, row: ReturnedRow, _: object) -> None:
    _show(context, row)


def bad_item_words(row: RejectedRow | ReturnedRow) -> str:
    """Return what has to be mended: a field of the check page, or a step."""
    field = row.said.bad_field
    return field_words.field_label(field) if field else field_words.step_name(row.said.step)


def last_words(services: Services, application_id: UUID) -> Message | None:
    """Return the bar of a record that is being mended: the reviewer's or the province's."""
    returned = services.review.last_word(application_id)
    if returned is not None:
        return words_of_the_reviewer(returned)
    rejected = services.board.last_word(application_id)
    return words_of_the_province(rejected) if rejected is not None else None


def words_of_the_reviewer(row: ReturnedRow) -> Message:
    """Return the bar over a record that a reviewer gave back."""
    return Message(
        "warn",
        tr("{name} trả về khi duyệt.").format(name=row.returned_by),
        tr("{words} Sửa xong thì lưu lại; số biên nhận giữ nguyên.").format(words=row.said.words),
        key=SENT_BACK,
    )


def words_of_the_province(row: RejectedRow) -> Message:
    """Return the bar that stands over a record while it is being mended."""
    return Message(
        "warn",
        tr("Tỉnh trả về (lô số {n}).").format(n=row.sequence),
        tr("{words} Sửa xong thì lưu lại; số biên nhận giữ nguyên.").format(words=row.said.words),
        key=SENT_BACK,
    )
