"""What was planned for a cell follows it through the organisation tree; a closed one stays put."""

from datetime import date

import pytest
from sqlalchemy import select

from desktop.campaign.phases.rules import Code
from desktop.campaign.units.following import follow_tree
from desktop.common.phases import CaseReason, CellConfirmation, Phase
from desktop.common.vocabulary import UnitKind
from desktop.models import AuditEvent
from desktop.roster.closed.store import closings
from desktop.roster.organisation.errors import UnitLockedError
from desktop.roster.organisation.ports import CellFate, Fate
from desktop.roster.organisation.service import OrganisationService
from tests.campaign.conftest import HUOI_BON, NA_SANG, SCHOOL
from tests.progress.conftest import CLERK

CHIEF = "Quàng Văn Sơn"
DAY = date(2025, 8, 30)


@pytest.fixture
def tree(plan):
    """The tree over the same store, as the program puts both together."""
    made = OrganisationService(plan.store, plan.clock, locked=closings, followers=(follow_tree,))
    made.take_in(actor=CLERK)
    return made


def unit(tree, name):
    return next(row.unit.unit_id for row in tree.tree().rows if row.unit.name == name)


def planned(plan, cell):
    """Give a cell a day of its own, its papers and its intake."""
    for what in CellConfirmation:
        plan.phases.confirm(cell, what, actor=CHIEF)
    plan.phases.set_deadline(cell, DAY, actor=CHIEF)
    plan.phases.open_phase(Phase.INTAKE, [cell], reason="x", actor=CHIEF)


def closed(plan, cell):
    cases = plan.cells.open_cases(cell)
    reasons = {one.member_id: (CaseReason.AWAY, "") for one in cases}
    return plan.cells.close(cell, actor=CHIEF, reasons=reasons)


def codes(plan, cell):
    return [one.code for one in plan.phases.board().cell(cell).in_the_way[Phase.REVIEW]]


def followed(plan):
    with plan.store.read() as session:
        found = session.scalars(select(AuditEvent).where(AuditEvent.tag == "cell:plan_followed"))
        return [(one.detail["how"], one.detail["old"], one.target) for one in found]


def test_a_renamed_cell_keeps_its_plan_and_its_history_and_undo_brings_the_name_back(plan, tree):
    planned(plan, HUOI_BON)
    closed(plan, HUOI_BON)
    plan.cells.reopen(HUOI_BON, reason="thêm người", actor=CHIEF)
    before = plan.phases.board().cell(HUOI_BON)
    tree.rename(unit(tree, HUOI_BON), "Bản Huổi Bon 1", actor=CLERK)
    board = plan.phases.board()
    assert board.cell(HUOI_BON) is None
    after = board.cell("Bản Huổi Bon 1")
    assert (after.deadline, after.phase, after.sheet, after.catalogue) == (
        DAY,
        Phase.INTAKE,
        True,
        True,
    )
    assert after.obstacles == before.obstacles
    assert [one.reopen_reason for one in plan.cells.history("Bản Huổi Bon 1")] == ["thêm người"]
    assert followed(plan) == [("renamed", HUOI_BON, "Bản Huổi Bon 1")]
    tree.undo(actor=CLERK)
    assert plan.phases.board().cell(HUOI_BON) == before
    assert len(plan.cells.history(HUOI_BON)) == 1


def test_a_new_cell_under_an_old_name_begins_anew(plan, tree):
    planned(plan, HUOI_BON)
    tree.rename(unit(tree, HUOI_BON), "Bản Huổi Bon 1", actor=CLERK)
    top = tree.tree().rows[0].unit.unit_id
    tree.add(top, UnitKind.CELL, HUOI_BON, actor=CLERK)
    tree.move_people([plan.key("k'breu")], unit(tree, HUOI_BON), actor=CLERK)
    row = plan.phases.board().cell(HUOI_BON)
    assert (row.phase, row.has_own_deadline, row.sheet) == (Phase.REVIEW, False, False)
    assert plan.phases.board().cell("Bản Huổi Bon 1").has_own_deadline


@pytest.mark.parametrize(
    ("theirs", "left"), [(True, []), (False, [Code.SHEET_GROWN])], ids=["signed", "not signed"]
)
def test_a_cell_that_takes_another_over_asks_for_what_that_one_lacked(plan, tree, theirs, left):
    planned(plan, NA_SANG)
    plan.phases.set_deadline(HUOI_BON, date(2025, 9, 2), actor=CHIEF)
    if theirs:
        plan.phases.confirm(HUOI_BON, CellConfirmation.SHEET, actor=CHIEF)
    tree.merge(unit(tree, HUOI_BON), unit(tree, NA_SANG), actor=CLERK)
    assert codes(plan, NA_SANG) == [*left, Code.CATALOGUE_CHANGED]
    assert plan.phases.board().cell(NA_SANG).deadline == DAY
    tree.undo(actor=CLERK)
    assert plan.phases.board().cell(HUOI_BON).deadline == date(2025, 9, 2)
    assert codes(plan, NA_SANG) == []


def test_a_cell_made_of_another_begins_where_that_one_is(plan, tree):
    planned(plan, NA_SANG)
    some = [plan.key("k'breu")]
    tree.split(unit(tree, NA_SANG), "Bản Nà Sang 2", some, actor=CLERK)
    made = plan.phases.board().cell("Bản Nà Sang 2")
    assert (made.phase, made.deadline, made.sheet, made.catalogue) == (
        Phase.INTAKE,
        DAY,
        True,
        False,
    )
    assert codes(plan, NA_SANG) == [Code.CATALOGUE_CHANGED]
    tree.move_people([plan.key("giang a pao")], unit(tree, "Bản Nà Sang 2"), actor=CLERK)
    assert codes(plan, "Bản Nà Sang 2") == [Code.SHEET_GROWN, Code.CATALOGUE]


def test_cells_that_trade_their_names_trade_nothing_else(plan):
    planned(plan, NA_SANG)
    closed(plan, SCHOOL)
    fates = (
        CellFate(Fate.RENAMED, NA_SANG, SCHOOL),
        CellFate(Fate.RENAMED, SCHOOL, NA_SANG),
    )
    with plan.store.write() as session:
        follow_tree(session, fates, at=plan.clock.now(), actor=CLERK)
    board = plan.phases.board()
    assert (board.cell(SCHOOL).deadline, board.cell(SCHOOL).closing) == (DAY, None)
    assert board.cell(NA_SANG).closing.by == CHIEF
    assert not board.cell(NA_SANG).sheet


def test_a_closed_cell_is_not_touched_by_the_tree_until_it_is_opened_again(plan, tree):
    closed(plan, HUOI_BON)
    locked, other = unit(tree, HUOI_BON), unit(tree, NA_SANG)
    pang, breu = plan.key("lo thi pang"), plan.key("k'breu")
    acts = (
        lambda: tree.rename(locked, "Bản Huổi Bon 1", actor=CLERK),
        lambda: tree.merge(locked, other, actor=CLERK),
        lambda: tree.merge(other, locked, actor=CLERK),
        lambda: tree.split(locked, "Bản Huổi Bon 2", [pang], actor=CLERK),
        lambda: tree.move_people([pang], other, actor=CLERK),
        lambda: tree.move_people([breu], locked, actor=CLERK),
    )
    before = tree.tree()
    for act in acts:
        with pytest.raises(UnitLockedError) as refused:
            act()
        assert HUOI_BON in refused.value.title
        assert "Kế hoạch" in refused.value.advice
    assert tree.tree() == before
    plan.cells.reopen(HUOI_BON, reason="sáp nhập theo nghị quyết", actor=CHIEF)
    tree.merge(locked, other, actor=CLERK)
    assert plan.phases.board().cell(HUOI_BON) is None
    assert followed(plan) == []
