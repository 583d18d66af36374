"""People who work here: roles, secrets, growing locks, and the ways back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from desktop.common.clock import FixedClock
from desktop.common.errors import InputFileError, NotAllowedError, WrongKeyError
from desktop.common.ids import new_id
from desktop.common.settings import SECRET_LANES, SECRET_MEMORY, SECRET_PASSES
from desktop.models import AuditEvent, Operator, Setting
from desktop.security import recovery, rules
from desktop.security.keystore import MemoryKeyring
from desktop.security.operators import hashing
from desktop.security.operators.login import RESCUER, LoginService
from desktop.security.operators.service import OperatorsService
from desktop.security.preferences import Preferences
from desktop.security.service import SecurityService
from desktop.security.setup import create_profile, open_store, prove_code
from desktop.security.views import Role, SecretKind
from desktop.storage.profile import Profile
from desktop.storage.unit_of_work import Store
from tests import engines

MORNING = datetime(2025, 8, 20, tzinfo=UTC)


class Desk(NamedTuple):
    """What the tests hold on to."""

    store: Store
    clock: FixedClock
    people: OperatorsService
    login: LoginService
    profile: Profile
    code: str

    def row(self, operator_id) -> Operator:
        with self.store.read() as session:
            return session.get(Operator, operator_id)

    def tags(self) -> list[str]:
        with self.store.read() as session:
            return [row.tag for row in session.query(AuditEvent).order_by(AuditEvent.number)]

    def again(self) -> LoginService:
        """The same store after the program was started anew."""
        return LoginService(self.store, self.clock, lambda code: prove_code(self.profile, code))


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple[Path, MemoryKeyring, str]:
    """A profile made once, with a cheap hash; every test gets a copy."""
    clock, keyring = FixedClock(MORNING), MemoryKeyring()
    profile = Profile(tmp_path_factory.mktemp("made") / "p")
    created = create_profile(
        profile, commune_code="06982", station_code="TN01", keystore=keyring, clock=clock
    )
    store = open_store(profile, keyring, None, clock)
    cheap_hashes(store, clock)
    store.close()
    return profile.folder, keyring, created.recovery_code


def cheap_hashes(store: Store, clock: FixedClock) -> None:
    preferences = Preferences(store, clock)
    preferences.set(SECRET_MEMORY, "19", actor="test")
    preferences.set(SECRET_PASSES, 1, actor="test")
    preferences.set(SECRET_LANES, 1, actor="test")


@pytest.fixture
def desk(request, tmp_path, made, engine_name) -> Iterator[Desk]:
    folder, keyring, code = made
    profile, clock = Profile(shutil.copytree(folder, tmp_path / "p")), FixedClock(MORNING)
    with ExitStack() as opened:
        if engine_name == engines.SERVER:  # the profile of the counter stands beside it
            store = opened.enter_context(engines.station_store(request, tmp_path, clock))
            cheap_hashes(store, clock)
        else:
            store = open_store(profile, keyring, None, clock)
            opened.callback(store.close)
        yield at_work(store, clock, profile, code)


def at_work(store: Store, clock: FixedClock, profile: Profile, code: str) -> Desk:
    return Desk(
        store,
        clock,
        OperatorsService(store, clock),
        LoginService(store, clock, lambda code: prove_code(profile, code)),
        profile,
        code,
    )


def refused(call, *args, **kwargs) -> str:
    """Return the code of the refusal."""
    with pytest.raises(NotAllowedError) as caught:
        call(*args, **kwargs)
    assert caught.value.title
    assert caught.value.advice
    return caught.value.code


def test_an_operator_comes_in_with_the_pin(desk) -> None:
    view = desk.people.add("  Nguyễn   Thị Hà ", "4711", Role.CLERK, actor="setup")
    assert (view.full_name, view.initials, view.role) == ("Nguyễn Thị Hà", "NTH", Role.CLERK)
    assert desk.login.active() == (view,)
    assert desk.login.log_in(view.id, "4711") == view
    assert desk.tags()[-2:] == ["operator:added", "operator:logged_in"]


def test_wrong_pins_lock_for_a_growing_time_even_after_a_restart(desk) -> None:
    view = desk.people.add("Lò Văn Thử", "4711", Role.SUPERVISOR, actor="setup")
    for _ in range(5):
        with pytest.raises(NotAllowedError):
            desk.login.log_in(view.id, "0000")
    again = desk.again()
    with pytest.raises(NotAllowedError) as caught:
        again.log_in(view.id, "4711")  # right, but locked
    assert caught.value.code == "QTN-315"
    desk.clock.advance(timedelta(seconds=61))
    with pytest.raises(NotAllowedError):
        again.log_in(view.id, "0000")  # the sixth: two minutes
    desk.clock.advance(timedelta(seconds=61))
    with pytest.raises(NotAllowedError):
        again.log_in(view.id, "4711")
    desk.clock.advance(timedelta(seconds=61))
    assert again.log_in(view.id, "4711") == view
    with pytest.raises(NotAllowedError) as caught:
        again.log_in(view.id, "0000")  # counted from the start again
    assert caught.value.code == "QTN-314"
    assert desk.tags().count("operator:refused") == 7
    assert desk.tags().count("operator:locked") == 2


def test_the_pin_is_not_in_the_store(desk) -> None:
    view = desk.people.add("Lò Văn Thử", "471147", Role.CLERK, actor="setup")
    row = desk.row(view.id)
    assert row.pin_hash.startswith("$argon2id$")
    assert "471147" not in row.pin_hash


@pytest.mark.parametrize("pin", ["", "123", "1" * 13, "abcd", "1111", "12 4", "١٢٣٤"])
def test_pins_of_another_shape(desk, pin: str) -> None:
    with pytest.raises(NotAllowedError):
        desk.people.add("Lò Văn Thử", pin, Role.CLERK, actor="setup")
    assert desk.login.active() == ()


def test_an_unknown_operator_is_refused(desk) -> None:
    with pytest.raises(NotAllowedError):
        desk.login.log_in(new_id(), "4711")


def test_locks_grow_and_end() -> None:
    seconds = [rules.lock_seconds(tries) for tries in range(12)]
    assert seconds == [0, 0, 0, 0, 0, 60, 120, 240, 480, 960, 1920, 3600]
    assert rules.lock_seconds(10**6) == 3600


def test_initials() -> None:
    assert rules.initials("K'Brêu") == "K"
    assert rules.initials("Đỗ ánh") == "ĐÁ"
    assert rules.initials("Nguyễn Trần Thị Ngọc Ánh") == "NTTÁ"


def test_a_password_is_taken_as_well_as_a_pin(desk) -> None:
    view = desk.people.add("Lò Văn Thử", "Ban lang 2025!", Role.CLERK, actor="setup")
    assert view.secret is SecretKind.PASSWORD
    assert desk.login.log_in(view.id, "Ban lang 2025!").id == view.id
    assert refused(desk.login.log_in, view.id, "ban lang 2025!") == "QTN-314"
    short = [rules.checked_secret(text) for text in ("4711", "0" * 11 + "1")]
    assert short == [SecretKind.PIN, SecretKind.PIN]


@pytest.mark.parametrize("secret", ["abcdefg", "aaaaaaaa", "mật khẩu dài", "x" * 65, "a\tb1c2d3e4"])
def test_passwords_of_another_shape(desk, secret: str) -> None:
    assert refused(desk.people.add, "Lò Văn Thử", secret, Role.CLERK, actor="setup") == "QTN-380"


@pytest.mark.parametrize("role", ["province", "boss", ""])
def test_roles_no_counter_has(desk, role: str) -> None:
    assert refused(desk.people.add, "Lò Văn Thử", "4711", role, actor="setup") == "QTN-381"
    view = desk.people.add("Lò Văn Thử", "4711", Role.CLERK, actor="setup")
    assert refused(desk.people.change_role, view.id, role, actor="a") == "QTN-381"


def test_a_role_this_program_does_not_know_may_only_look(desk) -> None:
    view = desk.people.add("Lò Văn Thử", "4711", Role.CLERK, actor="setup")
    with desk.store.write() as session:
        session.get(Operator, view.id).role = "auditor"
    assert desk.login.log_in(view.id, "4711").role is Role.INSPECTOR


def test_another_cost_makes_a_new_hash_at_the_next_right_log_in(desk) -> None:
    view = desk.people.add("Lò Văn Thử", "4711", Role.CLERK, actor="setup")
    before = desk.row(view.id).pin_hash
    assert "m=19456,t=1,p=1" in before
    desk.login.log_in(view.id, "4711")
    assert desk.row(view.id).pin_hash == before
    Preferences(desk.store, desk.clock).set(SECRET_PASSES, 2, actor="test")
    refused(desk.login.log_in, view.id, "0000")
    assert desk.row(view.id).pin_hash == before  # a wrong try changes no hash
    desk.login.log_in(view.id, "4711")
    after = desk.row(view.id).pin_hash
    assert "m=19456,t=2,p=1" in after
    assert desk.login.log_in(view.id, "4711").id == view.id


def test_the_cost_is_the_recommended_one_unless_somebody_chose_another(desk) -> None:
    with desk.store.write() as session:
        for row in session.query(Setting):
            session.delete(row)
    with desk.store.read() as session:
        assert hashing.cost_in_force(session) == recovery.Argon2Parameters(3, 65536, 4)


def test_a_damaged_hash_lets_nobody_in(desk) -> None:
    view = desk.people.add("Lò Văn Thử", "4711", Role.CLERK, actor="setup")
    with desk.store.write() as session:
        session.get(Operator, view.id).pin_hash = "$argon2id$broken"
    assert refused(desk.login.log_in, view.id, "4711") == "QTN-314"


def test_a_supervisor_unlocks_before_the_time_is_over(desk) -> None:
    view = desk.people.add("Lò Văn Thử", "4711", Role.CLERK, actor="setup")
    for _ in range(5):
        refused(desk.login.log_in, view.id, "0000")
    assert desk.people.everybody()[0].locked_until is not None
    desk.people.unlock(view.id, actor="Phụ trách")
    assert desk.people.everybody()[0].locked_until is None
    assert desk.login.log_in(view.id, "4711").id == view.id
    assert desk.tags().count("operator:unlocked") == 1
    desk.people.unlock(view.id, actor="Phụ trách")  # nothing to forgive, nothing to tell
    assert desk.tags().count("operator:unlocked") == 1


def test_a_secret_that_was_given_is_changed_by_its_owner(desk) -> None:
    view = desk.people.add("Lò Văn Thử", "4711", Role.CLERK, actor="setup")
    given = desk.people.reset_secret(view.id, "902817", actor="Kỹ thuật")
    assert given.must_change
    assert refused(desk.login.log_in, view.id, "4711") == "QTN-314"
    assert desk.login.log_in(view.id, "902817").must_change
    assert refused(desk.login.change_secret, view.id, "902817", "902817") == "QTN-384"
    assert refused(desk.login.change_secret, view.id, "111111", "8642") == "QTN-314"
    assert refused(desk.login.change_secret, view.id, "902817", "1111") == "QTN-351"
    assert not desk.login.change_secret(view.id, "902817", "8642").must_change
    assert not desk.login.log_in(view.id, "8642").must_change
    assert desk.tags().count("login:reset") == 1
    assert desk.tags().count("login:changed") == 1


def test_guessing_at_the_change_of_a_secret_locks_too(desk) -> None:
    view = desk.people.add("Lò Văn Thử", "4711", Role.CLERK, actor="setup")
    codes = [refused(desk.login.change_secret, view.id, "0000", "8642") for _ in range(5)]
    assert codes == ["QTN-314"] * 4 + ["QTN-315"]
    assert refused(desk.login.log_in, view.id, "4711") == "QTN-315"
    assert refused(desk.login.vouch, view.id, "4711") == "QTN-315"


def test_the_last_administrator_stays(desk) -> None:
    first = desk.login  # nobody is here yet
    assert first.active() == ()
    boss = desk.people.add_first("Lò Thị Hương", "4711", actor="setup")
    assert boss.role is Role.ADMINISTRATOR
    assert refused(desk.people.add_first, "Kẻ Lạ", "4711", actor="setup") == "QTN-383"
    assert refused(desk.people.end, boss.id, actor="a") == "QTN-382"
    assert refused(desk.people.change_role, boss.id, Role.CLERK, actor="a") == "QTN-382"
    other = desk.people.add("Đinh Văn Tới", "4711", Role.ADMINISTRATOR, actor="a")
    desk.people.end(boss.id, actor="a")
    assert refused(desk.people.end, other.id, actor="a") == "QTN-382"
    assert refused(desk.people.add_first, "Kẻ Lạ", "4711", actor="setup") == "QTN-383"


def test_who_left_is_kept_and_can_come_back(desk) -> None:
    view = desk.people.add("Lò Văn Thử", "4711", Role.CLERK, actor="setup")
    for _ in range(5):
        refused(desk.login.log_in, view.id, "0000")
    desk.people.end(view.id, actor="a")
    assert desk.login.active() == ()
    assert [(row.operator.id, row.is_active) for row in desk.people.everybody()] == [
        (view.id, False)
    ]
    for call in (
        lambda: desk.login.log_in(view.id, "4711"),
        lambda: desk.people.reset_secret(view.id, "8642", actor="a"),
        lambda: desk.people.unlock(view.id, actor="a"),
        lambda: desk.people.change_role(view.id, Role.SUPERVISOR, actor="a"),
        lambda: desk.people.end(view.id, actor="a"),
    ):
        assert refused(call) == "QTN-313"
    assert desk.people.bring_back(view.id, actor="a") == view
    assert desk.login.log_in(view.id, "4711") == view
    assert desk.tags().count("operator:ended") == 1
    assert desk.tags().count("operator:returned") == 1


def test_a_change_of_role_says_from_what_to_what(desk) -> None:
    view = desk.people.add("Lò Văn Thử", "4711", Role.CLERK, actor="setup")
    assert desk.people.change_role(view.id, Role.INSPECTOR, actor="a").role is Role.INSPECTOR
    desk.people.change_role(view.id, Role.INSPECTOR, actor="a")  # nothing changes
    with desk.store.read() as session:
        found = session.query(AuditEvent).filter_by(tag="operator:role_changed").all()
    assert [event.detail for event in found] == [{"from": "clerk", "to": "inspector"}]


def test_the_recovery_code_lets_an_administrator_in_again(desk) -> None:
    boss = desk.people.add_first("Lò Thị Hương", "4711", actor="setup")
    clerk = desk.people.add("Lò Văn Thử", "4711", Role.CLERK, actor="a")
    for _ in range(7):
        with pytest.raises(NotAllowedError):
            desk.login.log_in(boss.id, "0000")
    with pytest.raises(WrongKeyError):
        desk.login.rescue(recovery.make_code(), boss.id, "8642")
    with pytest.raises(WrongKeyError):
        desk.login.rescue("không phải mã", boss.id, "8642")
    assert refused(desk.login.rescue, desk.code, boss.id, "1111") == "QTN-351"
    assert refused(desk.login.rescue, desk.code, clerk.id, "8642") == "QTN-385"
    assert refused(desk.login.rescue, desk.code, new_id(), "8642") == "QTN-313"
    assert "login:rescued" not in desk.tags()
    desk.login.rescue(f"Mã: {desk.code.lower()} (phong bì 2)", boss.id, "8642")
    assert desk.login.log_in(boss.id, "8642") == boss
    with desk.store.read() as session:
        event = session.query(AuditEvent).filter_by(tag="login:rescued").one()
    assert (event.actor, event.target) == (RESCUER, str(boss.id))
    assert SecurityService(desk.store, desk.clock).audit_verify().ok


def test_a_recovery_file_put_into_the_folder_proves_nothing(desk) -> None:
    boss = desk.people.add_first("Lò Thị Hương", "4711", actor="setup")
    code = recovery.make_code()
    desk.profile.recovery_file.write_bytes(recovery.wrap(b"k" * 32, code))
    with pytest.raises(WrongKeyError):
        desk.login.rescue(code, boss.id, "8642")
    desk.profile.recovery_file.write_bytes(b"{}")
    with pytest.raises(InputFileError):
        desk.login.rescue(code, boss.id, "8642")
    assert desk.login.log_in(boss.id, "4711") == boss


def test_who_vouches_does_not_log_in(desk) -> None:
    view = desk.people.add("Lò Văn Thử", "4711", Role.SUPERVISOR, actor="setup")
    assert desk.login.vouch(view.id, "4711") == view
    assert desk.tags()[-1] == "operator:vouched"
    assert "operator:logged_in" not in desk.tags()


def test_made_pins_are_digits_that_may_be_used() -> None:
    made = {rules.made_pin() for _ in range(50)}
    assert all(rules.checked_secret(pin) is SecretKind.PIN and len(pin) == 6 for pin in made)
    assert len(made) > 40
