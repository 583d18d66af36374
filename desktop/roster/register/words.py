"""The words of the register: fields, sources, how values relate."""

from __future__ import annotations

from desktop.common.i18n import mark
from desktop.common.vocabulary import FieldKey, SourceKind
from desktop.roster.register.rules import LIST, OTHER, Likeness

FIELD_NAMES: dict[FieldKey, str] = {
    FieldKey.FULL_NAME: mark("Họ và tên"),
    FieldKey.BIRTH_DATE: mark("Ngày sinh"),
    FieldKey.SEX: mark("Giới tính"),
    FieldKey.PERSONAL_ID: mark("Số định danh"),
    FieldKey.OLD_ID: mark("Số CMND cũ"),
    FieldKey.ETHNICITY: mark("Dân tộc"),
    FieldKey.CARD_NUMBER: mark("Số thẻ đảng"),
    FieldKey.JOINED_ON: mark("Ngày vào Đảng"),
    FieldKey.OFFICIAL_ON: mark("Ngày chính thức"),
    FieldKey.HOMETOWN: mark("Quê quán"),
    FieldKey.BIRTH_PLACE: mark("Nơi sinh"),
    FieldKey.RESIDENCE: mark("Nơi thường trú"),
    FieldKey.CELL: mark("Chi bộ"),
}

SOURCE_NAMES: dict[str, str] = {
    LIST: mark("Danh sách"),
    SourceKind.POPULATION.value: mark("CSDL dân cư"),
    SourceKind.MEMBER_FILE.value: mark("Hồ sơ đảng viên"),
    OTHER: mark("Giá trị khác"),
}

LIKENESS_NAMES: dict[Likeness, str] = {
    Likeness.SAME: mark("Khớp"),
    Likeness.LIST_LESS: mark("Danh sách ghi thiếu"),
    Likeness.LIST_BLANK: mark("Danh sách chưa có"),
    Likeness.SOURCE_LESS: mark("Nguồn ghi thiếu"),
    Likeness.SOURCE_BLANK: mark("Nguồn không có"),
    Likeness.POSSIBLE: mark("Xã cũ đã chia tách: hỏi theo bản"),
    Likeness.DIFFERENT: mark("Khác nhau"),
}
