"""The three forms of one signature: picture, drawing, how the hand moved; or that of a witness."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from desktop.common.i18n import tr
from desktop.common.vocabulary import BlobKind
from desktop.intake import pen
from desktop.intake import store as queries
from desktop.intake.attachments.store import release
from desktop.intake.errors import NotReadyError
from desktop.intake.pen import PenStrokes
from desktop.intake.signature_svg import signature_svg
from desktop.models import Application
from desktop.storage.unit_of_work import Session

_FORMS = (
    "signature_digest",
    "signature_vector_digest",
    "signature_strokes_digest",
    "second_signature_digest",
)


def keep(
    session: Session, row: Application, png: bytes, strokes: PenStrokes, *, at: datetime
) -> None:
    """Keep a signature in all its forms, in the caller's own transaction.

    Raises:
        NotReadyError: the strokes are a dot or a slip of the hand.
    """
    if strokes and not pen.is_signature(strokes):
        raise NotReadyError(tr("Nét ký quá ngắn."), tr("Mời ký lại cả tên vào khung."))
    put = partial(queries.put_blob, session, BlobKind.SIGNATURE, at=at)
    _point_at(
        session,
        row,
        put("image/png", png),
        put("image/svg+xml", signature_svg(strokes)) if strokes else None,
        put("application/json", pen.to_json(strokes)) if strokes else None,
        None,
    )


def keep_second(session: Session, row: Application, png: bytes, *, at: datetime) -> None:
    """Leave nothing of a signature: the person does not sign; keep that of who stood by.

    Of them there is the picture alone: how their hand moved is nobody's business.

    Args:
        session: the caller's own transaction.
        row: the application.
        png: picture of the second signature; empty when it is given on paper.
        at: now.
    """
    second = queries.put_blob(session, BlobKind.SIGNATURE, "image/png", png, at=at) if png else None
    _point_at(session, row, None, None, None, second)


def strokes_of(session: Session, row: Application) -> PenStrokes:
    """Return how the hand moved; empty when that is not known."""
    stored = queries.blob(session, row.signature_strokes_digest)
    return pen.from_json(stored) if stored else ()


def _point_at(session: Session, row: Application, *forms: str | None) -> None:
    """Point at picture, drawing, motion and second signature; what they were before is deleted.

    What the province was sent points at its own forms (`ApplicationVersion`), so those stay.
    """
    before = [getattr(row, name) for name in _FORMS]
    for name, digest in zip(_FORMS, forms, strict=True):
        setattr(row, name, digest)
    release(session, before)
