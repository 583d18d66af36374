"""What was erased is in no byte any more: not in freed pages, not in the log, not in the twin copy.

The files are decrypted page by page as they lie on the disk, so that what no query shows is seen.
"""

import io
import random
import shutil
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from PIL import Image
from sqlalchemy import text

from desktop.common.phases import CaseReason
from desktop.common.settings import ERASE_AFTER_DAYS
from desktop.common.vocabulary import (
    BlobKind,
    CallFor,
    CallOutcome,
    CardState,
    FieldKey,
    HandOverWay,
    MemberStatus,
)
from desktop.intake.store import put_blob
from desktop.models import Application, Blob, Card, CardList, CaseExplanation, PhoneCall
from desktop.security import recovery
from desktop.security.recovery import read_code_file
from desktop.storage.wal import FRAME_HEADER, PAGE_SIZE, frame_offset, log_of
from tests import factories
from tests.backup.conftest import clock, office, services  # noqa: F401 - fixtures

WAY = ("exported", "acknowledged", "sent_to_print", "printed", "returned", "handed_over")
SALT, IV, RESERVE = 16, 16, 80
"""Of a page of SQLCipher 4: before the first page; in the reserve at its end; that reserve."""
TYPED = "nha cuoi ban, qua suoi thi re trai"
CALLED = "goi lai sau gio lam nuong"
WAITED = "mo mat o benh vien tinh"
WITNESS = "Giang Thi Lam Chung"


def key_of(office):  # noqa: F811 - the fixture above
    code = read_code_file(office.unlock)
    return recovery.unwrap((office.profile / "keys" / "recovery.json").read_bytes(), code)


def page(data, key, start):
    iv = data[PAGE_SIZE - RESERVE : PAGE_SIZE - RESERVE + IV]
    decryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    return decryptor.update(data[start : PAGE_SIZE - RESERVE]) + decryptor.finalize()


def pages_of(file, key):
    """Return every page of a store, used or freed, in the clear."""
    data = file.read_bytes()
    places = range(0, len(data), PAGE_SIZE)
    return [page(data[at : at + PAGE_SIZE], key, 0 if at else SALT) for at in places]


def pages_of_log(file, key):
    """Return every page in the write-ahead log, also of generations that are over."""
    log = log_of(file)
    data = log.read_bytes() if log.exists() else b""
    found = []
    while (at := frame_offset(len(found)) + FRAME_HEADER) + PAGE_SIZE <= len(data):
        found.append(page(data[at : at + PAGE_SIZE], key, 0))
    return found


def picture(seed):
    """Return a JPEG like no other: noise."""
    noise = random.Random(seed).randbytes(200 * 260 * 3)
    buffer = io.BytesIO()
    Image.frombytes("RGB", (200, 260), noise).resize((709, 945)).save(buffer, "JPEG", quality=80)
    return buffer.getvalue()


def scribble(seed):
    """Return a PNG like no other."""
    buffer = io.BytesIO()
    Image.frombytes("L", (60, 30), random.Random(seed).randbytes(1800)).save(buffer, "PNG")
    return buffer.getvalue()


def handed_over(services, at):  # noqa: F811 - the fixture above
    """Take one record all the way to its card; return pieces of what may not stay."""
    person = services.roster.add_outside(
        {
            FieldKey.FULL_NAME: "Lò Văn Xóa",
            FieldKey.BIRTH_DATE: "1978",
            FieldKey.SEX: "male",
            FieldKey.PERSONAL_ID: "014078999999",
        },
        status=MemberStatus.TEMPORARY_RESIDENT,
        actor="x",
    )
    photo, signature, ink = picture(1), scribble(2), scribble(3)
    draft = services.intake.open(person.member_id, actor="x").application_id
    services.intake.save(draft, actor="x", fields={FieldKey.NOTE: TYPED})
    services.intake.accept_photo(draft, photo, report={}, actor="x")
    services.intake.accept_signature(draft, signature, actor="x")
    services.reception.receive(draft, actor="x")
    with services.store.write() as session:
        waited = {"state": "received", "reason": CaseReason.ILL.value, "note": WAITED}
        by = {"explained_at": at, "explained_by": "x"}
        session.add(CaseExplanation(member_id=person.member_id, **waited, **by))
        row = session.get_one(Application, draft)
        kept = session.get_one(Blob, row.signature_digest).content
        drawn = put_blob(session, BlobKind.SIGNATURE, "image/png", ink, at=at)
        taken = CardList(
            file_name="the.xlsx", sha256="d" * 64, counts={}, taken_at=at, taken_by="x"
        )
        session.add(taken)
        session.flush()
        session.add(
            Card(
                application_id=draft,
                run=1,
                list_id=taken.id,
                card_number="14000001",
                state=CardState.HANDED_OVER.value,
                handed_at=at,
                hand_way=HandOverWay.PAD.value,
                witness=WITNESS,
                signature_digest=drawn,
            )
        )
        session.add(
            PhoneCall(
                application_id=draft,
                call_for=CallFor.CARD.value,
                outcome=CallOutcome.ASKED_CELL.value,
                note=CALLED,
                called_at=at,
                called_by="x",
            )
        )
    batch = factories.add_batch(services.store)
    factories.bring(services.store, draft, *WAY, batch_id=batch)
    return draft, {
        "photo": photo[9000:9048],
        "signature": kept[60:108],
        "ink": ink[600:648],
        "typed": TYPED.encode(),
        "call": CALLED.encode(),
        "witness": WITNESS.encode(),
        "reason": WAITED.encode(),
    }


def trees_of_the_trail(data):
    """How many pages one event is written to: the table's and one of each of its indexes."""
    counted = (
        "SELECT count(*) FROM sqlite_master WHERE tbl_name = 'audit_events' AND type <> 'trigger'"
    )
    with data.read() as session:
        return session.execute(text(counted)).scalar_one()


@pytest.mark.parametrize("has_twin", [False, True])
def test_what_was_erased_is_in_no_byte(services, office, clock, tmp_path, has_twin):  # noqa: F811
    services.preferences.set(ERASE_AFTER_DAYS, 30, actor="x")
    store, key = services.profile.store_file, key_of(office)
    stick = tmp_path / "stick"
    stick.mkdir()
    if has_twin:
        services.keeper.choose_folder(stick, actor="x")
        services.keeper.round()
    draft, pieces = handed_over(services, clock.now())
    if has_twin:
        for _ in "ab":
            services.security.reveal_number("x", actor="x")
            services.keeper.round()
    shutil.copyfile(store, store.with_name("before-0001-20250820T070000.db"))

    def found():
        """Return where what still lies; page by page."""
        places = {"log": pages_of_log(store, key)}
        for file in (*store.parent.glob("*.db"), *stick.rglob("*.db")):
            places[file.name] = pages_of(file, key)
        return {
            (place, what)
            for place, pages in places.items()
            for what, piece in pieces.items()
            if any(piece in one for one in pages)
        }

    before = found()
    assert {what for _, what in before} == set(pieces), "the search can find what is there"
    if has_twin:
        assert {place for place, _ in before} >= {"a.db", "b.db"}
    clock.advance(timedelta(days=31))
    report = services.erasure.run(tmp_path / "paper", actor="x")
    assert len(report.records) == 1
    assert found() == set()
    assert log_of(store).stat().st_size <= frame_offset(trees_of_the_trail(services.store)), (
        "cut, but for the event of the certificate"
    )
    assert not list(store.parent.glob("before-*.db"))
    with services.store.read() as session:
        (card,) = session.query(Card).filter_by(application_id=draft)
        assert (card.state, card.card_number) == ("handed_over", "14000001")
        assert card.handed_at is not None
        (call,) = session.query(PhoneCall).filter_by(application_id=draft)
        assert (call.outcome, call.note) == ("asked_cell", "")
    assert services.security.audit_verify().ok
