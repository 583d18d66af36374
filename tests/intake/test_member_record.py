"""What became of one person's application, from nothing to a batch."""

from __future__ import annotations

from desktop.batch.service import BatchService
from desktop.common.vocabulary import ApplicationState, Step
from desktop.documents.printers import FolderPrinter, NoPrinter
from desktop.intake import store as queries
from desktop.models import Batch, BatchRecord
from tests import factories

CLERK = "Lò Thị Hương"


def receive(desk, name):
    draft = desk.intake.open(desk.person(name), actor=CLERK)
    desk.intake.accept_photo(draft.application_id, factories.jpeg(), report={}, actor=CLERK)
    desk.intake.accept_signature(draft.application_id, factories.signature_png(), actor=CLERK)
    return desk.reception.receive(draft.application_id, actor=CLERK)


def put_in_batch(desk, application_id, sequence):
    with desk.store.write() as session:
        at, home = desk.clock.now(), queries.station(session)
        batch = Batch(
            origin=home.code,
            created_at=at,
            updated_at=at,
            station_id=home.id,
            sequence=sequence,
            file_name=f"lo-{sequence}.qtn",
            file_sha256="0" * 64,
            payload_sha256="0" * 64,
            size=1,
            records=1,
            recipients=[],
            exported_at=at,
        )
        session.add(batch)
        session.flush()
        link = BatchRecord(
            batch_id=batch.id, application_id=application_id, record_version=1, record_sha256="0"
        )
        session.add(link)
        batch_id = batch.id
    factories.bring(desk.store, application_id, ApplicationState.EXPORTED, batch_id=batch_id)


def test_nobody_who_was_never_opened_has_a_record(desk):
    assert desk.overview.record_of(desk.person("giang a pao")) is None
    assert desk.overview.members_by_state() == {}


def test_a_draft_says_who_opened_it_and_where_it_stopped(desk):
    member = desk.person("giang a pao")
    draft = desk.intake.open(member, actor=CLERK)
    desk.intake.save(draft.application_id, actor=CLERK, step=Step.PHOTO)
    record = desk.overview.record_of(member)
    assert record is not None
    assert (record.state, record.step) == (ApplicationState.DRAFT, Step.PHOTO)
    assert record.opened_by == CLERK
    assert record.opened_at == desk.clock.now()
    assert not record.is_done
    assert (record.receipt_number, record.received_at, record.prints) == ("", None, 0)
    assert desk.overview.members_by_state() == {ApplicationState.DRAFT: {member}}


def test_a_withdrawn_application_counts_as_none(desk):
    member = desk.person("giang a pao")
    draft = desk.intake.open(member, actor=CLERK)
    desk.reception.withdraw(draft.application_id, actor=CLERK, reason="another person")
    assert desk.overview.record_of(member) is None
    assert desk.overview.members_by_state() == {}


def test_prints_reprints_and_a_print_that_failed_are_told_apart(desk, tmp_path):
    member = desk.person("giang a pao")
    received = receive(desk, "giang a pao")
    desk.printing.print_job(received.print_job, NoPrinter(), actor=CLERK)
    record = desk.overview.record_of(member)
    assert record is not None
    assert record.is_done
    assert record.receipt_number == received.receipt_number
    assert record.received_by == CLERK
    assert (record.prints, record.reprints) == (0, 0)
    assert record.print_problem
    printer = FolderPrinter(tmp_path)
    desk.printing.print_job(received.print_job, printer, actor=CLERK)
    again = desk.printing.reprint(received.application_id, actor=CLERK)
    desk.printing.print_job(again, printer, actor=CLERK)
    record = desk.overview.record_of(member)
    assert record is not None
    assert (record.prints, record.reprints, record.print_problem) == (2, 1, "")
    assert record.batch_sequence is None


def test_a_record_that_left_names_its_newest_batch(desk):
    member = desk.person("giang a pao")
    other = receive(desk, "ngoc anh")
    received = receive(desk, "giang a pao")
    put_in_batch(desk, other.application_id, 1)
    put_in_batch(desk, received.application_id, 2)
    record = desk.overview.record_of(member)
    assert record is not None
    assert record.state is ApplicationState.EXPORTED
    assert record.is_done
    assert (record.batch_sequence, record.batch_file) == (2, "lo-2.qtn")
    assert record.exported_at == desk.clock.now()
    states = desk.overview.members_by_state()
    assert states == {ApplicationState.EXPORTED: {member, desk.person("ngoc anh")}}
    # The same figures as the page of batches has.
    assert [one.sequence for one in BatchService(desk.store, desk.clock).list_batches()] == [2, 1]
