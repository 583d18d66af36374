"""What the province's answers teach about photos."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from desktop.batch.portraits.rules import codes, is_about_photo, report_of, tally
from desktop.batch.portraits.views import Heed, SentPhoto

WHEN = datetime(2025, 8, 21, 3, 0, tzinfo=UTC)


def photo(number, *, refused=(), noted=(), rejected=None, at=WHEN):
    name = f"Người {number}"
    return SentPhoto(UUID(int=number), name, "", refused, noted, "", rejected, "", "", at)


@pytest.mark.parametrize(
    ("reason", "field", "about"),
    [
        ("photo", "", True),
        ("photo_background", "", True),
        ("other", "photo", True),
        ("photo", "full_name", False),  # the field that was named counts more
        ("signature", "", False),
        ("full_name", "", False),
        ("something_newer", "", False),
    ],
)
def test_only_rejections_of_the_photo_are_about_it(reason, field, about):
    assert is_about_photo(reason, field) is about


def test_each_finding_is_counted_with_what_became_of_its_photo():
    seen = tally(
        [
            photo(1, refused=("background", "light"), rejected=True),
            photo(2, refused=("background",), rejected=False),
            photo(3, noted=("head_covering",), rejected=None),
            photo(4, rejected=True),
            photo(5, rejected=False),
        ]
    )
    lines = {(one.heed, one.code): one for one in seen.outcomes}
    background = lines[Heed.OVERRIDDEN, "background"]
    assert (background.sent, background.accepted, background.rejected) == (2, 1, 1)
    assert lines[Heed.OVERRIDDEN, "light"].rejected == 1
    assert (lines[Heed.NOTED, "head_covering"].waiting, lines[Heed.CLEAN, ""].sent) == (1, 2)
    assert (seen.sent, seen.rejected, seen.overridden_rejected) == (5, 2, 1)
    assert [one.heed for one in seen.outcomes] == sorted(
        (one.heed for one in seen.outcomes), key=list(Heed).index
    )


def test_the_newest_answer_stands_first():
    early, late = WHEN, WHEN.replace(day=25)
    seen = tally([photo(1, rejected=True, at=early), photo(2, rejected=True, at=late)])
    assert [one.full_name for one in seen.came_back] == ["Người 2", "Người 1"]


def test_the_report_is_the_one_of_the_version_that_left():
    first, second, now = {"report": {"n": 1}}, {"report": {"n": 2}}, {"report": {"n": 3}}
    replaced = [(4, first), (9, second)]
    assert report_of(3, replaced, now) is first
    assert report_of(4, replaced, now) is first
    assert report_of(5, replaced, now) is second
    assert report_of(12, replaced, now) is now


def test_a_report_of_before_or_of_another_hand_names_nothing():
    assert codes({}, "failures") == ()
    assert codes({"failures": "background"}, "failures") == ()
    assert codes({"failures": ["background"]}, "failures") == ("background",)
