"""Make the shipped fonts from the packages named in PROVENANCE.md.

Usage: python resources/fonts/build.py TINOS_DIR BE_VIETNAM_PRO_DIR NOTO_SANS_VARIABLE_TTF

Each folder holds the unpacked original TTFs. The result stands beside this file: only the
letters this product writes (Latin, Vietnamese, highland languages, combining marks, a few
signs), no hinting, so that a font is small and a receipt is quick. Letters of highland names
that Be Vietnam Pro lacks, and four arrows, are composed from the font's own shapes.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

HERE = Path(__file__).resolve().parent
RANGES = (
    (0x20, 0x7E),
    (0xA0, 0x24F),
    (0x300, 0x36F),
    (0x1EA0, 0x1EF9),
    (0x2010, 0x2026),
    (0x2022, 0x2022),
    (0x20AB, 0x20AB),
    (0x2116, 0x2116),
    (0x2190, 0x2193),
)
NOTO_WEIGHTS = {"Regular": 400, "SemiBold": 600, "Bold": 700}


Contour = list[tuple[str, tuple[tuple[float, float], ...]]]


def contours(font: TTFont, letter: str) -> list[Contour]:
    """Return the outlines of a letter, one list of pen calls per contour."""
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[font.getBestCmap()[ord(letter)]].draw(pen)
    found: list[Contour] = []
    for call in pen.value:
        if call[0] == "moveTo":
            found.append([])
        found[-1].append(call)
    return found


def points(contour: Contour) -> list[tuple[float, float]]:
    """Return every point of a contour."""
    return [point for _, args in contour for point in args if point is not None]


def box(shape: list[Contour]) -> tuple[float, float, float, float]:
    """Return (left, bottom, right, top) of some contours, in font units."""
    every = [point for contour in shape for point in points(contour)]
    across, up = [p[0] for p in every], [p[1] for p in every]
    return min(across), min(up), max(across), max(up)


def add(font: TTFont, letter: str, shape: list[tuple[Contour, float]], advance: float) -> None:
    """Add a glyph made of contours, each moved sideways, under a letter's code point."""
    name = f"uni{ord(letter):04X}"
    pen = TTGlyphPen(None)
    for contour, shift in shape:
        moved = TransformPen(pen, (1, 0, 0, 1, shift, 0))
        for call, args in contour:
            getattr(moved, call)(*args)
    glyph = pen.glyph()
    glyph.recalcBounds(None)
    font["glyf"][name] = glyph
    font["hmtx"][name] = (round(advance), glyph.xMin)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord(letter)] = name


def polygon(*corners: tuple[float, float]) -> Contour:
    """Return a closed straight-edged contour; give the corners clockwise."""
    rest: Contour = [("lineTo", (corner,)) for corner in corners[1:]]
    return [("moveTo", (corners[0],)), *rest, ("closePath", ())]


def advance_of(font: TTFont, letter: str) -> float:
    """Return the advance width of a letter in font units."""
    return float(font["hmtx"][font.getBestCmap()[ord(letter)]][0])


def add_breves(font: TTFont) -> None:
    """Compose ĕ ŏ ŭ ĭ and their capitals with the breve of ă and Ă."""
    for model, top_of, pairs in (
        ("ă", "a", {"e": "ĕ", "o": "ŏ", "u": "ŭ", "ı": "ĭ"}),
        ("Ă", "A", {"E": "Ĕ", "O": "Ŏ", "U": "Ŭ", "I": "Ĭ"}),
    ):
        limit = box(contours(font, top_of))[3]
        breve = [c for c in contours(font, model) if box([c])[1] >= limit]
        left, _, right, _ = box(breve)
        for base, letter in pairs.items():
            body = contours(font, base)
            start, _, end, _ = box(body)
            shift = (start + end) / 2 - (left + right) / 2
            shape = [(c, 0.0) for c in body] + [(c, shift) for c in breve]
            add(font, letter, shape, advance_of(font, base))


def add_barred(font: TTFont) -> None:
    """Compose ƀ and Ƀ: the bar is as long, as high and as thick as that of đ and Đ."""
    d, barred, b = (contours(font, letter) for letter in "dđb")
    right = box(barred)[2]
    heights = [y for c in barred for x, y in points(c) if x == right]
    low, high = min(heights), max(heights)
    inner = min(x for c in barred for x, y in points(c) if y in {low, high})
    stem = box(b)[0]
    reach, back = box(d)[2] - inner, right - box(d)[2]
    bar = polygon(
        (stem - back, low), (stem - back, high), (stem + reach, high), (stem + reach, low)
    )
    add(font, "ƀ", [(c, 0.0) for c in [*b, bar]], advance_of(font, "b"))
    plain, struck, capital = (contours(font, letter) for letter in "DĐB")
    left = box(struck)[0]
    heights = [y for c in struck for x, y in points(c) if x == left]
    low, high = min(heights), max(heights)
    stem, back = box(capital)[0], box(plain)[0] - left
    bar = polygon((stem - back, low), (stem - back, high), (stem + back, high), (stem + back, low))
    add(font, "Ƀ", [(c, 0.0) for c in [*capital, bar]], advance_of(font, "B"))


def add_arrows(font: TTFont) -> None:
    """Draw the four arrows with the stroke of the hyphen, at the height of capitals."""
    _, bottom, _, top = box(contours(font, "-"))
    stroke = top - bottom
    height = box(contours(font, "H"))[3]
    middle, half, head = height / 2, height * 0.52, height * 0.32
    advance = 2 * half + stroke * 1.6
    centre = advance / 2
    tip = half
    slant = stroke * 0.72
    right = [
        ((-half, -stroke / 2), (-half, stroke / 2), (tip - slant * 0.6, stroke / 2),
         (tip - slant * 0.6, -stroke / 2)),
        ((tip - head - slant, head), (tip - head, head + slant), (tip + slant * 0.3, 0),
         (tip - slant * 1.7, 0)),
        ((tip - slant * 1.7, 0), (tip + slant * 0.3, 0), (tip - head, -head - slant),
         (tip - head - slant, -head)),
    ]  # fmt: skip
    for letter, (cos, sin) in {"→": (1, 0), "↑": (0, 1), "←": (-1, 0), "↓": (0, -1)}.items():
        turned = [
            polygon(*((x * cos - y * sin + centre, x * sin + y * cos + middle) for x, y in corners))
            for corners in right
        ]
        add(font, letter, [(c, 0.0) for c in turned], advance)


def subset(font: TTFont, target: Path) -> None:
    """Keep only the letters of RANGES and write the font to `target`."""
    options = Options()
    options.hinting = False
    options.name_IDs = ["*"]  # licence and copyright stay inside the file
    options.notdef_outline = True  # a missing letter must show as a box, not as nothing
    options.recalc_timestamp = False  # the same input gives the same bytes
    font.recalcTimestamp = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[u for first, last in RANGES for u in range(first, last + 1)])
    subsetter.subset(font)
    font.save(target)


def noto(variable: Path, style: str, weight: int) -> TTFont:
    """Return one static weight of the variable Noto Sans, named so that systems can list it."""
    font = instantiateVariableFont(
        TTFont(variable, recalcTimestamp=False), {"wght": weight, "wdth": 100}, updateFontNames=True
    )
    names = font["name"]
    names.setName(f"NotoSans-{style}", 6, 3, 1, 0x409)
    del font["STAT"]  # describes axes that a static font does not have
    whole = BytesIO()
    font.save(whole)
    return TTFont(BytesIO(whole.getvalue()), recalcTimestamp=False)


def main(tinos: Path, be_vietnam: Path, noto_variable: Path) -> None:
    """Build all ten files."""
    for style in ("Regular", "Bold", "Italic"):
        name = f"Tinos-{style}.ttf"
        subset(TTFont(tinos / name, recalcTimestamp=False), HERE / name)
    for style in ("Regular", "Medium", "SemiBold", "Bold"):
        name = f"BeVietnamPro-{style}.ttf"
        font = TTFont(be_vietnam / name, recalcTimestamp=False)
        add_breves(font)
        add_barred(font)
        add_arrows(font)
        subset(font, HERE / name)
    for style, weight in NOTO_WEIGHTS.items():
        font = noto(noto_variable, style, weight)
        add_arrows(font)
        subset(font, HERE / f"NotoSans-{style}.ttf")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
