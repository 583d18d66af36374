"""What narrows the list and puts it in order: text, cell, village, status, progress, order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.common.vocabulary import ApplicationState, MemberStatus
from desktop.intake.rules import TAKEN
from desktop.roster.rules import STATUS_NAMES
from desktop.roster.views import ListChoices, ListQuery, ListSort
from desktop.ui.roster.figures import grouped
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.fields import ChoiceEdit
from desktop.ui.widgets.search_box import SearchBox

_NOBODY: frozenset[UUID] = frozenset()
_NONE, _DRAFT, _DONE = "none", "draft", "done"


class PeopleFilters(QWidget):
    """One line to search in and to look at what needs a look, one line of filters.

    Signals:
        changed: another list is wanted; `query()` says which.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: ListChoices | None = None
        self._drafts = self._done = _NOBODY
        # No rest between key and search: all keys of one turn of the event loop become one query.
        self.search = SearchBox(
            tr("Tìm trong danh sách"),
            hint=tr("tên, số định danh, năm sinh, bản"),
            key="Ctrl+F",
            delay=0,
        )
        self.search.searched.connect(self._tell)
        self.cell = ChoiceEdit([], tr("Chi bộ"), empty=tr("Mọi chi bộ"))
        self.village = ChoiceEdit([], tr("Bản, thôn"), empty=tr("Mọi bản, thôn"))
        self.status = ChoiceEdit([], tr("Tình trạng"), empty=tr("Mọi tình trạng"))
        self.progress = ChoiceEdit([], tr("Hồ sơ"), empty=tr("Mọi hồ sơ"))
        self.sort = ChoiceEdit(
            [
                (ListSort.GIVEN.value, tr("Xếp theo tên")),
                (ListSort.FAMILY.value, tr("Xếp theo họ")),
                (ListSort.CELL.value, tr("Xếp theo chi bộ")),
                (ListSort.BIRTH.value, tr("Xếp theo ngày sinh")),
                (ListSort.STATUS.value, tr("Xếp theo tình trạng")),
            ],
            tr("Thứ tự"),
        )
        self.excluded = Chip(tr("Không thuộc diện"), count=0, icon="info")
        self.problems = Chip(tr("Cần xem"), count=0, icon="warning", icon_color="warn")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._lay_out()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        for choice in (self.cell, self.village, self.status, self.progress, self.sort):
            # Long names of cells must not push the rest out of the window.
            choice.setMinimumContentsLength(6)
            choice.setSizeAdjustPolicy(
                ChoiceEdit.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            choice.value_changed.connect(self._tell)
            line.addWidget(choice, 1)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.search, 1)
        for chip in (self.problems, self.excluded):
            chip.toggled.connect(self._tell)
            first.addWidget(chip, 0, Qt.AlignmentFlag.AlignVCenter)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addLayout(first)
        box.addLayout(line)

    def _tell(self) -> None:
        self.changed.emit()

    def query(self) -> ListQuery:
        """Return who is to be shown, and in which order."""
        cell, village, status = self.cell.value(), self.village.value(), self.status.value()
        progress = self.progress.value()
        only = {_DRAFT: self._drafts, _DONE: self._done}.get(progress)
        return ListQuery(
            text=self.search.text(),
            cells=frozenset({cell} - {""}),
            villages=frozenset({village} - {""}),
            statuses=frozenset({MemberStatus(status)}) if status else frozenset(),
            has_problem=True if self.problems.isChecked() else None,
            eligible=False if self.excluded.isChecked() else None,
            only=only,
            without=self._drafts | self._done if progress == _NONE else _NOBODY,
            sort=ListSort(self.sort.value()),
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is filtered out."""
        narrowing = (self.cell, self.village, self.status, self.progress)
        return bool(
            self.search.text()
            or any(part.value() for part in narrowing)
            or self.problems.isChecked()
            or self.excluded.isChecked()
        )

    def clear(self) -> None:
        """Let everybody through again; one change, however much was set."""
        self.blockSignals(True)
        for part in (self.cell, self.village, self.status, self.progress):
            part.setCurrentIndex(0)
        for chip in (self.problems, self.excluded):
            chip.setChecked(False)
        self.search.clear()
        self.blockSignals(False)
        self._tell()

    def show_choices(self, choices: ListChoices, excluded: int) -> None:
        """Offer what there is; what was chosen stays chosen."""
        for chip, count in ((self.problems, choices.problems), (self.excluded, excluded)):
            chip.set_count(count)
            chip.setEnabled(count > 0 or chip.isChecked())
        if choices == self._choices:
            return
        self._choices = choices
        names = [(status.value, tr(STATUS_NAMES[status]), n) for status, n in choices.statuses]
        _offer(self.cell, [(name, name, count) for name, count in choices.cells if name])
        _offer(self.village, [(name, name, count) for name, count in choices.villages if name])
        _offer(self.status, names)
        self.village.setVisible(bool(choices.villages))

    def show_progress(
        self, members: Mapping[ApplicationState, frozenset[UUID]], everybody: int
    ) -> bool:
        """Offer how far people are; return whether the list shown must be asked for anew."""
        drafts = members.get(ApplicationState.DRAFT, _NOBODY)
        done = _NOBODY.union(*(members.get(state, _NOBODY) for state in TAKEN))
        is_news = (drafts, done) != (self._drafts, self._done)
        self._drafts, self._done = drafts, done
        entries = [
            (_NONE, tr("Chưa làm"), max(0, everybody - len(drafts | done))),
            (_DRAFT, tr("Đang dở"), len(drafts)),
            (_DONE, tr("Đã xong"), len(done)),
        ]
        _offer(self.progress, entries)
        return is_news and bool(self.progress.value())


def _offer(field: ChoiceEdit, entries: Sequence[tuple[str, str, int]]) -> None:
    kept = field.value()
    field.blockSignals(True)
    while field.count() > 1:
        field.removeItem(1)
    for value, words, count in entries:
        field.addItem(f"{words} · {grouped(count)}", value)
    field.set_value(kept)
    field.blockSignals(False)
