"""`field …`: mobile teams, who cannot come to the counter, lists of visits and their outcomes."""

from __future__ import annotations

from typing import Any

from desktop.cli import field_kits, field_visits
from desktop.common.i18n import tr


def add_parser(subparsers: Any) -> None:
    """Add the group to the command line."""
    group = subparsers.add_parser("field", help=tr("tổ lưu động: lập tổ, danh sách, kết quả"))
    verbs = group.add_subparsers(dest="field_command", metavar=tr("LỆNH"), required=True)
    field_visits.add_verbs(verbs)
    field_kits.add_verbs(verbs)
