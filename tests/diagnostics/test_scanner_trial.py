"""One scan under the glass: speed, ending, way, and what became of letters that are known."""

import pytest

from desktop.diagnostics.scan_words import trial_row, typed_words
from desktop.diagnostics.views import Verdict
from desktop.identity.damage.kinds import Damage
from desktop.identity.trial import TEST_CARD, Stroke, Way, read_trial, shape
from tests import factories


def keys(text, gap=0.010, way=Way.KEY):
    return [Stroke(sign, number * gap, way) for number, sign in enumerate(text)]


def test_a_good_scan_of_the_test_code_is_good():
    trial = read_trial(keys(TEST_CARD), "enter")
    assert (trial.is_whole, trial.is_test_code, trial.is_typed) == (True, True, False)
    assert trial.gaps_ms == (10, 10)
    row = trial_row(trial)
    assert row.verdict is Verdict.OK
    assert row.value == f"gõ phím, {len(TEST_CARD)} phím, cách nhau 10 ms, phím cuối Enter"
    assert shape(trial) == TEST_CARD


def test_telex_shows_word_by_word():
    # As ibus-unikey gave it: what Telex eats comes composed, and in pieces.
    damaged = TEST_CARD.replace("Jos", "Jó").replace("Wax", "Ưã")
    trial = read_trial(keys(damaged, way=Way.COMPOSED), "enter")
    assert trial.damage is Damage.TELEX
    assert trial.is_changed_by_input_method
    assert trial.wrong == (("Jos", "Jó"), ("Wax", "Ưã"))
    row = trial_row(trial)
    assert row.verdict is Verdict.LOOK
    assert "Unikey" in row.advice
    assert row.facts["input_method"] is True


def test_what_unikey_takes_back_gives_it_away():
    """On Windows it erases what was typed and types the composed letter."""
    strokes = [Stroke("J", 0), Stroke("o", 0.01), Stroke("", 0.02, Way.ERASED), Stroke("ó", 0.03)]
    before, after = TEST_CARD.split("Jos")
    trial = read_trial([*keys(before), *strokes, *keys(after)], "enter")
    assert trial.text == f"{before}Jó{after}"
    assert trial.erased == 1
    assert trial.is_changed_by_input_method


@pytest.mark.parametrize(
    ("change", "damage"),
    [
        (("|", ""), Damage.SEPARATORS),
        (("Ễ Ợ Ữ Đ", "? ? ? ?"), Damage.LOST_BYTES),
    ],
)
def test_other_damage_has_its_name(change, damage):
    trial = read_trial(keys(TEST_CARD.replace(*change)), "enter")
    assert trial.damage is damage
    assert trial_row(trial).advice


def test_a_slow_scanner_and_one_without_enter_are_told():
    slow = trial_row(read_trial(keys(TEST_CARD, gap=0.070), "enter"))
    assert "chậm" in slow.advice
    silent = trial_row(read_trial(keys(TEST_CARD), ""))
    assert "không gửi Enter" in silent.advice
    serial = trial_row(read_trial([Stroke(TEST_CARD, 0, Way.SERIAL)]))
    assert serial.verdict is Verdict.OK
    assert "cổng COM" in serial.value


def test_of_a_real_card_only_the_shape_is_told():
    trial = read_trial(keys(factories.CARD), "tab")
    assert not trial.is_test_code
    told = shape(trial)
    for part in factories.CARD.split("|"):
        assert part not in told
    assert told.startswith("•••• •••• 2345 | ")
    assert "2345" in told
    said = repr(trial_row(trial))
    assert "014078" not in said
    assert "Giàng" not in said
    assert trial_row(trial).facts["ended_by"] == "tab"


def test_two_letters_typed_by_hand_tell_of_the_input_method():
    plain = read_trial(keys("aa", gap=0.2))
    assert plain.is_typed
    assert "nguyên vẹn" in typed_words(plain)
    telex = read_trial([Stroke("â", 0.4, Way.COMPOSED)])
    assert telex.is_typed
    assert "Tắt bộ gõ" in typed_words(telex)
    hooked = [Stroke("a", 0), Stroke("", 0.2, Way.ERASED), Stroke("â", 0.2)]
    assert "Tắt bộ gõ" in typed_words(read_trial(hooked))
