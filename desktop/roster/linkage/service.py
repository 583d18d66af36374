"""Cross-checking two lists, finding duplicates in one, and saying why."""

from __future__ import annotations

import numpy as np

from desktop.common.i18n import tr
from desktop.common.work import Work
from desktop.roster.linkage.blocking import HALF, candidates
from desktop.roster.linkage.comparing import Comparer, births_agree, names_agree
from desktop.roster.linkage.people import Ints, People
from desktop.roster.linkage.views import Fact, LinkPair, LinkResult, Reason, Zone
from desktop.roster.linkage.weights import NAME, VERDICTS, WeightTable, load_table
from desktop.roster.linkage.zones import Scored, assign

_AT_ONCE = 200_000
"""Pairs compared at a time: about 100 MB of columns, and a fifth of a second to a cancel."""


def link(
    members: People,
    others: People,
    *,
    table: WeightTable | None = None,
    work: Work | None = None,
) -> LinkResult:
    """Return who of the members stands in the other list, and in which zone.

    Args:
        members: the list; it may be empty or lack columns.
        others: the list it is compared with; likewise.
        table: weights and thresholds; the shipped ones when left out.
        work: told how far this is.

    Raises:
        CancelledError: the work was cancelled.
    """
    table, work = table or load_table(), work or Work()
    members, others = _side_by_side(members, others)
    left, right = candidates(members, others, table.largest_block, work)
    scored = _score(Comparer(members, others, table), left, right, table, work)
    found = assign(scored, table)
    work.report(2 * HALF, 2 * HALF)
    pairs = tuple(
        LinkPair(one, two, Zone.SAME if same else Zone.ASK, round(weight, 1), round(lead, 1))
        for one, two, same, weight, lead in zip(
            found.left.tolist(),
            found.right.tolist(),
            found.is_same.tolist(),
            found.weight.tolist(),
            found.lead.tolist(),
            strict=True,
        )
    )
    return LinkResult(
        pairs,
        tuple(np.setdiff1d(np.arange(len(members)), found.left).tolist()),
        tuple(np.setdiff1d(np.arange(len(others)), found.right).tolist()),
        table.version,
    )


def _side_by_side(members: People, others: People) -> tuple[People, People]:
    """Return both lists with the same numbers for the same texts, and comparable communes."""
    others = others.in_words_of(members)
    return members.with_communes_of(others), others.with_communes_of(members)


def _score(comparer: Comparer, left: Ints, right: Ints, table: WeightTable, work: Work) -> Scored:
    """Compare the candidates and keep those worth asking about."""
    found: list[Scored] = []
    for start in range(0, max(len(left), 1), _AT_ONCE):
        done = HALF + HALF * start // max(len(left), 1)
        work.report(done, 2 * HALF, tr("Đang đối chiếu"))
        one, two = left[start : start + _AT_ONCE], right[start : start + _AT_ONCE]
        compared = comparer.compare(one, two)
        kept = np.flatnonzero(compared.weight >= table.ask_at)
        may_be_same = ~compared.contradicts & (compared.agreements >= table.agreements)
        found.append(Scored(one[kept], two[kept], compared.weight[kept], may_be_same[kept]))
    return Scored(
        *(
            np.concatenate([getattr(part, name) for part in found])
            for name in ("left", "right", "weight", "may_be_same")
        )
    )


def find_duplicates(
    members: People, *, table: WeightTable | None = None, work: Work | None = None
) -> tuple[LinkPair, ...]:
    """Return pairs of rows of one list that are, or may be, one person; heaviest first.

    A row may stand in several pairs (somebody listed three times). In each pair `member` is the
    earlier row. A pair in the zone SAME meets the same conditions as in a cross-check; nothing
    is merged by it.

    Raises:
        CancelledError: the work was cancelled.
    """
    table, work = table or load_table(), work or Work()
    left, right = candidates(members, members, table.largest_block, work)
    earlier = left < right
    scored = _score(Comparer(members, members, table), left[earlier], right[earlier], table, work)
    order = np.lexsort((scored.right, scored.left, -scored.weight))
    ranked = scored.taken(order)
    is_same = ranked.may_be_same & (ranked.weight >= table.same_at)
    return tuple(
        LinkPair(one, two, Zone.SAME if same else Zone.ASK, round(weight, 1), 0.0)
        for one, two, same, weight in zip(
            ranked.left.tolist(),
            ranked.right.tolist(),
            is_same.tolist(),
            ranked.weight.tolist(),
            strict=True,
        )
    )


def explain(
    members: People,
    others: People,
    member: int,
    other: int,
    *,
    table: WeightTable | None = None,
) -> tuple[Reason, ...]:
    """Return why two rows weigh what they weigh, one line per fact both sides know.

    The sum of the lines and `size_weight` is the weight of the pair. For many pairs of the same
    lists keep an `Explainer`.

    Raises:
        IndexError: there is no such row.
    """
    return Explainer(members, others, table=table).reasons(member, other)


class Explainer:
    """Says why, for any pair of two lists.

    Attributes:
        size_weight: what the size of the lists says before anything is compared (log2, negative).
    """

    def __init__(
        self, members: People, others: People, *, table: WeightTable | None = None
    ) -> None:
        self._table = table or load_table()
        self._comparer = Comparer(*_side_by_side(members, others), self._table)
        self._sizes = len(members), len(others)
        self.size_weight = self._comparer.size_bits

    def reasons(self, member: int, other: int) -> tuple[Reason, ...]:
        """Return one line per fact that both rows know.

        Raises:
            IndexError: there is no such row.
        """
        if not (0 <= member < self._sizes[0] and 0 <= other < self._sizes[1]):
            raise IndexError(member, other)
        compared = self._comparer.compare(np.array([member]), np.array([other]))
        agreeing = set[Fact]()
        if names_agree(compared.levels)[0]:
            agreeing.update(NAME)
        if births_agree(compared.levels)[0]:
            agreeing.add(Fact.BIRTH)
        lines = []
        for fact, levels in compared.levels.items():
            level = int(levels[0])
            verdict = VERDICTS[fact][level]
            is_number = fact in {Fact.PERSONAL_ID, Fact.OLD_ID, Fact.CARD_NUMBER}
            agrees = fact in agreeing or (is_number and verdict == "same")
            if level:
                bits = float(compared.bits[fact][0])
                contradicts = self._table.contradicting(fact)[level]
                lines.append(Reason(fact, verdict, round(bits, 1), contradicts, agrees))
        return tuple(lines)
