"""What one is asked before the tree is changed: a name, another unit, a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.common.i18n import tr
from desktop.common.text import fold
from desktop.common.unit_names import KIND_NAMES
from desktop.common.vocabulary import UnitAct, UnitKind
from desktop.ui.roster.figures import grouped
from desktop.ui.roster.unit_lines import Node
from desktop.ui.widgets.fields import ChoiceEdit, FormEntry, TextEdit
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.table import Cell, Column, Table

_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -8,
    Qt.Key.Key_PageDown: 8,
}


@dataclass(frozen=True)
class Question:
    """What has to be known for an act.

    Attributes:
        title: what will be done.
        verb: the word on the primary button.
        about: the unit it is done to.
        hint: what happens to whom.
        name: what stands in the field of the name; None leaves the field out.
        secretary: likewise.
        kinds: what the unit can be; fewer than two are not asked about.
        targets: units to choose from; empty leaves the list out.
        target: the one that is offered.
        people: the members it is about.
        has_reason: whether a reason is asked for.
    """

    act: UnitAct
    title: str
    verb: str
    about: UUID
    hint: str = ""
    name: str | None = None
    secretary: str | None = None
    kinds: tuple[UnitKind, ...] = ()
    targets: tuple[Node, ...] = ()
    target: UUID | None = None
    people: tuple[UUID, ...] = ()
    has_reason: bool = True


@dataclass(frozen=True)
class Answer:
    """What was filled in."""

    name: str
    secretary: str
    kind: UnitKind
    target: UUID | None
    reason: str


def _target_columns() -> tuple[Column, ...]:
    def name(node: Node) -> Cell:
        return Cell(node.name, strong=bool(node.beneath))

    return (
        Column(tr("Đơn vị"), name),
        Column(tr("Người"), lambda node: grouped(node.people), 84, right=True),
    )


class UnitAsk(Panel):
    """The form in the place of the unit, while something is to be done to it.

    Signals:
        changed: another unit is chosen, or a field was typed in.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent=parent)
        self.question: Question | None = None
        self.about = PlainLabel("", "body", "ink2", wrap=True)
        self.name = FormEntry(tr("Tên đơn vị"), TextEdit(limit=120))
        self.kind = ChoiceEdit([(kind.value, tr(KIND_NAMES[kind])) for kind in UnitKind])
        self.kind_entry = FormEntry(tr("Loại đơn vị"), self.kind)
        self.secretary = FormEntry(tr("Bí thư"), TextEdit(limit=80), optional=True)
        self.search = FormEntry(tr("Gõ để tìm đơn vị"), TextEdit(limit=60))
        self.targets = Table(_target_columns(), tr("Đơn vị chuyển đến"))
        self.targets.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.reason = FormEntry(tr("Lý do, số quyết định"), TextEdit(limit=200), optional=True)
        entries = (self.name, self.kind_entry, self.secretary, self.search)
        for part in (self.about, *entries, self.targets, self.reason):
            self.body.addWidget(part, 100 if part is self.targets else 0)
        self.body.addStretch(1)
        self.search.field.installEventFilter(self)
        self.search.field.value_changed.connect(self._narrow)
        self.targets.row_changed.connect(self._tell)
        self.name.field.value_changed.connect(self._tell)
        self.reason.field.value_changed.connect(self._tell)

    def ask(self, question: Question) -> None:
        """Show the fields of a question, and come to the first of them."""
        self.question = question
        self.set_title(question.title)
        self.about.setText(question.hint)
        self.about.setVisible(bool(question.hint))
        self.name.setVisible(question.name is not None)
        _put(self.name, question.name)
        self.secretary.setVisible(question.secretary is not None)
        _put(self.secretary, question.secretary)
        self._offer_kinds(question.kinds)
        for part in (self.search, self.targets):
            part.setVisible(bool(question.targets))
        _put(self.search, "")
        self.reason.setVisible(question.has_reason)
        _put(self.reason, "")
        self._narrow()
        self.come()

    def come(self) -> None:
        """Put the focus where something is to be filled in."""
        for entry in (self.name, self.search, self.reason):
            if not entry.isHidden():
                entry.field.setFocus()
                if isinstance(entry.field, TextEdit):
                    entry.field.selectAll()
                return

    def answer(self) -> Answer:
        """Return what was filled in."""
        node = self.targets.current_row()
        found = self.kind.currentData()
        return Answer(
            name=_text(self.name),
            secretary=_text(self.secretary),
            kind=UnitKind(found) if found else UnitKind.CELL,
            target=node.unit_id if isinstance(node, Node) else None,
            reason=_text(self.reason),
        )

    def why_not(self) -> str:
        """Return what is still missing, "" when nothing is."""
        question, answer = self.question, self.answer()
        if question is None:
            return ""
        if question.name is not None and not answer.name:
            return tr("Gõ tên đơn vị.")
        if question.targets and answer.target is None:
            return tr("Không có đơn vị nào khớp.")
        if question.act is UnitAct.CLOSE and not answer.reason:
            return tr("Ghi lý do đóng.")
        return ""

    def _offer_kinds(self, kinds: Sequence[UnitKind]) -> None:
        self.kind.clear()
        for kind in kinds:
            self.kind.addItem(tr(KIND_NAMES[kind]), kind.value)
        if UnitKind.CELL in kinds:
            self.kind.setCurrentIndex(list(kinds).index(UnitKind.CELL))
        self.kind_entry.setVisible(len(kinds) > 1)

    def _narrow(self) -> None:
        """Show the units whose names have the typed words, in any order."""
        question = self.question
        if question is None or not question.targets:
            self.targets.set_rows([])
            return
        words = fold(_text(self.search)).split()
        found = [one for one in question.targets if all(w in fold(one.name) for w in words)]
        offered = [n for n, one in enumerate(found) if one.unit_id == question.target]
        self.targets.set_rows(found, select=offered[0] if offered else 0)
        self.changed.emit()

    def _tell(self) -> None:
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows in the field move through the units."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self.targets.move_selection(step)
                return True
        return super().eventFilter(watched, event)


def _put(entry: FormEntry, text: str | None) -> None:
    if isinstance(entry.field, TextEdit):
        entry.field.set_value(text or "")


def _text(entry: FormEntry) -> str:
    return entry.field.value() if isinstance(entry.field, TextEdit) else ""
