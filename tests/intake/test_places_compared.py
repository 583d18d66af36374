"""An address older than the mergers is known as the same place; what is not sure is asked."""

from __future__ import annotations

import pytest

from desktop.common.reference import units
from desktop.common.vocabulary import FieldKey, Source
from desktop.intake.comparison import Verdict, compare_field, warm_up

OLD = "Bản Cúa Mang, xã Hang Chú, huyện Bắc Yên, tỉnh Sơn La"
NEW = "Bản Cúa Mang, xã Xím Vàng, tỉnh Sơn La"


def places(card: str, listed: str):
    return compare_field(FieldKey.RESIDENCE, card, listed)


@pytest.mark.parametrize(("card", "listed"), [(OLD, NEW), (NEW, OLD)])
def test_a_merged_commune_is_the_same_place_and_nothing_is_marked(card, listed):
    row = places(card, listed)
    assert row.verdict is Verdict.RENAMED
    assert not row.is_unlike
    assert (row.card_marks, row.list_marks, row.differing) == ((), (), 0)


def test_the_name_of_today_is_advised_wherever_it_stands():
    assert places(OLD, NEW).suggested is Source.LIST
    assert places(NEW, OLD).suggested is Source.CARD


def test_another_village_of_the_merged_commune_stays_different():
    row = places(OLD.replace("Cúa Mang", "Nậm Lộng"), NEW)
    assert row.verdict is Verdict.DIFFERENT
    assert row.card_marks


def test_two_communes_that_went_into_one_stay_different():
    other = "Bản Cúa Mang, xã Tà Xùa, huyện Bắc Yên, tỉnh Sơn La"
    assert places(OLD, other).verdict is Verdict.DIFFERENT


def test_a_commune_that_was_split_is_asked_with_its_words_marked():
    old = "Tổ 5, phường Kim Mã, quận Ba Đình, thành phố Hà Nội"
    row = places(old, "Tổ 5, phường Giảng Võ, thành phố Hà Nội")
    assert row.verdict is Verdict.POSSIBLE
    assert row.is_unlike
    assert row.card_marks
    assert row.list_marks


def test_the_same_commune_in_a_shorter_form_is_the_same():
    row = places("Cúa Mang, Xím Vàng, Sơn La", NEW)
    assert row.verdict is Verdict.SAME


@pytest.mark.parametrize(
    ("card", "listed"),
    [(OLD, "Bản Cúa Mang"), ("Bản Nà Sang, xã Mường Thử", "Bản Nà Ít"), (",,,", NEW), ("?", NEW)],
)
def test_what_the_tables_cannot_settle_stays_different(card, listed):
    assert places(card, listed).verdict is Verdict.DIFFERENT


def test_only_the_residence_is_read_as_a_place():
    row = compare_field(FieldKey.FULL_NAME, OLD, NEW)
    assert row.verdict is Verdict.DIFFERENT


def test_warming_up_loads_the_tables_before_the_first_card(desk):
    units._tables.cache_clear()
    desk.intake.warm_up()
    assert units._tables.cache_info().currsize == 1
    warm_up()
    assert units._tables.cache_info().misses == 1
