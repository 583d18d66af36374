"""What was begun before a cell closed cannot pass it; nothing of it is lost, and cards go on."""

import threading
import time
from datetime import timedelta

import pytest

from desktop.campaign.cells import store as rows
from desktop.campaign.cells.errors import LentOutError, OpenCasesError
from desktop.campaign.cells.service import CellsService
from desktop.common.phases import CaseReason
from desktop.common.vocabulary import ApplicationState, FieldKey
from desktop.field.kits.leases import lent_out
from desktop.models import Application, Member
from desktop.roster.closed.store import wait_for_closing
from desktop.roster.errors import CellClosedError
from tests import factories
from tests.campaign.conftest import HUOI_BON
from tests.field.places import either_office, lend, place, visit_list
from tests.progress.conftest import CLERK

CHIEF = "Quàng Văn Sơn"
PANG, GIANG = "lo thi pang", "giang a pao"
AWAY = (CaseReason.AWAY, "")


def begun(plan):
    """Begin a record and fill it so that it could be received."""
    key = plan.open(plan.key(PANG), actor=CLERK).application_id
    plan.intake.accept_photo(key, factories.jpeg(), report={}, actor=CLERK)
    plan.intake.accept_signature(key, factories.signature_png(), actor=CLERK)
    return key


def state(plan, key):
    with plan.store.read() as session:
        return session.get_one(Application, key).state


def test_a_draft_in_work_names_its_person_before_the_cell_closes(plan):
    begun(plan)
    with pytest.raises(OpenCasesError) as refused:
        plan.cells.close(HUOI_BON, actor=CHIEF)
    assert [(one.full_name, one.state) for one in refused.value.cases] == [("Lò Thị Pâng", "draft")]


def test_a_draft_of_a_closed_cell_is_kept_whole_and_received_when_the_cell_opens(plan):
    key = begun(plan)
    plan.cells.close(HUOI_BON, actor=CHIEF, reasons={plan.key(PANG): AWAY})
    before = plan.intake.draft(key)
    with pytest.raises(CellClosedError) as refused:
        plan.reception.receive(key, actor=CLERK)
    assert CHIEF in refused.value.title
    assert plan.intake.draft(key) == before
    plan.cells.reopen(HUOI_BON, reason="bà Pâng đang ở quầy", actor=CHIEF)
    received = plan.reception.receive(key, actor=CLERK)
    assert received.receipt_number.startswith("MT02-000001")  # no number was used up


def test_nobody_sets_aside_takes_back_or_reopens_a_record_of_a_closed_cell(plan):
    key = plan.take(PANG)
    plan.cells.explain(plan.key(PANG), CaseReason.PROVINCE, actor=CLERK)
    plan.cells.close(HUOI_BON, actor=CHIEF)
    acts = (
        lambda: plan.moves.ask_for_more(key, actor=CLERK, reason="thiếu ảnh"),
        lambda: plan.moves.not_eligible(key, actor=CLERK, reason="chưa đủ"),
        lambda: plan.reception.withdraw(key, actor=CLERK, reason="nhầm người"),
        lambda: plan.reception.reopen(key, actor=CLERK),
    )
    for act in acts:
        plan.later(seconds=1)
        with pytest.raises(CellClosedError):
            act()
        assert state(plan, key) == ApplicationState.RECEIVED


def test_what_was_received_before_the_closing_goes_on_to_the_card(plan):
    key = plan.take(PANG)
    plan.cells.explain(plan.key(PANG), CaseReason.PROVINCE, actor=CLERK)
    plan.cells.close(HUOI_BON, actor=CHIEF)
    plan.bring(key, "approved", "exported", "acknowledged", "sent_to_print", "printed", "returned")
    plan.bring(key, "handed_over")
    assert plan.phases.board().cell(HUOI_BON).reached.handed_over == 1


def test_a_receipt_waits_for_a_closing_under_way_and_sees_it(plan):
    key, told = begun(plan), []

    def receive():
        try:
            plan.reception.receive(key, actor=CLERK)
        except CellClosedError as error:
            told.append(error)

    counter = threading.Thread(target=receive)
    with plan.store.write() as session:
        rows.hold(session, HUOI_BON)
        rows.close(session, HUOI_BON, {}, at=plan.clock.now(), by=CHIEF)
        session.flush()
        counter.start()
        time.sleep(0.3)  # the counter is in the middle of its save
    counter.join()
    assert len(told) == 1
    assert state(plan, key) == ApplicationState.DRAFT


def test_whoever_moves_into_a_cell_that_is_just_closing_is_refused(plan):
    told = []

    def move():
        try:
            change = {FieldKey.CELL.value: HUOI_BON}
            plan.people.edit_person(plan.key(GIANG), change, reason="chuyển chi bộ", actor=CLERK)
        except CellClosedError as error:
            told.append(error)

    desk = threading.Thread(target=move)

    def nobody_is_lent(*_):
        # The closing has looked who there is; nothing is written down yet.
        desk.start()
        time.sleep(0.3)
        return {}

    reasons = {plan.key(PANG): AWAY}
    CellsService(plan.store, plan.clock, nobody_is_lent).close(
        HUOI_BON, actor=CHIEF, reasons=reasons
    )
    desk.join()
    assert len(told) == 1
    assert len(plan.cells.open_cases(HUOI_BON)) == 1


def test_a_closing_waits_for_whoever_is_just_moving_in_and_names_them(plan):
    told = []

    def close():
        try:
            plan.cells.close(HUOI_BON, actor=CHIEF, reasons={plan.key(PANG): AWAY})
        except OpenCasesError as error:
            told.append(error)

    chief, someone = threading.Thread(target=close), plan.key(GIANG)
    with plan.store.write() as session:
        wait_for_closing(session)
        session.get_one(Member, someone).cell = HUOI_BON
        session.flush()
        chief.start()
        time.sleep(0.3)  # the chief is in the middle of closing
    chief.join()
    assert len(told) == 1
    assert plan.cells.history(HUOI_BON) == ()


@pytest.fixture
def home(request, tmp_path, engine_name):
    with either_office(request, tmp_path, factories.clock(), tmp_path / "usb") as made:
        yield made


def test_a_cell_whose_people_are_with_a_team_stays_open(home, tmp_path):
    clock = home.clock
    laptop = place(tmp_path, "MT03", clock, home.stick)
    cells = CellsService(home.store, clock, lent_out)
    (case,) = cells.open_cases(HUOI_BON)
    lend(home, laptop, visit_list(home, [case.member_id]))
    reasons = {case.member_id: AWAY}
    with pytest.raises(LentOutError) as refused:
        cells.close(HUOI_BON, actor=CHIEF, reasons=reasons)
    assert "MT03" in refused.value.title
    assert not cells.open_cases(HUOI_BON)[0].is_explained
    home.kits.packing.take_back(case.member_id, reason="đội về sớm", actor=CHIEF)
    assert cells.close(HUOI_BON, actor=CHIEF, reasons=reasons).explained == 1
    laptop.store.close()


def test_a_return_of_a_closed_cell_is_refused_whole_and_taken_when_the_cell_opens(home, tmp_path):
    clock, stick = home.clock, home.stick
    laptop = place(tmp_path, "MT03", clock, stick)
    cells = CellsService(home.store, clock, lent_out)
    (case,) = cells.open_cases(HUOI_BON)
    kit = lend(home, laptop, visit_list(home, home.members()[:2]))
    laptop.kits.opening.open_kit(kit, actor=CLERK)
    taken = [laptop.receive(member) for member in home.members()[:2]]
    file = laptop.kits.returning.write(stick, actor=CLERK).path
    clock.advance(timedelta(days=4))  # nobody is with the team any more, as far as the office knows
    cells.close(HUOI_BON, actor=CHIEF, reasons={case.member_id: AWAY})
    with pytest.raises(CellClosedError):
        home.kits.merging.merge([file], actor=CLERK)
    assert [home.application(key) for key in taken] == [None, None]
    cells.reopen(HUOI_BON, reason="tổ lưu động đã nhận bà Pâng", actor=CHIEF)
    assert home.kits.merging.merge([file], actor=CLERK).merged == 2
    laptop.store.close()
