"""One unit: its numbers, what to look at, its members, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QWidget

from desktop.common.clock import show_date, show_time
from desktop.common.i18n import tr
from desktop.common.unit_names import ACT_NAMES, KIND_NAMES
from desktop.roster.organisation.views import Alike, Likeness, Step, Unit, UnitPerson
from desktop.security.journal.telling import actor_words
from desktop.ui.roster.figures import grouped
from desktop.ui.roster.register_face import FaceStack
from desktop.ui.roster.unit_lines import Node
from desktop.ui.roster.unit_people import UnitPeople
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.panel import Panel, row
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.table import Cell, Column, Table
from desktop.ui.widgets.table_panel import TablePanel

_REASON = 3
"""The column of reasons; left out while nobody gave one."""


def step_words(step: Step, *, names_unit: bool = True) -> str:
    """Say in a few words what a step did; beside the unit itself its name is left out."""
    names = [
        tr("“{old}” thành “{new}”").format(old=edit.before.name, new=edit.after.name)
        for edit in step.edits
        if edit.before and edit.before.name != edit.after.name
    ]
    about = names or [edit.after.name for edit in step.edits if names_unit]
    parts = [tr(ACT_NAMES[step.act]), *about[:1]]
    if step.people:
        parts.append(tr("{n} người").format(n=grouped(step.people)))
    if step.is_undone:
        parts.append(tr("đã hoàn tác"))
    return " · ".join(parts)


def _what(step: Step) -> Cell:
    return Cell(step_words(step, names_unit=False), quiet=step.is_undone)


def _history_columns() -> tuple[Column, ...]:
    return (
        Column(tr("Lúc"), lambda one: f"{show_date(one.at)} {show_time(one.at)}", 152),
        Column(tr("Việc"), _what, stretch=3, least=200),
        Column(tr("Người làm"), lambda one: actor_words(one.by), 140, drop=1),
        Column(tr("Lý do"), lambda one: one.reason, least=130, drop=2),
    )


class UnitPanel(Panel):
    """What stands right of the tree.

    Signals:
        confirmed: the name a list brought is right.
        merge_wanted (object, object): the unit to close and the one it should go into.
    """

    confirmed = Signal()
    merge_wanted = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", padded=False, parent=parent)
        self._node: Node | None = None
        self._pair: Alike | None = None
        self.kind = PlainLabel("", "label", "ink2")
        self.head.addWidget(self.kind)
        self.facts = PlainLabel("", "body", "ink2", wrap=True)
        self.notice = PlainLabel("", "body", "warn", wrap=True)
        self.confirm = OutlineButton(tr("Tên đúng"), key="Ctrl+Y", icon="check", small=True)
        self.confirm.clicked.connect(self.confirmed)
        self.join = OutlineButton(tr("Gộp lại"), key="Ctrl+G", small=True)
        self.join.clicked.connect(self._want_merge)
        self.people = UnitPeople()
        self.history = Table(_history_columns(), tr("Lịch sử của đơn vị"), selectable=False)
        nobody = EmptyState(tr("Chưa có ai ở đây."), tr("Chuyển người đến bằng phím C."))
        never = EmptyState(tr("Chưa có thay đổi nào."))
        self._people = TablePanel(self.people, nobody)
        self._history = TablePanel(self.history, never)
        self.faces = FaceStack()
        for face in (self._people, self._history):
            face.setProperty("panel", "false")
            self.faces.addWidget(face)
        self._make_body()

    def _make_body(self) -> None:
        self.chips = (Chip(tr("Đảng viên"), on=True), Chip(tr("Lịch sử")))
        group = QButtonGroup(self)
        for number, chip in enumerate(self.chips):
            group.addButton(chip, number)
            shortcut = QShortcut(QKeySequence(f"Alt+{number + 1}"), self)
            shortcut.activated.connect(chip.click)
        group.idClicked.connect(self.faces.setCurrentIndex)
        inner = Panel(padded=True)
        inner.setProperty("panel", "false")
        inner.body.addWidget(self.facts)
        inner.body.addWidget(self.notice)
        inner.body.addLayout(row(self.confirm, self.join, 1))
        inner.body.addLayout(row(*self.chips, 1))
        self.body.setSpacing(0)
        self.body.addWidget(inner)
        self.body.addWidget(self.faces, 1)

    def show_unit(self, node: Node | None, above: Unit | None, pair: Alike | None) -> None:
        """Show another unit; its people and history come with `show_inside`."""
        self._node, self._pair = node, pair
        unit = node.row.unit if node and node.row else None
        self.set_title(node.name if node else tr("Chưa có cây tổ chức"))
        self.kind.setText(tr(KIND_NAMES[unit.kind]) if unit else "")
        self.facts.setText(_facts(node, above))
        self.facts.setVisible(bool(self.facts.text()))
        is_new = unit is not None and not unit.is_confirmed
        text = ""
        if pair is not None and unit is not None:
            other = pair.second if pair.first.unit_id == unit.unit_id else pair.first
            text = _alike_words(pair, other)
        elif is_new:
            text = tr("Tên này do danh sách đưa vào: xác nhận, đổi tên hoặc gộp.")
        self.notice.setText(text)
        self.notice.setVisible(bool(text))
        self.confirm.setVisible(is_new)
        self.join.setVisible(pair is not None)

    def show_inside(self, people: Sequence[UnitPerson], steps: Sequence[Step]) -> None:
        """Show the members and the history of the unit."""
        self.people.show_people(people)
        self._people.set_filled(bool(people))
        self.history.set_rows(steps)
        self.history.leave_out(() if any(one.reason for one in steps) else (_REASON,))
        self._history.set_filled(bool(steps))
        self.chips[0].set_count(len(people))
        self.chips[1].set_count(len(steps))

    def _want_merge(self) -> None:
        if self._pair is not None:
            self.merge_wanted.emit(self._pair.second.unit_id, self._pair.first.unit_id)


def _facts(node: Node | None, above: Unit | None) -> str:
    if node is None:
        return ""
    if node.row is None:
        return tr("Danh sách không ghi chi bộ của những người này.")
    parts = [tr("{n} người").format(n=grouped(node.people))]
    if node.row.apart:
        parts.append(tr("{n} người tính riêng").format(n=grouped(node.row.apart)))
    if node.row.open_cases:
        parts.append(tr("{n} hồ sơ đang làm").format(n=grouped(node.row.open_cases)))
    if above is not None:
        parts.append(tr("trực thuộc {name}").format(name=above.name))
    if node.row.unit.secretary:
        parts.append(tr("bí thư {name}").format(name=node.row.unit.secretary))
    return " · ".join(parts)


def _alike_words(pair: Alike, other: Unit) -> str:
    if pair.why is Likeness.SAME_NAME:
        return tr("Cùng tên với một đơn vị khác: gộp, hoặc đổi tên để số liệu không lẫn.")
    if pair.why is Likeness.FORMER_NAME:
        return tr("Có thể là một với “{name}”, đơn vị từng mang tên này.").format(name=other.name)
    return tr("Viết gần giống “{name}”: có thể là một đơn vị.").format(name=other.name)
