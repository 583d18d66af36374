"""The tree and the members' rows change together, on the counter's engine and on the server's."""

import pytest
from sqlalchemy import func, select

from desktop.common.vocabulary import (
    ApplicationState,
    ChangeCause,
    FieldKey,
    MemberStatus,
    UnitAct,
    UnitKind,
)
from desktop.common.work import CancelledError, Work
from desktop.models import AuditEvent, Member, MemberVersion, UnitStep
from desktop.roster.organisation.errors import (
    NothingToUndoError,
    OpenCasesError,
    UnitLockedError,
    UnitNameNearError,
    UnitNameTakenError,
    UnitNotEmptyError,
    UnitPlaceError,
)
from desktop.roster.organisation.views import Likeness
from tests.roster.organisation.office import CLERK, Office, person


@pytest.fixture
def office(either_store):
    office = Office(either_store)
    office.people["pao"] = person(either_store, "Giàng A Páo", "Bản Nà Sang")
    office.people["pang"] = person(either_store, "Lò Thị Pâng", "Bản Nà Sang")
    office.people["anh"] = person(either_store, "Nguyễn Thị Ngọc Ánh", "Chi bộ 10")
    office.people["do"] = person(either_store, "Vừ A Dơ", "Chi bộ 2")
    office.people["nobody"] = person(either_store, "K'Brêu", "")
    person(either_store, "Mùa Thị Say", "Mường Xa", status=MemberStatus.TEMPORARY_RESIDENT)
    return office


def test_the_first_opening_makes_the_tree_from_the_members_rows(office):
    before = office.tree.tree()
    assert (before.rows, len(before.unlisted)) == ((), 3)
    done = office.tree.take_in(actor=CLERK)
    assert done.step.act is UnitAct.FOUND
    assert office.names() == ["Đảng bộ xã Mường Thử", "  Bản Nà Sang", "  Chi bộ 2", "  Chi bộ 10"]
    tree = office.tree.tree()
    assert (tree.people, tree.no_cell, tree.elsewhere, tree.cells) == (5, 1, 1, 3)
    assert all(row.unit.is_confirmed for row in tree.rows)
    assert office.tree.take_in(actor=CLERK).step is None
    assert office.checked() == {"Bản Nà Sang": 2, "Chi bộ 2": 1, "Chi bộ 10": 1}


def test_committees_of_the_list_stand_above_their_cells(either_store):
    office = Office(either_store)
    person(either_store, "Một", "Chi bộ 1", "Đảng bộ xã A")
    person(either_store, "Hai", "Chi bộ 1", "Đảng bộ xã B")
    loose = person(either_store, "Ba", "Chi bộ 1")
    office.tree.take_in(actor=CLERK)
    assert office.names() == [
        "Đảng bộ xã Mường Thử",
        "  Đảng bộ xã A",
        "    Chi bộ 1",
        "  Đảng bộ xã B",
        "    Chi bộ 1",
    ]
    office.checked()
    (pair,) = office.tree.tree().alike
    assert pair.why is Likeness.SAME_NAME
    # A row without a committee goes with the older cell, and stays with it when that is renamed.
    office.tree.rename(pair.first.unit_id, "Chi bộ 1A", actor=CLERK)
    assert office.texts(loose)[1] == "Chi bộ 1A"
    assert office.checked() == {"Chi bộ 1A": 2, "Chi bộ 1": 1}


def test_one_committee_of_all_members_is_the_top(either_store):
    office = Office(either_store)
    person(either_store, "Một", "Chi bộ 1", "Đảng bộ xã Nậm Phiêng")
    person(either_store, "Hai", "Chi bộ 2")
    office.tree.take_in(actor=CLERK)
    assert office.names() == ["Đảng bộ xã Nậm Phiêng", "  Chi bộ 1", "  Chi bộ 2"]
    office.checked()


def test_a_rename_goes_through_the_rows_as_any_edit(office):
    office.tree.take_in(actor=CLERK)
    done = office.tree.rename(
        office.unit("Bản Nà Sang"), "chi bộ bản  Nà Sảng", actor=CLERK, reason="QĐ 12"
    )
    assert done.people == 2
    assert office.changes == 1
    assert office.texts(office.people["pao"]) == ("", "Bản Nà Sảng")
    with office.store.read() as session:
        version = session.scalars(select(MemberVersion)).first()
        member = session.get(Member, version.member_id)
        assert (version.cause, version.reason) == (ChangeCause.ORGANISATION.value, "QĐ 12")
        assert version.values["cell"] == "Bản Nà Sang"
        assert member.version == version.version + 1
        # The list's own word is remembered, so that the same list again changes nothing.
        assert member.extra["listed"] == {FieldKey.CELL.value: "Bản Nà Sang"}
        event = session.scalars(select(AuditEvent).order_by(AuditEvent.number.desc())).first()
        assert event.detail == {"act": "rename", "units": 1, "people": 2}
    assert office.checked()["Bản Nà Sảng"] == 2


@pytest.mark.parametrize("name", ["Bản Nà Sang", "chi bộ BẢN NÀ  SANG", "Chi bộ 02", "CB 2", ""])
def test_a_name_that_another_unit_has_in_some_spelling_is_refused(office, name):
    office.tree.take_in(actor=CLERK)
    top = office.unit("Đảng bộ xã Mường Thử")
    error = UnitNameTakenError if name else UnitPlaceError
    with pytest.raises(error):
        office.tree.add(top, UnitKind.CELL, name, actor=CLERK)
    with pytest.raises(error):
        office.tree.rename(office.unit("Chi bộ 10"), name, actor=CLERK)
    assert office.checked() == {"Bản Nà Sang": 2, "Chi bộ 2": 1, "Chi bộ 10": 1}


def test_a_name_that_differs_in_accents_alone_is_asked_about_once(office):
    office.tree.take_in(actor=CLERK)
    top, ten = office.unit("Đảng bộ xã Mường Thử"), office.unit("Chi bộ 10")
    with pytest.raises(UnitNameNearError, match="“Bản Na Sang” chỉ khác dấu với “Bản Nà Sang”"):
        office.tree.add(top, UnitKind.CELL, "Chi bộ Bản Na Sang", actor=CLERK)
    with pytest.raises(UnitNameNearError):
        office.tree.rename(ten, "ban na sang", actor=CLERK)
    with pytest.raises(UnitNameNearError):
        office.tree.split(ten, "Bản Nà Sàng", list(office.people.values())[-1:], actor=CLERK)
    assert office.checked() == {"Bản Nà Sang": 2, "Chi bộ 2": 1, "Chi bộ 10": 1}
    # Beneath another committee it is nobody's neighbour; whoever is sure goes on.
    office.tree.add(top, UnitKind.GRASSROOTS, "Đảng bộ Nhà trường", actor=CLERK)
    school = office.unit("Đảng bộ Nhà trường")
    office.tree.add(school, UnitKind.CELL, "Bản Na Sáng", actor=CLERK)
    office.tree.add(top, UnitKind.CELL, "Bản Na Sang", actor=CLERK, is_sure=True)
    # One that stands there is not asked about again while its name stays.
    made = office.unit("Bản Na Sang")
    office.tree.rename(made, "BẢN NA SANG", secretary="Vừ A Dơ", actor=CLERK)
    office.tree.rename(made, "Bản Na Sang 3", actor=CLERK)
    assert office.checked()["Bản Nà Sang"] == 2


def test_a_merge_names_open_applications_and_loses_nothing(office):
    office.tree.take_in(actor=CLERK)
    source, target = office.unit("Bản Nà Sang"), office.unit("Chi bộ 2")
    office.cases = {office.people["pao"]: ApplicationState.DRAFT}
    with pytest.raises(OpenCasesError, match="Giàng A Páo"):
        office.tree.merge(source, target, actor=CLERK)
    assert office.names()[1] == "  Bản Nà Sang"
    assert [one.full_name for one in office.tree.open_cases(source)] == ["Giàng A Páo"]
    office.tree.merge(source, target, actor=CLERK, with_cases=True)
    assert office.checked() == {"Chi bộ 2": 3, "Chi bộ 10": 1}
    assert office.tree.tree().row_of(target).open_cases == 1
    assert office.tree.tree().rows[0].open_cases == 1


def test_split_move_close_and_undo(office):
    office.tree.take_in(actor=CLERK)
    old = office.unit("Bản Nà Sang")
    office.tree.split(
        old, "Bản Nà Sang 2", [office.people["pang"], office.people["pao"]], actor=CLERK
    )
    office.tree.move_people([office.people["pao"]], old, actor=CLERK)
    assert office.checked()["Bản Nà Sang 2"] == 1
    with pytest.raises(UnitNotEmptyError):
        office.tree.close(old, actor=CLERK, reason="hết người")
    office.tree.move_people(
        [office.people["pao"], office.people["nobody"]], office.unit("Chi bộ 2"), actor=CLERK
    )
    office.tree.close(old, actor=CLERK, reason="hết người")
    assert office.checked() == {"Bản Nà Sang 2": 1, "Chi bộ 2": 3, "Chi bộ 10": 1}
    for _ in range(4):
        office.tree.undo(actor=CLERK)
        office.checked()
    assert office.checked() == {"Bản Nà Sang": 2, "Chi bộ 2": 1, "Chi bộ 10": 1}
    assert office.texts(office.people["nobody"]) == ("", "")
    with pytest.raises(NothingToUndoError):
        office.tree.undo(actor=CLERK)
    with office.store.read() as session:
        member = session.get(Member, office.people["pao"])
        assert "listed" not in member.extra


def test_an_undo_leaves_what_was_changed_since(office):
    office.tree.take_in(actor=CLERK)
    office.tree.rename(office.unit("Bản Nà Sang"), "Bản Nà Sảng", actor=CLERK)
    with office.store.write() as session:
        session.get(Member, office.people["pao"]).cell = "Chi bộ 2"
        session.get(Member, office.people["pao"]).version += 1
    office.tree.undo(actor=CLERK)
    assert office.texts(office.people["pao"])[1] == "Chi bộ 2"
    assert office.checked() == {"Bản Nà Sang": 1, "Chi bộ 2": 2, "Chi bộ 10": 1}


def test_an_undo_upon_which_something_was_built_is_refused(office):
    office.tree.take_in(actor=CLERK)
    top = office.unit("Đảng bộ xã Mường Thử")
    office.tree.add(top, UnitKind.CELL, "Trường học", actor=CLERK)
    person(office.store, "Mới", "Trường học")
    with pytest.raises(NothingToUndoError):
        office.tree.undo(actor=CLERK)
    assert office.checked()["Trường học"] == 1
    office.tree.rename(office.unit("Trường học"), "Trường mới", actor=CLERK)
    person(office.store, "Mới nữa", "Trường học")
    with pytest.raises(NothingToUndoError):
        office.tree.undo(actor=CLERK)  # the old name is taken by what a list brought
    assert office.tree.tree().unlisted[0].cell == "Trường học"


def test_committees_move_merge_and_keep_their_members(office):
    office.tree.take_in(actor=CLERK)
    top, cell = office.unit("Đảng bộ xã Mường Thử"), office.unit("Chi bộ 2")
    a = office.tree.add(top, UnitKind.GRASSROOTS, "Đảng bộ A", actor=CLERK).step.unit_id
    b = office.tree.add(top, UnitKind.GRASSROOTS, "Đảng bộ B", actor=CLERK).step.unit_id
    with pytest.raises(UnitPlaceError):
        office.tree.add(cell, UnitKind.CELL, "Tổ", actor=CLERK)
    office.tree.move(cell, a, actor=CLERK)
    assert office.texts(office.people["do"]) == ("Đảng bộ A", "Chi bộ 2")
    office.tree.rename(a, "Đảng bộ C", actor=CLERK)
    assert office.texts(office.people["do"]) == ("Đảng bộ C", "Chi bộ 2")
    office.tree.merge(a, b, actor=CLERK)
    assert office.texts(office.people["do"]) == ("Đảng bộ B", "Chi bộ 2")
    for bad in ((top, b), (b, cell), (b, b)):
        with pytest.raises(UnitPlaceError):
            office.tree.move(*bad, actor=CLERK)
    with pytest.raises(UnitPlaceError):
        office.tree.merge(top, b, actor=CLERK)
    with pytest.raises(UnitNotEmptyError):
        office.tree.close(b, actor=CLERK, reason="x")
    assert office.checked() == {"Bản Nà Sang": 2, "Chi bộ 2": 1, "Chi bộ 10": 1}
    office.tree.move(cell, top, before=office.unit("Bản Nà Sang"), actor=CLERK)
    assert office.names()[1:] == ["  Chi bộ 2", "  Bản Nà Sang", "  Chi bộ 10", "  Đảng bộ B"]
    office.checked()


def test_a_cell_the_campaign_closed_is_left_alone(office):
    office.tree.take_in(actor=CLERK)
    office.locked = {"Chi bộ 2"}
    cell, other = office.unit("Chi bộ 2"), office.unit("Chi bộ 10")
    for act in (
        lambda: office.tree.rename(cell, "Chi bộ 3", actor=CLERK),
        lambda: office.tree.merge(other, cell, actor=CLERK),
        lambda: office.tree.merge(cell, other, actor=CLERK),
        lambda: office.tree.move_people([office.people["do"]], other, actor=CLERK),
        lambda: office.tree.move_people([office.people["pao"]], cell, actor=CLERK),
        lambda: office.tree.split(cell, "Chi bộ 3", [office.people["do"]], actor=CLERK),
    ):
        with pytest.raises(UnitLockedError, match="Chi bộ 2"):
            act()
    office.tree.describe(cell, secretary="Vừ A Dơ", actor=CLERK)
    assert office.tree.tree().row_of(cell).is_locked
    office.checked()


def test_cancelled_work_changes_nothing(office):
    office.tree.take_in(actor=CLERK)
    work = Work()
    work.cancel()
    with pytest.raises(CancelledError):
        office.tree.rename(office.unit("Bản Nà Sang"), "Khác", actor=CLERK, work=work)
    with office.store.read() as session:
        assert session.scalar(select(func.count(UnitStep.id))) == 1
    assert office.checked()["Bản Nà Sang"] == 2


def test_a_name_that_comes_again_is_new_and_offered_to_the_unit_that_had_it(office):
    office.tree.take_in(actor=CLERK)
    office.tree.rename(office.unit("Chi bộ 2"), "Cơ quan xã", actor=CLERK)
    person(office.store, "Mới", "Chi bộ 2")
    office.tree.take_in(actor=CLERK)
    (pair,) = office.tree.tree().alike
    assert (pair.first.name, pair.second.name) == ("Cơ quan xã", "Chi bộ 2")
    assert (pair.why, pair.second.is_confirmed) == (Likeness.FORMER_NAME, False)
    office.tree.describe(pair.second.unit_id, is_confirmed=True, actor=CLERK)
    assert office.tree.tree().alike == ()
