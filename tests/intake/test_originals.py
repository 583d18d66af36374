"""The frame a portrait was cut from stays until it is acknowledged, and not a day longer."""

import pytest
from sqlalchemy import select

from desktop.common.vocabulary import ApplicationState
from desktop.intake.attachments.originals import OriginalsService
from desktop.intake.attachments.store import pointers
from desktop.models import AuditEvent, Batch, Blob
from desktop.security.tags import Tag
from tests import factories

CLERK = "Lò Thị Hương"
FRAME = factories.jpeg(1280, 720, shade=90)


@pytest.fixture
def originals(desk):
    return OriginalsService(desk.store, desk.clock)


def taken(desk, name="giang a pao", *, frame=FRAME):
    draft = desk.intake.open(desk.person(name), actor=CLERK).application_id
    desk.intake.accept_photo(draft, factories.jpeg(), report={}, actor=CLERK, original=frame)
    return draft


def received(desk, draft):
    desk.intake.accept_signature(draft, factories.signature_png(), actor=CLERK)
    desk.reception.receive(draft, actor=CLERK)


def exported(desk, draft):
    with desk.store.read() as session:
        known = session.query(Batch).first()
    batch = known.id if known else factories.add_batch(desk.store)
    factories.bring(desk.store, draft, ApplicationState.EXPORTED, batch_id=batch)
    return batch


def acknowledged(desk, draft):
    batch = exported(desk, draft)
    factories.bring(desk.store, draft, ApplicationState.ACKNOWLEDGED, batch_id=batch)


def kinds(desk):
    with desk.store.read() as session:
        return sorted(session.scalars(select(Blob.kind)))


def purges(desk):
    with desk.store.read() as session:
        query = select(AuditEvent).where(AuditEvent.tag == Tag.ORIGINALS_PURGED.value)
        return [(event.actor, event.target, event.detail) for event in session.scalars(query)]


def test_the_frame_is_kept_with_the_portrait_and_outlives_the_export(desk, originals):
    draft = taken(desk)
    assert kinds(desk) == ["original", "photo"]
    assert originals.kept().count == 1
    assert originals.kept().size == len(FRAME)
    received(desk, draft)
    assert originals.purge([draft], actor=CLERK) == 0, "it waits for its batch"
    exported(desk, draft)
    assert originals.kept().count == 1
    assert purges(desk) == []


def test_an_acknowledged_record_loses_its_frame_and_nothing_else(desk, originals):
    draft, other = taken(desk), taken(desk, "lo thi pang", frame=factories.jpeg(1280, 720, 60))
    for one in (draft, other):
        received(desk, one)
        batch = exported(desk, one)
    assert originals.purge([draft], actor="Tỉnh") == 0, "the province has not answered"
    factories.bring(desk.store, draft, ApplicationState.ACKNOWLEDGED, batch_id=batch)
    before = kinds(desk)
    assert originals.purge([draft], actor="Tỉnh", target="MT02-000001") == 1
    assert sorted([*kinds(desk), "original"]) == before
    assert originals.kept().count == 1
    assert desk.intake.draft(draft).photo is not None
    assert purges(desk) == [("Tỉnh", "MT02-000001", {"count": 1})]
    assert originals.purge([draft], actor="Tỉnh") == 0
    assert len(purges(desk)) == 1, "what changed nothing leaves no event"


def test_a_frame_that_somebody_else_has_too_stays_until_both_let_it_go(desk, originals):
    draft, other = taken(desk), taken(desk, "lo thi pang")  # the same bytes
    for one in (draft, other):
        received(desk, one)
        acknowledged(desk, one)
    originals.purge([draft], actor=CLERK)
    assert "original" in kinds(desk)
    originals.purge([other], actor=CLERK)
    assert "original" not in kinds(desk)


def test_another_portrait_takes_its_own_frame(desk, originals):
    draft = taken(desk)
    newer = factories.jpeg(1280, 720, shade=120)
    desk.intake.accept_photo(draft, factories.jpeg(), report={}, actor=CLERK, original=newer)
    assert originals.kept().size == len(newer)
    assert kinds(desk).count("original") == 1


def test_who_takes_an_application_back_takes_the_frame_with_it(desk, originals):
    draft = taken(desk)
    desk.reception.withdraw(draft, actor=CLERK, reason="mistake")
    assert originals.kept().count == 0
    assert "original" not in kinds(desk)


def test_a_reopened_record_hands_its_frame_on(desk, originals):
    draft = taken(desk)
    received(desk, draft)
    again = desk.reception.reopen(draft, actor=CLERK).application_id
    assert originals.kept().count == 1
    desk.reception.receive(again, actor=CLERK)
    acknowledged(desk, again)
    assert originals.purge([draft, again], actor=CLERK) == 1
    assert "original" not in kinds(desk)


def test_everything_that_points_at_bytes_is_asked_before_they_go():
    assert {f"{column.table.name}.{column.name}" for column in pointers()} >= {
        "applications.photo_digest",
        "applications.photo_original_digest",
        "applications.signature_digest",
        "applications.signature_vector_digest",
        "applications.signature_strokes_digest",
        "applications.second_signature_digest",
        "application_versions.second_signature_digest",
        "papers.blob_digest",
        "attached_papers.blob_digest",
        "captured_pages.blob_digest",
    }
