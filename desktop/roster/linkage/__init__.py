"""Two lists of people compared: who is the same person, who may be, who stands in one list only.

What this promises: nobody is joined without a person asking unless two independent facts agree and
no fact contradicts; an equal identity number alone is never enough; each row is joined with at most
one row of the other list; every verdict can be shown line by line, with its weight. The weights
stand in `resources/linkage/`, explained in docs/linkage.md. Pure: no store, no screen.

Use `people_of(rows)` for each list, then `link(members, others)` or `find_duplicates(members)`.
"""

from __future__ import annotations

from desktop.roster.linkage.people import People, people_of
from desktop.roster.linkage.service import Explainer, explain, find_duplicates, link
from desktop.roster.linkage.views import LinkPair, LinkResult, Reason, Zone
from desktop.roster.linkage.weights import WeightTable, load_table

__all__ = [
    "Explainer",
    "LinkPair",
    "LinkResult",
    "People",
    "Reason",
    "WeightTable",
    "Zone",
    "explain",
    "find_duplicates",
    "link",
    "load_table",
    "people_of",
]
