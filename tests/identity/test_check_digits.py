from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.common.check_digits import append_check, check_of, verify

BODY = st.from_regex(r"[A-Z]{2}[0-9]{2}-[0-9]{6}", fullmatch=True)


def test_agrees_with_published_examples() -> None:
    # The IBAN of the standard's registry, rearranged as its rule says, and an LEI of ISO 17442.
    assert check_of("WEST12345698765432GB") == "82"
    assert verify("5493001KJTIIGC8Y1R12")
    assert not verify("5493001KJTIIGC8Y1R13")


def test_the_number_of_the_documentation() -> None:
    assert append_check("MT02-000023") == "MT02-000023-62"
    assert verify("MT02-000023-62")


def test_typed_carelessly_it_is_still_the_same_number() -> None:
    assert verify(" mt02 000023 62 ")
    assert verify("MT0200002362")


@given(BODY)
def test_every_wrong_sign_is_found(body: str) -> None:
    whole = append_check(body)
    assert verify(whole)
    for place, sign in enumerate(whole):
        family = "0123456789" if sign.isdigit() else "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        if sign == "-":
            continue
        for other in set(family) - {sign}:
            assert not verify(whole[:place] + other + whole[place + 1 :])


@given(BODY)
def test_every_swap_of_like_neighbours_is_found(body: str) -> None:
    bare = append_check(body).replace("-", "")
    for place, (one, two) in enumerate(itertools.pairwise(bare)):
        if one != two and one.isdigit() == two.isdigit():
            assert not verify(bare[:place] + two + one + bare[place + 2 :])


@pytest.mark.parametrize(
    "text", ["", "-", "62", "1", "Đ02-000023-62", "MT02_000023-62", "ß-00", "ⅯT02"]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    assert not verify(text)


@pytest.mark.parametrize("text", ["", "---", "mt02", "MT02 000023", "MT02\n"])
def test_only_the_written_alphabet_is_protected(text: str) -> None:
    with pytest.raises(ValueError, match=r"protect|check digits"):
        append_check(text)


def test_digits_outside_02_to_98_are_never_right() -> None:
    assert not any(verify(f"MT02-000023-{check}") for check in ("00", "01", "99"))
    checks = {check_of(f"MT02-{n:06d}") for n in range(500)}
    assert checks <= {f"{n:02d}" for n in range(2, 99)}
