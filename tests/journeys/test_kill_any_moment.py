"""The real window is killed at any moment from the log-in to the receipt, typing and all.

Usually once; as many times as QTN_KILL_ROUNDS says for a long night, within the first
QTN_KILL_SPAN seconds after the log-in (a busy machine needs more of them to come to the receipt).
"""

import os
import queue
import random
import shutil
import time
from dataclasses import replace

from desktop.common.vocabulary import ApplicationState, FieldKey, Step
from tests.journeys import counter_process
from tests.journeys.counter import make_counter
from tests.journeys.test_kill_and_resume import Program

ROUNDS = int(os.environ.get("QTN_KILL_ROUNDS", "1"))
SPAN = float(os.environ.get("QTN_KILL_SPAN", "5"))
ACTS = ("scan", "edit", "to_photo", "accept_photo", "accept_signature", "receive")
STEPS = {
    "scan": Step.COMPARE,
    "edit": Step.COMPARE,
    "to_photo": Step.PHOTO,
    "accept_photo": Step.SIGN,
    "accept_signature": Step.CHECK,
}
SECOND = 1.0
"""What may be missing."""


def again(base, folder):
    """Return a counter like the first one was."""
    shutil.copytree(base.folder, folder)
    places = ("profile", "unlock", "province_key", "temp")
    moved = {name: folder / getattr(base, name).relative_to(base.folder) for name in places}
    return replace(base, folder=folder, **moved)


def life(counter, wait):
    """Let the program work so long after the log-in; return what was done a second before."""
    program, said = Program(counter, *ACTS), []
    try:
        program.after("log_in")
        began = time.monotonic()
        while time.monotonic() < began + wait:
            try:
                word = program.words.get(timeout=0.02)
            except queue.Empty:
                continue
            assert word is not None, program.errors.read()
            said.append((word["act"], time.monotonic()))
    finally:
        killed = time.monotonic()
        program.kill()
    return [act for act, at in said if at <= killed - SECOND and act in ACTS]


def check(counter, done):
    """Everything that was done is there, whole; return the page that has to open."""
    with counter.services() as services:
        assert services.security.audit_verify().ok
        with services.store.read() as session:
            raw = session.connection().exec_driver_sql
            assert raw("PRAGMA integrity_check").scalar() == "ok"
        drafts, received = services.overview.drafts(), services.overview.today().rows
        assert len(drafts) + len(received) <= 1
        assert drafts or received or "scan" not in done
        if not drafts and not received:
            return "find"
        (row,) = (*drafts, *received)
        draft = services.intake.draft(row.application_id)
    if "edit" in done:
        assert draft.fields[FieldKey.HOMETOWN] == counter_process.HOMETOWN
        assert draft.fields[FieldKey.PHONE] == counter_process.PHONE
    assert draft.photo is not None or "accept_photo" not in done
    assert draft.signature is not None or "accept_signature" not in done
    if received:
        assert draft.state is ApplicationState.RECEIVED
        assert draft.photo is not None
        assert draft.signature is not None
        return "find"
    assert "receive" not in done
    steps = list(Step)
    assert steps.index(draft.step) >= max((steps.index(STEPS[act]) for act in done), default=0)
    return draft.step.value


def test_killed_at_any_moment_it_goes_on_where_it_was(tmp_path):
    chance = random.Random(77)
    base = make_counter(tmp_path / "base")
    for number in range(ROUNDS):
        counter = again(base, tmp_path / str(number))
        done = life(counter, chance.uniform(0.05, SPAN))
        page = check(counter, done)
        program = Program(counter)
        try:
            assert program.after("log_in")["page"] == page
        finally:
            program.kill()
        shutil.rmtree(counter.folder)
