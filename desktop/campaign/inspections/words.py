"""What verdicts, states and figures of inspections are called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from desktop.campaign.inspections.views import Measured
from desktop.common.i18n import mark, tr
from desktop.common.inspections import FindingState, Measure, Verdict

VERDICTS: Final[dict[Verdict, str]] = {
    Verdict.PASSED: mark("Đạt"),
    Verdict.FAILED: mark("Chưa đạt"),
    Verdict.NOT_APPLICABLE: mark("Không áp dụng"),
}
STATES: Final[dict[FindingState, str]] = {
    FindingState.OPEN: mark("Chưa khắc phục"),
    FindingState.MENDED: mark("Chờ xác nhận"),
    FindingState.CONFIRMED: mark("Đã xác nhận"),
}
_GOOD: Final[dict[Measure, str]] = {
    Measure.TRAIL: mark("Máy soát {n} dòng cuối: nguyên vẹn"),
    Measure.CLOCK: mark("Máy thấy đồng hồ đúng"),
}
_BAD: Final[dict[Measure, str]] = {
    Measure.TRAIL: mark("Máy thấy nhật ký bị sửa"),
    Measure.CLOCK: mark("Máy thấy đồng hồ sai"),
    Measure.BACKUP: mark("Máy chưa có bản sao lưu nào"),
}
_FIGURES: Final[dict[Measure, str]] = {
    Measure.DIFFERENCES: mark("Máy đếm {n} chỗ chưa chốt"),
    Measure.RETAKES: mark("Máy đếm {n} lần chụp lại, {whole} hồ sơ"),
    Measure.BACKUP: mark("Máy thấy bản sao lưu {n} giờ trước"),
    Measure.OPEN_CASES: mark("Máy đếm {n} hồ sơ dở dang"),
    Measure.MINUTES: mark("Máy đo {n} phút làm một hồ sơ"),
}


def item_words(text: str) -> str:
    """Return an item for people; what came with the program translates, own wording stays."""
    return tr(text)


def verdict_words(verdict: Verdict | None, told: Callable[[str], str] = tr) -> str:
    """Return what people call a verdict, "" for none."""
    return told(VERDICTS[verdict]) if verdict else ""


def state_words(state: FindingState, told: Callable[[str], str] = tr) -> str:
    """Return what people call how far a finding is."""
    return told(STATES[state])


def measured_words(found: Measured | None, told: Callable[[str], str] = tr) -> str:
    """Return what the program found out, "" where it could not measure."""
    if found is None:
        return ""
    if found.value is None or found.measure in _GOOD:
        table = _GOOD if found.is_good else _BAD
        words = table.get(found.measure, "")
    else:
        words = _FIGURES[found.measure]
    return told(words).format(n=found.value, whole=found.whole) if words else ""
