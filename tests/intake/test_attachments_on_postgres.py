"""Pages, papers, signatures and frames on the server's database as on the counter's."""

import cv2
import numpy as np
import pytest
from sqlalchemy import select

from desktop.common.ids import new_id
from desktop.common.vocabulary import AttachedKind, CannotSign
from desktop.intake.attachments.originals import OriginalsService
from desktop.intake.attachments.service import AttachedPapers
from desktop.intake.pen import PenPoint
from desktop.intake.reception import ReceptionService
from desktop.intake.service import IntakeService
from desktop.intake.views import SignException
from desktop.models import Application, Blob, Station
from desktop.photo.paper_views import PageLook, Treatment
from desktop.roster.keeping.imports import RosterImports
from desktop.roster.service import RosterService
from tests import factories

CLERK = "Lò Thị Hương"
TREATMENT = Treatment(((5.0, 5.0), (295.0, 5.0), (295.0, 395.0), (5.0, 395.0)), 0, PageLook.GREY)


@pytest.fixture
def server(postgres_store, tmp_path):
    """A server's store with a station and a small list."""
    time = factories.clock()
    now = time.now()
    made = {"id": new_id(), "origin": "", "version": 1, "created_at": now, "updated_at": now}
    with postgres_store.write() as session:
        session.add(
            Station(
                **made, commune_code="03862", code="MT02", certificate_pem="", private_key_pem=""
            )
        )
    roster = RosterService(postgres_store, time)
    RosterImports(postgres_store, time).import_list(factories.list_file(tmp_path), actor=CLERK)
    member = roster.search("giang a pao").rows[0].member_id
    return postgres_store, time, IntakeService(postgres_store, time, roster), member


def picture(shade):
    return bytes(cv2.imencode(".jpg", np.full((400, 300, 3), shade, np.uint8))[1])


def kinds(store):
    with store.read() as session:
        return sorted(session.scalars(select(Blob.kind)))


def test_everything_beside_a_record_lives_and_goes_on_the_server(server):
    store, time, intake, member = server
    papers, originals = AttachedPapers(store, time), OriginalsService(store, time)
    draft = intake.open(member, actor=CLERK).application_id
    frame = factories.jpeg(1280, 720, 90)
    intake.accept_photo(draft, factories.jpeg(), report={}, actor=CLERK, original=frame)
    strokes = (tuple(PenPoint(20.0 + 4 * n, 60.0 + 9 * (n % 5), 8 * n, 0.4) for n in range(60)),)
    intake.accept_signature(draft, factories.signature_png(), actor=CLERK, strokes=strokes)
    assert intake.signature_strokes(draft) == strokes
    one, two = (
        papers.add_page(draft, picture(shade), TREATMENT, actor=CLERK) for shade in (180, 200)
    )
    papers.move(two, 0, actor=CLERK)
    assert [page.page_id for page in papers.of(draft).pages] == [two, one]
    bound = papers.bind(draft, AttachedKind.SUPPORTING, "Giấy", actor=CLERK)
    assert papers.pdf(bound.paper_id).startswith(b"%PDF")
    papers.remove(bound.paper_id, actor=CLERK)
    papers.restore(bound.paper_id, actor=CLERK)
    intake.cannot_sign(draft, SignException(CannotSign.HAND, "Lò Văn Sáng"), actor=CLERK)
    assert kinds(store) == ["attached", "original", "photo"]
    ReceptionService(store, time, intake).receive(draft, actor=CLERK)
    with store.read() as session:
        (frozen,) = session.get_one(Application, draft).snapshot["papers"]
    assert frozen["id"] == str(bound.paper_id)
    assert originals.purge([draft], actor=CLERK) == 0, "it has not left yet"
    assert originals.kept().count == 1
