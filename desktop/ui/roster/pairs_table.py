"""Two rows side by side, field by field, what differs marked; numbers masked until F5."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from desktop.common.i18n import tr
from desktop.common.vocabulary import FieldKey
from desktop.security.access.permissions import Permission
from desktop.ui import theme
from desktop.ui.context import UiContext
from desktop.ui.roster.pairs_words import FactRow, marks_of
from desktop.ui.roster.person_words import MASKED, shown
from desktop.ui.theme import Span
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.key_cap import KeyCap
from desktop.ui.widgets.one_look import OneLook
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.row_ground import GroundRows
from desktop.ui.widgets.tag import Tag

_MIDDLE = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Side:
    """The head of one of the two columns."""

    title: str
    remark: str = ""
    icon: str = "list"


class _Cap(KeyCap):
    """A key cap that can show another key."""

    def set(self, key: str) -> None:
        self._key = key
        self.setVisible(bool(key))
        self.refresh_theme()


class _Line:
    """The widgets of one row; made once, filled for every pair."""

    def __init__(self, grid: QGridLayout, number: int) -> None:
        self.key = _Cap("")
        self.label = PlainLabel("", "label", "ink2", wrap=True)
        self.left = PlainLabel("", "table", wrap=True)
        self.right = PlainLabel("", "table", wrap=True)
        self.tag = Tag("", "neutral", boxed=False)
        self.says = PlainLabel("", "hint", "ink2", wrap=True)
        self.boxes = [QWidget() for _ in range(4)]
        parts: tuple[tuple[QWidget, ...], ...] = (
            (self.key, self.label),
            (self.left,),
            (self.right,),
            (self.tag, self.says),
        )
        for column, (box, inside) in enumerate(zip(self.boxes, parts, strict=True)):
            layout = QHBoxLayout(box)
            layout.setContentsMargins(12, 3, 8, 3)
            layout.setSpacing(8)
            for part in inside:
                grows = not isinstance(part, (KeyCap, Tag))
                layout.addWidget(part, 1 if grows else 0, _MIDDLE)
            if column == 3:
                layout.addStretch(0)  # a tag alone stays at the left
            grid.addWidget(box, number, column)

    def show(self, row: FactRow, *, revealed: bool, key: str, chosen: int) -> None:
        """Fill the row; `chosen` is 1 or 2 when one side's value is taken, else 0."""
        self.label.setText(row.label)
        self.key.set(key)
        spans: tuple[list[Span], list[Span]] = ([], [])
        if row.differs:
            spans = marks_of(row.field, row.left, row.right, revealed=revealed)
        sides = ((self.left, row.left, 1), (self.right, row.right, 2))
        for (label, stored, side), found in zip(sides, spans, strict=True):
            text = shown(row.field, stored, revealed=revealed) or tr("Không ghi")
            label.set_role("table_strong" if row.differs or chosen == side else "table")
            label.set_color("ink" if stored and chosen in {0, side} else "ink3")
            label.setText(text)
            label.set_spans(found if chosen in {0, side} else [])
        self.says.setText(row.says)
        # On a small screen the values need the room: the verdict says what matters.
        self.says.setVisible(bool(row.says) and not theme.current().compact)
        self.tag.set(row.verdict, row.kind)
        for box in self.boxes:
            box.show()

    def hide(self) -> None:
        """Take no room."""
        for box in self.boxes:
            box.hide()


class SideBySide(Panel):
    """Two people in two columns and what each field says.

    Args:
        context: for noting that numbers were looked at.
        verdict: head of the last column.
    """

    def __init__(self, context: UiContext, verdict: str, parent: QWidget | None = None) -> None:
        super().__init__(padded=False, parent=parent)
        self._context = context
        self._target = ""
        self._look = OneLook(context.tasks, context.feedback, self)
        self._rows: tuple[FactRow, ...] = ()
        self._keys: Mapping[FieldKey, str] = {}
        self._chosen: Mapping[FieldKey, int] = {}
        self.is_revealed = False
        self._lines = GroundRows(_Line)
        self._heads = (PlainLabel("", "strong"), PlainLabel("", "strong"))
        self._remarks = (PlainLabel("", "hint", "ink2"), PlainLabel("", "hint", "ink2"))
        self._icons = (IconLabel("list", "ink2", 18), IconLabel("file", "ink2", 18))
        self._lay_out_head(verdict)
        self.body.addWidget(self._lines.frame, 1)
        self.note = PlainLabel("", "hint", "ink2")
        self.note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.reveal = OutlineButton(tr("Hiện số"), key="F5", icon="eye", small=True)
        self.reveal.clicked.connect(self._toggle)
        context.forbid(Permission.NUMBER_REVEAL, self.reveal)
        self.foot.addWidget(self.note, 1)
        self.foot.addWidget(self.reveal)
        theme.on_change(self.refresh_rows)

    def _lay_out_head(self, verdict: str) -> None:
        grid = self._lines.grid
        for side in range(2):
            box = QWidget()
            layout = QHBoxLayout(box)
            layout.setContentsMargins(12, 0, 8, 0)
            layout.setSpacing(10)
            layout.addWidget(self._icons[side])
            layout.addWidget(self._heads[side])
            layout.addWidget(self._remarks[side], 1)
            grid.addWidget(box, 0, side + 1)
        last = QWidget()
        layout = QHBoxLayout(last)
        layout.setContentsMargins(12, 0, 8, 0)
        layout.addWidget(PlainLabel(verdict, "label", "ink2"))
        grid.addWidget(last, 0, 3)

    # ------------------------------------------------------------ show

    def set_sides(self, left: Side, right: Side) -> None:
        """Say whose columns these are."""
        for number, side in enumerate((left, right)):
            self._heads[number].setText(side.title)
            self._remarks[number].setText(side.remark)
            self._icons[number].set(side.icon, "ink2")

    def show_rows(
        self,
        target: str,
        rows: Sequence[FactRow],
        *,
        keys: Mapping[FieldKey, str] | None = None,
        chosen: Mapping[FieldKey, int] | None = None,
    ) -> None:
        """Show fields; those of another target come masked.

        Args:
            target: what is noted when somebody looks at the numbers.
            rows: the fields.
            keys: the key printed beside a field.
            chosen: fields of which one side's value is taken: 1 left, 2 right.
        """
        if target != self._target:
            self._target, self.is_revealed = target, False
        self._rows = tuple(rows)
        self._keys, self._chosen = keys or {}, chosen or {}
        has_numbers = any(row.field in MASKED for row in rows)
        self.reveal.setVisible(has_numbers)
        words = tr("Số được che. Mỗi lần hiện số đều ghi vào nhật ký.")
        self.note.setText(words if has_numbers else "")
        self.refresh_rows()

    def refresh_rows(self) -> None:
        """Fill the rows anew."""
        look, grid = theme.current(), self._lines.grid
        grid.setColumnMinimumWidth(0, look.pick(150, 128))
        grid.setColumnMinimumWidth(3, look.pick(270, 168))
        grid.setRowMinimumHeight(0, look.pick(42, 34))
        for remark in self._remarks:
            remark.setVisible(not look.compact)
        self._lines.fill(self._rows, self._show_row, height=look.pick(40, 32))
        self.reveal.setText(tr("Che số") if self.is_revealed else tr("Hiện số"))

    def _show_row(self, line: _Line, row: FactRow) -> bool:
        line.show(
            row,
            revealed=self.is_revealed,
            key=self._keys.get(row.field, ""),
            chosen=self._chosen.get(row.field, 0),
        )
        return row.differs

    def texts(self) -> list[tuple[str, str, str, str, str]]:
        """Return what each row shows: field, left, right, verdict, what it says."""
        lines = self._lines.rows[: len(self._rows)]
        return [
            (x.label.text(), x.left.text(), x.right.text(), x.tag.text, x.says.text())
            for x in lines
        ]

    def use_key(self, key: int) -> bool:
        """Scroll by an arrow or a page, when the key is one of these."""
        bar = self._lines.frame.verticalScrollBar()
        steps = {
            Qt.Key.Key_Up: -bar.singleStep(),
            Qt.Key.Key_Down: bar.singleStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
            Qt.Key.Key_PageDown: bar.pageStep(),
        }
        step = steps.get(Qt.Key(key))
        if step is not None:
            bar.setValue(bar.value() + step)
        return step is not None

    # ------------------------------------------------------------ numbers

    def hideEvent(self, event: QHideEvent) -> None:
        """Mask the numbers: whoever comes back to the page has not asked for them."""
        super().hideEvent(event)
        if self.is_revealed:
            self.is_revealed = False
            self.refresh_rows()

    def _toggle(self) -> None:
        if self.is_revealed:
            self.is_revealed = False
            self.refresh_rows()
            return
        security, actor, target = self._context.services.security, self._context.actor, self._target
        note = partial(security.reveal_number, target, actor=actor)
        self._look.ask(target, note, partial(self._recorded, target))

    def _recorded(self, target: str) -> None:
        if target == self._target and self.isVisible():
            self.is_revealed = True
            self.refresh_rows()
