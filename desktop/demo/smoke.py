"""`main.py demo --smoke`: does the program work here, as it was installed, in well under a minute?

A throwaway practice place is made, its encrypted store opened by logging in, one person is served
to the printed receipt, the receipt's QR code is read from the paper, every page is opened, and the
window closes. Whatever the program would have told a person as trouble counts as a failure.
"""

from __future__ import annotations

import json
import platform
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop import __version__
from desktop.common.errors import UserFacingError
from desktop.demo.counter_story import LARGE, serve
from desktop.demo.hands import Hands, StuckError
from desktop.demo.practice import ADMINISTRATOR, Practice, make_practice
from desktop.demo.stage import Stage
from desktop.documents.page_image import render_page
from desktop.identity.qr_image import read_qr
from desktop.intake.views import ReceivedRow
from desktop.ui.context import PageName
from desktop.ui.feedback import Message, install_excepthook
from desktop.ui.security.login_page import LoginPage
from desktop.ui.shell.launch import Launch
from desktop.ui.shell.routes import ROUTES
from desktop.ui.shell.session import Session
from desktop.ui.shell.start import make_session

FORMAT = 1
_DPI = 200
"""Of the receipt when its code is read: what a cheap scanner gives."""

_SERVED = frozenset(
    {
        *(PageName.LOGIN, PageName.FIND, PageName.COMPARE, PageName.PHOTO),
        *(PageName.SIGN, PageName.CHECK, PageName.DONE),
    }
)
"""Pages that serving one person passes."""


@dataclass
class Outcome:
    """What came of it.

    Attributes:
        pages: those that were opened.
        receipt: number of the receipt that was printed.
        code: what its QR code said, read from the paper.
        milliseconds: how long each part took.
        problems: what was told as trouble, or stopped the run.
    """

    pages: list[str] = field(default_factory=list)
    receipt: str = ""
    code: str = ""
    milliseconds: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Time one part."""
        begun = time.monotonic()
        yield
        self.milliseconds[name] = round(1000 * (time.monotonic() - begun))

    def heard(self, message: Message) -> None:
        """Remember what a person would have been told as trouble."""
        if message.tone == "bad":
            self.problems.append(f"{message.title} {message.text} [{message.code}]")

    def as_json(self) -> dict[str, Any]:
        """Return the report; keys are only ever added."""
        return {
            "format": FORMAT,
            "ok": not self.problems,
            "version": __version__,
            "python": platform.python_version(),
            "qt": qVersion(),
            "system": platform.platform(),
            "screen": QGuiApplication.platformName(),
            "program": str(Path(__file__).resolve().parents[2]),
            "pages": self.pages,
            "receipt": self.receipt,
            "qr": self.code,
            "milliseconds": self.milliseconds,
            "problems": self.problems,
        }


def run_smoke() -> int:
    """Do all of it and print one JSON document; return the exit code, 0 or 1."""
    outcome = Outcome()
    with TemporaryDirectory(prefix="qtn-smoke-", ignore_cleanup_errors=True) as folder:
        try:
            with outcome.part("all"):
                _all_of_it(Path(folder), outcome)
        except (StuckError, UserFacingError, OSError, TypeError, LookupError) as error:
            outcome.problems.append(f"{type(error).__name__}: {error}")
    json.dump(outcome.as_json(), sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
    return 1 if outcome.problems else 0


def _all_of_it(folder: Path, outcome: Outcome) -> None:
    with outcome.part("prepare"):
        practice = make_practice(folder, seed=2025, say=_quiet)
        services = practice.open()
        services.imports.import_list(practice.roster_file, actor="smoke")
        services.shifts.desk.open(actor=ADMINISTRATOR)
        services.close()
    with _window(practice, outcome) as hands:
        stage = Stage(hands, practice, _quiet)
        with outcome.part("open_store"):
            stage.log_in(ADMINISTRATOR)
        with outcome.part("receipt"):
            received = _serve_one(stage)
            outcome.receipt = received.receipt_number
        with outcome.part("qr"):
            outcome.code = _code_on(practice.printer.printed[0])
        if outcome.receipt not in outcome.code:
            outcome.problems.append(f"the paper of {outcome.receipt} says {outcome.code!r}")
        with outcome.part("pages"):
            outcome.pages = [page.value for page in ROUTES if page in _SERVED]
            for page in _open_every_page(stage, received):
                outcome.pages.append(page.value)


@contextmanager
def _window(practice: Practice, outcome: Outcome) -> Iterator[Hands[Session]]:
    """Show the counter's window; close it and ask whether it went well."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    launch = Launch(practice.profile, practice.open, lambda _station: None)
    with outcome.part("window"):
        window, session = make_session(app, launch)
        session.feedback.bar_requested.connect(outcome.heard)
        restore = install_excepthook(session.feedback)
        hands = Hands(window, session, practice.folder / "screenshots")
        window.resize(*LARGE)
        hands.come_forward()
        hands.wait_for("the log-in page", lambda: isinstance(window.page, LoginPage))
    try:
        yield hands
        with outcome.part("close"):
            if not window.close():
                outcome.problems.append("the window did not close")
            hands.settle()
    finally:
        session.close()
        restore()


def _serve_one(stage: Stage) -> ReceivedRow:
    """Serve one person from the scan to the paper; return what the counter's day says of it."""
    (person,) = stage.practice.applicants(1)
    serve(stage, person, 0)
    (row,) = stage.services.overview.today().rows
    return row


def _code_on(paper: Path) -> str:
    """Return the text of the QR code on a printed page, read from its pixels."""
    page = render_page(paper.read_bytes(), dpi=_DPI)
    pixels = np.frombuffer(page.rgba, np.uint8).reshape(page.height, page.width, 4)
    return read_qr(np.ascontiguousarray(pixels[:, :, 2::-1])) or ""


def _open_every_page(stage: Stage, received: ReceivedRow) -> Iterator[PageName]:
    """Open every page that serving somebody does not pass; give each that stands."""
    services = stage.services
    _, other = stage.practice.applicants(2)
    row = services.roster.find_by_personal_id(other.personal_id)
    if row is None:
        raise StuckError("somebody who was taken in is not in the list")
    begun = services.intake.open(row.member_id, actor=ADMINISTRATOR)
    payloads: dict[PageName, dict[str, Any]] = {
        PageName.NOT_LISTED: {"text": "Không Có Tên", "card": None},
        PageName.ALREADY_DONE: {"application_id": received.application_id},
        PageName.PAPERS: {"application_id": begun.application_id},
        PageName.PERSON: {"member_id": row.member_id},
        PageName.HELP: {"about": PageName.COMPARE},
    }
    for page in ROUTES:
        if page not in _SERVED:
            stage.hands.open(page, **payloads.get(page, {}))
            yield page


def _quiet(_line: str) -> None:
    """Say nothing: the report is all that is printed."""
