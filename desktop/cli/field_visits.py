"""`field teams | special | visits | visit-outcome`: made and read at the office.

Answers name nobody and tell no reason: people are keys, and a reason is shown in the window only.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop.cli.context import ACTOR, MUST_ACT, OK, CliContext
from desktop.common.files import write_whole
from desktop.common.i18n import tr, trn
from desktop.common.shifts import parse_shift
from desktop.common.vocabulary import CannotCome, TeamRole, VisitOutcome, VisitPlace
from desktop.field.teams.views import TeamPerson, TeamView
from desktop.field.visits import rules, words
from desktop.field.visits.errors import VisitUnknownError
from desktop.field.visits.views import VisitListView
from desktop.services import Services


def add_verbs(verbs: Any) -> None:
    """Add the verbs to the group `field`."""
    _add_teams(verbs.add_parser("teams", help=tr("xem, lập, giải thể tổ lưu động")))
    _add_special(verbs.add_parser("special", help=tr("người không đến quầy được: xem, đánh dấu")))
    _add_visits(verbs.add_parser("visits", help=tr("danh sách đi thăm: xem, lập, in phiếu")))
    _add_outcome(verbs.add_parser("visit-outcome", help=tr("ghi kết quả một lượt đi")))


def _finish(parser: argparse.ArgumentParser, handler: Any) -> None:
    parser.add_argument("--json", action="store_true", help=tr("trả lời dạng JSON"))
    parser.set_defaults(handler=handler)


def _add_teams(parser: argparse.ArgumentParser) -> None:
    act = parser.add_mutually_exclusive_group()
    act.add_argument("--add", default="", metavar=tr("TÊN TỔ"))
    act.add_argument("--end", default="", metavar=tr("TÊN TỔ"))
    for name, text in (
        ("--officer", tr("cán bộ công an trong tổ")),
        ("--secretary", tr("bí thư chi bộ")),
        ("--other", tr("người đi cùng")),
    ):
        parser.add_argument(name, nargs="+", default=[], metavar=tr("TÊN"), help=text)
    parser.add_argument("--device", default="", metavar=tr("MÁY"), help=tr("máy mang theo"))
    parser.add_argument("--vehicle", default="", metavar=tr("GHI CHÚ"), help=tr("phương tiện"))
    _finish(parser, run_teams)


def _add_special(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("people", nargs="*", metavar=tr("NGƯỜI"), help=tr("số định danh hoặc mã"))
    act = parser.add_mutually_exclusive_group()
    act.add_argument("--reason", choices=[one.value for one in CannotCome], default="")
    act.add_argument("--clear", action="store_true", help=tr("bỏ đánh dấu"))
    parser.add_argument(
        "--place", choices=[one.value for one in VisitPlace], default=VisitPlace.HOME.value
    )
    parser.add_argument("--address", default="", metavar=tr("ĐỊA CHỈ"))
    _finish(parser, run_special)


def _add_visits(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--list", dest="number", type=int, default=None, metavar=tr("SỐ"))
    who = parser.add_mutually_exclusive_group()
    who.add_argument("--marked", action="store_true", help=tr("mọi người đã đánh dấu"))
    who.add_argument(
        "--village", nargs="+", default=[], metavar=tr("BẢN"), help=tr("mọi người chưa thu nhận")
    )
    who.add_argument("--people", nargs="+", default=[], metavar=tr("NGƯỜI"))
    parser.add_argument(
        "--again", action="store_true", help=tr("chia lại cả người đang chờ một tổ, chưa ai đến")
    )
    parser.add_argument("--team", nargs="+", default=[], metavar=tr("TÊN TỔ"))
    parser.add_argument("--day", type=_day, default=None, metavar=tr("NGÀY"))
    parser.add_argument("--start", default="", metavar=tr("GIỜ"))
    parser.add_argument("--minutes", type=int, default=30, metavar=tr("SỐ"))
    parser.add_argument("--close", action="store_true", help=tr("khép danh sách đã đi hết"))
    parser.add_argument("--pdf", type=Path, default=None, metavar="FILE")
    parser.add_argument("--xlsx", type=Path, default=None, metavar="FILE")
    _finish(parser, run_visits)


def _add_outcome(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", type=int, metavar=tr("DANH SÁCH"))
    parser.add_argument("place", type=int, metavar=tr("LƯỢT"), help=tr("thứ tự trong danh sách"))
    typed = sorted(one.value for one in rules.TYPED)
    parser.add_argument("outcome", choices=[*typed, "none"], metavar=tr("KẾT QUẢ"))
    parser.add_argument("--revisit", type=_day, default=None, metavar=tr("NGÀY"))
    parser.add_argument("--note", default="", metavar=tr("GHI CHÚ"))
    _finish(parser, run_outcome)


def _day(text: str) -> date:
    """Read `2025-11-29` or `29/11/2025`; anything else is a ValueError, as argparse wants it."""
    found = parse_shift(text)
    if found.part is not None:
        raise ValueError(text)
    return found.day


# ---------------------------------------------------------------- verbs


def run_teams(args: argparse.Namespace, context: CliContext) -> int:
    """Show the teams; make or end one first when asked to."""
    teams = context.services().field.teams
    if args.add:
        roles = (
            (TeamRole.OFFICER, args.officer),
            (TeamRole.CELL_SECRETARY, args.secretary),
            (TeamRole.OTHER, args.other),
        )
        people = [TeamPerson(role, name) for role, names in roles for name in names]
        teams.add(args.add, people, actor=ACTOR, device=args.device, vehicle=args.vehicle)
    if args.end:
        teams.end(teams.named(args.end).team_id, actor=ACTOR)
    found = teams.all()
    lines = [_team_line(one) for one in found] or [tr("Chưa có tổ lưu động nào.")]
    context.emit({"teams": [one.as_json() for one in found]}, "\n".join(lines))
    return OK


def run_special(args: argparse.Namespace, context: CliContext) -> int:
    """Show who cannot come, without reasons; mark or unmark people first when asked to."""
    services = context.services()
    marks = services.field.marks
    people = [_member(services, text) for text in args.people]
    if args.reason:
        marks.mark(
            people,
            CannotCome(args.reason),
            actor=ACTOR,
            place=VisitPlace(args.place),
            address=args.address,
        )
    elif args.clear:
        for member_id in people:
            marks.clear(member_id, actor=ACTOR)
    found = marks.people()
    villages = marks.villages()
    text = tr("{n} người không đến quầy được, {left} người chưa có trong danh sách đi.").format(
        n=len(found), left=sum(one.is_left for one in found)
    )
    answer = {
        "people": [one.as_json() for one in found],
        "villages": [
            {"village": one.village, "marked": one.marked, "remaining": one.remaining}
            for one in villages
        ],
    }
    context.emit(answer, text)
    return OK


def run_visits(args: argparse.Namespace, context: CliContext) -> int:
    """Show lists; make new ones, print or close one first when asked to."""
    services = context.services()
    visits = services.field.visits
    if args.marked or args.village or args.people:
        return _make(args, context, services)
    if args.number is None:
        found = visits.lists()
        lines = [_list_line(one) for one in found] or [tr("Chưa có danh sách nào.")]
        context.emit({"lists": [one.as_json() for one in found]}, "\n".join(lines))
        return OK
    one = visits.numbered(args.number)
    written = _write(args, services, one)
    if args.close:
        visits.close(one.list_id, actor=ACTOR)
        one = visits.get(one.list_id)
    lines = [_list_line(one), *(tr("Đã ghi {file}").format(file=file) for file in written)]
    context.emit({**one.as_json(), "written": written}, "\n".join(lines))
    return OK


def _make(args: argparse.Namespace, context: CliContext, services: Services) -> int:
    if not args.team or args.day is None:
        context.emit({"lists": [], "skipped": []}, tr("Ghi thêm --team TÊN TỔ và --day NGÀY."))
        return MUST_ACT
    visits, teams = services.field.visits, services.field.teams
    made = visits.make(
        _wanted(args, services),
        [teams.named(name).team_id for name in args.team],
        args.day.isoformat(),
        actor=ACTOR,
        start=args.start,
        minutes=args.minutes,
        again=args.again,
    )
    lines = [_list_line(one) for one in made.lists]
    if made.skipped:
        n = len(made.skipped)
        lines.append(
            trn("{n} người không đưa vào được.", "{n} người không đưa vào được.", n).format(n=n)
        )
    context.emit(made.as_json(), "\n".join(lines))
    return OK


def _wanted(args: argparse.Namespace, services: Services) -> list[UUID]:
    """Return who is asked for; with `--again` also who waits for a team already."""
    visits = services.field.visits
    if args.people:
        return [_member(services, text) for text in args.people]
    if args.again:
        return [
            one.member_id
            for one in visits.to_visit()
            if (one.is_marked if args.marked else one.village in args.village)
        ]
    return list(visits.marked() if args.marked else visits.remaining(args.village))


def _write(args: argparse.Namespace, services: Services, one: VisitListView) -> list[str]:
    sheets = services.field.sheets
    written = []
    for target, make in ((args.pdf, sheets.pdf), (args.xlsx, sheets.workbook)):
        if target is not None:
            write_whole(target, make(one.list_id, actor=ACTOR))
            written.append(str(target))
    return written


def run_outcome(args: argparse.Namespace, context: CliContext) -> int:
    """Write down what came of a visit, or take it back with `none`."""
    services = context.services()
    found = services.field.visits.numbered(args.number)
    if not 1 <= args.place <= len(found.visits):
        raise VisitUnknownError
    visit = found.visits[args.place - 1]
    outcomes = services.field.outcomes
    if args.outcome == "none":
        noted = outcomes.take_back(visit.visit_id, actor=ACTOR)
    else:
        noted = outcomes.note(
            visit.visit_id,
            VisitOutcome(args.outcome),
            actor=ACTOR,
            revisit_on=args.revisit.isoformat() if args.revisit else "",
            note=args.note,
        )
    said = tr("Lượt {place} của danh sách {number}: {outcome}.").format(
        place=args.place, number=args.number, outcome=words.outcome_words(noted.outcome)
    )
    context.emit({"list": args.number, **noted.as_json()}, said)
    return OK


# ---------------------------------------------------------------- answers


def _member(services: Services, text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        found = services.roster.find_by_personal_id(text)
    if found is None:
        raise VisitUnknownError
    return found.member_id


def _team_line(one: TeamView) -> str:
    lacks = ", ".join(words.role_words(role).lower() for role in one.missing)
    line = tr("{team}: {n} người, còn {waiting} lượt đi").format(
        team=one.name, n=len(one.people), waiting=one.waiting
    )
    return tr("{line}, thiếu {lacks}").format(line=line, lacks=lacks) if lacks else line


def _list_line(one: VisitListView) -> str:
    return tr("Danh sách {n}, {team}, ngày {day}: {all} người, còn {waiting} chưa đến.").format(
        n=one.number,
        team=one.team_name,
        day=f"{date.fromisoformat(one.day):%d/%m/%Y}",
        all=len(one.visits),
        waiting=len(one.waiting),
    )
