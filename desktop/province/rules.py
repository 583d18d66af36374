"""What the province checks again on arrival, whatever the station checked before. Pure.

Two outcomes beside "clean": what no honest station can send is quarantined and goes back with its
reason; what a person should look at is held, with findings.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from desktop.batch.answering.reasons import Reason
from desktop.common.dates import PartialDate
from desktop.common.i18n import mark
from desktop.common.settings import Group, SettingDef
from desktop.common.text import fold, only_digits
from desktop.common.vocabulary import FieldKey, MemberStatus, Sex
from desktop.identity.rules import check_personal_id, number_problem
from desktop.roster.rules import DEFAULT_TABLE

LARGEST_FILE: Final = 8 << 30
MOST_RECORDS: Final = 20_000
MEASURED_OF: Final = 32
"""One photo of so many is measured again, unless the desk's setting says otherwise."""
MEASURED: Final = SettingDef(
    "province_measured_of",
    Group.PAPERS,
    MEASURED_OF,
    mark("Khi nhận, đo lại một ảnh trong số (1 là mọi ảnh)"),
    low=1,
    high=64,
)

NO_PHOTO, NOT_ELIGIBLE, ID_DIFFERS = "no_photo", "not_eligible", "id_differs"
STATUS_UNKNOWN, PHOTO_DIFFERS = "status_unknown", "photo_differs"
"""Findings that hold a record until somebody decided."""

SAME_ID, SAME_PERSON = "same_id", "same_person"
"""Why two records are shown side by side."""

_VISIBLE_BREAKS = {"\n", "\t"}
_ISO = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)
_DEEPEST = 12


class QuarantineError(Exception):
    """A record cannot be taken in; the code goes back to the station with it.

    Attributes:
        reason: code of `answering.reasons.Reason`.
        place: what is wrong, a field or a part of the file; never a value.
    """

    def __init__(self, reason: Reason, place: str = "") -> None:
        super().__init__(f"{reason.value} {place}".strip())
        self.reason = reason
        self.place = place


@dataclass(frozen=True)
class Facts:
    """What of a record is looked for and counted; texts are plain and trimmed."""

    version: int
    receipt_number: str
    full_name: str
    name_folded: str
    birth_date: str
    personal_id: str
    cell: str
    channel: str
    taken_at: str
    findings: list[str] = field(default_factory=list)


def read_document(data: bytes) -> dict[str, Any]:
    """Read a record strictly: JSON, no key twice, no number that is none, no hidden characters.

    Raises:
        QuarantineError: it is not that.
    """
    try:
        document = json.loads(
            data, object_pairs_hook=_no_doubles, parse_constant=_refused, parse_float=_finite
        )
    except (ValueError, RecursionError) as error:
        raise QuarantineError(Reason.BAD_RECORD, "json") from error
    if not isinstance(document, dict):
        raise QuarantineError(Reason.BAD_RECORD, "json")
    for text in _texts(document, 0):
        if not text.isprintable() and any(_is_hidden(char) for char in text):
            raise QuarantineError(Reason.BAD_RECORD, "text")
    return document


def version_of(document: dict[str, Any]) -> int:
    """Return the version a record claims, 0 when it claims none."""
    version = document.get("record_version")
    if not isinstance(version, int) or isinstance(version, bool):
        return 0
    return version if 0 < version < 1 << 31 else 0


def facts_of(
    document: dict[str, Any], record_id: UUID, *, station: str, practice: bool, today: date
) -> Facts:
    """Return the facts of a record that fits its schema, checked again.

    Args:
        document: the record.
        record_id: the key its file is named by.
        station: who signed the batch.
        practice: whether the batch is one of invented people.
        today: at the province; nothing may be dated later.

    Raises:
        QuarantineError: it contradicts itself, its batch, or what any counter would refuse.
    """
    if document["record_id"] != str(record_id):
        raise QuarantineError(Reason.BAD_RECORD, "record_id")
    if not version_of(document):  # JSON Schema takes 2.0 for a whole number
        raise QuarantineError(Reason.BAD_RECORD, "record_version")
    if document["practice"] is not practice:
        raise QuarantineError(Reason.BAD_RECORD, "practice")
    told = document.get("station")
    if told is not None and told != station:
        raise QuarantineError(Reason.BAD_RECORD, "station")
    fields: dict[str, str] = document.get("fields", {})
    name = " ".join(fields.get(FieldKey.FULL_NAME, "").split())
    if not name:
        raise QuarantineError(Reason.DATA_MISSING, FieldKey.FULL_NAME)
    number = only_digits(fields.get(FieldKey.PERSONAL_ID, ""))
    if number_problem(number):
        raise QuarantineError(Reason.PERSONAL_ID, FieldKey.PERSONAL_ID)
    birth = _birth(fields, today)
    return Facts(
        version=document["record_version"],
        receipt_number=document["receipt_number"],
        full_name=name,
        name_folded=fold(name),
        birth_date=birth.iso,
        personal_id=number,
        cell=fields.get(FieldKey.CELL, ""),
        channel=str(document.get("channel", "")),
        taken_at=str(document.get("received_at", "")),
        findings=_findings(document, fields, birth),
    )


def claimed_check(document: dict[str, Any]) -> dict[str, Any] | None:
    """Return what a station says its photo check found, if it says that the photo may pass.

    It does when the check found it good, or when somebody let it pass with a reason.
    """
    photo = document.get("photo")
    report = photo.get("report") if isinstance(photo, dict) else None
    if not isinstance(report, dict):
        return None
    return report if report.get("verdict") is True or is_overridden(document) else None


def is_overridden(document: dict[str, Any]) -> bool:
    """Return whether somebody let the photo pass although its check spoke against it."""
    photo = document.get("photo")
    return isinstance(photo, dict) and bool(photo.get("exception"))


def is_drawn(digest: str, measured_of: int) -> bool:
    """Return whether a photo is in the sample: one of `measured_of`, chosen by its digest.

    A station cannot choose which: the digest is that of the picture. 1 draws all of them.
    """
    return int(digest[:2], 16) % measured_of == 0


def missing_sequences(numbers: Iterable[int]) -> tuple[int, ...]:
    """Return the numbers below the highest one that are not there."""
    known = set(numbers)
    return tuple(number for number in range(1, max(known, default=0)) if number not in known)


def _birth(fields: dict[str, str], today: date) -> PartialDate:
    text = fields.get(FieldKey.BIRTH_DATE, "")
    try:
        birth = PartialDate.from_iso(text) if _ISO.fullmatch(text) else None
    except ValueError:
        birth = None
    if birth is None or not 1900 <= birth.year <= today.year:
        raise QuarantineError(Reason.BIRTH_DATE, FieldKey.BIRTH_DATE)
    return birth


def _findings(document: dict[str, Any], fields: dict[str, str], birth: PartialDate) -> list[str]:
    found = []
    text = fields.get(FieldKey.SEX, "")
    sex = Sex(text) if text in set(Sex) else None
    number = only_digits(fields[FieldKey.PERSONAL_ID])
    if check_personal_id(number, birth_year=birth.year, sex=sex):
        found.append(ID_DIFFERS)
    member = document.get("member")
    status = member.get("status") if isinstance(member, dict) else None
    if not isinstance(status, str) or status not in set(MemberStatus):
        found.append(STATUS_UNKNOWN)
    elif not DEFAULT_TABLE[MemberStatus(status)].eligible:
        found.append(NOT_ELIGIBLE)
    if document["files"]["photo"] is None:
        found.append(NO_PHOTO)
    return found


def _texts(value: object, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        raise QuarantineError(Reason.BAD_RECORD, "depth")
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _texts(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, depth + 1)


def _is_hidden(char: str) -> bool:
    return char not in _VISIBLE_BREAKS and unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co"}


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) != len(pairs):
        raise ValueError("a key stands twice")
    return values


def _finite(text: str) -> float:
    """Read a number; one that is too large for a float would be kept as what is no JSON."""
    if not math.isfinite(number := float(text)):
        raise ValueError(text)
    return number


def _refused(text: str) -> Any:
    raise ValueError(text)
