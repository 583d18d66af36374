"""Papers that people bring: kept page by page, bound once, taken off as a state, frozen at last."""

import io
from functools import partial

import cv2
import numpy as np
import pytest
from pypdf import PdfReader
from sqlalchemy import select

from desktop.common.ids import new_id
from desktop.common.vocabulary import AttachedKind
from desktop.intake.attachments.service import AttachedPapers
from desktop.intake.attachments.views import MOST_PAGES
from desktop.intake.errors import NotReadyError, WrongStateError
from desktop.models import Application, AttachedPaper, AuditEvent, Blob, CapturedPage
from desktop.photo.errors import PictureFileError
from desktop.photo.paper_views import PageLook, Treatment
from tests import factories

CLERK = "Lò Thị Hương"
CORNERS = ((20.0, 10.0), (380.0, 10.0), (380.0, 520.0), (20.0, 520.0))
TREATMENT = Treatment(CORNERS, 0, PageLook.GREY)
FORM, OTHER = AttachedKind.SIGNED_FORM, AttachedKind.SUPPORTING


def frame(number=0):
    """A small frame with a sheet and a mark that tells it from the others."""
    picture = np.full((540, 400, 3), 60, np.uint8)
    cv2.rectangle(picture, (20, 10), (380, 520), (240, 240, 240), -1)
    cv2.putText(picture, str(number), (150, 300), cv2.FONT_HERSHEY_SIMPLEX, 5, (20, 20, 20), 12)
    return bytes(cv2.imencode(".jpg", picture)[1])


@pytest.fixture
def papers(desk):
    return AttachedPapers(desk.store, desk.clock)


@pytest.fixture
def draft(desk):
    return desk.intake.open(desk.person("giang a pao"), actor=CLERK).application_id


def add(papers, draft, count=1, first=0):
    return [
        papers.add_page(draft, frame(first + number), TREATMENT, actor=CLERK)
        for number in range(count)
    ]


def order(papers, draft):
    return [page.page_id for page in papers.of(draft).pages]


def events(desk, word):
    with desk.store.read() as session:
        query = select(AuditEvent).where(AuditEvent.tag == word).order_by(AuditEvent.number)
        return [(event.actor, event.target, event.detail) for event in session.scalars(query)]


def kinds(desk):
    with desk.store.read() as session:
        return sorted(session.scalars(select(Blob.kind)))


def complete(desk, draft):
    desk.intake.accept_photo(draft, factories.jpeg(), report={}, actor=CLERK)
    desk.intake.accept_signature(draft, factories.signature_png(), actor=CLERK)


def test_a_page_is_in_the_store_at_once_with_how_it_is_made(desk, papers, draft):
    (page,) = add(papers, draft)
    (seen,) = AttachedPapers(desk.store, desk.clock).of(draft).pages
    assert (seen.page_id, seen.place, seen.treatment) == (page, 0, TREATMENT)
    assert papers.picture(page) == frame(0)
    assert papers.flat(page).media_type == "image/jpeg"
    papers.treat(page, Treatment(CORNERS, 1, PageLook.BLACK_WHITE), actor=CLERK)
    turned = papers.flat(page)
    assert turned.media_type == "image/png"
    assert turned.width > turned.height


def test_pages_are_put_in_order_and_removed(papers, draft):
    one, two, three, four = add(papers, draft, 4)
    papers.move(four, 0, actor=CLERK)
    papers.move(one, 99, actor=CLERK)
    assert order(papers, draft) == [four, two, three, one]
    papers.remove_page(two, actor=CLERK)
    assert order(papers, draft) == [four, three, one]
    assert [page.place for page in papers.of(draft).pages] == [0, 1, 2]
    back = papers.add_page(draft, frame(9), TREATMENT, actor=CLERK, place=1)
    assert order(papers, draft) == [four, back, three, one]


def test_a_removed_page_leaves_no_frame_behind(desk, papers, draft):
    one, two = add(papers, draft, 2)
    papers.remove_page(one, actor=CLERK)
    assert kinds(desk) == ["page"]
    papers.remove_page(two, actor=CLERK)
    assert kinds(desk) == []
    for call in (papers.picture, papers.flat, partial(papers.remove_page, actor=CLERK)):
        with pytest.raises(WrongStateError):
            call(one)


def test_the_same_frame_twice_is_kept_for_both_pages(papers, draft):
    one = papers.add_page(draft, frame(), TREATMENT, actor=CLERK)
    two = papers.add_page(draft, frame(), TREATMENT, actor=CLERK)
    papers.remove_page(one, actor=CLERK)
    assert papers.picture(two) == frame()


def test_binding_makes_one_pdf_and_takes_the_pages_with_it(desk, papers, draft):
    add(papers, draft, 3)
    bound = papers.bind(draft, OTHER, "  Giấy   xác nhận\u200b ", actor=CLERK)
    assert (bound.kind, bound.title, bound.pages, bound.made_by) == (
        OTHER,
        "Giấy xác nhận",
        3,
        CLERK,
    )
    assert papers.of(draft).pages == ()
    assert papers.of(draft).papers == (bound,)
    pdf = papers.pdf(bound.paper_id)
    assert bound.size == len(pdf)
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 3
    assert kinds(desk) == ["attached"], "the frames went with the pages"
    ((actor, target, detail),) = events(desk, "paper:attached")
    assert (actor, target) == (CLERK, str(draft))
    assert (detail["pages"], detail["kind"]) == (3, "supporting")
    assert "Giấy" not in str(detail)


def test_pages_are_bound_in_the_order_they_stand(papers, draft):
    one, two = add(papers, draft, 2)
    first = papers.flat(two).content
    papers.move(two, 0, actor=CLERK)
    del one
    bound = papers.bind(draft, FORM, "", actor=CLERK)
    page = PdfReader(io.BytesIO(papers.pdf(bound.paper_id))).pages[0]
    assert page.images[0].data[:200] == first[:200]


def test_nothing_is_bound_of_nothing_or_of_a_damaged_frame(desk, papers, draft):
    with pytest.raises(NotReadyError):
        papers.bind(draft, FORM, "", actor=CLERK)
    papers.add_page(draft, b"no picture", TREATMENT, actor=CLERK)
    with pytest.raises(PictureFileError):
        papers.bind(draft, FORM, "", actor=CLERK)
    assert len(papers.of(draft).pages) == 1, "the page stays, to be removed or looked at"
    assert events(desk, "paper:attached") == []


def test_a_paper_taken_off_is_a_state_and_can_come_back(desk, papers, draft):
    add(papers, draft)
    bound = papers.bind(draft, FORM, "", actor=CLERK)
    papers.remove(bound.paper_id, actor="Đinh Văn Tới")
    assert papers.of(draft).papers == ()
    with desk.store.read() as session:
        row = session.get_one(AttachedPaper, bound.paper_id)
        assert row.removed_by == "Đinh Văn Tới"
        assert row.removed_at is not None
    assert kinds(desk) == ["attached"], "nothing is deleted"
    with pytest.raises(WrongStateError):
        papers.pdf(bound.paper_id)
    papers.restore(bound.paper_id, actor=CLERK)
    assert [one.paper_id for one in papers.of(draft).papers] == [bound.paper_id]
    assert [len(events(desk, word)) for word in ("paper:attached", "paper:removed")] == [2, 1]


def test_there_are_not_endlessly_many_pages(papers, draft):
    picture = frame()
    for _ in range(MOST_PAGES):
        papers.add_page(draft, picture, TREATMENT, actor=CLERK)
    with pytest.raises(NotReadyError):
        papers.add_page(draft, picture, TREATMENT, actor=CLERK)
    assert len(papers.of(draft).pages) == MOST_PAGES


def test_a_record_is_not_received_while_pages_lie_loose(desk, papers, draft):
    complete(desk, draft)
    (page,) = add(papers, draft)
    with pytest.raises(NotReadyError) as caught:
        desk.reception.receive(draft, actor=CLERK)
    assert "1 trang" in caught.value.title
    papers.remove_page(page, actor=CLERK)
    assert desk.reception.receive(draft, actor=CLERK).receipt_number


def test_papers_are_frozen_with_the_record_and_closed_to_change(desk, papers, draft):
    complete(desk, draft)
    add(papers, draft, 2)
    form = papers.bind(draft, FORM, "", actor=CLERK)
    add(papers, draft)
    gone = papers.bind(draft, OTHER, "bỏ", actor=CLERK)
    papers.remove(gone.paper_id, actor=CLERK)
    desk.reception.receive(draft, actor=CLERK)
    with desk.store.read() as session:
        snapshot = session.get_one(Application, draft).snapshot
        digest = session.get_one(AttachedPaper, form.paper_id).blob_digest
    (frozen,) = snapshot["papers"]
    assert frozen["id"] == str(form.paper_id)
    assert (frozen["kind"], frozen["pages"], frozen["digest"]) == ("signed_form", 2, digest)
    assert papers.pdf(form.paper_id).startswith(b"%PDF")
    for change in (
        lambda: papers.add_page(draft, frame(), TREATMENT, actor=CLERK),
        lambda: papers.bind(draft, FORM, "", actor=CLERK),
        lambda: papers.remove(form.paper_id, actor=CLERK),
        lambda: papers.restore(gone.paper_id, actor=CLERK),
    ):
        with pytest.raises(WrongStateError):
            change()


def test_a_record_without_papers_is_frozen_as_before(desk, draft):
    complete(desk, draft)
    desk.reception.receive(draft, actor=CLERK)
    with desk.store.read() as session:
        assert "papers" not in session.get_one(Application, draft).snapshot


def test_a_reopened_record_keeps_its_papers(desk, papers, draft):
    complete(desk, draft)
    add(papers, draft, 2)
    before = papers.bind(draft, FORM, "Đơn", actor=CLERK)
    desk.reception.receive(draft, actor=CLERK)
    again = desk.reception.reopen(draft, actor=CLERK).application_id
    (paper,) = papers.of(again).papers
    assert (paper.title, paper.pages, paper.size) == ("Đơn", 2, before.size)
    assert paper.paper_id != before.paper_id
    papers.remove(paper.paper_id, actor=CLERK)
    assert papers.pdf(before.paper_id), "the record that was taken back keeps its own"


def test_who_takes_a_draft_back_takes_its_loose_pages_with_it(desk, papers, draft):
    add(papers, draft, 2)
    desk.reception.withdraw(draft, actor=CLERK, reason="mistake")
    with desk.store.read() as session:
        assert session.scalars(select(CapturedPage)).all() == []
    assert kinds(desk) == []


def test_what_is_not_there_is_told(papers):
    for call in (papers.pdf, papers.flat, papers.picture):
        with pytest.raises(WrongStateError):
            call(new_id())
    assert papers.of(new_id()).papers == ()


def test_every_page_leaves_its_way_in_the_trail(desk, papers, draft):
    one = papers.add_page(draft, frame(1), TREATMENT, actor=CLERK)
    two = papers.add_page(draft, frame(2), TREATMENT, actor=CLERK)
    papers.treat(one, Treatment(CORNERS, 1, PageLook.BLACK_WHITE), actor="Đinh Văn Tới")
    papers.move(two, 0, actor=CLERK)
    papers.remove_page(one, actor=CLERK)
    assert [event[2]["page"] for event in events(desk, "page:captured")] == [str(one), str(two)]
    assert all(event[:2] == (CLERK, str(draft)) for event in events(desk, "page:captured"))
    assert events(desk, "page:treated") == [("Đinh Văn Tới", str(draft), {"page": str(one)})]
    assert events(desk, "page:moved") == [(CLERK, str(draft), {"page": str(two), "place": 0})]
    ((actor, target, detail),) = events(desk, "page:removed")
    assert (actor, target, detail["page"]) == (CLERK, str(draft), str(one))
    with pytest.raises(WrongStateError):  # what did not happen left nothing
        papers.remove_page(one, actor=CLERK)
    assert len(events(desk, "page:removed")) == 1
