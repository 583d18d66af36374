"""The number of the new card in the row of its person: found by it, with history, kept."""

from __future__ import annotations

from desktop.common.vocabulary import CardState, ChangeCause, FieldKey
from desktop.models import AuditEvent, Member
from desktop.returns.taking import CardListService
from desktop.roster.keeping.people import RosterPeople
from desktop.roster.service import RosterService
from tests.returns.conftest import PEOPLE

NEW = FieldKey.NEW_CARD_NUMBER


def member_of(office, number: int) -> Member:
    with office.store.read() as session:
        found: Member = session.query(Member).filter_by(personal_id=PEOPLE[number][1]).one()
        return found


def found_by(roster: RosterService, text: str) -> list[str]:
    return [row.full_name for row in roster.search(text).rows]


def test_a_printed_card_is_found_by_its_number(office) -> None:
    roster = RosterService(office.store, office.clock)
    lists = CardListService(office.store, office.clock, on_change=roster.forget_index)
    assert found_by(roster, office.card(0)) == []  # the index stands from here on
    lists.take(office.printed(0, 1), actor="Lò Thị Hương")
    assert found_by(roster, office.card(0)) == ["Giàng A Páo"]
    assert found_by(roster, office.card(1)) == ["Lò Thị Pâng"]
    people = RosterPeople(office.store, office.clock)
    (entry,) = people.history(member_of(office, 0).id)
    assert (entry.cause, entry.changed_by, entry.reason) == (
        ChangeCause.CARD,
        "Lò Thị Hương",
        "in-the.csv",
    )
    assert [(one.field, one.old, one.new) for one in entry.changes] == [(NEW, "", office.card(0))]
    assert people.history(member_of(office, 2).id) == ()
    with office.store.read() as session:
        events = session.query(AuditEvent).filter_by(tag="member:card_numbered").all()
        assert {event.target for event in events} == {
            str(member_of(office, 0).id),
            str(member_of(office, 1).id),
        }
        assert all(office.card(0) not in str(event.detail) for event in events)


def test_the_same_list_again_and_a_preview_write_no_number(office) -> None:
    office.lists.preview(office.printed(0))
    assert member_of(office, 0).new_card_number == ""
    office.lists.take(office.printed(0), actor="thử")
    version = member_of(office, 0).version
    office.lists.take(office.printed(0), actor="thử")
    office.lists.take(office.printed(0, 1, name="sau.csv"), actor="thử")
    assert member_of(office, 0).version == version
    assert office.tags().count("member:card_numbered") == 2


def test_a_card_printed_again_brings_its_own_number(office) -> None:
    office.lists.take(office.printed(0), actor="thử")
    office.counts.mark(office.keys[0], CardState.DAMAGED, actor="thử", reason="Gãy góc")
    office.counts.close(actor="thử")
    second = "001400007777"
    line = f"1;{office.receipt(0)};;{second};Đã in;"
    office.lists.take(office.csv(line, name="in-lai.csv"), actor="thử")
    assert member_of(office, 0).new_card_number == second
    entries = RosterPeople(office.store, office.clock).history(member_of(office, 0).id)
    assert [entry.changes[0].new for entry in entries] == [second, office.card(0)]


def test_a_list_that_fails_leaves_no_number(office) -> None:
    line = f"1;{office.receipt(0)};;;Lỗi;Ảnh mờ"
    office.lists.take(office.csv(line), actor="thử")
    assert member_of(office, 0).new_card_number == ""
    assert "member:card_numbered" not in office.tags()
