"""Old Vietnamese encodings: every letter there and back, told apart, repaired, never doubled."""

from __future__ import annotations

import pytest

from desktop.common.syllables import is_syllable
from desktop.roster.reading import legacy
from desktop.roster.reading.preview import preview_file
from desktop.roster.reading.workbooks import font_kind
from tests.roster.list_encodings import to_mojibake, to_tcvn3, to_vni

NAMES = [
    "Nguyễn Văn Quyết",
    "Lò Thị Pâng",
    "Trần Đức Thắng",
    "Mường Khương",
    "Lường Thị Thưởng",
    "Phạm Huỳnh Ngọc",
    "Chi bộ Trường học",
    "Đặng Quốc Bửu",
]


@pytest.mark.parametrize("name", NAMES)
def test_names_come_back(name):
    assert legacy.from_tcvn3(to_tcvn3(name)) == name
    assert legacy.from_vni(to_vni(name)) == name
    assert legacy.from_mojibake(to_mojibake(name)) == name


@pytest.mark.parametrize("name", ["Mường Khương", "Lường Thị Thưởng"])
def test_a_lost_soft_hyphen_is_given_back(name):
    # In TCVN3 the letter ư is the soft hyphen, which many programs drop.
    assert legacy.from_tcvn3(to_tcvn3(name).replace("\u00ad", "")) == name


def test_words_in_capitals_stay_in_capitals():
    assert legacy.from_tcvn3(to_tcvn3("ĐẢNG ỦY XÃ")) == "ĐẢNG ỦY XÃ"
    assert legacy.from_vni(to_vni("ĐẢNG ỦY XÃ")) == "ĐẢNG ỦY XÃ"


@pytest.mark.parametrize(
    ("turn", "kind"), [(to_tcvn3, "tcvn3"), (to_vni, "vni"), (to_mojibake, "mojibake")]
)
def test_encodings_are_told_apart(turn, kind):
    assert legacy.detect([turn(name) for name in NAMES]) == kind


def test_unicode_is_left_alone_with_names_of_all_peoples():
    others = ["Y Bhăm Niê", "H’Blô Kđăm", "K’Brêu", "Krông Năng", "Điểu Brét", "Jŭ Mlô"]
    assert legacy.detect([*NAMES, *others]) == ""
    assert legacy.detect(["Nguyen Van An", "", "12/3/1950"]) == ""


def test_cells_of_two_encodings_in_one_list():
    mixed = [to_tcvn3(name) for name in NAMES[:4]] + NAMES[4:]
    assert legacy.detect(mixed) == "tcvn3"
    convert = legacy.Converter("tcvn3", mixed, is_said=False)
    assert [convert(text) for text in mixed] == NAMES


@pytest.mark.parametrize(
    ("font", "kind"),
    [
        (".VnTime", "tcvn3"),
        (".VnTimeH", "tcvn3-capitals"),
        (".VnArial NarrowH", "tcvn3-capitals"),
        ("VNI-Times", "vni"),
        ("Times New Roman", ""),
        ("", ""),
    ],
)
def test_fonts_name_the_encoding(font, kind):
    assert font_kind(font) == kind


@pytest.mark.parametrize("word", ["Nguyễn", "QUYẾT", "Gì", "giếng", "Huỳnh", "khuya", "yêu"])
def test_syllables(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["nguyÔn", "Kđăm", "V¨n", "", "12", "Nguyeãn", "aN"])
def test_no_syllables(word):
    assert not is_syllable(word)


def test_the_screen_can_ask_before_and_a_person_can_say_otherwise(tmp_path, clock):
    path = tmp_path / "a.csv"
    text = "STT,Họ và tên,Năm sinh,Chi bộ\n" + "".join(
        f"{i},{name},1950,Trường học\n" for i, name in enumerate(NAMES)
    )
    path.write_bytes(to_tcvn3(text).encode("latin-1"))
    guessed = preview_file(path, clock).source
    assert (guessed.encoding, guessed.needs_confirmation) == ("tcvn3", True)
    before, after = guessed.samples[0]
    assert before != after
    assert after in text
    said = preview_file(path, clock, encoding="tcvn3")
    assert not said.source.needs_confirmation
    assert [row.fields["full_name"] for row in said.people] == [
        # There are no toned capitals in TCVN3, so names get theirs back.
        legacy.title_case(name)
        for name in NAMES
    ]


def test_what_a_person_says_wins_over_the_guess(tmp_path, clock):
    path = tmp_path / "a.csv"
    path.write_text("STT,Họ và tên,Năm sinh,Chi bộ\n1,Nguyeãn,1950,x\n", encoding="utf-8")
    plain = preview_file(path, clock, encoding="utf-8").people[0]
    assert plain.fields["full_name"] == "Nguyeãn"
    turned = preview_file(path, clock, encoding="vni").people[0]
    assert turned.fields["full_name"] == "Nguyễn"
