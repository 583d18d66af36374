"""Comma-separated text as Vietnamese offices make it: many encodings, four separators."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import unicodedata

from desktop.common.i18n import tr
from desktop.roster.errors import ListFileError
from desktop.roster.reading import legacy
from desktop.roster.reading.archives import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from desktop.roster.reading.files import too_large

_SEPARATORS = ",;\t|"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
)


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """Return the text and the name of the encoding it was in.

    A byte-order mark decides; then the NULs that UTF-16 leaves in Latin text; then strict UTF-8;
    what is left is one of the old Vietnamese encodings, told apart by the words. TCVN3 and VNI
    stay Western letters here, see `legacy`.

    Args:
        data: a text file.
        encoding: one of `legacy.ENCODINGS` when a person said which.

    Raises:
        ListFileError: the bytes are no text.
    """
    if encoding is not None:
        return _said(data, encoding), encoding
    for bom, codec, name in _BOMS:
        if data.startswith(bom):
            return _strict(data, codec), name
    sample = data[:4096]
    if guess := _utf16(sample):
        return _strict(data, guess), legacy.UTF16
    if sample.count(0) > len(sample) // 20:
        raise _no_text()
    try:
        return data.decode("utf-8"), legacy.UTF8
    except UnicodeDecodeError:
        if _is_utf8_but_for_a_few(data):
            return data.decode("utf-8", errors="replace"), legacy.UTF8
        return legacy.best_reading(data)


def _utf16(sample: bytes) -> str:
    """Return the byte order of UTF-16 without a mark: every other byte of Latin text is NUL."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(sample) < 4 or max(even, odd) <= len(sample) // 5 or min(even, odd) == max(even, odd):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _is_utf8_but_for_a_few(data: bytes) -> bool:
    """Whether a few bytes were spoilt in a text that is UTF-8 all the same."""
    text = data[: 2**18].decode("utf-8", errors="replace")
    whole = sum(1 for char in text if char >= "\x80") - text.count("\ufffd")
    return whole > 20 * text.count("\ufffd")


def _said(data: bytes, encoding: str) -> str:
    if encoding == legacy.UTF16:
        known = next((codec for bom, codec, _ in _BOMS[1:] if data.startswith(bom)), "")
        return _strict(data, known or _utf16(data[:4096]) or "utf-16-le")
    if encoding in {legacy.TCVN3, legacy.VNI}:
        # The old letters may stand in a file that was saved as Unicode since.
        try:
            return data.decode(_utf16(data[:4096]) or "utf-8-sig")
        except UnicodeDecodeError:
            return legacy.western(data)
    if encoding == legacy.CP1258:
        return unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))
    return data.decode("utf-8-sig", errors="replace")


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


def read_text_table(
    data: bytes, encoding: str | None = None
) -> tuple[list[list[str]], str, tuple[str, ...]]:
    """Read comma-, semicolon-, tab- or bar-separated text.

    Returns:
        Rows, the encoding's name, and what had to be mended in words.

    Raises:
        ListFileError: the bytes are no text, or no table.
        ListTooLargeError: it has more rows than any list.
    """
    text, name = decode(data, encoding)
    notes: tuple[str, ...] = ()
    if "\ufffd" in text:
        notes = (tr("Một số chữ trong tệp bị hỏng, hiện là “\ufffd”: xem lại các dòng đó."),)
    if "\x00" in text:
        text = text.replace("\x00", "")
        notes = (
            *notes,
            tr("Đã bỏ các ký tự rỗng (NUL) trong tệp: xem kỹ dòng đầu và dòng cuối."),
        )
    separator = _separator(text)
    if text[:6].lower().startswith("sep=") and len(text) > 4:
        separator = text[4]
        # The row keeps its number, so that row numbers agree with the file.
        text = "\n" + text.partition("\n")[2]
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        rows = list(itertools.islice(reader, MAX_ROWS + 1))
    except csv.Error as error:
        raise ListFileError(
            tr("Bảng trong tệp bị hỏng nên không tách được cột."),
            tr("Mở tệp bằng Excel, lưu dạng .xlsx rồi chọn lại."),
            code="QTN-218",
        ) from error
    width = max((len(row) for row in rows), default=0)
    if width > MAX_COLUMNS or len(rows) > MAX_ROWS or width * len(rows) > MAX_CELLS:
        raise too_large()
    return rows, name, notes


def _separator(text: str) -> str:
    """Choose the separator that splits the most lines into the same number of columns."""
    lines = [line for line in text.splitlines()[:60] if line.strip()]

    def strength(separator: str) -> int:
        counts = [line.count(separator) for line in lines]
        usual = max(set(counts), key=lambda count: (counts.count(count) * count, count), default=0)
        return usual * counts.count(usual)

    return max(_SEPARATORS, key=strength)
