"""The sheet with the recovery code of a store: one A4 page for an envelope in a safe."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.common.i18n import vi
from desktop.documents import fonts
from desktop.documents.fitting import fit
from desktop.documents.sheet import A4, MM, Box, Sheet, signature_column

_LEFT, _RIGHT = 25 * MM, A4[0] - 20 * MM
_QR = 45 * MM
_INDEX, _BETWEEN = 16.0, 18.0  # room for the number of a group, and between columns
_STEP = 1.75  # line distance of the code, as a multiple of its size
_TALLEST = 230.0  # the code leaves the page its rules and signatures
_LEAST = 7.0
_PIN_STEP = 16.0  # line distance of the PINs
MOST_FIRST_PINS = 12
"""More would push the signatures off the page."""

_GROUP = 4  # letters per group when the code has no hyphens of its own


@dataclass(frozen=True)
class RecoverySheetContent:
    """Everything a recovery sheet shows.

    Attributes:
        station: name of the station.
        station_code: its code.
        made_on: date in words or figures.
        code: the recovery code as it must be typed; hyphens or spaces separate its groups.
        practice: True for a practice profile.
        first_pins: (name, PIN) of people who change it at their first log-in.
    """

    station: str
    station_code: str
    made_on: str
    code: str
    practice: bool = False
    first_pins: tuple[tuple[str, str], ...] = ()


def code_groups(code: str) -> tuple[str, ...]:
    """Return the groups of a code: its own, or four letters each."""
    groups = code.replace("-", " ").split()
    if len(groups) == 1:
        whole = groups[0]
        groups = [whole[start : start + _GROUP] for start in range(0, len(whole), _GROUP)]
    return tuple(groups)


def keeping_rules() -> tuple[str, ...]:
    """Return how the sheet is to be kept, one sentence per rule."""
    return (
        vi(
            "Ai có mã này mở được toàn bộ dữ liệu của điểm thu nhận. Không chụp ảnh, không gửi "
            "qua mạng."
        ),
        vi("Cho tờ này vào phong bì, dán kín, ký giáp lai, cất trong két của đơn vị."),
        vi(
            "Cần đến khi máy hỏng hoặc phải cài lại: khởi động chương trình, chọn “Mở bằng mã "
            "khôi phục”, quét mã QR hoặc gõ mã."
        ),
        vi("Mỗi lần mở phong bì, ghi tên và ngày giờ ở dưới, rồi niêm phong lại."),
        vi("Hết đợt, sau khi dữ liệu được xóa theo quy định, hủy tờ này và lập biên bản."),
    )


def render_recovery_sheet(content: RecoverySheetContent) -> bytes:
    """Return the recovery sheet as a PDF of one A4 page.

    Raises:
        ValueError: the code is empty, or there are more PINs than the page has room for.
    """
    if len(content.first_pins) > MOST_FIRST_PINS:
        raise ValueError("too many PINs for one page")
    groups = code_groups(content.code)
    if not groups:
        raise ValueError("a recovery sheet needs a code")
    sheet = Sheet(A4, vi("Mã khôi phục, điểm {code}").format(code=content.station_code))
    if content.practice:
        sheet.practice_mark()
    middle, room = (_LEFT + _RIGHT) / 2, _RIGHT - _LEFT
    y = 24 * MM
    y = sheet.block(fit(vi("MÃ KHÔI PHỤC"), fonts.BOLD, 24, room), middle, y, align="centre")
    about = vi("Điểm thu nhận: {name} ({code})").format(
        name=content.station, code=content.station_code
    )
    y = sheet.block(fit(about, fonts.REGULAR, 13, room, max_lines=2), middle, y + 4, align="centre")
    made = vi("Lập ngày {date}").format(date=content.made_on)
    y = sheet.block(fit(made, fonts.REGULAR, 13, room), middle, y, align="centre") + 16
    y = _code_box(sheet, groups, content.code, y) + 18
    y = _first_pins(sheet, content.first_pins, y)
    y = sheet.block(fit(vi("Cách giữ"), fonts.BOLD, 14, room), _LEFT, y) + 4
    for number, rule in enumerate(keeping_rules(), start=1):
        sheet.block(fit(f"{number}.", fonts.REGULAR, 13, 20), _LEFT, y)
        y = sheet.block(fit(rule, fonts.REGULAR, 13, room - 20, max_lines=3), _LEFT + 20, y) + 5
    y = _opening_log(sheet, y + 10) + 18
    _signatures(sheet, y)
    sheet.next_page()
    return sheet.finished()


def _code_box(sheet: Sheet, groups: tuple[str, ...], code: str, top: float) -> float:
    free = 14.0
    text_room = _RIGHT - _LEFT - _QR - 3 * free
    size, columns, cell = _grid(groups, text_room)
    lines = -(-len(groups) // columns)
    step = size * _STEP
    height = max(_QR + 2 * free, lines * step + 2 * free)
    sheet.frame(Box(_LEFT, top, _RIGHT - _LEFT, height))
    sheet.qr(code, _RIGHT - _QR - free, top + (height - _QR) / 2, _QR)
    left = _LEFT + free + (text_room - columns * cell + _BETWEEN) / 2
    first = top + (height - lines * step) / 2 + step * 0.66
    for number, group in enumerate(groups):
        x = left + (number % columns) * cell
        baseline = first + (number // columns) * step
        sheet.line(f"{number + 1}", x, baseline, font=fonts.REGULAR, size=9)
        sheet.line(group, x + _INDEX, baseline, font=fonts.CODE, size=size)
    return top + height


def _grid(groups: tuple[str, ...], room: float) -> tuple[float, int, float]:
    """Return the largest size at which the groups fit, the columns and their width."""
    size = 20.0
    while True:
        widest = max(fonts.width(group, fonts.CODE, size) for group in groups)
        cell = widest + _INDEX + _BETWEEN
        most = max(1, int(room // cell))
        # Full lines are easier to read back, so the columns divide the groups where they can.
        columns = next((n for n in range(most, 1, -1) if len(groups) % n == 0), most)
        lines = -(-len(groups) // columns)
        if size <= _LEAST or (cell <= room and lines * size * _STEP <= _TALLEST):
            return size, columns, cell
        size -= 0.5


def _first_pins(sheet: Sheet, pins: tuple[tuple[str, str], ...], top: float) -> float:
    """List the PINs in two columns."""
    if not pins:
        return top
    title = vi("Mã PIN lần đầu (đưa riêng từng người; lần vào đầu phải đổi)")
    y = sheet.block(fit(title, fonts.BOLD, 11.5, _RIGHT - _LEFT), _LEFT, top) + 2
    width = (_RIGHT - _LEFT) / 2
    for number, (name, pin) in enumerate(pins):
        x = _LEFT + (number % 2) * width
        line = y + 13 + (number // 2) * _PIN_STEP
        sheet.line(pin, x, line, font=fonts.CODE, size=11)
        sheet.block(fit(name, fonts.REGULAR, 10.5, width - 70), x + 58, line - 11)
    return y + -(-len(pins) // 2) * _PIN_STEP + 14


def _opening_log(sheet: Sheet, top: float) -> float:
    title = fit(vi("Các lần mở phong bì"), fonts.BOLD, 14, _RIGHT - _LEFT)
    top = sheet.block(title, _LEFT, top) + 6
    edges = (_LEFT, _LEFT + 36 * MM, _LEFT + 92 * MM, _RIGHT)
    names = (vi("Ngày giờ"), vi("Người mở"), vi("Lý do, chữ ký"))
    for name, left in zip(names, edges, strict=False):
        sheet.block(fit(name, fonts.BOLD, 11.5, 150), left + 5, top + 4)
    height = 24.0
    for line in range(5):
        sheet.rule(_LEFT, _RIGHT, top + line * height, weight=0.6)
    for edge in edges:
        sheet.upright(edge, top, top + 4 * height, weight=0.6)
    return top + 4 * height


def _signatures(sheet: Sheet, top: float) -> None:
    half = (_RIGHT - _LEFT - 20) / 2
    for left, role in ((_LEFT, vi("Người lập")), (_RIGHT - half, vi("Người giữ phong bì"))):
        signature_column(
            sheet,
            Box(left, top, half, 90),
            role=role,
            hint=vi("(ký, ghi rõ họ tên, ngày)"),
            name="",
            scale=1.1,
        )
