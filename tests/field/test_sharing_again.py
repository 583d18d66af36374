"""People who wait for a team already are shared out anew: seen first, then done, nobody lost."""

import pytest
from sqlalchemy import select

from desktop.campaign.tasks.service import TasksService
from desktop.campaign.tasks.views import About, NewTask
from desktop.common.duties import TaskKind
from desktop.common.vocabulary import TeamRole
from desktop.field.teams.views import TeamPerson
from desktop.field.visits.errors import NobodyToVisitError
from desktop.models import AuditEvent, Member, Operator, Visit
from desktop.security.operators.service import OperatorsService
from desktop.security.tags import Tag
from tests.field.visit_desk import CLERK

DAY = "2025-08-21"
NAMES = ("Giàng A Pao", "Lò Thị Pâng", "K'Brêu")


@pytest.fixture
def uneven(desk):
    """Three people of three villages, all before one of two teams."""
    people = [desk.who(name) for name in NAMES]
    with desk.store.write() as session:
        for number, key in enumerate(people):
            session.get_one(Member, key).village = f"Bản {number}"
    first = desk.team()
    second = desk.field.teams.add(
        "Tổ 2", [TeamPerson(TeamRole.OFFICER, "Cầm Văn Bun")], actor=CLERK
    )
    visits = desk.field.visits
    made = visits.make(people, [first.team_id], DAY, actor=CLERK, start="07:30").lists[0]
    return people, (first.team_id, second.team_id), made


def test_it_is_shown_before_it_is_done_and_then_is_so(desk, uneven):
    people, teams, made = uneven
    visits = desk.field.visits
    with pytest.raises(NobodyToVisitError):
        visits.share(people, teams)  # they wait already
    shown = visits.share(people, teams, again=True)
    assert [(one.before, one.leaves) for one in shown.shares] == [(3, 3), (0, 0)]
    assert sorted(one.after for one in shown.shares) == [1, 2]
    assert len(visits.get(made.list_id).visits) == 3, "nothing was done yet"
    done = visits.make(people, teams, DAY, actor=CLERK, again=True)
    after = {one.team_id: one.waiting for one in desk.field.teams.all()}
    assert after == {one.team_id: one.after for one in shown.shares}
    assert [one.team_id for one in done.lists] == [teams[1]], "who stays keeps their list"
    assert done.skipped == ()


def test_who_stays_keeps_place_and_time_and_who_goes_leaves_a_trace(desk, uneven):
    people, teams, made = uneven
    before = {one.member_id: one for one in made.visits}
    desk.field.visits.make(people, teams, DAY, actor=CLERK, again=True)
    stayed = desk.field.visits.get(made.list_id).visits
    assert stayed
    for one in stayed:
        assert one.planned_time == before[one.member_id].planned_time
        assert one.visit_id == before[one.member_id].visit_id
    gone = set(before) - {one.member_id for one in stayed}
    with desk.store.read() as session:
        events = session.query(AuditEvent).filter_by(tag=Tag.VISIT_REMOVED.value).all()
        assert {one.target for one in events} == {str(key) for key in gone}
        waiting = session.query(Visit).filter(Visit.removed_at.is_(None)).all()
        assert sorted(str(one.member_id) for one in waiting) == sorted(map(str, people))


def test_shared_again_nothing_changes_any_more(desk, uneven):
    people, teams, _ = uneven
    desk.field.visits.make(people, teams, DAY, actor=CLERK, again=True)
    shown = desk.field.visits.share(people, teams, again=True)
    counts = sorted(one.after for one in shown.shares)
    assert counts == [1, 2]


def test_the_page_tells_for_which_team_somebody_waits(desk, uneven):
    people, _, _ = uneven
    seen = {one.member_id: one.team for one in desk.field.visits.to_visit()}
    assert {seen[key] for key in people} == {"Tổ 1"}


def test_a_task_to_visit_somebody_is_told_until_it_is_done(desk):
    tasks = TasksService(desk.store, desk.clock, desk.roster)
    pao = desk.who("Giàng A Pao")
    OperatorsService(desk.store, desk.clock).add_first(CLERK, "246810", actor="setup")
    with desk.store.read() as session:
        owner = session.scalars(select(Operator.id)).first()
    about = About(member_id=pao)
    given = tasks.assign(NewTask(TaskKind.VISIT, "Đến nhà", DAY, about), owner, actor=CLERK)
    fix = NewTask(TaskKind.FIX, "Sửa hồ sơ", DAY, About(member_id=desk.who("Lò Thị Pâng")))
    tasks.assign(fix, owner, actor=CLERK)
    told = [one.member_id for one in desk.field.visits.to_visit() if one.has_task]
    assert told == [pao]
    tasks.finish(given.id, "Đã đến", actor=CLERK)
    assert not any(one.has_task for one in desk.field.visits.to_visit())
