"""The page "Quy định": the note of every page, its document and day, and every earlier version."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QHBoxLayout

from desktop.campaign.rule_notes.service import LONGEST_SOURCE, LONGEST_TEXT
from desktop.campaign.rule_notes.views import RuleNote
from desktop.campaign.rule_notes.words import place_words, source_words
from desktop.common.clock import show_date, today
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.security.access.permissions import Permission
from desktop.ui.context import UiContext
from desktop.ui.feedback import Message
from desktop.ui.tasks import Task
from desktop.ui.widgets.fields import DateEdit, FormEntry, TextEdit
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel
from desktop.ui.widgets.table import Cell, Column, Table
from desktop.ui.widgets.table_panel import TablePanel

_BAR = "rules"
_EARLIER = 4


class RulesPage(Page):
    """Everybody reads the notes; whoever may change settings writes them."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Quy định trên từng trang"))
        self._context = context
        self._asked: Task | None = None
        self.table = Table(_columns(), tr("Ghi chú quy định của từng trang"))
        self.table.row_changed.connect(self._show_note)
        self.side = SidePanel(tr("Ghi chú"), width=400, small_width=340)
        self.whole = PlainLabel("", "table", wrap=True)
        self.text = TextEdit(limit=LONGEST_TEXT)
        self.source = TextEdit(limit=LONGEST_SOURCE)
        self.day = DateEdit(latest_year=today(context.services.clock).year + 5)
        self.earlier = PlainLabel("", "hint", "ink2", wrap=True)
        self._day_entry = FormEntry(tr("Ngày của văn bản"), self.day, optional=True)
        self.side.inside.addWidget(self.whole)
        none = tr("Để trống thì trang đó không có ghi chú.")
        self.side.inside.addWidget(FormEntry(tr("Ghi chú"), self.text, hint=none))
        self.side.inside.addWidget(FormEntry(tr("Văn bản"), self.source, optional=True))
        self.side.inside.addWidget(self._day_entry)
        self.side.inside.addWidget(self.earlier)
        self.side.inside.addStretch(1)
        self.side.foot_box.hide()
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(TablePanel(self.table, title=tr("Trang")), 1)
        both.addWidget(self.side)
        self.content.addLayout(both, 1)
        self.action_bar.add_back(context.navigator.back)
        keep = self.action_bar.set_primary(tr("Lưu ghi chú"), self._keep)
        context.forbid(Permission.SETTING_CHANGE, keep)

    @property
    def note(self) -> RuleNote | None:
        """The selected note, as it is in force."""
        row = self.table.current_row()
        return row if isinstance(row, RuleNote) else None

    def enter(self) -> None:
        """Read what is in force."""
        super().enter()
        self._load()
        self.table.setFocus()

    def leave(self) -> None:
        """Ask nothing more."""
        if self._asked is not None:
            self._asked.cancel()

    def _load(self) -> None:
        read = self._context.services.rule_notes.notes
        self._asked = self._context.tasks.query(read, self._show, self._failed)

    def _show(self, notes: tuple[RuleNote, ...]) -> None:
        before = self.note
        at = next((n for n, one in enumerate(notes) if before and one.place is before.place), 0)
        self.table.set_rows(notes, select=at)
        self._show_note()

    def _show_note(self, *_: object) -> None:
        note = self.note
        if note is None:
            return
        self.side.set_title(place_words(note.place))
        self.whole.setText(note.text or tr("Trang này không có ghi chú."))
        for field, words in ((self.text, note.text), (self.source, note.source)):
            field.set_value(words)
            field.setCursorPosition(0)  # a long note is read from its beginning
        self.day.setText(f"{note.day:%d/%m/%Y}" if note.day else "")
        self._day_entry.set_error("")
        self.earlier.setText("")
        read = partial(self._context.services.rule_notes.history, note.place)
        self._context.tasks.query(read, self._show_history, self._failed)

    def _show_history(self, versions: tuple[RuleNote, ...]) -> None:
        if self.note is not None and versions[0].place is self.note.place:
            self.earlier.setText("\n".join(map(_version_words, versions[:_EARLIER])))

    def _keep(self) -> None:
        note, typed = self.note, self.day.value()
        if note is None:
            return
        if self.day.text().strip() and (typed is None or not typed.day):
            self._day_entry.set_error(tr("Gõ đủ ngày, tháng, năm."))
            self.day.setFocus()
            return
        day = date.fromisoformat(typed.iso) if typed is not None else None
        change = partial(
            self._context.services.rule_notes.change,
            note.place,
            self.text.value(),
            source=self.source.value(),
            day=day,
            actor=self._context.actor,
        )
        self._context.tasks.change(change, self._kept, self._failed)

    def _kept(self, note: RuleNote) -> None:
        self.bars.clear(_BAR)
        told = tr("Đã lưu ghi chú trang “{place}”, bản {n}.")
        self._context.feedback.toast(told.format(place=place_words(note.place), n=note.version))
        self.table.setFocus()
        self._load()

    def _failed(self, error: UserFacingError) -> None:
        self.bars.show_message(Message("bad", error.title, error.advice, key=_BAR, code=error.code))


def _columns() -> tuple[Column, ...]:
    return (
        Column(tr("Trang"), lambda one: place_words(one.place), width=246),
        Column(tr("Ghi chú"), _text, stretch=1, least=160),
        Column(tr("Bản"), lambda one: Cell(f"{one.version}"), width=64, right=True),
    )


def _text(note: RuleNote) -> Cell:
    return Cell(note.text or tr("không hiện"), quiet=not note.text)


def _version_words(note: RuleNote) -> str:
    if note.set_at is None:
        return tr("• {source}: đi kèm chương trình").format(source=source_words(note))
    return tr("• {source}: {who}, {day}").format(
        source=source_words(note), who=note.set_by, day=show_date(note.set_at)
    )
