"""What narrows the list of all records: text, how far they are, commune, batch."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.common.clock import show_date
from desktop.common.i18n import tr
from desktop.province.records.views import (
    RecordChoices,
    RecordQuery,
    Standing,
    standing_words,
)
from desktop.ui.widgets.fields import ChoiceEdit
from desktop.ui.widgets.search_box import SearchBox


class RecordFilters(QWidget):
    """One line: a search field and three choices; a batch is chosen within a commune.

    Signals:
        changed: another list is wanted; `query()` says which.
        commune_changed (str): its batches are wanted.
    """

    changed = Signal()
    commune_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchBox(
            tr("Tìm hồ sơ"), hint=tr("tên, số định danh, số biên nhận"), key="Ctrl+F", delay=120
        )
        self.standing = ChoiceEdit(
            [(one.value, standing_words(one)) for one in Standing],
            tr("Tình trạng"),
            empty=tr("Mọi tình trạng"),
        )
        self.commune = ChoiceEdit([], tr("Xã"), empty=tr("Mọi xã"))
        self.batch = ChoiceEdit([], tr("Lô"), empty=tr("Mọi lô"))
        self.batch.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.search, 3)
        for choice in (self.standing, self.commune, self.batch):
            choice.setMinimumContentsLength(6)
            choice.setSizeAdjustPolicy(
                ChoiceEdit.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            line.addWidget(choice, 1)
        self.search.searched.connect(self._tell)
        self.standing.value_changed.connect(self._tell)
        self.batch.value_changed.connect(self._tell)
        self.commune.value_changed.connect(self._commune_changed)

    def _tell(self) -> None:
        self.changed.emit()

    def _commune_changed(self) -> None:
        self._offer_batches(())
        self.commune_changed.emit(self.commune.value())
        self.changed.emit()

    def query(self) -> RecordQuery:
        """Return which records are to be shown."""
        standing, batch = self.standing.value(), self.batch.value()
        return RecordQuery(
            text=self.search.text(),
            standing=Standing(standing) if standing else None,
            commune=self.commune.value(),
            batch=UUID(batch) if batch else None,
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is filtered out."""
        return self.query() != RecordQuery()

    def clear(self) -> None:
        """Let everything through again; one change, however much was set."""
        self.blockSignals(True)
        for part in (self.standing, self.commune):
            part.setCurrentIndex(0)
        self._offer_batches(())
        self.search.clear()
        self.blockSignals(False)
        self._tell()

    def show_choices(self, found: RecordChoices) -> None:
        """Offer what there is; what was chosen stays chosen."""
        names = [(code, name or code) for code, name in found.communes]
        _offer(self.commune, names)
        words = tr("{station} lô {n} · {records} hồ sơ · {date}")
        self._offer_batches(
            [
                (
                    str(one.id),
                    words.format(
                        station=one.station,
                        n=one.sequence,
                        records=one.records,
                        date=show_date(one.received_at),
                    ),
                )
                for one in found.batches
            ]
        )

    def _offer_batches(self, entries: Sequence[tuple[str, str]]) -> None:
        _offer(self.batch, entries)
        self.batch.setVisible(bool(entries))


def _offer(field: ChoiceEdit, entries: Sequence[tuple[str, str]]) -> None:
    kept = field.value()
    field.blockSignals(True)
    while field.count() > 1:
        field.removeItem(1)
    for value, words in entries:
        field.addItem(words, value)
    if kept in {value for value, _ in entries}:
        field.set_value(kept)
    else:
        field.setCurrentIndex(0)
    field.blockSignals(False)
