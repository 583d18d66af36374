"""What every part of the headless practice run needs, and how people come and go on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.demo.hands import Hands
from desktop.demo.practice import Practice
from desktop.photo.demo_portraits import draw_portrait
from desktop.services import Services
from desktop.ui.context import PageName
from desktop.ui.security.login_page import LoginPage
from desktop.ui.shell.session import Session
from desktop.ui.widgets.signature_pad import SignaturePad

STROKES = (
    ((0.10, 0.70), (0.18, 0.25), (0.24, 0.72), (0.30, 0.40), (0.36, 0.66)),
    ((0.42, 0.60), (0.50, 0.35), (0.55, 0.68), (0.64, 0.42), (0.70, 0.64), (0.88, 0.48)),
)
"""A signature, in parts of the pad."""
_FACES = 40


@dataclass(frozen=True)
class Stage:
    """The counter's window with everything around it.

    Attributes:
        hands: what types and presses in the window.
        practice: the practice place.
        say: gets a line for the person who waits.
    """

    hands: Hands[Session]
    practice: Practice
    say: Callable[[str], None]

    @property
    def services(self) -> Services:
        """What the counter can do.

        Raises:
            TypeError: the window is closed.
        """
        services = self.hands.session.services
        if services is None:
            raise TypeError("no services")
        return services

    def log_in(self, name: str, *, picture: str = "") -> None:
        """Let somebody in through the log-in page: arrows to the name, the PIN, Enter.

        Args:
            name: full name.
            picture: name of a picture of the chosen tile, "" for none.
        """
        hands = self.hands
        hands.wait_for("the log-in page", lambda: isinstance(hands.window.page, LoginPage))
        page = hands.page_as(LoginPage)
        hands.wait_for("the people of the counter", lambda: bool(page.tiles))
        hands.finish()
        for _ in page.tiles:
            if page.chosen is not None and page.chosen.full_name == name:
                break
            hands.press(Qt.Key.Key_Down)
        if picture:
            hands.picture(picture)
        hands.write(self.practice.pin)
        hands.enter()
        hands.wait_for_page(PageName.FIND)
        hands.wait_for("the end of the log-in", lambda: hands.window.page is not page)
        hands.finish()

    def seat(self, name: str) -> None:
        """Seat in front of the camera whoever has this name; each person has one face."""
        people = self.practice.applicants(_FACES)
        number = next((n for n, one in enumerate(people) if one.card_name == name), 0)
        self.practice.camera.show([draw_portrait(number)])

    def change_to(self, name: str, *, picture: str = "") -> None:
        """Lock the counter and let somebody else in."""
        self.hands.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        self.log_in(name, picture=picture)


def sign(hands: Hands[Session]) -> None:
    """Draw a signature on the pad that is shown, with the mouse."""
    pads = [pad for pad in hands.window.findChildren(SignaturePad) if pad.isVisible()]
    if not pads:
        raise TypeError("no pad")
    pad = pads[0]

    def at(point: tuple[float, float]) -> QPoint:
        return QPoint(int(point[0] * pad.width()), int(point[1] * pad.height()))

    for stroke in STROKES:
        QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=at(stroke[0]))
        for start, end in pairwise(stroke):
            for part in range(1, 7):
                x = start[0] + (end[0] - start[0]) * part / 6
                y = start[1] + (end[1] - start[1]) * part / 6
                QTest.mouseMove(pad, at((x, y)))
                hands.settle(4)
        QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=at(stroke[-1]))
    hands.settle(100)
