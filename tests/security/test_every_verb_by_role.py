"""Every verb of every service, asked for by every role; found by looking, not from a list."""

from __future__ import annotations

import inspect
from collections import Counter

import pytest

from desktop.common.clock import FixedClock
from desktop.common.errors import NotAllowedError
from desktop.common.settings import SETTINGS, Group
from desktop.models import AuditEvent
from desktop.province.desk import create_desk, open_desk
from desktop.security.access import guarding, verbs
from desktop.security.access.errors import DeniedError
from desktop.security.access.permissions import Permission
from desktop.security.access.rules import READING, TABLE, allows, roles_with, setting_permission
from desktop.security.access.seat import Seat
from desktop.security.keystore import MemoryKeyring
from desktop.security.views import COUNTER_ROLES, Role
from desktop.storage.profile import Profile
from desktop.ui.shell.launch import NewStation
from desktop.wiring import Adapters, create_station, open_services
from tests import factories


@pytest.fixture(scope="module")
def counter(tmp_path_factory):
    folder = tmp_path_factory.mktemp("counter")
    outside = Adapters(keystore=MemoryKeyring(), clock=factories.clock(), camera=lambda: None)
    station = NewStation("06982", "Mường Thử", "TN01", folder / "ma.txt", "Lò Thị Hương", "4711")
    create_station(folder / "p", station, outside)
    services = open_services(folder / "p", None, outside)
    yield services
    services.close()


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    keyring, clock = MemoryKeyring(), FixedClock(factories.MORNING)
    create_desk(Profile(folder / "p"), province="14", name="Tỉnh", keystore=keyring, clock=clock)
    opened = open_desk(Profile(folder / "p"), keyring, None, clock)
    yield opened
    opened.close()


def outcome(verb) -> str:
    """Ask for a verb with an argument nobody has: it is refused, or it fails before it begins."""
    with pytest.raises((DeniedError, TypeError)) as caught:
        verb(no_such_argument=True)
    return "denied" if isinstance(caught.value, DeniedError) else "allowed"


def public(service):
    """Return every public method, by looking at the class and at the object."""
    return {
        name
        for name in dir(service)
        if not name.startswith("_") and inspect.isroutine(getattr(type(service), name, None))
    }


@pytest.mark.parametrize("role", list(Role))
def test_every_verb_of_the_counter(counter, role):
    counter.login.seat.take(role)
    asked = Counter()
    for name, service in guarding.services_of(counter):
        for verb in public(service):
            wanted = verbs.COUNTER_VERBS[name][verb]
            if isinstance(wanted, Permission):
                expected = "allowed" if allows(role, wanted) else "denied"
                assert outcome(getattr(service, verb)) == expected, (name, verb)
            asked[name] += 1
    assert sum(asked.values()) > 120
    assert not [name for name, count in asked.items() if not count]


@pytest.mark.parametrize("role", list(Role))
def test_every_verb_of_the_desk(desk, role):
    # The desk's own seat never changes; the same services are bound to another one here.
    seat = Seat(role)
    for name, service in guarding.services_of(desk):
        for verb in public(service):
            assert outcome(getattr(service, verb)) == "allowed"  # whoever may open it works here
            wanted = verbs.DESK_VERBS[name][verb]
            assert wanted is not None
            assert seat.may(wanted) == (role is Role.PROVINCE), (name, verb)


@pytest.mark.parametrize("role", list(Role))
def test_every_setting(counter, role):
    counter.login.seat.take(role)
    for definition in SETTINGS.values():
        wanted = setting_permission(definition)
        if allows(role, wanted):
            counter.preferences.set(definition, definition.default, actor="test")
        else:
            with pytest.raises(DeniedError):
                counter.preferences.set(definition, definition.default, actor="test")
    assert counter.preferences.text(SETTINGS["language"]) == "vi"  # everybody reads


def test_what_is_put_together_from_services_asks_them(counter):
    """A property of `Services` is a service of the tables, or stands on such services alone."""
    known = [service for _, service in guarding.services_of(counter)]
    made = [
        name for name in dir(type(counter)) if isinstance(getattr(type(counter), name), property)
    ]
    assert made
    for name in made:
        part = getattr(counter, name)
        if part not in known:
            assert all(one in known for one in vars(part).values()), name


def test_chores_of_the_program_are_done_whoever_sits_there(counter):
    counter.login.seat.take(Role.INSPECTOR)
    with guarding.as_the_program():
        assert outcome(counter.backup.now) == "allowed"
    assert outcome(counter.backup.now) == "denied"


def test_a_verb_without_a_permission_cannot_be_bound():
    class Service:
        def look(self):
            """Look."""

        def added_today(self):
            """Nobody thought of who may do this."""

    with pytest.raises(LookupError, match="added_today"):
        guarding.guard("service", Service(), {"look": Permission.RECORD_READ}, Seat())
    with pytest.raises(LookupError, match="gone"):
        guarding.guard(
            "service",
            Service(),
            dict.fromkeys(("look", "added_today", "gone"), Permission.RECORD_READ),
            Seat(),
        )


def test_no_verb_stands_twice_in_the_table():
    for table in (verbs._COUNTER, verbs._DESK):
        for service, one in table.items():
            found = [verb for listed in one.values() for verb in listed.split()]
            assert len(found) == len(set(found)), service


def test_what_is_denied_changes_nothing_and_says_whom_to_ask(counter, tmp_path):
    def events():
        with counter.store.read() as session:
            return session.query(AuditEvent).count()

    counter.login.seat.take(Role.INSPECTOR, "Kiểm tra")
    before = events()
    listed = factories.list_file(tmp_path)
    with pytest.raises(NotAllowedError) as caught:
        counter.imports.import_list(listed, actor="Kiểm tra")
    assert caught.value.code == "QTN-389"
    assert caught.value.title == "Vai trò “Kiểm tra, giám sát” không làm được việc này."
    assert caught.value.advice == "Nhờ người có vai trò: Phụ trách ca, Kỹ thuật."
    assert events() == before + 1  # the refusal itself
    with counter.store.read() as session:
        told = session.query(AuditEvent).order_by(AuditEvent.number.desc()).first()
        assert (told.tag, told.actor) == ("permission:refused", "Kiểm tra")
        assert (told.target, told.detail) == (
            "imports.import_list",
            {"permission": "roster.import"},
        )
    assert counter.security.audit_verify().ok
    assert counter.roster.counts().total == 0
    counter.login.seat.take(Role.SUPERVISOR)
    counter.imports.import_list(listed, actor="Phụ trách")
    assert counter.roster.counts().total == 5


class _Keeper:
    def erase(self):
        return "erased"


class _Counter:
    def __init__(self, keeper):
        self._keeper = keeper

    def take(self):
        return self._keeper.erase()

    def fail(self):
        raise ZeroDivisionError


def test_only_the_verb_that_was_asked_for_is_checked():
    seat, keeper = Seat(Role.CLERK), _Keeper()
    counter = _Counter(keeper)
    guarding.guard("keeper", keeper, {"erase": Permission.DATA_ERASE}, seat)
    guarding.guard(
        "counter", counter, dict.fromkeys(("take", "fail"), Permission.RECORD_TAKE), seat
    )
    assert counter.take() == "erased"  # what a verb needs on its way is part of it
    for _ in range(2):
        with pytest.raises(DeniedError):
            keeper.erase()
        with pytest.raises(ZeroDivisionError):  # a verb that fails leaves no door open
            counter.fail()
    seat.take(Role.INSPECTOR)
    with pytest.raises(DeniedError):
        counter.take()


def test_who_logs_in_takes_the_seat_and_who_is_refused_does_not(counter):
    counter.login.seat.take(Role.ADMINISTRATOR)
    view = counter.operators.add("Sùng Thị Mỷ", "8642", Role.INSPECTOR, actor="test")
    with pytest.raises(NotAllowedError):
        counter.login.log_in(view.id, "0000")
    assert counter.login.seat.role is Role.ADMINISTRATOR
    counter.login.vouch(view.id, "8642")
    assert counter.login.seat.role is Role.ADMINISTRATOR
    counter.login.log_in(view.id, "8642")
    assert counter.login.seat.role is Role.INSPECTOR
    with pytest.raises(DeniedError):
        counter.operators.end(view.id, actor="Sùng Thị Mỷ")


def test_the_table_gives_each_role_what_the_guide_says():
    assert set(TABLE) == set(Role)
    assert TABLE[Role.INSPECTOR] == READING | {Permission.INSPECTION_WRITE}
    assert TABLE[Role.CLERK] < TABLE[Role.SUPERVISOR] < TABLE[Role.ADMINISTRATOR]
    counter = frozenset().union(*(TABLE[role] for role in COUNTER_ROLES))
    assert not counter & TABLE[Role.PROVINCE]
    assert counter | TABLE[Role.PROVINCE] == set(Permission)  # nothing is allowed to nobody
    for permission in (Permission.DATA_ERASE, Permission.OPERATOR_MANAGE, Permission.TRUST_MANAGE):
        assert roles_with(permission) == (Role.ADMINISTRATOR,)
    officers = (Role.SUPERVISOR, Role.ADMINISTRATOR)
    for permission in (Permission.RECORD_APPROVE, Permission.CLOCK_OVERRIDE):
        assert roles_with(permission) == officers


def test_nobody_but_the_administrator_changes_how_people_log_in():
    for definition in SETTINGS.values():
        if definition.group is Group.SAFETY:
            assert roles_with(setting_permission(definition)) == (Role.ADMINISTRATOR,)
