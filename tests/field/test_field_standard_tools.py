"""Reads a kit and a return as docs/field-kit.md tells another programmer to, with those tools."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from desktop.models import Station
from tests import factories
from tests.batch.test_answer_standard_tools import run
from tests.field.places import CLERK, lend, office, place, visit_list

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "field-kit.md"


def documented():
    section = DOCUMENT.read_text(encoding="utf-8").split("## 5.")[1]
    found = re.search(r"```sh\n(.*?)```", section, re.DOTALL)
    assert found
    return found[1]


def put_keys(at, folder, name):
    with at.store.read() as session:
        home = session.query(Station).one()
        (folder / f"{name}.pem").write_text(home.certificate_pem, encoding="ascii")
        (folder / f"{name}.key").write_text(home.answer_key + "\n", encoding="ascii")


@pytest.fixture
def folder(tmp_path):
    clock, stick = factories.clock(), tmp_path / "usb"
    home = office(tmp_path, clock, stick)
    laptop = place(tmp_path, "MT03", clock, stick)
    people = home.members()[:2]
    laptop.kits.opening.open_kit(lend(home, laptop, visit_list(home, people)), actor=CLERK)
    laptop.receive(people[0])
    laptop.kits.returning.write(stick, actor=CLERK)
    put_keys(home, stick, "office")
    put_keys(laptop, stick, "laptop")
    home.store.close()
    laptop.store.close()
    return stick


def test_the_documented_commands_read_both_files_and_refuse_changed_ones(folder):
    done = run(folder, documented())
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.split() == ["2", "1"]
    commands = documented()
    for name in ("k/envelope.json", "r/envelope.json", "k/kit.age", "r/payload.age"):
        base = name[0]
        after = f"-d {base}\n"
        spoilt = commands.replace(
            after, f"{after}printf '\\377' | dd of={name} bs=1 seek=150 conv=notrunc\n", 1
        )
        assert spoilt != commands
        assert run(folder, spoilt).returncode != 0
