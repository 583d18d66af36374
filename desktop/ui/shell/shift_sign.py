"""The shift beside the name of the station, and the offer to open one after the log-in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.common.i18n import tr
from desktop.ui.feedback import Message

if TYPE_CHECKING:
    # The window is painted before any of these is imported.
    from desktop.common.errors import UserFacingError
    from desktop.services import Services
    from desktop.shifts.views import ShiftView
    from desktop.ui.context import UiContext
    from desktop.ui.shell.main_window import MainWindow
    from desktop.ui.tasks import TaskRunner

_BAR = "open-shift"


class ShiftSign(QObject):
    """Says on the header which shift is open: `Quầy MT02 · Mường Thử – ca tối`.

    Args:
        window: the window.
        tasks: the way off the GUI thread.
    """

    def __init__(self, window: MainWindow, tasks: TaskRunner) -> None:
        super().__init__(window)
        self._window, self._tasks = window, tasks
        self._place, self._practice, self._shift = "", False, ""

    def set_place(self, place: str, *, practice: bool) -> None:
        """Show where this is."""
        self._place, self._practice = place, practice
        self._say()

    def look(self, services: Services) -> None:
        """Read which shift is open, and say so."""
        self._tasks.query(services.shifts.desk.current, self._found)

    def _found(self, shift: ShiftView | None) -> None:
        words = _words(shift) if shift is not None else ""
        if words != self._shift:
            self._shift = words
            self._say()

    def _say(self) -> None:
        # With the last part of the place, which stays where there is little room.
        text = f"{self._place} – {self._shift}" if self._shift else self._place
        self._window.set_station(text, practice=self._practice)

    # ------------------------------------------------------------ opening

    def offer(self, context: UiContext) -> None:
        """Offer to open a shift by one key, when none is open and this person may."""
        from desktop.security.access.permissions import Permission  # noqa: PLC0415 - after the paint

        if context.why_not(Permission.SHIFT_OPEN):
            return
        self._tasks.query(context.services.shifts.desk.current, partial(self._ask, context))

    def _ask(self, context: UiContext, shift: ShiftView | None) -> None:
        if shift is not None:
            return
        context.feedback.show(
            Message(
                "info",
                tr("Chưa mở ca."),
                tr("Mở ca để hồ sơ được tính vào ca này."),
                action=tr("Mở ca"),
                action_key="F9",
                on_action=partial(self._open, context),
                key=_BAR,
            )
        )

    def _open(self, context: UiContext) -> None:
        act = partial(context.services.shifts.desk.open, actor=context.actor)
        done, failed = partial(self._opened, context), partial(self._not_opened, context)
        self._tasks.change(act, done, failed)

    def _opened(self, context: UiContext, shift: ShiftView) -> None:
        self._found(shift)
        context.feedback.toast(tr("Đã mở {shift}.").format(shift=_words(shift)))

    def _not_opened(self, context: UiContext, error: UserFacingError) -> None:
        context.feedback.error(error)


def _words(shift: ShiftView) -> str:
    """Return `ca tối`."""
    from desktop.shifts.words import part_words  # noqa: PLC0415 - after the first paint

    return part_words(shift.part)
