"""An update at the counter: found on the drive, proved, tried, installed, by keys alone."""

import os

import pytest
from PySide6.QtCore import Qt

from desktop.batch.drives import Drive
from desktop.common.clock import SystemClock
from desktop.ui.context import PageName
from tests.ui.shell.office import SIZES, TOI, TOI_PIN, open_office
from tests.updates.test_refused_installs import faithful
from tests.updates.workshop import Workshop, copy_of


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    return Workshop(tmp_path_factory.mktemp("workshop"))


@pytest.fixture(scope="module")
def repository(workshop):
    return workshop.release()


@pytest.fixture(scope="module")
def stick(workshop, repository):
    return workshop.stick(repository)


def save_shot(office, name):
    office.idle()
    if folder := os.environ.get("QTN_SHOTS"):
        office.window.grab().save(f"{folder}/{name}_{office.window.width()}.png")


def install(office, workshop, repository):
    """Let the window be one of an installed program whose next version answers rightly."""
    place = workshop.machine(repository.anchor())._place
    office.services.updates._place = place
    office.services.updates._clock = SystemClock()  # of the day of the release
    return place


@pytest.mark.parametrize("size", SIZES[:2])
def test_from_the_check_of_the_machine_to_the_next_version(
    tmp_path, workshop, repository, stick, size
):
    with open_office(tmp_path / "quay") as office:
        office.window.resize(*size)
        office.log_in()
        place = install(office, workshop, repository)
        office.show(PageName.DOCTOR)
        office.press(Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
        office.idle()
        page = office.page
        assert office.here is PageName.UPDATE
        assert page.running.text() == "Đang chạy bản 0.1.0"
        assert not page.action_bar.primary.isEnabled()
        save_shot(office, "cap-nhat-trong")

        damaged = copy_of(stick, f"page-{size[0]}")
        (damaged / "metadata" / "timestamp.json").write_bytes(b"{}")
        page.check(damaged)
        office.wait(lambda: bool(office.bars()), 60000)
        assert page.bars.bars[0].message.code == "QTN-625"
        save_shot(office, "cap-nhat-hong")

        page.check(stick)
        office.wait(lambda: page._offer is not None, 60000)
        office.idle()
        assert not office.bars()
        assert page.version.text() == "Bản 0.2.0"
        assert "– Sửa lỗi in biên nhận." in page.news.text()
        save_shot(office, "cap-nhat-co")
        next_one = faithful(office.services.updates._opened)
        (place.home / "main.py").write_text(next_one, encoding="utf-8")
        office.press(Qt.Key.Key_Return)
        office.wait(lambda: page._applied is not None or bool(office.bars()), 60000)
        assert not [bar.message for bar in page.bars.bars if bar.message.tone == "bad"]
        office.idle()
        assert (place.versions / "0.2.0").is_dir()
        assert page.next_start.text() == "Lần mở tới chạy bản 0.2.0."
        save_shot(office, "cap-nhat-xong")
        page._opened = 0.0
        office.press(Qt.Key.Key_Return)
        office.wait(lambda: not office.window.isVisible(), 60000)


def test_a_drive_that_is_plugged_in_is_found(tmp_path, workshop, repository, stick):
    with open_office(tmp_path / "quay") as office:
        office.log_in(pin=TOI_PIN, name=TOI)
        install(office, workshop, repository)
        drive = Drive(stick, "USB", 1 << 30, 1 << 31, "exfat", is_read_only=False)
        object.__setattr__(office.services, "drives", lambda: (drive,))
        page = office.show(PageName.UPDATE)
        office.wait(lambda: page._offer is not None, 60000)
        office.idle()
        assert page.tag.text == "Có bản mới"
        # A clerk sees it and is told who may install it.
        assert not page.action_bar.primary.isEnabled()
        assert page.action_bar.primary.forbidden
