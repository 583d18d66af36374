"""A signature is kept as picture, drawing and motion in one act, and goes as one."""

import json

import pytest
from sqlalchemy import select

from desktop.common.vocabulary import CannotSign
from desktop.intake.errors import NotReadyError
from desktop.intake.pen import PenPoint
from desktop.intake.views import SignException
from desktop.models import Application, Blob
from tests import factories

CLERK = "Lò Thị Hương"


def drawn(shift=0.0):
    return (
        tuple(PenPoint(20.0 + 4 * n + shift, 60.0 + 9 * (n % 5), 8 * n, 0.4) for n in range(60)),
    )


@pytest.fixture
def draft(desk):
    return desk.intake.open(desk.person("giang a pao"), actor=CLERK).application_id


def sign(desk, draft, strokes):
    desk.intake.accept_signature(draft, factories.signature_png(), actor=CLERK, strokes=strokes)


def forms(desk, draft):
    with desk.store.read() as session:
        row = session.get_one(Application, draft)
        digests = (row.signature_digest, row.signature_vector_digest, row.signature_strokes_digest)
        return [session.get(Blob, digest) if digest else None for digest in digests]


def kept(desk):
    with desk.store.read() as session:
        return list(session.scalars(select(Blob.media_type)))


def test_picture_drawing_and_motion_are_kept_together(desk, draft):
    sign(desk, draft, drawn())
    picture, drawing, motion = forms(desk, draft)
    assert picture.content == factories.signature_png()
    assert drawing.media_type == "image/svg+xml"
    assert drawing.content.startswith(b"<?xml")
    assert motion.media_type == "application/json"
    assert json.loads(motion.content)["format"] == 1
    assert desk.intake.signature_strokes(draft) == drawn()


def test_a_signature_without_strokes_is_a_picture_alone(desk, draft):
    sign(desk, draft, ())
    assert forms(desk, draft)[1:] == [None, None]
    assert desk.intake.signature_strokes(draft) == ()


def test_a_dot_is_refused_and_changes_nothing(desk, draft):
    sign(desk, draft, drawn())
    with pytest.raises(NotReadyError):
        sign(desk, draft, ((PenPoint(10, 10), PenPoint(12, 11)),))
    assert desk.intake.signature_strokes(draft) == drawn()


def test_another_signature_replaces_all_three(desk, draft):
    sign(desk, draft, drawn())
    sign(desk, draft, drawn(shift=3.0))
    assert desk.intake.signature_strokes(draft) == drawn(shift=3.0)
    assert kept(desk).count("application/json") == 1


def test_who_cannot_sign_leaves_no_trace_of_an_earlier_try(desk, draft):
    sign(desk, draft, drawn())
    exception = SignException(CannotSign.HAND, "Lò Văn Sáng")
    desk.intake.cannot_sign(draft, exception, actor=CLERK)
    assert forms(desk, draft) == [None, None, None]
    assert kept(desk) == []


def test_a_reopened_record_keeps_all_three(desk, draft):
    desk.intake.accept_photo(draft, factories.jpeg(), report={}, actor=CLERK)
    sign(desk, draft, drawn())
    desk.reception.receive(draft, actor=CLERK)
    with desk.store.read() as session:
        snapshot = session.get_one(Application, draft).snapshot
        vector = session.get_one(Application, draft).signature_vector_digest
    assert snapshot["signature"]["vector_digest"] == vector
    again = desk.reception.reopen(draft, actor=CLERK).application_id
    assert None not in forms(desk, again)
    assert desk.intake.signature_strokes(again) == drawn()
