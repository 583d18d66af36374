"""The hand-over sheet of a batch: A4, totals in figures and words, digest, table, signatures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.common.i18n import vi
from desktop.documents import fonts
from desktop.documents.fitting import Fitted, fit
from desktop.documents.numbers_vi import in_words
from desktop.documents.sheet import A4, ASCENT, MM, Box, Sheet, heading, signature_column

_LEFT, _RIGHT = 25 * MM, A4[0] - 15 * MM
_TOP, _BOTTOM = 18 * MM, A4[1] - 18 * MM
_QR = 30 * MM
_FACT = 34 * MM  # width of the column of labels above the table
_PAD = 3.0
_SIZE = 11.0
_HEAD_HEIGHT = 22.0
_SIGNING = 150.0
DIGEST_LENGTH = 64


@dataclass(frozen=True)
class HandoverRow:
    """One record of the batch; a sheet without names leaves the first two empty."""

    full_name: str
    birth_shown: str
    cell: str
    receipt_number: str


@dataclass(frozen=True)
class HandoverContent:
    """Everything a hand-over sheet shows, ready to read.

    Attributes:
        office_lines: superior body first, the body that hands over last (bold).
        campaign_title: what the batch belongs to.
        place_date: place and date in words, `Mường Thử, ngày 20 tháng 8 năm 2025`.
        station: name and code of the station.
        sequence: running number of the batch at this station.
        batch_id: identifier of the batch, carried by the QR code.
        file_name: name of the batch file.
        sealed_at: moment of sealing, in words.
        counts: what is inside, label and number, in the order shown (`Hồ sơ`, 72).
        digest: SHA-256 of the batch file, 64 hexadecimal digits.
        rows: the records, in the order of the file.
        giver: name under the left signature.
        receiver: name under the right signature; empty when not known yet.
        practice: True for practice data; printed on every page.
    """

    office_lines: tuple[str, ...]
    campaign_title: str
    place_date: str
    station: str
    sequence: int
    batch_id: str
    file_name: str
    sealed_at: str
    counts: tuple[tuple[str, int], ...]
    digest: str
    rows: tuple[HandoverRow, ...]
    giver: str = ""
    receiver: str = ""
    practice: bool = False


@dataclass(frozen=True)
class _Column:
    title: str
    width: float
    centred: bool
    max_lines: int
    text: Callable[[int, HandoverRow], str]


@dataclass(frozen=True)
class _Line:
    cells: tuple[Fitted, ...]
    height: float


def _columns(rows: Sequence[HandoverRow]) -> tuple[_Column, ...]:
    """Return the columns of the table, 170 mm together; those of names only if there are any."""
    number = _Column(vi("STT"), 11 * MM, True, 1, lambda n, _row: str(n))
    receipt = _Column(vi("Số biên nhận"), 34 * MM, False, 1, lambda _n, row: row.receipt_number)
    if not any(row.full_name or row.birth_shown for row in rows):
        cell = _Column(vi("Chi bộ"), 125 * MM, False, 2, lambda _n, row: row.cell)
        return number, receipt, cell
    return (
        number,
        _Column(vi("Họ và tên"), 56 * MM, False, 2, lambda _n, row: row.full_name),
        _Column(vi("Ngày sinh"), 23 * MM, True, 1, lambda _n, row: row.birth_shown),
        _Column(vi("Chi bộ"), 46 * MM, False, 2, lambda _n, row: row.cell),
        receipt,
    )


def digest_groups(digest: str) -> tuple[str, ...]:
    """Return a SHA-256 digest as sixteen groups of four, for reading aloud.

    Raises:
        ValueError: the text is not 64 hexadecimal digits.
    """
    if len(digest) != DIGEST_LENGTH or not digest.isascii():
        raise ValueError("a SHA-256 digest has 64 hexadecimal digits")
    int(digest, 16)
    shown = digest.upper()
    return tuple(shown[start : start + 4] for start in range(0, DIGEST_LENGTH, 4))


def counted(number: int) -> str:
    """Return a total in figures and words: `1.072 (một nghìn không trăm bảy mươi hai)`.

    Raises:
        ValueError: the number is negative.
    """
    return f"{number:,} ({in_words(number)})".replace(",", ".")


def qr_text(content: HandoverContent) -> str:
    """Return what the QR code holds: version mark, batch id, count of records, digest."""
    return f"QTNB1:{content.batch_id}:{len(content.rows)}:{content.digest}".upper()


def render_handover(content: HandoverContent) -> bytes:
    """Return the hand-over sheet as a PDF of A4 pages.

    Raises:
        ValueError: the digest is not a SHA-256, or a count is negative.
    """
    title = vi("Biên bản bàn giao hồ sơ, lô {n}").format(n=content.sequence)
    sheet = Sheet(A4, title)
    columns = _columns(content.rows)
    lines = [_line(number, row, columns) for number, row in enumerate(content.rows, start=1)]
    start = _facts_height(content)
    pages = _paginate(lines, first_room=_BOTTOM - start, room=_BOTTOM - _TOP)
    for number, page in enumerate(pages, start=1):
        if content.practice:
            sheet.practice_mark()
        top = _opening(sheet, content) if number == 1 else _TOP
        bottom = _table(sheet, page, columns, top)
        if number == len(pages):
            _signatures(sheet, content, bottom + 14)
        _footer(sheet, content, number, len(pages))
        sheet.next_page()
    return sheet.finished()


def _facts(content: HandoverContent) -> list[tuple[Fitted, Fitted]]:
    """Return labels and values above the table."""
    room = _RIGHT - _LEFT - _FACT - _QR - 14
    groups = digest_groups(content.digest)
    totals = [(label, counted(number), fonts.BOLD) for label, number in content.counts]
    texts = [
        (vi("Điểm thu nhận"), content.station, fonts.REGULAR),
        (vi("Lô số"), str(content.sequence), fonts.BOLD),
        *totals,
        (vi("Niêm phong lúc"), content.sealed_at, fonts.REGULAR),
        (vi("Tệp"), content.file_name, fonts.REGULAR),
    ]
    facts = [
        (
            fit(label, fonts.REGULAR, 12, _FACT - 8, max_lines=2, least=9),
            fit(value.strip() or vi("Không có"), font, 12, room, max_lines=2, least=8),
        )
        for label, value, font in texts
    ]
    halves = tuple("  ".join(groups[start : start + 8]) for start in (0, 8))
    digest = Fitted(halves, fonts.CODE, fit(halves[0], fonts.CODE, 10, room).size)
    return [*facts, (fit(vi("Mã SHA-256"), fonts.REGULAR, 12, _FACT - 8), digest)]


def _facts_height(content: HandoverContent) -> float:
    """Return where the table starts on the first page, by drawing on a scratch sheet."""
    return _opening(Sheet(A4, ""), content)


def _opening(sheet: Sheet, content: HandoverContent) -> float:
    y = heading(sheet, _TOP, content.office_lines or ("",), left=_LEFT, right=_RIGHT) + 12
    date = fit(content.place_date, fonts.ITALIC, 12.5, _RIGHT - _LEFT)
    y = sheet.block(date, _RIGHT, y, align="right") + 12
    middle = (_LEFT + _RIGHT) / 2
    title = fit(vi("BIÊN BẢN BÀN GIAO HỒ SƠ"), fonts.BOLD, 16, _RIGHT - _LEFT)
    y = sheet.block(title, middle, y, align="centre")
    subtitle = fit(content.campaign_title, fonts.REGULAR, 13, _RIGHT - _LEFT, max_lines=2)
    y = sheet.block(subtitle, middle, y + 1, align="centre") + 14
    sheet.qr(qr_text(content), _RIGHT - _QR, y + 3, _QR)
    floor = y + _QR + 10
    for label, value in _facts(content):
        # Label and value share their first baseline.
        top = y + ASCENT * (max(label.size, value.size) - label.size)
        below = sheet.block(label, _LEFT, top)
        top = y + ASCENT * (max(label.size, value.size) - value.size)
        y = max(below, sheet.block(value, _LEFT + _FACT, top)) + 2.5
    return max(y + 8, floor)


def _line(number: int, row: HandoverRow, columns: Sequence[_Column]) -> _Line:
    cells = tuple(
        fit(
            column.text(number, row),
            fonts.REGULAR,
            _SIZE,
            column.width - 2 * _PAD,
            max_lines=column.max_lines,
            least=7.5,
        )
        for column in columns
    )
    return _Line(cells, max(cell.height for cell in cells) + 5)


def _paginate(lines: Sequence[_Line], *, first_room: float, room: float) -> list[list[_Line]]:
    """Split the table over pages; the last page keeps room for the signatures."""
    pages: list[list[_Line]] = [[]]
    left = first_room - _HEAD_HEIGHT
    for line in lines:
        if line.height > left:
            pages.append([])
            left = room - _HEAD_HEIGHT
        pages[-1].append(line)
        left -= line.height
    if left < _SIGNING + 14:
        # The signatures never stand alone: two records go with them.
        moved = pages[-1][-2:] if len(pages[-1]) > 2 else []
        pages[-1] = pages[-1][: len(pages[-1]) - len(moved)]
        pages.append(moved)
    return pages


def _table(sheet: Sheet, lines: Sequence[_Line], columns: Sequence[_Column], top: float) -> float:
    if not lines:
        return top
    edges = [_LEFT]
    for column in columns:
        edges.append(edges[-1] + column.width)
        name = fit(column.title, fonts.BOLD, _SIZE, column.width - 2 * _PAD)
        sheet.block(name, (edges[-2] + edges[-1]) / 2, top + 4.5, align="centre")
    sheet.rule(edges[0], edges[-1], top)
    y = top + _HEAD_HEIGHT
    for line in lines:
        sheet.rule(edges[0], edges[-1], y, weight=0.6)
        for column, cell, left in zip(columns, line.cells, edges, strict=False):
            if column.centred:
                sheet.block(cell, left + column.width / 2, y + 2, align="centre")
            else:
                sheet.block(cell, left + _PAD, y + 2)
        y += line.height
    sheet.rule(edges[0], edges[-1], y)
    for edge in edges:
        sheet.upright(edge, top, y, weight=0.6)
    return y


def _signatures(sheet: Sheet, content: HandoverContent, top: float) -> None:
    closing = vi("Biên bản lập thành hai bản, mỗi bên giữ một bản.")
    top = sheet.block(fit(closing, fonts.REGULAR, 12, _RIGHT - _LEFT), _LEFT, top) + 10
    half = (_RIGHT - _LEFT - 20) / 2
    for left, role, name in (
        (_LEFT, vi("Bên giao"), content.giver),
        (_RIGHT - half, vi("Bên nhận"), content.receiver),
    ):
        signature_column(
            sheet,
            Box(left, top, half, _SIGNING - 40),
            role=role,
            hint=vi("(ký, ghi rõ họ tên)"),
            name=name,
            scale=1.1,
        )


def _footer(sheet: Sheet, content: HandoverContent, page: int, pages: int) -> None:
    y = A4[1] - 13 * MM
    lot = vi("Lô {n} · {name}").format(n=content.sequence, name=content.file_name)
    fitted = fit(lot, fonts.REGULAR, 10, 380)
    sheet.line(fitted.first, _LEFT, y, font=fitted.font, size=fitted.size)
    shown = vi("Trang {page}/{pages}").format(page=page, pages=pages)
    sheet.line(shown, _RIGHT, y, font=fonts.REGULAR, size=10, align="right")
