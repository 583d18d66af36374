"""`main.py audit verify`: the audit trail proved from its first event to its last."""

from __future__ import annotations

import argparse
import re
from typing import Any

from desktop.cli.context import MUST_ACT, OK, CliContext
from desktop.cli.province_desk import opened
from desktop.common.i18n import tr
from desktop.security.trail import words
from desktop.security.trail.views import Break, Head, Proof
from desktop.storage.profile import PROVINCE_ROLE, Profile

_HEX = re.compile(r"[0-9a-f]{64}")


def add_parser(commands: Any) -> None:
    """Add `audit` to the command line."""
    parser = commands.add_parser("audit", help=tr("nhật ký: chứng minh không ai sửa, xóa, cắt"))
    verbs = parser.add_subparsers(dest="verb", metavar=tr("VIỆC"), required=True)
    verify = verbs.add_parser("verify", help=tr("kiểm tra cả nhật ký từ sự kiện đầu tiên"))
    verify.add_argument(
        "--head",
        action="append",
        default=[],
        type=_head,
        metavar="HEX",
        help=tr(
            "mã đầu nhật ký đã in hoặc đã gửi đi, phải còn trong nhật ký; có thể nêu nhiều lần"
        ),
    )
    verify.add_argument("--json", action="store_true")
    verify.set_defaults(handler=run_verify)


def run_verify(args: argparse.Namespace, context: CliContext) -> int:
    """Prove the whole trail; a break is told and ends with the exit code for what must be done."""
    heads = [Head(digest) for digest in args.head]
    profile = Profile(args.data)
    if profile.exists() and profile.read_info().role == PROVINCE_ROLE:
        return _verify_desk(args, context, heads)
    proof = context.services().trail.verify(heads)
    context.emit(proof_json(proof), "\n".join(_told(proof)))
    return OK if proof.ok else MUST_ACT


def _verify_desk(args: argparse.Namespace, context: CliContext, heads: list[Head]) -> int:
    """Prove the trail beside the records, and that of the profile where those lie on a server."""
    with opened(args) as desk:
        shared = desk.trail.verify(heads)
        own = desk.own_trail.verify() if desk.data is not desk.profile else None
    data, lines = proof_json(shared), _told(shared)
    if own is not None:
        data["own"] = proof_json(own)
        lines += [tr("Nhật ký của máy này:"), *_told(own)]
    context.emit(data, "\n".join(lines))
    return OK if shared.ok and (own is None or own.ok) else MUST_ACT


def _told(proof: Proof) -> list[str]:
    lines = [words.proof_text(proof)]
    if proof.ok and proof.number:
        lines += [
            tr("Mã đầu nhật ký: {digest}").format(digest=proof.digest),
            tr("Đã đối chiếu với {n} mã đã giữ bên ngoài.").format(n=proof.heads),
        ]
    return lines + [advice for advice in [words.advice_text(proof)] if advice]


def proof_json(proof: Proof) -> dict[str, Any]:
    """Return a proof for programs."""
    return {
        "ok": proof.ok,
        "events": proof.events,
        "head": {"number": proof.number, "digest": proof.digest},
        "heads_compared": proof.heads,
        "first_broken": _break_json(proof.broken) if proof.broken else None,
    }


def _break_json(broken: Break) -> dict[str, Any]:
    return {
        "number": broken.number,
        "fault": broken.fault.value,
        "at": broken.at.isoformat() if broken.at else None,
        "tag": broken.tag,
        "after": broken.after.isoformat() if broken.after else None,
        "source": broken.source,
        "text": words.break_text(broken),
    }


def _head(text: str) -> str:
    digest = text.strip().lower()
    if not _HEX.fullmatch(digest):
        raise argparse.ArgumentTypeError(tr("mã đầu nhật ký có 64 chữ số thập lục phân"))
    return digest
