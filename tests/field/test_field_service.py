"""Teams, marks, lists and outcomes on a real store."""

import pytest

from desktop.common.vocabulary import (
    ApplicationState,
    CannotCome,
    Channel,
    TeamRole,
    VisitListState,
    VisitOutcome,
    VisitPlace,
)
from desktop.erasure import store as erasing
from desktop.erasure.views import DueRecord
from desktop.field.teams.errors import TeamBusyError, TeamRefusedError, TeamUnknownError
from desktop.field.teams.views import TeamPerson
from desktop.field.visits.errors import (
    ListClosedError,
    NobodyToVisitError,
    StillWaitingError,
    VisitRefusedError,
    VisitUnknownError,
)
from desktop.field.visits.views import Skipped
from desktop.models import Application, AuditEvent, SpecialCase, Visit, VisitList
from desktop.security.tags import Tag
from desktop.security.trail.service import TrailService
from tests.factories import MORNING
from tests.field.visit_desk import CLERK, WHOLE

DAY = "2025-08-21"


def application_of(desk, member_id):
    with desk.store.read() as session:
        return session.query(Application).filter_by(member_id=member_id).all()


def events(desk, tag):
    with desk.store.read() as session:
        return session.query(AuditEvent).filter_by(tag=tag.value).all()


def make(desk, *names, team=None, **rest):
    team = team or desk.team()
    people = [desk.who(name) for name in names]
    return desk.field.visits.make(people, [team.team_id], DAY, actor=CLERK, **rest)


# ---------------------------------------------------------------- teams


def test_a_team_is_made_changed_and_ended(desk):
    teams = desk.field.teams
    made = desk.team()
    assert [one.name for one in made.people] == ["Lò Văn Định", "Hà Thị Nga", "Vàng A Chứ"]
    assert not made.missing
    with pytest.raises(TeamRefusedError):
        teams.add("tổ 1", WHOLE, actor=CLERK)
    changed = teams.change(made.team_id, "Tổ Nà Sang", WHOLE[1:], actor=CLERK, vehicle="Đi bộ")
    assert changed.missing == (TeamRole.CELL_SECRETARY,)
    assert (changed.name, changed.device, changed.vehicle) == ("Tổ Nà Sang", "", "Đi bộ")
    teams.change(made.team_id, "Tổ Nà Sang", WHOLE[1:], actor=CLERK, vehicle="Đi bộ")
    assert len(events(desk, Tag.TEAM_CHANGED)) == 1
    teams.end(made.team_id, actor=CLERK)
    assert teams.all() == ()
    assert teams.get(made.team_id).is_ended
    for act in (lambda: teams.end(made.team_id, actor=CLERK), lambda: teams.named("Tổ Nà Sang")):
        with pytest.raises(TeamUnknownError):
            act()


def test_a_team_with_people_before_it_is_not_ended(desk):
    team = desk.team()
    make(desk, "Giàng A Pao", team=team)
    with pytest.raises(TeamBusyError):
        desk.field.teams.end(team.team_id, actor=CLERK)
    assert desk.field.teams.get(team.team_id).waiting == 1


# ---------------------------------------------------------------- marks


def test_a_reason_is_shown_only_to_whoever_asks_and_the_trail_says_so(desk):
    marks, pang = desk.field.marks, desk.who("Lò Thị Pâng")
    assert marks.mark([pang], CannotCome.ILL, actor=CLERK, note="gọi con trai") == 1
    assert marks.mark([pang], CannotCome.ILL, actor=CLERK, note="gọi con trai") == 0
    seen = marks.people()
    assert "ill" not in repr(seen).replace("village", "").replace("will", "")
    assert len(events(desk, Tag.REASON_REVEALED)) == 0
    assert marks.reveal(pang, actor=CLERK) == (CannotCome.ILL, "gọi con trai")
    (told,) = events(desk, Tag.REASON_REVEALED)
    assert told.target == str(pang)
    for event in (told, *events(desk, Tag.CANNOT_COME_MARKED)):
        assert "ill" not in str(event.detail)


def test_a_mark_is_taken_away_and_stays_kept(desk):
    marks, pang = desk.field.marks, desk.who("Lò Thị Pâng")
    marks.mark([pang], CannotCome.OLD, actor=CLERK)
    marks.mark([pang], CannotCome.FAR, actor=CLERK)
    marks.clear(pang, actor=CLERK)
    assert marks.people() == ()
    with desk.store.read() as session:
        (row,) = session.query(SpecialCase).all()
    assert (row.reason, row.cleared_by, row.version) == ("far", CLERK, 3)
    with pytest.raises(VisitUnknownError):
        marks.clear(pang, actor=CLERK)


# ---------------------------------------------------------------- lists


def test_a_list_is_made_of_marked_people_with_what_the_team_needs(desk):
    desk.field.marks.mark(
        [desk.who("Lò Thị Pâng")],
        CannotCome.IN_HOSPITAL,
        actor=CLERK,
        place=VisitPlace.MEDICAL,
        address="Bệnh viện huyện, khoa Nội",
    )
    marked = desk.field.visits.marked()
    assert marked == (desk.who("Lò Thị Pâng"),)
    team = desk.team()
    made = desk.field.visits.make(marked, [team.team_id], DAY, actor=CLERK, start="7h30")
    (found,) = made.lists
    (visit,) = found.visits
    assert (found.number, found.device, found.vehicle) == (1, "Laptop 03", "Xe máy")
    assert visit.place is VisitPlace.MEDICAL
    assert visit.address == "Bệnh viện huyện, khoa Nội"
    assert visit.planned_time == "07:30"
    assert visit.has_reason
    assert desk.field.visits.marked() == ()
    assert desk.field.visits.numbered(1) == desk.field.visits.get(found.list_id) == found
    (row,) = [one for one in desk.field.marks.people() if one.member_id == marked[0]]
    assert row.is_listed
    assert not row.is_left


def test_nobody_waits_on_two_lists_and_whoever_cannot_be_visited_is_named(desk):
    first, second = desk.team("Tổ 1"), desk.team("Tổ 2")
    make(desk, "Giàng A Pao", team=first)
    desk.finish(desk.intake.open(desk.who("K'Brêu"), actor=CLERK))
    made = make(desk, "Giàng A Pao", "Vừ A Dơ", "K'Brêu", "Nguyễn Thị Ngọc Ánh", team=second)
    assert dict(made.skipped) == {
        desk.who("Giàng A Pao"): Skipped.ON_ANOTHER,
        desk.who("Vừ A Dơ"): Skipped.NOT_ELIGIBLE,
        desk.who("K'Brêu"): Skipped.RECEIVED,
    }
    assert [one.full_name for one in made.lists[0].visits] == ["Nguyễn Thị Ngọc Ánh"]
    with pytest.raises(NobodyToVisitError):
        make(desk, "Giàng A Pao", team=second)
    assert len(desk.field.visits.lists()) == 2


def test_teams_get_people_so_that_what_is_left_is_even(desk):
    first, second = desk.team("Tổ 1"), desk.team("Tổ 2")
    make(desk, "Giàng A Pao", team=first)
    people = [desk.who(name) for name in ("Lò Thị Pâng", "Nguyễn Thị Ngọc Ánh", "K'Brêu")]
    desk.field.visits.make(people, [first.team_id, second.team_id], DAY, actor=CLERK)
    assert [one.waiting for one in desk.field.teams.all()] == [2, 2]


def test_the_order_and_the_time_of_visits_are_changed(desk):
    (found,) = make(desk, "Giàng A Pao", "Lò Thị Pâng", "Nguyễn Thị Ngọc Ánh").lists
    visits = desk.field.visits
    last = found.visits[-1]
    visits.move(last.visit_id, 1, actor=CLERK)
    assert visits.plan_time(last.visit_id, "8h", actor=CLERK) == "08:00"
    again = visits.get(found.list_id)
    assert [one.position for one in again.visits] == [1, 2, 3]
    assert again.next is not None
    assert (again.next.visit_id, again.next.planned_time) == (last.visit_id, "08:00")
    visits.remove(last.visit_id, actor=CLERK)
    assert len(visits.get(found.list_id).visits) == 2
    with pytest.raises(VisitUnknownError):
        visits.move(last.visit_id, 1, actor=CLERK)
    visits.add(found.list_id, [last.member_id], actor=CLERK)
    assert visits.get(found.list_id).visits[-1].member_id == last.member_id


def test_a_list_is_closed_when_every_visit_has_its_outcome(desk):
    (found,) = make(desk, "Giàng A Pao").lists
    visits, outcomes = desk.field.visits, desk.field.outcomes
    with pytest.raises(StillWaitingError):
        visits.close(found.list_id, actor=CLERK)
    visit = found.visits[0].visit_id
    outcomes.note(visit, VisitOutcome.NOT_AT_HOME, actor=CLERK, revisit_on="2025-08-25")
    visits.close(found.list_id, actor=CLERK)
    assert visits.lists(VisitListState.OPEN) == ()
    with pytest.raises(ListClosedError):
        outcomes.take_back(visit, actor=CLERK)
    assert make(desk, "Giàng A Pao", team=desk.team("Tổ 2")).lists[0].number == 2


def test_an_erased_record_leaves_no_place_and_no_reason_behind(desk):
    pang = desk.who("Lò Thị Pâng")
    desk.field.marks.mark([pang], CannotCome.ILL, actor=CLERK, note="gọi con trai")
    (found,) = make(desk, "Lò Thị Pâng").lists
    received = desk.finish(desk.field.outcomes.begin(found.visits[0].visit_id, actor=CLERK))
    with desk.store.write() as session:
        erasing.erase(session, DueRecord(received.application_id, "", MORNING), MORNING)
    (left,) = desk.field.visits.get(found.list_id).visits
    assert (left.address, left.phone, left.has_reason) == ("", "", False)
    assert left.outcome is VisitOutcome.DONE
    assert desk.field.marks.people() == ()


# ---------------------------------------------------------------- outcomes


@pytest.mark.parametrize(
    ("place", "channel"),
    [(VisitPlace.HOME, "home"), (VisitPlace.MEDICAL, "medical"), (VisitPlace.OTHER, "home")],
)
def test_a_reception_at_the_visit_ends_it_and_says_where(desk, place, channel):
    pang = desk.who("Lò Thị Pâng")
    desk.field.marks.mark([pang], CannotCome.OLD, actor=CLERK, place=place)
    (found,) = make(desk, "Lò Thị Pâng").lists
    draft = desk.field.outcomes.begin(found.visits[0].visit_id, actor=CLERK)
    desk.finish(draft)
    (row,) = application_of(desk, pang)
    assert (row.channel, row.snapshot["channel"]) == (channel, channel)
    done = desk.field.visits.get(found.list_id).visits[0]
    assert done.outcome is VisitOutcome.DONE
    assert CLERK in done.done_shown
    assert done.version == 2
    assert len(events(desk, Tag.VISIT_SETTLED)) == 1
    assert TrailService(desk.store).verify().broken is None
    with pytest.raises(VisitRefusedError):
        desk.field.outcomes.take_back(done.visit_id, actor=CLERK)


def test_whoever_came_to_the_counter_meanwhile_is_not_visited(desk):
    (found,) = make(desk, "Giàng A Pao").lists
    desk.finish(desk.intake.open(desk.who("Giàng A Pao"), actor=CLERK))
    assert desk.field.visits.get(found.list_id).visits[0].outcome is VisitOutcome.AT_COUNTER


def test_a_draft_from_the_counter_that_goes_on_at_home_is_taken_at_home(desk):
    (found,) = make(desk, "Giàng A Pao").lists
    draft = desk.intake.open(desk.who("Giàng A Pao"), actor=CLERK)
    again = desk.field.outcomes.begin(found.visits[0].visit_id, actor=CLERK)
    assert again.application_id == draft.application_id
    assert application_of(desk, desk.who("Giàng A Pao"))[0].channel == Channel.HOME.value
    desk.intake.open(desk.who("Giàng A Pao"), actor=CLERK)
    assert application_of(desk, desk.who("Giàng A Pao"))[0].channel == Channel.HOME.value


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        (VisitOutcome.DECEASED, "đã mất"),
        (VisitOutcome.MOVED, "đã chuyển đi"),
        (VisitOutcome.REFUSED, "từ chối"),
    ],
)
def test_the_reason_of_whoever_remains_is_counted_and_can_be_taken_back(desk, outcome, reason):
    pao = desk.who("Giàng A Pao")
    (found,) = make(desk, "Giàng A Pao").lists
    visit = found.visits[0].visit_id
    noted = desk.field.outcomes.note(visit, outcome, actor=CLERK, note="con gái nói")
    assert (noted.outcome, noted.outcome_note) == (outcome, "con gái nói")
    (row,) = application_of(desk, pao)
    assert row.state == ApplicationState.NOT_RECEIVED.value
    assert desk.moves.history(row.id)[-1].reason == reason
    back = desk.field.outcomes.take_back(visit, actor=CLERK)
    assert back.outcome is None
    assert [one.state for one in application_of(desk, pao)] == ["withdrawn"]
    # Somebody who was set aside can still be received.
    desk.field.outcomes.note(visit, outcome, actor=CLERK)
    desk.finish(desk.field.outcomes.begin(visit, actor=CLERK))


def test_one_outcome_follows_another(desk):
    pao = desk.who("Giàng A Pao")
    (found,) = make(desk, "Giàng A Pao").lists
    visit, outcomes = found.visits[0].visit_id, desk.field.outcomes
    draft = outcomes.begin(visit, actor=CLERK)
    desk.intake.accept_photo(draft.application_id, b"\xff\xd8", report={}, actor=CLERK)
    outcomes.note(visit, VisitOutcome.REFUSED, actor=CLERK)
    outcomes.note(visit, VisitOutcome.IN_HOSPITAL, actor=CLERK, revisit_on="2025-08-30")
    (row,) = application_of(desk, pao)
    assert row.state == ApplicationState.DRAFT.value
    assert row.photo_digest
    assert desk.field.visits.get(found.list_id).visits[0].revisit_on == "2025-08-30"


def test_an_outcome_of_somebody_received_is_refused(desk):
    (found,) = make(desk, "Giàng A Pao").lists
    visit = found.visits[0].visit_id
    desk.finish(desk.field.outcomes.begin(visit, actor=CLERK))
    with pytest.raises(VisitRefusedError):
        desk.field.outcomes.note(visit, VisitOutcome.REFUSED, actor=CLERK)
    assert desk.field.visits.get(found.list_id).visits[0].outcome is VisitOutcome.DONE


def test_the_reason_of_a_visit_is_masked_and_asking_is_one_event(desk):
    desk.field.marks.mark([desk.who("Lò Thị Pâng")], CannotCome.DISABLED, actor=CLERK)
    (found,) = make(desk, "Lò Thị Pâng").lists
    assert "disabled" not in repr(found)
    assert "disabled" not in str(found.as_json())
    assert (
        desk.field.outcomes.reveal(found.visits[0].visit_id, actor=CLERK)
        == "Khuyết tật, khó đi lại"
    )
    assert len(events(desk, Tag.REASON_REVEALED)) == 1


def test_every_row_can_be_merged(desk):
    make(desk, "Lò Thị Pâng")
    with desk.store.read() as session:
        rows = [*session.query(VisitList).all(), *session.query(Visit).all()]
    for row in rows:
        assert (row.id.version, row.origin, row.version) == (7, "MT02", 1)
        assert row.updated_at == desk.clock.now()


def test_two_people_of_one_village_share_a_team(desk):
    team = desk.field.teams.add("Tổ 3", [TeamPerson(TeamRole.OFFICER, "A B")], actor=CLERK)
    counts = desk.field.marks.villages()
    assert sum(one.remaining for one in counts) == 4
    village = max(counts, key=lambda one: one.remaining).village
    people = desk.field.visits.remaining([village])
    made = desk.field.visits.make(people, [team.team_id], DAY, actor=CLERK)
    assert {one.village for one in made.lists[0].visits} == {village}
