"""What the columns of our own files are called; the reader of lists knows every one of them."""

from __future__ import annotations

from typing import Final

from desktop.common.i18n import mark, vi
from desktop.common.vocabulary import ChangeCause, FieldKey
from desktop.roster.keeping.views import STATUS

_HEADINGS: dict[str, str] = {
    FieldKey.FULL_NAME: vi("Họ và tên"),
    FieldKey.OTHER_NAME: vi("Tên gọi khác"),
    FieldKey.SEX: vi("Giới tính"),
    FieldKey.BIRTH_DATE: vi("Ngày sinh"),
    FieldKey.ETHNICITY: vi("Dân tộc"),
    FieldKey.RELIGION: vi("Tôn giáo"),
    FieldKey.PERSONAL_ID: vi("Số định danh cá nhân"),
    FieldKey.OLD_ID: vi("Số CMND cũ"),
    FieldKey.ID_ISSUED_ON: vi("Ngày cấp căn cước"),
    FieldKey.CARD_NUMBER: vi("Số thẻ đảng"),
    FieldKey.NEW_CARD_NUMBER: vi("Số thẻ đảng mới"),
    FieldKey.CARD_ISSUED_ON: vi("Ngày cấp thẻ đảng"),
    FieldKey.CARD_ISSUED_BY: vi("Nơi cấp thẻ đảng"),
    FieldKey.FILE_NUMBER: vi("Số lý lịch"),
    FieldKey.CELL: vi("Chi bộ"),
    FieldKey.COMMITTEE: vi("Đảng bộ"),
    FieldKey.VILLAGE: vi("Thôn, bản"),
    FieldKey.BIRTH_PLACE: vi("Nơi sinh"),
    FieldKey.HOMETOWN: vi("Quê quán"),
    FieldKey.RESIDENCE: vi("Nơi thường trú"),
    FieldKey.JOINED_ON: vi("Ngày vào Đảng"),
    FieldKey.OFFICIAL_ON: vi("Ngày chính thức"),
    FieldKey.POSITION: vi("Chức vụ"),
    FieldKey.PHONE: vi("Điện thoại"),
    STATUS: vi("Tình trạng"),
    FieldKey.NOTE: vi("Ghi chú"),
}

COLUMNS = tuple(FieldKey(key) for key in _HEADINGS if key not in {STATUS, FieldKey.NOTE})
"""Fields of an exported list in order; status and note come after them."""

CAUSE_NAMES: Final[dict[ChangeCause, str]] = {
    ChangeCause.IMPORT: mark("Nhập danh sách mới"),
    ChangeCause.GONE: mark("Không còn trong danh sách mới"),
    ChangeCause.UNDO: mark("Hoàn tác lần nhập"),
    ChangeCause.EDIT: mark("Sửa tay"),
    ChangeCause.DECISION: mark("Quyết định khi đối chiếu"),
    ChangeCause.MERGE: mark("Gộp người trùng"),
    ChangeCause.UNMERGE: mark("Tách lại người đã gộp"),
    ChangeCause.CARD: mark("Đã in thẻ mới"),
    ChangeCause.ORGANISATION: mark("Sửa cây tổ chức"),
}
"""Why a row became another."""


def heading_of(key: str) -> str:
    """Return the heading of a field's column (`FieldKey` or `status`).

    Raises:
        KeyError: lists do not hold this field.
    """
    return _HEADINGS[key]
