"""What every run of the window shares: the first page, the way off the GUI thread, the end.

The first paint waits for this module, so whatever comes after the paint is imported after it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from desktop.common.i18n import tr
from desktop.ui.feedback import Feedback, Message
from desktop.ui.shell.front_stage import FrontStage
from desktop.ui.shell.opening_page import OpeningPage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.common.errors import UserFacingError
    from desktop.ui.shell.launch import Launch
    from desktop.ui.shell.main_window import MainWindow
    from desktop.ui.shell.memory import WindowMemory
    from desktop.ui.tasks import TaskRunner


class FrontSession(QObject):
    """One run of the window, whatever profile it is opened on.

    Args:
        app: the application.
        launch: how to open the profile.
        window: the window.
        feedback: the channel to the person.
        memory: what was remembered from the last time.

    Signals:
        opened: what the profile holds can be used.
    """

    opened = Signal()

    def __init__(
        self,
        app: QApplication,
        launch: Launch,
        window: MainWindow,
        feedback: Feedback,
        memory: WindowMemory,
    ) -> None:
        super().__init__(window)
        self._app, self._launch, self._window = app, launch, window
        self._memory, self.feedback = memory, feedback
        self._front = FrontStage(window)
        self._runner: TaskRunner | None = None
        self._is_practice = is_practice(launch.folder)
        window.may_close = self.close

    @property
    def tasks(self) -> TaskRunner:
        """The way off the GUI thread; made with its first use, after the first paint."""
        if self._runner is None:
            from desktop.ui.tasks import TaskRunner  # noqa: PLC0415 - after the first paint

            self._runner = TaskRunner(self.feedback, self._app)
        return self._runner

    # ------------------------------------------------------------ the page before all others

    def begin(self) -> None:
        """Show that something happens; nothing heavy is imported yet."""
        # The ribbon over the pages comes with the furniture; the first picture has one of its own.
        practice = self._is_practice and not self._window.is_furnished
        self._front.show(OpeningPage(practice=practice, title=self._opening_words()))

    def _opening_words(self) -> str:
        """Return what the first page says; "" for its usual words."""
        return ""

    def open(self) -> None:
        """Open the profile off the GUI thread; called after the first paint."""
        raise NotImplementedError

    def _retry(self) -> None:
        self.begin()
        self.open()

    def _drop_ribbon(self) -> None:
        if isinstance(self._front.page, OpeningPage):
            self._front.page.drop_ribbon()

    def _show_trouble(
        self, error: UserFacingError, unlock: Callable[[str | Path], object] | None
    ) -> None:
        """Say why the profile is not open; `unlock` gets a recovery code."""
        from desktop.ui.shell.trouble_page import TroublePage  # noqa: PLC0415 - only in trouble

        page = TroublePage(error, can_unlock=unlock is not None)
        page.retried.connect(self._retry)
        if unlock is not None:
            page.unlocked.connect(unlock)
        self._front.show(page)

    # ------------------------------------------------------------ the end

    def close(self) -> bool:
        """Leave the page, finish what is being written, close the profile; True when done."""
        self._memory.geometry = self._window.saveGeometry()
        self._leave()
        if self._front.page is not None:
            self._front.page.leave()
        self._stop_listening()
        if not self.tasks.stop():
            self.feedback.show(self._still_writing())
            return False
        self._let_go()
        return True

    def _leave(self) -> None:
        """Leave the open page."""

    def _stop_listening(self) -> None:
        """Let go of whatever is listened to."""

    def _let_go(self) -> None:
        """Close what was opened."""

    def _still_writing(self) -> Message:
        title = tr("Đang lưu nốt dữ liệu.")
        return Message("warn", title, tr("Chờ một lát rồi đóng lại. Đừng tắt máy."), key="closing")


def is_practice(folder: Path) -> bool:
    """Whether profile.json says that nothing here is real; False when it cannot be read.

    As in storage/profile.py, which costs more imports than the first paint may have.
    """
    return _said(folder).get("is_practice") is True


def is_province(folder: Path) -> bool:
    """Whether profile.json says that this is a provincial desk; False when it cannot be read."""
    return _said(folder).get("role") == "province"


def _said(folder: Path) -> dict[str, object]:
    try:
        said = json.loads((folder / "profile.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}
