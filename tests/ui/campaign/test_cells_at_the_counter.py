"""What the counter hears of a cell: its turn has not come yet, or it was closed meanwhile."""

from PySide6.QtCore import Qt

from desktop.common.phases import CaseReason, Phase
from desktop.common.vocabulary import ApplicationState, Step
from desktop.ui.context import PageName
from desktop.ui.intake.early_note import KEY
from tests import factories
from tests.ui.shell.office import HUONG, open_office

NA_SANG, HUOI_BON = "Bản Nà Sang", "Bản Huổi Bon"


def key_of(office, name):
    return office.services.roster.search(name).rows[0].member_id


def test_the_clerk_hears_that_a_cell_is_early_and_goes_on(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        office.services.phases.open_phase(Phase.INTAKE, [HUOI_BON], reason="x", actor=HUONG)
        page = office.show(PageName.COMPARE, member_id=key_of(office, "k'breu"))
        office.idle()
        (said,) = [bar.message for bar in page.bars.bars if bar.message.key == KEY]
        assert said.title == "Bản Nà Sang chưa tới lượt thu nhận."
        assert "phiếu rà soát chưa ký trả về" in said.text
        assert page.action_bar.primary.isEnabled()
        page = office.show(PageName.COMPARE, member_id=key_of(office, "lo thi pang"))
        office.idle()
        assert not [bar for bar in page.bars.bars if bar.message.key == KEY]


def test_a_record_of_a_cell_closed_meanwhile_is_refused_and_stays_as_it_is(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        services, member = office.services, key_of(office, "lo thi pang")
        key = services.intake.open(member, actor=HUONG).application_id
        services.intake.accept_photo(key, factories.jpeg(), report={}, actor=HUONG)
        services.intake.accept_signature(key, factories.signature_png(), actor=HUONG)
        services.intake.save(key, actor=HUONG, step=Step.CHECK)
        page = office.show(PageName.CHECK, application_id=key)
        office.idle()
        reasons = {member: (CaseReason.AWAY, "")}
        services.cells.close(HUOI_BON, actor="Quàng Văn Sơn", reasons=reasons)
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert any(
            "Quàng Văn Sơn" in bar.message.title and "mở lại" in bar.message.text
            for bar in page.bars.bars
        )
        draft = services.intake.draft(key)
        assert (draft.state, bool(draft.photo), bool(draft.signature)) == (
            ApplicationState.DRAFT,
            True,
            True,
        )
