"""Addresses of before the mergers, and readings of chips by other programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.common.reference import units
from desktop.identity.card import CardSource
from desktop.identity.chip import FORMAT, parse_chip_reading, read_chip_file
from desktop.identity.errors import CardTextError
from desktop.identity.places import place_today

TOLD = {
    "format": FORMAT,
    "personal_id": "014085012345",
    "full_name": "Nguyễn Văn An",
    "birth_date": "1985-02-14",
    "sex": "male",
    "address": "Xím Vàng, Bắc Yên, Sơn La",
}


def test_an_old_address_is_mapped_and_kept() -> None:
    place = place_today("Bản Mẫu, Xím Vàng, Bắc Yên, Sơn La")
    assert place.written == "Bản Mẫu, Xím Vàng, Bắc Yên, Sơn La"
    assert place.communes == (("03862", "Xã Xím Vàng", "Tỉnh Sơn La"),)
    assert place.question == ""


def test_a_split_commune_is_asked() -> None:
    old = next(
        unit
        for code in range(1, 32_000)
        if (unit := units.by_code(f"{code:05d}", on="2025-06-30"))
        and len(units.successors(unit)) > 1
        and len(units.path(unit)) == 3
    )
    address = ", ".join(units.kind_and_name(one.name)[1].title() for one in units.path(old))
    place = place_today(address)
    assert len(place.communes) > 1
    assert "Hỏi người dân" in place.question


def test_an_unknown_place_has_no_commune() -> None:
    assert place_today("Chốn Không Đâu").communes == ()


def test_a_reading_of_a_chip_claims_nothing(tmp_path: Path) -> None:
    path = tmp_path / "chip.json"
    path.write_text(json.dumps(TOLD), encoding="utf-8")
    card = read_chip_file(path)
    assert (card.full_name, card.source, card.certain) == ("Nguyễn Văn An", CardSource.CHIP, True)
    assert any("không tự xác thực" in warning for warning in card.warnings)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"[" * 50_000,
        b"{}",
        json.dumps(TOLD | {"format": "other"}),
        json.dumps(TOLD | {"personal_id": 14085012345}),
        json.dumps(TOLD | {"personal_id": "999085012345"}),
        b" " * 70_000,
    ],
)
def test_what_is_not_in_the_format_is_refused(data: bytes | str) -> None:
    with pytest.raises(CardTextError):
        parse_chip_reading(data)


def test_odd_values_of_a_chip_are_left_out() -> None:
    odd = TOLD | {"birth_date": "14/02/1985", "sex": "x", "full_name": ["a"], "old_id": "١" * 9}
    card = parse_chip_reading(json.dumps(odd))
    assert (card.birth_date, card.sex, card.full_name, card.old_id) == ("", None, "", "")
    assert not card.certain


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(CardTextError):
        read_chip_file(tmp_path / "none.json")
