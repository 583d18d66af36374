"""What a role may not do is not shown, or says whom to ask; nothing half happens."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.security.access.errors import DeniedError
from desktop.security.access.rules import allows
from desktop.security.views import Role
from desktop.ui.context import PageName
from desktop.ui.shell.routes import NEEDS, ROUTES
from tests.ui.shell.office import HUONG, HUONG_PIN, TOI, TOI_PIN, open_office
from tests.ui.shell.test_every_page import visit


def _become(office, role: Role) -> None:
    """Let Tới have a role and log in as him."""
    office.wait_for("LoginPage")
    office.idle()
    toi = next(one for one in office.services.login.active() if one.full_name == TOI)
    office.services.operators.change_role(toi.id, role, actor=HUONG)
    office.log_in(TOI_PIN, TOI)


NOT_FOR_INSPECTORS = {name for name, needed in NEEDS.items() if not allows(Role.INSPECTOR, needed)}


@pytest.mark.parametrize("name", [name for name in NEEDS if name in NOT_FOR_INSPECTORS])
def test_a_page_for_others_says_whom_to_ask_and_the_open_page_stays(tmp_path, name):
    with open_office(tmp_path / "p") as office:
        _become(office, Role.INSPECTOR)
        before = office.page
        office.session.navigation.show(name)
        office.idle()
        assert office.page is before
        assert office.here is PageName.FIND
        (said,) = office.bars()
        assert said.startswith("Vai trò “Kiểm tra, giám sát” không làm được việc này. Nhờ người")


def test_an_inspector_looks_at_all_the_rest_without_a_refusal(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in(HUONG_PIN, HUONG)
        received = office.receive("anh")
        member = office.member("anh")
        office.session.lock()
        _become(office, Role.INSPECTOR)
        payloads = {
            PageName.PERSON: {"member_id": member},
            PageName.ALREADY_DONE: {
                "member_id": member,
                "application_id": received.application_id,
            },
            PageName.HELP: {"about": PageName.FIND},
        }
        skipped = {PageName.LOGIN, PageName.DONE, PageName.BATCH, *NOT_FOR_INSPECTORS}
        for name in ROUTES:
            if name not in skipped:
                office.show(name, **payloads.get(name, {}))
                refused = [text for text in office.bars() if "Vai trò" in text]
                assert refused == [], name
                assert office.here is name


def test_enter_on_a_person_is_explained_to_an_inspector(tmp_path):
    with open_office(tmp_path / "p") as office:
        _become(office, Role.INSPECTOR)
        office.type("giang a")
        office.idle()
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert office.here is PageName.FIND
        assert any("Phụ trách ca" in text for text in office.bars())
        assert office.services.overview.drafts() == ()


def test_a_clerk_is_told_who_exports(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in(HUONG_PIN, HUONG)
        office.receive("anh")
        office.session.lock()
        office.log_in(TOI_PIN, TOI)
        visit(office, PageName.BATCHES)
        for _ in range(3):  # whatever the page puts before the export
            office.press(Qt.Key.Key_Return)
            office.idle()
        assert office.services.batch.list_batches() == ()
        with pytest.raises(DeniedError):
            office.services.batch.export(tmp_path, actor=TOI)
        assert list(tmp_path.glob("*.qtn")) == []


@pytest.mark.parametrize(
    ("role", "parts"),
    [
        (Role.INSPECTOR, ["eligibility"]),
        (Role.CLERK, ["look", "devices", "eligibility"]),
        (
            Role.SUPERVISOR,
            ["look", "devices", "papers", "counter", "operators", "eligibility"],
        ),
    ],
)
def test_settings_show_the_parts_a_role_may_change(tmp_path, role, parts):
    with open_office(tmp_path / "p") as office:
        _become(office, role)
        page = office.show(PageName.SETTINGS)
        office.idle()
        assert list(page.parts.rows) == parts
        assert office.bars() == []


def test_a_supervisor_unlocks_somebody_and_no_more(tmp_path):
    with open_office(tmp_path / "p") as office:
        _become(office, Role.SUPERVISOR)
        huong = next(one for one in office.services.login.active() if one.full_name == HUONG)
        for _ in range(5):
            with pytest.raises(Exception, match=r"chưa đúng|nhiều lần"):
                office.services.login.log_in(huong.id, "0000")
        page = office.show(PageName.SETTINGS, part="operators")
        office.wait(lambda: bool(page.operators.buttons))
        assert list(page.operators.buttons) == [HUONG]
        assert not page.operators.form.isVisible()
        page.operators.buttons[HUONG].click()
        office.idle()
        assert page.operators.buttons == {}
        office.services.login.vouch(huong.id, HUONG_PIN)


def test_who_may_only_look_now_is_not_led_back_into_a_record(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in(TOI_PIN, TOI)
        office.show(PageName.COMPARE, application_id=office.draft())
    with open_office(tmp_path / "p", fresh=False) as office:
        _become(office, Role.INSPECTOR)
        assert office.here is PageName.FIND
        assert office.bars() == []
