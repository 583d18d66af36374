"""The hand-over sheet of a batch: A4, totals in figures and words, digest, table, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.common.i18n import vi
from desktop.documents import fonts
from desktop.documents.fitting import Fitted, fit
from desktop.documents.numbers_vi import in_words
from desktop.documents.ruled_table import Column, draw, measured, paginate
from desktop.documents.sheet import (
    A4,
    ASCENT,
    MM,
    Box,
    Sheet,
    heading,
    legal_basis,
    signature_column,
)

_LEFT, _RIGHT = 25 * MM, A4[0] - 15 * MM
_TOP, _BOTTOM = 18 * MM, A4[1] - 18 * MM
_QR = 30 * MM
_FACT = 34 * MM  # width of the column of labels above the table
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
        legal_basis: what the paper rests on; empty leaves it out.
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
    legal_basis: str = ""


def _table(rows: Sequence[HandoverRow]) -> tuple[tuple[Column, ...], list[tuple[str, ...]]]:
    """Return columns, 170 mm together, and cells; those of names only if there are any."""
    number = Column(vi("STT"), 11 * MM, centred=True, max_lines=1)
    receipt = Column(vi("Số biên nhận"), 34 * MM, max_lines=1)
    if not any(row.full_name or row.birth_shown for row in rows):
        without = (number, receipt, Column(vi("Chi bộ"), 125 * MM, max_lines=3))
        return without, [(str(n), row.receipt_number, row.cell) for n, row in enumerate(rows, 1)]
    columns = (
        number,
        Column(vi("Họ và tên"), 56 * MM, max_lines=3),
        Column(vi("Ngày sinh"), 23 * MM, centred=True, max_lines=1),
        Column(vi("Chi bộ"), 46 * MM, max_lines=3),
        receipt,
    )
    return columns, [
        (str(n), row.full_name, row.birth_shown, row.cell, row.receipt_number)
        for n, row in enumerate(rows, 1)
    ]


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
    columns, rows = _table(content.rows)
    pages = paginate(
        measured(rows, columns),
        first_room=_BOTTOM - _facts_height(content),
        room=_BOTTOM - _TOP,
        signing=_SIGNING + 14,
    )
    for number, page in enumerate(pages, start=1):
        if content.practice:
            sheet.practice_mark()
        top = _opening(sheet, content) if number == 1 else _TOP
        bottom = draw(sheet, page, columns, left=_LEFT, top=top)
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
    y = sheet.block(subtitle, middle, y + 1, align="centre")
    y = (
        legal_basis(sheet, content.legal_basis, y, room=_RIGHT - _LEFT, size=11.5, middle=middle)
        + 14
    )
    sheet.qr(qr_text(content), _RIGHT - _QR, y + 3, _QR)
    floor = y + _QR + 10
    for label, value in _facts(content):
        # Label and value share their first baseline.
        top = y + ASCENT * (max(label.size, value.size) - label.size)
        below = sheet.block(label, _LEFT, top)
        top = y + ASCENT * (max(label.size, value.size) - value.size)
        y = max(below, sheet.block(value, _LEFT + _FACT, top)) + 2.5
    return max(y + 8, floor)


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
