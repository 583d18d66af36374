"""Where a record is, what a batch waits for, where a rejected record opens."""

from datetime import UTC, datetime

import pytest

from desktop.batch.answering.reasons import Reason
from desktop.batch.board.rules import PLACES, BatchState, bad_item, batch_state, days_between
from desktop.common.vocabulary import ApplicationState, FieldKey, Step


def test_every_state_but_withdrawn_has_one_place():
    assert set(PLACES) == set(ApplicationState) - {ApplicationState.WITHDRAWN}


@pytest.mark.parametrize(
    ("records", "unanswered", "to_mend", "state"),
    [
        (3, 3, 0, BatchState.WAITING),
        (3, 1, 1, BatchState.PART),
        (3, 0, 1, BatchState.TO_MEND),
        (3, 0, 0, BatchState.ANSWERED),
    ],
)
def test_a_batch_waits_for_one_thing(records, unanswered, to_mend, state):
    assert batch_state(records=records, unanswered=unanswered, to_mend=to_mend) is state


@pytest.mark.parametrize(
    ("reason", "field", "where"),
    [
        (Reason.PHOTO_BACKGROUND, "", (Step.PHOTO, None)),
        (Reason.SIGNATURE, "", (Step.SIGN, None)),
        (Reason.BIRTH_DATE, "", (Step.CHECK, FieldKey.BIRTH_DATE)),
        (Reason.OTHER_FIELD, "cell", (Step.CHECK, FieldKey.CELL)),
        (Reason.PHOTO, "signature", (Step.SIGN, None)),  # the item counts more than the reason
        (Reason.DUPLICATE, "", (Step.CHECK, None)),
        ("a code of a newer province", "an item of one", (Step.CHECK, None)),
    ],
)
def test_a_record_opens_at_the_bad_item(reason, field, where):
    assert bad_item(reason, field) == where


def test_days_are_counted_as_people_count_them():
    evening = datetime(2025, 8, 20, 16, 30, tzinfo=UTC)  # 23:30 in Vietnam
    night = datetime(2025, 8, 20, 17, 30, tzinfo=UTC)  # 00:30 the day after
    assert days_between(evening, night) == 1
    assert days_between(night, evening) == 0
