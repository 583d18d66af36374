"""A counter whose server goes away: it goes on with its copy, and everything comes back, once."""

import os
from functools import partial

import pytest

from desktop.common.errors import StoreError
from desktop.common.settings import OFFICE_NAME
from desktop.common.vocabulary import ApplicationState, FieldKey, MemberStatus
from desktop.field.copies.bringing import Bringing
from desktop.field.copies.errors import CopyLostError, CopyThereError
from desktop.field.copies.keeping import kept, open_copy
from desktop.models import AuditEvent, Paper
from desktop.security.views import Role
from desktop.storage.address import ServerError
from tests import factories
from tests.field.counter_office import (
    CHIEF,
    CHIEF_PIN,
    begin,
    counter_office,
    dies_at_commit,
    finish,
    killed,
    rows_of,
)


@pytest.fixture
def office(postgres_server, tmp_path):
    with counter_office(postgres_server, tmp_path) as made:
        made.first = made.start()
        yield made


def test_a_counter_goes_on_and_everything_is_on_the_server_afterwards(office):
    first = office.first
    taken = finish(first, begin(first, "giang a pao"))
    half = begin(first, "lo thi pang")
    first.intake.accept_photo(half, factories.jpeg(), report={}, actor=CHIEF)
    assert first.copy.refresh()
    assert not first.copy.refresh(), "nothing changed since"
    first.close()
    office.passes(2)
    with office.gone():
        alone = office.start()
        assert alone.copy.is_offline
        assert alone.roster.search("giang a pao").rows
        assert rows_of(alone)[half].photo_digest, "a draft of its own is there with its bytes"
        number = finish(alone, half)
        fresh = begin(alone, "nguyen thi ngoc anh")
        newcomer = alone.roster.add_outside(
            {
                FieldKey.FULL_NAME: "Sùng A Chứ",
                FieldKey.BIRTH_DATE: "1990-02-01",
                FieldKey.PERSONAL_ID: "014090004321",
                FieldKey.SEX: "male",
                FieldKey.CELL: "Chi bộ nơi khác",
            },
            status=MemberStatus.OUTSIDE_LIST,
            actor=CHIEF,
        ).member_id
        person = {FieldKey.FULL_NAME: "Vàng Thị Mỷ", FieldKey.PERSONAL_ID: "014192005555"}
        without = alone.roster.add_outside(
            person, status=MemberStatus.OUTSIDE_LIST, actor=CHIEF
        ).member_id
        outside = finish(alone, alone.intake.open(newcomer, actor=CHIEF).application_id)
        state = alone.copy.state()
        assert (state.finished, state.drafts, state.since) == (2, 1, office.clock.now())
        assert not alone.copy.answers()
        alone.close()
    office.passes(2)
    back = office.start()
    assert not back.copy.is_offline
    assert (back.copy.brought.records, back.copy.brought.drafts) == (2, 1)
    assert back.copy.state().since is None
    found = rows_of(back)
    assert len(found) == 4
    assert outside in {row.receipt_number for row in found.values()}
    assert back.roster.get(without).fields[FieldKey.FULL_NAME] == "Vàng Thị Mỷ"
    assert back.roster.get(newcomer).fields[FieldKey.FULL_NAME] == "Sùng A Chứ"
    assert found[half].receipt_number == number
    assert number.startswith("MT02N-")
    assert taken.startswith("MT02-")
    assert found[half].state == ApplicationState.RECEIVED
    assert found[fresh].state == ApplicationState.DRAFT
    assert finish(back, fresh).startswith("MT02-")
    assert [row.number for row in rows_of(back, Paper).values() if row.application_id == half] == [
        number
    ]
    assert not back.kits.merging.conflicts()
    assert back.trail.verify().broken is None


def test_numbers_and_trail_go_on_from_one_copy_to_the_next(office):
    first = office.first
    first.copy.refresh()
    first.close()
    numbers = []
    for name in ("giang a pao", "lo thi pang"):
        with office.gone():
            alone = office.start()
            numbers.append(finish(alone, begin(alone, name)))
            assert alone.trail.verify().broken is None
            trail = len(rows_of(alone, AuditEvent))
            alone.close()
        office.start().close()
    assert [one[:12] for one in numbers] == ["MT02N-000001", "MT02N-000002"]
    assert trail > 10, "the trail of the first time is still there"
    assert len(list((office.folder / "MT02" / "copy").glob("*.db"))) == 1


def took_over(counter, person):
    """Take a person over from the counter that had them when the network went."""
    (chief,) = (row.operator.id for row in counter.operators.everybody())
    why = "Quầy kia mất mạng"
    counter.leases.take_over(person, chief, CHIEF_PIN, reason=why, actor=CHIEF)


def test_two_records_of_one_person_wait_for_a_supervisor(office):
    first, other = office.first, office.start("MT03")
    draft = begin(first, "lo thi pang")
    first.copy.refresh()
    first.close()
    office.passes(1)
    with office.gone():
        alone = office.start()
        clash, going_on = finish(alone, begin(alone, "giang a pao")), finish(alone, draft)
        alone.close()
    office.passes(1)
    finish(other, begin(other, "giang a pao"))
    took_over(other, rows_of(other)[draft].member_id)
    other.intake.accept_photo(draft, factories.jpeg(), report={}, actor=CHIEF)
    back = office.start()
    waiting = {one.theirs.receipt_number for one in back.kits.merging.conflicts()}
    assert waiting == {clash, going_on}
    assert rows_of(back)[draft].state == ApplicationState.DRAFT, "nobody's work is written over"
    (one,) = [c for c in back.kits.merging.conflicts() if c.theirs.receipt_number == clash]
    back.kits.merging.choose(one.theirs.record_id, "theirs", reason="nhận trước", actor=CHIEF)
    assert clash in {row.receipt_number for row in rows_of(back).values()}


def test_a_copy_refuses_what_would_not_come_back(office):
    first = office.first
    theirs = begin(office.start("MT03"), "giang a pao")
    done = begin(first, "lo thi pang")
    finish(first, done)
    first.copy.refresh()
    first.close()
    with office.gone():
        alone = office.start()
        for refused, code in (
            (
                lambda: alone.intake.accept_photo(theirs, factories.jpeg(), report={}, actor=CHIEF),
                "QTN-721",
            ),
            (lambda: alone.reception.withdraw(done, reason="nhầm người", actor=CHIEF), "QTN-721"),
            (lambda: alone.preferences.set(OFFICE_NAME, "X", actor=CHIEF), "QTN-722"),
            (
                lambda: alone.queue.issue(actor=CHIEF),
                "QTN-722",
            ),
            (
                lambda: alone.operators.add("Vàng A Sử", "149382", Role.CLERK, actor=CHIEF),
                "QTN-722",
            ),
        ):
            with pytest.raises(StoreError) as caught:
                refused()
            assert caught.value.code == code
        alone.close()


def test_brought_back_twice_nothing_changes_and_nothing_more_is_taken(office):
    first = office.first
    first.copy.refresh()
    first.close()
    with office.gone():
        alone = office.start()
        key = begin(alone, "giang a pao")
        finish(alone, key)
        going_on = begin(alone, "lo thi pang")
    # The program at the counter goes on with its copy while another one brings it back.
    server = office.start("MT03")
    found = kept(alone.own)
    copy = open_copy(office.folder / "MT02", found, office.clock)
    home = alone.copy._reach()
    brought = Bringing(home, copy, office.clock).bring(actor=CHIEF)
    assert (brought.records, brought.drafts) == (1, 1)
    with pytest.raises(StoreError) as caught:
        alone.intake.accept_photo(going_on, factories.jpeg(), report={}, actor=CHIEF)
    assert caught.value.code == "QTN-725"
    before = {key: (row.version, row.updated_at) for key, row in rows_of(server).items()}
    again = Bringing(home, copy, office.clock).bring(actor=CHIEF)
    assert not again.conflicts
    assert {key: (row.version, row.updated_at) for key, row in rows_of(server).items()} == before
    copy.close()
    home.close()


def test_without_a_copy_a_counter_says_that_the_server_is_gone(office):
    office.first.close()
    with office.gone(), pytest.raises(ServerError) as caught:
        office.start()
    assert caught.value.code == "QTN-675"


def test_finished_records_go_to_the_server_while_the_counter_works_on_in_its_copy(office):
    first = office.first
    older = begin(first, "nguyen thi ngoc anh")
    first.copy.refresh()
    first.close()
    office.passes(1)
    with office.gone():
        alone = office.start()
        finish(alone, older)
        office.passes(1)
        older_anew = alone.reception.reopen(older, actor=CHIEF).application_id
        done = begin(alone, "giang a pao")
        finish(alone, done)
        half = begin(alone, "lo thi pang")
    brought = alone.copy.bring_finished(actor=CHIEF)
    assert (brought.records, brought.drafts) == (2, 0)
    assert (alone.copy.state().finished, alone.copy.state().drafts) == (0, 2)
    server = office.start("MT03")
    assert set(rows_of(server)) == {done, older}
    office.passes(1)
    number = finish(alone, half)
    anew = alone.reception.reopen(done, actor=CHIEF).application_id
    office.passes(1)
    again = finish(alone, anew)
    alone.close()
    back = office.start()
    assert {number, again} <= {row.receipt_number for row in rows_of(back).values()}
    assert rows_of(back)[done].state == ApplicationState.WITHDRAWN
    assert rows_of(back)[older].state == ApplicationState.WITHDRAWN
    assert rows_of(back)[older_anew].state == ApplicationState.DRAFT, "opened again in the copy"
    assert not back.kits.merging.conflicts()


@pytest.mark.skipif(os.name == "nt", reason="processes are forked")
def test_killed_at_any_moment_of_the_way_back_everything_comes_once(office):
    first = office.first
    first.copy.refresh()
    first.close()
    office.passes(1)
    with office.gone():
        alone = office.start()
        numbers = {finish(alone, begin(alone, name)) for name in ("giang a pao", "lo thi pang")}
        alone.close()

        def takes_one_more():
            counter = office.start()
            dies_at_commit(counter.store, 4)
            finish(counter, begin(counter, "nguyen thi ngoc anh"))

        killed(takes_one_more)
        alone = office.start()
        assert {row.receipt_number for row in rows_of(alone).values()} >= numbers
        assert alone.trail.verify().broken is None
        half = alone.copy.state()
        assert (half.finished, half.drafts) == (2, 1), "what was begun is there as well"
        alone.close()
    # Just before the server commits, before the copy is closed, before the row names the next one.
    for place in ("server", "copy", "own"):
        killed(partial(office.brings_back, dying_at=place))
    back = office.start()
    assert numbers <= {row.receipt_number for row in rows_of(back).values()}
    assert len(rows_of(back)) == 3
    assert back.copy.state().since is None
    assert not back.kits.merging.conflicts()
    assert back.trail.verify().broken is None


def test_a_copy_whose_file_is_gone_is_told_until_somebody_gives_it_up(office):
    first = office.first
    first.copy.refresh()
    first.close()
    office.passes(1)
    with office.gone():
        office.start().close()
        (file,) = (office.folder / "MT02" / "copy").glob("*.db")
        moved = file.rename(office.folder / "moved.db")
        with pytest.raises(CopyLostError):
            office.start()
    back = office.start()
    with pytest.raises(CopyLostError):
        back.copy.state()
    moved.rename(file)
    with pytest.raises(CopyThereError):
        back.copy.give_up(reason="không thấy tệp", actor=CHIEF)
    file.unlink()
    back.copy.give_up(reason="ổ đĩa hỏng", actor=CHIEF)
    assert not back.copy.state().is_there
    assert back.copy.refresh()
    assert back.copy.state().code == "MT02P", "numbers of the lost one may be on paper"
