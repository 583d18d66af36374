"""What is left behind: a log without values, and a few ids and sizes."""

from __future__ import annotations

import logging
from uuid import uuid4

from desktop.ui.shell.crash import CrashLog
from desktop.ui.shell.memory import FILE, WindowMemory


def test_the_log_says_where_and_what_kind_but_quotes_nothing(tmp_path):
    log = CrashLog(tmp_path / "log" / "qtn.log")
    assert log.start()
    try:
        try:
            int("Giàng A Páo 014078012345")
        except ValueError:
            logging.getLogger("desktop.test").exception("L-1")
    finally:
        log.stop()
    text = (tmp_path / "log" / "qtn.log").read_text("utf-8")
    assert "ValueError" in text
    assert "test_crash_and_memory.py:" in text
    assert "Páo" not in text
    assert "014078012345" not in text


def test_no_log_is_made_before_there_is_a_profile(tmp_path):
    log = CrashLog(tmp_path / "none" / "log" / "qtn.log")
    assert not log.start()
    assert not (tmp_path / "none").exists()
    log.stop()


def test_the_memory_survives_and_makes_no_folder_of_its_own(tmp_path):
    absent = WindowMemory(tmp_path / "none")
    absent.operator = uuid4()
    assert not (tmp_path / "none").exists()
    someone, application = uuid4(), uuid4()
    memory = WindowMemory(tmp_path)
    memory.operator, memory.open_file = someone, application
    memory.keep_look("en", "night", 1.3)
    again = WindowMemory(tmp_path)
    assert (again.operator, again.open_file) == (someone, application)
    assert (again.language, again.mode, again.scale) == ("en", "night", 1.3)
    again.open_file = None
    assert WindowMemory(tmp_path).open_file is None


def test_a_spoiled_memory_counts_as_absent(tmp_path):
    (tmp_path / FILE).write_text("[General]\noperator=x\nlanguage=zz\nscale=9\nmode=pink\n")
    memory = WindowMemory(tmp_path)
    assert memory.operator is None
    assert (memory.language, memory.mode, memory.scale) == ("", "day", 1.0)
