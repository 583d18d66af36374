"""Pure: the figures of a source, and how far somebody was checked; never more than was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.common.clock import show_date
from desktop.common.dates import show_iso
from desktop.common.i18n import mark, tr
from desktop.common.vocabulary import LinkState, SourceKind
from desktop.roster.register.words import SOURCE_NAMES
from desktop.roster.sources.views import Check, CheckState, LinkInfo, ListInfo, SourceSummary

_WORDS: dict[CheckState, str] = {
    CheckState.NO_SOURCE: mark("{source}: chưa có bản trích để đối chiếu."),
    CheckState.NOT_FOUND: mark("{source} ({day}): chưa thấy người này."),
    CheckState.WAITING: mark("{source} ({day}): chờ xác nhận có đúng người này không."),
    CheckState.DIFFERS: mark("{source} ({day}): đã ghép, còn {n} mục khác chờ quyết định."),
    CheckState.CHECKED: mark("{source} ({day}): đã đối chiếu, không còn mục nào khác."),
}


def summary(
    kind: SourceKind, source: ListInfo | None, counts: Mapping[tuple[str, str, bool], int]
) -> SourceSummary:
    """Return what was done with a source.

    Args:
        kind: which.
        source: the list that counts now, None when there is none.
        counts: (kind, state, somebody decided) -> how many links.
    """
    if source is None:
        return SourceSummary(kind)

    def count(state: LinkState, *decided: bool) -> int:
        return sum(counts.get((kind.value, state.value, by), 0) for by in decided)

    return SourceSummary(
        kind,
        source,
        linked_alone=count(LinkState.LINKED, False),
        linked_asked=count(LinkState.LINKED, True),
        waiting=count(LinkState.WAITING, False, True),
        refused=count(LinkState.REFUSED, False, True),
    )


def check(
    kind: SourceKind, source: ListInfo | None, links: Sequence[LinkInfo], opened: int
) -> Check:
    """Return how far a person was checked against a source.

    Args:
        kind: which.
        source: the list that counts now, None when there is none.
        links: of the person with records of it.
        opened: open lines of the register on which this source is at odds with the list.
    """
    name = tr(SOURCE_NAMES[kind.value])
    if source is None:
        words = tr(_WORDS[CheckState.NO_SOURCE]).format(source=name)
        return Check(kind, CheckState.NO_SOURCE, "", "", None, "", 0, words)
    day = show_iso(source.as_of) or show_date(source.imported_at)
    linked = next((one for one in links if one.state is LinkState.LINKED), None)
    if linked is not None:
        state = CheckState.DIFFERS if opened else CheckState.CHECKED
    elif any(one.state is LinkState.WAITING for one in links):
        state = CheckState.WAITING
    else:
        state = CheckState.NOT_FOUND
    return Check(
        kind=kind,
        state=state,
        as_of=source.as_of,
        file_name=source.file_name,
        at=(linked.decided_at if linked else None) or source.imported_at,
        by=linked.decided_by if linked else "",
        open=opened if linked else 0,
        words=tr(_WORDS[state]).format(source=name, day=day, n=opened),
    )
