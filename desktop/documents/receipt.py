"""The receipt: A5, one page per copy, the number in a box with its QR code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.common.i18n import vi
from desktop.documents import fonts
from desktop.documents.fitting import Fitted, fit
from desktop.documents.sheet import A5, MM, Box, Sheet, heading, legal_basis, signature_column

_LEFT, _RIGHT = 10.5 * MM, A5[0] - 10.5 * MM
_TOP, _BOTTOM = 34.0, A5[1] - 34.0  # free of the practice bands
_LABEL = 104.0  # width of the column of labels
_INSET = 11.0  # from the frame of the number box to its text
_THUMB = 20 * MM  # a fingertip rolled from nail to nail
_QR = 22 * MM  # 29 modules: 0.76 mm each, six dots of a 203 dpi printer
# Sizes and line limits tried in turn until the page holds everything.
_TIGHTNESS = ((1.0, 3), (0.93, 3), (0.86, 4), (0.8, 4), (0.72, 4), (0.66, 4), (0.66, 3), (0.66, 2))


@dataclass(frozen=True)
class SecondSignature:
    """Who signs beside somebody who cannot.

    Attributes:
        role: the words above, `Người làm chứng`.
        name: the name below.
        png: picture of the signature; None leaves the place free for a pen.
        thumbprint: leaves a frame for the applicant's thumbprint.
    """

    role: str
    name: str
    png: bytes | None = None
    thumbprint: bool = False


@dataclass(frozen=True)
class ReceiptContent:
    """Everything a receipt shows, ready to read.

    Attributes:
        office_lines: superior body first, the receiving body last (bold).
        campaign_title: what is being received, under the title.
        number: the receipt number with check digits, `MT02-000023-62`.
        issued_on: ISO date of the receipt, carried by the QR code.
        check_code: short code printed and carried by the QR code; may be empty.
        full_name: the applicant, as the card writes it.
        birth_shown: birth date as people read it (`12/03/1978`, `1958`).
        sex: the word, `Nam` or `Nữ`.
        personal_id_masked: `********2345`; the full number never comes here.
        cell: party cell and committee.
        papers_taken: what was received, in words.
        old_card: what became of the old card, in words.
        received_at: moment in words, `14 giờ 34 phút, ngày 20/08/2025`.
        hand_over_at: where the new card will be given.
        applicant: name under the left signature.
        clerk: name under the right signature.
        notice: purpose notice; empty takes `purpose_notice()`.
        signature_png: picture of the applicant's signature, or None.
        cannot_sign: why there is no signature, in words; empty if not so.
        second: who signs beside an applicant who cannot, or None.
        reprint: 0 for the first print, n for the n-th reprint.
        legal_basis: what the paper rests on; empty leaves it out.
        practice: True for practice data; printed on every page.
    """

    office_lines: tuple[str, ...]
    campaign_title: str
    number: str
    issued_on: str
    full_name: str
    birth_shown: str
    sex: str
    personal_id_masked: str
    cell: str
    papers_taken: str
    old_card: str
    received_at: str
    hand_over_at: str
    applicant: str
    clerk: str
    check_code: str = ""
    notice: str = ""
    signature_png: bytes | None = None
    cannot_sign: str = ""
    second: SecondSignature | None = None
    reprint: int = 0
    practice: bool = False
    legal_basis: str = ""


@dataclass(frozen=True)
class _Row:
    label: Fitted
    value: Fitted
    height: float


@dataclass(frozen=True)
class _Plan:
    """What is drawn below the number box, measured."""

    scale: float
    rows: tuple[_Row, ...]
    notice: Fitted
    unsigned: Fitted | None
    signing: float

    @property
    def height(self) -> float:
        unsigned = self.unsigned.height + 6 if self.unsigned else 0
        rows = sum(row.height for row in self.rows)
        return rows + self.notice.height + unsigned + self.signing + 26


def purpose_notice() -> str:
    """Return the neutral notice about purpose and personal data."""
    return vi(
        "Thông tin, ảnh và chữ ký chỉ dùng để đổi thẻ đảng viên, được bảo vệ theo pháp luật về "
        "bảo vệ dữ liệu cá nhân. Ông (bà) có quyền xem, đề nghị sửa thông tin của mình tại điểm "
        "thu nhận; khi hỏi chỉ cần đọc số biên nhận."
    )


def copy_labels() -> tuple[str, str]:
    """Return what the two copies are for."""
    return vi("Liên 1: giao người nộp"), vi("Liên 2: lưu")


def qr_text(content: ReceiptContent) -> str:
    """Return what the QR code holds: a version mark, number, date and check code; no name."""
    parts = ["QTN1", content.number, content.issued_on, content.check_code]
    return ":".join(part for part in parts if part)


def render_receipt(content: ReceiptContent, copies: int = 2) -> bytes:
    """Return the receipt as a PDF, one A5 page per copy.

    Args:
        content: what to show; missing texts are shown as "Không có".
        copies: 1 gives only the applicant's copy, 2 adds the one that is kept.

    Raises:
        ValueError: `copies` is not 1 or 2.
        SignatureUnreadableError: `signature_png` is not a picture.
    """
    labels = copy_labels()[:copies]
    if len(labels) != copies or not labels:
        raise ValueError(f"copies must be 1 or 2, not {copies}")
    sheet = Sheet(A5, vi("Giấy biên nhận {number}").format(number=content.number))
    sheet.begin_shared()
    label_top = _draw(sheet, content)
    sheet.end_shared()
    for label in labels:
        sheet.place_shared()
        sheet.block(fit(label, fonts.REGULAR, 10.5, 140), _LEFT + _INSET, label_top)
        sheet.next_page()
    return sheet.finished()


def _draw(sheet: Sheet, content: ReceiptContent) -> float:
    """Draw all that the copies share; returns the y where the copy label belongs."""
    if content.practice:
        sheet.practice_mark()
    y = heading(sheet, _TOP, content.office_lines or ("",), left=_LEFT, right=_RIGHT) + 14
    middle = sheet.width / 2
    title = fit(vi("GIẤY BIÊN NHẬN"), fonts.BOLD, 17, _RIGHT - _LEFT)
    y = sheet.block(title, middle, y, align="centre")
    subtitle = fit(content.campaign_title, fonts.REGULAR, 12, _RIGHT - _LEFT, max_lines=2)
    y = sheet.block(subtitle, middle, y + 1, align="centre")
    y = legal_basis(sheet, content.legal_basis, y, room=_RIGHT - _LEFT, size=9.5) + 9
    y = _number_box(sheet, content, y)
    label_top, y = y - 24, y + 9
    plan = _plan(content, _BOTTOM - y)
    for row in plan.rows:
        _draw_row(sheet, row, y)
        y += row.height
    sheet.rule(_LEFT, _RIGHT, y + 9)
    y = sheet.block(plan.notice, _LEFT, y + 14) + 12
    if plan.unsigned is not None:
        y = sheet.block(plan.unsigned, _LEFT, y - 6) + 12
    signing = min(max(plan.signing, _BOTTOM - y), 1.25 * plan.signing)
    _signatures(sheet, content, Box(_LEFT, y, _RIGHT - _LEFT, signing), plan.scale)
    return label_top


def _number_box(sheet: Sheet, content: ReceiptContent, top: float) -> float:
    free = 8.5  # quiet zone of the code: four modules are 3 mm
    box = Box(_LEFT, top, _RIGHT - _LEFT, _QR + 2 * free)
    sheet.frame(box)
    divide = _RIGHT - _QR - 2 * free
    sheet.upright(divide, top, top + box.height, weight=1.2)
    sheet.qr(qr_text(content), divide + free, top + free, _QR)
    left, right = _LEFT + _INSET, divide - _INSET
    sheet.line(vi("Số biên nhận"), left, top + 20, font=fonts.REGULAR, size=10.5)
    number = fit(content.number, fonts.BOLD, 25, right - left, least=10)
    sheet.line(number.first, left, top + 46, font=number.font, size=number.size)
    if content.reprint:
        mark = vi("In lại lần {n}").format(n=content.reprint)
        sheet.line(mark, right, top + 20, font=fonts.BOLD, size=10.5, align="right")
    if content.check_code:
        code = vi("Mã kiểm tra: {code}").format(code=content.check_code)
        fitted = fit(code, fonts.REGULAR, 10.5, 130)
        sheet.block(fitted, right, top + box.height - 24, align="right")
    return top + box.height


def _facts(content: ReceiptContent) -> Sequence[tuple[str, str]]:
    birth = content.birth_shown or vi("Không có")
    if content.sex:
        birth = vi("{birth}; giới tính: {sex}").format(birth=birth, sex=content.sex)
    return (
        (vi("Họ và tên"), content.full_name.upper()),
        (vi("Ngày sinh"), birth),
        (vi("Số định danh"), content.personal_id_masked),
        (vi("Sinh hoạt tại"), content.cell),
        (vi("Đã thu nhận"), content.papers_taken),
        (vi("Thẻ cũ"), content.old_card),
        (vi("Lúc"), content.received_at),
        (vi("Nhận thẻ mới tại"), content.hand_over_at),
    )


def _plan(content: ReceiptContent, room: float) -> _Plan:
    plan = _measured(content, *_TIGHTNESS[0])
    for scale, max_lines in _TIGHTNESS[1:]:
        if plan.height <= room:
            break
        plan = _measured(content, scale, max_lines)
    return plan


def _measured(content: ReceiptContent, scale: float, max_lines: int) -> _Plan:
    rows = []
    for number, (label, value) in enumerate(_facts(content)):
        fitted = fit(
            value.strip() or vi("Không có"),
            fonts.REGULAR if number else fonts.BOLD,
            12 * scale,
            _RIGHT - _LEFT - _LABEL,
            max_lines=max_lines,
        )
        name = fit(label, fonts.REGULAR, 11.5 * scale, _LABEL - 8)
        rows.append(_Row(name, fitted, fitted.height + 8 * scale))
    return _Plan(
        scale,
        tuple(rows),
        fit(
            content.notice or purpose_notice(),
            fonts.REGULAR,
            10 * scale,
            _RIGHT - _LEFT,
            max_lines=5,
        ),
        fit(content.cannot_sign, fonts.ITALIC, 10.5 * scale, _RIGHT - _LEFT, max_lines=3)
        if content.cannot_sign
        else None,
        max(104 * scale, _THUMB + 44 * scale)
        if content.second and content.second.thumbprint
        else 104 * scale,
    )


def _draw_row(sheet: Sheet, row: _Row, top: float) -> None:
    inside = top + 4
    first = inside + 0.92 * row.value.size  # label and value share their first baseline
    sheet.line(row.label.first, _LEFT, first, font=row.label.font, size=row.label.size)
    sheet.block(row.value, _LEFT + _LABEL, inside)
    sheet.rule(_LEFT + _LABEL, _RIGHT, top + row.height - 1, weight=0.6, dotted=True)


def _signatures(sheet: Sheet, content: ReceiptContent, box: Box, scale: float) -> None:
    second = content.second
    count = 3 if second else 2
    width = (box.width - 16 * (count - 1)) / count
    boxes = [
        Box(box.left + (width + 16) * place, box.top, width, box.height) for place in range(count)
    ]
    signing = vi("(ký, ghi rõ họ tên)")
    hint = vi("(điểm chỉ, ngón trỏ phải)") if second and second.thumbprint else signing
    free = signature_column(
        sheet, boxes[0], role=vi("Người nộp"), hint=hint, name=content.applicant, scale=scale
    )
    if content.signature_png is not None:
        sheet.picture(content.signature_png, free)
    if second is not None:
        if second.thumbprint:
            side = min(_THUMB, free.height)
            sheet.frame(Box(free.left + (free.width - side) / 2, free.top, side, side), weight=0.6)
        beside = signature_column(
            sheet, boxes[1], role=second.role, hint=signing, name=second.name, scale=scale
        )
        if second.png is not None:
            sheet.picture(second.png, beside)
    signature_column(
        sheet,
        boxes[-1],
        role=vi("Người tiếp nhận"),
        hint=signing,
        name=content.clerk,
        scale=scale,
    )
