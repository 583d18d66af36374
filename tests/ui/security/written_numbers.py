"""Whole numbers of people in a file, read back the way whoever gets it would read it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
from pypdf import PdfReader

from desktop.common.vocabulary import FieldKey
from desktop.models import Application, Member, ReceivedRecord, SourceRecord
from desktop.storage.unit_of_work import Store

KINDS = (
    FieldKey.PERSONAL_ID,
    FieldKey.OLD_ID,
    FieldKey.CARD_NUMBER,
    FieldKey.NEW_CARD_NUMBER,
    FieldKey.PHONE,
)
_GAPS = re.compile(r"[\s.\-–\u00a0\u202f]")
_LEAST = 7


def kinds_of(store: Store) -> dict[str, set[FieldKey]]:
    """Return every number of a person that a store holds, and what it can be."""
    found: dict[str, set[FieldKey]] = {}
    with store.read() as session:
        rows = [
            {key: getattr(member, key.value) for key in KINDS} for member in session.query(Member)
        ]
        rows += [_of(row.fields) for row in session.query(Application)]
        rows += [_of((row.snapshot or {}).get("fields", {})) for row in session.query(Application)]
        rows += [_of(row.fields) for row in session.query(SourceRecord)]
        rows += [_of(row.document.get("fields", {})) for row in session.query(ReceivedRecord)]
    for row in rows:
        for kind, number in row.items():
            plain = _GAPS.sub("", str(number or ""))
            if len(plain) >= _LEAST:
                found.setdefault(plain, set()).add(kind)
    return found


def _of(fields: dict[str, str]) -> dict[FieldKey, str]:
    return {kind: fields.get(kind.value, "") for kind in KINDS}


def whole_kinds(file: Path, numbers: dict[str, set[FieldKey]]) -> set[FieldKey]:
    """Return what kinds of numbers can be read whole in a file, however they are grouped."""
    plain = _GAPS.sub("", "\n".join(_texts(file)))
    return {kind for number, kinds in numbers.items() if number in plain for kind in kinds}


def _texts(file: Path) -> Iterator[str]:
    yield file.name
    if file.suffix == ".pdf":
        reader = PdfReader(file)
        for value in (reader.metadata or {}).values():
            yield str(value)
        for page in reader.pages:
            yield page.extract_text()
    elif file.suffix == ".xlsx":
        book = openpyxl.load_workbook(file)
        for sheet in book.worksheets:
            yield sheet.title
            for row in sheet.iter_rows():
                for cell in row:
                    yield str(cell.value or "")
                    yield cell.comment.text if cell.comment else ""
    else:
        yield file.read_bytes().decode("utf-8", "replace")
