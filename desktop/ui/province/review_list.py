"""What waits, on the left of the review page: held records, doubles, and what was kept apart."""

from __future__ import annotations

from desktop.common.i18n import tr
from desktop.province.records.views import RecordLine, Standing, standing_words
from desktop.ui.province.record_words import KINDS
from desktop.ui.widgets.one_by_one import DecidedSince
from desktop.ui.widgets.table import Cell, Column


class Answers(DecidedSince[Standing]):
    """What was decided on this page since its list was read."""

    def of(self, line: RecordLine) -> Standing:
        """Return how far a record is by now."""
        return self.state_of(line.id, line.standing)

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
