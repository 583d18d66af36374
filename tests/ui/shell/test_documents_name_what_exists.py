"""The checklist answers all 55 rows, and what the documents name can be found in the product."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from desktop.cli.main import build_parser
from desktop.ui.context import PageName
from desktop.ui.shell import help_texts, province_help_texts

ROOT = Path(__file__).resolve().parents[3]
CHECKLIST = ROOT / "docs" / "checklist.md"
GUIDES = sorted((ROOT / "docs" / "huong-dan").glob("*.md"))
ROW = re.compile(r"^\| (\d+) \| (.*?) \| (.*?) \| (.*) \|$", re.MULTILINE)
SPAN = re.compile(r"`([^`\n]+)`")
PAGE = re.compile(r"\*([^*\n]+)\*")  # in the last column, pages and nothing else stand so


COMMANDS = build_parser()


def rows():
    return [match.groups() for match in ROW.finditer(CHECKLIST.read_text(encoding="utf-8"))]


def spans(file):
    return SPAN.findall(file.read_text(encoding="utf-8"))


def choices(parser):
    """Return the commands below a command; empty where it takes none."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return action.choices
    return {}


def unknown_command(words):
    """Return what is wrong with a command line, "" when the parser knows it."""
    parser = COMMANDS
    for word in words:
        known = choices(parser)
        if not known:
            return ""
        if word not in known:
            is_told_whole = not re.fullmatch(r"[a-z-]+", word) or word.startswith("-")
            return "" if is_told_whole else f"{' '.join(words)}: {word} is none of {sorted(known)}"
        parser = known[word]
    return ""


def trouble_with(span):
    """Return what is wrong with something in backticks, "" when it exists or names no place."""
    words = span.split()
    if "…" in span or "<" in span:
        return ""  # stands for many
    if words[0] == "main.py":
        return unknown_command(words[1:])
    if len(words) > 1 and words[0] in choices(COMMANDS):
        return unknown_command(words)
    if "/" in span and len(words) == 1 and not span.startswith(("/", "http")):
        place = span.rstrip("/")
        tried = (place, f"desktop/{place}", f"desktop/{place}.py")
        return "" if any((ROOT / one).exists() for one in tried) else f"no {span}"
    return ""


def page_names():
    """Return what pages are called, at the counter and at the province."""
    found = {help_texts.page_words(page) for page in PageName}
    return found | {province_help_texts.about(page)[0] for page in PageName}


def test_all_rows_have_an_answer():
    found = rows()
    assert [int(number) for number, *_ in found] == list(range(1, 56))
    for number, statement, wanted, where in found:
        assert min(len(statement), len(wanted), len(where)) > 2, number
        # A sentence that says more than “not yet” names a place that can be opened.
        if where.startswith("Not yet"):
            continue
        assert SPAN.search(where) or PAGE.search(where) or "docs/" in where, number


def test_the_sum_below_the_checklist_is_its_sum():
    answers = [where for *_, where in rows()]
    partly = sum(where.startswith("Partly") for where in answers)
    missing = sum(where.startswith("Not yet") for where in answers)
    done = len(answers) - partly - missing
    said = f"Answered: {done}. Partly: {partly}. Not yet: {missing}."
    assert said in CHECKLIST.read_text(encoding="utf-8")


@pytest.mark.parametrize("file", [CHECKLIST, *GUIDES], ids=lambda path: path.name)
def test_every_command_and_file_that_is_named_exists(file):
    wrong = [trouble for span in spans(file) if (trouble := trouble_with(span))]
    assert wrong == []


def test_every_page_that_is_named_exists():
    known = page_names()
    named = set()
    for *_, where in rows():
        named |= set(PAGE.findall(where))
    assert len(named) > 15
    assert sorted(named - known) == []
