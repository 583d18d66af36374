"""What is done with the notes of the rules; one method per verb."""

from __future__ import annotations

from datetime import date

from desktop.campaign.rule_notes import store
from desktop.campaign.rule_notes.errors import RuleNoteError
from desktop.campaign.rule_notes.first import FIRST
from desktop.campaign.rule_notes.views import NotePlace, RuleNote
from desktop.common.clock import Clock
from desktop.common.i18n import tr
from desktop.common.text import clean
from desktop.security.store import record
from desktop.security.tags import Tag
from desktop.storage.sharing import one_at_a_time
from desktop.storage.unit_of_work import Session, Store

LONGEST_TEXT = 400
LONGEST_SOURCE = 120


class RuleNotesService:
    """The notes in force, and every version before them."""

    def __init__(self, store_: Store, clock: Clock) -> None:
        self._store = store_
        self._clock = clock

    def notes(self) -> tuple[RuleNote, ...]:
        """Return the version in force of every note, in the order of the pages."""
        with self._store.read() as session:
            written = store.written(session)
        return tuple((written.get(place) or [FIRST[place]])[-1] for place in NotePlace)

    def history(self, place: NotePlace) -> tuple[RuleNote, ...]:
        """Return every version of a note, newest first."""
        with self._store.read() as session:
            return tuple(reversed(_versions(session, place)))

    def change(
        self, place: NotePlace, text: str, *, source: str = "", day: date | None = None, actor: str
    ) -> RuleNote:
        """Write the next version of a note; no text takes it from its page.

        What was in force stays in the history; the same words again are no new version.

        Raises:
            RuleNoteError: a text is too long; nothing was changed.
        """
        said, document, at = clean(text), clean(source), self._clock.now()
        for what, longest in ((said, LONGEST_TEXT), (document, LONGEST_SOURCE)):
            if len(what) > longest:
                raise RuleNoteError(
                    tr("Ghi chú dài quá {n} chữ cái.").format(n=longest),
                    tr("Rút gọn cho vừa một hai câu, rồi lưu lại."),
                )
        with self._store.write() as session:
            one_at_a_time(session, store.NOTES)
            last = _versions(session, place)[-1]
            if (last.text, last.source, last.day) == (said, document, day):
                return last
            note = RuleNote(place, last.version + 1, said, document, day, at, actor)
            store.add(session, note, at=at)
            session.flush()
            detail = {"version": note.version, "place": place.value}
            record(
                session,
                Tag.RULE_NOTE_WRITTEN,
                at=at,
                actor=actor,
                target=place.value,
                detail=detail,
            )
        return note


def _versions(session: Session, place: NotePlace) -> list[RuleNote]:
    """Return the note that came with the program and all that were written since."""
    return [FIRST[place], *store.written(session).get(place, [])]
