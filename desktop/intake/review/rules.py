"""What makes a record worth a second look, and how much. Pure.

Every fact comes from the frozen snapshot, the record's way and the register of duplicates. Not
stored, so not judged: whether a card's lines were read by a machine or typed from its back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from desktop.common.text import clean, spelling_key
from desktop.common.vocabulary import FieldKey, MemberStatus, Source, Step

LOW_SCORE: Final = 0.5
"""A shot that barely passes every check scores about 0.35, a good one 0.8 (`photo/coach.py`)."""

FAST_SECONDS: Final = 45
"""Less than this from the comparison to the save: nobody poses, reads and signs so fast."""


class Risk(StrEnum):
    """Why a record should be looked at; stable words for `--json`."""

    DUPLICATE = "duplicate"
    PHOTO_EXCEPTION = "photo_exception"
    SIGN_EXCEPTION = "sign_exception"
    OUTSIDE_LIST = "outside_list"
    NOT_ELIGIBLE = "not_eligible"
    RETURNED = "returned"
    NAME_DIFFERS = "name_differs"
    EDITED = "edited"
    TYPED = "typed"
    LOW_PHOTO = "low_photo"
    FAST = "fast"
    SAMPLE_FAILED = "sample_failed"


WEIGHTS: Final[Mapping[Risk, int]] = {
    Risk.DUPLICATE: 50,
    Risk.PHOTO_EXCEPTION: 40,
    Risk.SIGN_EXCEPTION: 40,
    Risk.NOT_ELIGIBLE: 40,
    Risk.RETURNED: 35,
    Risk.OUTSIDE_LIST: 30,
    Risk.NAME_DIFFERS: 30,
    Risk.EDITED: 25,
    Risk.TYPED: 20,
    Risk.LOW_PHOTO: 15,
    Risk.FAST: 10,
    Risk.SAMPLE_FAILED: 5,
}
"""How much each reason counts; the sum orders the queue."""


@dataclass(frozen=True)
class Finding:
    """One reason to look.

    Attributes:
        risk: which.
        fields: the fields it is about, if any.
        value: the measured seconds or score, None where nothing was measured.
    """

    risk: Risk
    fields: tuple[FieldKey, ...] = ()
    value: float | None = None


@dataclass(frozen=True)
class Around:
    """What is known of a record beside its snapshot.

    Attributes:
        doubled: another record or row of the list may be the same person.
        returned: a reviewer gave it back before.
        sample_failed: a record of the sample it belonged to was given back.
    """

    doubled: bool = False
    returned: bool = False
    sample_failed: bool = False


NOTHING_AROUND: Final = Around()


def weight(findings: Iterable[Finding]) -> int:
    """Return how much some reasons count together."""
    return sum(WEIGHTS[one.risk] for one in findings)


def findings(snapshot: Mapping[str, Any], around: Around = NOTHING_AROUND) -> tuple[Finding, ...]:
    """Return every reason to look at a record, the heaviest first.

    Args:
        snapshot: as `intake/snapshot.py` froze it.
        around: what is known beside it.
    """
    found = [
        *_around(around),
        *_exceptions(snapshot),
        *_values(snapshot),
        *_photo(snapshot.get("photo", {})),
        *_time(snapshot.get("step_times", {})),
    ]
    return tuple(sorted(found, key=lambda one: -WEIGHTS[one.risk]))


def _around(around: Around) -> list[Finding]:
    known = (
        (around.doubled, Risk.DUPLICATE),
        (around.returned, Risk.RETURNED),
        (around.sample_failed, Risk.SAMPLE_FAILED),
    )
    return [Finding(risk) for holds, risk in known if holds]


def _exceptions(snapshot: Mapping[str, Any]) -> list[Finding]:
    member = snapshot.get("member", {})
    outside = member.get("status") == MemberStatus.OUTSIDE_LIST.value
    known = (
        (bool(snapshot.get("photo", {}).get("exception")), Risk.PHOTO_EXCEPTION),
        (bool(snapshot.get("signature", {}).get("exception")), Risk.SIGN_EXCEPTION),
        (outside, Risk.OUTSIDE_LIST),
        (not outside and member.get("eligible") is False, Risk.NOT_ELIGIBLE),
    )
    return [Finding(risk) for holds, risk in known if holds]


def card_of(snapshot: Mapping[str, Any]) -> dict[FieldKey, str]:
    """Return what the last reading of the card said, by field; empty when none was scanned."""
    reading = _card_reading(snapshot)
    known = set(FieldKey)
    return {FieldKey(key): str(value) for key, value in reading.items() if key in known and value}


def _card_reading(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    for reading in reversed(snapshot.get("readings", [])):
        if reading["source"] == Source.CARD.value:
            return dict(reading["values"])
    return {}


def _values(snapshot: Mapping[str, Any]) -> list[Finding]:
    values, sources = snapshot.get("fields", {}), snapshot.get("sources", {})
    card = card_of(snapshot)
    found = []
    edited = tuple(
        field
        for field, said in card.items()
        if sources.get(field.value) == Source.DECLARED.value
        and not same_words(said, values.get(field.value, ""))
    )
    if edited:
        found.append(Finding(Risk.EDITED, edited))
    settled = _card_reading(snapshot).get("chosen", {})
    typed = tuple(FieldKey(field) for field, how in settled.items() if how == "typed")
    if typed or not card:
        found.append(Finding(Risk.TYPED, typed))
    name = FieldKey.FULL_NAME
    listed = str(snapshot.get("member", {}).get("listed", {}).get(name.value, ""))
    names = [str(values.get(name.value, "")), card.get(name, "")]
    if listed and any(one and not same_words(one, listed) for one in names):
        found.append(Finding(Risk.NAME_DIFFERS, (name,)))
    return found


def same_words(left: str, right: str) -> bool:
    """Whether two values are the same to a reader: capitals and the place of a tone aside."""
    pairs = ([spelling_key(word) for word in clean(one).split()] for one in (left, right))
    first, second = pairs
    return first == second


def _photo(photo: Mapping[str, Any]) -> list[Finding]:
    score = photo.get("report", {}).get("score")
    if photo.get("exception") or not isinstance(score, int | float) or score >= LOW_SCORE:
        return []
    return [Finding(Risk.LOW_PHOTO, value=float(score))]


def _time(times: Mapping[str, Any]) -> list[Finding]:
    started, ended = times.get(Step.COMPARE.value), times.get("received")
    if not started or not ended:
        return []
    span = datetime.fromisoformat(str(ended)) - datetime.fromisoformat(str(started))
    seconds = span.total_seconds()
    if not 0 <= seconds < FAST_SECONDS:
        return []
    return [Finding(Risk.FAST, value=seconds)]
