"""The list of values on the check page: arrows choose a row, one editor opens at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from desktop.common.i18n import tr
from desktop.common.vocabulary import FieldKey
from desktop.intake import rules
from desktop.intake.comparison import Verdict
from desktop.intake.views import Draft
from desktop.ui import theme
from desktop.ui.intake.check_rows import LEFT, ORDER, RIGHT, WIDE, CheckRow, row_view
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.tag import Tag

_AUTOSAVE_MS = 700
_TWO_COLUMNS = 620  # px at the usual text size; narrower columns would cut dates


class CheckList(Panel):
    """Rows in two columns, wide rows below, tags at the foot.

    Args:
        today: gives the present day, for the rules about dates.

    Signals:
        kept (FieldKey, str): a value is to be stored; sent while typing, too.
        editing (bool): an editor opened or closed.
    """

    kept = Signal(object, str)
    editing = Signal(bool)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(padded=False, parent=parent)
        self._today = today
        self._draft: Draft | None = None
        self.rows = {field: CheckRow(field, today().year) for field in ORDER}
        self.tags = [Tag("", "ok") for _ in range(3)]
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._grid())
        self.body.addWidget(self._area, 1)
        self.foot.addWidget(PlainLabel(tr("Kiểm tra"), "table", "ink2"))
        self.foot.addSpacing(8)
        for tag in self.tags:
            self.foot.addWidget(tag)
        self.foot.addStretch(1)
        self._autosave = QTimer(self)
        self._autosave.setSingleShot(True)
        self._autosave.setInterval(_AUTOSAVE_MS)
        self._autosave.timeout.connect(self.keep_typed)
        for row in self.rows.values():
            row.edit_asked.connect(self.edit)
            row.typed.connect(self._autosave.start)
            row.done.connect(self.commit)
            row.cancelled.connect(self.cancel)

    def _grid(self) -> QWidget:
        inside = QWidget()
        inside.setProperty("surface", "none")
        grid = self._places = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.setColumnStretch(0, 1)
        self._line = QFrame(inside)
        self._line.setProperty("rule", "true")
        self._line.setFixedWidth(1)
        grid.addWidget(self._line, 0, 1, len(LEFT), 1)
        grid.setRowStretch(len(ORDER), 1)
        self._is_wide: bool | None = None
        self._place(wide=True)
        return inside

    def _place(self, *, wide: bool) -> None:
        """Lay the rows in two columns, or in one where two would cut the values."""
        if wide == self._is_wide:
            return
        self._is_wide = wide
        self._line.setVisible(wide)
        self._places.setColumnStretch(2, 1 if wide else 0)
        for place, field in enumerate(ORDER):
            at, column = place, 0
            if wide and field in RIGHT:
                at, column = RIGHT.index(field), 2
            elif field in WIDE and wide:
                at = len(LEFT) + WIDE.index(field)
            self._places.removeWidget(self.rows[field])
            self._places.addWidget(self.rows[field], at, column, 1, 3 if field in WIDE else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose one column or two."""
        super().resizeEvent(event)
        self._place(wide=self.width() >= _TWO_COLUMNS * theme.current().scale)

    def add_keys(self, page: QWidget) -> None:
        """Let the arrows and Ctrl+E work wherever the focus is on the page."""
        self._keys = []
        for key, slot in (("Up", self._up), ("Down", self._down), ("Ctrl+E", self._edit_current)):
            shortcut = QShortcut(QKeySequence(key), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
            self._keys.append(shortcut)

    # ------------------------------------------------------------ showing

    def show_draft(self, draft: Draft | None) -> None:
        """Show a draft; an open editor stays as it is. None forgets the one before."""
        self._draft = draft
        if draft is None:
            return
        for field, row in self.rows.items():
            if not row.is_open:
                row.show_view(row_view(draft, field))
        number, photo, signed = self.tags
        same = any(
            row.field is FieldKey.PERSONAL_ID and row.verdict is Verdict.SAME
            for row in draft.comparison
        )
        number.set(tr("Khớp 12 số") if same else tr("Chưa quét thẻ"), "ok" if same else "neutral")
        _show_photo_tag(photo, draft)
        if draft.signature is not None:
            signed.set(tr("Đã ký"), "ok")
        elif draft.sign_exception is not None:
            signed.set(tr("Có làm chứng"), "warn")
        else:
            signed.set(tr("Chưa ký"), "bad")

    # ------------------------------------------------------------ choosing

    def _reachable(self) -> list[CheckRow]:
        return [row for row in self.rows.values() if row.button.isVisibleTo(self)]

    def _step_by(self, by: int) -> None:
        rows = self._reachable()
        if not rows:
            return
        here = next((place for place, row in enumerate(rows) if row.button.hasFocus()), None)
        place = (0 if by > 0 else len(rows) - 1) if here is None else (here + by) % len(rows)
        self.focus_row(rows[place].field)

    def focus_row(self, field: FieldKey) -> None:
        """Put the focus on the `Sửa` of a row."""
        row = self.rows[field]
        row.button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._area.ensureWidgetVisible(row, 0, 24)

    def _up(self) -> None:
        self._step_by(-1)

    def _down(self) -> None:
        self._step_by(1)

    def _edit_current(self) -> None:
        row = next((row for row in self._reachable() if row.button.hasFocus()), None)
        if row is None:
            self._step_by(1)
        else:
            self.edit(row.field)

    # ------------------------------------------------------------ editing

    @property
    def open_row(self) -> CheckRow | None:
        """The row whose editor is open."""
        return next((row for row in self.rows.values() if row.is_open), None)

    def edit(self, field: FieldKey, value: str | None = None) -> None:
        """Open the editor of a row; another one that is open is finished first.

        Args:
            field: which row.
            value: show this instead of what is stored, because storing it failed.
        """
        if self._draft is None:
            return
        other = self.open_row
        if other is not None and not self.commit(other.field):
            return
        self.rows[field].open_editor(value)
        for key in self._keys:
            key.setEnabled(False)  # the arrows belong to the editor now
        self.editing.emit(True)
        self._area.ensureWidgetVisible(self.rows[field], 0, 24)

    def close_editor(self) -> None:
        """Close the editor without storing anything."""
        self._autosave.stop()
        row = self.open_row
        if row is not None:
            row.close_editor()
            for key in self._keys:
                key.setEnabled(True)
            self.editing.emit(False)

    def keep_typed(self) -> None:
        """Store what is being typed, as far as it has a form."""
        self._autosave.stop()
        row = self.open_row
        if row is None or self._draft is None:
            return
        value, complaint = row.typed_value()
        if not complaint and value != self._draft.fields.get(row.field, ""):
            self.kept.emit(row.field, value)

    @property
    def typing(self) -> dict[FieldKey, str]:
        """What stands in the open editor, as far as it has a form."""
        row = self.open_row
        value, complaint = row.typed_value() if row is not None else ("", "")
        return {row.field: value} if row is not None and not complaint else {}

    def commit(self, field: FieldKey) -> bool:
        """Finish an editor; when something must be mended it stays open and False is returned."""
        row = self.rows[field]
        if row.entry is None or self._draft is None:
            return True
        value, complaint = row.typed_value()
        found = rules.check({**self._draft.fields, field: value}, today=self._today())
        errors = [p for p in found if p.field is field and p.severity is rules.Severity.ERROR]
        complaint = complaint or (errors[0].message if errors else "")
        if complaint:
            row.entry.set_error(complaint)
            row.entry.field.setFocus()
            return False
        self.close_editor()
        self.focus_row(field)
        self.kept.emit(field, value)
        return True

    def cancel(self, field: FieldKey) -> None:
        """Close an editor and bring back the value from before."""
        before = self.rows[field].view.value
        self.close_editor()
        self.focus_row(field)
        # sent even if nothing seems to differ: what was typed may have been stored meanwhile
        self.kept.emit(field, before)


def _show_photo_tag(tag: Tag, draft: Draft) -> None:
    checks = draft.photo_report.get("checks")
    marks = list(checks.values()) if isinstance(checks, dict) else []
    if draft.photo is None:
        tag.set(tr("Chưa có ảnh"), "bad")
    elif draft.photo_exception:
        tag.set(tr("Ảnh có lý do"), "warn")
    else:
        passed, total = sum(map(bool, marks)), len(marks)
        words = tr("Ảnh đạt {n}/{total}").format(n=passed, total=total)
        tag.set(words if total else tr("Có ảnh"), "ok")
