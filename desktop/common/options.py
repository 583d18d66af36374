"""The options that every command and the window understand."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop.common.i18n import LANGUAGES, tr


def add_global_options(parser: argparse.ArgumentParser, default: str | None = None) -> None:
    """Add `--data`, `--unlock-with` and `--lang` to a parser."""
    group = parser.add_argument_group(tr("tùy chọn chung"))
    group.add_argument(
        "--data", type=Path, default=default, metavar="DIR", help=tr("thư mục dữ liệu của quầy")
    )
    group.add_argument(
        "--unlock-with",
        type=Path,
        default=default,
        metavar="FILE",
        help=tr("tệp chứa mã khôi phục (chữ, hoặc ảnh mã QR)"),
    )
    group.add_argument("--lang", choices=LANGUAGES, default=default, help=tr("ngôn ngữ"))
