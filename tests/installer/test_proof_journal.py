"""A heavy proof that stopped goes on where it stopped, and says so in its report."""

from __future__ import annotations

import pytest

from installer.console import BuildError
from installer.debian import prove as debian
from installer.proof import Proof, hold
from installer.windows import prove as windows

NAMES = ("build", "install", "remove")


def go_through(proof: Proof, *, until: str = "", told: list[str] | None = None) -> None:
    """Go through all parts; the one named last does not hold."""
    for name in NAMES:

        def work(name: str = name) -> None:
            if told is not None:
                told.append(name)
            with proof.step(f"do {name}") as seen:
                seen.append("it went")
                proof.note(size=f"{name} 1 MB")
            hold(name != until, f"{name} does not hold")

        proof.part(name, work)


@pytest.fixture
def stopped(tmp_path):
    """The journal of a run that stopped at the second part."""
    journal = tmp_path / "build" / "proof.json"
    with pytest.raises(BuildError, match="install does not hold"):
        go_through(Proof(journal), until="install")
    return journal


def test_a_run_goes_on_with_the_part_that_did_not_hold(stopped):
    proof, told = Proof(stopped), []
    proof.take_up(NAMES)
    go_through(proof, told=told)
    assert told == ["install", "remove"]
    assert [step.what for one in proof.done for step in one.steps] == [
        "do build",
        "do install",
        "do remove",
    ]
    assert proof.figure("size") == "remove 1 MB"
    assert "| do build | it went | 0 |" in proof.as_table()
    assert proof.load_of("remove") == proof.done[-1].load[0]


def test_a_run_begins_again_with_a_part_that_held(stopped):
    proof, told = Proof(stopped), []
    proof.take_up(NAMES, "build")
    go_through(proof, told=told)
    assert told == list(NAMES)


def test_a_run_says_in_how_many_goes_it_was(stopped):
    whole = Proof(stopped.with_name("other.json"))
    go_through(whole)
    assert "every step in one run;" in whole.head()
    proof = Proof(stopped)
    proof.take_up(NAMES)
    for one in proof.done:
        one.run = "2026-11-29T10:00:00+00:00"
    go_through(proof)
    assert "in 2 runs, each from where it stopped;" in proof.head()


def test_what_cannot_be_taken_up_is_told(stopped):
    with pytest.raises(BuildError, match="came as far as install, not to remove"):
        Proof(stopped).take_up(NAMES, "remove")
    with pytest.raises(BuildError, match="other parts"):
        Proof(stopped).take_up(("fetch", *NAMES))
    with pytest.raises(BuildError, match="no earlier run"):
        Proof(stopped.with_name("none.json")).take_up(NAMES)
    with pytest.raises(BuildError, match="no figure"):
        Proof(stopped).figure("size")


@pytest.mark.parametrize(
    "parts",
    [tuple(debian.PARTS), windows.PARTS, windows.SMALL_PARTS],
    ids=["debian", "windows", "small"],
)
def test_parts_have_names_to_begin_with(parts):
    assert len(set(parts)) == len(parts) > len(NAMES)
    assert all(name.replace("-", "").isalpha() for name in parts)
