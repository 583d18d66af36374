"""The sheet of one person: A4, one or two pages, everything the page of the person shows.

Numbers are masked unless the clerk had them before the eyes; the foot of each page says which,
and who printed it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from desktop.common.i18n import vi
from desktop.documents import fonts
from desktop.documents.fitting import LEADING, fit
from desktop.documents.pieces import (
    BOTTOM,
    LABEL,
    LEFT,
    PAD,
    RIGHT,
    SIZE,
    SMALL,
    TOP,
    Part,
    Piece,
    SheetNote,
    drawn,
    letterhead,
    line,
    note,
    paginated,
    title,
)
from desktop.documents.sheet import A4, Sheet

__all__ = ["PersonSheetContent", "SheetFact", "SheetNote", "render_person_sheet"]

_PAGES = 2


@dataclass(frozen=True)
class SheetFact:
    """One fact: what it is called, what the list says, and each source in the order of heads."""

    label: str
    value: str
    said: tuple[str, ...] = ()
    remark: str = ""


@dataclass(frozen=True)
class PersonSheetContent:
    """Everything the sheet shows, ready to read.

    Attributes:
        office_lines: superior body first, the body that prints last (bold).
        place_date: place and date in words.
        full_name: of the person.
        standing: whether the card can be renewed, with the reason.
        sources: heads of the columns of other sources; empty when none speaks of the person.
        facts: what the list says, in order; empty values are left out by the caller.
        record: what became of the application, line by line.
        checks: how far the person was checked against each source.
        discrepancies: what sources say differently, and what was decided.
        history: what became of the row, newest first; cut when two pages are full.
        numbers_whole: whether numbers are printed whole.
        printed: who printed it, and when.
        practice: True for practice data; printed on every page.
    """

    office_lines: tuple[str, ...]
    place_date: str
    full_name: str
    standing: str
    sources: tuple[str, ...]
    facts: tuple[SheetFact, ...]
    record: tuple[str, ...]
    checks: tuple[SheetNote, ...]
    discrepancies: tuple[SheetNote, ...]
    history: tuple[SheetNote, ...]
    numbers_whole: bool = False
    printed: str = ""
    practice: bool = False


def render_person_sheet(content: PersonSheetContent) -> bytes:
    """Return the sheet as a PDF of one or two A4 pages.

    What does not fit two pages is cut from the oldest history, and the paper says so; a person
    about whom even the rest takes more has more pages.
    """
    sheet = Sheet(A4, vi("Phiếu thông tin đảng viên"))
    start = _opening(Sheet(A4, ""), content)
    history = [note(told) for told in content.history]
    pages = _paginate(_pieces(content), history, BOTTOM - start)
    numbers = (
        vi("Phiếu có đủ số định danh, số thẻ: cất giữ như hồ sơ đảng viên.")
        if content.numbers_whole
        else vi("Số định danh, số thẻ đã che bớt.")
    )
    return drawn(
        sheet,
        pages,
        partial(_opening, content=content),
        foot=(content.printed, numbers),
        practice=content.practice,
    )


def _opening(sheet: Sheet, content: PersonSheetContent) -> float:
    y = letterhead(sheet, content.office_lines, content.place_date)
    middle, room = (LEFT + RIGHT) / 2, RIGHT - LEFT
    words = fit(vi("PHIẾU THÔNG TIN ĐẢNG VIÊN"), fonts.BOLD, 15, room)
    y = sheet.block(words, middle, y, align="centre") + 2
    name = fit(content.full_name, fonts.BOLD, 14, room, max_lines=2)
    y = sheet.block(name, middle, y, align="centre") + 1
    standing = fit(content.standing, fonts.REGULAR, 11.5, room, max_lines=2)
    return sheet.block(standing, middle, y, align="centre") + 10


def _pieces(content: PersonSheetContent) -> list[Piece]:
    """Return everything but the history, in order."""
    pieces = [_heads(content), *(_fact(fact, content) for fact in content.facts)]
    pieces += [title(vi("Hồ sơ đổi thẻ")), *(line(text) for text in content.record)]
    for words, notes in (
        (vi("Đối chiếu với nguồn khác"), content.checks),
        (vi("Các nguồn ghi khác nhau"), content.discrepancies),
    ):
        if notes:
            pieces += [title(words), *(note(told) for told in notes)]
    return pieces


def _columns(content: PersonSheetContent) -> tuple[list[float], float]:
    """Return where each column of values starts, and the room in one."""
    count = 1 + len(content.sources)
    width = (RIGHT - LEFT - LABEL) / count
    return [LEFT + LABEL + number * width for number in range(count)], width - PAD


def _heads(content: PersonSheetContent) -> Piece:
    lefts, room = _columns(content)
    names = (vi("Danh sách đảng viên"), *content.sources)
    parts = [Part(fit(vi("Mục"), fonts.BOLD, SIZE, LABEL - PAD), LEFT)]
    parts += [
        Part(fit(name, fonts.BOLD, SIZE, room), left)
        for name, left in zip(names, lefts, strict=True)
    ]
    return Piece(tuple(parts), SIZE * LEADING + 5, rule=True, leads=True)


def _fact(fact: SheetFact, content: PersonSheetContent) -> Piece:
    lefts, room = _columns(content)
    label = fit(fact.label, fonts.REGULAR, SIZE, LABEL - PAD, max_lines=2, least=8)
    parts = [Part(label, LEFT)]
    for text, left in zip((fact.value, *fact.said), lefts, strict=False):
        parts.append(Part(fit(text, fonts.REGULAR, SIZE, room, max_lines=3, least=8), left))
    height = max(part.text.height for part in parts)
    if fact.remark:
        wide = RIGHT - lefts[0]
        remark = fit(fact.remark, fonts.ITALIC, SMALL, wide, max_lines=2, least=8)
        parts.append(Part(remark, lefts[0], height))
        height += remark.height
    return Piece(tuple(parts), height + 5, rule=True)


def _paginate(
    pieces: Sequence[Piece], history: Sequence[Piece], first_room: float
) -> list[list[Piece]]:
    """Split over pages; the history fills what two pages leave and is cut there."""
    pages = paginated(pieces, first_room)
    room = first_room if len(pages) == 1 else BOTTOM - TOP
    left = room - sum(piece.height for piece in pages[-1])
    heading_ = title(vi("Lịch sử của dòng này"))
    # The title takes its first line along, and the word on what is cut.
    first = history[0].height + _rest(1).height if history else 0.0
    if heading_.height + first > left:
        pages.append([])
        left = BOTTOM - TOP
    pages[-1].append(heading_)
    left -= heading_.height
    for number, piece in enumerate(history):
        more = len(history) - number
        reserve = 0.0 if more == 1 else _rest(more).height
        if piece.height + reserve > left and len(pages) < _PAGES:
            pages.append([])
            left = BOTTOM - TOP
        elif piece.height + reserve > left:
            pages[-1].append(_rest(more))
            break
        pages[-1].append(piece)
        left -= piece.height
    return pages


def _rest(count: int) -> Piece:
    text = vi("Còn {n} lần đổi trước đó, xem trên máy.").format(n=count)
    fitted = fit(text, fonts.ITALIC, SMALL, RIGHT - LEFT)
    return Piece((Part(fitted, LEFT, 2),), fitted.height + 4)
