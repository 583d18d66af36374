"""What waits, on the left of the review page: held records, doubles, and what was kept apart."""

from __future__ import annotations

from uuid import UUID

from desktop.common.i18n import tr
from desktop.province.records.views import RecordLine, Standing, standing_words
from desktop.ui.province.record_words import KINDS
from desktop.ui.widgets.table import Cell, Column


class Answers:
    """What was decided on this page since its list was read; the list keeps its rows."""

    def __init__(self) -> None:
        self._found: dict[UUID, Standing] = {}

    def note(self, key: UUID, standing: Standing | None) -> None:
        """Remember a decision; None takes it back."""
        if standing is None:
            self._found.pop(key, None)
        else:
            self._found[key] = standing

    def clear(self) -> None:
        """Forget all: the list is read anew."""
        self._found.clear()

    def of(self, line: RecordLine) -> Standing:
        """Return how far a record is by now."""
        return self._found.get(line.id, line.standing)

    def is_open(self, line: RecordLine) -> bool:
        """Whether a record still waits for somebody."""
        return self.of(line) in {Standing.HELD, Standing.DOUBLED}


def waiting_columns(answers: Answers) -> list[Column]:
    """Return the columns of the narrow list."""

    def standing(line: RecordLine) -> Cell:
        found = answers.of(line)
        if answers.is_open(line):
            return Cell("")
        return Cell(standing_words(found), tag=KINDS[found], plain_tag=True)

    return [
        Column(tr("Họ và tên"), lambda row: Cell(row.full_name, strong=True), least=150),
        Column(tr("Quầy"), lambda row: Cell(row.station, quiet=True), width=84, drop=1),
        Column("", standing, width=122),
    ]
