from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
EXPECTED = {
    *(f"BeVietnamPro-{style}.ttf" for style in ("Regular", "Medium", "SemiBold", "Bold")),
    *(f"NotoSans-{style}.ttf" for style in ("Regular", "SemiBold", "Bold")),
    *(f"Tinos-{style}.ttf" for style in ("Regular", "Bold", "Italic")),
}
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")


def needed_letters() -> set[str]:
    """134 letters with a mark: 12 vowels in 6 tones, less the bare aeiouy, and đ; both cases."""
    lower = {unicodedata.normalize("NFC", v + t) for v in "aăâeêioôơuưy" for t in TONES} | {"đ"}
    accented = {c for c in lower | {c.upper() for c in lower} if not c.isascii()}
    assert len(accented) == 134
    plain = {chr(code) for code in range(0x20, 0x7F)}
    highland = set("ŏŭĕčĭñƀŎŬĔČĬÑɃ")
    marks = {"\u0300", "\u0301", "\u0302", "\u0303", "\u0306", "\u0309", "\u031b", "\u0323"}
    return accented | plain | highland | marks | set("₫–—“”‘’…•·←↑→↓")


def test_the_ten_files_and_their_licences_are_there() -> None:
    assert {path.name for path in FONTS.glob("*.ttf")} == EXPECTED
    assert {path.name for path in FONTS.glob("OFL-*.txt")} == {
        "OFL-BeVietnamPro.txt",
        "OFL-NotoSans.txt",
        "OFL-Tinos.txt",
    }
    assert all("SIL OPEN FONT LICENSE" in path.read_text() for path in FONTS.glob("OFL-*.txt"))


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_every_letter_has_a_shape(name: str) -> None:
    with TTFont(FONTS / name) as font:
        table = font.getBestCmap()
        missing = {letter for letter in needed_letters() if ord(letter) not in table}
        assert not missing
        empty = {
            letter
            for letter in needed_letters() - {" "}
            if font["glyf"][table[ord(letter)]].numberOfContours == 0
        }
        assert not empty
    assert (FONTS / name).stat().st_size < 200_000


@pytest.mark.parametrize("name", sorted(n for n in EXPECTED if not n.startswith("BeVietnam")))
def test_figures_are_equally_wide(name: str) -> None:
    with TTFont(FONTS / name) as font:
        table = font.getBestCmap()
        assert len({font["hmtx"][table[ord(digit)]][0] for digit in "0123456789"}) == 1
