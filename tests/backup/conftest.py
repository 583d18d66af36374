"""A practice counter on disk with records that were really received."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

import pytest

from desktop.common.clock import FixedClock
from desktop.common.vocabulary import FieldKey, MemberStatus
from tests import factories
from tests.journeys.counter import Counter, make_counter

RECORDS = 3
"""Received in every counter that a test gets."""


def receive(services, number):
    """Take one person's application from the list to the receipt; return the receipt number."""
    person = services.roster.add_outside(
        {
            FieldKey.FULL_NAME: f"Lò Văn Thử {number}",
            FieldKey.BIRTH_DATE: "1978",
            FieldKey.SEX: "male",
            FieldKey.PERSONAL_ID: f"014078{number:06d}",
        },
        status=MemberStatus.TEMPORARY_RESIDENT,
        actor="x",
    )
    draft = services.intake.open(person.member_id, actor="x").application_id
    photo = factories.jpeg(shade=number % 250)
    services.intake.accept_photo(draft, photo, report={}, actor="x")
    services.intake.accept_signature(draft, factories.signature_png(), actor="x")
    return services.reception.receive(draft, actor="x").receipt_number


@cache
def _template():
    """Made once, copied for every test."""
    base = Path(tempfile.mkdtemp(prefix="qtn-backup-"))
    atexit.register(shutil.rmtree, base, ignore_errors=True)
    office = make_counter(base / "counter")
    with office.services(clock=FixedClock(factories.MORNING)) as services:
        for number in range(1, RECORDS + 1):
            receive(services, number)
    return office


def copied(folder):
    """Return a copy of the counter of its own, in a folder of a test."""
    made, target = _template(), folder / "counter"
    shutil.copytree(made.folder, target)
    places = (made.profile, made.unlock, made.province_key, made.temp)
    return Counter(target, *(target / place.relative_to(made.folder) for place in places))


def morning():
    """Return a clock that stands at the morning on which the records were received."""
    return FixedClock(factories.MORNING)


@pytest.fixture
def office(tmp_path):
    return copied(tmp_path)


@pytest.fixture
def clock():
    return morning()


@pytest.fixture
def services(office, clock):
    with office.services(clock=clock) as services:
        yield services
