"""One person's everything on one screen: facts, sources, decisions, history, application."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from desktop.common.clock import today
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.vocabulary import ApplicationState, FieldKey
from desktop.intake.views import MemberRecord
from desktop.roster.rules import STATUS_NAMES
from desktop.security.access.permissions import Permission
from desktop.ui import theme
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Message
from desktop.ui.roster import person_words as words
from desktop.ui.roster.column_words import as_typed
from desktop.ui.roster.person_extract import ExtractButton
from desktop.ui.roster.person_facts import PersonFacts
from desktop.ui.roster.person_file import PersonFile, load
from desktop.ui.roster.person_keeper import FactKeeper, PrintButton
from desktop.ui.roster.person_side import PersonSide
from desktop.ui.roster.person_ways import CannotComeButton, GiveTaskButton
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.inline_bar import BarArea
from desktop.ui.widgets.one_look import OneLook
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.tag import Tag
from desktop.ui.widgets.yielding import Yielding

_TROUBLE = "person"


class PersonPage(Page):
    """Left the facts, right what became of the person; F2 changes the selected fact."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(" ")
        self._context = context
        self._trouble = partial(_tell, self.bars)
        self._member_id: UUID | None = None
        self._file: PersonFile | None = None
        self._asked: Task | None = None
        self._look = OneLook(context.tasks, context.feedback, self)
        self._keeper = FactKeeper(context, self)
        self._keeper.kept.connect(self._kept)
        self._keeper.refused.connect(self._refused)
        self._keeper.failed.connect(self._trouble)
        self.about = PlainLabel("", "label", "ink2")
        self.standing = Tag("", "neutral")
        self.title_row.addWidget(self.about)
        self.title_row.addWidget(self.standing)
        self.facts = PersonFacts(today(context.services.clock).year)
        self.facts.reveal_wanted.connect(self._toggle_numbers)
        self.facts.edit_wanted.connect(self._edit)
        self.facts.changed.connect(self._save)
        context.forbid(Permission.NUMBER_REVEAL, self.facts.reveal_button)
        context.forbid(Permission.ROSTER_EDIT, self.facts.detail.edit_button)
        self.side = PersonSide(context.why_not(Permission.NUMBER_REVEAL))
        reasons = partial(_show_reasons, context, self.facts, lambda: self._member_id)
        self.side.priority_wanted.connect(reasons)
        # Both scroll by themselves: they take what is left and ask for nothing.
        self._place = Yielding()
        self._columns = QHBoxLayout(self._place)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.addWidget(self.facts, 1)
        self._columns.addWidget(self.side)
        for part in (self.facts, self.side):
            policy = part.sizePolicy()
            policy.setVerticalPolicy(QSizePolicy.Policy.Ignored)
            part.setSizePolicy(policy)
        self.content.addWidget(self._place, 1)
        self._make_bar()
        theme.on_change(self.refresh_layout)

    def _make_bar(self) -> None:
        self.back = self.action_bar.add_back(self._context.navigator.back)
        self.cancel = self.action_bar.add_left(OutlineButton(tr("Thôi sửa"), key="Esc"))
        self.cancel.clicked.connect(self._close_editor)
        self.cancel.hide()
        self.print_button = PrintButton(self._context)
        self.print_button.clicked.connect(self._print)
        self.print_button.failed.connect(self._trouble)
        self.action_bar.add_left(self.print_button)
        self.extract_button = ExtractButton(self._context, lambda: self._member_id)
        self.extract_button.failed.connect(self._trouble)
        self.action_bar.add_left(self.extract_button)
        self.cannot_come = CannotComeButton(self._context, lambda: self._file)
        self.action_bar.add_left(self.cannot_come)
        self.give_task = GiveTaskButton(self._context, lambda: self._file)
        self.title_row.addWidget(self.give_task)
        # On a small screen the bar has no room for the button; its key goes on working.
        self._mark_key = QShortcut(QKeySequence("F6"), self, self.cannot_come.click)
        self.action_bar.set_primary(tr("Mở hồ sơ"), self._go)

    def refresh_layout(self) -> None:
        """Follow the look in force."""
        look = theme.current()
        self._columns.setSpacing(look.fixed(16, 12))
        self._mark_key.setEnabled(look.compact)

    # ------------------------------------------------------------ coming and going

    def enter(self, member_id: UUID | None = None) -> None:
        """Show a person, numbers masked.

        Args:
            member_id: whom; None shows the person of before again.
        """
        super().enter()
        self._member_id = member_id or self._member_id
        self._file = None
        self.print_button.set_disabled()
        self.extract_button.fit()
        self._close_editor()
        self._place.hide()
        self.title = " "
        self.about.setText("")
        self.standing.hide()
        self._offer()
        self._ask()

    def leave(self) -> None:
        """Ask nothing more and mask the numbers."""
        if self._asked is not None:
            self._asked.cancel()
        self.facts.set_revealed(False)

    def follow(self) -> None:
        """Read the person anew; whoever is changing a fact finishes that first."""
        if self._file is not None and not self.facts.is_editing:
            self._ask()

    def _ask(self) -> None:
        if self._member_id is not None:
            read = partial(load, self._context.services, self._member_id)
            self._asked = self._context.tasks.query(read, self._show, self._trouble)

    def _show(self, file: PersonFile) -> None:
        if file.member_id != self._member_id:
            return
        is_same = self._file is not None
        if file == self._file:
            return  # another counter was busy with somebody else
        self._file = file
        person = file.dossier.person
        if not is_same:
            self.facts.set_revealed(False)
        self.title = file.full_name
        born = as_typed(FieldKey.BIRTH_DATE, person.fields.get(FieldKey.BIRTH_DATE, ""))
        cell = person.fields.get(FieldKey.CELL, "")
        self.about.setText(" · ".join(part for part in (born, cell) if part))
        kind: theme.Kind = "neutral" if person.eligible else "bad"
        self.standing.set(tr(STATUS_NAMES[person.status]), kind)
        self.standing.show()
        self.facts.show_file(file, keep=is_same)
        self.side.show_file(file, revealed=self.facts.is_revealed)
        self._place.show()
        self._offer()
        if not is_same:
            self.facts.table.setFocus()

    # ------------------------------------------------------------ the one way on

    def _offer(self) -> None:
        """Let the primary say what comes next for this person."""
        file, editing = self._file, self.facts.is_editing
        self.cancel.setVisible(editing)
        self.back.setVisible(not editing)
        can_act = not editing and file is not None
        for button in (self.print_button, self.extract_button, self.give_task):
            button.setVisible(can_act)
        self.cannot_come.setVisible(can_act and not theme.current().compact)
        if editing:
            self.action_bar.set_primary(tr("Lưu sửa đổi"))
            self.action_bar.set_reason("")
            return
        record = file.record if file else None
        self.action_bar.set_primary(_next(record))
        whom = self._context.why_not(Permission.RECORD_TAKE)
        if file is None:
            self.action_bar.set_reason(tr("Đang mở"))
        elif whom and not (record is not None and record.is_done):
            self.action_bar.set_reason(whom)
        elif record is None and not file.dossier.person.eligible:
            self.action_bar.set_reason(tr("Không thuộc diện đổi thẻ đợt này."))
        else:
            self.action_bar.set_reason("")

    def _go(self) -> None:
        file, navigator = self._file, self._context.navigator
        if self.facts.is_editing:
            self.facts.editor.submit()
        elif file is not None and file.record is not None and file.record.is_done:
            navigator.show(
                PageName.ALREADY_DONE,
                member_id=file.member_id,
                application_id=file.record.application_id,
            )
        elif file is not None:
            navigator.show(PageName.COMPARE, member_id=file.member_id)

    def handle_key(self, event: QKeyEvent) -> bool:
        """Esc comes back too, unless it gives up a change."""
        is_escape = event.key() == Qt.Key.Key_Escape and self._is_plain(event)
        if is_escape and not self.facts.is_editing:
            self.back.click()
            return True
        return super().handle_key(event)

    # ------------------------------------------------------------ numbers

    def _toggle_numbers(self) -> None:
        if self.facts.is_revealed:
            self._set_revealed(False)
        elif self._member_id is not None:
            self._record_look(partial(self._set_revealed, True))

    def _record_look(self, then: partial[None]) -> None:
        security, actor = self._context.services.security, self._context.actor
        target = str(self._member_id)
        look = partial(security.reveal_number, target, actor=actor)

        def seen() -> None:
            # Somebody may have gone on meanwhile: a look at one person never shows another.
            if target == str(self._member_id):
                then()

        self._look.ask(target, look, seen, self._trouble)

    def _set_revealed(self, revealed: bool) -> None:
        self.facts.set_revealed(revealed)
        if self._file is not None:
            self.side.show_file(self._file, revealed=revealed)

    # ------------------------------------------------------------ changing a fact

    def _edit(self) -> None:
        line = self.facts.current()
        if line is None or not line.is_editable or self.facts.is_editing:
            return
        if line.field in words.MASKED and line.value and not self.facts.is_revealed:
            # The field shows the number whole, so opening it is a look at it.
            self._record_look(partial(self._open_editor, line.field))
        else:
            self._open_editor(line.field)

    def _open_editor(self, field: str) -> None:
        line = self.facts.current()
        if line is not None and line.field == field:
            self.facts.open_editor(line)
            self._offer()

    def _close_editor(self) -> None:
        if self.facts.is_editing:
            self.facts.close_editor()
            self._offer()

    def _save(self, field: str, value: str, reason: str) -> None:
        if self._member_id is not None:
            self._keeper.save(self._member_id, field, value, reason)

    def _refused(self, error: UserFacingError) -> None:
        if self.facts.is_editing:
            self.facts.editor.refuse(f"{error.title} {error.advice}".strip())
        else:
            self._trouble(error)

    def _kept(self, member_id: UUID, is_undo: bool) -> None:
        if member_id != self._member_id or not self.isVisible():
            return
        if not is_undo:  # else something in another line may be half typed
            self._close_editor()
        self._ask()

    def _print(self) -> None:
        if self._file is not None:
            self.bars.clear(_TROUBLE)
            self.print_button.print_file(self._file, revealed=self.facts.is_revealed)


def _show_reasons(context: UiContext, facts: PersonFacts, whose: Callable[[], UUID | None]) -> None:
    """Show why somebody comes first; not while a fact is half typed."""
    if not facts.is_editing:
        context.navigator.show(PageName.PRIORITY, member_id=whose())


def _tell(bars: BarArea, error: UserFacingError) -> None:
    bars.show_message(Message("bad", error.title, error.advice, key=_TROUBLE, code=error.code))


def _next(record: MemberRecord | None) -> str:
    """Return what comes next for a person with this record."""
    if record is not None and record.is_done:
        return tr("Xem biên nhận")
    if record is not None and record.state is ApplicationState.DRAFT:
        return tr("Làm tiếp hồ sơ")
    return tr("Mở hồ sơ")
