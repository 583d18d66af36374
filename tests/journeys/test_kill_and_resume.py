"""The real window is killed at every step; started again, it is where it was, with everything."""

import json
import queue
import random
import subprocess
import sys
import threading
import time

import pytest

from desktop.common.vocabulary import ApplicationState, FieldKey, Step
from tests.journeys import counter_process
from tests.journeys.counter import CLERK, NUMBER, ROOT, make_counter, member_id

PATIENCE = 40.0


@pytest.fixture(scope="module")
def counter(tmp_path_factory):
    return make_counter(tmp_path_factory.mktemp("kill"))


class Program:
    """One life of the program: does its acts, then is killed."""

    def __init__(self, counter, *acts):
        self.words: queue.Queue[dict[str, str] | None] = queue.Queue()
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "tests.journeys.counter_process"),
                *counter.options,
                "--",
                *("log_in", *acts),
            ],
            cwd=ROOT,
            env=counter.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        self.out, self.errors = self.process.stdout, self.process.stderr
        self.ears = threading.Thread(target=self._listen)
        self.ears.start()

    def _listen(self):
        for line in self.out:
            self.words.put(json.loads(line))
        self.words.put(None)

    def hear(self):
        word = self.words.get(timeout=PATIENCE)
        assert word is not None, self.errors.read()
        return word

    def after(self, act):
        while (word := self.hear())["act"] != act:
            pass
        return word

    def kill(self):
        self.process.kill()
        self.ears.join()
        errors = self.errors.read()
        self.process.wait()
        self.out.close()
        self.errors.close()
        assert self.process.returncode == -9, errors
        assert "Traceback" not in errors, errors


# What is done in each life, and the step at which the next life must begin.
LIVES = (
    (("scan", "edit"), Step.COMPARE),
    (("to_photo",), Step.PHOTO),
    (("accept_photo",), Step.SIGN),
    (("accept_signature", "type_at_check"), Step.CHECK),
)


def test_killed_at_every_step_it_comes_back_to_the_same_step_with_everything(counter):
    chance = random.Random(76)
    came_back_at = None
    for acts, step in LIVES:
        program = Program(counter, *acts)
        try:
            arrived = program.after("log_in")
            if came_back_at is None:
                assert arrived["page"] == "find"
            else:
                assert arrived["page"] == came_back_at.value
                assert arrived["person"].startswith("Giàng A P")
            program.after("done")
            # The promise is a second; nothing is promised for what was typed just now.
            time.sleep(1.0 + chance.uniform(0.0, 0.5))
        finally:
            program.kill()
        came_back_at = step
        with counter.services() as services:
            (row,) = services.overview.drafts()
            draft = services.intake.draft(row.application_id)
            assert services.security.audit_verify().ok
        assert draft.step is step
        check_values(draft)
    last_life(counter)


def check_values(draft):
    """What was typed, photographed and signed up to this step is there."""
    done = list(Step).index(draft.step)
    phone = counter_process.PHONE if done < 4 else counter_process.TYPED_AT_CHECK
    assert draft.fields[FieldKey.PHONE] == phone
    assert draft.fields[FieldKey.HOMETOWN] == counter_process.HOMETOWN
    assert draft.fields[FieldKey.PERSONAL_ID] == NUMBER
    assert draft.card[FieldKey.PERSONAL_ID] == NUMBER
    assert (draft.photo is not None) == (done >= 3)
    assert (draft.signature is not None) == (done >= 4)
    if draft.photo is not None:
        assert draft.photo.startswith(b"\xff\xd8\xff")
        assert draft.photo_report["verdict"] is True


def last_life(counter):
    """One more Enter after the last kill makes the record; killed again, nothing is left open."""
    program = Program(counter, "receive")
    try:
        assert program.after("log_in")["page"] == "check"
        assert program.after("receive")["page"] == "done"
    finally:
        program.kill()
    again = Program(counter)
    try:
        assert again.after("log_in")["page"] == "find"
    finally:
        again.kill()
    with counter.services() as services:
        assert services.overview.drafts() == ()
        (row,) = services.overview.today().rows
        assert row.received_by == CLERK
        draft = services.intake.draft(row.application_id)
        assert draft.state is ApplicationState.RECEIVED
        assert draft.member_id == member_id(services)
        assert services.printing.receipt_pdf(row.application_id).startswith(b"%PDF")
