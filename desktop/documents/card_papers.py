"""Papers of returned cards: the hand-over list of a cell, the protocol of a count. A4 upright."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.common.i18n import vi
from desktop.documents import fonts
from desktop.documents.fitting import fit
from desktop.documents.numbers_vi import in_words
from desktop.documents.ruled_table import Column, Line, draw, measured, paginate
from desktop.documents.sheet import A4, MM, Box, Sheet, heading, signature_column

_LEFT, _RIGHT = 25 * MM, A4[0] - 15 * MM
_TOP, _BOTTOM = 18 * MM, A4[1] - 18 * MM
_FACT = 44 * MM
_SIGNING = 164.0
_HANDWRITING = 30.0


@dataclass(frozen=True)
class HandOutRow:
    """One card of a cell.

    Attributes:
        card_number: the new one, 12 digits.
        old_card: what is known of the old card; empty leaves room to write.
        note: `Đã trao 20/08/2025`, why it could not be handed out, or empty.
    """

    full_name: str
    birth_shown: str
    card_number: str
    old_card: str
    note: str


@dataclass(frozen=True)
class HandOutContent:
    """The hand-over list of one cell, ready to read.

    Attributes:
        office_lines: superior body first, the body that hands over last.
        cell: `Chi bộ bản Nà Sang`.
        campaign_title: what the cards belong to.
        place_date: place and date in words.
        handed_over: cards of this list whose member has them.
        asks_old_card: whether the old card has a column.
        rows: in the order of a name list.
        giver: name under the left signature.
        practice: True for practice data; printed on every page.
    """

    office_lines: tuple[str, ...]
    cell: str
    campaign_title: str
    place_date: str
    handed_over: int
    asks_old_card: bool
    rows: tuple[HandOutRow, ...]
    giver: str = ""
    practice: bool = False


@dataclass(frozen=True)
class CountRow:
    """One card that is damaged or missing."""

    full_name: str
    cell: str
    card_number: str
    outcome: str
    reason: str


@dataclass(frozen=True)
class CountContent:
    """The protocol of a count, ready to read.

    Attributes:
        number: running number of the protocol.
        counted_at: when the count began and ended, in words.
        totals: label and number, in the order shown.
        rows: damaged and missing cards.
        counter: name under the left signature.
    """

    office_lines: tuple[str, ...]
    campaign_title: str
    place_date: str
    number: int
    counted_at: str
    totals: tuple[tuple[str, int], ...]
    rows: tuple[CountRow, ...]
    counter: str = ""
    practice: bool = False


@dataclass(frozen=True)
class _Paper:
    """What both papers have: opening facts, a table, a closing sentence, two signatures."""

    title: str
    subtitle: str
    office_lines: tuple[str, ...]
    place_date: str
    facts: tuple[tuple[str, str, str], ...]
    closing: str
    signers: tuple[tuple[str, str], tuple[str, str]]
    footer: str
    practice: bool


def shown_total(number: int) -> str:
    """Return a total in figures and words: `12 (mười hai)`.

    Raises:
        ValueError: the number is negative.
    """
    return f"{number:,} ({in_words(number)})".replace(",", ".")


def render_hand_out(contents: Sequence[HandOutContent]) -> bytes:
    """Return the hand-over lists of some cells as one PDF; each cell begins on a new page.

    Raises:
        ValueError: there is no cell.
    """
    if not contents:
        raise ValueError("no cell to hand out to")
    sheet = Sheet(A4, vi("Danh sách trao thẻ đảng viên"))
    for content in contents:
        columns = _hand_out_columns(asks_old_card=content.asks_old_card)
        rows = [_hand_out_cells(n, row, content) for n, row in enumerate(content.rows, start=1)]
        lines = measured(rows, columns, least=_HANDWRITING)
        _render(sheet, _hand_out_paper(content), columns, lines)
    return sheet.finished()


def render_count(content: CountContent) -> bytes:
    """Return the protocol of a count as a PDF.

    Raises:
        ValueError: a total is negative.
    """
    sheet = Sheet(A4, vi("Biên bản kiểm đếm thẻ, số {n}").format(n=content.number))
    columns = (
        Column(vi("STT"), 11 * MM, centred=True, max_lines=1),
        Column(vi("Họ và tên"), 46 * MM),
        Column(vi("Chi bộ"), 40 * MM),
        Column(vi("Số thẻ mới"), 30 * MM, max_lines=1),
        Column(vi("Tình trạng, lý do"), 43 * MM, max_lines=3),
    )
    rows = [
        (str(n), row.full_name, row.cell, row.card_number, f"{row.outcome}: {row.reason}")
        for n, row in enumerate(content.rows, start=1)
    ]
    _render(sheet, _count_paper(content), columns, measured(rows, columns))
    return sheet.finished()


def _hand_out_columns(*, asks_old_card: bool) -> tuple[Column, ...]:
    """Return the columns, 170 mm together."""
    old = (Column(vi("Thẻ cũ"), 19 * MM),) if asks_old_card else ()
    signing = 36 * MM if asks_old_card else 55 * MM
    return (
        Column(vi("STT"), 11 * MM, centred=True, max_lines=1),
        Column(vi("Họ và tên, ngày sinh"), 48 * MM, max_lines=3),
        Column(vi("Số thẻ mới"), 29 * MM, max_lines=1),
        *old,
        Column(vi("Ký nhận"), signing),
        Column(vi("Ghi chú"), 27 * MM, max_lines=3),
    )


def _hand_out_cells(number: int, row: HandOutRow, content: HandOutContent) -> tuple[str, ...]:
    who = ", ".join(part for part in (row.full_name, row.birth_shown) if part)
    old = (row.old_card,) if content.asks_old_card else ()
    return (str(number), who, row.card_number, *old, "", row.note)


def _hand_out_paper(content: HandOutContent) -> _Paper:
    whole = len(content.rows)
    return _Paper(
        title=vi("DANH SÁCH TRAO THẺ ĐẢNG VIÊN"),
        subtitle=content.campaign_title,
        office_lines=content.office_lines,
        place_date=content.place_date,
        facts=(
            (vi("Chi bộ"), content.cell, fonts.BOLD),
            (vi("Số thẻ trong danh sách"), shown_total(whole), fonts.BOLD),
            (vi("Đã trao trước đó"), shown_total(content.handed_over), fonts.REGULAR),
            (vi("Còn phải trao"), shown_total(whole - content.handed_over), fonts.BOLD),
        ),
        closing=vi(
            "Người nhận xem lại họ tên, ngày sinh trên thẻ rồi ký. Danh sách lập thành hai bản, "
            "mỗi bên giữ một bản."
        ),
        signers=((vi("Bên giao"), content.giver), (vi("T/M chi bộ"), "")),
        footer=vi("{cell} · {cards} thẻ").format(cell=content.cell, cards=whole),
        practice=content.practice,
    )


def _count_paper(content: CountContent) -> _Paper:
    totals = tuple((label, shown_total(n), fonts.BOLD) for label, n in content.totals)
    closing = vi("Biên bản lập thành hai bản, mỗi bên giữ một bản.")
    if not content.rows:
        closing = vi("Không có thẻ hỏng, không có thẻ thiếu.") + " " + closing
    return _Paper(
        title=vi("BIÊN BẢN KIỂM ĐẾM THẺ ĐẢNG VIÊN"),
        subtitle=content.campaign_title,
        office_lines=content.office_lines,
        place_date=content.place_date,
        facts=(
            (vi("Biên bản số"), str(content.number), fonts.BOLD),
            (vi("Thời gian kiểm đếm"), content.counted_at, fonts.REGULAR),
            *totals,
        ),
        closing=closing,
        signers=((vi("Người kiểm đếm"), content.counter), (vi("Bên giao thẻ"), "")),
        footer=vi("Biên bản kiểm đếm số {n}").format(n=content.number),
        practice=content.practice,
    )


def _render(sheet: Sheet, paper: _Paper, columns: Sequence[Column], lines: Sequence[Line]) -> None:
    start = _opening(Sheet(A4, ""), paper)
    pages = paginate(lines, first_room=_BOTTOM - start, room=_BOTTOM - _TOP, signing=_SIGNING + 14)
    for number, page in enumerate(pages, start=1):
        if paper.practice:
            sheet.practice_mark()
        top = _opening(sheet, paper) if number == 1 else _TOP
        bottom = draw(sheet, page, columns, left=_LEFT, top=top)
        if number == len(pages):
            _signatures(sheet, paper, bottom + 14)
        _footer(sheet, paper.footer, number, len(pages))
        sheet.next_page()


def _opening(sheet: Sheet, paper: _Paper) -> float:
    y = heading(sheet, _TOP, paper.office_lines or ("",), left=_LEFT, right=_RIGHT) + 12
    date = fit(paper.place_date, fonts.ITALIC, 12.5, _RIGHT - _LEFT)
    y = sheet.block(date, _RIGHT, y, align="right") + 12
    middle = (_LEFT + _RIGHT) / 2
    title = fit(paper.title, fonts.BOLD, 16, _RIGHT - _LEFT)
    y = sheet.block(title, middle, y, align="centre")
    subtitle = fit(paper.subtitle, fonts.REGULAR, 13, _RIGHT - _LEFT, max_lines=2)
    y = sheet.block(subtitle, middle, y + 1, align="centre") + 14
    for label, value, font in paper.facts:
        below = sheet.block(fit(label, fonts.REGULAR, 12, _FACT - 6, least=9), _LEFT, y)
        room = _RIGHT - _LEFT - _FACT
        text = fit(value, font, 12, room, max_lines=2, least=9)
        y = max(below, sheet.block(text, _LEFT + _FACT, y)) + 2.5
    return y + 8


def _signatures(sheet: Sheet, paper: _Paper, top: float) -> None:
    closing = fit(paper.closing, fonts.REGULAR, 12, _RIGHT - _LEFT, max_lines=2, least=10)
    top = sheet.block(closing, _LEFT, top) + 10
    half = (_RIGHT - _LEFT - 20) / 2
    for left, (role, name) in zip((_LEFT, _RIGHT - half), paper.signers, strict=True):
        signature_column(
            sheet,
            Box(left, top, half, _SIGNING - 54),
            role=role,
            hint=vi("(ký, ghi rõ họ tên)"),
            name=name,
            scale=1.1,
        )


def _footer(sheet: Sheet, text: str, page: int, pages: int) -> None:
    y = A4[1] - 13 * MM
    fitted = fit(text, fonts.REGULAR, 10, 380)
    sheet.line(fitted.first, _LEFT, y, font=fitted.font, size=fitted.size)
    shown = vi("Trang {page}/{pages}").format(page=page, pages=pages)
    sheet.line(shown, _RIGHT, y, font=fonts.REGULAR, size=10, align="right")
