"""The counts follow the list and the records, and keep the figures of every day."""

from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import delete, func, select

from desktop.campaign.errors import CampaignSettingError
from desktop.common.errors import UserFacingError
from desktop.common.vocabulary import FieldKey, MemberStatus
from desktop.models import Application, AuditEvent, Member, PersonWay, ProgressCount, Setting
from desktop.progress.data import as_data
from desktop.progress.rules import RECEIVED_STATES
from tests.progress.conftest import CLERK

FIRST = date(2025, 8, 20)
CELL = "Bản Nà Sang"


def figures(office, as_of=None):
    total = office.progress.report(as_of).total
    return total.eligible, total.received, total.temporary


def test_figures_of_every_day_are_kept(office):
    assert figures(office) == (4, 0, 0)
    office.take("giang a pao")
    office.later(days=1)
    office.take("lo thi pang")
    office.later(days=4)
    report = office.progress.report(FIRST)
    assert (report.total.eligible, report.total.received) == (4, 1)
    assert figures(office, FIRST + timedelta(days=1)) == (4, 2, 0)
    assert figures(office) == (4, 2, 0)
    assert figures(office, FIRST - timedelta(days=1)) == (0, 0, 0)
    assert figures(office, FIRST + timedelta(days=900)) == (4, 2, 0)  # nobody knows the future
    assert office.progress.report().total.left_out == {"probationary": 1}


def test_the_data_reconciles_as_the_format_promises(office):
    office.campaign.change({"deadline": "30/08/2025", "start": "2025-08-20"}, actor=CLERK)
    office.take("giang a pao")
    outsider = office.roster.add_outside(
        {FieldKey.FULL_NAME: "Mùa Thị Say", FieldKey.CELL: "Chi bộ Mường Xa"},
        status=MemberStatus.TEMPORARY_RESIDENT,
        actor=CLERK,
    )
    key = office.intake.open(outsider.member_id, actor=CLERK).application_id
    office.moves.could_not_receive(key, actor=CLERK, reason="không mang giấy tờ")
    other = office.intake.open(
        office.roster.search("lo thi pang").rows[0].member_id, actor=CLERK
    ).application_id
    office.moves.could_not_receive(other, actor=CLERK, reason="nằm viện")
    data = as_data(office.progress.report())
    assert data["received_total"] == data["received"] + data["temporary_residents"]
    assert data["received_total"] == sum(data["channels"].values())
    assert data["channels"] == {"commune_counter": 1}
    assert data["remaining"] == {"not_come": 2, "not_received": 1}
    assert data["remaining_reasons"] == [
        {"state": "not_received", "reason": "nằm viện", "people": 1}
    ]
    assert data["percent"] == {"rounded": 25.0, "truncated": 25.0}
    assert (data["as_of"], data["deadline"]) == ("2025-08-20", "2025-08-30")
    assert (data["pace"], data["forecast"]["needed"]) == (1.0, 1)
    assert data["forecast"]["finish"] == "2025-08-23"
    assert data["forecast"]["in_time"] is True
    units = {one["unit"]: one for one in data["by_unit"]}
    assert units[CELL]["received"] == 1
    for name in ("eligible", "received", "received_total", "temporary_residents"):
        assert sum(one[name] for one in data["by_unit"]) == data[name]


def test_where_a_station_belongs_decides_where_its_records_count(office):
    office.take("giang a pao")
    assert as_data(office.progress.report())["channels"] == {"commune_counter": 1}
    office.campaign.change({"kind": "provincial_desk"}, actor=CLERK)
    assert as_data(office.progress.report())["channels"] == {"provincial_desk": 1}


def test_nothing_is_written_when_nothing_changed(office):
    office.take("giang a pao")
    office.progress.report()

    def mark():
        with office.store.read() as session:
            return session.get(Setting, "progress_mark").updated_at

    before = mark()
    office.later(hours=1)
    office.progress.report()
    assert mark() == before
    office.take("lo thi pang")
    office.progress.report()
    assert mark() > before


def test_the_counts_can_be_thrown_away_and_made_again(office):
    office.take("giang a pao")
    office.later(days=2)
    office.take("k'breu")
    days = [FIRST, FIRST + timedelta(days=1), FIRST + timedelta(days=2)]
    before = [as_data(office.progress.report(day)) for day in days]
    with office.store.write() as session:
        session.execute(delete(ProgressCount))
        session.execute(delete(PersonWay))
        session.delete(session.get(Setting, "progress_mark"))
    assert [as_data(office.progress.report(day)) for day in days] == before


@pytest.mark.parametrize("seed", range(3))
def test_a_recount_of_the_rows_gives_the_same(office, seed):
    chance = Random(seed)
    with office.store.read() as session:
        members = list(session.scalars(select(Member.id).order_by(Member.row_number)))
    for _ in range(12):
        office.later(hours=chance.randrange(1, 30))
        member = chance.choice(members)
        try:
            if chance.random() < 0.3:
                status = chance.choice(["deceased", "official", "moved", "temporary_resident"])
                office.people.edit_person(member, {"status": status}, reason="thử", actor=CLERK)
            elif chance.random() < 0.4:
                key = office.intake.open(member, actor=CLERK).application_id
                office.moves.could_not_receive(key, actor=CLERK, reason=chance.choice("ab"))
            else:
                office.take(member)
        except UserFacingError:
            continue
        if chance.random() < 0.5:
            office.progress.report()
    total = office.progress.report().total
    with office.store.read() as session:
        taken = session.scalar(
            select(func.count()).where(Application.state.in_(sorted(RECEIVED_STATES)))
        )
    assert total.received_total == taken == sum(total.sources.values())
    assert total.eligible == total.received + sum(total.remaining.values())
    people = total.eligible + sum(total.left_out.values()) + total.apart
    assert people == len(members)


def test_settings_are_all_kept_or_none(office):
    with pytest.raises(CampaignSettingError, match="không có"):
        office.campaign.change({"name": "Đợt thử", "không có": "1"}, actor=CLERK)
    with pytest.raises(CampaignSettingError, match="deadline"):
        office.campaign.change({"name": "Đợt thử", "deadline": "31/02/2025"}, actor=CLERK)
    assert office.campaign.read().name != "Đợt thử"
    office.campaign.change({"name": "Đợt thử", "deadline": "2/9/2025"}, actor=CLERK)
    found = office.campaign.read()
    assert (found.name, found.deadline) == ("Đợt thử", date(2025, 9, 2))
    with office.store.read() as session:
        tags = list(session.scalars(select(AuditEvent.tag)))
    assert tags.count("setting:changed") == 2
