"""The parser of every command, and the one place where a command's error becomes an exit code."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from desktop import __version__
from desktop.cli import (
    audit,
    backup,
    batch,
    camera,
    campaign,
    cards,
    difficulties,
    doctor,
    erase,
    field,
    identity,
    init,
    inspections,
    office,
    operators,
    person,
    photo,
    province,
    queue,
    report,
    resources,
    review,
    roster,
    schedule,
    shift,
    tasks,
    updates,
)
from desktop.cli.context import MUST_ACT, CliContext
from desktop.common.arguments import Parser
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.options import add_global_options
from desktop.services import Services


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of `main.py`; without a command it opens the window."""
    parser = Parser(
        # Installed, the command has a name of its own; see installer/start.py.
        prog="qtn" if Path(sys.argv[0]).stem == "qtn" else "main.py",
        description=tr("Quầy Tiếp Nhận: quầy thu nhận hồ sơ cấp, đổi thẻ đảng viên."),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"qtn {__version__}",
        help=tr("in số phiên bản"),
    )
    add_global_options(parser, default=None)
    commands = parser.add_subparsers(dest="command", metavar=tr("LỆNH"))
    modules = (init, operators, roster, person, identity, photo, camera, review, batch, cards)
    planned = (shift, schedule, campaign, field, report, queue, tasks, difficulties)
    looked_after = (resources, inspections)
    kept = (office, backup, erase, audit, province, doctor)
    for module in (*modules, *planned, *looked_after, *kept):
        module.add_parser(commands)
    demo = commands.add_parser("demo", help=tr("chạy thử với người và dữ liệu không có thật"))
    _add_demo_options(demo)
    updates.add_parser(commands)
    for command in _leaves(parser):
        if command is not parser:
            # `main.py --data DIR batch export` and `main.py batch export --data DIR` both work.
            add_global_options(command, default=argparse.SUPPRESS)
    return parser


def _add_demo_options(demo: argparse.ArgumentParser) -> None:
    demo.add_argument(
        "--camera",
        default="",
        metavar="SCRIPT",
        help=tr("kịch bản máy ảnh thực hành, như unplug@20s,replug@30s"),
    )
    demo.add_argument(
        "--headless", action="store_true", help=tr("tự chạy cả câu chuyện, không mở cửa sổ")
    )
    demo.add_argument(
        "--smoke",
        action="store_true",
        help=tr("tự thử: mở mọi trang, làm một biên nhận, đọc mã QR; in kết quả JSON"),
    )
    demo.add_argument(
        "--out",
        type=Path,
        default=None,
        metavar="DIR",
        help=tr("nơi để biên nhận, lô, ảnh màn hình"),
    )
    demo.add_argument(
        "--applicants", type=int, default=3, metavar="N", help=tr("số người nộp hồ sơ (mặc định 3)")
    )
    demo.add_argument(
        "--seed", type=int, default=2025, metavar="N", help=tr("số gieo: cùng số thì cùng người")
    )


def _leaves(parser: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    found = [parser]
    for action in parser._actions:  # noqa: SLF001 - argparse has no public walk
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for child in action.choices.values():
                found.extend(_leaves(child))
    return found


def run_command(
    args: argparse.Namespace, open_services: Callable[[argparse.Namespace], Services]
) -> int:
    """Run the command that was parsed and return its exit code (0 fine, 1 act, 2 usage)."""
    context = CliContext(args, open_services)
    try:
        return int(args.handler(args, context))
    except UserFacingError as error:
        return report_error(error, as_json=context.wants_json)
    finally:
        context.close()


def report_error(error: UserFacingError, *, as_json: bool) -> int:
    """Say what happened and what to do."""
    if as_json:
        json.dump(
            {"error": {"code": error.code, "title": error.title, "advice": error.advice}},
            sys.stdout,
            ensure_ascii=False,
            indent=2,
        )
        sys.stdout.write("\n")
    print(f"{error.title} {error.advice} [{error.code}]".strip(), file=sys.stderr)
    return MUST_ACT
