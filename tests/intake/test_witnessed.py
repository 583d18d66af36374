"""Somebody cannot sign: who stands by, the second signature, and where each of them is found."""

import io

import pypdfium2
import pytest
from pypdf import PdfReader
from sqlalchemy import select

from desktop.common.standing_by import SecondSigner, WitnessRelation
from desktop.common.vocabulary import CannotSign
from desktop.erasure.store import erase
from desktop.erasure.views import DueRecord
from desktop.intake import witnessing
from desktop.intake.errors import NotReadyError
from desktop.intake.pen import PenPoint
from desktop.intake.review.rules import Risk
from desktop.intake.review.service import ReviewService
from desktop.intake.views import SignException, StandingBy
from desktop.models import Application, AuditEvent, Blob
from tests import factories

CLERK = "Lò Thị Hương"
INK = factories.signature_png()
BY_PAD = StandingBy(WitnessRelation.FAMILY, on_paper=False, thumbprint=True)
SEEN = SignException(CannotSign.SIGHT, "Lò Văn Sáng", BY_PAD)


@pytest.fixture
def draft(desk):
    key = desk.intake.open(desk.person("giang a pao"), actor=CLERK).application_id
    desk.intake.accept_photo(key, factories.jpeg(), report={}, actor=CLERK)
    return key


def pictures(desk):
    with desk.store.read() as session:
        return list(session.scalars(select(Blob.content).where(Blob.media_type == "image/png")))


def test_the_second_signature_is_kept_and_goes_when_the_person_signs_after_all(desk, draft):
    desk.intake.cannot_sign(draft, SEEN, actor=CLERK, png=INK)
    kept = desk.intake.draft(draft)
    assert (kept.sign_exception, kept.second_signature, kept.signature) == (SEEN, INK, None)
    desk.intake.accept_signature(draft, factories.signature_png(), actor=CLERK)
    after = desk.intake.draft(draft)
    assert (after.sign_exception, after.second_signature) == (None, None)
    assert pictures(desk) == [INK], "of two signatures with the same bytes one is left"


def test_on_paper_nothing_is_kept_of_what_was_drawn(desk, draft):
    how = StandingBy(WitnessRelation.MEDICAL, on_paper=True)
    desk.intake.cannot_sign(
        draft, SignException(CannotSign.ILL, "Vừ Thị Mai", how), actor=CLERK, png=INK
    )
    assert pictures(desk) == []
    assert desk.intake.draft(draft).sign_exception.how == how


@pytest.mark.parametrize(
    ("how", "png", "strokes"),
    [
        (BY_PAD, b"", ()),
        (BY_PAD, INK, ((PenPoint(10, 10), PenPoint(12, 11)),)),
        (StandingBy(WitnessRelation.FAMILY, SecondSigner.OFFICER, "  "), b"", ()),
    ],
    ids=["nobody signed", "a dot", "no officer"],
)
def test_what_is_missing_is_said_and_nothing_changes(desk, draft, how, png, strokes):
    desk.intake.accept_signature(draft, INK, actor=CLERK)
    exception = SignException(CannotSign.HAND, "Lò Văn Sáng", how)
    with pytest.raises(NotReadyError):
        desk.intake.cannot_sign(draft, exception, actor=CLERK, png=png, strokes=strokes)
    assert desk.intake.draft(draft).signature == INK


def test_records_of_before_anybody_asked_are_read_as_they_are():
    old = witnessing.read({"reason": "hand", "witness": "Lò Văn Sáng"})
    assert old == SignException(CannotSign.HAND, "Lò Văn Sáng")
    assert old.how.relation is None
    assert witnessing.read(witnessing.stored(SEEN)) == SEEN


def test_the_trail_says_how_and_names_nobody(desk, draft):
    officer = StandingBy(WitnessRelation.OFFICIAL, SecondSigner.OFFICER, "Vừ A Dình")
    exception = SignException(CannotSign.ILLITERATE, "Lò Văn Sáng", officer)
    desk.intake.cannot_sign(draft, exception, actor=CLERK)
    with desk.store.read() as session:
        event = session.scalars(
            select(AuditEvent).where(AuditEvent.tag == "signature:exception")
        ).one()
        assert event.detail == {
            "reason": "illiterate",
            "relation": "official",
            "second": "officer",
            "on_paper": True,
            "thumbprint": False,
        }


def test_a_reviewer_sees_an_exception_with_who_signed_instead(desk, draft):
    desk.intake.cannot_sign(draft, SEEN, actor=CLERK, png=INK)
    desk.reception.receive(draft, actor=CLERK)
    review = ReviewService(desk.store, desk.clock)
    (row,) = review.waiting(actor="Vừ A Dơ")
    assert Risk.SIGN_EXCEPTION in {one.risk for one in row.findings}
    detail = review.detail(row)
    assert (detail.sign_exception, detail.second_signature) == (SEEN, INK)


def test_a_reopened_record_keeps_it_and_an_erased_one_does_not(desk, draft):
    desk.intake.cannot_sign(draft, SEEN, actor=CLERK, png=INK)
    desk.reception.receive(draft, actor=CLERK)
    with desk.store.read() as session:
        row = session.get_one(Application, draft)
        frozen = row.snapshot["signature"]
        assert frozen["second_digest"] == row.second_signature_digest
        assert frozen["exception"]["relation"] == "family"
    again = desk.reception.reopen(draft, actor=CLERK).application_id
    assert desk.intake.draft(again).second_signature == INK
    for key in (draft, again):
        with desk.store.write() as session:
            erase(session, DueRecord(key, "", desk.clock.now()), desk.clock.now())
    assert pictures(desk) == []
    with desk.store.read() as session:
        assert session.get_one(Application, draft).sign_exception == {}
        assert "Sáng" not in str(session.get_one(Application, draft).snapshot)


def test_the_receipt_has_a_place_for_each_of_them(desk, draft):
    desk.intake.cannot_sign(draft, SEEN, actor=CLERK, png=INK)
    signed = desk.printing.preview(draft, clerk=CLERK)
    text = " ".join(PdfReader(io.BytesIO(signed)).pages[0].extract_text().split())
    assert "Không ký được (mắt kém). Người làm chứng: Lò Văn Sáng, người nhà" in text
    assert "điểm chỉ, ngón trỏ phải" in text
    assert text.count("Lò Văn Sáng") == 2, "in the line and under the place of the signature"
    officer = StandingBy(WitnessRelation.FAMILY, SecondSigner.OFFICER, "Vừ A Dình")
    exception = SignException(CannotSign.SIGHT, "Lò Văn Sáng", officer)
    desk.intake.cannot_sign(draft, exception, actor=CLERK)
    blank = desk.printing.preview(draft, clerk=CLERK)
    text = " ".join(PdfReader(io.BytesIO(blank)).pages[0].extract_text().split())
    assert "Cán bộ thứ hai" in text
    assert "Vừ A Dình" in text
    assert "điểm chỉ" not in text
    drawn = [
        sum(one.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE for one in page.get_objects())
        for page in (pypdfium2.PdfDocument(pdf)[0] for pdf in (signed, blank))
    ]
    assert drawn[0] == drawn[1] + 1, "the second signature is on the paper, or a pen's place"
