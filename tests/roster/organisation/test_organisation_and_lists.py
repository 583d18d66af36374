"""The tree beside the list, the records and the counts: what one does, the others follow."""

from datetime import timedelta

import pytest

from desktop.common.vocabulary import FieldKey
from desktop.intake.moves.store import open_cases_of
from desktop.roster.finding.views import ListQuery
from desktop.roster.keeping.imports import RosterImports
from desktop.roster.organisation.errors import OpenCasesError
from desktop.roster.organisation.service import OrganisationService
from desktop.roster.organisation.writing import take_new_names
from tests import factories
from tests.progress.conftest import CLERK, office

__all__ = ["office"]
SANG, BON, SCHOOL = "Bản Nà Sang", "Bản Huổi Bon", "Trường học"


@pytest.fixture
def tree(office):
    made = OrganisationService(
        office.store, office.clock, cases=open_cases_of, on_change=office.roster.forget_index
    )
    made.take_in(actor=CLERK)
    return made


def unit(tree, name):
    return next(row.unit.unit_id for row in tree.tree().rows if row.unit.name == name)


def by_cell(office, as_of=None):
    found = {}
    for cell in office.progress.report(as_of).cells:
        if cell.totals.eligible or cell.totals.received:
            found[cell.name] = (cell.totals.eligible, cell.totals.received)
    return found


def test_counts_stay_right_after_a_rename_a_merge_and_an_undo(office, tree):
    office.take("giang a pao")
    assert by_cell(office) == {SANG: (2, 1), BON: (1, 0), SCHOOL: (1, 0)}
    first = office.clock.now().date()
    office.later(days=1)
    tree.rename(unit(tree, SANG), "Bản Nà Sảng", actor=CLERK)
    assert by_cell(office) == {"Bản Nà Sảng": (2, 1), BON: (1, 0), SCHOOL: (1, 0)}
    assert by_cell(office, first) == {SANG: (2, 1), BON: (1, 0), SCHOOL: (1, 0)}
    office.later(minutes=1)
    tree.merge(unit(tree, SCHOOL), unit(tree, BON), actor=CLERK)
    assert by_cell(office) == {"Bản Nà Sảng": (2, 1), BON: (2, 0)}
    office.later(minutes=1)
    tree.undo(actor=CLERK)
    tree.undo(actor=CLERK)
    assert by_cell(office) == {SANG: (2, 1), BON: (1, 0), SCHOOL: (1, 0)}
    assert office.progress.report().total.eligible == 4


def test_an_open_record_is_named_and_goes_with_its_person(office, tree):
    person = office.roster.search("lo thi pang").rows[0]
    key = office.intake.open(person.member_id, actor=CLERK).application_id
    with pytest.raises(OpenCasesError, match="Lò Thị Pâng"):
        tree.merge(unit(tree, BON), unit(tree, SCHOOL), actor=CLERK)
    office.later(minutes=1)
    tree.merge(unit(tree, BON), unit(tree, SCHOOL), actor=CLERK, with_cases=True)
    assert office.intake.draft(key).member_id == person.member_id
    assert office.roster.search("lo thi pang").rows[0].cell == SCHOOL
    assert office.roster.list_count(ListQuery(cells=frozenset({SCHOOL}))) == 2


def test_the_same_list_again_leaves_the_tree_and_the_rows_alone(office, tree):
    tree.rename(unit(tree, SANG), "Bản Nà Sảng", actor=CLERK)
    report = office.imports.import_list(factories.list_file(office.folder), actor=CLERK)
    assert (report.new, report.changed) == (0, 0)
    assert tree.tree().unlisted == ()


def test_a_list_with_a_new_cell_brings_it_unconfirmed(office, tree):
    imports = RosterImports(office.store, office.clock, on_names=take_new_names)
    office.later(minutes=5)
    text = factories.LIST_CSV.replace("Chi bộ Trường học", "Chi bộ Trạm y tế")
    file = office.folder / "moi.csv"
    file.write_text(text, encoding="utf-8-sig")
    imports.import_list(file, actor=CLERK)
    row = next(row for row in tree.tree().rows if row.unit.name == "Trạm y tế")
    assert (row.unit.is_confirmed, row.people) == (False, 1)
    assert tree.tree().row_of(unit(tree, SCHOOL)).people == 0
    # What was edited by hand comes in at the next opening.
    member = office.roster.search("vu a do").rows[0].member_id
    office.people.edit_person(
        member, {FieldKey.CELL.value: "Công an xã"}, reason="chuyển", actor=CLERK
    )
    assert [one.cell for one in tree.tree().unlisted] == ["Công an xã"]
    tree.take_in(actor=CLERK)
    assert tree.tree().unlisted == ()


def test_a_list_without_a_tree_makes_none(office):
    imports = RosterImports(office.store, office.clock, on_names=take_new_names)
    office.clock.advance(timedelta(minutes=1))
    file = office.folder / "moi.csv"
    file.write_text(factories.LIST_CSV.replace("Trường học", "Trạm y tế"), encoding="utf-8-sig")
    imports.import_list(file, actor=CLERK)
    assert OrganisationService(office.store, office.clock).tree().rows == ()
