"""Which page opens for a person, from wherever the person was found."""

from __future__ import annotations

from uuid import UUID

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.vocabulary import ApplicationState, Step
from desktop.field.kits.errors import LeasedError
from desktop.field.kits.views import Lease
from desktop.identity.card import CardReading
from desktop.intake.errors import AlreadyReceivedError
from desktop.intake.leases.errors import HeldElsewhereError
from desktop.intake.rules import TAKEN
from desktop.intake.views import MemberProgress
from desktop.roster.views import PersonRow
from desktop.ui.context import Navigator, PageName, UiContext
from desktop.ui.feedback import Message

_PAGES: dict[Step, PageName] = {
    Step.FIND: PageName.COMPARE,
    Step.COMPARE: PageName.COMPARE,
    Step.PHOTO: PageName.PHOTO,
    Step.SIGN: PageName.SIGN,
    Step.CHECK: PageName.CHECK,
}


def page_of(step: Step) -> PageName:
    """Return the page on which a draft that stopped at a step goes on."""
    return _PAGES[step]


def is_done(progress: MemberProgress | None) -> bool:
    """Whether the person's record was taken before."""
    return progress is not None and progress.state in TAKEN


def open_person(
    navigator: Navigator,
    member_id: UUID,
    progress: MemberProgress | None,
    card: CardReading | None = None,
) -> None:
    """Open what fits: the earlier receipt, the draft where it stopped, or a new comparison.

    A card in the hand always leads to the comparison, also of a draft that was further: the
    clerk looks at the person again.
    """
    if progress is not None and is_done(progress):
        navigator.show(
            PageName.ALREADY_DONE, member_id=member_id, application_id=progress.application_id
        )
    elif progress is not None and progress.state is ApplicationState.DRAFT and card is None:
        navigator.show(page_of(progress.step), application_id=progress.application_id)
    else:
        navigator.show(PageName.COMPARE, member_id=member_id, card=card)


def open_earlier(context: UiContext, member_id: UUID) -> None:
    """Show the receipt of somebody whose record turned out to be taken already."""

    def show(found: dict[UUID, MemberProgress]) -> None:
        if member_id in found:
            open_person(context.navigator, member_id, found[member_id])

    context.tasks.query(lambda: context.services.overview.progress_of([member_id]), show)


def open_lent(context: UiContext, member_id: UUID, lease: Lease, card: CardReading | None) -> None:
    """Say which laptop has somebody, where a supervisor may take them back at once."""
    context.navigator.show(PageName.LENT, member_id=member_id, lease=lease, card=card)


def open_instead(
    context: UiContext, member_id: UUID | None, error: UserFacingError, card: CardReading | None
) -> bool:
    """Open the page about why somebody cannot be opened; False when there is none for it."""
    if isinstance(error, HeldElsewhereError):
        context.navigator.show(PageName.HELD, holder=error.holder)
    elif isinstance(error, AlreadyReceivedError) and member_id is not None:
        open_earlier(context, member_id)
    elif isinstance(error, LeasedError) and member_id is not None:
        open_lent(context, member_id, error.lease, card)
    else:
        return False
    return True


def refusal(row: PersonRow) -> Message:
    """Return the calm words for somebody whose card cannot be renewed now."""
    title = tr("{name} chưa làm được ở đợt này.").format(name=row.full_name)
    advice = tr("{reason} Nếu người đó cho là chưa đúng, hỏi phụ trách ca.")
    return Message("warn", title, advice.format(reason=row.ineligible_reason), key="refusal")
