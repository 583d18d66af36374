"""Whole numbers are seen after one key, which is one event, and are masked again afterwards."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt

from desktop.common.settings import REVIEW_REQUIRED, REVIEW_SAMPLE
from desktop.common.vocabulary import DiscrepancyState, FieldKey
from desktop.models import AuditEvent
from desktop.roster.register.rules import OTHER
from desktop.ui.context import PageName
from tests.intake import review_desk
from tests.ui.roster.crosscheck import counter
from tests.ui.roster.test_register_page import line_of, open_face, select
from tests.ui.security.visible_numbers import numbers_of, whole_numbers
from tests.ui.shell.office import HUONG, TOI, open_office

CTRL = Qt.KeyboardModifier.ControlModifier


def looks(office):
    """Return who looked at what, from the trail."""
    with office.services.store.read() as session:
        rows = session.query(AuditEvent).filter_by(tag="number:revealed")
        return [(row.actor, row.target) for row in rows.order_by(AuditEvent.number)]


def one_key(office, target, numbers, *, away, back):
    """Press F5 once: whole, one event; again: masked; once more, go away and come back: masked.

    Args:
        target: what the event names.
        numbers: those that must not stand on the page unasked.
        away: leaves the person at hand.
        back: comes back to them.
    """
    before = len(looks(office))
    assert whole_numbers(office.window, numbers) == []
    office.press(Qt.Key.Key_F5)
    office.idle()
    assert whole_numbers(office.window, numbers)
    assert looks(office)[before:] == [(HUONG, str(target))]
    office.press(Qt.Key.Key_F5)
    office.idle()
    assert whole_numbers(office.window, numbers) == []
    assert len(looks(office)) == before + 1  # masking is no look
    office.press(Qt.Key.Key_F5)
    office.idle()
    assert whole_numbers(office.window, numbers)
    away()
    office.idle()
    assert whole_numbers(office.window, numbers) == []
    back()
    office.idle()
    assert whole_numbers(office.window, numbers) == []
    assert len(looks(office)) == before + 2


def test_on_a_line_of_the_register(tmp_path):
    with counter(tmp_path) as office:
        numbers = numbers_of(office.services.store)
        page = open_face(office, 3)
        select(page, "Nguyễn Thị Hoà", FieldKey.PERSONAL_ID)
        office.idle()
        one_key(
            office,
            page.lines.panel.line.discrepancy_id,
            numbers,
            away=partial(select, page, "Giàng A Pao", FieldKey.FULL_NAME),
            back=partial(select, page, "Nguyễn Thị Hoà", FieldKey.PERSONAL_ID),
        )


def test_a_value_somebody_typed_on_a_line_is_masked_too_and_kept_when_the_reason_changes(tmp_path):
    with counter(tmp_path) as office:
        register, typed = office.services.register, "014194000777"
        line = line_of(office, "Nguyễn Thị Hoà", FieldKey.PERSONAL_ID)
        key = line.discrepancy_id
        register.decide(key, source=OTHER, value=typed, reason="Thẻ căn cước", actor=HUONG)
        page = open_face(office, 3)
        panel = page.lines.panel
        page.lines.filters.state.set_value(DiscrepancyState.DECIDED.value)
        office.idle()
        assert panel.value.isVisible()
        assert whole_numbers(office.window, {typed}) == []
        assert panel.missing() == "Đã chọn như vậy."
        office.press(Qt.Key.Key_F5)
        office.idle()
        assert panel.value.text() == "0141 9400 0777"
        assert looks(office) == [(HUONG, str(key))]
        office.press(Qt.Key.Key_F5)
        assert whole_numbers(office.window, {typed}) == []
        panel.reason.set_value("Thẻ căn cước mới")
        page.lines.go()
        office.idle()
        kept = line_of(office, "Nguyễn Thị Hoà", FieldKey.PERSONAL_ID)
        assert (kept.chosen_value, kept.reason) == (typed, "Thẻ căn cước mới")
        assert len(looks(office)) == 1


def test_on_a_pair_of_two_lists(tmp_path):
    with counter(tmp_path) as office:
        numbers = numbers_of(office.services.store)
        page = open_face(office, 2)
        office.press(Qt.Key.Key_F5)
        office.idle()
        assert page.pairs.table.is_revealed
        assert len(looks(office)) == 1
        office.show(PageName.TODAY)
        page = open_face(office, 2)
        assert whole_numbers(office.window, numbers) == []
        assert len(looks(office)) == 1


def test_on_a_pair_that_stands_twice(tmp_path):
    with counter(tmp_path, sources=False, doubled=True) as office:
        office.services.duplicates.find(actor=HUONG)
        numbers = numbers_of(office.services.store)
        page = office.show(PageName.DUPLICATES)
        office.idle()
        assert page.twins.pair is not None
        office.press(Qt.Key.Key_F5)
        office.idle()
        assert whole_numbers(office.window, numbers)
        assert len(looks(office)) == 1
        office.press(Qt.Key.Key_F5)
        assert whole_numbers(office.window, numbers) == []
        office.press(Qt.Key.Key_F5)
        office.idle()
        office.show(PageName.TODAY)
        office.show(PageName.DUPLICATES)
        office.idle()
        assert whole_numbers(office.window, numbers) == []
        assert len(looks(office)) == 2


def test_on_a_record_that_is_reviewed(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        services = office.services
        services.preferences.set(REVIEW_REQUIRED, True, actor=HUONG)
        services.preferences.set(REVIEW_SAMPLE, 100, actor=HUONG)
        services.imports.import_list(review_desk.write_list(tmp_path, 20), actor=HUONG)
        services.roster.forget_index()
        for number in range(2):
            review_desk.take(services, number, actor=TOI)
        numbers = numbers_of(services.store)
        page = office.show(PageName.REVIEW)
        office.idle()
        one_key(
            office,
            page.face.row.application_id,
            numbers,
            away=partial(office.press, Qt.Key.Key_J),
            back=partial(office.press, Qt.Key.Key_K),
        )
        office.press(Qt.Key.Key_F5)
        office.idle()
        office.show(PageName.TODAY)
        office.show(PageName.REVIEW)
        office.idle()
        assert whole_numbers(office.window, numbers) == []


def test_a_look_at_one_record_never_shows_the_next(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        services = office.services
        services.preferences.set(REVIEW_REQUIRED, True, actor=HUONG)
        services.preferences.set(REVIEW_SAMPLE, 100, actor=HUONG)
        services.imports.import_list(review_desk.write_list(tmp_path, 20), actor=HUONG)
        services.roster.forget_index()
        for number in range(2):
            review_desk.take(services, number, actor=TOI)
        numbers = numbers_of(services.store)
        page = office.show(PageName.REVIEW)
        office.idle()
        first = page.face.row.application_id
        with services.store.write_plainly():  # the event has to wait, the next key has not
            office.press(Qt.Key.Key_F5)
            office.press(Qt.Key.Key_J)
        office.idle()
        assert page.face.row.application_id != first
        assert looks(office) == [(HUONG, str(first))]
        assert whole_numbers(office.window, numbers) == []


def test_the_form_of_an_open_file_is_one_look(tmp_path):
    with counter(tmp_path, sources=False) as office:
        numbers = {office.services.roster.get(office.member()).fields[FieldKey.PERSONAL_ID]}
        draft = office.draft()
        page = office.show(PageName.COMPARE, application_id=draft)
        office.idle()
        assert whole_numbers(office.window, numbers) == []
        office.press(Qt.Key.Key_E, CTRL)
        office.idle()
        assert page.is_editing
        assert whole_numbers(office.window, numbers)
        assert looks(office) == [(HUONG, str(draft))]
        office.press(Qt.Key.Key_F7)
        office.idle()
        assert not page.is_editing
        assert whole_numbers(office.window, numbers) == []
        office.show(PageName.TODAY)
        office.show(PageName.COMPARE, application_id=draft)
        office.idle()
        assert whole_numbers(office.window, numbers) == []
        assert len(looks(office)) == 1
