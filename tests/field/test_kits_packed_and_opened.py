"""A kit is lent to one laptop until a time, opens there once, and nowhere else."""

from __future__ import annotations

import zipfile
from datetime import timedelta

import pytest

from desktop.batch.trust.errors import FingerprintError
from desktop.common.errors import NotAllowedError
from desktop.common.settings import OFFICE_NAME
from desktop.field.kits.errors import (
    BadKitError,
    ChangedDeviceError,
    DeviceKeyError,
    ExpiredKitError,
    FutureKitError,
    LeasedError,
    NobodyToPackError,
    OtherCommuneError,
    OtherDeviceError,
    OtherOfficeError,
    UnknownListError,
)
from desktop.models import (
    AuditEvent,
    FieldLease,
    Member,
    OpenedKit,
    RosterImport,
    Setting,
    Station,
    Visit,
    VisitList,
)
from desktop.roster.keeping.imports import RosterImports
from desktop.security.preferences import Preferences
from desktop.security.timekeeping.service import ClockError
from tests import factories
from tests.field.places import CLERK, either_office, lend, place, visit_list


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


@pytest.fixture
def clock():
    return factories.clock()


@pytest.fixture
def home(request, tmp_path, clock, stick, engine_name):
    """The office on each engine; laptops have a file of their own."""
    with either_office(request, tmp_path, clock, stick) as made:
        yield made


@pytest.fixture
def laptop(tmp_path, clock, stick):
    made = place(tmp_path, "MT03", clock, stick)
    yield made
    made.store.close()


def open_kit(laptop, file, **more):
    return laptop.kits.opening.open_kit(file, actor=CLERK, **more)


def landed(laptop):
    with laptop.store.read() as session:
        return (
            sorted((row.id, row.version, row.full_name) for row in session.query(Member)),
            sorted((row.id, row.version) for row in session.query(Visit)),
            session.query(VisitList).count(),
            session.query(OpenedKit).count(),
            session.query(RosterImport).count(),
        )


def test_only_the_people_of_the_list_travel_and_land_as_the_laptops_list(home, laptop, stick):
    people = home.members()[:3]
    file = lend(home, laptop, visit_list(home, people))
    assert file.name == "MT02-000001-MT03.qtk"
    with zipfile.ZipFile(file) as archive:
        assert archive.namelist() == [
            "kit.age",
            "envelope.json",
            "envelope.json.p7s",
            "station.pem",
        ]
        assert not any(b"P\xc3\xa2ng" in archive.read(name) for name in archive.namelist())
    report = open_kit(laptop, file)
    assert (report.members, report.added, report.again, report.office) == (3, 3, False, "MT02")
    assert not report.compared
    members, visits, lists, kits, _ = landed(laptop)
    assert [one[0] for one in members] == sorted(people)
    assert (len(visits), lists, kits) == (3, 1, 1)
    # They stand on its list, as if a file had been taken in, and can be found and taken.
    assert laptop.roster.search("lo thi pang").rows[0].member_id in people
    assert laptop.receive(people[0])


def test_a_kit_opened_twice_changes_nothing_and_says_so(home, laptop):
    file = lend(home, laptop, visit_list(home, home.members()[:2]))
    open_kit(laptop, file)
    before = landed(laptop)
    with laptop.store.read() as session:
        events = session.query(AuditEvent).count()
    assert open_kit(laptop, file).again
    assert landed(laptop) == before
    with laptop.store.read() as session:
        assert session.query(AuditEvent).count() == events


def test_a_kit_for_another_device_is_refused_whole(home, laptop, tmp_path, clock, stick):
    file = lend(home, laptop, visit_list(home, home.members()[:2]))
    other = place(tmp_path, "MT04", clock, stick)
    with pytest.raises(OtherDeviceError) as caught:
        open_kit(other, file)
    assert "MT03" in caught.value.title
    assert landed(other) == ([], [], 0, 0, 0)
    other.store.close()


def test_an_expired_kit_a_kit_of_tomorrow_and_a_clock_that_jumped_are_refused(home, laptop, clock):
    file = lend(home, laptop, visit_list(home, home.members()[:2]), days=1)
    clock.advance(timedelta(hours=-2))
    with pytest.raises(ClockError):  # the laptop knows a later time
        open_kit(laptop, file)
    clock.advance(timedelta(hours=2, days=1))
    with pytest.raises(ExpiredKitError):
        open_kit(laptop, file)
    assert landed(laptop) == ([], [], 0, 0, 0)


def test_a_kit_from_the_future_is_refused(tmp_path, stick, home):
    early = place(tmp_path, "MT05", factories.clock(), stick)
    numbered = visit_list(home, home.members()[:1])
    key = early.key_file()
    home.clock.advance(timedelta(hours=1))
    late = home.kits.packing.pack(numbered, key, stick, actor=CLERK).path
    with pytest.raises(FutureKitError):
        open_kit(early, late)
    early.store.close()


@pytest.mark.parametrize("place_in_file", [0.1, 0.5, 0.9, 0.999])
def test_a_damaged_kit_is_refused(home, laptop, place_in_file):
    file = lend(home, laptop, visit_list(home, home.members()[:2]))
    data = bytearray(file.read_bytes())
    data[int(len(data) * place_in_file)] ^= 1
    file.write_bytes(data)
    with pytest.raises(BadKitError):
        open_kit(laptop, file)
    file.write_bytes(data[: len(data) // 2])
    with pytest.raises(BadKitError):
        open_kit(laptop, file)
    assert landed(laptop) == ([], [], 0, 0, 0)


def test_a_second_office_is_believed_only_by_its_digits(home, laptop, tmp_path, clock, stick):
    open_kit(laptop, lend(home, laptop, visit_list(home, home.members()[:1])))
    (tmp_path / "other").mkdir()
    other = place(tmp_path / "other", "MT09", clock, stick)
    RosterImports(other.store, clock).import_list(factories.list_file(tmp_path), actor=CLERK)
    file = lend(other, laptop, visit_list(other, other.members()[:1]))
    with pytest.raises(OtherOfficeError):
        open_kit(laptop, file)
    with pytest.raises(FingerprintError):
        open_kit(laptop, file, digits=home.digits())
    report = open_kit(laptop, file, digits=other.digits())
    assert report.compared
    # Both lists were number 1: the second one gets a number that is free here.
    assert report.list_number == 1001
    other.store.close()


def test_nobody_is_lent_to_two_laptops_until_the_lease_ends(home, laptop, tmp_path, clock, stick):
    second = place(tmp_path, "MT04", clock, stick)
    people = home.members()[:3]
    first = visit_list(home, people[:2], 1)
    other = visit_list(home, people[1:], 2)
    lend(home, laptop, first, days=1)
    kits = home.kits.packing
    made = kits.pack(other, second.key_file(), stick, actor=CLERK)
    assert (made.members, made.elsewhere) == (1, 1)
    lease = kits.lease_of(people[1])
    assert (lease.device, lease.kit) == ("MT03", 1)
    with pytest.raises(NobodyToPackError):
        kits.pack(visit_list(home, people[:1], 3), second.key_file(), stick, actor=CLERK)
    # The counter is told who has them.
    with pytest.raises(LeasedError) as caught:
        home.receive(people[0])
    assert "MT03" in caught.value.title
    # Taken back with a reason, or over by itself: then somebody else may have them.
    with pytest.raises(NotAllowedError):
        kits.take_back(people[0], reason=" ", actor=CLERK)
    assert kits.take_back(people[0], reason="Người này đã đến quầy", actor=CLERK).device == "MT03"
    assert kits.lease_of(people[0]) is None
    clock.advance(timedelta(days=1))
    assert kits.lease_of(people[1]) is None
    assert kits.pack(other, second.key_file(), stick, actor=CLERK).members == 2
    second.store.close()


def test_the_same_laptop_gets_a_kit_again_and_received_people_stay_out(home, laptop, stick):
    people = home.members()[:3]
    numbered = visit_list(home, people)
    lend(home, laptop, numbered)
    home.kits.packing.take_back(people[0], reason="Đã đến quầy sáng nay", actor=CLERK)
    home.receive(people[0])
    made = home.kits.packing.pack(numbered, laptop.key_file(), stick, actor=CLERK)
    assert (made.number, made.members, made.received, made.elsewhere) == (2, 2, 1, 0)
    with home.store.read() as session:
        in_force = session.query(FieldLease).filter(FieldLease.ended_at.is_(None)).count()
    assert in_force == 2


def test_devices_are_known_by_key_and_revoked(home, laptop, tmp_path, clock, stick):
    devices, key, digits = home.kits.devices, laptop.key_file(), laptop.digits()
    with pytest.raises(FingerprintError):
        devices.enrol(key, digits="00000 " * 6, actor=CLERK)
    assert not devices.enrol(key, actor=CLERK).compared
    assert devices.compare(digits, actor=CLERK).compared
    numbered = visit_list(home, home.members()[:2])
    lend(home, laptop, numbered)
    (known,) = devices.devices()
    assert devices.revoke(known.device_id, reason="Mất máy ở bản", actor=CLERK) == 2
    assert home.kits.packing.lease_of(home.members()[0]) is None
    with pytest.raises(ChangedDeviceError):
        lend(home, laptop, numbered)
    made = home.kits.packing.pack(numbered, key, stick, actor=CLERK, digits=digits)
    assert made.compared
    # Another machine under the same code is another device.
    (tmp_path / "twin").mkdir()
    twin = place(tmp_path / "twin", "MT03", clock, stick)
    with pytest.raises(ChangedDeviceError):
        lend(home, twin, numbered)
    twin.store.close()


def test_keys_of_elsewhere_and_lists_nobody_made_are_refused(home, tmp_path, clock, stick):
    pack = home.kits.packing.pack
    with pytest.raises(DeviceKeyError):  # its own: receipt numbers would meet
        pack(1, home.key_file(), stick, actor=CLERK)
    stranger = place(tmp_path, "MT06", clock, stick, commune="03863")
    with pytest.raises(DeviceKeyError):
        pack(1, stranger.key_file(), stick, actor=CLERK)
    stranger.store.close()
    broken = stick / "x.qte"
    broken.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(DeviceKeyError):
        pack(1, broken, stick, actor=CLERK)
    friend = place(tmp_path, "MT07", clock, stick)
    with pytest.raises(UnknownListError):
        pack(99, friend.key_file(), stick, actor=CLERK)
    with home.store.read() as session:
        assert session.query(FieldLease).count() == 0
    friend.store.close()


def test_settings_that_papers_share_travel(home, laptop):
    Preferences(home.store, home.clock).set(OFFICE_NAME, "Điểm thu nhận xã Mường Thử", actor=CLERK)
    open_kit(laptop, lend(home, laptop, visit_list(home, home.members()[:1])))
    with laptop.store.read() as session:
        stored = {row.name: row.value["value"] for row in session.query(Setting)}
    assert stored[OFFICE_NAME.name] == "Điểm thu nhận xã Mường Thử"


def test_a_kit_of_another_commune_is_no_matter_of_digits(home, laptop):
    kit = lend(home, laptop, visit_list(home, home.members()[:1]))
    with laptop.store.write() as session:
        session.query(Station).one().commune_code = "03865"
    with pytest.raises(OtherCommuneError) as caught:
        laptop.kits.opening.open_kit(kit, digits=home.digits(), actor=CLERK)
    assert caught.value.code == "QTN-614"
    assert laptop.members() == []


def test_a_laptop_is_revoked_for_a_reason(home, laptop):
    home.kits.devices.enrol(laptop.key_file(), actor=CLERK)
    (known,) = home.kits.devices.devices()
    with pytest.raises(NotAllowedError) as caught:
        home.kits.devices.revoke(known.device_id, reason="  ", actor=CLERK)
    assert caught.value.code == "QTN-554"
    assert not home.kits.devices.devices()[0].revoked
