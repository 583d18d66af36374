"""Where a record is, what a batch waits for, and which step mends what was rejected. Pure."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Final

from desktop.batch.answering.reasons import Reason
from desktop.common.clock import local
from desktop.common.i18n import mark
from desktop.common.vocabulary import ApplicationState, FieldKey, Step

State = ApplicationState


class Place(StrEnum):
    """Where a record with a receipt is; every record is in one place, so the sums reconcile."""

    HERE = "here"
    ON_THE_WAY = "on_the_way"
    BACK = "back"
    ACCEPTED = "accepted"
    ASIDE = "aside"


PLACES: Final[dict[ApplicationState, Place]] = {
    State.RECEIVED: Place.HERE,
    State.APPROVED: Place.HERE,
    State.EXPORTED: Place.ON_THE_WAY,
    State.REJECTED: Place.BACK,
    State.DRAFT: Place.BACK,
    State.ACKNOWLEDGED: Place.ACCEPTED,
    State.SENT_TO_PRINT: Place.ACCEPTED,
    State.PRINTED: Place.ACCEPTED,
    State.RETURNED: Place.ACCEPTED,
    State.HANDED_OVER: Place.ACCEPTED,
    State.NEEDS_SUPPLEMENT: Place.ASIDE,
    State.NOT_ELIGIBLE: Place.ASIDE,
    State.NOT_RECEIVED: Place.ASIDE,
}
"""The place of a record that has its receipt. A draft with one is being mended."""


class BatchState(StrEnum):
    """What a batch waits for."""

    WAITING = "waiting"
    PART = "part"
    TO_MEND = "to_mend"
    ANSWERED = "answered"


def batch_state(*, records: int, unanswered: int, to_mend: int) -> BatchState:
    """Return what a batch waits for.

    Args:
        records: how many are in it.
        unanswered: of those, how many the province has said nothing about.
        to_mend: how many it sent back that have not left again.
    """
    if unanswered:
        return BatchState.WAITING if unanswered == records else BatchState.PART
    return BatchState.TO_MEND if to_mend else BatchState.ANSWERED


def days_between(earlier: datetime, later: datetime) -> int:
    """Return how many midnights lie between two moments, as people count days; never negative."""
    return max(0, (local(later).date() - local(earlier).date()).days)


_BY_REASON: Final[dict[str, tuple[Step, FieldKey | None]]] = {
    Reason.PHOTO: (Step.PHOTO, None),
    Reason.PHOTO_BACKGROUND: (Step.PHOTO, None),
    Reason.PHOTO_UNREADABLE: (Step.PHOTO, None),
    Reason.SIGNATURE: (Step.SIGN, None),
    Reason.FULL_NAME: (Step.CHECK, FieldKey.FULL_NAME),
    Reason.BIRTH_DATE: (Step.CHECK, FieldKey.BIRTH_DATE),
    Reason.PERSONAL_ID: (Step.CHECK, FieldKey.PERSONAL_ID),
}
_BY_FIELD: Final[dict[str, tuple[Step, FieldKey | None]]] = {
    "photo": (Step.PHOTO, None),
    "signature": (Step.SIGN, None),
    **{key.value: (Step.CHECK, key) for key in FieldKey},
}


_NEEDS_BY_REASON: Final[dict[str, str]] = {
    Reason.DUPLICATE: mark("Đến xem lại: tỉnh đã có một hồ sơ khác của người này"),
    Reason.NOT_ELIGIBLE: mark("Nghe giải thích: tỉnh xác định chưa thuộc diện đổi thẻ"),
    Reason.PRINTING: mark("Đến quầy: nơi in thẻ trả lại hồ sơ"),
}
_NEEDS_BY_FIELD: Final[dict[FieldKey, str]] = {
    FieldKey.FULL_NAME: mark("Mang thẻ căn cước đến xem lại họ tên"),
    FieldKey.BIRTH_DATE: mark("Mang thẻ căn cước đến xem lại ngày sinh"),
    FieldKey.PERSONAL_ID: mark("Mang thẻ căn cước đến xem lại số định danh"),
}
_NEEDS_BY_STEP: Final[dict[Step, str]] = {
    Step.PHOTO: mark("Đến chụp lại ảnh"),
    Step.SIGN: mark("Đến ký lại"),
}
_NEEDS_SOMETHING: Final = mark("Mang thẻ căn cước đến bổ sung hồ sơ")


def need(reason: str, field: str) -> str:
    """Return what somebody is asked to do on the phone; a marked text in plain words."""
    step, wrong = bad_item(reason, field)
    if not field and reason in _NEEDS_BY_REASON:
        return _NEEDS_BY_REASON[reason]
    if wrong in _NEEDS_BY_FIELD:
        return _NEEDS_BY_FIELD[wrong]
    return _NEEDS_BY_STEP.get(step, _NEEDS_SOMETHING)


def bad_item(reason: str, field: str) -> tuple[Step, FieldKey | None]:
    """Return where a rejected record opens: the step, and the field on the check page.

    The field that the province named counts more than its reason; what neither says is looked
    for on the check page, where everything stands.
    """
    return _BY_FIELD.get(field) or _BY_REASON.get(reason) or (Step.CHECK, None)
