"""The route sheet of a team: A4 upright, village by village, room to write what came of a visit.

It leaves the office, so it says nobody's reason, number or date of birth.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from desktop.common.i18n import vi
from desktop.documents import fonts
from desktop.documents.fitting import fit
from desktop.documents.sheet import A4, MM, Box, Sheet

_LEFT, _RIGHT = 18 * MM, A4[0] - 14 * MM
_TOP, _BOTTOM = 15 * MM, A4[1] - 20 * MM
_BLOCK, _VILLAGE = 84.0, 24.0
_HEAD_LINE = 18.0
_TIME, _PHONE, _TICK = 46.0, 40 * MM, 10.0


@dataclass(frozen=True)
class RouteStop:
    """One visit.

    Attributes:
        time: `07:30`, may be empty.
        place: where, when that is not the person's home.
        phone: as it is dialled, in groups; may be empty.
        told: what was written of the visit already; may be empty.
    """

    time: str
    full_name: str
    cell: str
    village: str
    address: str
    place: str
    phone: str
    told: str = ""


@dataclass(frozen=True)
class RouteSheet:
    """The list of one team, ready to read.

    Attributes:
        team: name and people of the team.
        travels: device and vehicle, in words; may be empty.
        stops: in the order they are made.
        made: who made the sheet and when.
        practice: True for practice data; printed on every page.
    """

    office: str
    campaign_title: str
    title: str
    team: str
    travels: str
    stops: tuple[RouteStop, ...]
    made: str
    practice: bool = False


@dataclass(frozen=True)
class _Piece:
    """The title of a village, or one stop with its number."""

    village: str
    stop: RouteStop | None = None
    number: int = 0

    @property
    def height(self) -> float:
        """Height in points."""
        return _BLOCK if self.stop else _VILLAGE


def render_route_sheet(one: RouteSheet) -> bytes:
    """Return the sheet as PDF.

    Raises:
        ValueError: there is nobody to visit.
    """
    if not one.stops:
        raise ValueError("nobody to visit")
    paper = Sheet(A4, one.title)
    room = _BOTTOM - _head(Sheet(A4, ""), one)
    pages = _pages(list(_pieces(one.stops)), room)
    for page, pieces in enumerate(pages, start=1):
        if one.practice:
            paper.practice_mark()
        y = _head(paper, one)
        for piece in pieces:
            if piece.stop:
                _stop(paper, piece.stop, piece.number, y)
            else:
                _village(paper, piece.village, y)
            y += piece.height
        _foot(paper, one, page, len(pages))
        paper.next_page()
    return paper.finished()


def _pieces(stops: Sequence[RouteStop]) -> Iterator[_Piece]:
    number = 0
    for village, group in groupby(stops, key=lambda one: one.village):
        yield _Piece(village)
        for stop in group:
            number += 1
            yield _Piece(village, stop, number)


def _pages(pieces: list[_Piece], room: float) -> list[list[_Piece]]:
    """Share pieces out over pages; a village goes on under its title, no title stands alone."""
    pages: list[list[_Piece]] = [[]]
    left = room
    for place, piece in enumerate(pieces):
        is_title = piece.stop is None
        need = piece.height + (pieces[place + 1].height if is_title else 0.0)
        if need > left:
            again = [] if is_title else [_Piece(piece.village)]
            pages.append(again)
            left = room - sum(one.height for one in again)
        pages[-1].append(piece)
        left -= piece.height
    return pages


def _head(paper: Sheet, one: RouteSheet) -> float:
    """Draw what stands above the stops; return where they begin."""
    width = _RIGHT - _LEFT
    y = paper.block(fit(one.office, fonts.REGULAR, 11, width, least=8), _LEFT, _TOP)
    y = paper.block(fit(one.title, fonts.BOLD, 18, width, least=13), _LEFT, y + 1)
    for text in (one.team, one.travels, one.campaign_title):
        if text:
            told = fit(text, fonts.REGULAR, 11.5, width, max_lines=2, least=9)
            y = paper.block(told, _LEFT, y + 1)
    return y + 8


def _village(paper: Sheet, village: str, top: float) -> None:
    paper.rule(_LEFT, _RIGHT, top, weight=1.4)
    words = village or vi("Chưa rõ bản, thôn")
    title = fit(words, fonts.BOLD, 13, _RIGHT - _LEFT, least=9)
    paper.line(title.first, _LEFT, top + _HEAD_LINE, font=title.font, size=title.size)


def _stop(paper: Sheet, stop: RouteStop, number: int, top: float) -> None:
    paper.rule(_LEFT, _RIGHT, top, weight=0.6)
    inside = _LEFT + _TIME
    width = _RIGHT - inside
    counted = fit(f"{number}.", fonts.BOLD, 14, _TIME - 6, least=9)
    paper.line(counted.first, _LEFT, top + 18, font=counted.font, size=counted.size)
    if stop.time:
        paper.line(stop.time, _LEFT, top + 34, font=fonts.REGULAR, size=12)
    name = fit(stop.full_name, fonts.BOLD, 15, width - _PHONE - 8, least=9)
    paper.block(name, inside, top + 4)
    phone = fit(stop.phone or vi("chưa có số"), fonts.BOLD, 14, _PHONE, least=9)
    paper.block(phone, _RIGHT, top + 5, align="right")
    where = " · ".join(part for part in (stop.place, stop.address, stop.cell) if part)
    address = fit(where, fonts.REGULAR, 11, width, max_lines=2, least=8.5)
    paper.block(address, inside, top + 24)
    _ticks(paper, inside, width, top + 58)
    paper.line(vi("Đi lại ngày …../…../…..."), inside, top + 76, font=fonts.REGULAR, size=10.5)
    note = vi("Ghi: {told}").format(told=stop.told or "…" * 24)
    written = fit(note, fonts.REGULAR, 10.5, width - 135, least=8)
    paper.line(written.first, inside + 135, top + 76, font=written.font, size=written.size)


def _ticks(paper: Sheet, left: float, width: float, baseline: float) -> None:
    """Draw the boxes of the outcomes."""
    outcomes = (
        (vi("Đã nhận"), 0.16),
        (vi("Vắng nhà"), 0.17),
        (vi("Nằm viện"), 0.17),
        (vi("Chuyển đi"), 0.18),
        (vi("Từ chối"), 0.16),
        (vi("Đã mất"), 0.16),
    )
    at = left
    for words, share in outcomes:
        paper.frame(Box(at, baseline - _TICK + 1.5, _TICK, _TICK), weight=0.9)
        text = fit(words, fonts.REGULAR, 11, width * share - _TICK - 8, least=8)
        paper.line(text.first, at + _TICK + 4, baseline, font=text.font, size=text.size)
        at += width * share


def _foot(paper: Sheet, one: RouteSheet, page: int, pages: int) -> None:
    y = A4[1] - 12 * MM
    paper.rule(_LEFT, _RIGHT, y - 13, weight=0.7)
    made = vi("{made} Tờ này có địa chỉ và số điện thoại: nộp lại văn phòng khi về.").format(
        made=one.made
    )
    text = fit(made, fonts.REGULAR, 9.5, _RIGHT - _LEFT - 70, least=7.5)
    paper.line(text.first, _LEFT, y, font=text.font, size=text.size)
    shown = vi("Trang {page}/{pages}").format(page=page, pages=pages)
    paper.line(shown, _RIGHT, y, font=fonts.REGULAR, size=9.5, align="right")
