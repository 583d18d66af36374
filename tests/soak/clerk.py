"""One counter of an office as a process: a clerk who serves until everybody has a receipt.

`python -m tests.soak.clerk TASK.json` opens the profile as the program does and calls the services
that the pages call. After each call that returned it says so in a file of lines, forced to the
drive before the next call: what stands there was acknowledged to the clerk, whatever happens then.
An error that tells the clerk what to do is followed (go to the next person, or press again); any
other ends the process with its trace, which is a defect.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from desktop.common.errors import NotAllowedError, StoreError
from desktop.common.vocabulary import FieldKey
from desktop.intake.errors import AlreadyReceivedError
from desktop.intake.rules import TAKEN
from desktop.security.keystore import MemoryKeyring
from desktop.security.views import Role
from desktop.services import Services
from desktop.wiring import Adapters, open_services
from tests.soak.plan import Applicant, Task, people, pictures

Answer = TypeVar("Answer")
PRESS_AGAIN = 0.3
"""Seconds until somebody presses again who was told that the server is away."""
COME_BACK = 1.0
"""Seconds until a clerk asks again for those whom other counters have open."""


class Said:
    """What was acknowledged, one JSON value a line; a line that was cut off was not said."""

    def __init__(self, file: Path) -> None:
        self._handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.write(self._handle, b"\n")  # behind a line that a killed process did not finish

    def say(self, did: str, **what: Any) -> None:
        """Write a line and wait until the drive has it."""
        os.write(self._handle, json.dumps({"did": did, **what}).encode() + b"\n")
        os.fsync(self._handle)


class Clerk:
    """Somebody at a counter of the office."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._said = Said(Path(task.said))
        self._chance = random.Random(os.getpid())
        self._everybody = {one.number: one for one in people(task.plan)}
        self._by_number = {one.personal_id: one for one in self._everybody.values()}
        self._photo, self._signature = pictures()
        self._name = f"Cán bộ {task.station}"
        self._services: Services = self._until_it_answers(self._opened)

    def work(self) -> None:
        """Serve the own queue, then whoever is left anywhere."""
        self._own_drafts()
        for number in self._task.queue:
            self._serve(self._everybody[number])
        while left := self._until_it_answers(self._left):
            self._chance.shuffle(left)
            done = [self._serve(one) for one in left]
            if not any(done):
                time.sleep(COME_BACK)
        self._said.say("end")
        self._services.close()

    # ------------------------------------------------------------ one applicant

    def _serve(self, who: Applicant) -> bool:
        """Serve somebody up to the receipt; return whether it was this counter that did it."""
        while True:
            try:
                return self._take(who)
            except AlreadyReceivedError:
                return False
            except NotAllowedError as error:
                self._said.say("refused", who=who.number, code=error.code, words=str(error))
                return False
            except StoreError as error:
                self._said.say("away", who=who.number, code=error.code, words=str(error))
                time.sleep(self._chance.uniform(0.2, 1) * PRESS_AGAIN)

    def _take(self, who: Applicant) -> bool:
        services, began = self._services, time.perf_counter()
        (row,) = services.roster.search(who.personal_id).rows
        known = services.overview.progress_of([row.member_id]).get(row.member_id)
        self._said.say("found", who=who.number, seconds=time.perf_counter() - began)
        if known is not None and known.state in TAKEN:
            return False
        draft = services.intake.open(row.member_id, actor=self._name)
        key = draft.application_id
        self._say("opened", who, key)
        services.intake.save(key, actor=self._name, fields={FieldKey.PHONE: who.phone})
        self._say("saved", who, key)
        photo = who.photo(self._photo)
        services.intake.accept_photo(key, photo, report={}, actor=self._name)
        self._say("photo", who, key)
        services.intake.accept_signature(key, self._signature, actor=self._name)
        self._say("signed", who, key)
        began = time.perf_counter()
        received = services.reception.receive(key, actor=self._name)
        seconds = time.perf_counter() - began
        self._say("received", who, key, receipt=received.receipt_number, seconds=seconds)
        return True

    def _say(self, did: str, who: Applicant, key: UUID, **more: Any) -> None:
        self._said.say(did, who=who.number, application=str(key), **more)

    # ------------------------------------------------------------ what is left

    def _own_drafts(self) -> None:
        """Go on with what lay open here when the process was killed."""
        drafts = self._until_it_answers(self._services.overview.drafts)
        for one in drafts:
            if one.held_by == self._name:
                number = self._until_it_answers(partial(self._number_of, one.application_id))
                self._serve(self._by_number[number])

    def _number_of(self, application_id: UUID) -> str:
        return self._services.intake.draft(application_id).fields[FieldKey.PERSONAL_ID]

    def _left(self) -> list[Applicant]:
        """Return who has no receipt yet, as the store says it."""
        services = self._services
        by_state = services.overview.members_by_state()
        done: set[UUID] = set().union(*(by_state.get(state, frozenset()) for state in TAKEN))
        listed = self._listed()
        return [self._by_number[number] for key, number in listed if key not in done]

    def _listed(self) -> Iterable[tuple[UUID, str]]:
        from desktop.roster.finding.views import ListQuery

        page = self._services.roster.list_page(ListQuery(), 0, self._task.plan.applicants)
        return [(row.member_id, row.personal_id) for row in page.rows]

    def _opened(self) -> Services:
        outside = Adapters(keystore=MemoryKeyring())
        services = open_services(Path(self._task.profile), self._task.unlock, outside)
        services.login.seat.take(Role.CLERK, self._name)
        return services

    def _until_it_answers(self, ask: Callable[[], Answer]) -> Answer:
        while True:
            try:
                return ask()
            except StoreError as error:
                self._said.say("away", who=0, code=error.code, words=str(error))
                time.sleep(self._chance.uniform(0.2, 1) * PRESS_AGAIN)


if __name__ == "__main__":
    Clerk(Task.read(Path(sys.argv[1]))).work()
