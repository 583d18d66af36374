"""A file before it is taken: its rows against the list, filters, and the row that is chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.common.vocabulary import MemberStatus
from desktop.roster.keeping.views import FieldChange, GonePerson
from desktop.ui import theme
from desktop.ui.roster.column_words import as_typed
from desktop.ui.roster.face_words import FaceWords
from desktop.ui.roster.figures import grouped
from desktop.ui.roster.import_flow import Chosen, Looked
from desktop.ui.roster.preview_rows import Line, Mood, columns
from desktop.ui.roster.row_answers import DROP, GONE, is_dropped
from desktop.ui.roster.row_panel import RowPanel
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.fields import ChoiceEdit
from desktop.ui.widgets.key_cap import KeyCap
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.table import Table

TO_SEE = (Mood.CHANGED, Mood.GONE, Mood.LOOK, Mood.ASIDE)
"""What a person should go through; who is new or as before needs nobody."""


class PreviewFace(QWidget):
    """Counts first, then the rows with something to look at, the guilty cell tinted.

    Attributes:
        to_see: how many lines a person should go through.

    Signals:
        sheet_chosen (str): another sheet of the workbook is wanted.
        mend_wanted (int, str, str): row, field, and the text it is to be.
        chosen_changed: something was decided about a row.
    """

    sheet_chosen = Signal(str)
    mend_wanted = Signal(int, str, str)
    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looked: Looked | None = None
        self.chosen = Chosen()
        self._lines: Sequence[Line] = ()
        self._shown: list[Line] = []
        self.to_see = 0
        self.source = PlainLabel("", "label", "ink2")
        self.sheet = ChoiceEdit([], tr("Trang tính"))
        self.sheet.setFixedWidth(220)
        self.sheet.hide()
        self.sheet.activated.connect(self._other_sheet)
        self.chips = _chips()
        self.identity = PlainLabel("", "label", "ink2")
        self.table = Table(columns(self._is_dropped), tr("Các dòng của tệp"))
        self.table.setMinimumHeight(170)
        self.row = RowPanel()
        self.table.row_changed.connect(self._show_row)
        self.row.next_wanted.connect(partial(self.table.move_selection, 1))
        self.row.answered.connect(self._answer)
        self.row.mended.connect(self._mend)
        self.row.change_switched.connect(self._switch)
        self._lay_out()
        for key, step in ((Qt.Key.Key_PageDown, 1), (Qt.Key.Key_PageUp, -1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(partial(self.table.move_selection, step))

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(12)
        head.addWidget(self.source, 1)
        head.addWidget(self.sheet)
        box.addWidget(self._head)
        row = QWidget()
        # Six large counts must not make the page wider than a small screen.
        row.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        filters = QHBoxLayout(row)
        filters.setContentsMargins(0, 0, 0, 0)
        filters.setSpacing(8)
        for number, chip in enumerate(self.chips.values(), start=1):
            chip.toggled.connect(self._filter)
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
            shortcut.activated.connect(chip.click)
            filters.addWidget(chip)
        filters.addStretch(1)
        self._keys = [PlainLabel(tr("Lọc"), "label", "ink2"), KeyCap("Alt+1"), KeyCap("6")]
        for part in self._keys:
            filters.addWidget(part)
        box.addWidget(row)
        frame = Panel(padded=False)
        frame.body.addWidget(self.table)
        frame.foot.addWidget(self.identity, 1)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(frame, 1)
        both.addWidget(self.row)
        box.addLayout(both, 1)
        theme.on_change(self.refresh_theme)

    def refresh_theme(self) -> None:
        """Follow the look in force: on a small screen the keys stand in the help only."""
        for part in self._keys:
            part.setVisible(not theme.current().compact)
        self._show_chips()
        self._fit_head()

    def _fit_head(self) -> None:
        # On a small screen the title names the file, and the rows get the room of this line.
        self.source.setVisible(not theme.current().compact)
        has_sheets = self.sheet.count() > 1
        self._head.setVisible(has_sheets or not theme.current().compact)

    def _show_chips(self) -> None:
        for chip in self.chips.values():
            chip.setVisible(chip.isEnabled() or not theme.current().compact)

    # ------------------------------------------------------------ what is shown

    def show_file(self, looked: Looked) -> None:
        """Show a file that was just read; nothing is decided yet."""
        self.chosen = Chosen()
        source = looked.preview.source
        self.source.setText(_source_words(looked))
        self._show_sheets(source.sheets, source.sheet)
        self._fit_head()
        self._take(looked)
        self.show_what_matters()

    def show_mended(self, looked: Looked, row_number: int) -> None:
        """Show the same file with a row read again; what was decided stays."""
        at, typed = self.table.current_row(), self.row.typed()
        self._take(looked)
        self._filter(at=at if isinstance(at, Line) else None, row_number=row_number)
        if typed is not None:
            self.row.resume(*typed)

    def _take(self, looked: Looked) -> None:
        self.looked = looked
        kept = self.chosen.kept_old
        self._lines = looked.lines
        if kept:
            self._lines = [
                _as_changed(line) if kept.get(line.number) else line for line in looked.lines
            ]
        kinds = Counter(line.moods for line in self._lines)
        count = {mood: sum(n for moods, n in kinds.items() if mood in moods) for mood in Mood}
        self.to_see = sum(n for moods, n in kinds.items() if not moods.isdisjoint(TO_SEE))
        for mood, chip in self.chips.items():
            chip.set_count(count[mood])
            chip.setEnabled(count[mood] > 0)
        self._show_chips()
        self._show_identity()

    def show_what_matters(self) -> None:
        """Show what a person should go through; all who are new or as before when there is none."""
        wanted = {mood for mood in TO_SEE if self.chips[mood].isEnabled()}
        wanted = wanted or {mood for mood, chip in self.chips.items() if chip.isEnabled()}
        for mood, chip in self.chips.items():
            chip.blockSignals(True)
            chip.setChecked(mood in wanted)
            chip.blockSignals(False)
        self._filter()
        self.table.setFocus()

    def words(self) -> FaceWords:
        """Return what stands around the face."""
        nobody = tr("Tệp không có dòng nào nhận được.")
        troubled = self.chips[Mood.LOOK].isEnabled() or self.chips[Mood.ASIDE].isEnabled()
        return FaceWords(
            self._title(),
            tr("Nhận {n} dòng đạt").format(n=grouped(self.to_take)),
            reason="" if self.looked and self.looked.preview.people else nobody,
            stop=tr("Để sau"),
            saves=troubled,
            walks=self.to_see,
            shows_columns=True,
        )

    def _title(self) -> str:
        if theme.current().compact and self.looked is not None:
            return tr("Xem trước {file}").format(file=self.looked.preview.source.file_name)
        return tr("Xem trước khi nhập danh sách")

    @property
    def to_take(self) -> int:
        """How many rows of the file would be in the list."""
        if self.looked is None:
            return 0
        out = self.chosen.left_out(self.looked.difference)
        return len(self.looked.preview.people) - out

    def _show_identity(self) -> None:
        if self.looked is not None:
            out = self.chosen.left_out(self.looked.difference)
            self.identity.setText(_identity_words(self.looked, out))

    def _show_sheets(self, sheets: Sequence[str], chosen: str) -> None:
        self.sheet.blockSignals(True)
        self.sheet.clear()
        for name in sheets:
            self.sheet.addItem(name, name)
        self.sheet.set_value(chosen)
        self.sheet.blockSignals(False)
        self.sheet.setVisible(len(sheets) > 1)

    def _other_sheet(self) -> None:
        self.sheet_chosen.emit(self.sheet.value())

    def _filter(
        self, _on: bool = False, *, at: Line | None = None, row_number: int | None = None
    ) -> None:
        wanted = {mood for mood, chip in self.chips.items() if chip.isChecked()}
        self._shown = [line for line in self._lines if not line.moods.isdisjoint(wanted)]
        self.table.set_rows(self._shown, select=self._place_of(at, row_number))

    def _place_of(self, at: Line | None, row_number: int | None) -> int:
        """Return where a line stands now, or the one that took its place."""
        if at is not None and not at.number:
            people = [line.row for line in self._shown]
            return people.index(at.row) if at.row in people else 0
        wanted = at.number if at is not None else row_number
        if wanted is None:
            return 0
        later = (place for place, line in enumerate(self._shown) if line.number >= wanted)
        return next(later, max(0, len(self._shown) - 1))

    def _show_row(self, line: Line | None) -> None:
        self.row.show_line(line, self.chosen)
        place = self.table.currentIndex().row() + 1 if line else 0
        self.row.show_place(place, len(self._shown))

    # ------------------------------------------------------------ what is decided

    def _is_dropped(self, line: Line) -> bool:
        return is_dropped(line, self.chosen)

    def _answer(self, line: Line, value: str) -> None:
        if isinstance(line.row, GonePerson):
            if value.startswith(GONE):
                self.chosen.gone[line.row.member_id] = MemberStatus(value.removeprefix(GONE))
            else:
                self.chosen.gone.pop(line.row.member_id, None)
        elif value == DROP:
            self.chosen.dropped.add(line.number)
        else:
            self.chosen.dropped.discard(line.number)
        self.table.viewport().update()
        self._show_identity()
        self.chosen_changed.emit()

    def _mend(self, line: Line, field: str, text: str) -> None:
        self.mend_wanted.emit(line.number, field, text)

    def _switch(self, line: Line, change: FieldChange, is_made: bool) -> None:
        kept = self.chosen.kept_old.setdefault(line.number, {})
        if is_made:
            kept.pop(change.field, None)
        else:
            kept[change.field] = change
        text = change.new if is_made else change.old
        self.mend_wanted.emit(line.number, change.field, as_typed(change.field, text))


def _source_words(looked: Looked) -> str:
    source = looked.preview.source
    words = tr("{file} · {n} dòng, nhận ra {matched}/{all} cột").format(
        file=source.file_name,
        n=grouped(source.source_rows),
        matched=sum(1 for column in source.columns if column.field),
        all=len(source.columns),
    )
    if looked.is_known_header:
        words += " · " + tr("đã dùng cách ghép cột lần trước")
    return words


def _identity_words(looked: Looked, left_out: int) -> str:
    preview = looked.preview
    words = tr(
        "{rows} dòng trong tệp = {taken} nhận + {aside} để riêng + {rest} không phải dữ liệu"
    )
    return words.format(
        rows=grouped(preview.source.source_rows),
        taken=grouped(len(preview.people) - left_out),
        aside=grouped(len(preview.set_aside) + left_out),
        rest=grouped(sum(preview.source.not_data.values())),
    )


def _as_changed(line: Line) -> Line:
    """Return the line of a person some of whose changes are kept back."""
    moods = (line.moods - {Mood.SAME}) | {Mood.CHANGED}
    return Line(line.number, frozenset(moods), line.row, line.source, line.changed)


def _chips() -> dict[Mood, Chip]:
    return {
        Mood.NEW: Chip(tr("Mới"), count=0),
        Mood.CHANGED: Chip(tr("Đổi"), count=0),
        Mood.SAME: Chip(tr("Không đổi"), count=0),
        Mood.GONE: Chip(tr("Không còn"), count=0),
        Mood.LOOK: Chip(tr("Cần xem"), count=0, icon="warning", icon_color="warn"),
        Mood.ASIDE: Chip(tr("Không nhận"), count=0, icon="cross", icon_color="bad"),
    }
