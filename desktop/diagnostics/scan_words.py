"""What a trial of the scanner means: one row, as of every other thing that is measured."""

from __future__ import annotations

from desktop.common.i18n import tr
from desktop.diagnostics.views import CheckRow, Fact, Verdict
from desktop.diagnostics.words import label_of
from desktop.identity.damage.kinds import Damage, explanation
from desktop.identity.trial import Trial, Way

SLOW_GAP_MS = 50
"""Slower keys are taken for a person's at the counter, and the scan is not recognised."""


def mode_words(trial: Trial) -> str:
    """Return how the scanner is connected."""
    if Way.SERIAL in trial.ways:
        return tr("cổng COM")
    return tr("gõ phím")


def end_words(trial: Trial) -> str:
    """Return the key that ended the scan."""
    return {"enter": "Enter", "tab": "Tab"}.get(trial.ended_by, tr("không có"))


def gap_words(trial: Trial) -> str:
    """Return the time between two keys."""
    if trial.keys < 2:
        return "–"
    low, high = trial.gaps_ms
    return f"{low}–{high} ms" if low != high else f"{low} ms"


def damage_words(trial: Trial) -> str:
    """Return whether the letters came whole, in a few words."""
    if trial.is_changed_by_input_method:
        return tr("bộ gõ đã đổi chữ")
    if not trial.is_whole:
        return tr("chữ hỏng")
    return tr("không")


def trial_row(trial: Trial) -> CheckRow:
    """Judge a scan."""
    facts: dict[str, Fact] = {
        "mode": "serial" if Way.SERIAL in trial.ways else "keys",
        "keys": trial.keys,
        "gap_low_ms": trial.gaps_ms[0],
        "gap_high_ms": trial.gaps_ms[1],
        "ended_by": trial.ended_by,
        "damage": trial.damage.value if trial.damage else "",
        "input_method": trial.is_changed_by_input_method,
        "test_code": trial.is_test_code,
    }
    value = tr("{mode}, {keys} phím, cách nhau {gap}, phím cuối {end}").format(
        mode=mode_words(trial), keys=trial.keys, gap=gap_words(trial), end=end_words(trial)
    )
    if trial.keys < 2:  # heard as a whole
        value = tr("{mode}, {n} chữ").format(mode=mode_words(trial), n=len(trial.text))
    verdict, advice = Verdict.OK, ""
    if trial.is_changed_by_input_method:
        verdict, advice = Verdict.LOOK, explanation(trial.damage or Damage.TELEX)
    elif trial.damage is not None:
        verdict, advice = Verdict.LOOK, explanation(trial.damage)
    elif not trial.is_whole:
        verdict, advice = Verdict.LOOK, explanation(Damage.LOST_BYTES)
    elif trial.gaps_ms[1] > SLOW_GAP_MS:
        verdict = Verdict.LOOK
        advice = tr("Máy quét gõ chậm: giảm khoảng chờ giữa các phím trong cài đặt của máy.")
    elif not trial.ended_by and trial.keys > 1:
        verdict = Verdict.LOOK
        advice = tr("Máy quét không gửi Enter: bật hậu tố Enter (CR) theo sách của máy.")
    return CheckRow("scanner", label_of("scanner"), value, verdict, advice, facts)


def typed_words(trial: Trial) -> str:
    """Return what a few letters typed by hand say of the input method."""
    if trial.damage is Damage.TELEX or trial.erased:
        return tr("Bộ gõ đang bật: đã đổi chữ vừa gõ. Tắt bộ gõ trước khi quét.")
    return tr("Chữ gõ đến nguyên vẹn.")


def amount_words(trial: Trial) -> str:
    """Return how much came: signs, and the fields of a card."""
    fields = trial.text.count("|") + 1
    return tr("{n} chữ, {fields} trường").format(n=len(trial.text), fields=fields)
