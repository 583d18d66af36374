"""The manual page of `qtn`, made from the parser itself: it cannot forget a command."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime

from desktop.cli.main import build_parser
from desktop.common.i18n import language, set_language, tr

_HEADINGS = {
    "vi": ("TÊN", "CÚ PHÁP", "MÔ TẢ", "LỆNH", "TÙY CHỌN CHUNG", "MÃ KẾT THÚC", "TỆP"),
    "en": ("NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "COMMON OPTIONS", "EXIT STATUS", "FILES"),
}
_TEXTS = {
    "vi": {
        "name": "quầy tiếp nhận hồ sơ cấp, đổi thẻ đảng viên, dòng lệnh cho cán bộ kỹ thuật",
        "usage": "LỆNH",
        "about": (
            "Cùng những việc như trong cửa sổ, cho cán bộ kỹ thuật và cho các tập lệnh. "
            "quay-tiep-nhan mở cửa sổ. Thêm --help sau một lệnh để xem các tùy chọn của lệnh ấy."
        ),
        "0": "xong",
        "1": "có việc cần người làm; lời báo nói ai làm gì",
        "2": "gõ sai lệnh",
        "data": "dữ liệu của tài khoản này (mã hóa)",
        "machine": "cấu hình chung của máy, nếu có",
        "guide": "hướng dẫn cài đặt, cập nhật, gỡ bỏ",
    },
    "en": {
        "name": "intake counter for renewing membership cards, command line for IT staff",
        "usage": "COMMAND",
        "about": (
            "The same work as in the window, for IT staff and scripts. quay-tiep-nhan opens the "
            "window. Add --help behind a command to see its options."
        ),
        "0": "fine",
        "1": "somebody must act; the message says who and what",
        "2": "wrong usage",
        "data": "the data of this account (encrypted)",
        "machine": "settings of the computer, if there are any",
        "guide": "how to install, update and remove (in Vietnamese)",
    },
}
_FILES = (
    ("~/.local/share/quay-tiep-nhan/", "data"),
    ("/etc/quay-tiep-nhan/quay.json", "machine"),
    ("/usr/share/doc/quay-tiep-nhan/huong-dan/", "guide"),
)


def manual(version: str, moment: int, chosen: str) -> str:
    """Return the page as roff source.

    Args:
        version: of the program.
        moment: what the page says it is from, seconds since 1970.
        chosen: "vi" or "en".
    """
    before = language()
    set_language(chosen)
    try:
        return "\n".join(_lines(version, moment, chosen)) + "\n"
    finally:
        set_language(before)


def _lines(version: str, moment: int, chosen: str) -> Iterator[str]:
    texts, heads = _TEXTS[chosen], iter(_HEADINGS[chosen])
    parser = build_parser()
    day = datetime.fromtimestamp(moment, UTC).date().isoformat()
    yield f'.TH QTN 1 "{day}" "{_roff(tr("Quầy Tiếp Nhận"))} {version}"'
    yield f".SH {next(heads)}"
    yield f"qtn, quay\\-tiep\\-nhan \\- {_roff(texts['name'])}"
    yield f".SH {next(heads)}"
    yield f".B qtn\n.I {texts['usage']}\n[...]\n.br\n.B quay\\-tiep\\-nhan"
    yield f".SH {next(heads)}"
    yield _roff(texts["about"])
    yield f".SH {next(heads)}"
    for name, words in commands(parser):
        yield from (".TP", f".B {_roff(name)}", _roff(words))
    yield f".SH {next(heads)}"
    for action in parser._actions:  # noqa: SLF001 - argparse has no public walk
        if action.option_strings and action.help != argparse.SUPPRESS:
            yield from (
                ".TP",
                f".B {_roff(', '.join(action.option_strings))}",
                _roff(_help(action)),
            )
    yield f".SH {next(heads)}"
    for code in ("0", "1", "2"):
        yield from (".TP", f".B {code}", _roff(texts[code]))
    yield f".SH {next(heads)}"
    for path, key in _FILES:
        yield from (".TP", f".I {_roff(path)}", _roff(texts[key]))


def commands(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    """Give the commands of a parser with what they are for, in its own order."""
    for action in parser._actions:  # noqa: SLF001 - as above
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for choice in action._choices_actions:  # noqa: SLF001
                yield choice.dest, choice.help or ""


def _help(action: argparse.Action) -> str:
    return (action.help or "").replace("%%", "%")


def _roff(text: str) -> str:
    """Return text that roff prints as it is."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped
