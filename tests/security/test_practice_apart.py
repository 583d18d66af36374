"""Practice touches nothing that is true: every way of data is refused or apart, both ways."""

from __future__ import annotations

import json
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.backup import rescue
from desktop.batch.trust.errors import BadTrustFileError
from desktop.common.clock import FixedClock
from desktop.common.errors import InputFileError, NotAllowedError, WrongKeyError
from desktop.common.practice import PracticeMixedError
from desktop.common.settings import BACKUP_KEEP
from desktop.common.vocabulary import SourceKind
from desktop.demo.practice import _invent, make_practice
from desktop.models import Station
from desktop.province.desk import create_desk, open_desk
from desktop.province.errors import EnrolmentRefusedError
from desktop.province.server_side import OtherSideServerError
from desktop.security.keystore import MemoryKeyring
from desktop.security.setup import create_profile, open_store
from desktop.storage.profile import Profile
from desktop.wiring import Adapters, open_services
from tests import factories
from tests.field.places import CLERK, lend, office, place, visit_list

SIDES = (False, True)
"""What is true, then practice."""


class Machine:
    """One computer with a true counter and a practice one of the same commune and station."""

    def __init__(self, folder: Path, opened: ExitStack) -> None:
        self.clock = FixedClock(factories.MORNING)
        self.keyring = MemoryKeyring()
        self.profiles = {side: Profile(folder / f"practice-{side}") for side in SIDES}
        outside = Adapters(keystore=self.keyring, clock=self.clock)
        self.services, self.codes = {}, {}
        for side, profile in self.profiles.items():
            made = create_profile(
                profile,
                commune_code="03862",
                station_code="MT02",
                keystore=self.keyring,
                clock=self.clock,
                is_practice=side,
            )
            self.codes[side] = made.recovery_code
            self.services[side] = open_services(profile.folder, None, outside)
            opened.callback(self.services[side].close)
            self.services[side].imports.import_list(factories.list_file(folder), actor=CLERK)
            self.services[side].organisation.take_in(actor=CLERK)


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    with ExitStack() as opened:
        yield Machine(tmp_path_factory.mktemp("machine"), opened)


def people(services):
    return services.roster.search("").total


def test_each_side_has_a_folder_and_a_key_of_its_own(machine):
    keys = set()
    for side in SIDES:
        info = machine.profiles[side].read_info()
        assert info.is_practice is side
        keys.add(machine.keyring.get(info.profile_id))
        with machine.services[side].store.engine.connect() as connection:
            file = connection.exec_driver_sql("PRAGMA database_list").first()[2]
        assert Path(file) == machine.profiles[side].store_file
    assert len(keys) == len(SIDES)


@pytest.mark.parametrize("side", SIDES)
def test_a_profile_that_says_the_other_side_does_not_open(machine, side):
    profile = machine.profiles[side]
    whole = profile.info_file.read_bytes()
    values = json.loads(whole)
    try:
        profile.info_file.write_text(json.dumps({**values, "is_practice": not side}))
        with pytest.raises(NotAllowedError) as refused:
            open_store(profile, machine.keyring, None, machine.clock)
        assert refused.value.code == "QTN-611"
        # Nor does the whole file of the other side: its key is another one.
        profile.info_file.write_bytes(machine.profiles[not side].info_file.read_bytes())
        with pytest.raises(WrongKeyError):
            open_store(profile, machine.keyring, None, machine.clock)
    finally:
        profile.info_file.write_bytes(whole)


def test_copies_in_one_folder_stay_apart(machine, tmp_path):
    made = {}
    for number in range(2):  # the same seconds for both
        for side in SIDES:
            services = machine.services[side]
            services.preferences.set(BACKUP_KEEP, 1, actor=CLERK)
            made[side, number] = services.backup.now(tmp_path, actor=CLERK)
        machine.clock.advance(timedelta(hours=1))
    left = {made[side, 1].file for side in SIDES}
    assert set(tmp_path.glob("*.qtnb")) == left
    for side in SIDES:
        named = machine.services[side].backup.made_before(machine.clock.now())
        assert named == (made[side, 1].file,)
    homes = {machine.services[side].keeper._twin.home_in(tmp_path) for side in SIDES}
    assert len(homes) == len(SIDES)
    # What is practice stays practice when it is brought back, and goes over nothing.
    with pytest.raises(NotAllowedError) as refused:
        restored(machine, made[True, 1].file, machine.profiles[False].folder)
    assert refused.value.code == "QTN-370"
    back = restored(machine, made[True, 1].file, tmp_path / "back")
    assert Profile(back.folder).read_info().is_practice


def restored(machine, source, into):
    return rescue.restore(
        source, into, code=machine.codes[True], keystore=MemoryKeyring(), clock=machine.clock
    )


def test_a_list_of_practice_is_taken_nowhere_else(machine, tmp_path):
    practice, real = machine.services[True], machine.services[False]
    roster, tree = tmp_path / "danh-sach.xlsx", tmp_path / "cay.xlsx"
    practice.people.export_list(roster, actor=CLERK)
    practice.organisation.sheets.export(tree, actor=CLERK)
    before, trail = people(real), real.backup.newest_event()
    for bring in (
        lambda: real.imports.preview(roster),
        lambda: real.imports.import_list(roster, actor=CLERK),
        lambda: real.sources.take_source(roster, SourceKind.POPULATION, actor=CLERK),
        lambda: real.organisation.sheets.look(tree),
        lambda: real.organisation.sheets.take(tree, actor=CLERK),
    ):
        with pytest.raises(PracticeMixedError, match="thực hành"):
            bring()
    assert (people(real), real.backup.newest_event()) == (before, trail)
    # On its own side each of them is taken.
    practice.imports.import_list(roster, actor=CLERK)
    practice.organisation.sheets.take(tree, actor=CLERK)


def test_the_invented_list_says_so_and_practice_overwrites_nothing(machine, tmp_path):
    mine = tmp_path / "danh-sach.xlsx"
    mine.write_bytes(b"of the office")
    with pytest.raises(InputFileError) as refused:
        make_practice(tmp_path, seed=1, say=lambda _text: None)
    assert refused.value.code == "QTN-613"
    assert [path.name for path in tmp_path.iterdir()] == [mine.name]
    assert mine.read_bytes() == b"of the office"
    invented = tmp_path / "invented.xlsx"
    _invent(invented, 1, lambda _text: None)
    with pytest.raises(PracticeMixedError):
        machine.services[False].imports.import_list(invented, actor=CLERK)


def turn(at, *, practice):
    """Make a machine one of the other side, with the keys it has."""
    with at.store.write() as session:
        session.query(Station).one().is_practice = practice


def refused_on_either_side(at, side, act):
    """Do something on a machine that is on each side wrong once; leave it on its own."""
    turn(at, practice=not side)
    with pytest.raises(PracticeMixedError) as refused:
        act()
    assert refused.value.code == "QTN-610"
    turn(at, practice=side)


def test_keys_kits_and_returns_of_the_other_side_are_refused(tmp_path):
    clock = factories.clock()
    home = office(tmp_path, clock, tmp_path / "usb")
    laptop = place(tmp_path, "MT03", clock, tmp_path / "usb")
    for number, (side, member) in enumerate(zip(SIDES, home.members(), strict=False), start=1):
        turn(home, practice=side)
        turn(laptop, practice=side)
        key_file = laptop.key_file()
        refused_on_either_side(
            home, side, lambda file=key_file: home.kits.devices.enrol(file, actor=CLERK)
        )
        before = laptop.members()
        kit = lend(home, laptop, visit_list(home, [member], number))
        refused_on_either_side(
            laptop, side, lambda file=kit: laptop.kits.opening.open_kit(file, actor=CLERK)
        )
        assert laptop.members() == before
        laptop.kits.opening.open_kit(kit, actor=CLERK)
        key = laptop.receive(member)
        brought = laptop.kits.returning.write(tmp_path / "usb", actor=CLERK).path
        refused_on_either_side(
            home, side, lambda file=brought: home.kits.merging.merge([file], actor=CLERK)
        )
        assert home.application(key) is None
        assert home.kits.merging.merge([brought], actor=CLERK).merged == 1
    for one in (home, laptop):
        one.store.close()


def desk(folder, clock, *, practice, server=""):
    keyring = MemoryKeyring()
    create_desk(
        Profile(folder),
        province="14",
        name="Công an tỉnh (thử)",
        keystore=keyring,
        clock=clock,
        server=server,
        is_practice=practice,
    )
    return open_desk(Profile(folder), keyring, None, clock)


@pytest.mark.parametrize("side", SIDES)
def test_a_province_and_a_counter_of_different_sides_do_not_know_each_other(
    machine, tmp_path, side
):
    province = desk(tmp_path / "desk", machine.clock, practice=side)
    key = province.keys.write_key_file(tmp_path).path
    with pytest.raises(BadTrustFileError):
        machine.services[not side].trust.install(key, actor=CLERK)
    enrolment = machine.services[not side].trust.enrol(tmp_path, actor=CLERK).path
    with pytest.raises(EnrolmentRefusedError):
        province.registry.enrol(enrolment, actor=CLERK)
    province.close()


@pytest.mark.parametrize("side", SIDES)
def test_a_server_has_one_side_from_its_first_desk_on(postgres_server, tmp_path, side):
    clock, database = factories.clock(), postgres_server.new_database()
    url = postgres_server.url(database)
    first = desk(tmp_path / "first", clock, practice=side, server=url)
    with pytest.raises(OtherSideServerError) as refused:
        desk(tmp_path / "other", clock, practice=not side, server=url)
    assert refused.value.code == "QTN-612"
    assert not Profile(tmp_path / "other").exists()
    assert first.trail.verify().broken is None
    first.close()
    postgres_server.drop(database)
