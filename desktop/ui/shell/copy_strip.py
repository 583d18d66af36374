"""While an office's server is gone, below the header of every page: since when, and how many wait.

A counter without a server, and one whose server answers and for which nothing waits, never see the
strip. The watch also keeps the copy fresh that the counter goes on with.
"""

from __future__ import annotations

import math
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.common.i18n import tr, trn
from desktop.ui import theme
from desktop.ui.feedback import Message
from desktop.ui.tasks import Task, TaskRunner
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.strip import LineStrip

if TYPE_CHECKING:
    # The window is painted before any of these is imported.
    from collections.abc import Callable
    from datetime import datetime

    from desktop.common.errors import UserFacingError
    from desktop.services import Services
    from desktop.ui.feedback import Feedback

BAR: Final = "server"
TURN_KEY: Final = "Ctrl+W"
"""Free on every page: the strip stands on all of them."""
_EVERY_MS: Final = 20_000
_LASTING: Final = 5.0
"""Seconds after which a server is not only away for a moment."""
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
        is_lasting: the server was away for more than one look.
        has_copy: there is a copy to go on with.
    """

    offline: bool
    answers: bool
    since: datetime | None
    waiting: int
    came: int = 0
    is_lasting: bool = False
    has_copy: bool = True

    @property
    def may_turn(self) -> bool:
        """Whether the counter can be opened anew where it had better work: there, or here."""
        if self.answers:
            return self.offline or self.waiting > 0
        return not self.offline and self.is_lasting and self.has_copy

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
        self._lasts_from = math.inf
        self._not_before = 0.0

    def note_gone(self, since: datetime) -> None:
        """Take it from somebody who looks more often that the server is away, and since when."""
        self._gone_since, self._lasts_from = since, 0.0

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
            if not copy.is_gone():  # or it says why it refuses us
                raise
            if self._gone_since is None:
                self._gone_since = self._services.clock.now()
                self._lasts_from = begun + _LASTING
            return CopyStanding(
                offline=False,
                answers=False,
                since=self._gone_since,
                waiting=0,
                is_lasting=time.monotonic() >= self._lasts_from,
                has_copy=copy.state().is_there,
            )
        self._gone_since = None
        state = copy.state()
        return CopyStanding(offline=False, answers=True, since=state.since, waiting=state.waiting)


class CopyStrip(LineStrip):
    """One calm line: since when, how many wait, what happens next, and the way there.

    Signals:
        turned: the counter is to be opened anew: in its copy, or on the server again.
    """

    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.standing: CopyStanding | None = None
        self.said = PlainLabel("", "strong", "warn")
        self.next = PlainLabel("", "hint", "ink2")
        self.turn = OutlineButton("", key=TURN_KEY, small=True)
        self.turn.clicked.connect(self.turned)
        self.turn.hide()
        self._icon = IconLabel("warning", "warn", 16)
        self.row.addWidget(self._icon)
        self.row.addWidget(self.said)
        self.row.addStretch(1)
        self.row.addWidget(self.next)
        self.row.addSpacing(6)
        self.row.addWidget(self.turn)

    def show_standing(self, standing: CopyStanding | None) -> None:
        """Show how the counter stands."""
        self.standing = standing
        if standing is None:
            return
        said, further = words(standing)
        self.said.setText(said)
        self.next.setText(further)
        if standing.may_turn:
            self.turn.setText(turn_words(standing))
        if self.turn.isVisibleTo(self) != standing.may_turn:
            self.turn.setVisible(standing.may_turn)
            self.updateGeometry()
        self.setAccessibleName(f"{said}. {further}")
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the line, or of the button on it."""
        size = super().sizeHint()
        if self.standing is not None and self.standing.may_turn:
            size.setHeight(self.turn.sizeHint().height() + theme.current().fixed(9, 7))
        return size

    def ground(self) -> str:
        """Stand out where there is something to press."""
        palette = theme.current().palette
        is_calm = self.standing is None or not self.standing.may_turn
        return palette.surface if is_calm else palette.kind("warn").tint


def words(standing: CopyStanding) -> tuple[str, str]:
    """Return what the strip says, and what happens next."""
    from desktop.common.clock import show_time  # noqa: PLC0415 - after the first paint

    since = show_time(standing.since) if standing.since is not None else ""
    n = standing.waiting
    if not standing.offline:
        if standing.answers:
            waits = tr("{n} hồ sơ nhập khi mất mạng chưa về máy chủ").format(n=n)
            return waits, tr("Hồ sơ vẫn còn đủ ở máy này")
        return tr("Mất kết nối máy chủ từ {time}").format(time=since), _meanwhile(standing)
    if not standing.answers:
        said = tr("Mất mạng từ {time}, {n} hồ sơ chờ").format(time=since, n=n)
        return said, tr("Vẫn nhận hồ sơ bình thường")
    if n:
        said = tr("Có mạng lại, còn {n} hồ sơ chờ").format(n=n)
    else:
        said = tr("Có mạng lại, hồ sơ đã về máy chủ đủ")
    return said, tr("Hồ sơ đang mở cũng về theo")


def _meanwhile(standing: CopyStanding) -> str:
    """Return what to do while the server does not answer."""
    if not standing.has_copy:
        return tr("Quầy chưa có bản sao: cứ để mở, chờ máy chủ")
    if not standing.is_lasting:
        return tr("Đang thử nối lại")
    return tr("Phần đang làm vẫn giữ nguyên")


def turn_words(standing: CopyStanding) -> str:
    """Return what the button says that opens the counter anew."""
    if standing.offline:
        return tr("Về lại máy chủ")
    return tr("Chuyển lại") if standing.answers else tr("Làm tiếp không cần máy chủ")


def gone_message(standing: CopyStanding, turn: Callable[[], object]) -> Message | None:
    """Return the same for a page without the strip; None while there is nothing to do about it."""
    if standing.answers or standing.offline or not standing.is_lasting:
        return None
    said, further = words(standing)
    if not standing.has_copy:
        return Message("warn", f"{said}.", f"{further}.", key=BAR)
    return Message(
        "warn",
        f"{said}.",
        tr("Làm tiếp trên bản sao của quầy; phần đang làm vẫn giữ nguyên."),
        action=turn_words(standing),
        on_action=turn,
        key=BAR,
        action_key=TURN_KEY,
    )


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

    Attributes:
        standing: as `looked` told last.
    """

    looked = Signal(object)
    came = Signal(int)
    failed = Signal(object)

    def __init__(self, tasks: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._look: CopyLook | None = None
        self._asked: Task | None = None
        self._again = False
        self.standing: CopyStanding | None = None
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
            self._again = False
            self._asked = self._tasks.query(self._look.look, self._take, self._not_looked)

    def gone(self, since: datetime) -> None:
        """Hear from whoever looks more often that the server has been away since."""
        if self._look is not None:
            self._look.note_gone(since)
            self.back()

    def back(self) -> None:
        """Look from now on anew: a look that is under way knows only how it was before."""
        self._again = self._asked is not None and not self._asked.is_finished
        self.look()

    def stop(self) -> None:
        """Look no more: the store is closed."""
        self._timer.stop()
        self._look, self._again = None, False
        if self._asked is not None:
            self._asked.cancel()
        self._tell(None)

    def _tell(self, standing: CopyStanding | None) -> None:
        self.standing = standing
        self.looked.emit(standing)

    def _take(self, standing: CopyStanding) -> None:
        self._told = ""
        self._tell(standing if standing.is_worth_telling else None)
        if standing.came:
            self.came.emit(standing.came)
        if self._again:
            self.look()

    def _not_looked(self, error: UserFacingError) -> None:
        if error.code != self._told:
            self._told = error.code
            self.failed.emit(error)
        if self._again:
            self.look()
