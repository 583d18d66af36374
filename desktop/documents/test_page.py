"""The test page of a printer: every Vietnamese letter, fine lines, true size, a code to read."""

from __future__ import annotations

from textwrap import wrap

from desktop.common.i18n import vi
from desktop.documents import fonts
from desktop.documents.coverage import LETTERS
from desktop.documents.fitting import fit
from desktop.documents.sheet import MM, Sheet

SIZE = (148 * MM, 210 * MM)
_LEFT, _RIGHT = 12 * MM, 136 * MM
_ROOM = _RIGHT - _LEFT
_CODE = "QTN-TEST-0123456789"


def render_test_page(*, practice: bool = False) -> bytes:
    """Return the page as a PDF of one A5 sheet.

    Args:
        practice: whether the page says that the data are practice data.
    """
    paper = Sheet(SIZE, vi("Trang in thử"))
    if practice:
        paper.practice_mark()

    def said(text: str, font: str, size: float, top: float, lines: int = 1) -> float:
        return paper.block(fit(text, font, size, _ROOM, max_lines=lines, least=8), _LEFT, top)

    y = said(vi("Trang in thử · Quầy Tiếp Nhận"), fonts.BOLD, 14, 18 * MM)
    y = said(vi("Chữ phải rõ, không ô vuông, không mất dấu:"), fonts.REGULAR, 10, y + 6)
    for font in (fonts.REGULAR, fonts.BOLD):
        for line in wrap(LETTERS, 48):
            y = said(line, font, 10, y + 1)
        y += 4
    y = said("0123456789 · 0123456789 · 20/08/2025 · №", fonts.REGULAR, 12, y + 2)
    y = said(vi("Nét mảnh dần, nét cuối vẫn phải liền:"), fonts.REGULAR, 10, y + 8)
    for number, weight in enumerate((2.0, 1.4, 0.85, 0.5)):
        paper.rule(_LEFT, _RIGHT, y + 6 + number * 7, weight=weight)
    y = said(vi("Đoạn thẳng dưới đây dài đúng 100 mm:"), fonts.REGULAR, 10, y + 36)
    paper.rule(_LEFT, _LEFT + 100 * MM, y + 8, weight=1.4)
    for end in (_LEFT, _LEFT + 100 * MM):
        paper.upright(end, y + 4, y + 12)
    y = said(vi("Quét mã này phải ra {code}:").format(code=_CODE), fonts.REGULAR, 10, y + 18)
    paper.qr(_CODE, _LEFT, y + 4, 24 * MM)
    return paper.finished()
