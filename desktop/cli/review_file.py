"""The file of decisions that `province answer --review` takes: CSV with a header, or JSON."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from desktop.batch.answering.files import ACCEPTED, REJECTED
from desktop.common.handed_files import first_bytes
from desktop.common.i18n import tr
from desktop.province.errors import ReviewFileError
from desktop.province.views import Decision

_LARGEST = 16 << 20
_TEXTS = ("record", "reason", "field", "note")


def read_decisions(path: Path) -> list[Decision]:
    """Read a review file; columns record, verdict, reason, field, note.

    A spreadsheet in Vietnamese writes its CSV with semicolons; both are read.

    Raises:
        ReviewFileError: it is neither CSV nor JSON, or a line lacks its record or has an unknown
            verdict.
        InputFileError: it cannot be read.
    """
    data = first_bytes(path, _LARGEST)
    try:
        return [_decision(row) for row in _rows(data.decode("utf-8-sig"))]
    except (ValueError, TypeError, csv.Error) as error:
        raise ReviewFileError(
            tr("Tệp quyết định “{file}” chưa đúng dạng.").format(file=path.name),
            tr("Cần các cột record, verdict, reason, field, note."),
        ) from error


def _rows(data: str) -> list[dict[str, Any]]:
    if data.lstrip()[:1] == "[":
        return [dict(row) for row in json.loads(data)]
    head = data.partition("\n")[0]
    sign = ";" if head.count(";") > head.count(",") else ","
    return list(csv.DictReader(io.StringIO(data, newline=""), delimiter=sign))


def _decision(row: dict[str, Any]) -> Decision:
    texts = {name: str(row.get(name) or "").strip() for name in _TEXTS}
    verdict = str(row.get("verdict") or REJECTED).strip()
    if not texts["record"] or verdict not in {ACCEPTED, REJECTED}:
        raise ValueError("a line without a record, or with another verdict")
    return Decision(accepted=verdict == ACCEPTED, **texts)
