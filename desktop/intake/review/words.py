"""Each reason to look at a record, in words."""

from __future__ import annotations

from typing import Final

from desktop.common.i18n import mark, tr
from desktop.common.vocabulary import FieldKey
from desktop.intake.review.rules import Finding, Risk
from desktop.roster.register.words import FIELD_NAMES

_WORDS: Final[dict[Risk, str]] = {
    Risk.DUPLICATE: mark("Có thể trùng với hồ sơ hoặc người khác"),
    Risk.PHOTO_EXCEPTION: mark("Nhận ảnh chưa đạt, có lý do"),
    Risk.SIGN_EXCEPTION: mark("Không ký được, có người làm chứng"),
    Risk.OUTSIDE_LIST: mark("Người ngoài danh sách"),
    Risk.NOT_ELIGIBLE: mark("Danh sách ghi chưa thuộc diện đổi thẻ"),
    Risk.RETURNED: mark("Đã trả về sửa"),
    Risk.NAME_DIFFERS: mark("Họ tên khác danh sách"),
    Risk.EDITED: mark("Sửa sau khi quét: {fields}"),
    Risk.TYPED: mark("Không quét thẻ, gõ tay"),
    Risk.LOW_PHOTO: mark("Điểm ảnh thấp ({score}/100)"),
    Risk.FAST: mark("Làm rất nhanh ({n} giây)"),
    Risk.SAMPLE_FAILED: mark("Cùng mẫu với hồ sơ bị trả lại"),
}
_ISSUED: Final = mark("Ngày cấp thẻ")
_SHORT: Final[dict[Risk, str]] = {
    Risk.DUPLICATE: mark("Có thể trùng"),
    Risk.PHOTO_EXCEPTION: mark("Ảnh ngoại lệ"),
    Risk.SIGN_EXCEPTION: mark("Không ký"),
    Risk.OUTSIDE_LIST: mark("Ngoài danh sách"),
    Risk.NOT_ELIGIBLE: mark("Chưa thuộc diện"),
    Risk.RETURNED: mark("Đã trả về sửa"),
    Risk.NAME_DIFFERS: mark("Tên khác"),
    Risk.EDITED: mark("Sửa sau quét"),
    Risk.TYPED: mark("Gõ tay"),
    Risk.LOW_PHOTO: mark("Ảnh điểm thấp"),
    Risk.FAST: mark("Rất nhanh"),
    Risk.SAMPLE_FAILED: mark("Mẫu không đạt"),
}


def finding_words(finding: Finding) -> str:
    """Return one reason as a sentence without its stop, fields and measure named."""
    if finding.risk is Risk.TYPED and finding.fields:
        return tr("Gõ theo thẻ vì quét hỏng: {fields}").format(fields=_fields(finding))
    value = finding.value or 0
    return tr(_WORDS[finding.risk]).format(
        fields=_fields(finding), score=round(100 * value), n=round(value)
    )


def short_words(finding: Finding) -> str:
    """Return one reason in two or three words, for a narrow list."""
    return tr(_SHORT[finding.risk])


def _fields(finding: Finding) -> str:
    names = {**FIELD_NAMES, FieldKey.ID_ISSUED_ON: _ISSUED}
    return ", ".join(tr(names[field]) for field in finding.fields)
