"""The confirmation sheet of a Party cell: A4 across, what sources say, room to write and sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.common.i18n import vi
from desktop.documents import fonts
from desktop.documents.fitting import Fitted, fit
from desktop.documents.sheet import A4, MM, Box, Sheet, legal_basis, signature_column

PAGE = (A4[1], A4[0])
_LEFT, _RIGHT = 18 * MM, PAGE[0] - 15 * MM
_TOP, _BOTTOM = 14 * MM, PAGE[1] - 19 * MM
_PAD = 3.5
_SIZE = 11.0
_HEAD = 22.0
_LEAST_ROW = 27.0  # a line of handwriting
_SIGNING = 128.0
_NUMBER, _NAME, _FIELD, _WRITE = 10 * MM, 46 * MM, 29 * MM, 52 * MM


@dataclass(frozen=True)
class ConfirmationItem:
    """One field of a person.

    Attributes:
        field_name: `Ngày sinh`.
        values: what each source says, ready to read, in the order of the content's sources.
    """

    field_name: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class ConfirmationPerson:
    """One person with the fields to confirm, at least one."""

    full_name: str
    birth_shown: str
    items: tuple[ConfirmationItem, ...]


@dataclass(frozen=True)
class ConfirmationContent:
    """Everything the sheet of one cell shows, ready to read.

    Attributes:
        committee: the Party body above, `Đảng bộ xã Mường Thử`; may be empty.
        cell: `Chi bộ bản Nà Sang`.
        sources: names of the columns compared, our list first.
        basis: which extracts the values come from, one line.
        place_date: `Mường Thử, ngày 20 tháng 8 năm 2025`.
        people: in the order of the list.
        maker: who made the sheet.
        campaign_title: what it belongs to.
        legal_basis: what the paper rests on; empty leaves it out.
        practice: True for practice data; printed on every page.
    """

    committee: str
    cell: str
    sources: tuple[str, ...]
    basis: str
    place_date: str
    people: tuple[ConfirmationPerson, ...]
    maker: str = ""
    practice: bool = False
    campaign_title: str = ""
    legal_basis: str = ""


@dataclass(frozen=True)
class _Row:
    """One field as drawn; `number` and `name` stand in the first row of a person on a page."""

    number: str
    name: tuple[Fitted, ...]
    cells: tuple[Fitted, ...]
    height: float
    starts: bool


def render_confirmations(contents: Sequence[ConfirmationContent]) -> bytes:
    """Return the sheets of some cells as one PDF; each cell begins on a new page.

    Raises:
        ValueError: there is no cell, or a person has other than one value for each source.
    """
    if not contents:
        raise ValueError("no cell to confirm")
    sheet = Sheet(PAGE, vi("Phiếu xác nhận thông tin đảng viên"))
    for content in contents:
        _render(sheet, content)
    return sheet.finished()


def _render(sheet: Sheet, content: ConfirmationContent) -> None:
    edges = _edges(len(content.sources))
    rows = _rows(content, edges)
    first = _opening(Sheet(PAGE, ""), content)
    pages = _paginate(rows, first_room=_BOTTOM - first, room=_BOTTOM - _TOP)
    for number, page in enumerate(pages, start=1):
        if content.practice:
            sheet.practice_mark()
        top = _opening(sheet, content) if number == 1 else _TOP
        bottom = _table(sheet, content, page, edges, top)
        if number == len(pages):
            _signatures(sheet, content, bottom + 10)
        _footer(sheet, content, number, len(pages))
        sheet.next_page()


def _edges(sources: int) -> tuple[float, ...]:
    """Return the left edges of the columns and the right end of the table."""
    start = _LEFT + _NUMBER + _NAME + _FIELD
    each = (_RIGHT - _WRITE - start) / sources
    values = [start + each * place for place in range(sources)]
    return (_LEFT, _LEFT + _NUMBER, _LEFT + _NUMBER + _NAME, *values, _RIGHT - _WRITE, _RIGHT)


def _opening(sheet: Sheet, content: ConfirmationContent) -> float:
    y = _heading(sheet, content) + 10
    middle = (_LEFT + _RIGHT) / 2
    title = fit(vi("PHIẾU XÁC NHẬN THÔNG TIN ĐẢNG VIÊN"), fonts.BOLD, 16, _RIGHT - _LEFT)
    y = sheet.block(title, middle, y, align="centre")
    if content.campaign_title:
        subtitle = fit(content.campaign_title, fonts.REGULAR, 12, _RIGHT - _LEFT, max_lines=2)
        y = sheet.block(subtitle, middle, y + 1, align="centre")
    room = _RIGHT - _LEFT
    y = legal_basis(sheet, content.legal_basis, y, room=room, size=11, middle=middle)
    basis = fit(content.basis, fonts.ITALIC, 12, _RIGHT - _LEFT, max_lines=2, least=9)
    y = sheet.block(basis, middle, y + 1, align="centre") + 8
    asked = vi(
        "Đề nghị chi bộ cùng đảng viên xem từng mục, ghi giá trị đúng theo giấy tờ vào cột cuối, "
        "ký và gửi lại. Mục để trống là chưa xác nhận."
    )
    lines = fit(asked, fonts.REGULAR, 12, _RIGHT - _LEFT, max_lines=3, least=10)
    return sheet.block(lines, _LEFT, y) + 6


def _heading(sheet: Sheet, content: ConfirmationContent) -> float:
    """Draw the two columns above a paper of the Party; returns the y below the taller."""
    share = (_RIGHT - _LEFT) * 0.42
    left, right = _LEFT + share / 2, _RIGHT - share / 2
    y = _TOP
    if content.committee:
        above = fit(content.committee.upper(), fonts.REGULAR, 12.5, share, max_lines=2, least=9)
        y = sheet.block(above, left, y, align="centre")
    own = fit(content.cell.upper(), fonts.BOLD, 12.5, share, max_lines=2, least=9)
    y = sheet.block(own, left, y, align="centre")
    y = sheet.block(fit("*", fonts.REGULAR, 12.5, share), left, y, align="centre")
    party = fit(vi("ĐẢNG CỘNG SẢN VIỆT NAM"), fonts.BOLD, 14, share)
    below = sheet.block(party, right, _TOP, align="centre")
    half = fonts.width(party.first, party.font, party.size) / 2
    sheet.rule(right - half, right + half, below + 2, weight=0.7)
    date = fit(content.place_date, fonts.ITALIC, 12.5, share)
    below = sheet.block(date, right, below + 8, align="centre")
    return max(y, below)


def _rows(content: ConfirmationContent, edges: Sequence[float]) -> list[list[_Row]]:
    """Return the rows of the table, person by person."""
    found = []
    for number, person in enumerate(content.people, start=1):
        room = _NAME - 2 * _PAD
        name = (
            fit(person.full_name, fonts.BOLD, _SIZE, room, max_lines=2, least=8),
            fit(person.birth_shown, fonts.REGULAR, 10, room),
        )
        found.append(
            [
                _row(item, edges, number=str(number), name=name, starts=place == 0)
                for place, item in enumerate(person.items)
            ]
        )
    return found


def _row(
    item: ConfirmationItem,
    edges: Sequence[float],
    *,
    number: str,
    name: tuple[Fitted, ...],
    starts: bool,
) -> _Row:
    cells = [fit(item.field_name, fonts.REGULAR, _SIZE, _FIELD - 2 * _PAD, max_lines=2, least=9)]
    for value, left, right in zip(item.values, edges[3:-2], edges[4:-1], strict=True):
        font = fonts.REGULAR if value else fonts.ITALIC
        text = value or vi("không ghi")
        cells.append(fit(text, font, _SIZE, right - left - 2 * _PAD, max_lines=4, least=8))
    height = max(_LEAST_ROW, *(cell.height + 7 for cell in cells))
    if starts:
        height = max(height, sum(part.height for part in name) + 7)
    return _Row(number, name, tuple(cells), height, starts)


def _paginate(
    people: Sequence[Sequence[_Row]], *, first_room: float, room: float
) -> list[list[_Row]]:
    """Split the table over pages; a person stays whole, and the signatures are never alone."""
    pages: list[list[_Row]] = [[]]
    left = first_room - _HEAD
    whole = room - _HEAD
    for rows in people:
        needed = sum(row.height for row in rows)
        if needed > left and needed <= whole:
            pages.append([])
            left = whole
        for row in rows:
            if row.height > left:
                pages.append([])
                left = whole
            pages[-1].append(row)
            left -= row.height
    if left < _SIGNING + 10:
        moved = _moved(pages[-1], whole - _SIGNING - 10)
        pages[-1] = pages[-1][: len(pages[-1]) - len(moved)]
        pages.append(moved)
    return pages


def _moved(rows: Sequence[_Row], room: float) -> list[_Row]:
    """Return what goes with the signatures to a page of their own: a person, or some rows."""
    start = max((place for place, row in enumerate(rows) if row.starts), default=0)
    last = list(rows[start:])
    if start and sum(row.height for row in last) <= room:
        return last
    return list(rows[-2:]) if len(rows) > 2 else list(rows[1:])


def _table(
    sheet: Sheet,
    content: ConfirmationContent,
    rows: Sequence[_Row],
    edges: Sequence[float],
    top: float,
) -> float:
    if not rows:
        return top
    titles = (
        vi("STT"),
        vi("Họ và tên, ngày sinh"),
        vi("Mục"),
        *content.sources,
        vi("Chi bộ xác nhận"),
    )
    for title, left, right in zip(titles, edges, edges[1:], strict=False):
        fitted = fit(title, fonts.BOLD, _SIZE, right - left - 2 * _PAD)
        sheet.block(fitted, (left + right) / 2, top + 4.5, align="centre")
    sheet.rule(_LEFT, _RIGHT, top)
    y = top + _HEAD
    for place, row in enumerate(rows):
        opens = row.starts or place == 0
        sheet.rule(_LEFT if opens else edges[2], _RIGHT, y, weight=0.85 if opens else 0.4)
        if opens:
            _name(sheet, row, y)
        for cell, left in zip(row.cells, edges[2:], strict=False):
            sheet.block(cell, left + _PAD, y + 3)
        y += row.height
    sheet.rule(_LEFT, _RIGHT, y)
    for edge in edges:
        sheet.upright(edge, top, y, weight=0.6)
    return y


def _name(sheet: Sheet, row: _Row, top: float) -> None:
    number = fit(row.number, fonts.REGULAR, _SIZE, _NUMBER - 2)
    sheet.block(number, _LEFT + _NUMBER / 2, top + 3, align="centre")
    y = top + 3
    for part in row.name:
        y = sheet.block(part, _LEFT + _NUMBER + _PAD, y)


def _signatures(sheet: Sheet, content: ConfirmationContent, top: float) -> None:
    half = (_RIGHT - _LEFT) * 0.42
    signature_column(
        sheet,
        Box(_LEFT, top + 16, half, _SIGNING - 26),
        role=vi("NGƯỜI LẬP PHIẾU"),
        hint=vi("(ký, ghi rõ họ tên)"),
        name=content.maker,
        scale=1.1,
    )
    centre = _RIGHT - half / 2
    day = fit(vi("Ngày ……… tháng ……… năm ………"), fonts.ITALIC, 12, half)
    sheet.block(day, centre, top, align="centre")
    signature_column(
        sheet,
        Box(_RIGHT - half, top + 16, half, _SIGNING - 26),
        role=vi("T/M CHI BỘ - BÍ THƯ"),
        hint=vi("(ký, ghi rõ họ tên)"),
        name="",
        scale=1.1,
    )


def _footer(sheet: Sheet, content: ConfirmationContent, page: int, pages: int) -> None:
    y = PAGE[1] - 12.5 * MM
    items = sum(len(person.items) for person in content.people)
    counted = vi("{cell} · {people} người, {items} mục").format(
        cell=content.cell, people=len(content.people), items=items
    )
    fitted = fit(counted, fonts.REGULAR, 10, (_RIGHT - _LEFT) * 0.75)
    sheet.line(fitted.first, _LEFT, y, font=fitted.font, size=fitted.size)
    shown = vi("Trang {page}/{pages}").format(page=page, pages=pages)
    sheet.line(shown, _RIGHT, y, font=fonts.REGULAR, size=10, align="right")
