"""The public code lists: counts as published, what became of old units, addresses old and new."""

from __future__ import annotations

from collections import Counter

import pytest

from desktop.common.reference import tables, units
from desktop.common.reference.people import birth_provinces, ethnic_code, ethnic_groups
from desktop.common.reference.places import PlaceMatch, compare_places, same_place

BEFORE, AFTER = "2025-06-30", "2025-07-01"


def every_unit() -> list[units.Unit]:
    codes = {row["code"] for row in tables.rows("administrative_units")}
    days = ("2025-06-30", "2025-07-01", "2026-04-29", "2026-04-30", "2026-09-01", "2026-09-20")
    found = {units.by_code(code, on=day) for code in codes for day in days}
    return [unit for unit in found if unit]


def test_there_are_as_many_units_as_the_state_published():
    kinds = Counter(
        (len(unit.code), day)
        for day in (BEFORE, AFTER, units.TODAY)
        for unit in every_unit()
        if unit.exists_on(day)
    )
    assert kinds[2, BEFORE] == 63
    assert kinds[3, BEFORE] == 696
    assert kinds[5, BEFORE] == 10_035
    assert kinds[2, AFTER] == kinds[2, units.TODAY] == 34
    assert kinds[5, AFTER] == kinds[5, units.TODAY] == 3_321


def test_every_old_commune_and_province_leads_to_todays_units():
    lost = [
        unit
        for unit in every_unit()
        if len(unit.code) != 3
        and not all(now.exists_on(units.TODAY) for now in units.successors(unit))
    ]
    assert lost == []
    assert [
        unit for unit in every_unit() if len(unit.code) == 5 and not units.successors(unit)
    ] == []


def test_a_code_given_again_is_another_unit():
    old = units.by_code("03862", on=BEFORE)
    new = units.by_code("03862", on=AFTER)
    assert old
    assert new
    assert (old.name, new.name) == ("Xã Hang Chú", "Xã Xím Vàng")
    assert units.successors(old, on=AFTER) == (new,)
    assert [unit.name for unit in units.path(old)] == [
        "Xã Hang Chú",
        "Huyện Bắc Yên",
        "Tỉnh Sơn La",
    ]
    assert [unit.name for unit in units.path(new)] == ["Xã Xím Vàng", "Tỉnh Sơn La"]


def test_a_split_commune_gives_all_parts_and_no_default():
    split = [
        row["old_code"]
        for row in tables.rows("administrative_successors")
        if row["share"] == "part"
    ]
    assert len(set(split)) == 471
    for code in set(split):
        unit = units.by_code(code, on=BEFORE)
        assert unit
        assert len(units.successors(unit)) == Counter(split)[code] > 1


def test_the_changes_of_2026_open_and_close_units():
    village = units.by_code("09319", on="2026-09-19")
    ward = units.by_code("09319", on="2026-09-20")
    assert village
    assert ward
    assert (village.name, ward.name) == ("Xã Tiên Du", "Phường Tiên Du")
    assert units.successors(village) == (ward,)
    assert units.successors(village, on="2026-09-19") == (village,)
    city = units.by_code("75", on="2026-04-30")
    assert city
    assert city.name == "Thành phố Đồng Nai"


def test_known_faults_of_the_sources_are_mended():
    for code, name, now in (
        ("23938", "Xã Ia Mơ", "23938"),
        ("30901", "Xã Thạnh Lộc", "30886"),
        ("30913", "Xã Thạnh Lộc", "30910"),
    ):
        unit = units.by_code(code, on=BEFORE)
        assert unit
        assert unit.name == name
        assert [one.code for one in units.successors(unit)] == [now]
    island = units.by_code("318", on=BEFORE)
    assert island
    assert [one.name for one in units.successors(island)] == ["Đặc khu Bạch Long Vĩ"]


def test_nothing_comes_after_for_a_day_before():
    new = units.by_code("03862", on=AFTER)
    assert new
    assert units.successors(new, on="2024-01-01") == ()
    assert units.by_code("99999") is None


@pytest.mark.parametrize("written", ["Hòa Bình", "hoà bình", "HOA BINH"])
def test_names_are_found_without_regard_to_tone_places(written):
    found = units.find(written, "Hòa Bình", on=BEFORE)
    assert {unit.code for unit in found} == {"17", "148", "04825"}
    assert units.find(f"TP. {written}", "tỉnh Hoà Bình") == tuple(
        unit for unit in found if unit.code == "148"
    )


def test_an_unknown_name_finds_nothing():
    assert units.find("Mường Không Có") == ()
    assert units.find("") == ()
    assert units.find("Xím Vàng", "Cà Mau") == ()


@pytest.mark.parametrize(
    ("left", "right", "match"),
    [
        ("Bản A, xã Xím Vàng, Sơn La", "bản A - Xím Vàng - Sơn La", PlaceMatch.SAME),
        (
            "Bản A, xã Hang Chú, huyện Bắc Yên, tỉnh Sơn La",
            "Bản A, xã Xím Vàng, tỉnh Sơn La",
            PlaceMatch.RENAMED,
        ),
        (
            "Xím Vàng, Bắc Yên, Sơn La",
            "Hang Chú, Bắc Yên, Sơn La",  # both old: two places, though one commune today
            PlaceMatch.DIFFERENT,
        ),
        (
            "Bản A, xã Hang Chú, huyện Bắc Yên, Sơn La",
            "Bản B, xã Xím Vàng, Sơn La",
            PlaceMatch.DIFFERENT,
        ),
        ("Sơn La", "xã Xím Vàng, tỉnh Sơn La", PlaceMatch.LESS_PRECISE),
        ("Hang Chú, Sơn La", "Bản A, xã Xím Vàng, Sơn La", PlaceMatch.LESS_PRECISE),
        ("Hòa Bình", "Phú Thọ", PlaceMatch.POSSIBLE),
        ("Sơn La", "Phú Thọ", PlaceMatch.DIFFERENT),
        ("Cà Mau", "xã Xím Vàng, Sơn La", PlaceMatch.DIFFERENT),
        ("Bản Một", "Bản Một, xã Không Có", PlaceMatch.LESS_PRECISE),
        ("Bản Một", "Bản Hai", PlaceMatch.DIFFERENT),
        ("", "Bản Hai", PlaceMatch.DIFFERENT),
    ],
)
def test_addresses_are_compared_over_the_mergers(left, right, match):
    assert compare_places(left, right) is match
    assert compare_places(right, left) is match
    assert same_place(left, right) is (match in {PlaceMatch.SAME, PlaceMatch.RENAMED})


def test_a_split_commune_is_never_said_to_be_the_same():
    row = next(
        row
        for row in tables.rows("administrative_successors")
        if row["share"] == "part" and row["old_code"] != row["new_code"]
    )
    old, new = units.by_code(row["old_code"], on=BEFORE), units.by_code(row["new_code"])
    assert old
    assert new
    said = [", ".join(unit.name for unit in units.path(one)) for one in (old, new)]
    assert compare_places(*said) is PlaceMatch.POSSIBLE


def test_ethnic_groups_are_known_however_they_are_written():
    assert len(ethnic_groups()) == 54
    for code, name in ethnic_groups().items():
        assert ethnic_code(name) == code
    for written, code in (
        ("H’Mông", "08"), ("Mèo", "08"), ("K'Ho", "16"), ("Kơ Ho", "16"), ("Mán", "09"),
        ("Cao Lan", "15"), ("Khmer", "05"), ("Ê Đê", "12"), ("Vân Kiều", "23"),
        ("dân tộc Thái", "03"), ("Không rõ", ""), ("", ""),
    ):  # fmt: skip
        assert ethnic_code(written) == code


def test_no_spelling_stands_for_two_ethnic_groups():
    for row in tables.rows("ethnic_groups"):
        for alias in filter(None, row["aliases"].split("|")):
            assert ethnic_code(alias) == row["code"], alias


def test_birth_provinces_are_those_of_2016():
    assert len(birth_provinces()) == 63
    assert birth_provinces()["014"] == "Sơn La"
    assert birth_provinces()["019"] == "Thái Nguyên"
