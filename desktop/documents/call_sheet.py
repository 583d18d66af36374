"""The phone list of a cell: A4 upright, big letters, one block for each person, boxes to tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.common.i18n import vi
from desktop.documents import fonts
from desktop.documents.fitting import Fitted, fit
from desktop.documents.sheet import A4, MM, Box, Sheet

_LEFT, _RIGHT = 20 * MM, A4[0] - 15 * MM
_TOP, _BOTTOM = 18 * MM, A4[1] - 20 * MM
_BLOCK = 104.0
_HEAD = 78.0
_BASIS = 26.0
_PHONE = 62 * MM
_TICK = 11.0


@dataclass(frozen=True)
class CallSheetRow:
    """One person to be called.

    Attributes:
        phone: as it is dialled, in groups.
        need: what they are asked to do, in plain words.
        note: words of the province; may be empty.
        said: what came of the last call; empty before the first.
    """

    full_name: str
    phone: str
    need: str
    note: str
    said: str


@dataclass(frozen=True)
class CallSheet:
    """The phone list of one cell, ready to read.

    Attributes:
        day_shown: the day it was made, `20/08/2025`.
        rows: in the order people are called.
        caller: who made the list.
        practice: True for practice data; printed on every page.
        legal_basis: what the paper rests on; empty leaves it out.
    """

    office: str
    campaign_title: str
    day_shown: str
    cell: str
    rows: tuple[CallSheetRow, ...]
    caller: str = ""
    practice: bool = False
    legal_basis: str = ""

    @property
    def head(self) -> float:
        """Height of what stands above the people, points."""
        return _HEAD + (_BASIS if self.legal_basis else 0)


def render_call_sheets(sheets: Sequence[CallSheet]) -> bytes:
    """Return the lists of some cells as one PDF; each cell begins on a new page.

    Raises:
        ValueError: there is no cell, or a cell without people.
    """
    if not sheets or not all(one.rows for one in sheets):
        raise ValueError("nobody to call")
    paper = Sheet(A4, vi("Danh sách gọi điện"))
    for one in sheets:
        room = int((_BOTTOM - _TOP - one.head) // _BLOCK)
        parts = [one.rows[start : start + room] for start in range(0, len(one.rows), room)]
        for page, rows in enumerate(parts, start=1):
            if one.practice:
                paper.practice_mark()
            _head(paper, one)
            for place, row in enumerate(rows):
                number = (page - 1) * room + place + 1
                _block(paper, row, number, _TOP + one.head + place * _BLOCK)
            _foot(paper, one, page, len(parts))
            paper.next_page()
    return paper.finished()


def _head(paper: Sheet, one: CallSheet) -> None:
    width = _RIGHT - _LEFT
    y = paper.block(fit(one.office, fonts.REGULAR, 12, width), _LEFT, _TOP)
    title = vi("Gọi điện: {cell}").format(cell=one.cell)
    y = paper.block(_whole(title, 22, width, least=15), _LEFT, y + 2)
    about = vi("{people} người · {title} · lập ngày {day}").format(
        people=len(one.rows), title=one.campaign_title, day=one.day_shown
    )
    y = paper.block(fit(about, fonts.REGULAR, 12, width, least=9), _LEFT, y + 2)
    if one.legal_basis:
        basis = fit(one.legal_basis, fonts.ITALIC, 10, width, max_lines=2, least=8)
        paper.block(basis, _LEFT, y + 2)


def _whole(text: str, size: float, room: float, *, least: float) -> Fitted:
    """Return a text in one line, or, when it is too long for that, in two of the least size."""
    one = fit(text, fonts.BOLD, size, room, least=least)
    return one if one.first == text else fit(text, fonts.BOLD, least, room, max_lines=2, least=9)


def _block(paper: Sheet, row: CallSheetRow, number: int, top: float) -> None:
    paper.rule(_LEFT, _RIGHT, top, weight=0.7)
    inside = _LEFT + 30
    width = _RIGHT - inside
    place = fit(f"{number}.", fonts.BOLD, 16, inside - _LEFT - 3, least=10)
    paper.line(place.first, _LEFT, top + 23, font=place.font, size=place.size)
    name = _whole(row.full_name, 18, width - _PHONE - 8, least=10.5)
    paper.block(name, inside, top + 5)
    phone = fit(row.phone, fonts.BOLD, 20, _PHONE, least=11)
    paper.block(phone, _RIGHT, top + 5, align="right")
    y = paper.block(fit(row.need, fonts.REGULAR, 14, width, least=10), inside, top + 31)
    said = ". ".join(part for part in (row.note.rstrip("."), row.said) if part)
    paper.block(fit(said, fonts.ITALIC, 11, width, least=8.5), inside, y + 1)
    _ticks(paper, inside, width, top + _BLOCK - 14)


def _ticks(paper: Sheet, left: float, width: float, baseline: float) -> None:
    """Draw the boxes of the outcomes, each with its words and room for a day where one belongs."""
    outcomes = (
        (vi("Hẹn đến …../….."), 0.25),
        (vi("Nhờ bí thư"), 0.19),
        (vi("Không nghe máy"), 0.24),
        (vi("Sai số"), 0.13),
        (vi("Từ chối"), 0.19),
    )
    at = left
    for words, share in outcomes:
        paper.frame(Box(at, baseline - _TICK + 1.5, _TICK, _TICK), weight=0.9)
        room = width * share - _TICK - 10
        text = fit(words, fonts.REGULAR, 12, room, least=8)
        paper.line(text.first, at + _TICK + 5, baseline, font=text.font, size=text.size)
        at += width * share


def _foot(paper: Sheet, one: CallSheet, page: int, pages: int) -> None:
    y = A4[1] - 13 * MM
    paper.rule(_LEFT, _RIGHT, y - 14, weight=0.7)
    made = vi("Tờ này có số điện thoại: dùng xong cất lại hoặc hủy.")
    if one.caller:
        made = vi("{who} lập. {what}").format(who=one.caller, what=made)
    text = fit(made, fonts.REGULAR, 10, _RIGHT - _LEFT - 80, least=8)
    paper.line(text.first, _LEFT, y, font=text.font, size=text.size)
    shown = vi("Trang {page}/{pages}").format(page=page, pages=pages)
    paper.line(shown, _RIGHT, y, font=fonts.REGULAR, size=10, align="right")
