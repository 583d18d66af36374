"""Pure: whose value the merged person has, field by field."""

from __future__ import annotations

from uuid import UUID

from desktop.common.vocabulary import DuplicateState, FieldKey
from desktop.roster.duplicates.views import DuplicateView
from desktop.ui.roster.pairs_words import FactRow, fact_rows

LEFT, RIGHT = 1, 2
_FIRST_KEY = 3  # 1 and 2 choose the row


class MergePlan:
    """What would become of a pair.

    Args:
        pair: two rows side by side.

    Attributes:
        rows: every field one of them has.
        keeps: the side that stays; at first the one with an application, else the fuller one.
        from_other: fields whose value is taken from the row that leaves.
    """

    def __init__(self, pair: DuplicateView) -> None:
        self._pair = pair
        self.is_open = pair.state is DuplicateState.OPEN
        left = {row.field: row.first for row in pair.rows if row.first}
        right = {row.field: row.second for row in pair.rows if row.second}
        self.rows: list[FactRow] = fact_rows(left, right, pair.reasons)
        self.from_other: set[FieldKey] = set()
        self.keeps = RIGHT if len(right) > len(left) else LEFT
        if pair.first.has_application != pair.second.has_application:
            self.keeps = LEFT if pair.first.has_application else RIGHT

    def keep(self, member_id: UUID | None) -> None:
        """Let the other row stay; what was taken from either is forgotten."""
        self.keeps = LEFT if member_id == self._pair.first.member_id else RIGHT
        self.from_other.clear()

    @property
    def keys(self) -> dict[str, FieldKey]:
        """The digits that take a value from the row that leaves."""
        if not self.is_open:
            return {}
        fields = [
            row.field for row in self.rows if row.left and row.right and row.left != row.right
        ]
        return {str(key): field for key, field in zip(range(_FIRST_KEY, 10), fields, strict=False)}

    def toggle(self, field: FieldKey) -> None:
        """Take a value from the row that leaves, or not."""
        self.from_other ^= {field}

    @property
    def sides(self) -> dict[FieldKey, int]:
        """Whose value each field will have; 0 when both say the same."""
        return {row.field: self._side_of(row) for row in self.rows} if self.is_open else {}

    def _side_of(self, row: FactRow) -> int:
        if row.left == row.right:
            return 0
        if not (row.left and row.right):
            return LEFT if row.left else RIGHT
        other = RIGHT if self.keeps == LEFT else LEFT
        return other if row.field in self.from_other else self.keeps
