"""Comma-separated text as Vietnamese offices make it: four encodings, three separators."""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata

from desktop.common.i18n import tr
from desktop.roster.errors import ListFileError

_SEPARATORS = ",;\t|"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
)


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and the name of the encoding it was in.

    A byte-order mark decides; then the NULs that UTF-16 leaves in Latin text; then strict UTF-8;
    what is left is Windows' Vietnamese code page (cp1258), whose marks stand apart and are
    joined here (NFC).

    Raises:
        ListFileError: the bytes are no text.
    """
    for bom, codec, name in _BOMS:
        if data.startswith(bom):
            return _strict(data, codec), name
    sample = data[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(sample) >= 4 and max(even, odd) > len(sample) // 5 and min(even, odd) < max(even, odd):
        return _strict(data, "utf-16-be" if even > odd else "utf-16-le"), "utf-16"
    if sample.count(0) > len(sample) // 20:
        raise _no_text()
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return unicodedata.normalize("NFC", _strict(data, "cp1258")), "cp1258"


def _strict(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise _no_text() from error


def _no_text() -> ListFileError:
    return ListFileError(
        tr("Tệp không phải văn bản đọc được."),
        tr("Mở danh sách bằng Excel, lưu dạng .xlsx rồi chọn lại."),
        code="QTN-217",
    )


def read_text_table(data: bytes) -> tuple[list[list[str]], str, tuple[str, ...]]:
    """Read comma-, semicolon-, tab- or bar-separated text.

    Returns:
        Rows, the encoding's name, and what had to be mended in words.

    Raises:
        ListFileError: the bytes are no text, or no table.
    """
    text, encoding = decode(data)
    notes: tuple[str, ...] = ()
    if "\x00" in text:
        text = text.replace("\x00", "")
        notes = (tr("Đã bỏ các ký tự rỗng (NUL) trong tệp: xem kỹ dòng đầu và dòng cuối."),)
    separator = _separator(text)
    if text[:6].lower().startswith("sep=") and len(text) > 4:
        separator = text[4]
        # The row keeps its number, so that row numbers agree with the file.
        text = "\n" + text.partition("\n")[2]
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise ListFileError(
            tr("Bảng trong tệp bị hỏng nên không tách được cột."),
            tr("Mở tệp bằng Excel, lưu dạng .xlsx rồi chọn lại."),
            code="QTN-218",
        ) from error
    return rows, encoding, notes


def _separator(text: str) -> str:
    """Choose the separator that splits the most lines into the same number of columns."""
    lines = [line for line in text.splitlines()[:60] if line.strip()]

    def strength(separator: str) -> int:
        counts = [line.count(separator) for line in lines]
        usual = max(set(counts), key=lambda count: (counts.count(count) * count, count), default=0)
        return usual * counts.count(usual)

    return max(_SEPARATORS, key=strength)
