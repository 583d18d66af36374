"""What the command line says when it is asked for help or given nonsense."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.cli.main import build_parser
from desktop.common import i18n
from desktop.common.arguments import complaint

ENGLISH = ("usage", "options", "positional", "error", "argument", "show", "choose", "required")


def said(capsys, *arguments):
    with pytest.raises(SystemExit) as ended:
        build_parser().parse_args(arguments)
    spoken = capsys.readouterr()
    return ended.value.code, spoken.out, spoken.err


def every_command(parser, path=()):
    yield path
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, child in action.choices.items():
                yield from every_command(child, (*path, name))


@pytest.mark.parametrize("path", list(every_command(build_parser())), ids="_".join)
def test_the_help_of_every_command_speaks_vietnamese(capsys, path):
    code, out, err = said(capsys, *path, "--help")
    assert (code, err) == (0, "")
    assert out.startswith("cách dùng: main.py")
    headings = [line for line in out.splitlines() if line.endswith(":") and line[:1] != " "]
    assert "tùy chọn:" in headings
    assert not [line for line in headings if line.lower().startswith(ENGLISH)]
    assert "show this help" not in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["roster", "preview"], "còn thiếu: file"),
        (["tim"], "không có 'tim'"),
        (["roster", "preview", "a.xlsx", "--sheet"], "--sheet: còn thiếu giá trị"),
        (["roster", "preview", "a.xlsx", "--header-row", "hai"], "'hai' không đúng dạng"),
        (["roster", "preview", "a.xlsx", "--hidden", "x"], "chọn một trong: 'include', 'skip'"),
        (["roster", "preview", "a.xlsx", "--json=1"], "--json: không nhận giá trị '1'"),
        (["roster", "preview", "a.xlsx", "--he", "1"], "có thể là"),
        (["doctor", "--nope"], "không hiểu: --nope"),
    ],
)
def test_nonsense_is_answered_in_vietnamese_with_the_way_to_the_help(capsys, arguments, words):
    code, out, err = said(capsys, *arguments)
    assert (code, out) == (2, "")
    assert words in err
    assert err.startswith("cách dùng: main.py")
    assert "--help" in err.splitlines()[-1]
    assert not [word for word in ENGLISH if f"{word}:" in err]


def test_a_complaint_that_nobody_knows_stays_readable():
    assert complaint("something of a later version") == "something of a later version"


def test_the_help_follows_the_language(capsys):
    i18n.set_language("en")
    try:
        _, out, _ = said(capsys, "--help")
    finally:
        i18n.set_language("vi")
    assert out.startswith("usage: main.py")
    assert "print this help" in out


@pytest.mark.parametrize(
    ("arguments", "code"), [(["roster", "--help"], 0), (["photo", "check", "--json", "x.jpg"], 1)]
)
def test_a_reader_who_leaves_early_sees_no_trace_of_the_program(arguments, code):
    reading, writing = os.pipe()
    os.close(reading)
    main = Path(__file__).resolve().parents[2] / "main.py"
    try:
        done = subprocess.run(
            [sys.executable, main, *arguments], stdout=writing, stderr=subprocess.PIPE, check=False
        )
    finally:
        os.close(writing)
    assert done.returncode == code
    assert b"Traceback" not in done.stderr
    assert b"BrokenPipe" not in done.stderr
