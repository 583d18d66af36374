"""The words of an extract that no other paper needs; papers speak Vietnamese."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from desktop.common.clock import show_date, show_time
from desktop.common.i18n import vi
from desktop.common.vocabulary import (
    AttachedKind,
    CallFor,
    CardState,
    Channel,
    FieldKey,
    Source,
)
from desktop.roster.keeping.rows import shown
from desktop.roster.keeping.words import heading_of
from desktop.security.tags import Tag

SOURCES: Final[dict[str, str]] = {
    Source.CARD.value: vi("thẻ căn cước"),
    Source.LIST.value: vi("danh sách"),
    Source.DECLARED.value: vi("người nộp khai"),
}
CHANNELS: Final[dict[str, str]] = {
    Channel.COUNTER.value: vi("tại quầy"),
    Channel.HOME.value: vi("tại nhà"),
    Channel.MEDICAL.value: vi("tại cơ sở y tế"),
}
PAPERS: Final[dict[str, str]] = {
    AttachedKind.SIGNED_FORM.value: vi("Phiếu đã ký"),
    AttachedKind.SUPPORTING.value: vi("Giấy tờ kèm"),
}
CARDS: Final[dict[str, str]] = {
    CardState.PRINTED.value: vi("đã in"),
    CardState.COUNTED.value: vi("đã về xã"),
    CardState.DAMAGED.value: vi("hỏng"),
    CardState.MISSING.value: vi("thiếu"),
    CardState.HANDED_OVER.value: vi("đã trao"),
}
CALLS: Final[dict[str, str]] = {
    CallFor.MEND.value: vi("gọi để sửa hồ sơ"),
    CallFor.CARD.value: vi("gọi để nhận thẻ"),
}
VERDICTS: Final[dict[str, str]] = {
    "accepted": vi("tỉnh đã nhận"),
    "rejected": vi("tỉnh trả về"),
}
_FIELDS: Final[dict[str, str]] = {
    FieldKey.OLD_CARD.value: vi("Thẻ cũ"),
    FieldKey.HAND_OVER_AT.value: vi("Nơi nhận thẻ mới"),
}
LOOKS: Final = frozenset({Tag.NUMBER_REVEALED.value, Tag.PERSON_EXPORTED.value})
"""Acts by which somebody had numbers of a person before the eyes in full."""


def moment(at: datetime) -> str:
    """Return `09:14 ngày 20/08/2025`."""
    return vi("{time} ngày {date}").format(time=show_time(at), date=show_date(at))


def short(at: datetime) -> str:
    """Return `20/08/2025 09:14`, for the narrow column of days."""
    return f"{show_date(at)} {show_time(at)}"


def field_name(key: str) -> str:
    """Return what a field is called; one of another version stands as it is."""
    if key.startswith("extra:"):
        return key.removeprefix("extra:")
    if key in _FIELDS:
        return _FIELDS[key]
    try:
        return heading_of(key)
    except KeyError:
        return key


def value(key: str, text: str) -> str:
    """Return a stored value whole, as people write it; a gap is said to be one."""
    if not text:
        return vi("trống")
    is_number = key == FieldKey.PERSONAL_ID and len(text) == 12
    return f"{text[:4]} {text[4:8]} {text[8:]}" if is_number else shown(key, text)


def change(key: str, old: str, new: str) -> str:
    """Return `Chi bộ: Bản A → Bản B`."""
    return vi("{field}: {old} → {new}").format(
        field=field_name(key), old=value(key, old), new=value(key, new)
    )


_ACTS: Final[dict[str, str]] = {
    Tag.NUMBER_REVEALED.value: vi("xem số đầy đủ"),
    Tag.PERSON_EXPORTED.value: vi("trích xuất dữ liệu cá nhân này"),
    Tag.MEMBER_ADDED.value: vi("thêm vào danh sách"),
    Tag.MEMBER_EDITED.value: vi("sửa trong danh sách"),
    Tag.MEMBER_CARD_NUMBERED.value: vi("ghi số thẻ mới"),
    Tag.MEMBER_MERGED.value: vi("gộp với dòng trùng"),
    Tag.MERGE_UNDONE.value: vi("tách lại dòng đã gộp"),
    Tag.APPLICATION_OPENED.value: vi("mở hồ sơ"),
    Tag.APPLICATION_RESUMED.value: vi("mở lại hồ sơ dở dang"),
    Tag.DRAFT_TAKEN_OVER.value: vi("nhận làm tiếp hồ sơ"),
    Tag.DRAFT_HANDED_TO.value: vi("giao hồ sơ cho người khác"),
    Tag.APPLICATION_WITHDRAWN.value: vi("rút hồ sơ"),
    Tag.APPLICATION_RECEIVED.value: vi("nhận hồ sơ"),
    Tag.APPLICATION_APPROVED.value: vi("duyệt hồ sơ"),
    Tag.APPROVAL_TAKEN_BACK.value: vi("bỏ duyệt"),
    Tag.APPLICATION_GIVEN_BACK.value: vi("trả hồ sơ về quầy"),
    Tag.RETURN_TAKEN_BACK.value: vi("rút lại việc trả về"),
    Tag.APPLICATION_SET_ASIDE.value: vi("để hồ sơ sang một bên"),
    Tag.APPLICATION_REOPENED.value: vi("mở lại hồ sơ"),
    Tag.FIELD_EDITED.value: vi("sửa hồ sơ"),
    Tag.CARD_SETTLED.value: vi("đọc lại thẻ căn cước"),
    Tag.PHOTO_ACCEPTED.value: vi("lưu ảnh"),
    Tag.PHOTO_EXCEPTION.value: vi("lưu ảnh chưa đạt"),
    Tag.SIGNATURE_TAKEN.value: vi("lưu chữ ký"),
    Tag.SIGNATURE_EXCEPTION.value: vi("ghi không ký được"),
    Tag.PAPER_ATTACHED.value: vi("kèm giấy tờ"),
    Tag.PAPER_REMOVED.value: vi("bỏ giấy tờ kèm"),
    Tag.RECEIPT_PRINTED.value: vi("in biên nhận"),
    Tag.RECEIPT_REPRINTED.value: vi("in lại biên nhận"),
    Tag.PRINT_FAILED.value: vi("in chưa được"),
    Tag.CARD_MARKED.value: vi("kiểm đếm thẻ"),
    Tag.CARD_UNMARKED.value: vi("bỏ dấu kiểm đếm thẻ"),
    Tag.CARD_HANDED_OVER.value: vi("trao thẻ"),
    Tag.CARD_UNDELIVERED.value: vi("ghi chưa trao được thẻ"),
    Tag.CASE_EXPLAINED.value: vi("ghi lý do hồ sơ chưa xong"),
    Tag.CALL_NOTED.value: vi("ghi cuộc gọi"),
    Tag.CALL_TAKEN_BACK.value: vi("bỏ cuộc gọi đã ghi"),
    Tag.DISCREPANCY_DECIDED.value: vi("quyết định khi các nguồn ghi khác nhau"),
    Tag.DISCREPANCY_REOPENED.value: vi("xem lại chỗ các nguồn ghi khác nhau"),
}


def act(tag: str) -> str:
    """Return what somebody did; an act of another version stands under its own word."""
    return _ACTS.get(tag, tag)
