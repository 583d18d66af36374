"""Keeps what is changed about a person and puts it on paper, off the thread that draws."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.work import Work
from desktop.roster.keeping.views import PROBLEMS, FieldChange
from desktop.ui.context import UiContext
from desktop.ui.roster.column_words import as_typed, field_word
from desktop.ui.roster.person_file import PersonFile
from desktop.ui.roster.person_paper import paper_of
from desktop.ui.widgets.buttons import OutlineButton


class FactKeeper(QObject):
    """Writes one changed fact at a time; says so in a toast that can take it back.

    Signals:
        kept (UUID, bool): the list says of this person what was wanted; whether that took the
            last change back.
        refused (UserFacingError): it cannot be kept like this; nothing was changed.
        failed (UserFacingError): it could not be taken back.
    """

    kept = Signal(object, bool)
    refused = Signal(object)
    failed = Signal(object)

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._is_saving = False

    def save(self, member_id: UUID, field: str, value: str, reason: str) -> None:
        """Keep a value as typed, with the reason; a second Enter meanwhile does nothing."""
        if self._is_saving:
            return
        self._is_saving = True
        people, actor = self._context.services.people, self._context.actor

        def keep() -> tuple[UUID, tuple[FieldChange, ...]]:
            changes = {field: value}
            return member_id, people.edit_person(member_id, changes, reason=reason, actor=actor)

        self._context.tasks.change(keep, self._saved, self._refused)

    def _refused(self, error: UserFacingError) -> None:
        self._is_saving = False
        self.refused.emit(error)

    def _saved(self, found: tuple[UUID, tuple[FieldChange, ...]]) -> None:
        member_id, changes = found
        self._is_saving = False
        toast = self._context.feedback.toast
        done = next((one for one in changes if one.field != PROBLEMS), None)
        if done is None:
            toast(tr("Không có gì thay đổi."))
        else:
            text = tr("Đã sửa: {field}.").format(field=field_word(done.field))
            toast(text, on_undo=partial(self._undo, member_id, done))
        self.kept.emit(member_id, False)

    def _undo(self, member_id: UUID, change: FieldChange) -> None:
        """Put the value back; both changes stay in the history."""
        people, actor = self._context.services.people, self._context.actor
        values = {change.field: as_typed(change.field, change.old)}
        reason = tr("Hoàn tác lần sửa vừa rồi")

        def undo() -> UUID:
            people.edit_person(member_id, values, reason=reason, actor=actor)
            return member_id

        self._context.tasks.change(undo, self._undone, self.failed.emit)

    def _undone(self, member_id: UUID) -> None:
        self.kept.emit(member_id, True)


class PrintButton(OutlineButton):
    """Prints the sheet of the person on the screen.

    Signals:
        failed (UserFacingError): nothing came out; says what to do.
    """

    failed = Signal(object)

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("In phiếu"), key="Ctrl+P", icon="printer")
        self._context = context

    def print_file(self, file: PersonFile, *, revealed: bool) -> None:
        """Print a person's sheet, with the numbers as they stand on the screen."""
        services, actor = self._context.services, self._context.actor

        def run(work: Work) -> str:
            del work
            if revealed:
                # Whole numbers leave the screen with the paper: that is a look of its own.
                services.security.reveal_number(str(file.member_id), actor=actor)
            pdf = paper_of(services, file, actor=actor, revealed=revealed)
            services.printer().print_pdf(pdf, title="phieu-dang-vien", copies=1)
            return file.full_name

        self.set_disabled(tr("Đang in"))
        self._context.tasks.run_long(run, self._printed, self._not_printed)

    def _printed(self, name: str) -> None:
        self.set_disabled()
        self._context.feedback.toast(tr("Đã gửi phiếu của {name} ra máy in.").format(name=name))

    def _not_printed(self, error: UserFacingError) -> None:
        self.set_disabled()
        self.failed.emit(error)
