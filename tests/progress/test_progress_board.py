"""The board: its line and its quality come from kept counts and a sample, and know past days."""

from datetime import date

from desktop.common.vocabulary import Step
from desktop.models import Application
from tests import factories
from tests.progress.conftest import CLERK

FIRST = date(2025, 8, 20)


def test_the_line_follows_the_records_and_a_past_day_stays(office):
    office.campaign.change({"start": "20/08/2025", "deadline": "24/08/2025"}, actor=CLERK)
    office.take("giang a pao")
    office.later(days=1)
    office.take("lo thi pang")
    office.later(days=1)
    board = office.progress.board()
    assert [one.received for one in board.course.days] == [1, 2, 2]
    assert board.course.whole == board.report.total.eligible == 4
    assert board.course.days[-1].received == board.report.total.received
    earlier = office.progress.board(FIRST)
    assert [one.received for one in earlier.course.days] == [1]
    assert earlier.quality.applicants == 1
    assert board.quality.applicants == 2


def test_quality_counts_minutes_and_portraits_taken_again(office):
    key = office.take("giang a pao")
    with office.store.write() as session:
        row = session.get(Application, key)
        begun = row.received_at.timestamp() - 600
        at = row.received_at.fromtimestamp(begun, tz=row.received_at.tzinfo)
        row.step_times = {**row.step_times, Step.COMPARE.value: at.isoformat()}
    other = office.intake.open(
        office.roster.search("lo thi pang").rows[0].member_id, actor=CLERK
    ).application_id
    for _ in range(3):
        office.intake.accept_photo(other, factories.jpeg(), report={}, actor=CLERK)
    quality = office.progress.board().quality
    assert (quality.applicants, quality.retakes) == (1, 0)  # the other one is not received yet
    office.intake.accept_signature(other, factories.signature_png(), actor=CLERK)
    office.reception.receive(other, actor=CLERK)
    quality = office.progress.board().quality
    assert (quality.applicants, quality.retakes) == (2, 2)
    assert quality.median_seconds in range(1, 601)
    assert (quality.answered, quality.returned) == (0, 0)
