"""A disk that is full while somebody works: the bar says what to do, the same Enter works later."""

from contextlib import suppress
from pathlib import Path

import cv2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.batch import export as exporting
from desktop.batch.leaving import service as batches
from desktop.common.errors import DiskFullError
from desktop.common.settings import HAND_OVER_AT
from desktop.common.vocabulary import ApplicationState, FieldKey, MemberStatus, Step
from desktop.photo.demo_portraits import draw_portrait
from desktop.ui.context import PageName
from tests.journeys.counter import CLERK, census, make_counter, member_id, ready_draft
from tests.journeys.real_window import Disk, open_window
from tests.ui.conftest import (  # noqa: F401 - fixtures
    dressed_app,
    nothing_left_behind,
    usual_look,
)

LONG = ("Nha ong Pao, cuoi ban, qua suoi, " * 20)[:190]


@pytest.fixture
def counter(tmp_path):
    return make_counter(tmp_path / "counter")


def fill(services, application_id):
    """Use up what room there is inside the file, so that the next word needs more."""
    with suppress(DiskFullError):
        for number in range(2000):
            text = f"{number:04d}" * 200
            services.intake.save(application_id, actor=CLERK, fields={FieldKey.NOTE: text})
        pytest.fail("the disk did not become full")


def open_until_full(services, members):
    """Use up what room the file has for people who are opened, so that one more does not fit."""
    with suppress(DiskFullError):
        for member in members:
            services.intake.open(member, actor=CLERK)
        pytest.fail("the disk did not become full")


def assert_full(office):
    (bar,) = office.bars()
    assert "ổ đĩa đã đầy" in bar
    assert "Dọn bớt tệp" in bar


def test_a_photo_that_did_not_fit_is_taken_by_the_same_enter(counter, tmp_path):
    picture = tmp_path / "ảnh.png"
    cv2.imwrite(str(picture), draw_portrait(3))
    with open_window(counter) as office:
        services = office.services
        draft = services.intake.open(member_id(services), actor=CLERK).application_id
        services.intake.save(draft, actor=CLERK, step=Step.PHOTO)
        page = office.show(PageName.PHOTO, application_id=draft)
        page.use_file(picture)
        office.wait(lambda: len(page.shots) == 1, 20000)
        disk = Disk(services.store.engine)
        before = census(services)
        disk.is_full = True
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert_full(office)
        assert office.here is PageName.PHOTO
        assert page.shot is not None
        assert services.intake.draft(draft).photo is None
        assert census(services) == before
        disk.is_full = False
        office.press(Qt.Key.Key_Return)
        office.idle()
        office.wait(lambda: office.here is PageName.SIGN)
        assert services.intake.draft(draft).photo is not None


def test_typing_that_did_not_fit_stays_and_is_kept_later(counter):
    with open_window(counter) as office:
        services = office.services
        draft = services.intake.open(member_id(services), actor=CLERK).application_id
        page = office.show(PageName.COMPARE, application_id=draft)
        office.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        office.idle()
        disk = Disk(services.store.engine)
        disk.is_full = True
        fill(services, draft)
        before = census(services)
        field = page.form.fields.entries[FieldKey.RESIDENCE].field
        page.form.fields.focus_field(FieldKey.RESIDENCE)
        field.selectAll()
        QTest.keyClicks(field, LONG)
        office.wait(lambda: bool(office.bars()), 5000)
        assert_full(office)
        assert field.value() == LONG.strip()
        assert census(services) == before
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.is_editing
        assert_full(office)
        disk.is_full = False
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert not page.is_editing
        assert services.intake.draft(draft).fields[FieldKey.RESIDENCE] == LONG.strip()
        assert office.bars() == []


def test_a_row_mended_on_the_check_page_is_not_lost(counter):
    with open_window(counter) as office:
        services = office.services
        draft = ready_draft(services)
        page = office.show(PageName.CHECK, application_id=draft)
        page.list.edit(FieldKey.RESIDENCE)
        disk = Disk(services.store.engine)
        disk.is_full = True
        fill(services, draft)
        field = page.list.rows[FieldKey.RESIDENCE].entry.field
        field.selectAll()
        QTest.keyClicks(field, LONG)
        before = services.intake.draft(draft).fields[FieldKey.RESIDENCE]
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert_full(office)
        assert services.intake.draft(draft).fields[FieldKey.RESIDENCE] == before
        # The editor is open again with what was typed.
        assert page.list.open_row is page.list.rows[FieldKey.RESIDENCE]
        assert page.list.open_row.entry.field.value() == LONG.strip()
        disk.is_full = False
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.list.open_row is None
        assert services.intake.draft(draft).fields[FieldKey.RESIDENCE] == LONG.strip()
        assert office.bars() == []


def test_a_record_that_did_not_fit_is_received_by_the_same_enter(counter):
    with open_window(counter) as office:
        services = office.services
        draft = ready_draft(services)
        office.show(PageName.CHECK, application_id=draft)
        disk = Disk(services.store.engine)
        disk.is_full = True
        fill(services, draft)
        before = census(services)
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert_full(office)
        assert office.here is PageName.CHECK
        kept = services.intake.draft(draft)
        assert kept.state is ApplicationState.DRAFT
        assert kept.receipt_number is None
        assert kept.photo
        assert kept.signature
        assert census(services) == before
        assert services.printing.waiting() == ()
        disk.is_full = False
        office.press(Qt.Key.Key_Return)
        office.idle()
        office.wait(lambda: office.here is PageName.DONE)
        done = services.intake.draft(draft)
        assert done.receipt_number.startswith("MT02-000001-")
        assert services.security.audit_verify().ok


def test_a_page_that_could_not_open_opens_by_enter(counter):
    """The check page writes when it opens; a full disk then must not leave a dead page."""
    with open_window(counter) as office:
        services = office.services
        draft = ready_draft(services)
        services.intake.save(draft, actor=CLERK, step=Step.SIGN)
        disk = Disk(services.store.engine)
        services.preferences.set(HAND_OVER_AT, LONG, actor=CLERK)  # the page will fill it in
        disk.is_full = True
        fill(services, draft)
        page = office.show(PageName.CHECK, application_id=draft)
        assert_full(office)
        disk.is_full = False
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert office.here is PageName.CHECK
        assert office.bars() == []
        assert page.title.startswith("Đọc lại cùng ông Giàng A Pao")
        office.press(Qt.Key.Key_Return)
        office.idle()
        office.wait(lambda: office.here is PageName.DONE)


def test_an_export_that_did_not_fit_is_done_by_the_same_enter(counter, tmp_path, monkeypatch):
    stick = tmp_path / "usb"
    stick.mkdir()
    with open_window(counter) as office:
        services = office.services
        services.reception.receive(ready_draft(services), actor=CLERK)
        page = office.show(PageName.BATCHES)
        page.waits.targets.set_value(str(stick))
        before = census(services)

        class FullFolder(type(Path())):  # type: ignore[misc]  # the class of paths on this system
            def open(self, mode="r", **_more):
                # The real device that is always full stands in for the temporary file.
                self.touch()
                return Path("/dev/full").open(mode.replace("x", "w"), buffering=0)

        real = exporting.part_file
        with monkeypatch.context() as patch:
            patch.setattr(batches, "part_file", lambda folder, base: real(FullFolder(folder), base))
            office.press(Qt.Key.Key_Return)
            office.idle()
        (bar,) = office.bars()
        assert "đầy" in bar
        assert "Dọn bớt tệp" in bar
        assert list(stick.iterdir()) == []
        assert census(services) == before
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert office.bars() == []
        assert len(list(stick.glob("*.qtn"))) == 1
        assert census(services).states == ("exported",)
        assert services.security.audit_verify().ok


def test_a_person_who_could_not_be_opened_opens_by_enter(counter):
    with open_window(counter) as office:
        services = office.services
        member = member_id(services)
        others = [
            services.roster.add_outside(
                {FieldKey.FULL_NAME: f"Người Ngoài {number:02d}"},
                status=MemberStatus.OUTSIDE_LIST,
                actor=CLERK,
            ).member_id
            for number in range(60)
        ]
        disk = Disk(services.store.engine)
        disk.is_full = True
        open_until_full(services, others)
        before = census(services)
        page = office.show(PageName.COMPARE, member_id=member)
        assert_full(office)
        assert page.action_bar.primary.label == "Thử lại"
        assert census(services) == before
        disk.is_full = False
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert office.bars() == []
        assert page.action_bar.primary.label == "Đúng người"
        assert census(services).applications == before.applications + 1


def test_typing_for_one_person_never_goes_to_the_next(counter):
    """What could not be written for the first waits for the first."""
    with open_window(counter) as office:
        services = office.services
        first = services.intake.open(member_id(services), actor=CLERK).application_id
        second = services.intake.open(member_id(services, "brêu"), actor=CLERK).application_id
        home = services.intake.draft(second).fields[FieldKey.RESIDENCE]
        page = office.show(PageName.COMPARE, application_id=first)
        office.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        office.idle()
        disk = Disk(services.store.engine)
        disk.is_full = True
        fill(services, first)
        field = page.form.fields.entries[FieldKey.RESIDENCE].field
        field.selectAll()
        QTest.keyClicks(field, LONG)
        # At once the other one, so that the refusal arrives when the other one is open.
        office.show(PageName.COMPARE, application_id=second)
        disk.is_full = False
        office.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        office.idle()
        field = page.form.fields.entries[FieldKey.PHONE].field
        QTest.keyClicks(field, "0912345678")
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert services.intake.draft(second).fields[FieldKey.RESIDENCE] == home
        assert services.intake.draft(second).fields[FieldKey.PHONE] == "0912345678"
        assert services.intake.draft(first).fields[FieldKey.RESIDENCE] == LONG.strip()
