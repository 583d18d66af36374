"""A real window whose real PostgreSQL server is stopped and started: on without it, and back."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.common.vocabulary import FieldKey, MemberStatus
from desktop.field.copies.keeping import give_up
from desktop.ui.context import PageName
from desktop.ui.shell import office_watch
from tests import factories
from tests.field.counter_office import CHIEF, CHIEF_PIN, begin, counter_office, finish
from tests.ui.shell.office import open_office

PAO = "giang a pao"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def counters(postgres_server, tmp_path, monkeypatch):
    """An office whose counters look at their server five times a second."""
    monkeypatch.setattr(office_watch, "LOOK_EVERY_MS", 200)
    with counter_office(postgres_server, tmp_path) as made:
        yield made


def window_on(counters):
    """Open the window of the first counter."""
    return open_office(
        counters.folder / "MT02", fresh=False, keyring=counters.keyring, clock=counters.clock
    )


def quiet(office):
    """Until nothing is under way but the looks at the server."""
    looks = office.session.desk.office._timer
    was = looks.isActive()
    looks.stop()
    office.idle()
    if was:
        looks.start()


def log_in(office):
    """Choose the name and type the PIN; looks go on meanwhile."""
    page = office.wait_for("LoginPage")
    office.wait(lambda: bool(page.tiles), 30000)
    next(tile for tile in page.tiles if tile.operator.full_name == CHIEF).setChecked(True)
    page.pin.set_value(CHIEF_PIN)
    office.press(Qt.Key.Key_Return)
    office.wait(lambda: type(office.page).__name__ != "LoginPage", 30000)
    quiet(office)


def open_form(office, name=PAO):
    """Open somebody and the form about them; return the application."""
    office.session.navigation.show(PageName.COMPARE, member_id=office.member(name))
    office.wait(lambda: office.here is PageName.COMPARE and office.page._draft is not None)
    office.page._edit()
    quiet(office)
    return office.page._draft.application_id


def copied(office):
    """Let the copy be made fresh, as it is within half a minute."""
    office.session.desk.copy._look._not_before = 0.0
    office.session.desk.copy.look()
    quiet(office)
    assert not office.services.copy.is_stale()


def open_page(office, name, **payload):
    """Open a page and wait for what it reads."""
    office.session.navigation.show(name, **payload)
    quiet(office)
    return office.page


def strip_of(office):
    return office.window.furnish().copy


def until_gone(office):
    """Until the strip offers to go on."""
    strip = strip_of(office)
    office.wait(strip.turn.isVisible, 30000)
    assert strip.standing is not None
    return strip


def sign_on(pad):
    """Draw a signature with the mouse."""
    points = [QPoint(40 + 9 * at, 60 + (at % 5) * 14) for at in range(22)]
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=points[0])
    for point in points[1:]:
        QTest.mouseMove(pad, point)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=points[-1])


def lengths(strokes):
    """How many points each stroke has."""
    return [len(stroke) for stroke in strokes]


def turn(office):
    """Press the key on the strip."""
    office.press(Qt.Key.Key_W, CTRL)


def test_typed_without_the_server_stands_in_the_copy_and_comes_back_to_the_server(counters):
    with window_on(counters) as office:
        log_in(office)
        key = open_form(office)
        copied(office)
        with counters.gone():
            phone = office.page.form.fields.entries[FieldKey.PHONE].field
            phone.setFocus()
            office.type("0912345678")
            counters.passes(1)
            strip = until_gone(office)
            assert strip.said.text().startswith("Mất kết nối máy chủ từ ")
            assert phone.text().replace(" ", "") == "0912345678", "the page stays as it is"
            turn(office)
            log_in(office)
            assert office.services.copy.is_offline
            assert office.here is PageName.COMPARE
            assert office.page._draft.application_id == key
            assert office.services.intake.draft(key).fields[FieldKey.PHONE] == "0912345678"
            office.session.desk.copy.look()
            quiet(office)
            assert strip_of(office).said.text().endswith("1 hồ sơ chờ")
        office.session.desk.copy.look()
        office.wait(strip_of(office).turn.isVisible, 30000)
        assert strip_of(office).turn.label == "Về lại máy chủ"
        turn(office)
        log_in(office)
        assert not office.services.copy.is_offline
        assert office.here is PageName.COMPARE
        assert office.page._draft.application_id == key
        assert office.services.intake.draft(key).fields[FieldKey.PHONE] == "0912345678"
        assert not strip_of(office).isVisible()


def test_whoever_began_after_the_copy_is_opened_anew_and_both_wait_for_a_choice(counters):
    with window_on(counters) as office:
        log_in(office)
        copied(office)
        open_form(office)
        with counters.gone():
            # what the store took is not in the copy; what it did not take is on the page alone
            office.page.form.fields.entries[FieldKey.PHONE].field.setFocus()
            office.type("0912345678")
            counters.passes(1)
            until_gone(office)
            turn(office)
            log_in(office)
            assert office.here is PageName.COMPARE
            draft = office.page._draft
            assert draft.full_name == "Giàng A Pao"
            fields = office.services.intake.draft(draft.application_id).fields
            assert fields[FieldKey.PHONE] == "0912345678"
        office.session.desk.copy.look()
        office.wait(strip_of(office).turn.isVisible, 30000)
        turn(office)
        log_in(office)
        waiting = office.services.kits.merging.conflicts()
        assert [one.member_id for one in waiting] == [draft.member_id]


def test_with_nothing_typed_the_person_is_found_where_the_copy_has_no_draft(counters):
    with window_on(counters) as office:
        log_in(office)
        copied(office)
        office.session.navigation.show(PageName.COMPARE, member_id=office.member(PAO))
        office.wait(lambda: office.here is PageName.COMPARE and office.page._draft is not None)
        quiet(office)
        with counters.gone():
            until_gone(office)
            turn(office)
            log_in(office)
            assert office.here is PageName.FIND
            office.wait(lambda: office.page.results.current() is not None)
            assert office.page.results.current().person.full_name == "Giàng A Pao"


def test_strokes_of_a_signature_go_along(counters):
    with window_on(counters) as office:
        log_in(office)
        key = begin(office.services, PAO)
        office.services.intake.accept_photo(key, factories.jpeg(), report={}, actor=CHIEF)
        office.session.navigation.show(PageName.SIGN, application_id=key)
        office.wait(lambda: office.here is PageName.SIGN and office.page._is_shown)
        copied(office)
        with counters.gone():
            page = office.page
            sign_on(page.pad)
            drawn = lengths(page.pad.pen_strokes)
            assert drawn
            counters.passes(1)
            until_gone(office)
            turn(office)
            log_in(office)
            assert office.here is PageName.SIGN
            office.wait(lambda: lengths(office.page.pad.pen_strokes) == drawn)
        office.session.desk.copy.look()
        office.wait(strip_of(office).turn.isVisible, 30000)
        turn(office)
        log_in(office)
        assert office.here is PageName.SIGN
        assert lengths(office.services.unfinished.signing(key).strokes) == drawn


def test_the_offer_goes_away_by_itself_when_the_server_is_back(counters):
    with window_on(counters) as office:
        log_in(office)
        copied(office)
        office.session.navigation.show(PageName.TODAY)
        quiet(office)
        with counters.gone():
            strip = until_gone(office)
        office.wait(lambda: not strip.isVisible(), 30000)
        assert office.here is PageName.TODAY
        assert not office.services.copy.is_offline
        finish(office.services, begin(office.services, PAO))


def test_without_a_copy_it_says_so_and_offers_nothing(counters):
    with window_on(counters) as office:
        log_in(office)
        quiet(office)
        give_up(office.services.own)
        with counters.gone():
            strip = strip_of(office)
            office.wait(lambda: "chưa có bản sao" in strip.next.text(), 30000)
            assert not strip.turn.isVisible()
            assert office.here is PageName.FIND


def test_a_server_that_refuses_is_not_worked_around(counters, postgres_server):
    with window_on(counters) as office:
        log_in(office)
        copied(office)
        with postgres_server.refusing():
            office.wait(lambda: any("không nhận" in bar for bar in office.bars()), 30000)
            assert not strip_of(office).isVisible()
        office.wait(lambda: not office.session.desk.office.is_gone, 30000)


def test_behind_the_lock_the_page_that_asks_who_is_there_offers_it(counters):
    with window_on(counters) as office:
        log_in(office)
        copied(office)
        with counters.gone():
            office.session.lock()
            page = office.wait_for("LoginPage")
            office.wait(lambda: any("Mất kết nối máy chủ" in bar for bar in office.bars()), 30000)
            quiet(office)
            assert len(office.bars()) == 1, "one trouble, one bar"
            turn(office)
            office.wait(lambda: office.page is not page)
            log_in(office)
            assert office.services.copy.is_offline


def test_what_waits_for_the_server_is_grey_in_the_copy_and_no_more_on_the_server(counters):
    waits = "Chờ có mạng lại: việc này cần máy chủ."
    with window_on(counters) as office:
        log_in(office)
        copied(office)
        with counters.gone():
            until_gone(office)
            turn(office)
            log_in(office)
            assert not any("Mở ca" in bar for bar in office.bars())
            queue = open_page(office, PageName.QUEUE)
            for button in (queue.primary, *queue.issue_buttons.values()):
                assert (button.isEnabled(), button.toolTip()) == (False, waits)
            shift = open_page(office, PageName.SHIFT)
            assert not shift.action_bar.primary.isEnabled()
            assert shift.action_bar.primary.toolTip() == waits
            person = open_page(office, PageName.PERSON, member_id=office.member(PAO))
            assert person.facts.detail.edit_button.toolTip() == waits
            find = open_page(office, PageName.FIND)
            assert find.queue.next.toolTip() == waits
            begin(office.services, PAO)  # and what a copy is for goes on
        office.session.desk.copy.look()
        office.wait(strip_of(office).turn.isVisible, 30000)
        turn(office)
        log_in(office)
        queue = open_page(office, PageName.QUEUE)
        assert all(button.isEnabled() for button in queue.issue_buttons.values())
        assert waits not in queue.primary.toolTip()


def test_a_value_mended_on_the_check_page_goes_along(counters):
    with window_on(counters) as office:
        log_in(office)
        key = begin(office.services, PAO)
        office.services.intake.accept_photo(key, factories.jpeg(), report={}, actor=CHIEF)
        signed = factories.signature_png()
        office.services.intake.accept_signature(key, signed, actor=CHIEF)
        check = open_page(office, PageName.CHECK, application_id=key)
        copied(office)
        with counters.gone():
            check.list.edit(FieldKey.PHONE, "0987654321")
            counters.passes(1)
            until_gone(office)
            turn(office)
            log_in(office)
            assert office.here is PageName.CHECK
            assert office.services.intake.draft(key).fields[FieldKey.PHONE] == "0987654321"
            assert office.services.intake.draft(key).signature == signed


def test_the_form_about_somebody_not_on_the_list_goes_along(counters):
    with window_on(counters) as office:
        log_in(office)
        page = open_page(office, PageName.NOT_LISTED, text="Sùng A Chứ", card=None)
        copied(office)
        with counters.gone():
            page._open_form()
            page.form.fields.entries[FieldKey.PERSONAL_ID].field.setFocus()
            office.type("014090004321")
            until_gone(office)
            turn(office)
            log_in(office)
            assert office.here is PageName.NOT_LISTED
            office.wait(lambda: office.page.form.form_id is not None)
            values = office.page.form.fields.values()
            assert values[FieldKey.FULL_NAME] == "Sùng A Chứ"
            assert values[FieldKey.PERSONAL_ID] == "014090004321"


def test_what_finds_no_place_in_the_copy_is_kept_until_the_server_is_back(counters):
    with window_on(counters) as office:
        log_in(office)
        copied(office)
        new = {FieldKey.FULL_NAME: "Vàng Thị Mỷ", FieldKey.PERSONAL_ID: "014192005555"}
        status = MemberStatus.OUTSIDE_LIST
        member_id = office.services.roster.add_outside(new, status=status, actor=CHIEF).member_id
        office.session.navigation.show(PageName.COMPARE, member_id=member_id)
        office.wait(lambda: office.here is PageName.COMPARE and office.page._draft is not None)
        office.page._edit()
        quiet(office)
        key = office.page._draft.application_id
        with counters.gone():
            office.page.form.fields.entries[FieldKey.PHONE].field.setFocus()
            office.type("0912345678")
            until_gone(office)
            turn(office)
            log_in(office)
            assert office.here is PageName.FIND
            assert office.page.box.text() == "Vàng Thị Mỷ"
            assert any("chưa chuyển được" in bar for bar in office.bars())
        office.session.desk.copy.look()
        office.wait(strip_of(office).turn.isVisible, 30000)
        turn(office)
        log_in(office)
        assert not any("chưa chuyển được" in bar for bar in office.bars())
        assert office.services.intake.draft(key).fields[FieldKey.PHONE] == "0912345678"
