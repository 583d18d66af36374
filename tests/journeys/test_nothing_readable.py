"""Nothing of an applicant can be read from the disk: while a file is open, and after printing."""

import json
import subprocess
import sys
import time

from desktop.common.text import fold
from tests.journeys import counter_process
from tests.journeys.counter import NAME, NUMBER, ROOT, make_counter

# Long enough not to turn up by chance in megabytes of cipher text.
MAGIC = (b"\xff\xd8\xff\xe0\x00\x10JFIF", b"%PDF-1.", b"\x89PNG\r\n\x1a\n")


def words():
    """Return what must not be found, in the spellings a program might write it."""
    texts = (NAME, "Giàng A Páo", NAME.upper(), fold(NAME), NUMBER, counter_process.PHONE)
    found = set(MAGIC)
    for text in texts:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            found.add(text.encode(encoding))
    return found


def readable(*places):
    """Return which words stand in which file, and how many files were looked into."""
    found, count = [], 0
    for place in places:
        for file in place.rglob("*"):
            if file.is_file():
                raw = file.read_bytes()
                count += 1
                found += [(file.name, word) for word in words() if word in raw]
    return found, count


def test_nothing_readable_while_a_file_is_open_and_after_printing(tmp_path):
    counter = make_counter(tmp_path / "counter")
    home = tmp_path / "home"
    home.mkdir()
    program = subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.journeys.counter_process", *counter.options, "--"),
            *("print_to_paper", "log_in", "scan", "edit", "pause"),
            *("to_photo", "accept_photo", "accept_signature", "pause", "receive", "pause"),
        ],
        cwd=ROOT,
        env=counter.environment(
            HOME=str(home), XDG_CONFIG_HOME=str(home), PAPERS=str(tmp_path / "papers")
        ),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert program.stdout is not None
    assert program.stdin is not None
    looked = 0
    try:
        for line in program.stdout:
            said = json.loads(line)
            if said["act"] == "receive":
                wait_for_paper(tmp_path / "papers")
            if said["act"] != "waits":
                continue
            found, count = readable(counter.profile, counter.temp, home)
            assert found == []
            # The store, its WAL and its index are among them: the program has them open.
            assert count >= 5
            assert any(counter.profile.rglob("*.db-wal"))
            looked += 1
            if looked == 3:
                break
            program.stdin.write("go\n")
            program.stdin.flush()
    finally:
        program.kill()
        program.communicate()
    assert looked == 3
    found, _ = readable(counter.profile, counter.temp, home)
    assert found == []
    # The search itself works: the paper, which is meant to be read, is found.
    found, _ = readable(tmp_path / "papers")
    assert found


def wait_for_paper(folder):
    end = time.monotonic() + 20
    while not any(folder.glob("*.pdf")):
        assert time.monotonic() < end, "nothing was printed"
        time.sleep(0.1)
    time.sleep(1.0)
