"""A paper of facts, one ruled table that runs over pages, and two signatures. A4 upright."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.common.i18n import vi
from desktop.documents import fonts
from desktop.documents.fitting import fit
from desktop.documents.numbers_vi import in_words
from desktop.documents.ruled_table import Column, Line, draw, measured, paginate
from desktop.documents.sheet import A4, MM, Box, Sheet, heading, legal_basis, signature_column

_LEFT, _RIGHT = 25 * MM, A4[0] - 15 * MM
_TOP, _BOTTOM = 18 * MM, A4[1] - 18 * MM
_FACT = 44 * MM
_SIGNING = 164.0


@dataclass(frozen=True)
class Paper:
    """What such a paper says beside its table.

    Attributes:
        title: capital letters.
        subtitle: what it belongs to.
        office_lines: superior body first, the body that issues it last.
        place_date: place and date in words.
        facts: label, value and font, in the order shown.
        closing: the sentence above the signatures.
        signers: role and name, left and right.
        footer: at the foot of every page, beside its number.
        legal_basis: what the paper rests on; empty leaves it out.
        practice: True for practice data; printed on every page.
        signature: PNG of the signature at the right; None for one by hand.
    """

    title: str
    subtitle: str
    office_lines: tuple[str, ...]
    place_date: str
    facts: tuple[tuple[str, str, str], ...]
    closing: str
    signers: tuple[tuple[str, str], tuple[str, str]]
    footer: str
    practice: bool
    signature: bytes | None = None
    legal_basis: str = ""


def shown_total(number: int) -> str:
    """Return a total in figures and words: `12 (mười hai)`.

    Raises:
        ValueError: the number is negative.
    """
    return f"{number:,} ({in_words(number)})".replace(",", ".")


def render_paper(paper: Paper, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> bytes:
    """Return a paper as PDF.

    Args:
        paper: what stands around the table.
        columns: 170 mm together.
        rows: one text for each column.
    """
    sheet = Sheet(A4, paper.title)
    draw_paper(sheet, paper, columns, measured(rows, columns))
    return sheet.finished()


def draw_paper(
    sheet: Sheet, paper: Paper, columns: Sequence[Column], lines: Sequence[Line]
) -> None:
    """Draw a paper on pages of its own; a sheet may have several."""
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


def _opening(sheet: Sheet, paper: Paper) -> float:
    y = heading(sheet, _TOP, paper.office_lines or ("",), left=_LEFT, right=_RIGHT) + 12
    date = fit(paper.place_date, fonts.ITALIC, 12.5, _RIGHT - _LEFT)
    y = sheet.block(date, _RIGHT, y, align="right") + 12
    middle = (_LEFT + _RIGHT) / 2
    title = fit(paper.title, fonts.BOLD, 16, _RIGHT - _LEFT)
    y = sheet.block(title, middle, y, align="centre")
    subtitle = fit(paper.subtitle, fonts.REGULAR, 13, _RIGHT - _LEFT, max_lines=2)
    y = sheet.block(subtitle, middle, y + 1, align="centre")
    y = legal_basis(sheet, paper.legal_basis, y, room=_RIGHT - _LEFT, size=11.5, middle=middle) + 14
    for label, value, font in paper.facts:
        below = sheet.block(fit(label, fonts.REGULAR, 12, _FACT - 6, least=9), _LEFT, y)
        room = _RIGHT - _LEFT - _FACT
        text = fit(value, font, 12, room, max_lines=2, least=9)
        y = max(below, sheet.block(text, _LEFT + _FACT, y)) + 2.5
    return y + 8


def _signatures(sheet: Sheet, paper: Paper, top: float) -> None:
    closing = fit(paper.closing, fonts.REGULAR, 12, _RIGHT - _LEFT, max_lines=2, least=10)
    top = sheet.block(closing, _LEFT, top) + 10
    half = (_RIGHT - _LEFT - 20) / 2
    for left, (role, name) in zip((_LEFT, _RIGHT - half), paper.signers, strict=True):
        free = signature_column(
            sheet,
            Box(left, top, half, _SIGNING - 54),
            role=role,
            hint=vi("(ký, ghi rõ họ tên)"),
            name=name,
            scale=1.1,
        )
        if paper.signature is not None and left != _LEFT:
            sheet.picture(paper.signature, free)


def _footer(sheet: Sheet, text: str, page: int, pages: int) -> None:
    y = A4[1] - 13 * MM
    fitted = fit(text, fonts.REGULAR, 10, 380)
    sheet.line(fitted.first, _LEFT, y, font=fitted.font, size=fitted.size)
    shown = vi("Trang {page}/{pages}").format(page=page, pages=pages)
    sheet.line(shown, _RIGHT, y, font=fonts.REGULAR, size=10, align="right")
