"""The queue on both engines: one number each, calls one at a time, every act on record."""

import threading
from datetime import timedelta
from io import BytesIO

import pypdfium2
import pytest

from desktop.campaign.queue.errors import HasNumberError, NobodyWaitsError, TicketMovedOnError
from desktop.campaign.queue.service import QueueService
from desktop.common.vocabulary import TicketState, TurnPriority
from desktop.models import AuditEvent
from desktop.security.preferences import Preferences
from tests.progress.conftest import CLERK

OTHER = "Đinh Văn Tới"


@pytest.fixture
def queue(office):
    """A queue over the office's store; the pace of the day is what the test sets."""
    preferences = Preferences(office.store, office.clock)
    made = QueueService(office.store, office.clock, preferences, office.campaign, lambda: made.pace)
    made.pace = None
    return made


def tags(office_):
    with office_.store.read() as session:
        rows = session.query(AuditEvent).filter(AuditEvent.tag.like("ticket:%"))
        return [row.tag for row in rows.order_by(AuditEvent.number)]


def waits(queue_):
    return [turn.ticket.number for turn in queue_.board().waiting]


def text_of(pdf):
    return pypdfium2.PdfDocument(BytesIO(pdf))[0].get_textpage().get_text_range()


def test_a_day_of_the_queue(queue, office):
    for priority in (None, None, TurnPriority.SICK):
        queue.issue(priority, actor=CLERK)
    assert waits(queue) == [3, 1, 2]
    assert queue.call_next(actor=CLERK).number == 3
    board = queue.board()
    assert [one.number for one in board.called] == [3]
    assert board.called_by(CLERK).number == 3
    assert board.called_by(OTHER) is None
    # Whom one called is served when one calls the next; the other counter's stays.
    assert queue.call_next(actor=OTHER).number == 1
    assert queue.call_next(actor=CLERK).number == 2
    board = queue.board()
    assert {one.number for one in board.called} == {1, 2}
    assert (board.served, board.issued, board.waiting) == (1, 3, ())
    with pytest.raises(NobodyWaitsError):
        queue.call_next(actor=CLERK)
    assert queue.board().called_by(CLERK).number == 2  # nothing was lost by asking
    queue.finish(actor=CLERK)
    assert queue.board().served == 2
    assert tags(office) == [
        *["ticket:issued"] * 3,
        *["ticket:called"] * 2,
        "ticket:served",
        "ticket:called",
        "ticket:served",
    ]


def test_numbers_begin_anew_every_day(queue, office):
    queue.issue(actor=CLERK)
    old = queue.issue(actor=CLERK)
    office.later(days=1)
    assert queue.board().waiting == ()
    assert queue.issue(actor=CLERK).number == 1
    with pytest.raises(TicketMovedOnError):
        queue.call(old.id, actor=CLERK)


def test_a_person_has_one_number_and_priority_by_age(queue, office):
    old, young = (
        office.roster.search(name).rows[0].member_id for name in ("lo thi pang", "giang a pao")
    )
    first = queue.issue(actor=CLERK, member_id=old)  # born 1950, as the list has it
    assert (first.priority, first.full_name) == (TurnPriority.OLD, "Lò Thị Pâng")
    assert queue.issue(actor=CLERK, member_id=young).priority is TurnPriority.NONE
    with pytest.raises(HasNumberError) as refused:
        queue.issue(actor=CLERK, member_id=old)
    assert "số 1" in refused.value.title
    queue.call_next(actor=CLERK)
    queue.finish(actor=CLERK)
    assert queue.issue(actor=CLERK, member_id=old).number == 3  # served, and here once more
    office.campaign.change({"priority_age": "50"}, actor=CLERK)
    queue.give_up(queue.board().waiting[1].ticket.id, actor=CLERK)
    assert queue.issue(actor=CLERK, member_id=young).priority is TurnPriority.NONE


def test_somebody_not_there_is_called_three_times_and_can_come_back(queue, office):
    for _ in range(2):
        queue.issue(actor=CLERK)
    one = queue.call_next(actor=CLERK)
    for times in (1, 2, 3):
        gone = queue.missed(one.id, actor=CLERK)
        assert gone.missed == times
        if times < 3:
            assert gone.state is TicketState.WAITING
            office.later(minutes=1)
            queue.call(one.id, actor=CLERK)
    board = queue.board()
    assert [away.number for away in board.away] == [1]
    assert [turn.ticket.number for turn in board.waiting] == [2]
    with pytest.raises(TicketMovedOnError):
        queue.missed(one.id, actor=CLERK)
    back = queue.put_back(one.id, actor=CLERK)
    assert back.state is TicketState.WAITING
    assert "ticket:put_back" in tags(office)
    assert queue.board().away == ()


def test_a_call_by_a_slip_of_a_key_is_taken_back(queue):
    queue.issue(actor=CLERK)
    queue.issue(TurnPriority.SICK, actor=CLERK)
    called = queue.call_next(actor=CLERK)
    assert queue.take_back(called.id, actor=CLERK).state is TicketState.WAITING
    assert waits(queue) == [2, 1]
    with pytest.raises(TicketMovedOnError):
        queue.take_back(called.id, actor=CLERK)


def test_a_number_given_by_mistake_is_given_up(queue):
    one = queue.issue(actor=CLERK)
    queue.give_up(one.id, actor=CLERK)
    assert waits(queue) == []
    with pytest.raises(TicketMovedOnError):
        queue.give_up(one.id, actor=CLERK)
    assert queue.issue(actor=CLERK).number == 2  # a number is given once a day


def test_waits_follow_the_pace_of_the_day(queue, office):
    for _ in range(4):
        queue.issue(actor=CLERK)
    office.later(minutes=12)
    turns = queue.board().waiting
    assert [turn.minutes for turn in turns] == [0, 5, 10, 15]
    assert {turn.waited for turn in turns} == {12}
    queue.pace = 120
    assert [turn.minutes for turn in queue.board().waiting] == [0, 2, 4, 6]
    for who in (CLERK, OTHER):
        queue.call_next(actor=who)
    assert [turn.minutes for turn in queue.board().waiting] == [0, 1]  # two counters
    assert queue.board().median_wait == 12


def test_others_are_called_in_between_once_they_waited_longer_than_the_setting(queue, office):
    queue.issue(TurnPriority.OLD, actor=CLERK)
    queue.issue(actor=CLERK)
    queue.issue(TurnPriority.OLD, actor=CLERK)
    queue.call_next(actor=CLERK)
    office.later(minutes=20)
    assert waits(queue) == [3, 2]
    office.campaign.change({"queue_longest": "15"}, actor=CLERK)
    assert waits(queue) == [2, 3]


def test_the_slip_says_what_to_expect_and_names_nobody(queue, office):
    queue.issue(actor=CLERK)
    member = office.roster.search("lo thi pang").rows[0].member_id
    queue.issue(actor=CLERK)
    mine = queue.issue(actor=CLERK, member_id=member)
    text = text_of(queue.slip(mine.id))
    assert "3" in text.split()
    assert "Ưu tiên: cao tuổi" in text
    assert "Đến lượt ngay" in text
    assert "Phát lúc 07:15 ngày 20/08/2025" in text
    assert "Pâng" not in text
    last = text_of(queue.slip(queue.board().waiting[-1].ticket.id))
    assert "Còn 2 người trước, chờ khoảng 10 phút" in last
    queue.give_up(mine.id, actor=CLERK)
    with pytest.raises(TicketMovedOnError):
        queue.slip(mine.id)


def test_two_counters_never_call_or_give_the_same_number(queue, office):
    for _ in range(6):
        queue.issue(actor=CLERK)
    called, given, failed = [], [], []
    ready = threading.Barrier(3)

    def work(actor):
        ready.wait()
        try:
            for _ in range(2):
                called.append(queue.call_next(actor=actor).number)
                given.append(queue.issue(actor=actor).number)
        except Exception as error:  # told by the thread that started this one
            failed.append(error)
            raise

    hands = [threading.Thread(target=work, args=(f"Quầy {one}",)) for one in range(3)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert failed == []
    assert sorted(called) == [1, 2, 3, 4, 5, 6]
    assert sorted(given) == [7, 8, 9, 10, 11, 12]


def test_a_call_of_yesterday_is_no_call_of_today(queue, office):
    queue.issue(actor=CLERK)
    queue.call_next(actor=CLERK)
    office.later(days=1)
    assert queue.board() == type(queue.board())()
    assert timedelta(0) == timedelta(minutes=queue.board().longest)
