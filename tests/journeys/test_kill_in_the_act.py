"""Killed while a clerk types, and while photo and signature are taken: a second may be missing.

The real window in a process of its own types without a pause, or photographs and draws over and
over; it says each word and picture when it is on the screen, and is killed at a seeded moment. One
life of each kind usually, as many as QTN_KILL_ROUNDS says for a long night.
"""

import contextlib
import io
import os
import queue
import random
import shutil
import time

import pytest
from PIL import Image

from desktop.common.vocabulary import FieldKey, Step
from tests.journeys.counter import make_counter
from tests.journeys.test_kill_and_resume import Program
from tests.journeys.test_kill_any_moment import SECOND, again

ROUNDS = int(os.environ.get("QTN_KILL_ROUNDS", "1"))
SEED = int(os.environ.get("QTN_KILL_SEED", "0"))
"""Other moments than the usual ones: a long night can be had in parts."""
SPAN = 8.0
"""Seconds within which it is killed, from the first word or the open camera."""
BACK_EVERY = 5
"""In so many rounds of a long night it is started once more, to see where it opens."""


TYPING = ("scan", "type_on")
CAPTURE = ("scan", "to_photo", "capture_on")


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    return make_counter(tmp_path_factory.mktemp("act") / "base")


def lived(counter, acts, wait):
    """Let the program do one thing over and over and kill it.

    Times of this process and of that one are of one clock, the machine's.

    Returns:
        What it said, and of this what it had said a second before its end.
    """
    program, said = Program(counter, *acts), []
    try:
        while not said:
            word = program.hear()
            if word["act"] in {"typed", "shot"}:
                said.append(word)
        end = said[0]["at"] + wait
        while (left := end - time.monotonic()) > 0:
            with contextlib.suppress(queue.Empty):
                said.append(program.words.get(timeout=left))
    finally:
        died = time.monotonic()
        program.kill()
    while (word := program.words.get()) is not None:
        said.append(word)
    assert None not in said, "it ended by itself"
    return said, [one for one in said if one["at"] <= died - SECOND]


def whole(counter):
    """The store is whole and holds one draft; return it, and what was drawn and not accepted."""
    with counter.services() as services:
        assert services.security.audit_verify().ok
        with services.store.read() as session:
            assert session.connection().exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        (row,) = services.overview.drafts()
        draft = services.intake.draft(row.application_id)
        return draft, services.unfinished.signing(row.application_id)


def rounds(base, tmp_path, seed):
    """Yield a counter like the first one, when to kill, and whether to start it once more."""
    chance = random.Random(seed + SEED)
    for number in range(ROUNDS):
        counter = again(base, tmp_path / str(number))
        yield counter, chance.uniform(0.2, SPAN), number % BACK_EVERY == 0
        shutil.rmtree(counter.folder)


def opens_at(counter, step):
    """Started again and logged in, it shows this step."""
    program = Program(counter)
    try:
        assert program.after("log_in")["page"] == step.value
    finally:
        program.kill()


def test_killed_while_typing_it_has_every_word_but_those_of_the_last_second(
    base, tmp_path, monkeypatch
):
    for number, (counter, wait, is_looked_at) in enumerate(rounds(base, tmp_path, 801)):
        monkeypatch.setenv("SEED", str(SEED + number))
        said, safe = lived(counter, TYPING, wait)
        draft, _ = whole(counter)
        assert draft.step is Step.COMPARE
        shown = {}
        for word in said:
            shown.setdefault(FieldKey(word["field"]), []).append(word["text"].strip())
        for field in {FieldKey(word["field"]) for word in safe}:  # never what nobody typed
            value = draft.fields[field]
            assert value in _begun(shown[field]) or value.startswith(shown[field][-1])
        if safe:
            last = safe[-1]
            assert draft.fields[FieldKey(last["field"])].startswith(last["text"].strip())
        if is_looked_at:
            opens_at(counter, Step.COMPARE)


def _begun(texts):
    return {text[:length] for text in texts for length in range(len(text) + 1)}


def test_killed_while_photo_and_signature_are_taken_it_has_them_whole(base, tmp_path, monkeypatch):
    for number, (counter, wait, is_looked_at) in enumerate(rounds(base, tmp_path, 802)):
        monkeypatch.setenv("SEED", str(SEED + number))
        said, safe = lived(counter, CAPTURE, wait)
        draft, signing = whole(counter)
        done = {word["act"] for word in safe}
        assert draft.step in {Step.PHOTO, Step.SIGN}
        assert draft.signature is None
        assert (draft.photo is not None) or "photo" not in done
        if draft.photo is not None:
            Image.open(io.BytesIO(draft.photo)).load()  # to its last line
            assert draft.photo_report["verdict"] is True
        drawn = max((word["count"] for word in safe if word["act"] == "strokes"), default=0)
        most = max((word["count"] for word in said if word["act"] == "strokes"), default=0)
        kept = len(signing.strokes) if signing is not None else 0
        assert drawn <= kept <= most + 2  # one more signature may have been under way
        assert all(len(stroke) > 0 for stroke in (signing.strokes if signing else ()))
        if is_looked_at:
            opens_at(counter, draft.step)
