"""Versions of the notes, kept beside the settings that people type, as they are a table."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from desktop.campaign.rule_notes.views import NotePlace, RuleNote
from desktop.security.store import all_settings, put_setting
from desktop.storage.unit_of_work import Session

NOTES = "rule_notes"


def written(session: Session) -> dict[NotePlace, list[RuleNote]]:
    """Return the versions that somebody wrote, oldest first, by place."""
    kept = all_settings(session).get(NOTES)
    known = {one.value for one in NotePlace}
    rows: dict[str, list[dict[str, Any]]] = kept if isinstance(kept, dict) else {}
    return {
        NotePlace(place): [_note(NotePlace(place), row) for row in found]
        for place, found in rows.items()
        if place in known
    }


def add(session: Session, note: RuleNote, *, at: datetime) -> None:
    """Keep one more version of a note."""
    kept = all_settings(session).get(NOTES)
    rows = dict(kept) if isinstance(kept, dict) else {}
    row = {
        "version": note.version,
        "text": note.text,
        "source": note.source,
        "day": note.day.isoformat() if note.day else "",
        "at": at.isoformat(),
        "by": note.set_by,
    }
    rows[note.place.value] = [*rows.get(note.place.value, []), row]
    put_setting(session, NOTES, rows, at=at)


def _note(place: NotePlace, row: dict[str, Any]) -> RuleNote:
    return RuleNote(
        place=place,
        version=int(row["version"]),
        text=row["text"],
        source=row["source"],
        day=date.fromisoformat(row["day"]) if row["day"] else None,
        set_at=datetime.fromisoformat(row["at"]),
        set_by=row["by"],
    )
