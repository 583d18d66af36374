"""Why the province sends a record back: stable codes, and the words people read."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from desktop.common.i18n import mark, tr
from desktop.common.vocabulary import FieldKey

PLACES: Final = frozenset({"", "photo", "signature", *FieldKey})
"""What an answer may name as the item to mend: a field key, the photo, the signature, nothing."""


class Reason(StrEnum):
    """A code in an answer; unknown ones of a newer province are shown as "other"."""

    PHOTO = "photo"
    PHOTO_BACKGROUND = "photo_background"
    PHOTO_UNREADABLE = "photo_unreadable"
    SIGNATURE = "signature"
    FULL_NAME = "full_name"
    BIRTH_DATE = "birth_date"
    PERSONAL_ID = "personal_id"
    OTHER_FIELD = "other_field"
    DATA_MISSING = "data_missing"
    DUPLICATE = "duplicate"
    NOT_ELIGIBLE = "not_eligible"
    PRINTING = "printing"
    BAD_RECORD = "bad_record"
    OLDER_VERSION = "older_version"
    OTHER = "other"


_WORDS: Final[dict[Reason, str]] = {
    Reason.PHOTO: mark("Ảnh chưa đạt, chụp lại."),
    Reason.PHOTO_BACKGROUND: mark("Nền ảnh chưa đạt, chụp lại trên nền sáng trơn."),
    Reason.PHOTO_UNREADABLE: mark("Tệp ảnh không mở được, chụp lại."),
    Reason.SIGNATURE: mark("Chữ ký chưa đạt, ký lại."),
    Reason.FULL_NAME: mark("Họ tên chưa khớp, đối chiếu lại với thẻ căn cước."),
    Reason.BIRTH_DATE: mark("Ngày sinh chưa khớp, đối chiếu lại với thẻ căn cước."),
    Reason.PERSONAL_ID: mark("Số định danh chưa đúng, quét lại thẻ căn cước."),
    Reason.OTHER_FIELD: mark("Có ô chưa đúng, xem ghi chú của tỉnh."),
    Reason.DATA_MISSING: mark("Còn thiếu thông tin, xem ghi chú của tỉnh."),
    Reason.DUPLICATE: mark("Người này đã có hồ sơ khác ở tỉnh."),
    Reason.NOT_ELIGIBLE: mark("Tỉnh xác định chưa thuộc diện đổi thẻ."),
    Reason.PRINTING: mark("Nơi in thẻ trả lại, xem ghi chú."),
    Reason.BAD_RECORD: mark("Hồ sơ bị hỏng hoặc thiếu phần bắt buộc, lập lại rồi gửi."),
    Reason.OLDER_VERSION: mark("Tỉnh đã có bản mới hơn của hồ sơ này."),
    Reason.OTHER: mark("Xem ghi chú của tỉnh."),
}


def reason_words(code: str) -> str:
    """Return what a code says to the clerk."""
    return tr(_WORDS[_known(code)])


def reason_on_paper(code: str) -> str:
    """Return what a code says on a paper: in Vietnamese, whatever language the screen speaks."""
    return _WORDS[_known(code)]


def _known(code: str) -> Reason:
    return Reason(code) if code in set(Reason) else Reason.OTHER
