"""Retention: only what is due goes, everywhere, with a signed certificate; counts stay."""

import hashlib
import json
from datetime import timedelta

import pytest

from desktop.backup import rescue
from desktop.campaign.precheck.views import Remark
from desktop.common.clock import today
from desktop.common.errors import InputFileError, NotAllowedError
from desktop.common.phases import PrecheckReason
from desktop.common.settings import ERASE_AFTER_DAYS
from desktop.common.vocabulary import FieldKey
from desktop.common.work import Work
from desktop.models import (
    Application,
    ApplicationMove,
    Blob,
    Member,
    Paper,
    PrecheckRemark,
    Reading,
)
from desktop.security import cms, station_identity
from desktop.security.keystore import MemoryKeyring
from desktop.security.recovery import read_code_file
from desktop.security.store import station_of
from tests import factories
from tests.cli.test_commands import qtn
from tests.engines import only_embedded
from tests.received import clock, office, services  # noqa: F401 - fixtures

WAY = ("exported", "acknowledged", "sent_to_print", "printed", "returned", "handed_over")


@pytest.fixture
def handed(services, clock):  # noqa: F811 - the fixtures above
    """Three records: one with its card, one on the way to it, one that nobody answered."""
    rows = services.overview.today().rows
    keys = [row.application_id for row in rows]
    batch = factories.add_batch(services.store)
    for key, way in zip(keys, (WAY, WAY[:3], WAY[:1]), strict=True):
        factories.bring(services.store, key, *way, batch_id=batch, at=clock.now())
    services.preferences.set(ERASE_AFTER_DAYS, 30, actor="x")
    return keys


def contents(services):  # noqa: F811 - the fixture above
    with services.store.read() as session:
        return {row.digest for row in session.query(Blob)}


def test_only_what_is_acknowledged_handed_over_and_old_enough_is_due(services, clock, handed):  # noqa: F811
    assert services.erasure.due() == ()
    with pytest.raises(NotAllowedError) as told:
        services.erasure.run(services.profile.folder, actor="x")
    assert told.value.code == "QTN-371"
    clock.advance(timedelta(days=29))
    assert services.erasure.due() == ()
    clock.advance(timedelta(days=2))
    assert [one.application_id for one in services.erasure.due()] == handed[:1]


def _say_of(services, application_id):  # noqa: F811 - the fixture above
    """Enter a signed sheet that says something of the person of a record."""
    with services.store.read() as session:
        member_id = session.get_one(Application, application_id).member_id
        cell = session.get_one(Member, member_id).cell
    remarks = [Remark(member_id, "", PrecheckReason.FRAIL)]
    services.precheck.enter(cell, "x", today(services.clock), remarks, actor="x")


def test_what_goes_goes_and_what_counts_stays(services, office, clock, handed, tmp_path):  # noqa: F811
    stick = tmp_path / "stick"
    stick.mkdir()
    services.keeper.choose_folder(stick, actor="x")
    services.keeper.round()
    old = services.backup.now(tmp_path / "usb", actor="x").file
    services.backup.choose_folder(tmp_path / "usb", actor="x")
    services.keeper.round()
    clock.advance(timedelta(days=31))
    _say_of(services, handed[0])
    before = contents(services)
    draft = services.intake.draft(handed[0])
    photo = hashlib.sha256(draft.photo).hexdigest()
    report = services.erasure.run(tmp_path / "paper", actor="x")
    (erased,) = report.records
    assert photo in erased.files
    assert not set(erased.files) & contents(services)
    assert before - contents(services) == set(erased.files)
    with services.store.read() as session:
        row = session.get_one(Application, handed[0])
        assert (row.state, row.receipt_number) == ("handed_over", erased.receipt_number)
        assert row.fields == {}
        assert "Lò Văn" not in json.dumps(row.snapshot, ensure_ascii=False)
        assert session.query(Reading).filter_by(application_id=row.id).count() == 0
        assert session.query(PrecheckRemark).count() == 0  # what the cell wrote of the person
        assert session.query(ApplicationMove).filter_by(application_id=row.id).count() == 1 + len(
            WAY
        )
        assert {p.blob_digest for p in session.query(Paper).filter_by(application_id=row.id)} == {
            None
        }
        other = session.get_one(Application, handed[1])
        assert other.fields
        assert other.photo_digest in contents(services)
        certificate = station_of(session).certificate_pem
    assert services.security.audit_verify().ok
    assert services.erasure.due() == ()
    pdf, signature = report.certificate.read_bytes(), report.signature.read_bytes()
    station_identity.verify(signature, pdf, certificate)
    with pytest.raises(cms.SignatureError):
        station_identity.verify(signature, pdf + b" ", certificate)
    words = text_of(report.certificate)
    assert erased.receipt_number in words
    assert "Lò Văn" not in words
    assert "Còn 1 bản sao lưu" in words
    assert report.old_backups == (old,)
    assert report.twin == "good"
    if services.store is not services.own:
        return  # what is copied is the counter's own store, in which no record ever was
    # Both copies on the stick are without it, and open with the printed code.
    code = read_code_file(office.unlock)
    rescue.check(stick, code, MemoryKeyring(), clock)
    home = next(stick.iterdir())
    for name in "ab":
        copy = services.store.copy(home / f"{name}.db")
        with copy.read() as session:
            assert not set(erased.files) & {row.digest for row in session.query(Blob)}
        copy.close()


def test_pages_around_an_erased_record_still_work(services, clock, handed, tmp_path):  # noqa: F811
    clock.advance(timedelta(days=31))
    services.erasure.run(tmp_path / "paper", actor="x")
    draft = services.intake.draft(handed[0])
    assert draft.photo is None
    assert services.overview.drafts() == ()
    person = services.people.dossier(draft.member_id).person
    assert person.fields[FieldKey.FULL_NAME].startswith("Lò Văn Thử"), "the list itself is kept"


def test_a_folder_that_cannot_be_written_erases_nothing(services, clock, handed, tmp_path):  # noqa: F811
    clock.advance(timedelta(days=31))
    (tmp_path / "file").write_text("no folder")
    before = contents(services)
    with pytest.raises(InputFileError):
        services.erasure.run(tmp_path / "file", actor="x")
    assert contents(services) == before
    assert len(services.erasure.due()) == 1


def test_stopped_before_the_first_portion_it_certifies_that_nothing_went(
    services,  # noqa: F811
    clock,  # noqa: F811
    handed,
    tmp_path,
):
    clock.advance(timedelta(days=31))
    work = Work()
    work.cancel()
    report = services.erasure.run(tmp_path / "paper", actor="x", work=work)
    assert report.records == ()
    assert len(services.erasure.due()) == 1


@only_embedded("the command opens a counter's own profile")
def test_by_command(office, tmp_path):  # noqa: F811 - the fixture above
    station = ["--data", office.profile, "--unlock-with", office.unlock]
    rc, out, err = qtn(*station, "erase", "due", "--json")
    assert (rc, json.loads(out)) == (0, {"days": 90, "due": []}), err
    rc, out, _ = qtn(*station, "erase", "run", "--to", tmp_path, "--json")
    assert (rc, json.loads(out)["error"]["code"]) == (1, "QTN-371")
    with office.services() as opened:
        with opened.store.read() as session:
            first = session.query(Application).first().id
        batch = factories.add_batch(opened.store)
        factories.bring(opened.store, first, *WAY, batch_id=batch)
    rc, out, err = qtn(*station, "erase", "due", "--json")
    assert len(json.loads(out)["due"]) == 1
    rc, out, err = qtn(*station, "erase", "run", "--to", tmp_path, "--json")
    assert (rc, json.loads(out)["records"]) == (0, 1), err


def text_of(file):
    import subprocess

    return subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True, encoding="utf-8"
    ).stdout
