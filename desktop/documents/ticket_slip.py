"""The slip of the queue: 80 × 80 mm, one big number, what to expect; it names nobody."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.common.i18n import vi
from desktop.documents import fonts
from desktop.documents.fitting import fit
from desktop.documents.sheet import MM, Sheet

SIZE = (80 * MM, 80 * MM)
_SIDE = 5 * MM
_MIDDLE = SIZE[0] / 2
_ROOM = SIZE[0] - 2 * _SIDE


@dataclass(frozen=True)
class TicketSlip:
    """One number, ready to print.

    Attributes:
        priority: why its holder is called before others; empty for none.
        issued_at: local time, `08:15`.
        day: `20/08/2025`.
        ahead: how many are called before.
        minutes: how long that takes, by the pace of the day.
        practice: True for practice data; printed across the slip.
    """

    office: str
    campaign_title: str
    number: int
    priority: str
    issued_at: str
    day: str
    ahead: int
    minutes: int
    practice: bool = False


def render_ticket_slip(slip: TicketSlip) -> bytes:
    """Return the slip as a PDF of one page for a slip printer or a small sheet."""
    paper = Sheet(SIZE, vi("Phiếu số thứ tự {number}").format(number=slip.number))
    if slip.practice:
        paper.practice_mark()

    def centred(text: str, font: str, size: float, top: float, lines: int = 1) -> float:
        fitted = fit(text, font, size, _ROOM, max_lines=lines, least=7)
        return paper.block(fitted, _MIDDLE, top, align="centre")

    y = centred(slip.office, fonts.BOLD, 11, 31 if slip.practice else 4 * MM, lines=2)
    y = centred(slip.campaign_title, fonts.REGULAR, 9, y + 1, lines=2)
    paper.rule(_SIDE, SIZE[0] - _SIDE, y + 4)
    centred(vi("SỐ THỨ TỰ"), fonts.REGULAR, 10, y + 8)
    y = centred(str(slip.number), fonts.BOLD, 58, y + 18)
    if slip.priority:
        # On black and white paper a frame of words tells it, not a colour.
        words = vi("Ưu tiên: {why}").format(why=slip.priority.lower())
        y = centred(words, fonts.BOLD, 11, y - 4) + 2
    paper.rule(_SIDE, SIZE[0] - _SIDE, y + 1)
    y = centred(_expectation(slip), fonts.REGULAR, 10, y + 5, lines=2)
    given = vi("Phát lúc {time} ngày {day}").format(time=slip.issued_at, day=slip.day)
    y = centred(given, fonts.REGULAR, 9, y + 2)
    back = vi("Vắng khi gọi: báo quầy để được mời lại.")
    centred(back, fonts.ITALIC, 9, y + 1)
    return paper.finished()


def _expectation(slip: TicketSlip) -> str:
    if not slip.ahead:
        return vi("Đến lượt ngay. Xin ở gần quầy.")
    return vi("Còn {people} người trước, chờ khoảng {minutes} phút").format(
        people=slip.ahead, minutes=slip.minutes
    )
