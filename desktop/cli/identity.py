"""`main.py identity read`: what cards say, from scanner texts and pictures; opens no profile."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any, Protocol

from desktop.common.clock import SystemClock, today
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.identity.card import CardReading, CardSource
from desktop.identity.errors import CardTextError
from desktop.identity.places import place_today
from desktop.identity.scanned import read_scanned
from desktop.identity.serial_frames import cards_of, text_of

FINE, MUST_ACT, USAGE = 0, 1, 2
_TEXT_FILES = {".txt"}
_MAX_BYTES = 1_000_000  # of one file; a card has fewer than 600
_SOURCES = {CardSource.QR: "qr", CardSource.MRZ: "mrz"}
_KEYS = (
    *("personal_id", "old_id", "full_name", "birth_date", "sex", "address", "issued_on"),
    *("source", "damage"),
)


class _Answers(Protocol):
    """What this command needs of the command line."""

    @property
    def wants_json(self) -> bool:
        """Whether the answer is for a program."""
        ...


class _InOrder(argparse.Action):
    """Keeps `--file` and `--text` in the order in which they were given."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,
        option_string: str | None = None,
    ) -> None:
        """Note one card."""
        del parser
        kept = [*(getattr(namespace, "cards", None) or ()), (option_string, values)]
        namespace.cards = kept


def add_parser(subparsers: Any) -> None:
    """Add `identity` and its commands to a parser's `add_subparsers()` object."""
    group = subparsers.add_parser("identity", help=tr("Đọc thẻ căn cước từ máy quét, ảnh"))
    commands = group.add_subparsers(dest="identity_command", required=True)
    read = commands.add_parser("read", help=tr("Cho biết thẻ ghi gì, chữ nào bị máy quét làm hỏng"))
    read.add_argument(
        "--file",
        action=_InOrder,
        type=Path,
        metavar="FILE",
        default=argparse.SUPPRESS,
        help=tr("Ảnh có mã QR, hoặc tệp .txt chứa chữ máy quét gõ; dùng được nhiều lần"),
    )
    read.add_argument(
        "--text",
        action=_InOrder,
        metavar="TEXT",
        default=argparse.SUPPRESS,
        help=tr("Chữ máy quét gõ, hoặc ba dòng mặt sau thẻ; dùng được nhiều lần"),
    )
    read.add_argument("--json", action="store_true", help=tr("In kết quả dạng JSON"))
    read.set_defaults(handler=run_read, cards=())


def run_read(args: argparse.Namespace, context: _Answers) -> int:
    """Read every card that was given; 1 when one could not be read."""
    if not args.cards:
        print(tr("Cần ít nhất một --file hoặc --text."), file=sys.stderr)
        return USAGE
    answers, readable = [], True
    for _, given in args.cards:
        try:
            texts = _texts(given)
        except UserFacingError as error:
            texts, readable = (), False
            answers.append(_unread(f"{error.title} {error.advice}".strip()))
        for text in texts:
            try:
                answers.append(_told(_read(text)))
            except UserFacingError as error:
                readable = False
                answers.append(_unread(f"{error.title} {error.advice}".strip()))
    if context.wants_json:
        json.dump(answers, sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    else:
        print("\n\n".join(_shown(answer) for answer in answers))
    return FINE if readable else MUST_ACT


def _texts(given: Path | str) -> tuple[Path | str, ...]:
    """Return what one argument holds: a picture, a text, or several cards, one a line."""
    if isinstance(given, str) or given.suffix.lower() not in _TEXT_FILES:
        return (given,)
    return cards_of(_content(given))


def _read(given: Path | str) -> CardReading:
    if isinstance(given, str):
        return read_scanned(given, today=today(SystemClock()))
    # OpenCV and zxing: scanner texts do without them.
    from desktop.identity.qr_image import read_card_file  # noqa: PLC0415 - see above

    return read_card_file(given)


def _content(path: Path) -> str:
    """Return a scanner's text, any bytes.

    Raises:
        CardTextError: the file cannot be read, or is longer than any card.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES)
    except OSError as error:
        raise CardTextError(
            tr("Không mở được tệp “{name}”.").format(name=path.name),
            tr("Kiểm tra tệp còn đó không và thử lại."),
        ) from error
    return text_of(data)


def _told(card: CardReading) -> dict[str, Any]:
    question = place_today(card.address).question if card.address else ""
    return {
        "personal_id": card.personal_id,
        "old_id": card.old_id,
        "full_name": card.full_name,
        "birth_date": card.birth_date,
        "sex": card.sex.value if card.sex else None,
        "address": card.address,
        "issued_on": card.issued_on,
        "source": _SOURCES.get(card.source, "scanner"),
        "damage": card.damage.value if card.damage else None,
        "certain": card.certain,
        "candidates": list(card.candidates),
        "warnings": [*card.warnings, *([question] if question else [])],
    }


def _unread(message: str) -> dict[str, Any]:
    nothing: dict[str, Any] = dict.fromkeys(_KEYS)
    return nothing | {"certain": False, "candidates": [], "warnings": [message]}


def _shown(answer: dict[str, Any]) -> str:
    facts = ("personal_id", "full_name", "birth_date", "sex", "address", "issued_on")
    lines = [" | ".join(str(answer[key] or "") for key in facts)]
    return "\n".join([*lines, *(f"  {warning}" for warning in answer["warnings"])])
