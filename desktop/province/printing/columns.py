"""Which columns a transfer list has, and what stands in them.

The printing office's own form is not known here, so it is configuration: a JSON file names the
columns in their order, each with a field or a fixed value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from desktop.common.dates import PartialDate
from desktop.common.errors import InputFileError
from desktop.common.handed_files import first_bytes
from desktop.common.i18n import tr, vi
from desktop.common.text import clean
from desktop.common.vocabulary import FieldKey, Sex

_LARGEST = 1 << 16
_MOST_COLUMNS = 60
_LONGEST = 200
_ISO = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)
_DATES: Final = frozenset(
    {FieldKey.BIRTH_DATE, FieldKey.ID_ISSUED_ON, FieldKey.CARD_ISSUED_ON, FieldKey.JOINED_ON,
     FieldKey.OFFICIAL_ON}
)  # fmt: skip
_DATE_SIGNS: Final = re.compile(r"dd|mm|yyyy")
_DATE_FORM: Final = re.compile(r"(?:dd|mm|yyyy|[-/. ])+", re.ASCII)
_SEX: Final = {Sex.MALE.value: vi("Nam"), Sex.FEMALE.value: vi("Nữ")}

NUMBER, RECEIPT, RECORD, PHOTO = "number", "receipt_number", "record_id", "photo_file"
"""Fields that no record holds itself, beside `OWN`: the row, the receipt, the key, the photo."""
REPRINT: Final = "reprint"
"""Why a card is printed once more; empty for the first one."""
OWN: Final = frozenset(
    {NUMBER, RECEIPT, RECORD, PHOTO, REPRINT, "station", "commune_code", "commune_name", "channel"}
)


class ColumnsFileError(InputFileError):
    """A description of columns that cannot be used."""

    code = "QTN-292"


@dataclass(frozen=True)
class Column:
    """One column: a field of the record, or the same text in every row.

    Attributes:
        title: head of the column.
        field: a `FieldKey`, or one of `OWN`; empty for a fixed value.
        value: the fixed value.
        date_format: `dd/mm/yyyy` and the like; empty for that of the list.
    """

    title: str
    field: str = ""
    value: str = ""
    date_format: str = ""


@dataclass(frozen=True)
class Columns:
    """The form of a transfer list.

    Attributes:
        columns: in their order.
        date_format: of dates that are known to the day; others stay `1958` or `03/1958`.
        photos: whether the photos go with the list.
    """

    columns: tuple[Column, ...]
    date_format: str = "dd/mm/yyyy"
    photos: bool = True


DEFAULT: Final = Columns(
    (
        Column(vi("STT"), NUMBER),
        Column(vi("Số biên nhận"), RECEIPT),
        Column(vi("Họ và tên"), FieldKey.FULL_NAME),
        Column(vi("Ngày sinh"), FieldKey.BIRTH_DATE),
        Column(vi("Giới tính"), FieldKey.SEX),
        Column(vi("Số định danh"), FieldKey.PERSONAL_ID),
        Column(vi("Dân tộc"), FieldKey.ETHNICITY),
        Column(vi("Quê quán"), FieldKey.HOMETOWN),
        Column(vi("Ngày vào Đảng"), FieldKey.JOINED_ON),
        Column(vi("Ngày chính thức"), FieldKey.OFFICIAL_ON),
        Column(vi("Số thẻ đảng viên cũ"), FieldKey.CARD_NUMBER),
        Column(vi("Chi bộ"), FieldKey.CELL),
        Column(vi("Mã xã"), "commune_code"),
        Column(vi("Xã"), "commune_name"),
        Column(vi("Tệp ảnh"), PHOTO),
    )
)


def read_columns(path: Path) -> Columns:
    """Read a description of columns.

    Raises:
        ColumnsFileError: it is none; the advice says what is wrong.
        InputFileError: it cannot be read.
    """
    data = first_bytes(path, _LARGEST)
    try:
        return _columns(json.loads(data.decode("utf-8-sig")))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ColumnsFileError(
            tr("Tệp cột “{file}” chưa đúng dạng.").format(file=path.name),
            tr(
                "Cần “columns” là danh sách cột, mỗi cột có “title” và “field” hoặc “value”. "
                "Lỗi ở: {what}"
            ).format(what=error),
        ) from error


def columns_text(columns: Columns) -> str:
    """Return columns as they are kept: the JSON that `columns_of` reads again."""
    found = [
        {"title": one.title}
        | ({"field": one.field} if one.field else {"value": one.value})
        | ({"date_format": one.date_format} if one.date_format else {})
        for one in columns.columns
    ]
    whole = {"columns": found, "date_format": columns.date_format, "photos": columns.photos}
    return json.dumps(whole, ensure_ascii=False)


def columns_of(text: str) -> Columns:
    """Return the columns that were kept; those everybody has when there are none.

    Raises:
        ColumnsFileError: what was kept is no description of columns.
    """
    if not text:
        return DEFAULT
    try:
        return _columns(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ColumnsFileError(
            tr("Các cột đã chọn cho nơi in không dùng được nữa."),
            tr("Ở trang In thẻ, chọn lại tệp cột, hoặc về các cột thường dùng."),
        ) from error


def _columns(found: dict[str, Any]) -> Columns:
    unknown = found.keys() - {"columns", "date_format", "photos"}
    if unknown:
        raise ValueError(min(unknown))
    columns = tuple(_column(one) for one in found["columns"])
    titles = [column.title for column in columns]
    if not 0 < len(columns) <= _MOST_COLUMNS or len(set(titles)) != len(titles):
        raise ValueError("columns")
    if RECEIPT not in {column.field for column in columns} and RECORD not in {
        column.field for column in columns
    }:
        # Without one of them, what comes back could not be told apart.
        raise ValueError(f"{RECEIPT} / {RECORD}")
    photos = found.get("photos", True)
    if not isinstance(photos, bool):
        raise TypeError("photos")
    return Columns(columns, _form(found.get("date_format", DEFAULT.date_format)), photos)


def _column(found: dict[str, Any]) -> Column:
    unknown = found.keys() - {"title", "field", "value", "date_format"}
    title = found["title"]
    if unknown or not isinstance(title, str) or not clean(title) or len(title) > _LONGEST:
        raise ValueError(str(title))
    has_field, has_value = "field" in found, "value" in found
    if has_field == has_value:
        raise ValueError(title)
    field, value = found.get("field", ""), found.get("value", "")
    if has_field and field not in OWN | {one.value for one in FieldKey}:
        raise ValueError(f"{title}: {field}")
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise TypeError(title)
    form = found.get("date_format", "")
    return Column(clean(title), str(field), clean(value), _form(form) if form else "")


def _form(text: Any) -> str:
    if not isinstance(text, str) or not _DATE_FORM.fullmatch(text) or len(text) > 20:
        raise ValueError(f"date_format: {text}")
    return text


def as_data(columns: Columns) -> dict[str, Any]:
    """Return a description as `read_columns` reads it, for the manifest."""
    return {
        "columns": [
            {
                "title": one.title,
                **({"field": one.field} if one.field else {"value": one.value}),
                **({"date_format": one.date_format} if one.date_format else {}),
            }
            for one in columns.columns
        ],
        "date_format": columns.date_format,
        "photos": columns.photos,
    }


def cells(columns: Columns, own: Mapping[str, str], fields: Mapping[str, str]) -> tuple[str, ...]:
    """Return the row of one record; every text is NFC, trimmed, without hidden characters.

    Args:
        columns: the form.
        own: the fields of `OWN`.
        fields: what stands on the record.
    """
    return tuple(clean(_cell(column, columns, own, fields)) for column in columns.columns)


def _cell(
    column: Column, columns: Columns, own: Mapping[str, str], fields: Mapping[str, str]
) -> str:
    if not column.field:
        return column.value
    if column.field in OWN:
        return own.get(column.field, "")
    text = fields.get(column.field, "")
    if column.field in _DATES:
        return shown_date(text, column.date_format or columns.date_format)
    return _SEX.get(text, text) if column.field == FieldKey.SEX else text


def shown_date(text: str, form: str) -> str:
    """Return a stored date in a form; one that is not known to the day stays as people read it."""
    if not _ISO.fullmatch(text):
        return text
    try:
        date = PartialDate.from_iso(text)
    except ValueError:
        return text
    if len(text) < len("1958-03-12"):
        return date.shown
    year, month, day = text.split("-")
    parts = {"dd": day, "mm": month, "yyyy": year}
    return _DATE_SIGNS.sub(lambda sign: parts[sign.group()], form)
