"""What every fact about a person is called on screens and papers."""

from __future__ import annotations

from typing import Final

from desktop.common.i18n import mark
from desktop.common.vocabulary import FieldKey

FIELD_LABELS: Final[dict[FieldKey, str]] = {
    FieldKey.FULL_NAME: mark("Họ và tên"),
    FieldKey.OTHER_NAME: mark("Tên gọi khác"),
    FieldKey.SEX: mark("Giới tính"),
    FieldKey.BIRTH_DATE: mark("Ngày sinh"),
    FieldKey.ETHNICITY: mark("Dân tộc"),
    FieldKey.RELIGION: mark("Tôn giáo"),
    FieldKey.PERSONAL_ID: mark("Số định danh"),
    FieldKey.OLD_ID: mark("Số CMND cũ"),
    FieldKey.ID_ISSUED_ON: mark("Ngày cấp thẻ căn cước"),
    FieldKey.CARD_NUMBER: mark("Số thẻ đảng viên"),
    FieldKey.NEW_CARD_NUMBER: mark("Số thẻ mới"),
    FieldKey.CARD_ISSUED_ON: mark("Ngày cấp thẻ đảng viên"),
    FieldKey.CARD_ISSUED_BY: mark("Nơi cấp thẻ đảng viên"),
    FieldKey.FILE_NUMBER: mark("Số lý lịch"),
    FieldKey.CELL: mark("Chi bộ"),
    FieldKey.COMMITTEE: mark("Đảng bộ"),
    FieldKey.VILLAGE: mark("Thôn, bản"),
    FieldKey.BIRTH_PLACE: mark("Nơi sinh"),
    FieldKey.HOMETOWN: mark("Quê quán"),
    FieldKey.RESIDENCE: mark("Nơi thường trú"),
    FieldKey.JOINED_ON: mark("Ngày vào Đảng"),
    FieldKey.OFFICIAL_ON: mark("Ngày chính thức"),
    FieldKey.POSITION: mark("Chức vụ"),
    FieldKey.PHONE: mark("Số điện thoại"),
    FieldKey.OLD_CARD: mark("Thẻ cũ"),
    FieldKey.HAND_OVER_AT: mark("Nơi nhận thẻ mới"),
    FieldKey.NOTE: mark("Ghi chú"),
}
