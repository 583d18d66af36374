"""`main.py roster crosscheck` and `roster duplicates`: who is the same person, and who may be."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from desktop.common.clock import SystemClock
from desktop.common.i18n import tr
from desktop.roster.reading.preview import preview_file
from desktop.storage.unit_of_work import Store

FINE = 0
_SOURCES = ("population", "member-file")


class HasStore(Protocol):
    """What these commands need of the services."""

    @property
    def store(self) -> Store:
        """The station's store."""
        ...


class StoreContext(Protocol):
    """What these commands need of the command line."""

    def services(self) -> HasStore:
        """Return the services on the chosen profile."""
        ...

    def emit(self, data: dict[str, Any], text: str) -> None:
        """Print the data as JSON when that was asked, else the text."""
        ...


def add_commands(commands: Any) -> None:
    """Add the two commands to the `roster` group."""
    check = commands.add_parser(
        "crosscheck", help=tr("Đối chiếu danh sách với một nguồn khác, không ghi gì")
    )
    check.add_argument("file", type=Path)
    check.add_argument(
        "--source", choices=_SOURCES, default=_SOURCES[0], help=tr("Tệp là nguồn nào")
    )
    check.add_argument("--reasons", action="store_true", help=tr("Kèm lý do của từng cặp"))
    _finish(check, run_crosscheck)

    double = commands.add_parser("duplicates", help=tr("Tìm người có thể bị ghi hai lần"))
    _finish(double, run_duplicates)


def _finish(parser: argparse.ArgumentParser, handler: Any) -> None:
    parser.add_argument(
        "--list",
        type=Path,
        default=None,
        metavar="FILE",
        help=tr("Dùng danh sách trong tệp này thay cho danh sách đã nhập"),
    )
    parser.add_argument("--json", action="store_true", help=tr("In kết quả dạng JSON"))
    parser.set_defaults(handler=handler)


def run_crosscheck(args: argparse.Namespace, context: StoreContext) -> int:
    """Compare the list with another source; stores nothing."""
    # numpy and rapidfuzz: no other command needs them.
    from desktop.roster.linkage import Explainer, Zone, link  # noqa: PLC0415 - see above
    from desktop.roster.linkage.sources import listing_of_file  # noqa: PLC0415 - see above

    members, key = _members(args, context)
    others = listing_of_file(preview_file(args.file, SystemClock()))
    found = link(members.people, others.people)
    explainer = Explainer(members.people, others.people) if args.reasons else None
    pairs = []
    for one in found.pairs:
        pair: dict[str, Any] = {
            key: _plain(members.labels[one.member]),
            "other_row": others.labels[one.other],
            "zone": one.zone.value,
            "weight": one.weight,
        }
        if explainer:
            pair["reasons"] = [
                {"fact": line.fact.value, "verdict": line.verdict.value, "weight": line.weight}
                for line in explainer.reasons(one.member, one.other)
            ]
        pairs.append(pair)
    unmatched: list[dict[str, Any]] = [
        {key: _plain(members.labels[place])} for place in found.unmatched_members
    ]
    unmatched += [{"other_row": others.labels[place]} for place in found.unmatched_others]
    same = len(found.of_zone(Zone.SAME))
    data = {
        "source": args.source,
        "weights": found.table_version,
        "counts": {
            "members": len(members.people),
            "others": len(others.people),
            "same": same,
            "ask": len(pairs) - same,
        },
        "pairs": pairs,
        "unmatched": unmatched,
    }
    text = tr(
        "{members} người, nguồn kia {others} người: {same} cùng một người, {ask} cần hỏi, "
        "{missing} không thấy ở nguồn kia."
    ).format(missing=len(found.unmatched_members), **data["counts"])
    context.emit(data, text)
    return FINE


def run_duplicates(args: argparse.Namespace, context: StoreContext) -> int:
    """Look for people who stand twice in the list; stores nothing."""
    from desktop.roster.linkage import Zone, find_duplicates  # noqa: PLC0415 - as above

    members, key = _members(args, context)
    found = find_duplicates(members.people)
    name = f"{key}s"
    pairs = [
        {
            name: [_plain(members.labels[one.member]), _plain(members.labels[one.other])],
            "zone": one.zone.value,
            "weight": one.weight,
        }
        for one in found
    ]
    same = sum(1 for one in found if one.zone is Zone.SAME)
    counts = {"members": len(members.people), "same": same, "ask": len(pairs) - same}
    text = tr("{members} người: {same} cặp là một người, {ask} cặp cần hỏi.").format(**counts)
    context.emit({"counts": counts, "pairs": pairs}, text)
    return FINE


def _members(args: argparse.Namespace, context: StoreContext) -> tuple[Any, str]:
    """Return the list to compare, and what its people are called in the answer."""
    from desktop.roster.linkage.sources import (  # noqa: PLC0415 - as above
        listing_of_file,
        listing_of_store,
    )

    if args.list is not None:
        return listing_of_file(preview_file(args.list, SystemClock())), "member_row"
    return listing_of_store(context.services().store), "member_id"


def _plain(label: int | UUID) -> int | str:
    return label if isinstance(label, int) else str(label)
