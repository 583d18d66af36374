"""What was signed for a card and not accepted yet; after a power cut it is on the pad again.

Kept as a note per signing inside the encrypted store, written when the pen is lifted, dropped in
the transaction that hands the card over.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_OID, UUID, uuid5

from desktop.common.clock import Clock
from desktop.intake import pen
from desktop.intake.notes import store as notes
from desktop.intake.pen import PenStrokes
from desktop.security.store import record
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store

_NAME = "unfinished.handing."


@dataclass(frozen=True)
class UnfinishedInk:
    """A signature under way.

    Attributes:
        strokes: as the pad gave them.
        paper: width and height of the pad then, px.
    """

    strokes: PenStrokes = ()
    paper: tuple[float, float] = (0.0, 0.0)


def cell_key(cell: str) -> UUID:
    """Return the key of a signing for a whole cell; that of one card is its record's id."""
    return uuid5(NAMESPACE_OID, f"cell:{cell}")


class HandOverInk:
    """Keeps what a power cut would take."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def keep(self, key: UUID, ink: UnfinishedInk, *, actor: str) -> datetime:
        """Keep what stands on the pad and return when; clean paper drops what was kept."""
        now = self._clock.now()
        name = f"{_NAME}{key}"
        tag, detail = Tag.SIGNING_DROPPED, {}
        with self._store.write() as session:
            if ink.strokes:
                value = {
                    "strokes": pen.plain(ink.strokes),
                    "motion": pen.plain_motion(ink.strokes),
                    "paper": list(ink.paper),
                }
                notes.put_note(session, name, value, at=now)
                tag, detail = Tag.SIGNING_KEPT, {"strokes": len(ink.strokes)}
            elif notes.note(session, name) is None:
                return now
            else:
                forget(session, key)
            record(session, tag, at=now, actor=actor, target=str(key), detail=detail)
        return now

    def kept(self, key: UUID) -> UnfinishedInk:
        """Return what was signed and not accepted; clean paper when there is nothing."""
        with self._store.read() as session:
            found = notes.note(session, f"{_NAME}{key}")
        if found is None:
            return UnfinishedInk()
        width, height = found["paper"]
        strokes = pen.from_plain(found["strokes"], found["motion"])
        return UnfinishedInk(strokes, (float(width), float(height)))


def forget(session: Session, key: UUID) -> None:
    """Drop what was kept, in the caller's own transaction."""
    notes.drop_note(session, f"{_NAME}{key}")
