"""The door for programs that read the chip of a card with a certified reader.

Such a program writes one small JSON file (or gives the same as text) and this one reads it. What
it holds is taken as typed data: nothing here verifies a signature of the chip, and nothing
claims that somebody did. The format is described in docs/card-reading.md.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Protocol

from desktop.common.dates import PartialDate
from desktop.common.i18n import tr
from desktop.common.text import clean
from desktop.common.vocabulary import Sex
from desktop.identity.card import CardReading, CardSource
from desktop.identity.errors import CardTextError
from desktop.identity.rules import check_personal_id, is_well_formed, warning_text

FORMAT = "qtn-chip-reading/1"
MAX_BYTES = 65_536
_TEXTS = ("full_name", "address")
_MAX_TEXT = 300


class ChipReader(Protocol):
    """A reader of chips that runs inside this program, should one be certified one day."""

    def read(self) -> CardReading:
        """Return what the chip says, with source `chip`.

        Raises:
            CardTextError: no card, or it could not be read.
        """
        ...


def read_chip_file(path: Path) -> CardReading:
    """Read the file another program left.

    Raises:
        CardTextError: the file cannot be read or is not in the format.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _refused() from error
    return parse_chip_reading(data)


def parse_chip_reading(data: bytes | str) -> CardReading:
    """Read what another program read from a chip.

    Args:
        data: JSON in the format `qtn-chip-reading/1`, at most 64 kB, UTF-8.

    Raises:
        CardTextError: it is not in the format.
    """
    if len(data) > MAX_BYTES:
        raise _refused()
    try:
        told = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _refused() from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise _refused()
    values = {key: clean(v) if isinstance(v := told.get(key, ""), str) else "" for key in _KEYS}
    if not is_well_formed(values["personal_id"]):
        raise _refused()
    return _reading(values, told)


_KEYS = ("personal_id", "old_id", "birth_date", "sex", "issued_on", *_TEXTS)


def _reading(values: dict[str, str], told: dict[str, Any]) -> CardReading:
    who = Sex(values["sex"]) if values["sex"] in set(Sex) else None
    born, issued = (_iso(values[key]) for key in ("birth_date", "issued_on"))
    year = int(born[:4]) if born else None
    facts = check_personal_id(values["personal_id"], birth_year=year, sex=who)
    told_of = {"full_name": values["full_name"], "birth_date": born, "sex": who}
    missing = tuple(field for field, value in told_of.items() if not value)
    old = values["old_id"]
    doubts = [tr("Chương trình đọc chip gửi thiếu mục: nhập theo thẻ.")] if missing else []
    doubts.append(tr("Số liệu do chương trình đọc chip gửi sang, quầy không tự xác thực chip."))
    return CardReading(
        personal_id=values["personal_id"],
        old_id=old if old.isdigit() and old.isascii() and len(old) in (9, 12) else "",
        full_name=values["full_name"][:_MAX_TEXT],
        birth_date=born,
        sex=who,
        address=values["address"][:_MAX_TEXT],
        issued_on=issued,
        extra=(),
        raw=clean(json.dumps(told, ensure_ascii=False))[:2000],
        source=CardSource.CHIP,
        certain=not missing,
        warnings=(*doubts, *(warning_text(fact) for fact in facts)),
        doubtful=missing,
    )


def _iso(text: str) -> str:
    try:
        return PartialDate.from_iso(text).iso
    except ValueError:
        return ""


def _refused() -> CardTextError:
    return CardTextError(
        tr("Không đọc được số liệu chip mà chương trình khác gửi sang."),
        tr("Quét mã QR trên thẻ hoặc gõ 12 số; báo người phụ trách chương trình đọc chip."),
    )
