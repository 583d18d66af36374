"""The program as it is started at a counter, under X, with real keys, a scanner and a mouse."""

import subprocess
import sys
import time

import pytest

from desktop.common.vocabulary import FieldKey, Step
from tests.journeys.counter import NUMBER, PIN, ROOT, make_counter
from tests.journeys.real_screen import real_screen, wait

# The middle of the pad in a window of 1366 x 768.
STROKES = (
    [(200, 460), (290, 300), (350, 480), (420, 340), (480, 470)],
    [(520, 450), (600, 330), (650, 480), (780, 380)],
)
WAY_ON = (1250, 718)
"""On the button of the way on, above its words: blue, or pale while there is nothing to open."""
GUARD = 0.7
"""A page is deaf to Enter for its first 0.4 s; nobody presses before they have read it."""


@pytest.mark.xvfb
def test_one_applicant_with_real_keys_from_scan_to_receipt(tmp_path):
    counter = make_counter(tmp_path / "counter")
    with counter.services() as services, real_screen(tmp_path / "screen") as screen:
        program = subprocess.Popen(
            [sys.executable, "main.py", *counter.options],
            cwd=ROOT,
            env=counter.environment(DISPLAY=screen.display, QT_QPA_PLATFORM="xcb"),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        try:
            serve(screen, services, program, tmp_path / "pictures")
        finally:
            program.terminate()
            said, _ = program.communicate(timeout=30)
        assert "Traceback" not in said, said
    crash = counter.profile / "log" / "crash.log"
    assert not crash.exists() or crash.read_bytes() == b""


def serve(screen, services, program, pictures):
    """Serve one person and look at every page."""
    pictures.mkdir()

    def look(name):
        time.sleep(GUARD)
        picture = screen.picture()
        picture.save(pictures / f"{name}.png")
        # A window that paints has many colours; a dead or covered one has a few.
        assert len(picture.getcolors(1 << 24)) > 40, name

    def step():
        rows = services.overview.drafts()
        return rows[0].step if rows else None

    def until(wanted):
        wait(wanted.value, lambda: step() is wanted, 25)

    screen.take_window(program.pid)
    wait("the log-in page", lambda: asks_for_pin(screen), 30)
    look("1-log-in")
    screen.write(PIN)
    screen.tool("key", "Return")
    wait("the check of the day", lambda: is_morning(screen), 30)
    look("2-morning")
    screen.tool("key", "Escape")  # one key, once a day; it belongs to no applicant
    wait("the counter", lambda: is_counter(screen), 30)
    look("2-find")
    screen.burst(NUMBER)
    until(Step.COMPARE)
    look("3-compare")
    screen.press("Return")
    until(Step.PHOTO)
    wait("shots", lambda: has_shots(screen), 30)
    look("4-photo")
    screen.press("Return")
    until(Step.SIGN)
    look("5-sign-before")
    for stroke in STROKES:
        screen.draw(stroke)
    look("5-sign")
    screen.press("Return")
    until(Step.CHECK)
    look("6-check")
    screen.press("Return")
    wait("a record", lambda: services.overview.today().done == 1, 25)
    look("7-done")
    assert screen.keys <= 6
    (row,) = services.overview.today().rows
    draft = services.intake.draft(row.application_id)
    assert row.receipt_number
    assert draft.fields[FieldKey.PERSONAL_ID] == NUMBER
    assert draft.photo is not None
    assert draft.signature is not None
    assert draft.is_practice
    assert services.security.audit_verify().ok


def is_log_in(picture):
    """Whether the red panel of the front pages is there."""
    red, green, blue = picture.getpixel((10, 500))
    return red > 100 and green < 60 and blue < 60


def asks_for_pin(screen):
    """Whether the log-in page is there with a chosen name on it, and has come to rest."""
    before = screen.picture()
    time.sleep(0.6)
    after = screen.picture()
    names = after.crop((380, 100, 1350, 300))
    blue = sum(n for n, (r, g, b) in names.getcolors(1 << 24) if b > 100 and r < 60 and g < 110)
    return is_log_in(before) and blue > 300 and before.tobytes() == after.tobytes()


def is_morning(screen):
    """Whether the way on stands at once where the counter waits for a name."""
    picture = screen.picture()
    return not is_log_in(picture) and picture.getpixel(WAY_ON)[2] < 160


def is_counter(screen):
    picture = screen.picture()
    return not is_log_in(picture) and picture.getpixel(WAY_ON)[2] > 200


def has_shots(screen):
    """Whether a portrait, which has far more colours than words, stands on the first card."""
    card = screen.picture().crop((1025, 180, 1105, 285))
    return len(card.getcolors(1 << 24)) > 900
