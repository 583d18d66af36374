"""What is offered may be done: every enabled action of every page, pressed by every role.

The services refuse what a role may not do and leave an event of each refusal; here nobody who
presses what is offered ever meets one. Dialogs answer with a file at once, so that what comes
after them is asked as well.
"""

from __future__ import annotations

from pathlib import Path

import pyrage
import pytest
import shiboken6
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget

from desktop.models import AuditEvent
from desktop.security.access.permissions import Permission
from desktop.security.access.rules import TABLE, allows
from desktop.security.access.verbs import COUNTER_VERBS
from desktop.security.views import Role
from desktop.ui.context import PageName
from desktop.ui.shell.routes import NEEDS, ROUTES
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.choice_row import ChoiceRow
from desktop.ui.widgets.table import Table
from tests import factories
from tests.ui.shell.office import HUONG, STEPS, TOI, TOI_PIN, open_office, shown

COUNTER = (*STEPS, PageName.TODAY, PageName.DRAFTS)
LISTS = (
    PageName.ROSTER,
    PageName.PERSON,
    PageName.IMPORT,
    PageName.REGISTER,
    PageName.DUPLICATES,
    PageName.ORGANISATION,
)
LOOP = (
    PageName.BATCHES,
    PageName.BATCH,
    PageName.SENT_BACK,
    PageName.REVIEW,
    PageName.PROVINCE_KEYS,
    PageName.PHOTO_FEEDBACK,
    PageName.CARDS,
    PageName.CALLS,
)
MACHINE = (PageName.DOCTOR, PageName.MORNING, PageName.BACKUP, PageName.SETTINGS, PageName.CAMERA)
OFFICE = tuple(
    name for name in ROUTES if name not in {*COUNTER, *LISTS, *LOOP, *MACHINE, PageName.LOGIN}
)
"""All the rest, a new page among them. The log-in has no role yet."""
GROUPS = {
    "counter": COUNTER,
    "lists": LISTS,
    "loop": LOOP,
    "machine": MACHINE,
    "office": OFFICE,
}
WALKS = [
    pytest.param(role, pages, id=f"{role.value}-{name}")
    for role in (Role.CLERK, Role.SUPERVISOR, Role.INSPECTOR)
    for name, pages in GROUPS.items()
    # At the counter itself a supervisor is a clerk: the same pages, and no permission less.
    if (role, name) != (Role.SUPERVISOR, "counter")
]


def test_a_supervisor_may_do_whatever_a_clerk_may():
    assert TABLE[Role.CLERK] <= TABLE[Role.SUPERVISOR]


def test_an_administrator_may_do_whatever_a_counter_can_be_asked_for():
    asked = {
        wanted
        for service in COUNTER_VERBS.values()
        for wanted in service.values()
        if isinstance(wanted, Permission)
    }
    assert asked | set(NEEDS.values()) <= TABLE[Role.ADMINISTRATOR]


@pytest.fixture
def answered(monkeypatch, tmp_path):
    """Let every file dialog answer with a file or folder that is there."""
    folder = tmp_path / "chosen"
    folder.mkdir()
    given = factories.list_file(folder)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(given), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_, **__: ([str(given)], ""))
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_, **__: (str(folder / "out.bin"), "")
    )
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: str(folder))
    return folder


def refusals(office) -> list[str]:
    """Every verb that was refused since the beginning, from the trail."""
    with office.services.store.read() as session:
        rows = session.query(AuditEvent).filter_by(tag="permission:refused")
        return [row.target for row in rows.order_by(AuditEvent.number)]


def become(office, role: Role, folder: Path) -> None:
    """Fill the counter with something on every page, then log in as somebody of a role."""
    office.log_in()
    office.received, office.received_member = office.receive("anh"), office.member("anh")
    office.pao = office.draft("pao")
    key = str(pyrage.x25519.Identity.generate().to_public())
    office.services.security.add_recipient("Tỉnh ủy Sơn La", key, actor=HUONG)
    office.batch = office.services.batch.export(folder, actor=HUONG).batch_id
    toi = next(one for one in office.services.login.active() if one.full_name == TOI)
    office.services.operators.change_role(toi.id, role, actor=HUONG)
    office.session.lock()
    office.log_in(TOI_PIN, TOI)


def payload(office, name: PageName) -> dict[str, object]:
    """What a page is opened with."""
    inside = (PageName.COMPARE, PageName.PHOTO, PageName.SIGN, PageName.PAPERS, PageName.CHECK)
    earlier = {
        "member_id": office.received_member,
        "application_id": office.received.application_id,
    }
    return {
        PageName.NOT_LISTED: {"text": "Nguyễn Văn Không", "card": None},
        PageName.ALREADY_DONE: earlier,
        PageName.DONE: {"received": office.received},
        PageName.BATCH: {"batch_id": office.batch},
        PageName.PERSON: {"member_id": office.received_member},
        PageName.HELP: {"about": PageName.FIND},
        **{one: {"application_id": office.pao} for one in inside},
    }.get(name, {})


def actions(page) -> list[tuple[str, object]]:
    """What can be pressed now: enabled buttons, rows of tables, shortcuts without a button."""
    found: list[tuple[str, object]] = []
    for kind in (KeyButton, Chip, ChoiceRow):
        found += [
            (f"{type(one).__name__} {one.text()!r}", one)
            for one in shown(page, kind)
            if one.isEnabled()
        ]
    found += [(f"table {one.accessibleName()!r}", one) for one in shown(page, Table) if one.rows]
    found += [
        (f"key {one.key().toString()}", one)
        for one in page.findChildren(QShortcut)
        if one.isEnabled() and isinstance(one.parent(), QWidget) and one.parent().isVisible()
    ]
    return found


def press(one: object) -> None:
    """Do what a person would."""
    if isinstance(one, QShortcut):
        one.activated.emit()
    elif isinstance(one, Table):
        one.row_activated.emit(one.current_row() or one.rows[0])
    else:
        one.click()


def settle(office) -> None:
    """Wait until it is done; what stands above the page is closed."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QMenu) and widget.isVisible():
            widget.close()
    office.idle()
    office.window.toasts.dismiss()


def walk(office, name: PageName) -> list[str]:
    """Press everything on one page, each from a fresh look at it; return what was refused."""
    wrong: list[str] = []
    done: set[str] = set()
    while True:
        page = office.show(name, **payload(office, name))
        if office.here is not name:
            return wrong
        open_now = [(label, one) for label, one in actions(page) if label not in done]
        if not open_now:
            return wrong
        before = len(refusals(office))
        for number, (label, one) in enumerate(open_now):
            if number and (office.here is not name or not _is_there(one)):
                break
            done.add(label)
            if not _is_there(one):
                continue
            press(one)
            settle(office)
            said = [text for text in office.bars() if "không làm được việc này" in text]
            found = refusals(office)
            if len(found) > before or said:
                wrong.append(f"{name.value}: {label}: {found[before:]} {said}")
                before = len(found)
            if office.session.desk.is_locked:
                office.log_in(TOI_PIN, TOI)
                break


def _is_there(one: object) -> bool:
    if not shiboken6.isValid(one):
        return False
    return isinstance(one, QShortcut) or (one.isVisible() and one.isEnabled())


@pytest.mark.parametrize(("role", "pages"), WALKS)
def test_nobody_is_refused_what_a_page_offers(tmp_path, answered, role, pages):
    wrong: list[str] = []
    with open_office(tmp_path / "p") as office:
        become(office, role, answered)
        for name in pages:
            needed = NEEDS.get(name)
            if needed is None or allows(role, needed):
                wrong += walk(office, name)
    assert wrong == []
