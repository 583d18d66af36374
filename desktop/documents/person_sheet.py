"""The sheet of one person: A4, one or two pages, everything the page of the person shows.

Numbers are masked unless the clerk had them before the eyes; the foot of each page says which,
and who printed it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.common.i18n import vi
from desktop.documents import fonts
from desktop.documents.fitting import LEADING, Fitted, fit
from desktop.documents.sheet import A4, MM, Sheet, heading

_LEFT, _RIGHT = 25 * MM, A4[0] - 15 * MM
_TOP, _BOTTOM = 18 * MM, A4[1] - 24 * MM
_SIZE, _SMALL = 10.5, 9.0
_LABEL = 36 * MM
_PAD = 3.0
_PAGES = 2


@dataclass(frozen=True)
class SheetFact:
    """One fact: what it is called, what the list says, and each source in the order of heads."""

    label: str
    value: str
    said: tuple[str, ...] = ()
    remark: str = ""


@dataclass(frozen=True)
class SheetNote:
    """A short paragraph: bold title, its lines, and who or why in italics."""

    title: str
    lines: tuple[str, ...]
    verdict: str = ""


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


@dataclass(frozen=True)
class _Part:
    """A text and its place in a piece, from the left of the page and down from its top."""

    text: Fitted
    left: float
    down: float = 0.0


@dataclass(frozen=True)
class _Piece:
    """Something that stays together on a page.

    Attributes:
        rule: a thin line below it.
        leads: a title: it never stands last on a page.
    """

    parts: tuple[_Part, ...]
    height: float
    rule: bool = False
    leads: bool = False

    def draw(self, sheet: Sheet, top: float) -> None:
        for part in self.parts:
            sheet.block(part.text, part.left, top + part.down)
        if self.rule:
            sheet.rule(_LEFT, _RIGHT, top + self.height - 2, weight=0.4)


def render_person_sheet(content: PersonSheetContent) -> bytes:
    """Return the sheet as a PDF of one or two A4 pages.

    What does not fit two pages is cut from the oldest history, and the paper says so; a person
    about whom even the rest takes more has more pages.
    """
    sheet = Sheet(A4, vi("Phiếu thông tin đảng viên"))
    start = _opening(Sheet(A4, ""), content)
    history = [_note(note) for note in content.history]
    pages = _paginate(_pieces(content), history, _BOTTOM - start)
    for number, page in enumerate(pages, start=1):
        if content.practice:
            sheet.practice_mark()
        top = _opening(sheet, content) if number == 1 else _TOP
        for piece in page:
            piece.draw(sheet, top)
            top += piece.height
        _footer(sheet, content, number, len(pages))
        sheet.next_page()
    return sheet.finished()


def _opening(sheet: Sheet, content: PersonSheetContent) -> float:
    y = heading(sheet, _TOP, content.office_lines or ("",), left=_LEFT, right=_RIGHT) + 10
    date = fit(content.place_date, fonts.ITALIC, 12, _RIGHT - _LEFT)
    y = sheet.block(date, _RIGHT, y, align="right") + 10
    middle, room = (_LEFT + _RIGHT) / 2, _RIGHT - _LEFT
    title = fit(vi("PHIẾU THÔNG TIN ĐẢNG VIÊN"), fonts.BOLD, 15, room)
    y = sheet.block(title, middle, y, align="centre") + 2
    name = fit(content.full_name, fonts.BOLD, 14, room, max_lines=2)
    y = sheet.block(name, middle, y, align="centre") + 1
    standing = fit(content.standing, fonts.REGULAR, 11.5, room, max_lines=2)
    return sheet.block(standing, middle, y, align="centre") + 10


def _pieces(content: PersonSheetContent) -> list[_Piece]:
    """Return everything but the history, in order."""
    pieces = [_heads(content), *(_fact(fact, content) for fact in content.facts)]
    pieces += [_title(vi("Hồ sơ đổi thẻ")), *(_line(text) for text in content.record)]
    for title, notes in (
        (vi("Đối chiếu với nguồn khác"), content.checks),
        (vi("Các nguồn ghi khác nhau"), content.discrepancies),
    ):
        if notes:
            pieces += [_title(title), *(_note(note) for note in notes)]
    return pieces


def _columns(content: PersonSheetContent) -> tuple[list[float], float]:
    """Return where each column of values starts, and the room in one."""
    count = 1 + len(content.sources)
    width = (_RIGHT - _LEFT - _LABEL) / count
    return [_LEFT + _LABEL + number * width for number in range(count)], width - _PAD


def _heads(content: PersonSheetContent) -> _Piece:
    lefts, room = _columns(content)
    names = (vi("Danh sách đảng viên"), *content.sources)
    parts = [_Part(fit(vi("Mục"), fonts.BOLD, _SIZE, _LABEL - _PAD), _LEFT)]
    parts += [
        _Part(fit(name, fonts.BOLD, _SIZE, room), left)
        for name, left in zip(names, lefts, strict=True)
    ]
    return _Piece(tuple(parts), _SIZE * LEADING + 5, rule=True, leads=True)


def _fact(fact: SheetFact, content: PersonSheetContent) -> _Piece:
    lefts, room = _columns(content)
    label = fit(fact.label, fonts.REGULAR, _SIZE, _LABEL - _PAD, max_lines=2, least=8)
    parts = [_Part(label, _LEFT)]
    for text, left in zip((fact.value, *fact.said), lefts, strict=False):
        parts.append(_Part(fit(text, fonts.REGULAR, _SIZE, room, max_lines=3, least=8), left))
    height = max(part.text.height for part in parts)
    if fact.remark:
        wide = _RIGHT - lefts[0]
        remark = fit(fact.remark, fonts.ITALIC, _SMALL, wide, max_lines=2, least=8)
        parts.append(_Part(remark, lefts[0], height))
        height += remark.height
    return _Piece(tuple(parts), height + 5, rule=True)


def _title(text: str) -> _Piece:
    fitted = fit(text, fonts.BOLD, 11.5, _RIGHT - _LEFT)
    return _Piece((_Part(fitted, _LEFT, 9),), fitted.height + 11, leads=True)


def _line(text: str) -> _Piece:
    fitted = fit(text, fonts.REGULAR, _SIZE, _RIGHT - _LEFT, max_lines=2, least=8)
    return _Piece((_Part(fitted, _LEFT),), fitted.height + 1)


def _note(note: SheetNote) -> _Piece:
    """Title at the left, what was said beside it, who and why below in italics."""
    left = _LEFT + _LABEL
    room = _RIGHT - left
    texts = [(text, fonts.REGULAR, _SIZE) for text in note.lines]
    if note.verdict:
        texts.append((note.verdict, fonts.ITALIC, _SMALL))
    title = fit(note.title, fonts.BOLD, _SIZE, _LABEL - 2 * _PAD, max_lines=3, least=8)
    parts, down = [_Part(title, _LEFT)], 0.0
    for text, font, size in texts:
        fitted = fit(text, font, size, room, max_lines=3, least=8)
        parts.append(_Part(fitted, left, down))
        down += fitted.height
    return _Piece(tuple(parts), max(title.height, down) + 4)


def _paginate(
    pieces: Sequence[_Piece], history: Sequence[_Piece], first_room: float
) -> list[list[_Piece]]:
    """Split over pages; the history fills what two pages leave and is cut there."""
    pages: list[list[_Piece]] = [[]]
    left = first_room
    for number, piece in enumerate(pieces):
        need = piece.height
        if piece.leads and number + 1 < len(pieces):
            need += pieces[number + 1].height
        if need > left:
            pages.append([])
            left = _BOTTOM - _TOP
        pages[-1].append(piece)
        left -= piece.height
    title = _title(vi("Lịch sử của dòng này"))
    # The title takes its first line along, and the word on what is cut.
    first = history[0].height + _rest(1).height if history else 0.0
    if title.height + first > left:
        pages.append([])
        left = _BOTTOM - _TOP
    pages[-1].append(title)
    left -= title.height
    for number, piece in enumerate(history):
        more = len(history) - number
        reserve = 0.0 if more == 1 else _rest(more).height
        if piece.height + reserve > left and len(pages) < _PAGES:
            pages.append([])
            left = _BOTTOM - _TOP
        elif piece.height + reserve > left:
            pages[-1].append(_rest(more))
            break
        pages[-1].append(piece)
        left -= piece.height
    return pages


def _rest(count: int) -> _Piece:
    text = vi("Còn {n} lần đổi trước đó, xem trên máy.").format(n=count)
    fitted = fit(text, fonts.ITALIC, _SMALL, _RIGHT - _LEFT)
    return _Piece((_Part(fitted, _LEFT, 2),), fitted.height + 4)


def _footer(sheet: Sheet, content: PersonSheetContent, page: int, pages: int) -> None:
    y = A4[1] - 16 * MM
    sheet.rule(_LEFT, _RIGHT, y - 11, weight=0.4)
    numbers = (
        vi("Phiếu có đủ số định danh, số thẻ: cất giữ như hồ sơ đảng viên.")
        if content.numbers_whole
        else vi("Số định danh, số thẻ đã che bớt.")
    )
    text = f"{content.printed}. {numbers}" if content.printed else numbers
    fitted = fit(text, fonts.REGULAR, 9, _RIGHT - _LEFT - 60, max_lines=1)
    sheet.line(fitted.first, _LEFT, y, font=fitted.font, size=fitted.size)
    shown = vi("Trang {page}/{pages}").format(page=page, pages=pages)
    sheet.line(shown, _RIGHT, y, font=fonts.REGULAR, size=9, align="right")
