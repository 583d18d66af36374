"""The real window is killed at every step; started again, it is where it was, with everything."""

import json
import os
import queue
import random
import subprocess
import sys
import threading
import time

import pytest

from desktop.common.standing_by import WitnessRelation
from desktop.common.vocabulary import (
    ApplicationState,
    CannotSign,
    FieldKey,
    MemberStatus,
    Step,
)
from desktop.demo.stage import STROKES
from tests.journeys import counter_process
from tests.journeys.counter import CLERK, NUMBER, ROOT, make_counter, member_id

PATIENCE = float(os.environ.get("QTN_KILL_PATIENCE", "40"))
"""Seconds for a start; on a machine with much else to do it takes longer."""


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
            # The check of the day comes first, once, and never before what was left open.
            assert arrived["morning"] == (came_back_at is None)
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
        arrived = again.after("log_in")
        assert (arrived["page"], arrived["morning"]) == ("find", False)
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


def life(counter, *acts):
    """Let the program do its acts, leave it a second, kill it; return what each act said."""
    program = Program(counter, *acts)
    said = {}
    try:
        while (word := program.hear())["act"] != "done":
            said[word["act"]] = word
        time.sleep(1.0)
    finally:
        program.kill()
    return said


def test_killed_before_it_is_accepted_what_was_drawn_or_said_is_on_the_page_again(tmp_path):
    counter = make_counter(tmp_path)
    first = life(counter, "scan", "to_photo", "accept_photo", "draw", "show_signing")
    drawn = first["show_signing"]
    assert drawn["strokes"] == len(STROKES)
    with counter.services() as services:
        (row,) = services.overview.drafts()
        assert row.step is Step.SIGN
        kept = services.unfinished.signing(row.application_id)
        assert kept is not None
        assert len(kept.strokes) == len(STROKES)
    second = life(counter, "show_signing", "refuse_to_sign")
    assert second["log_in"]["page"] == "sign"
    assert second["show_signing"]["strokes"] == drawn["strokes"]
    assert second["show_signing"]["points"] == drawn["points"]
    assert not second["show_signing"]["asked"]
    third = life(counter, "show_signing", "accept_reason")
    assert third["log_in"]["page"] == "sign"
    shown = third["show_signing"]
    assert (shown["asked"], shown["reason"]) == (True, CannotSign.ILLITERATE)
    assert shown["witness"] == counter_process.WITNESS
    assert shown["strokes"] == len(STROKES), "they wait behind the question"
    assert (shown["relation"], shown["second"]) == (WitnessRelation.FAMILY, len(STROKES))
    with counter.services() as services:
        draft = services.intake.draft(row.application_id)
        assert draft.step is Step.CHECK
        assert draft.signature is None
        assert draft.sign_exception is not None
        assert draft.sign_exception.witness == counter_process.WITNESS
        assert draft.sign_exception.how.relation is WitnessRelation.FAMILY
        assert draft.second_signature is not None
        assert services.unfinished.signing(row.application_id) is None
        assert services.security.audit_verify().ok


def test_killed_while_papers_are_photographed_every_page_is_there_again(tmp_path):
    counter = make_counter(tmp_path)
    life(
        counter,
        *("scan", "to_photo", "accept_photo", "open_papers", "photograph", "photograph"),
    )
    with counter.services() as services:
        (row,) = services.overview.drafts()
        assert services.originals.kept().count == 1, "the frame came with its portrait"
        pages = services.papers.of(row.application_id).pages
        assert [page.place for page in pages] == [0, 1]
        assert all(services.papers.picture(one.page_id)[:3] == b"\xff\xd8\xff" for one in pages)
    second = life(counter, "open_papers", "show_papers", "bind")
    assert second["log_in"]["page"] == "sign"
    assert (second["show_papers"]["pages"], second["show_papers"]["papers"]) == (2, 0)
    with counter.services() as services:
        lies = services.papers.of(row.application_id)
        assert lies.pages == ()
        (paper,) = lies.papers
        assert paper.pages == 2
        assert services.papers.pdf(paper.paper_id).startswith(b"%PDF")
        assert services.security.audit_verify().ok


def test_killed_in_the_form_for_a_stranger_it_comes_back_filled(tmp_path):
    counter = make_counter(tmp_path)
    life(counter, "scan_stranger", "type_stranger")
    with counter.services() as services:
        (form,) = services.unfinished.forms()
        assert form.opened_by == CLERK
        assert services.roster.counts().outside == 0
    again = life(counter, "show_stranger", "add_stranger")
    assert again["log_in"]["page"] == "not_listed"
    shown = again["show_stranger"]
    assert shown["adding"]
    assert shown["status"] == MemberStatus.OUTSIDE_LIST
    assert shown["fields"][FieldKey.FULL_NAME] == "K'Brêu"
    assert shown["fields"][FieldKey.PERSONAL_ID] == "068086002771"
    assert shown["fields"][FieldKey.CELL] == counter_process.STRANGER_CELL
    with counter.services() as services:
        assert services.unfinished.forms() == ()
        assert services.roster.counts().outside == 1
        (row,) = services.overview.drafts()
        assert row.full_name == "K'Brêu"
        assert services.intake.draft(row.application_id).card[FieldKey.PERSONAL_ID]
