"""Decisions: they flow into the list with the version before, and can be taken back."""

from __future__ import annotations

import pytest

from desktop.common.vocabulary import DiscrepancyState, FieldKey, SourceKind
from desktop.models import AuditEvent, Member, MemberVersion
from desktop.roster.register.errors import DecisionRefusedError, DiscrepancyUnknownError
from desktop.roster.register.rules import LIST, OTHER, Likeness
from desktop.roster.register.views import DiscrepancyQuery
from tests.roster.register.people import PEOPLE, with_changes

POPULATION, FILES = SourceKind.POPULATION, SourceKind.MEMBER_FILE
DIFFERING = {
    "Giàng A Pao": {
        "Dân tộc": "Thái",
        "Quê quán": "xã Xím Vàng, tỉnh Sơn La",  # the same place after the merger
    },
    "Lò Thị Pâng": {"Ngày sinh": "12/03/1950"},
    "Nguyễn Thị Hoà": {
        "Họ và tên": "NGUYỄN THỊ HÒA",  # the same name
        "Số định danh cá nhân": "001194004567",
    },
}
EVERY = DiscrepancyQuery(state=None)


@pytest.fixture
def taken(listed, sources, write):
    sources.take_source(write(with_changes(DIFFERING), "dan-cu.csv"), POPULATION, actor="chi")
    for pair in sources.waiting_pairs()[0]:
        sources.confirm_pair(pair.link_id, is_same=True, actor="chi")
    return sources


def line_of(register, field: FieldKey, query: DiscrepancyQuery = EVERY):
    return next(line for line in register.page(query).rows if line.field is field)


def tags(store) -> list[str]:
    with store.read() as session:
        return [row.tag for row in session.query(AuditEvent).order_by(AuditEvent.number)]


def test_the_register_has_one_line_for_each_field_that_differs(taken, register):
    found = {(line.full_name, line.field): line for line in register.page().rows}
    assert set(found) == {
        ("Giàng A Pao", FieldKey.ETHNICITY),
        ("Lò Thị Pâng", FieldKey.BIRTH_DATE),
        ("Nguyễn Thị Hoà", FieldKey.PERSONAL_ID),
    }
    kinds = {line.field: line.kind for line in found.values()}
    assert kinds == {
        FieldKey.ETHNICITY: Likeness.DIFFERENT,
        FieldKey.BIRTH_DATE: Likeness.LIST_LESS,
        FieldKey.PERSONAL_ID: Likeness.LIST_BLANK,
    }
    assert register.page(limit=1).total == 3
    assert register.counts() == {
        "Bản Huổi Bon": (1, 0), "Bản Nà Sang": (1, 0), "Trường học": (1, 0),
    }  # fmt: skip


def test_the_register_is_narrowed_by_cell_field_and_person(taken, register, who):
    def total(**wanted) -> int:
        return register.page(DiscrepancyQuery(**wanted)).total

    assert total(cell="Bản Nà Sang") == 1
    assert total(cell="Không có") == 0
    assert total(field=FieldKey.BIRTH_DATE) == 1
    assert total(member_id=who("Lò Thị Pâng")) == 1
    assert total(state=DiscrepancyState.DECIDED) == 0


def test_a_decision_changes_the_list_and_keeps_the_version_before(
    taken, register, listed, store, clock, who
):
    line = line_of(register, FieldKey.BIRTH_DATE)
    decided = register.decide(
        line.discrepancy_id, source="population", reason="Theo căn cước", actor="Bí thư"
    )
    assert (decided.state, decided.chosen_value) == (DiscrepancyState.DECIDED, "1950-03-12")
    assert (decided.decided_by, decided.decided_at, decided.reason) == (
        "Bí thư", clock.now(), "Theo căn cước",
    )  # fmt: skip
    pang = who("Lò Thị Pâng")
    assert listed.get(pang).fields[FieldKey.BIRTH_DATE] == "1950-03-12"
    with store.read() as session:
        version = session.query(MemberVersion).filter_by(member_id=pang).one()
    assert (version.cause, version.reason, version.values["birth_date"]) == (
        "decision", "Theo căn cước", "1950",
    )  # fmt: skip
    assert tags(store)[-1] == "discrepancy:decided"
    with store.read() as session:
        event = session.query(AuditEvent).order_by(AuditEvent.number.desc()).first()
    assert event
    assert event.detail == {
        "field": "birth_date",
        "source": "population",
        "changed": True,
        "members": [str(pang)],
    }


def test_keeping_the_lists_word_changes_nothing_on_the_list(taken, register, listed, store, who):
    line = line_of(register, FieldKey.ETHNICITY)
    decided = register.decide(line.discrepancy_id, source=LIST, actor="Bí thư")
    assert decided.chosen_value == "Mông"
    assert listed.get(who("Giàng A Pao")).fields[FieldKey.ETHNICITY] == "Mông"
    with store.read() as session:
        assert session.query(MemberVersion).count() == 0
    assert register.page().total == 2


def test_a_value_of_no_source_needs_a_reason_and_must_be_readable(taken, register, who, listed):
    line = line_of(register, FieldKey.BIRTH_DATE)
    for value, reason in (("13/03/1950", " "), ("31/02/1950", "Giấy khai sinh"), ("", "x")):
        with pytest.raises(DecisionRefusedError):
            register.decide(
                line.discrepancy_id, source=OTHER, value=value, reason=reason, actor="Bí thư"
            )
    assert register.page().total == 3
    decided = register.decide(
        line.discrepancy_id, source=OTHER, value="13/03/1950", reason="Giấy khai sinh", actor="B"
    )
    assert (decided.chosen_source, decided.chosen_value) == (OTHER, "1950-03-13")
    assert listed.get(who("Lò Thị Pâng")).fields[FieldKey.BIRTH_DATE] == "1950-03-13"


def test_a_source_that_says_nothing_cannot_be_chosen(taken, register):
    line = line_of(register, FieldKey.BIRTH_DATE)
    with pytest.raises(DecisionRefusedError):
        register.decide(line.discrepancy_id, source=FILES.value, actor="B")


def test_the_number_of_somebody_else_is_refused(listed, sources, register, write):
    others = with_changes({"Nguyễn Thị Hoà": {"Số định danh cá nhân": "014078012345"}})[2:3]
    sources.take_source(write(others, "dan-cu.csv"), POPULATION, actor="chi")
    for pair in sources.waiting_pairs()[0]:
        sources.confirm_pair(pair.link_id, is_same=True, actor="chi")
    line = line_of(register, FieldKey.PERSONAL_ID)
    with pytest.raises(DecisionRefusedError, match="Giàng A Pao"):
        register.decide(line.discrepancy_id, source="population", actor="B")


@pytest.mark.parametrize(
    ("field", "name", "own"),
    [
        (FieldKey.BIRTH_DATE, "Lò Thị Pâng", "1950"),
        (FieldKey.PERSONAL_ID, "Nguyễn Thị Hoà", ""),
        (FieldKey.ETHNICITY, "Giàng A Pao", "Mông"),
    ],
)
def test_a_decision_taken_back_gives_the_list_its_own_word(
    taken, register, listed, store, who, field, name, own
):
    line = line_of(register, field)
    register.decide(line.discrepancy_id, source="population", actor="B")
    taken.relink(POPULATION, actor="chi")  # what was decided stays, and its own word with it
    again = register.reopen(line.discrepancy_id, reason="Nhầm người", actor="C")
    assert again
    assert (again.state, again.chosen_source) == (DiscrepancyState.OPEN, "")
    assert listed.get(who(name)).fields.get(field, "") == own
    assert tags(store)[-1] == "discrepancy:reopened"
    with pytest.raises(DiscrepancyUnknownError):
        register.reopen(line.discrepancy_id, reason="", actor="C")


def test_decided_lines_stay_when_a_newer_extract_comes(taken, register, write, listed, who):
    line = line_of(register, FieldKey.BIRTH_DATE)
    register.decide(line.discrepancy_id, source="population", actor="B")
    newer = {**DIFFERING, "Lò Thị Pâng": {"Ngày sinh": "12/03/1950", "Dân tộc": "Kinh"}}
    taken.take_source(write(with_changes(newer), "thang-9.csv"), POPULATION, actor="chi")
    for pair in taken.waiting_pairs()[0]:
        taken.confirm_pair(pair.link_id, is_same=True, actor="chi")
    decided = register.page(DiscrepancyQuery(state=DiscrepancyState.DECIDED)).rows
    assert [one.discrepancy_id for one in decided] == [line.discrepancy_id]
    assert not decided[0].has_news
    opened = register.page(DiscrepancyQuery(member_id=who("Lò Thị Pâng"))).rows
    assert [one.field for one in opened] == [FieldKey.ETHNICITY]


def test_a_decided_line_tells_when_a_newer_extract_says_something_else(taken, register, write):
    line = line_of(register, FieldKey.ETHNICITY)
    register.decide(line.discrepancy_id, source=LIST, actor="B")
    newer = {**DIFFERING, "Giàng A Pao": {"Dân tộc": "Dao"}}
    taken.take_source(write(with_changes(newer), "thang-9.csv"), POPULATION, actor="chi")
    found = line_of(register, FieldKey.ETHNICITY)
    assert (found.state, found.has_news) == (DiscrepancyState.DECIDED, True)
    assert found.chosen_value == "Mông"


def test_lines_close_when_nobody_differs_any_more(taken, register, write):
    taken.take_source(write(PEOPLE, "thang-9.csv"), POPULATION, actor="chi")
    assert register.page(EVERY).total == 0


def test_lines_close_when_the_pair_is_refused_and_open_again(taken, register, who):
    from desktop.common.vocabulary import LinkState

    pair = next(
        one for one in taken.pairs(LinkState.LINKED)[0] if one.member_id == who("Lò Thị Pâng")
    )
    taken.confirm_pair(pair.link_id, is_same=False, actor="chi")
    assert register.page().total == 2
    taken.confirm_pair(pair.link_id, is_same=True, actor="chi")
    assert register.page().total == 3


def test_two_sources_share_one_line(taken, register, write):
    files = with_changes({"Lò Thị Pâng": {"Ngày sinh": "03/1950"}})
    taken.take_source(write(files, "ho-so.csv"), FILES, actor="chi")
    line = line_of(register, FieldKey.BIRTH_DATE)
    assert {one.source: one.value for one in line.said} == {
        LIST: "1950", "population": "1950-03-12", "member-file": "1950-03",
    }  # fmt: skip
    assert register.page().total == 3


def test_a_line_that_is_gone_cannot_be_decided(taken, register, store, who):
    line = line_of(register, FieldKey.BIRTH_DATE)
    with store.write() as session:
        person = session.get(Member, who("Lò Thị Pâng"))
        assert person
        person.retired = "undone"
    with pytest.raises(DiscrepancyUnknownError) as refused:
        register.decide(line.discrepancy_id, source=LIST, actor="B")
    assert refused.value.advice
