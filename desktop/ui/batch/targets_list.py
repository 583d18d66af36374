"""Where a batch is written: sticks that are plugged in, each a row to tick, and other folders."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.batch.drives import Drive, Fit, fit
from desktop.common.i18n import tr
from desktop.ui import theme
from desktop.ui.batch.rows import size_words
from desktop.ui.widgets.choice_row import TickRow
from desktop.ui.widgets.plain_label import PlainLabel


def drive_name(drive: Drive) -> str:
    """Return what people call a drive."""
    return tr("USB “{name}”").format(name=drive.label or str(drive.root))


def fit_words(drive: Drive, needed: int) -> str:
    """Return how much room a drive has and whether the batch fits."""
    judged = fit(drive, needed)
    if judged is Fit.READ_ONLY:
        return tr("đang khóa ghi, gạt lẫy khóa rồi cắm lại")
    free = tr("còn {size}").format(size=size_words(drive.free))
    if judged is Fit.FULL:
        return tr("{free}, không đủ chỗ").format(free=free)
    if judged is Fit.TOO_LARGE:
        return tr("{free}, dạng FAT không chứa tệp quá 4 GB").format(free=free)
    return tr("{free}, đủ chỗ").format(free=free)


def short_words(drive: Drive, needed: int) -> str:
    """Return a drive and its room in one short line."""
    judged = fit(drive, needed)
    if judged is Fit.FULL:
        words = tr("“{name}” · không đủ chỗ")
    elif judged is Fit.FITS:
        words = tr("“{name}” · còn {size}")
    else:
        words = tr("“{name}” · không ghi được")
    return words.format(name=drive.label or str(drive.root), size=size_words(drive.free))


class TargetsList(QWidget):
    """Several places may be ticked; a stick that is pulled loses its row.

    Until somebody ticks a row, the list proposes: the places of the last time that are there,
    else a stick with room, else a folder.

    Signals:
        value_changed: other places are ticked.
    """

    value_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.error = ""
        self.rows: dict[Path, TickRow] = {}
        self._drives: dict[Path, Drive] = {}
        self._last: tuple[Path, ...] = ()
        self._spare = Path()
        self._needed = 0
        self._is_chosen = False
        self._is_held = False
        self.label = PlainLabel(tr("Ghi vào"), "label", "ink2")
        self.note = PlainLabel("", "hint", "bad", wrap=True)
        self.note.hide()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.label)
        layout.addLayout(self._rows)
        layout.addWidget(self.note)
        theme.on_change(self.refresh_theme)

    # ------------------------------------------------------------ what is ticked

    def folders(self) -> list[Path]:
        """Return the ticked places in the order of the list."""
        return [place for place, row in self.rows.items() if row.isChecked()]

    def has_stick(self, folders: Sequence[Path]) -> bool:
        """Return whether one of these places is a stick."""
        return any(folder in self._drives for folder in folders)

    def value(self) -> str:
        """Return the first ticked place, "" when there is none."""
        return str(next(iter(self.folders()), ""))

    def set_value(self, folder: str) -> None:
        """Tick one place and no other; "" ticks none."""
        self._is_chosen = True
        self._tick((Path(folder),) if folder else ())

    def add(self, folder: Path) -> None:
        """Tick a folder that somebody chose beside what is ticked already."""
        self._is_chosen = True
        kept = [place for place in self.folders() if place in self._drives]
        self._tick((*kept, folder))

    # ------------------------------------------------------------ what may be ticked

    def propose(self, last: Sequence[Path], spare: Path) -> None:
        """Begin anew with the places of the last time, and a folder for when there is nothing."""
        self._last, self._spare = tuple(last), spare
        if not self._is_chosen:
            self._propose()

    def show_drives(self, drives: Sequence[Drive]) -> None:
        """Show what is plugged in now; while a batch is being written, the rows stay."""
        if self._is_held:
            return
        ticked = [place for place in self.folders() if place not in self._drives]
        kept = [place for place in self.folders() if place in self._drives]
        self._drives = {drive.root: drive for drive in drives}
        still = [place for place in kept if place in self._drives]
        if self._is_chosen and (still or ticked):
            self._tick((*still, *ticked))
        else:
            self._is_chosen = False
            self._propose()

    def set_needed(self, size: int) -> None:
        """Judge the room of every drive for a file of this size."""
        self._needed = size
        self._tick(tuple(self.folders()))

    def hold(self, is_held: bool) -> None:
        """Let nobody tick while a batch is being written."""
        self._is_held = is_held
        for place, row in self.rows.items():
            row.setEnabled(not is_held and self._fits(place))

    # ------------------------------------------------------------ checking

    def set_error(self, text: str) -> None:
        """Say what must be mended; "" takes it back."""
        self.error = text
        self.note.setText(text)
        self.note.setVisible(bool(text))

    # ------------------------------------------------------------ inside

    def _propose(self) -> None:
        here = [place for place in self._last if place in self._drives and self._fits(place)]
        if not here:
            here = [place for place in self._drives if self._fits(place)][:1]
        if not here:
            here = [place for place in self._last if place not in self._drives and place.is_dir()]
        self._tick(tuple(here) or (self._spare,))

    def _fits(self, place: Path) -> bool:
        drive = self._drives.get(place)
        return drive is None or fit(drive, self._needed) is Fit.FITS

    def _tick(self, ticked: Sequence[Path]) -> None:
        """Show a row for every drive and every ticked folder, and tick these places."""
        wanted = [*self._drives, *(place for place in ticked if place not in self._drives)]
        for place in [one for one in self.rows if one not in wanted]:
            row = self.rows.pop(place)
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = {place: self.rows.get(place) or self._make_row() for place in wanted}
        for number, (place, row) in enumerate(self.rows.items()):
            self._rows.insertWidget(number, row)
            self._name(place, row)
            row.setEnabled(not self._is_held and self._fits(place))
            row.setChecked(place in ticked and self._fits(place))
        self.set_error("")
        self.value_changed.emit()

    def _name(self, place: Path, row: TickRow) -> None:
        drive = self._drives.get(place)
        words, detail = tr("Thư mục {name}").format(name=place.name or place), str(place)
        if drive is not None:
            words, detail = drive_name(drive), fit_words(drive, self._needed)
        row.setToolTip(f"{detail}\n{place}" if drive else detail)
        if theme.current().compact:  # one line each: two sticks and a folder still have room
            words, detail = (short_words(drive, self._needed) if drive else words), ""
        row.set_words(words, detail)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        for place, row in self.rows.items():
            self._name(place, row)

    def _make_row(self) -> TickRow:
        row = TickRow("")
        row.clicked.connect(self._clicked)
        return row

    def _clicked(self) -> None:
        self._is_chosen = True
        self.set_error("")
        self.value_changed.emit()
