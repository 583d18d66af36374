"""While an office's server is gone, below the header of every page: since when, and how many wait.

A counter without a server, and one whose server answers and for which nothing waits, never see the
strip. The watch also keeps the copy fresh that the counter goes on with.
"""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.common.i18n import tr, trn
from desktop.ui.tasks import Task, TaskRunner
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.strip import LineStrip

if TYPE_CHECKING:
    # The window is painted before any of these is imported.
    from datetime import datetime

    from desktop.common.errors import UserFacingError
    from desktop.services import Services
    from desktop.ui.feedback import Feedback

_EVERY_MS: Final = 20_000
_SHARE: Final = 30
"""A copy is made at most so that the making takes one part in thirty of the time."""


@dataclass(frozen=True)
class CopyStanding:
    """How a counter stands to its server.

    Attributes:
        offline: it works with its copy.
        answers: the server can be reached.
        since: when the server was gone; None while it answers and nothing waits.
        waiting: records that the server does not have as they are here.
        came: records that came to the server since the look before.
    """

    offline: bool
    answers: bool
    since: datetime | None
    waiting: int
    came: int = 0

    @property
    def is_worth_telling(self) -> bool:
        """Whether anybody has to know."""
        return self.offline or not self.answers or self.waiting > 0


class CopyLook:
    """Looks at one counter; slow, so off the GUI thread.

    Args:
        services: the counter's services.
    """

    def __init__(self, services: Services) -> None:
        self._services = services
        self._gone_since: datetime | None = None
        self._not_before = 0.0

    def look(self) -> CopyStanding:
        """Keep the copy fresh or bring back what is finished; tell how the counter stands."""
        from desktop.security.access.guarding import as_the_program  # noqa: PLC0415

        with as_the_program():
            return self._offline() if self._services.copy.is_offline else self._on_server()

    def _offline(self) -> CopyStanding:
        from desktop.common.errors import UserFacingError  # noqa: PLC0415 - after the first paint
        from desktop.security.setup import SETUP_ACTOR  # noqa: PLC0415

        copy = self._services.copy
        state, came = copy.state(), 0
        answers = copy.answers()
        if answers and state.finished:
            # What does not come goes on waiting and is counted; opening the counter tries anew.
            with suppress(UserFacingError):
                came = copy.bring_finished(actor=SETUP_ACTOR).records
            state = copy.state()
        return CopyStanding(
            offline=True, answers=answers, since=state.since, waiting=state.waiting, came=came
        )

    def _on_server(self) -> CopyStanding:
        from desktop.common.errors import StoreError  # noqa: PLC0415 - after the first paint

        copy, begun = self._services.copy, time.monotonic()
        try:
            if copy.is_stale() and begun >= self._not_before and copy.refresh():
                self._not_before = begun + _SHARE * (time.monotonic() - begun)
        except StoreError:
            if copy.answers():
                raise
            self._gone_since = self._gone_since or self._services.clock.now()
            return CopyStanding(offline=False, answers=False, since=self._gone_since, waiting=0)
        self._gone_since = None
        state = copy.state()
        return CopyStanding(offline=False, answers=True, since=state.since, waiting=state.waiting)


class CopyStrip(LineStrip):
    """One calm line: since when, how many wait, and what happens next."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.standing: CopyStanding | None = None
        self.said = PlainLabel("", "label", "warn")
        self.next = PlainLabel("", "hint", "ink2")
        self._icon = IconLabel("warning", "warn", 16)
        self.row.addWidget(self._icon)
        self.row.addWidget(self.said)
        self.row.addStretch(1)
        self.row.addWidget(self.next)

    def show_standing(self, standing: CopyStanding | None) -> None:
        """Show how the counter stands."""
        self.standing = standing
        if standing is None:
            return
        said, further = words(standing)
        self.said.setText(said)
        self.next.setText(further)
        self.setAccessibleName(f"{said}. {further}")


def words(standing: CopyStanding) -> tuple[str, str]:
    """Return what the strip says, and what happens next."""
    from desktop.common.clock import show_time  # noqa: PLC0415 - after the first paint

    since = show_time(standing.since) if standing.since is not None else ""
    n = standing.waiting
    if not standing.offline:
        if standing.answers:
            waits = tr("{n} hồ sơ nhập khi mất mạng chưa về máy chủ").format(n=n)
            return waits, tr("Mở lại chương trình để chuyển lại; hồ sơ vẫn còn đủ ở máy này")
        gone = tr("Mất kết nối máy chủ từ {time}").format(time=since)
        return gone, tr("Đóng rồi mở lại chương trình để làm tiếp trên bản sao")
    if not standing.answers:
        said = tr("Mất mạng từ {time}, {n} hồ sơ chờ").format(time=since, n=n)
        return said, tr("Vẫn nhận hồ sơ bình thường")
    if n:
        said = tr("Có mạng lại, còn {n} hồ sơ chờ").format(n=n)
    else:
        said = tr("Có mạng lại, hồ sơ đã về máy chủ đủ")
    return said, tr("Xong hồ sơ đang mở thì mở lại chương trình để làm trên máy chủ")


def tell_came(feedback: Feedback, n: int) -> None:
    """Say that records came to the server."""
    feedback.toast(
        trn(
            "{n} hồ sơ nhập khi mất mạng đã về máy chủ.",
            "{n} hồ sơ nhập khi mất mạng đã về máy chủ.",
            n,
        ).format(n=n)
    )


class CopyWatch(QObject):
    """Looks again every twenty seconds while the counter has a server.

    Args:
        tasks: the way off the GUI thread.
        parent: whose it is.

    Signals:
        looked (CopyStanding or None): how the counter stands; None when nobody has to know.
        came (int): so many records came to the server just now.
        failed (UserFacingError): the copy cannot be made fresh or looked into; told once.
    """

    looked = Signal(object)
    came = Signal(int)
    failed = Signal(object)

    def __init__(self, tasks: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._look: CopyLook | None = None
        self._asked: Task | None = None
        self._told = ""
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def begin(self, services: Services) -> None:
        """Look now, and go on looking; a counter without a server has nothing to look at."""
        if not services.copy.has_server:
            return
        self._look = CopyLook(services)
        self.look()
        self._timer.start()
        brought = services.copy.brought
        if brought is not None:
            services.copy.brought = None
            self.came.emit(brought.records + brought.drafts)

    def look(self) -> None:
        """Look, unless the look before is still under way."""
        if self._look is not None and (self._asked is None or self._asked.is_finished):
            self._asked = self._tasks.query(self._look.look, self._take, self._not_looked)

    def stop(self) -> None:
        """Look no more: the store is closed."""
        self._timer.stop()
        self._look = None
        if self._asked is not None:
            self._asked.cancel()

    def _take(self, standing: CopyStanding) -> None:
        self._told = ""
        self.looked.emit(standing if standing.is_worth_telling else None)
        if standing.came:
            self.came.emit(standing.came)

    def _not_looked(self, error: UserFacingError) -> None:
        if error.code != self._told:
            self._told = error.code
            self.failed.emit(error)
