"""Pure: which rules may be set, how they are kept, and the counts that follow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.common.i18n import tr
from desktop.common.text import clean
from desktop.common.vocabulary import MemberStatus
from desktop.roster.eligibility.errors import RuleRefusedError
from desktop.roster.rules import APART, DEFAULT_TABLE, Eligibility, Table

LONGEST_REASON = 160
"""Letters that fit the two lines a reason has on the counter's list."""


def checked(status: MemberStatus, eligible: bool, reason: str) -> Eligibility:
    """Return a rule as it may be kept; the default's own words become its code again.

    Raises:
        RuleRefusedError: a refusal without a reason, a reason that is too long, or a rule that
            refuses official members.
    """
    words = clean(reason)
    if status is MemberStatus.OFFICIAL:
        raise RuleRefusedError(
            tr("Quy tắc cho đảng viên chính thức không đổi được."),
            tr("Đổi tình trạng của từng người trong danh sách nếu người đó không thuộc diện."),
        )
    if status in APART and not eligible:
        raise RuleRefusedError(
            tr("Người tạm trú và người ngoài danh sách luôn được tính riêng."),
            tr("Từ chối từng trường hợp tại quầy nếu cần."),
        )
    if not eligible and not words:
        raise RuleRefusedError(
            tr("Chưa có lý do không thuộc diện."),
            tr("Ghi lý do và việc cần làm để cán bộ đọc cho người đến quầy."),
        )
    if len(words) > LONGEST_REASON:
        raise RuleRefusedError(
            tr("Lý do dài quá {n} chữ cái.").format(n=LONGEST_REASON),
            tr("Rút gọn lại rồi lưu."),
        )
    return Eligibility(eligible, words or None)


def table_of(kept: Mapping[str, Any]) -> Table:
    """Return the rules in force; what is kept and cannot be read follows the default."""
    table = dict(DEFAULT_TABLE)
    for status in MemberStatus:
        rule = kept.get(status.value)
        if not isinstance(rule, dict) or not isinstance(rule.get("eligible"), bool):
            continue
        try:
            table[status] = checked(status, rule["eligible"], str(rule.get("reason", "")))
        except RuleRefusedError:
            continue
    return table


def kept_of(table: Table) -> dict[str, Any]:
    """Return what is stored of a table: only what differs from the default."""
    return {
        status.value: {"eligible": rule.eligible, "reason": rule.reason or ""}
        for status, rule in table.items()
        if rule != DEFAULT_TABLE[status]
    }
