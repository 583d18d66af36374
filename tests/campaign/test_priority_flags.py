"""Flags of people on both engines: kept with history, health masked, read by the queue."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from desktop.campaign.priority import rules
from desktop.campaign.priority import store as queries
from desktop.campaign.priority.errors import PriorityRefusedError
from desktop.campaign.priority.service import PriorityService
from desktop.campaign.priority.words import chip_words, told
from desktop.campaign.queue.service import QueueService
from desktop.campaign.schedule.papers import SchedulePapers
from desktop.campaign.schedule.service import ScheduleService
from desktop.common.flags import FlagReason
from desktop.common.ids import new_id
from desktop.common.vocabulary import TurnPriority
from desktop.models import AuditEvent, Member
from desktop.security.preferences import Preferences
from desktop.shifts.calendar import CalendarService
from desktop.shifts.plan.service import PlanService
from tests.progress.conftest import CLERK

SECOND = "Đinh Văn Tới"
ILL, FAR, OTHER = FlagReason.ILL, FlagReason.FAR, FlagReason.OTHER
WAR, MERIT, DISABLED = FlagReason.WAR_INVALID, FlagReason.MERIT, FlagReason.DISABLED


@pytest.fixture
def priority(office):
    """Flags over the office's store."""
    return PriorityService(office.store, office.clock, office.campaign)


def member(office_, name):
    return office_.roster.search(name).rows[0].member_id


def tags(office_):
    with office_.store.read() as session:
        rows = session.query(AuditEvent).filter(AuditEvent.tag.like("priority:%"))
        return [(row.tag, row.target, row.detail) for row in rows.order_by(AuditEvent.number)]


def test_flags_are_kept_with_their_history(priority, office):
    pao = member(office, "giang a pao")
    assert not priority.of(pao).comes_first
    found = priority.change(pao, {ILL, FAR, OTHER}, actor=CLERK, note="  Nuôi  con nhỏ ")
    assert (found.reasons, found.has_hidden, found.is_old) == ((FAR, OTHER), True, False)
    office.later(hours=1)
    priority.change(pao, {FAR, OTHER}, actor=SECOND, note="Nuôi con nhỏ")
    office.later(hours=1)
    found = priority.change(pao, {FAR, OTHER}, actor=SECOND, note="Chăm cha già")
    assert (found.reasons, found.has_hidden) == ((FAR, OTHER), False)
    sheet = priority.reveal(pao, actor=CLERK)
    assert (sheet.reasons, sheet.note) == (frozenset({FAR, OTHER}), "Chăm cha già")
    history = {(one.reason, one.note, one.set_by, one.cleared_by) for one in sheet.entries}
    assert history == {
        (ILL, "", CLERK, SECOND),
        (FAR, "", CLERK, ""),
        (OTHER, "Nuôi con nhỏ", CLERK, SECOND),
        (OTHER, "Chăm cha già", SECOND, ""),
    }
    # What is as it was is not written again.
    priority.change(pao, {FAR, OTHER}, actor=CLERK, note="Chăm cha già")
    assert len(priority.reveal(pao, actor=CLERK).entries) == 4


def test_every_change_and_look_leaves_an_event_that_tells_no_reason(priority, office):
    pao, pang = member(office, "giang a pao"), member(office, "lo thi pang")
    priority.change(pao, {ILL}, actor=CLERK)
    priority.reveal(pao, actor=CLERK)
    priority.change(pao, (), actor=CLERK)
    priority.change(pang, {FAR}, actor=CLERK)
    priority.reveal(pang, actor=CLERK)  # nothing of health: no event
    found = tags(office)
    assert [(tag, target) for tag, target, _ in found] == [
        ("priority:flagged", str(pao)),
        ("priority:revealed", str(pao)),
        ("priority:cleared", str(pao)),
        ("priority:flagged", str(pang)),
    ]
    assert all(not detail for _, _, detail in found)


def test_what_cannot_be_kept_is_refused_and_nothing_changes(priority, office):
    pao = member(office, "giang a pao")
    priority.change(pao, {FAR}, actor=CLERK)
    for reasons, note in (({OTHER}, " "), ({OTHER}, "x" * 201)):
        with pytest.raises(PriorityRefusedError) as refused:
            priority.change(pao, reasons, actor=CLERK, note=note)
        assert refused.value.code == "QTN-600"
    for call in (priority.reveal, lambda key, actor: priority.change(key, {FAR}, actor=actor)):
        with pytest.raises(PriorityRefusedError):
            call(new_id(), actor=CLERK)
    assert priority.of(pao).reasons == (FAR,)
    assert not priority.of(new_id()).comes_first


def test_health_is_hidden_and_several_reasons_are_not_listed_beside_a_name(priority, office):
    pao, pang = member(office, "giang a pao"), member(office, "lo thi pang")
    assert chip_words(priority.of(pao)) == ""
    assert chip_words(priority.change(pao, {WAR}, actor=CLERK)) == "Ưu tiên: thương binh"
    sick = priority.change(pao, {ILL, DISABLED}, actor=CLERK)
    assert (chip_words(sick), told(sick)) == ("Ưu tiên", ["Sức khỏe (đã che)"])
    old = priority.of(pang)  # born 1950, as the list has it
    assert (old.is_old, chip_words(old)) == (True, "Ưu tiên: cao tuổi")
    assert chip_words(priority.change(pang, {MERIT}, actor=CLERK)) == "Ưu tiên"
    office.campaign.change({"priority_age": "80"}, actor=CLERK)
    assert told(priority.of(pang)) == ["Người có công"]


@pytest.mark.parametrize(
    ("flags", "by_age", "expected"),
    [
        ((), TurnPriority.NONE, TurnPriority.NONE),
        ((), TurnPriority.OLD, TurnPriority.OLD),
        ((ILL,), TurnPriority.NONE, TurnPriority.FLAGGED),
        ((ILL, FAR), TurnPriority.OLD, TurnPriority.OLD),
        ((WAR, ILL), TurnPriority.OLD, TurnPriority.WAR_INVALID),
    ],
)
def test_a_turn_follows_from_flags_without_telling_health(flags, by_age, expected):
    assert rules.turn_of(flags, by_age) is expected


def test_the_queue_proposes_what_is_kept_and_lets_the_clerk_choose(priority, office):
    preferences = Preferences(office.store, office.clock)
    queue = QueueService(office.store, office.clock, preferences, office.campaign, lambda: None)
    pao = member(office, "giang a pao")
    queue.issue(actor=CLERK)
    priority.change(pao, {DISABLED}, actor=CLERK)
    ticket = queue.issue(actor=CLERK, member_id=pao)
    assert ticket.priority is TurnPriority.FLAGGED
    assert [turn.ticket.number for turn in queue.board().waiting] == [2, 1]
    queue.give_up(ticket.id, actor=CLERK)
    chosen = queue.issue(TurnPriority.NONE, actor=CLERK, member_id=pao)
    assert chosen.priority is TurnPriority.NONE
    assert queue.slip(chosen.id)[:4] == b"%PDF"


def test_flags_of_a_row_that_was_merged_are_of_the_person(priority, office):
    pao, breu = member(office, "giang a pao"), member(office, "k breu")
    priority.change(breu, {MERIT, FAR}, actor=CLERK)
    with office.store.write() as session:
        row = session.get(Member, breu)
        row.retired, row.merged_into = "merged", pao
    assert priority.of(pao).reasons == (MERIT, FAR)
    with office.store.read() as session:
        assert queries.flagged(session) == {pao}
    assert priority.change(pao, {MERIT}, actor=CLERK).reasons == (MERIT,)
    assert len(priority.reveal(pao, actor=CLERK).entries) == 2


def test_old_is_taken_as_early_as_it_can_be():
    day = date(2025, 8, 20)
    assert rules.is_old("1955", day, 70)
    assert rules.is_old("1955-08-20", day, 70)
    assert not rules.is_old("1955-08-21", day, 70)
    assert not rules.is_old("", day, 70)


@pytest.mark.parametrize("office", ["embedded"], indirect=True)
def test_flagged_people_come_early_in_the_day_and_the_invitation_says_only_that(priority, office):
    days = CalendarService(office.store, office.clock), PlanService(office.store, office.clock)
    schedule = ScheduleService(office.store, office.clock, office.campaign, *days)
    breu, pao = member(office, "k breu"), member(office, "giang a pao")
    priority.change(pao, {ILL}, actor=CLERK)  # by name alone, Brêu would come before Pao
    schedule.accept(schedule.propose(), actor=CLERK)
    seats = sorted(
        (slot.day, seat.minute, seat.member_id)
        for row in schedule.board().cells
        for slot in row.slots
        for seat in slot.seats
        if seat.member_id in {breu, pao}
    )
    assert [key for _, _, key in seats] == [pao, breu]
    assert seats[0][:2] < seats[1][:2]
    papers = SchedulePapers(office.store, office.clock, Preferences(office.store, office.clock))
    cell = office.people.dossier(pao).person.fields["cell"]
    pdf = papers.pdfs(cell, actor=CLERK)["danh-sach-moi"]
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    assert "Ưu tiên" in text
    assert "Ốm" not in text
