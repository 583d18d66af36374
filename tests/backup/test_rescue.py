"""A dead PC: on another machine, with a copy and the printed code, the same records count."""

from datetime import timedelta

import pytest

from desktop.backup import rescue
from desktop.common.clock import FixedClock
from desktop.common.errors import KeyUnavailableError, NotAllowedError, WrongKeyError
from desktop.models import AuditEvent, Counter
from desktop.security.keystore import MemoryKeyring
from desktop.security.recovery import read_code_file
from desktop.storage.profile import Profile
from desktop.wiring import Adapters, open_services
from tests import factories
from tests.backup.conftest import receive


@pytest.fixture(params=["backup", "twin"])
def source(request, services, tmp_path):
    """A copy with three records in it; the counter goes on after it."""
    folder = tmp_path / "usb"
    if request.param == "backup":
        place = services.backup.now(folder, actor="x").file
    else:
        folder.mkdir()
        services.keeper.choose_folder(folder, actor="x")
        services.keeper.round()
        place = folder
    printed = receive(services, 40)
    assert printed.startswith("MT02-000004")
    return place


def test_on_a_fresh_machine_the_same_records_count(source, office, clock, tmp_path):
    fresh, keyring = tmp_path / "fresh", MemoryKeyring()
    later = FixedClock(clock.now() + timedelta(hours=2))
    done = rescue.restore(
        source, fresh, code=read_code_file(office.unlock), keystore=keyring, clock=later
    )
    assert done.key_in_keyring
    assert done.summary.counts["received"] == 3
    assert done.numbers == {"receipt": (3, 1000)}
    assert Profile(fresh).read_info().profile_id != Profile(office.profile).read_info().profile_id
    # From now on without the code, as after every restart.
    services = open_services(fresh, None, Adapters(keystore=keyring, clock=later))
    try:
        assert len(services.overview.today().rows) == 3
        row = services.overview.today().rows[0]
        assert services.intake.draft(row.application_id).photo.startswith(b"\xff\xd8\xff")
        assert receive(services, 50) == "MT02-001001-38"
        assert services.security.audit_verify().ok
        with services.store.read() as session:
            event = session.query(AuditEvent).filter_by(tag="store:restored").one()
            assert event.detail["passed_over"] == {"receipt": [3, 1000]}
        assert services.keeper.round().kind == "off", "the old drive is left as it was found"
    finally:
        services.close()


def test_a_number_that_is_known_from_the_last_paper_leaves_no_gap(source, office, clock, tmp_path):
    done = rescue.restore(
        source,
        tmp_path / "fresh",
        code=read_code_file(office.unlock),
        keystore=MemoryKeyring(),
        clock=clock,
        known_numbers={"receipt": 4},
    )
    assert done.numbers == {"receipt": (3, 4)}


def test_nothing_is_written_over(source, services, office, clock, tmp_path):
    code = read_code_file(office.unlock)
    before = services.overview.today()
    full = tmp_path / "full"
    full.mkdir()
    (full / "letter.txt").write_text("mine")
    for place in (office.profile, full, full / "letter.txt"):
        with pytest.raises(NotAllowedError) as told:
            rescue.restore(source, place, code=code, keystore=MemoryKeyring(), clock=clock)
        assert told.value.code == "QTN-370"
    assert services.overview.today() == before
    assert [path.name for path in full.iterdir()] == ["letter.txt"]


def test_a_wrong_code_or_none_leaves_nothing(source, clock, tmp_path, office):
    right = read_code_file(office.unlock)
    swapped = right[6:] + "-" + right[:5]
    for code, error in ((swapped, WrongKeyError), ("abc", WrongKeyError), (None, None)):
        with pytest.raises(error or KeyUnavailableError):
            rescue.restore(
                source, tmp_path / "fresh", code=code, keystore=MemoryKeyring(), clock=clock
            )
    assert not (tmp_path / "fresh").exists()
    assert not list(tmp_path.glob(".fresh*"))


def test_a_damaged_copy_leaves_nothing(source, clock, tmp_path, office):
    file = source if source.is_file() else next(source.glob("*/a.db"))
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 0xFF
    file.write_bytes(data)
    with pytest.raises(rescue.errors.DamagedCopyError):
        rescue.restore(
            source,
            tmp_path / "fresh",
            code=read_code_file(office.unlock),
            keystore=MemoryKeyring(),
            clock=clock,
        )
    assert not (tmp_path / "fresh").exists()
    assert not list(tmp_path.glob(".fresh*"))


def test_into_an_empty_folder_and_without_a_keyring(source, clock, tmp_path, office):
    class NoKeyring(MemoryKeyring):
        def set(self, *_words):
            raise KeyUnavailableError("none")

        def get(self, *_words):
            raise KeyUnavailableError("none")

    fresh = tmp_path / "fresh"
    fresh.mkdir()
    done = rescue.restore(
        source,
        fresh,
        code=read_code_file(office.unlock),
        keystore=NoKeyring(),
        clock=clock,
    )
    assert not done.key_in_keyring
    adapters = Adapters(keystore=NoKeyring(), clock=FixedClock(factories.MORNING))
    services = open_services(fresh, office.unlock, adapters)
    try:
        with services.store.read() as session:
            assert session.query(Counter).filter_by(series="receipt").one().last == 1000
    finally:
        services.close()
