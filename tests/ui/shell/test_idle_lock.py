"""The idle lock falls at every step: whoever comes back finds it as it stood; another goes on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication

from desktop.common.vocabulary import FieldKey, MemberStatus, Step
from desktop.models import Application, AuditEvent
from desktop.photo.demo_camera import DemoCamera
from desktop.photo.demo_portraits import draw_portrait
from desktop.ui.context import PageName
from tests import factories
from tests.ui.intake.pad_hands import by_mouse, points
from tests.ui.shell.office import HUONG, HUONG_PIN, TOI, TOI_PIN, open_office

CONTROL = Qt.KeyboardModifier.ControlModifier
STRANGER = "068086002771||K'Brêu|21041986|Nam|Thôn 4, xã Bảo Thử, tỉnh Lâm Đồng|01062021"
HOME, NOTE, PHONE, WITNESS = "Ban Na Sang 2", "Chi bo Thon 4", "0987654321", "Lo Van Sang"
MRZ = "IDVNM0780023453014078002345"


def begun(office, *, photo=False, signed=False):
    """Open a file, as far as asked; return its number."""
    application, intake = office.draft(), office.services.intake
    if photo:
        intake.accept_photo(application, factories.jpeg(), report={}, actor=HUONG)
    if signed:
        intake.accept_signature(application, factories.signature_png(), actor=HUONG)
    return application


def type_into(field, office, text):
    field.setFocus()
    field.clear()
    office.type(text)


# Each of these opens one step, leaves something unsaved on it, and returns what tells of it.


def at_find(office):
    page = office.show(PageName.FIND)
    office.type("giang a")
    office.idle()
    assert page.results.table.rows
    return lambda: (page.box.text(), len(page.results.table.rows))


def at_card(office):
    page = office.show(PageName.CARD)
    page.ways.back.click()
    office.type(MRZ)
    assert page.form.texts[0] == MRZ
    return lambda: (page.is_typing, page.form.texts, page.form.words)


def at_not_listed(office):
    page = office.show(PageName.NOT_LISTED, text="giang a")
    assert page.near.table.rows
    return lambda: (page.is_adding, page.near.table.currentIndex().row(), page.known.isVisible())


def at_form(office):
    page = office.show(PageName.NOT_LISTED, card=factories.read_card(STRANGER))
    page._open_form()
    office.idle()
    page.form.status.rows[MemberStatus.OUTSIDE_LIST.value].click()
    type_into(page.form.fields.entries[FieldKey.CELL].field, office, NOTE)

    def seen():
        page = office.page
        return page.is_adding, page.form.status.value(), page.form.fields.values()

    assert seen()[2][FieldKey.CELL] == NOTE
    return seen


def at_already_done(office):
    receipt = office.receive().receipt_number
    with office.services.store.read() as session:
        (row,) = session.query(Application)
    page = office.show(PageName.ALREADY_DONE, application_id=row.id)
    assert page.number.text() == receipt
    return lambda: (page.number.text(), page.panel.isVisible())


def at_compare(office):
    page = office.show(PageName.COMPARE, application_id=begun(office))
    page._edit()
    type_into(page.form.fields.entries[FieldKey.RESIDENCE].field, office, HOME)
    return lambda: (
        page.is_editing,
        page.form.fields.entries[FieldKey.RESIDENCE].field.text(),
        page.title,
    )


def at_photo(office):
    page = office.show(PageName.PHOTO, application_id=begun(office))
    office.wait(lambda: page.watcher.newest() is not None, 20000)
    page.shoot()
    office.wait(lambda: len(page.shots) > 1, 20000)
    office.idle()
    page.choose(1)
    office.press(Qt.Key.Key_F6)
    assert page.side.gives_reason
    return lambda: (page.shots, page.selected, page.side.gives_reason, page.side.reasons.value())


def at_kept_photo(office):
    page = office.show(PageName.PHOTO, application_id=begun(office, photo=True))

    def seen():
        page = office.page
        return page._keeps, page.kept.image.width(), page.kept.image.height()

    assert page._keeps
    assert seen()[1] > 0
    return seen


def at_signature(office):
    page = office.show(PageName.SIGN, application_id=begun(office, photo=True))
    by_mouse(page.pad, points(page.pad))
    by_mouse(page.pad, (point + QPointF(0, 30) for point in points(page.pad, 20)))

    def seen():
        pad = office.page.pad
        return len(pad.strokes), sum(len(stroke) for stroke in pad.strokes)

    assert seen()[0] == 2
    return seen


def at_reason(office):
    page = office.show(PageName.SIGN, application_id=begun(office, photo=True))
    office.press(Qt.Key.Key_F6)
    office.press(Qt.Key.Key_3)
    type_into(page.reason_panel.witness.field, office, WITNESS)

    def seen():
        panel = office.page.reason_panel
        return panel.isVisible(), panel.reason, panel.witness_name

    assert seen()[1] is not None
    assert seen()[2] == WITNESS
    return seen


def at_papers(office):
    page = office.show(PageName.PAPERS, application_id=begun(office, photo=True, signed=True))
    office.wait(lambda: page.panel.sees, 20000)
    office.press(Qt.Key.Key_Space)
    office.wait(lambda: len(page.papers.pages) == 1, 20000)
    office.wait(lambda: page.view.is_editing)
    return lambda: (
        [one.page_id for one in page.papers.pages],
        page.view.is_editing,
        page._chosen,
        page.title,
    )


def at_check(office):
    page = office.show(PageName.CHECK, application_id=begun(office, photo=True, signed=True))
    office.idle()
    page.list.edit(FieldKey.PHONE)
    type_into(page.list.rows[FieldKey.PHONE].entry.field, office, PHONE)
    return lambda: (
        page.list.open_row.field,
        page.list.rows[FieldKey.PHONE].entry.field.text(),
        page.title,
        page.side.preview.image.isNull(),
    )


def at_done(office):
    application = begun(office, photo=True, signed=True)
    received = office.services.reception.receive(application, actor=HUONG)
    page = office.show(PageName.DONE, received=received, print_now=True)
    office.idle()
    assert received.receipt_number in page.number.text()
    return lambda: (page.number.text(), page.band.title.text(), page.band.side.text())


STEPS = (
    at_find,
    at_card,
    at_not_listed,
    at_form,
    at_already_done,
    at_compare,
    at_photo,
    at_kept_photo,
    at_signature,
    at_reason,
    at_papers,
    at_check,
    at_done,
)


def fall(office):
    """Let the time pass in which nobody touches anything."""
    idle = office.session.door.idle
    office.wait(lambda: idle.is_counting)
    idle._touched_at -= idle._seconds + 1
    idle.look()
    page = office.wait_for("LoginPage")
    office.wait(lambda: bool(page.tiles))
    office.idle()
    return page


def opened(tmp_path):
    portraits = [draw_portrait(0)]
    return open_office(tmp_path / "p", camera=lambda: DemoCamera(portraits))


@pytest.mark.parametrize("come", STEPS, ids=lambda come: come.__name__)
def test_whoever_comes_back_finds_the_step_as_it_stood(tmp_path, come):
    with opened(tmp_path) as office:
        office.log_in()
        seen = come(office)
        page, here, focus = office.page, office.here, QApplication.focusWidget()
        before = seen()
        fall(office)
        assert not page.isVisible()
        office.log_in()
        assert office.page is page
        assert office.here is here
        assert page.isVisible()
        assert seen() == before
        assert QApplication.focusWidget() is focus
        with office.services.store.read() as session:
            assert session.query(AuditEvent).filter_by(tag="draft:taken_over").count() == 0
        office.show(PageName.TODAY)


TAKEN_OVER = {
    at_form: PageName.NOT_LISTED,
    at_compare: PageName.COMPARE,
    at_kept_photo: PageName.SIGN,  # the photo was accepted: what comes next is open
    at_signature: PageName.SIGN,
    at_reason: PageName.SIGN,
    at_papers: PageName.CHECK,  # the papers lie with the file; the step is the one before
    at_check: PageName.CHECK,
}


@pytest.mark.parametrize("come", TAKEN_OVER, ids=lambda come: come.__name__)
def test_another_operator_goes_on_with_all_of_it_and_both_are_on_record(tmp_path, come):
    with opened(tmp_path) as office:
        office.log_in(HUONG_PIN, HUONG)
        seen = come(office)
        before = seen()
        fall(office)
        office.log_in(TOI_PIN, TOI)
        assert office.here is PageName.FIND
        office.press(Qt.Key.Key_T, CONTROL)
        office.idle()
        office.wait(lambda: office.here is TAKEN_OVER[come])
        office.idle()
        if come in {at_form, at_signature, at_reason}:
            office.wait(lambda: seen() == before)
        if come is at_form:
            both_kept_the_form(office)
        else:
            both_worked_on_the_draft(office, come)
        office.show(PageName.TODAY)


def both_worked_on_the_draft(office, come):
    (row,) = office.services.overview.drafts()
    assert (row.opened_by, row.held_by) == (HUONG, TOI)
    with office.services.store.read() as session:
        (event,) = session.query(AuditEvent).filter_by(tag="draft:taken_over")
        assert (event.actor, event.target) == (TOI, str(row.application_id))
        assert event.detail == {"from": HUONG, "to": TOI}
        stored = session.get(Application, row.application_id)
        assert (stored.opened_by, stored.taken_over_by) == (HUONG, TOI)
    draft = office.services.intake.draft(row.application_id)
    if come is at_compare:
        assert draft.fields[FieldKey.RESIDENCE] == HOME
        assert draft.step is Step.COMPARE
    if come is at_check:
        assert draft.fields[FieldKey.PHONE] == PHONE
    if come is at_papers:
        assert len(office.services.papers.of(row.application_id).pages) == 1
    assert (draft.photo is None) == (come is at_compare)


def both_kept_the_form(office):
    """Type one more word as the other: the trail names who began and who went on."""
    type_into(office.page.form.fields.entries[FieldKey.CELL].field, office, "Chi bo Thon 5")
    office.wait(lambda: office.services.unfinished.forms()[0].opened_by == TOI)
    (form,) = office.services.unfinished.forms()
    assert form.fields[FieldKey.CELL] == "Chi bo Thon 5"
    with office.services.store.read() as session:
        rows = session.query(AuditEvent).filter_by(tag="form:kept", target=str(form.form_id))
        assert [row.actor for row in rows.order_by(AuditEvent.number)][-1] == TOI
        assert HUONG in {row.actor for row in rows}
