"""The extract for a person who asks what is kept about them: A4, as many pages as it takes.

Nothing is masked and nothing is cut: the paper is for the person it is about. Portrait and
signature stand on the first page.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from desktop.common.i18n import vi
from desktop.documents import fonts
from desktop.documents.fitting import fit
from desktop.documents.pieces import (
    BOTTOM,
    LEFT,
    RIGHT,
    SIZE,
    Piece,
    SheetNote,
    drawn,
    letterhead,
    line,
    paginated,
    title,
    whole_note,
)
from desktop.documents.sheet import A4, MM, Box, Sheet

_PHOTO = (30 * MM, 40 * MM)
_SIGNATURE = (60 * MM, 24 * MM)


@dataclass(frozen=True)
class ExtractSection:
    """A part of the extract.

    Attributes:
        title: what it is about.
        notes: label or day, what was or is, and who or why.
        empty: said in place of notes when there are none.
        ruled: a thin line below each note, for values.
    """

    title: str
    notes: tuple[SheetNote, ...]
    empty: str = ""
    ruled: bool = False


@dataclass(frozen=True)
class PersonExtractContent:
    """Everything the extract shows, ready to read.

    Attributes:
        office_lines: superior body first, the body that answers last (bold).
        place_date: place and date in words.
        full_name: of the person.
        about: whose data, when and by whom it was put together; one line each.
        photo: JPEG of the newest portrait, None without one.
        signature: PNG of the newest signature, None without one.
        practice: True for practice data; printed on every page.
    """

    office_lines: tuple[str, ...]
    place_date: str
    full_name: str
    about: tuple[str, ...]
    photo: bytes | None
    signature: bytes | None
    sections: tuple[ExtractSection, ...]
    made: str = ""
    practice: bool = False


def render_person_extract(content: PersonExtractContent) -> bytes:
    """Return the extract as a PDF.

    Raises:
        SignatureUnreadableError: the signature is not a picture.
    """
    sheet = Sheet(A4, vi("Trích xuất dữ liệu cá nhân"))
    start = _opening(Sheet(A4, ""), content)
    pages = paginated(list(_pieces(content)), BOTTOM - start)
    warning = vi("Có đủ số định danh, số thẻ: chỉ giao cho chính người có tên.")
    return drawn(
        sheet,
        pages,
        partial(_opening, content=content),
        foot=(content.made, warning),
        practice=content.practice,
    )


def _opening(sheet: Sheet, content: PersonExtractContent) -> float:
    y = letterhead(sheet, content.office_lines, content.place_date)
    words = fit(vi("TRÍCH XUẤT DỮ LIỆU CÁ NHÂN"), fonts.BOLD, 15, RIGHT - LEFT)
    y = sheet.block(words, (LEFT + RIGHT) / 2, y, align="centre") + 12
    return max(_beside_photo(sheet, content, y), _photo(sheet, content, y)) + 6


def _photo(sheet: Sheet, content: PersonExtractContent, top: float) -> float:
    place = Box(LEFT, top, *_PHOTO)
    sheet.frame(place, weight=0.6)
    if content.photo is not None:
        sheet.photo(content.photo, place)
    else:
        words = fit(vi("Không có ảnh"), fonts.ITALIC, 9, _PHOTO[0] - 8, max_lines=2)
        middle = top + (_PHOTO[1] - words.height) / 2
        sheet.block(words, LEFT + _PHOTO[0] / 2, middle, align="centre")
    return top + _PHOTO[1]


def _beside_photo(sheet: Sheet, content: PersonExtractContent, top: float) -> float:
    left = LEFT + _PHOTO[0] + 14
    room = RIGHT - left
    y = sheet.block(fit(content.full_name, fonts.BOLD, 14, room, max_lines=2), left, top) + 2
    for text in content.about:
        fitted = fit(text, fonts.REGULAR, SIZE, room, max_lines=3, least=8)
        y = sheet.block(fitted, left, y) + 1
    if content.signature is not None:
        words = fit(vi("Chữ ký đã lưu:"), fonts.ITALIC, 9, room)
        y = sheet.block(words, left, y + 2)
        sheet.picture(content.signature, Box(left, y, *_SIGNATURE))
        y += _SIGNATURE[1]
    return y


def _pieces(content: PersonExtractContent) -> list[Piece]:
    pieces: list[Piece] = []
    for section in content.sections:
        pieces.append(title(section.title))
        for told in section.notes:
            pieces += whole_note(told, rule=section.ruled)
        if not section.notes and section.empty:
            pieces.append(line(section.empty))
    return pieces
