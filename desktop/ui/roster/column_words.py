"""What columns and fields of a list are called on the screens that take one in."""

from __future__ import annotations

from typing import Final

from desktop.common.dates import show_iso
from desktop.common.i18n import mark, tr
from desktop.common.text import masked, only_digits
from desktop.common.vocabulary import FieldKey, MemberStatus, Sex
from desktop.roster.mapping import EXTRA, IGNORE, Column
from desktop.roster.rules import STATUS_NAMES

STATUS = Column.STATUS.value
OLD_NUMBER = 9
"""Digits of a number of the old identity card, the shortest number of a person."""

_WORDS: Final[dict[str, str]] = {
    FieldKey.FULL_NAME: mark("Họ và tên"),
    Column.FAMILY_NAME: mark("Họ và chữ đệm"),
    Column.GIVEN_NAME: mark("Tên"),
    FieldKey.OTHER_NAME: mark("Tên gọi khác"),
    FieldKey.BIRTH_DATE: mark("Ngày sinh"),
    Column.BORN_MALE: mark("Năm sinh nam"),
    Column.BORN_FEMALE: mark("Năm sinh nữ"),
    FieldKey.SEX: mark("Giới tính"),
    Column.IS_MALE: mark("Nam (đánh dấu)"),
    Column.IS_FEMALE: mark("Nữ (đánh dấu)"),
    FieldKey.PERSONAL_ID: mark("Số định danh"),
    FieldKey.OLD_ID: mark("Số CMND cũ"),
    FieldKey.ID_ISSUED_ON: mark("Ngày cấp thẻ căn cước"),
    FieldKey.ETHNICITY: mark("Dân tộc"),
    FieldKey.RELIGION: mark("Tôn giáo"),
    FieldKey.CELL: mark("Chi bộ"),
    FieldKey.COMMITTEE: mark("Đảng bộ"),
    FieldKey.VILLAGE: mark("Thôn, bản"),
    FieldKey.BIRTH_PLACE: mark("Nơi sinh"),
    FieldKey.HOMETOWN: mark("Quê quán"),
    FieldKey.RESIDENCE: mark("Nơi thường trú"),
    FieldKey.JOINED_ON: mark("Ngày vào Đảng"),
    FieldKey.OFFICIAL_ON: mark("Ngày chính thức"),
    Column.BOTH_DATES: mark("Ngày vào Đảng và chính thức"),
    FieldKey.CARD_NUMBER: mark("Số thẻ đảng viên"),
    FieldKey.NEW_CARD_NUMBER: mark("Số thẻ mới"),
    FieldKey.CARD_ISSUED_ON: mark("Ngày cấp thẻ đảng viên"),
    FieldKey.CARD_ISSUED_BY: mark("Nơi cấp thẻ đảng viên"),
    FieldKey.FILE_NUMBER: mark("Số lý lịch"),
    FieldKey.POSITION: mark("Chức vụ"),
    FieldKey.PHONE: mark("Số điện thoại"),
    Column.STATUS: mark("Tình trạng"),
    Column.EXEMPT: mark("Miễn sinh hoạt (đánh dấu)"),
    Column.PROBATIONARY: mark("Dự bị (đánh dấu)"),
    Column.ORDER: mark("Số thứ tự"),
    FieldKey.OLD_CARD: mark("Thẻ cũ"),
    FieldKey.HAND_OVER_AT: mark("Nơi nhận thẻ mới"),
    FieldKey.NOTE: mark("Ghi chú"),
}
_NOT_IN_LISTS = frozenset({FieldKey.OLD_CARD, FieldKey.HAND_OVER_AT})
_NUMBERS = frozenset({FieldKey.PERSONAL_ID, FieldKey.OLD_ID})
_DATES = frozenset(
    {
        FieldKey.BIRTH_DATE,
        Column.BORN_MALE,
        Column.BORN_FEMALE,
        FieldKey.JOINED_ON,
        FieldKey.OFFICIAL_ON,
        FieldKey.CARD_ISSUED_ON,
        FieldKey.ID_ISSUED_ON,
    }
)
_SEXES = {Sex.MALE.value: mark("Nam"), Sex.FEMALE.value: mark("Nữ")}


def field_word(field: str) -> str:
    """Return what a field (`FieldKey`, `Column` or `extra:` and a header) is called."""
    if field.startswith("extra:"):
        return field.removeprefix("extra:")
    return tr(_WORDS[field]) if field in _WORDS else field


def meanings() -> list[tuple[str, str]]:
    """Return everything a column can be taken for, (value, words), rarest last."""
    found = [(EXTRA, tr("Giữ làm thông tin thêm")), (IGNORE, tr("Bỏ qua cột này"))]
    return [*((str(key), tr(_WORDS[key])) for key in _WORDS if key not in _NOT_IN_LISTS), *found]


def meaning_word(meaning: str) -> str:
    """Return the words for one of `meanings`."""
    if meaning == EXTRA:
        return tr("Thông tin thêm")
    return tr("Bỏ qua") if meaning == IGNORE else field_word(meaning)


def as_typed(field: str, text: str) -> str:
    """Return a stored value as people type it in a list, in Vietnamese: `12/03/1978`, `Nam`."""
    if field in _DATES:
        try:
            return show_iso(text)
        except ValueError:  # as the file has it, not as it is stored
            return text
    if field == FieldKey.SEX:
        return _SEXES.get(text, text)
    is_status = field == STATUS and text in set(MemberStatus)
    return STATUS_NAMES[MemberStatus(text)] if is_status else text


def mask(number: str) -> str:
    """Hide all of a person's number but its end: three digits of an old one, else four."""
    return masked(number, keep=3 if len(number) == OLD_NUMBER else 4)


def shown(field: str, text: str) -> str:
    """Return a value as the screen shows it; numbers of people stay masked."""
    if field in _NUMBERS:
        return mask(text) if len(only_digits(text)) > 4 else text
    typed = as_typed(field, text)
    return tr(typed) if typed != text and field not in _DATES else typed
