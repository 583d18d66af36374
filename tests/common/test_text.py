import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.common.text import clean, fold, is_clean, masked, name_sort_key, only_digits


def test_fold_removes_marks_and_the_crossed_d():
    assert fold("Nguyễn  Thị Ngọc Ánh") == "nguyen thi ngoc anh"
    assert fold("ĐẶNG Văn Đỗ") == "dang van do"
    assert fold("K’Brêu") == fold("k'breu") == "k'breu"


def test_clean_takes_decomposed_text_and_hidden_characters():
    hidden = unicodedata.normalize("NFD", "Lò\u200b Thị\u00a0\u202e Pâng\ufeff")
    assert clean(hidden) == "Lò Thị Pâng"


def test_clean_does_not_touch_names_of_any_group():
    for name in ("Y Bhăm Niê Kđăm", "H'Lan Êban", "K'Brêu", "Giàng A Páo"):
        assert clean(name) == name


@given(st.text())
def test_clean_and_fold_settle_at_once(text):
    assert clean(clean(text)) == clean(text)
    assert fold(fold(text)) == fold(text)


ODD = st.sampled_from(
    ["a", "ễ", "e\u0302\u0303", " ", "\u00a0", "\u200b", "\u034f", "\u202e", "\t", "\x85", "한"]
)


@given(st.one_of(st.text(), st.lists(ODD, max_size=8).map("".join)))
def test_text_that_is_called_clean_needs_no_more_than_trimming(text):
    if is_clean(text):
        assert re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)) == text
        assert not {"Cc", "Cf", "Zl", "Zp"} & {unicodedata.category(char) for char in text}
        assert "\u034f" not in text
    assert is_clean(clean(text)) or not clean(text).isprintable()


@pytest.mark.parametrize(
    "text", ["Lò\u00a0Văn", "a  b", "Lo\u0300", "a\u034fb", "a\u00adb", "a\nb"]
)
def test_text_that_needs_mending_is_not_called_clean(text):
    assert not is_clean(text)


@pytest.mark.parametrize(
    ("number", "shown"),
    [("014085012345", "•••• •••• 2345"), ("050123456", "•••• • 3456"), ("12", "12"), ("", "")],
)
def test_masked_numbers_show_only_the_end(number, shown):
    assert masked(number) == shown


def test_only_digits_reads_grouped_and_full_width_numbers():
    assert only_digits(" 0140 8501-2345 ") == "014085012345"
    assert only_digits("０１２") == "012"


def test_names_sort_by_given_name_then_family_then_middle():
    names = ["Trần Văn An", "Lò Thị Ân", "Nguyễn Văn An", "Đỗ Thị Dung", "Lê Văn Đạt", "Lò A"]
    assert sorted(names, key=name_sort_key) == [
        "Lò A",
        "Nguyễn Văn An",
        "Trần Văn An",
        "Lò Thị Ân",
        "Đỗ Thị Dung",
        "Lê Văn Đạt",
    ]


def test_tones_are_the_second_level_of_sorting():
    given_names = ["Lò Hạ", "Lò Há", "Lò Hã", "Lò Hả", "Lò Hà", "Lò Ha"]
    assert sorted(given_names, key=name_sort_key) == given_names[::-1]
