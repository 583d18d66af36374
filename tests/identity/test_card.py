from __future__ import annotations

import contextlib
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.common.vocabulary import Sex
from desktop.identity.card import CardSource, parse_card_text
from desktop.identity.errors import CardTextError

OLD = (
    "014085012345|050123456|Nguyễn Văn An|14021985|Nam|Bản Mẫu, Mường Thử, Bắc Yên, Sơn La|01062021"
)
NEW = "014185012345||Lò Thị Hương|14021985|Nữ|Bản Mẫu, Bắc Yên, Sơn La|01082024||||"


def test_the_card_of_2021() -> None:
    card = parse_card_text(OLD, source="qr")
    assert card.personal_id == "014085012345"
    assert card.old_id == "050123456"
    assert card.full_name == "Nguyễn Văn An"
    assert card.birth_date == "1985-02-14"
    assert card.sex is Sex.MALE
    assert card.address == "Bản Mẫu, Mường Thử, Bắc Yên, Sơn La"
    assert card.issued_on == "2021-06-01"
    assert card.extra == ()
    assert card.source is CardSource.QR
    assert card.certain
    assert card.warnings == ()


def test_the_card_of_2024() -> None:
    card = parse_card_text(NEW, source="qr")
    assert (card.old_id, card.sex, card.extra) == ("", Sex.FEMALE, ("", "", "", ""))
    assert card.certain


def test_further_fields_are_kept_and_not_read() -> None:
    card = parse_card_text(NEW[:-4] + "|014085099999|Lò Văn A|Lò Thị B|x|y", source="qr")
    assert card.extra == ("014085099999", "Lò Văn A", "Lò Thị B", "x", "y")
    assert card.full_name == "Lò Thị Hương"


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + OLD,
        OLD + "\r\n",
        "\x00" + OLD + "\x00",
        "]Q1" + OLD,
        "abc " + OLD,
        unicodedata.normalize("NFD", OLD),
        OLD.replace("|", "~"),
        OLD.replace("|", "\t"),
        OLD.replace("Nam", "NAM"),
        OLD.replace("An|", "  An |"),
        OLD.encode().decode("latin-1"),
    ],
)
def test_harmless_differences_change_nothing(text: str) -> None:
    card = parse_card_text(text, source="qr")
    assert card.full_name == "Nguyễn Văn An"
    assert card.address == "Bản Mẫu, Mường Thử, Bắc Yên, Sơn La"
    assert card.personal_id == "014085012345"
    assert card.certain


@pytest.mark.parametrize("word", ["nu", "NỮ", "Nữ", "nữ"])
def test_sex_in_any_writing(word: str) -> None:
    assert parse_card_text(NEW.replace("Nữ", word), source="qr").sex is Sex.FEMALE


def test_mojibake_of_windows_is_undone() -> None:
    text = "014085012345||TrÆ°Æ¡ng|14021985|Nam|Sơn La|01062021"
    assert parse_card_text(text, source="qr").full_name == ""  # half of it only: not exact
    whole = "014085012345||TrÆ°Æ¡ng A|14021985|Nam|X|01062021"
    assert parse_card_text(whole, source="qr").full_name == "Trương A"


@pytest.mark.parametrize(
    "name",
    ["ñp Tríi L≥n", "Ph432417ng", "Ng022501870141c", "V259n", "Ng)a", "&#7885;", "%E1%BB%8D"],
)
def test_a_damaged_name_is_not_filled_in_but_the_number_stays(name: str) -> None:
    card = parse_card_text(OLD.replace("Nguyễn Văn An", name), source="qr")
    assert card.personal_id == "014085012345"
    assert card.birth_date == "1985-02-14"
    assert card.full_name != name
    assert card.full_name == "" or "&" in name or "%" in name
    assert card.certain == bool(card.full_name)


def test_a_code_page_may_leave_something_that_looks_like_a_name() -> None:
    text = "014085012345||Phan Thanh Sín|14021985|Nam|Tam Nông|01062021"  # was: Sơn
    scanned = parse_card_text(text, source="scanner")
    assert scanned.full_name == ""
    assert set(scanned.candidates) >= {"Phan Thanh Sơn", "Phan Thanh Sạn", "Phan Thanh Sín"}
    assert not scanned.certain
    assert parse_card_text(text, source="qr").full_name == "Phan Thanh Sín"


@pytest.mark.parametrize(
    "text",
    [
        "014085012345Nguyen Van An14021985Nam",
        "014085012345|Nguyễn|14021985",
        "014085012345050123456Nguyen",
        "014085012345||||",
    ],
)
def test_without_its_bars_the_number_survives(text: str) -> None:
    card = parse_card_text(text, source="scanner")
    assert card.personal_id == "014085012345"
    assert not card.certain
    assert card.full_name == ""


@pytest.mark.parametrize("text", ["014085012345", " 014 085 012 345 ", "014.085-012.345"])
def test_twelve_digits_alone_are_enough(text: str) -> None:
    card = parse_card_text(text, source="typed")
    assert card.personal_id == "014085012345"
    assert card.certain


def test_differences_between_number_and_card_are_warnings() -> None:
    card = parse_card_text(OLD.replace("|Nam|", "|Nữ|").replace("1985", "1986"), source="qr")
    assert card.certain
    assert len(card.warnings) == 2


@pytest.mark.parametrize(("written", "iso"), [("00001958", "1958"), ("00031958", "1958-03")])
def test_partly_known_birth_dates(written: str, iso: str) -> None:
    assert parse_card_text(OLD.replace("14021985", written), source="qr").birth_date == iso


@pytest.mark.parametrize("date", ["31021985", "14021785", "1402198", "14/02/1985", "٠١٠٢١٩٨٥", ""])
def test_an_unreadable_date_is_empty_and_said(date: str) -> None:
    card = parse_card_text(OLD.replace("14021985", date), source="qr")
    assert card.birth_date == ""
    assert not card.certain
    assert any("ngày sinh" in warning for warning in card.warnings)


def test_an_empty_address_is_normal() -> None:
    card = parse_card_text("014085012345||Nguyễn Văn An|14021985|Nam||01062021", source="qr")
    assert card.certain
    assert card.address == ""


@pytest.mark.parametrize(
    "text", ["", "   ", "|||||||", "https://example.org", "Nguyễn Văn An", "]C1 ABC-123"]
)
def test_other_codes_are_refused_in_words(text: str) -> None:
    with pytest.raises(CardTextError) as caught:
        parse_card_text(text, source="qr")
    assert "thẻ căn cước" in caught.value.title
    assert caught.value.advice


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("01408501234", 11),
        ("0140850123456", 13),
        ("01408501234||A B|14021985|Nam|x|01062021", 11),
        ("0140 8501 234", 11),
    ],
)
def test_a_wrong_count_of_digits_is_named(text: str, count: int) -> None:
    with pytest.raises(CardTextError, match=f"đang có {count}"):
        parse_card_text(text, source="typed")


def test_the_code_of_a_bank_is_not_a_card() -> None:
    with pytest.raises(CardTextError, match="không phải mã QR của thẻ"):
        parse_card_text("00020101021138540010A00000072701240006970436", source="qr")


def test_ten_kilobytes_are_refused() -> None:
    with pytest.raises(CardTextError):
        parse_card_text("014085012345|" + "A" * 10_000, source="qr")


def test_hostile_text_is_cleaned_or_left_out() -> None:
    evil = "014085012345||<b>An</b>\u202e|14021985|Nam|<img src=x>\x1b[2J|01062021"
    card = parse_card_text(evil, source="qr")
    assert card.full_name == ""
    assert card.address == ""
    assert not card.certain
    assert not any(unicodedata.category(sign).startswith("C") for sign in card.raw)


def test_bidi_marks_never_reach_a_name() -> None:
    card = parse_card_text(OLD.replace("Văn", "V\u202eăn"), source="qr")
    assert card.full_name == "Nguyễn Văn An"


def test_highland_names_are_names() -> None:
    for name in ("H'Ŏng Ŭn Êban", "Y Ƀlô Niê", "K’Brĭ", "Đinh Ñĭ"):
        assert parse_card_text(OLD.replace("Nguyễn Văn An", name), source="qr").full_name == name


@settings(deadline=None)  # the first look at the tables takes a moment
@given(st.text(max_size=300))
def test_any_text_gives_a_reading_or_a_clear_refusal(text: str) -> None:
    for source in CardSource:
        with contextlib.suppress(CardTextError):
            assert len(parse_card_text(text, source=source).personal_id) == 12


@settings(deadline=None)  # the first look at the tables takes a moment
@given(st.text(max_size=60), st.text(max_size=60))
def test_twelve_digits_survive_any_damage(name: str, address: str) -> None:
    text = f"014085012345||{name}|14021985|Nam|{address}|01062021"
    assert parse_card_text(text, source="scanner").personal_id == "014085012345"
