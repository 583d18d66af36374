"""Cards in every kind of damage: numbers are never lost, no name is silently wrong."""

from __future__ import annotations

from functools import cache

import pytest

from desktop.common.vocabulary import Sex
from desktop.identity.card import CardReading, parse_card_text
from desktop.identity.damage.kinds import Damage
from desktop.identity.errors import CardTextError
from tests.identity.card_corpus import KEEP_ENOUGH, PROFILES, Card, cards

SEEDS = (1, 2, 3)
PER_SEED = 60
NAME_SHARE = {"alt_code, keys lost": 0.92, "bars doubled + alt_code, keys lost": 0.92}
"""Vanished keys take letters of highland names away; what is left is often not enough."""

CLEAN = "014085012345|050123456|Nguyễn Văn An|14021985|Nam|Xím Vàng, Bắc Yên, Sơn La|01062021"


@cache
def corpus(profile: str) -> list[tuple[Card, CardReading]]:
    damage = PROFILES[profile]
    return [
        (card, parse_card_text(damage(card.text), source="scanner"))
        for seed in SEEDS
        for card in cards(seed, PER_SEED)
    ]


def scan(name: str, address: str = "Xím Vàng, Bắc Yên, Sơn La", sex: str = "Nam") -> CardReading:
    number = "014085012345" if sex == "Nam" else "014185012345"
    text = f"{number}|050123456|{name}|14021985|{sex}|{address}|01062021"
    return parse_card_text(text, source="scanner")


@pytest.mark.parametrize("profile", PROFILES)
def test_the_number_always_stays_and_no_name_is_silently_wrong(profile: str) -> None:
    found = corpus(profile)
    assert all(reading.personal_id == card.personal_id for card, reading in found)
    wrong = [(c.full_name, r) for c, r in found if r.full_name != c.full_name]
    assert not [(name, r.full_name) for name, r in wrong if r.certain or not r.warnings]


@pytest.mark.parametrize("profile", sorted(KEEP_ENOUGH))
def test_names_come_back_where_enough_is_left(profile: str) -> None:
    found = corpus(profile)
    right = sum(reading.full_name == card.full_name for card, reading in found)
    assert right >= NAME_SHARE.get(profile, 0.95) * len(found)


@pytest.mark.parametrize("profile", PROFILES)
def test_a_certain_reading_is_right_in_every_field(profile: str) -> None:
    for card, reading in corpus(profile):
        if reading.certain:
            assert reading.address == card.address
            assert reading.old_id == card.old_id
            assert reading.sex is (Sex.MALE if card.sex == "Nam" else Sex.FEMALE)


@pytest.mark.parametrize(
    ("raw", "name", "damage"),
    [
        ("Nguy┼n V\x03n An", "Nguyễn Văn An", Damage.ALT_CODE),
        ("Nguy┼n Vn An", "Nguyễn Văn An", Damage.ALT_CODE),
        ("Nguy7877n V259n An", "Nguyễn Văn An", Damage.CODE_POINTS),
        ("2727895 V259n Ch237", "Đỗ Văn Chí", Damage.CODE_POINTS),
        ("Nguy022501870133n V01960131n An", "Nguyễn Văn An", Damage.UTF8_BYTES),
        ("Nguy&#7877;n V&#259;n An", "Nguyễn Văn An", Damage.ENTITIES),
        ("Nguy%E1%BB%85n V%C4%83n An", "Nguyễn Văn An", Damage.ENTITIES),
    ],
)
def test_certain_repairs(raw: str, name: str, damage: Damage) -> None:
    card = scan(raw, address="")
    assert (card.full_name, card.damage, card.certain) == (name, damage, True)


@pytest.mark.parametrize(
    ("raw", "possible"),
    [
        ("Nguy┼n V\x03n Sín", {"Nguyễn Văn Sơn", "Nguyễn Văn Sạn"}),
        ("Vi Th╦ Vi", {"Vi Thị Vi", "Vũ Thị Vi"}),
        ("L≥ Vn Ding", {"Lò Văn Dũng", "Lò Văn Ding"}),
    ],
)
def test_what_has_two_readings_is_asked(raw: str, possible: set[str]) -> None:
    card = scan(raw)
    assert not card.certain
    assert possible <= set(card.candidates)
    assert card.warnings[0].startswith("Máy quét gõ sai dấu")


@pytest.mark.parametrize("raw", ["Nguy?n V?n An", "Nguyn Vn An", "Ng0141c"])
def test_lost_letters_are_never_guessed_for_certain(raw: str) -> None:
    card = scan(raw, address="")
    assert not card.certain
    assert card.warnings


def test_an_input_method_is_explained_in_one_sentence() -> None:
    card = scan("H'Ưẻ Mlô")
    assert card.damage is Damage.TELEX
    assert "tắt Unikey" in card.warnings[0]
    assert "H'Ưer Mlô" in card.candidates or "H'Wẻ Mlô" in card.candidates
    eaten = scan("Lò Văn An", address="Xím Vàng, Bắc Yên, ơn La")
    assert "tắt Unikey" in eaten.warnings[0]


@pytest.mark.parametrize("name", ["Y Bhăm Niê Kđăm", "H'Hen Niê", "Y Ƀlô Niê", "H'Ŏng Ŭn Êban"])
def test_highland_names_that_came_whole_stay_as_they_are(name: str) -> None:
    card = scan(name)
    assert (card.full_name, card.certain, card.damage) == (name, True, None)


def test_a_clean_scan_has_no_damage() -> None:
    card = parse_card_text(CLEAN, source="scanner")
    assert (card.damage, card.certain, card.candidates, card.warnings) == (None, True, (), ())


@pytest.mark.parametrize(
    "payload",
    [
        "<script>alert(1)</script>",
        "%s%n%x{0}{__class__}",
        "'; DROP TABLE people; --",
        "\u202egnod\u202c \u2066An\u2069",
        "&lt;b&gt;An&lt;/b&gt;",
        "í" * 300,
        "1234567890" * 30,
        "i" * 200,
        "\x03" * 300,
        "á»" * 150,
        "432" * 120,
        "0225" * 100,
        "í i " * 100,
    ],
)
def test_hostile_names_end_as_plain_text_or_as_nothing(payload: str) -> None:
    card = scan(payload, address=payload)
    assert card.personal_id == "014085012345"
    shown = card.full_name + "".join(card.candidates) + "".join(card.warnings)
    assert not set("<>{}%;\u202e\u2066") & set(card.full_name + "".join(card.candidates))
    assert len(shown) < 4000
    assert not card.certain or set(card.full_name) <= set("Angod ")


def test_binary_is_refused_in_words() -> None:
    with pytest.raises(CardTextError):
        parse_card_text(bytes(range(256)).decode("latin-1") * 4, source="scanner")
