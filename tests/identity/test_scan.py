from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.identity.scan import Fed, Scan, ScanBurst

CARD = "014085012345||Nguyễn Văn An|14021985|Nam|Bản Mẫu, Bắc Yên, Sơn La|01082024||||"
NUMBER = "014085012345"


def play(burst: ScanBurst, text: str, *, gap: float = 0.01, start: float = 100.0) -> list[Scan]:
    found = []
    for place, sign in enumerate(text):
        answer = burst.feed(sign, start + place * gap)
        if isinstance(answer, Scan):
            found.append(answer)
    return found


def test_a_card_key_by_key_is_one_scan() -> None:
    assert play(ScanBurst(), CARD + "\r") == [Scan(CARD)]


def test_the_burst_is_known_at_the_first_bar() -> None:
    burst = ScanBurst()
    answers = [burst.feed(sign, 100 + n * 0.01) for n, sign in enumerate(CARD[:13])]
    assert answers == [Fed.TYPING] * 12 + [Fed.SCANNING]


def test_commits_of_an_input_method_and_keys_mix() -> None:
    burst = ScanBurst()
    assert burst.feed("014085012345||Ngu", 1.00) is Fed.SCANNING
    assert burst.feed("yễ", 1.03) is Fed.SCANNING
    assert burst.feed("n Văn An|14021985|Nam|x|01082024", 1.06) is Fed.SCANNING
    assert burst.feed("\r", 1.09) == Scan("014085012345||Nguyễn Văn An|14021985|Nam|x|01082024")


def test_a_plain_number_with_enter_counts() -> None:
    assert play(ScanBurst(), NUMBER + "\n") == [Scan(NUMBER)]


def test_the_enter_may_come_in_the_last_chunk() -> None:
    assert ScanBurst().feed(CARD + "\r\n", 5.0) == Scan(CARD)


def test_two_cards_one_after_the_other() -> None:
    burst = ScanBurst()
    assert play(burst, CARD + "\r") == [Scan(CARD)]
    assert play(burst, CARD + "\r", start=101.2) == [Scan(CARD)]


def test_a_scanner_without_enter_is_found_by_its_silence() -> None:
    burst = ScanBurst()
    play(burst, CARD)
    end = 100 + len(CARD) * 0.01
    assert burst.poll(end) is None
    assert burst.poll(end + 0.2) == Scan(CARD)
    assert burst.poll(end + 0.4) is None


def test_silence_after_a_plain_number_is_no_scan() -> None:
    burst = ScanBurst()
    play(burst, NUMBER)
    assert burst.poll(200.0) is None


def test_a_letter_struck_just_before_does_not_spoil_the_scan() -> None:
    assert play(ScanBurst(), "a" + CARD + "\r") == [Scan("a" + CARD)]


@given(st.lists(st.floats(0.051, 0.4), min_size=13, max_size=13))
def test_typing_a_number_is_never_a_scan(gaps: list[float]) -> None:
    burst, now = ScanBurst(), 50.0
    for sign, gap in zip(NUMBER + "\r", gaps, strict=True):
        now += gap
        assert burst.feed(sign, now) is Fed.TYPING


def test_one_human_pause_inside_is_enough() -> None:
    burst = ScanBurst()
    assert play(burst, NUMBER[:6]) == []
    assert play(burst, NUMBER[6:] + "\r", start=101.0) == []


def test_a_quick_name_is_never_a_scan() -> None:
    assert play(ScanBurst(), "giang a pao\r", gap=0.02) == []


@pytest.mark.parametrize("digits", ["01408501234", "0140850123456"])
def test_other_lengths_are_no_card(digits: str) -> None:
    assert play(ScanBurst(), digits + "\r") == []


def test_a_held_key_is_no_card() -> None:
    assert play(ScanBurst(), "1" * 12 + "\r", gap=0.03) == []


def test_digits_typed_into_an_input_method_and_committed_by_enter_are_typing() -> None:
    burst, now = ScanBurst(), 10.0
    for _ in NUMBER:
        now += 0.2
        burst.preedit(now)
    assert burst.feed(NUMBER, now + 0.2) is Fed.TYPING
    assert burst.feed("\r", now + 0.2) is Fed.TYPING


def test_a_scanner_through_an_input_method_is_still_a_scan() -> None:
    burst, now = ScanBurst(), 10.0
    for _ in NUMBER:
        now += 0.01
        burst.preedit(now)
    assert burst.feed(NUMBER, now) is Fed.TYPING
    assert burst.feed("\r", now) == Scan(NUMBER)


def test_control_characters_do_not_hide_a_scan() -> None:
    burst = ScanBurst()
    burst.feed("\x01", 1.0)
    assert play(burst, CARD + "\r", start=1.01) == [Scan(CARD)]


def test_a_flood_keeps_memory_bounded() -> None:
    burst = ScanBurst()
    for n in range(300):
        burst.feed("x" * 100, 1 + n * 0.001)
    assert len(burst.pending) <= 2000


def test_a_clock_that_goes_back_starts_afresh() -> None:
    burst = ScanBurst()
    play(burst, NUMBER)
    assert burst.feed("|", 1.0) is Fed.TYPING


def test_reset_forgets() -> None:
    burst = ScanBurst()
    play(burst, NUMBER)
    burst.reset()
    assert burst.pending == ""
    assert burst.feed("|", 100.125) is Fed.TYPING
