"""A note of a rule has a document, a day and a version; what was said before stays readable."""

from datetime import date

import pytest
from sqlalchemy import select

from desktop.campaign.rule_notes.errors import RuleNoteError
from desktop.campaign.rule_notes.first import FIRST
from desktop.campaign.rule_notes.service import LONGEST_TEXT, RuleNotesService
from desktop.campaign.rule_notes.views import NotePlace
from desktop.campaign.rule_notes.words import PLACES, source_words
from desktop.models import AuditEvent
from tests.progress.conftest import CLERK

NEW = "Nền ảnh trắng, không đeo kính."
DAY = date(2025, 8, 12)


@pytest.fixture
def notes(office):
    return RuleNotesService(office.store, office.clock)


def in_force(notes, place):
    return next(one for one in notes.notes() if one.place is place)


def test_every_page_begins_with_the_note_of_the_program():
    assert set(FIRST) == set(PLACES) == set(NotePlace)
    assert all(one.version == 1 and 0 < len(one.text) <= LONGEST_TEXT for one in FIRST.values())


def test_a_new_version_holds_and_the_old_ones_stay(notes, office):
    first = in_force(notes, NotePlace.PHOTO)
    made = notes.change(NotePlace.PHOTO, f" {NEW} ", source="Công văn 12/CV", day=DAY, actor=CLERK)
    assert in_force(notes, NotePlace.PHOTO) == made
    assert (made.version, made.text, made.set_by) == (2, NEW, CLERK)
    assert source_words(made) == "Công văn 12/CV ngày 12/08/2025, bản 2"
    assert in_force(notes, NotePlace.SIGN).version == 1
    notes.change(NotePlace.PHOTO, "", actor=CLERK)
    assert [one.version for one in notes.history(NotePlace.PHOTO)] == [3, 2, 1]
    assert notes.history(NotePlace.PHOTO)[1:] == (made, first)
    with office.store.read() as session:
        events = session.scalars(
            select(AuditEvent).where(AuditEvent.tag == "rule_note:written")
        ).all()
        assert [(one.target, one.detail["version"]) for one in events] == [
            ("photo", 2),
            ("photo", 3),
        ]


def test_the_same_words_again_are_no_new_version(notes):
    for _ in range(2):
        made = notes.change(NotePlace.SIGN, NEW, actor=CLERK)
    assert (made.version, len(notes.history(NotePlace.SIGN))) == (2, 2)


def test_a_note_that_fits_no_page_is_refused(notes):
    with pytest.raises(RuleNoteError):
        notes.change(NotePlace.SIGN, "a" * (LONGEST_TEXT + 1), actor=CLERK)
    assert len(notes.history(NotePlace.SIGN)) == 1
