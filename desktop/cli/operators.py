"""`main.py operator …`: who works at the counter, for the administrator of the machine.

Whoever may open the store on this computer acts here with the rights of an administrator, and
stands in the trail as the command line. A PIN is never an argument: others see those.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop.cli.context import ACTOR, OK, CliContext
from desktop.common.errors import InputFileError, NotAllowedError
from desktop.common.i18n import tr
from desktop.common.text import clean
from desktop.security.recovery import read_code_file
from desktop.security.rules import checked_role, made_pin
from desktop.security.views import COUNTER_ROLES, OperatorRow, OperatorView
from desktop.services import Services

_LONGEST = 200


def add_parser(commands: Any) -> None:
    """Add `operator` to the command line."""
    group = commands.add_parser("operator", help=tr("cán bộ ở quầy: thêm, đổi việc, đặt lại mã"))
    verbs = group.add_subparsers(dest="verb", metavar=tr("LỆNH"), required=True)
    roles = ", ".join(role.value for role in COUNTER_ROLES)
    _verb(verbs, "list", tr("ai làm ở quầy"), _list, who=False)
    add = _verb(verbs, "add", tr("thêm một người"), _add)
    role = _verb(verbs, "role", tr("đổi việc của một người"), _role)
    for parser in (add, role):
        parser.add_argument("--role", required=True, metavar="ROLE", help=roles)
    reset = _verb(verbs, "reset", tr("đặt lại mã PIN"), _reset)
    pin = _verb(verbs, "pin", tr("tự đổi mã của mình, có mã cũ"), _change_pin)
    for option, words in (
        ("--old-file", tr("tệp một dòng có mã đang dùng")),
        ("--pin-file", tr("tệp một dòng có mã mới")),
    ):
        pin.add_argument(option, type=Path, required=True, metavar="FILE", help=words)
    rescue = _verb(verbs, "rescue", tr("đặt lại mã của người kỹ thuật bằng mã khôi phục"), _rescue)
    rescue.add_argument(
        "--code", type=Path, required=True, metavar="FILE", help=tr("tệp chữ có mã khôi phục")
    )
    for parser in (add, reset, rescue):
        parser.add_argument(
            "--pin-file",
            type=Path,
            default=None,
            metavar="FILE",
            help=tr("lấy mã PIN từ tệp; không có thì phần mềm đặt mã và in ra một lần"),
        )
    _verb(verbs, "unlock", tr("bỏ khóa do gõ sai mã"), _unlock)
    _verb(verbs, "end", tr("cho nghỉ, không xóa"), _end)
    _verb(verbs, "return", tr("cho làm lại"), _bring_back)


def _verb(
    verbs: Any, name: str, words: str, handler: Any, *, who: bool = True
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=words)
    if who:
        parser.add_argument("who", metavar=tr("TÊN"), help=tr("họ và tên, hoặc mã trong list"))
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(handler=handler)
    return parser


# ---------------------------------------------------------------- verbs


def _list(args: argparse.Namespace, context: CliContext) -> int:
    del args
    rows = context.services().operators.everybody()
    context.emit({"operators": [_plain(row) for row in rows]}, "\n".join(map(_line, rows)))
    return OK


def _add(args: argparse.Namespace, context: CliContext) -> int:
    role, pin = checked_role(args.role), _pin(args)
    made = context.services().operators.add(args.who, pin, role, actor=ACTOR, must_change=True)
    return _said(args, context, made, pin, tr("Đã thêm {name}.").format(name=made.full_name))


def _role(args: argparse.Namespace, context: CliContext) -> int:
    services, role = context.services(), checked_role(args.role)
    found = operator_named(services, args.who)
    changed = services.operators.change_role(found.id, role, actor=ACTOR)
    words = tr("{name} nay là {role}.").format(name=changed.full_name, role=changed.role.value)
    return _said(args, context, changed, None, words)


def _reset(args: argparse.Namespace, context: CliContext) -> int:
    services, pin = context.services(), _pin(args)
    found = operator_named(services, args.who)
    changed = services.operators.reset_secret(found.id, pin, actor=ACTOR)
    words = tr("Đã đặt lại mã của {name}; lần vào tới phải đổi mã.").format(name=found.full_name)
    return _said(args, context, changed, pin, words)


def _change_pin(args: argparse.Namespace, context: CliContext) -> int:
    """Change a secret on the strength of the old one; a wrong one counts as at the log-in."""
    services = context.services()
    found = operator_named(services, args.who)
    old, new = secret_in(args.old_file), secret_in(args.pin_file)
    changed = services.login.change_secret(found.id, old, new)
    words = tr("{name} đã đổi mã.").format(name=changed.full_name)
    files = tr("Xóa các tệp có mã khỏi máy.")
    context.emit(_person(changed), f"{words}\n{files}")
    return OK


def _rescue(args: argparse.Namespace, context: CliContext) -> int:
    services, pin = context.services(), _pin(args)
    found = operator_named(services, args.who)
    changed = services.login.rescue(read_code_file(args.code), found.id, pin)
    words = tr("Đã đặt lại mã của {name} bằng mã khôi phục.").format(name=found.full_name)
    return _said(args, context, changed, pin, words)


def _unlock(args: argparse.Namespace, context: CliContext) -> int:
    services = context.services()
    found = services.operators.unlock(operator_named(services, args.who).id, actor=ACTOR)
    words = tr("{name} gõ mã lại được ngay.").format(name=found.full_name)
    return _said(args, context, found, None, words)


def _end(args: argparse.Namespace, context: CliContext) -> int:
    services = context.services()
    found = operator_named(services, args.who)
    services.operators.end(found.id, actor=ACTOR)
    words = tr("{name} không vào được nữa; việc đã làm vẫn còn tên.").format(name=found.full_name)
    return _said(args, context, found, None, words)


def _bring_back(args: argparse.Namespace, context: CliContext) -> int:
    services = context.services()
    back = services.operators.bring_back(operator_named(services, args.who).id, actor=ACTOR)
    words = tr("{name} vào lại được, với mã cũ.").format(name=back.full_name)
    return _said(args, context, back, None, words)


# ---------------------------------------------------------------- inside


def operator_named(services: Services, who: str) -> OperatorView:
    """Return the person with this name or key.

    Raises:
        NotAllowedError: nobody has it, or several have the name.
    """
    people = [row.operator for row in services.operators.everybody()]
    try:
        key: UUID | None = UUID(who)
    except ValueError:
        key = None
    name = clean(who).casefold()
    found = [one for one in people if one.id == key or one.full_name.casefold() == name]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotAllowedError(
            tr("Có {n} người tên “{name}”.").format(n=len(found), name=clean(who)),
            tr("Ghi mã của người cần chọn, xem bằng lệnh “operator list”."),
            code="QTN-387",
        )
    raise NotAllowedError(
        tr("Không có ai tên “{name}” ở quầy này.").format(name=clean(who)),
        tr("Xem tên bằng lệnh “operator list”."),
        code="QTN-388",
    )


def _pin(args: argparse.Namespace) -> str:
    """Return the secret of the file, or a new PIN."""
    return made_pin() if args.pin_file is None else secret_in(args.pin_file)


def secret_in(file: Path) -> str:
    """Return the PIN or password that a file of one line holds.

    Raises:
        InputFileError: it cannot be read.
    """
    try:
        with file.open("rb") as stream:
            text = stream.read(_LONGEST).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputFileError(
            tr("Không đọc được mã PIN trong tệp “{file}”.").format(file=file),
            tr("Tệp chỉ có một dòng là mã PIN, lưu bằng UTF-8."),
        ) from error
    return text.strip("\r\n")


def _said(
    args: argparse.Namespace,
    context: CliContext,
    who: OperatorView,
    pin: str | None,
    words: str,
) -> int:
    data = _person(who)
    lines = [words]
    if pin is not None:
        is_made = args.pin_file is None
        data["pin"] = pin if is_made else None
        if is_made:
            lines.append(tr("Mã PIN: {pin} (chỉ hiện lần này).").format(pin=pin))
        else:
            lines.append(tr("Xóa tệp {file} khỏi máy.").format(file=args.pin_file))
    context.emit(data, "\n".join(lines))
    return OK


def _person(who: OperatorView) -> dict[str, Any]:
    return {"id": str(who.id), "name": who.full_name, "role": who.role.value}


def _plain(row: OperatorRow) -> dict[str, Any]:
    person = row.operator
    return {
        "id": str(person.id),
        "name": person.full_name,
        "role": person.role.value,
        "secret": person.secret.value,
        "must_change": person.must_change,
        "active": row.is_active,
        "locked_until": row.locked_until.isoformat() if row.locked_until else None,
    }


def _line(row: OperatorRow) -> str:
    state = "" if row.is_active else tr("đã nghỉ")
    if row.is_active and row.locked_until is not None:
        state = tr("đang khóa")
    parts = (row.operator.full_name, row.operator.role.value, state, str(row.operator.id))
    return " · ".join(part for part in parts if part)
