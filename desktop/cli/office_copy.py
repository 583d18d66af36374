"""`main.py office copy|bring-back`: what a counter goes on with while its server is gone."""

from __future__ import annotations

import argparse
from typing import Any

from desktop.cli.context import ACTOR, MUST_ACT, OK, CliContext
from desktop.common.clock import show_date, show_time
from desktop.common.i18n import tr
from desktop.field.copies.views import CopyState


def add_verbs(verbs: Any) -> None:
    """Add the two verbs to `office`."""
    copy = verbs.add_parser("copy", help=tr("bản sao để quầy làm tiếp khi mất mạng"))
    copy.add_argument("--json", action="store_true")
    copy.set_defaults(handler=run_copy)
    back = verbs.add_parser("bring-back", help=tr("chuyển hồ sơ nhập khi mất mạng về máy chủ"))
    back.add_argument("--json", action="store_true")
    back.add_argument(
        "--lost",
        default="",
        metavar=tr("LÝ DO"),
        help=tr("bỏ một bản sao đã mất hẳn tệp, để quầy lập bản mới"),
    )
    back.set_defaults(handler=run_bring_back)


def run_copy(args: argparse.Namespace, context: CliContext) -> int:
    """Make the copy fresh if the server answers, and tell about it; 1 while records wait.

    A counter whose server does not answer goes on with its copy from here on.
    """
    del args
    copy = context.services().copy
    made = copy.refresh()
    state = copy.state()
    data = {
        "offline": copy.is_offline,
        "fresh": made,
        "copy": state.is_there,
        "code": state.code,
        "made_at": state.made_at.isoformat() if state.made_at else None,
        "people": state.people,
        "since": state.since.isoformat() if state.since else None,
        "finished": state.finished,
        "drafts": state.drafts,
    }
    context.emit(data, "\n".join(_lines(state, offline=copy.is_offline)))
    return MUST_ACT if state.waiting else OK


def run_bring_back(args: argparse.Namespace, context: CliContext) -> int:
    """Bring what waits to the server; 1 while records of it wait for a supervisor's choice."""
    if args.lost:
        context.services().copy.give_up(reason=args.lost, actor=ACTOR)
        context.emit({"given_up": True}, tr("Đã bỏ bản sao không còn tệp. Lần sau lập bản mới."))
        return OK
    brought = context.services().copy.bring_back(actor=ACTOR)
    data = {
        "records": brought.records,
        "drafts": brought.drafts,
        "conflicts": [str(one) for one in brought.conflicts],
    }
    text = tr("Đã chuyển {records} hồ sơ và {drafts} hồ sơ đang lập về máy chủ.").format(
        records=brought.records, drafts=brought.drafts
    )
    if brought.conflicts:
        text += "\n" + tr("{n} hồ sơ trùng chờ phụ trách chọn.").format(n=len(brought.conflicts))
    context.emit(data, text)
    return MUST_ACT if brought.conflicts else OK


def _lines(state: CopyState, *, offline: bool) -> list[str]:
    if state.made_at is None:
        return [tr("Quầy này không có bản sao của máy chủ.")]
    made = tr("Bản sao {code}: {people} người, chép lúc {time} ngày {date}.").format(
        code=state.code,
        people=state.people,
        time=show_time(state.made_at),
        date=show_date(state.made_at),
    )
    if state.since is None:
        return [made, tr("Quầy đang làm trên máy chủ; không có hồ sơ nào chờ.")]
    waits = tr("{finished} hồ sơ và {drafts} hồ sơ đang lập chờ về máy chủ.").format(
        finished=state.finished, drafts=state.drafts
    )
    if offline:
        since = tr("Mất mạng từ {time} ngày {date}: quầy đang làm trên bản sao.").format(
            time=show_time(state.since), date=show_date(state.since)
        )
        return [made, since, waits]
    return [made, waits]
