"""Who has the counter: the log-in, the lock, coming back, and taking over from somebody else."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from desktop.common.clock import today
from desktop.common.i18n import tr
from desktop.common.settings import LOCK_AFTER
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Feedback, Message
from desktop.ui.security.login_page import LoginPage
from desktop.ui.shell.idle import IdleWatch
from desktop.ui.shell.resume import WayBack, way_back

if TYPE_CHECKING:
    from uuid import UUID

    from desktop.common.errors import UserFacingError
    from desktop.security.views import OperatorView
    from desktop.services import Services
    from desktop.ui.shell.desk import Desk
    from desktop.ui.shell.front_stage import FrontStage
    from desktop.ui.shell.main_window import MainWindow
    from desktop.ui.shell.memory import WindowMemory
    from desktop.ui.shell.navigation import Navigation
    from desktop.ui.tasks import TaskRunner

_SECONDS = 60


class Door(QObject):
    """Lets people in and keeps what they do behind a lock.

    Args:
        app: the application.
        window: the window.
        front: what stands before the counter.
        desk: what happens while somebody has the counter.
        tasks: the way off the GUI thread.
        feedback: the channel to the person.
        memory: what was remembered from the last time.
        services: the station's services.

    Signals:
        opened: a person has the counter.
        asked: the page that asks who is there is shown.

    Attributes:
        begins_with_morning: whether the first log-in of a day sees the check of the morning.
    """

    opened = Signal()
    asked = Signal()

    def __init__(
        self,
        app: QApplication,
        window: MainWindow,
        front: FrontStage,
        desk: Desk,
        tasks: TaskRunner,
        feedback: Feedback,
        memory: WindowMemory,
        services: Services,
    ) -> None:
        super().__init__(window)
        self._window, self._front, self._desk = window, front, desk
        self._tasks, self._feedback, self._memory = tasks, feedback, memory
        self._services = services
        self.actor = ""
        self.idle = IdleWatch(app, self)
        self.idle.idle.connect(self.lock)
        desk.navigation.lock_asked.connect(self.lock)
        tasks.busy_changed.connect(self._settings_may_have_changed)
        self._lock_after = -1.0
        self.begins_with_morning = False
        self._owes_offer = False
        self._looks_for = ""
        self._is_missing = False
        desk.navigation.moved.connect(self._reached)

    @property
    def _navigation(self) -> Navigation:
        return self._desk.navigation

    def context(self, actor: str) -> UiContext:
        """Return what pages of a person are given."""
        return UiContext(self._services, self._tasks, self._feedback, self._navigation, actor)

    # ------------------------------------------------------------ before the door

    def show_login(self) -> None:
        """Ask who is there."""
        desk = self._desk
        desk.is_locked = True
        self.idle.stop()
        holder = desk.operator if desk.context is not None else None
        page = LoginPage(self.context(""), last=self._memory.operator, holder=holder)
        page.logged_in.connect(self.let_in)
        page.rescue_wanted.connect(self._rescue)
        self._window.set_person("")
        self._front.show(page)
        self.asked.emit()

    def _rescue(self) -> None:
        from desktop.ui.security.rescue_page import RescuePage  # noqa: PLC0415 - hardly ever

        page = RescuePage(self.context(""))
        page.rescued.connect(self.let_in)
        page.left.connect(self.show_login)
        self._front.show(page)

    def lock(self) -> None:
        """Hide everything behind the log-in page; what is open stays as it stands."""
        if not self._desk.is_locked:
            self._navigation.rest()
            self._window.toasts.dismiss()
            self.show_login()

    # ------------------------------------------------------------ coming in

    def let_in(self, operator: OperatorView) -> None:
        """Give the counter to somebody whose secret was right."""
        desk, memory = self._desk, self._memory
        before = desk.operator
        # With another role since, the pages are made anew: they offer what the role may do.
        is_back = before is not None and (before.id, before.role) == (operator.id, operator.role)
        left_by_another = None
        if memory.operator not in {None, operator.id}:
            # What somebody else had open is offered; it is not thrown at a newcomer.
            left_by_another, memory.open_file = memory.open_file, None
        desk.operator = operator
        memory.operator = operator.id
        if is_back and desk.context is not None:
            self._open_up()
            self._window.set_person(operator.full_name)
            self._navigation.wake()
            self._front.clear()
            desk.recount()
            self.opened.emit()
            return
        self.enter_as(operator.full_name, offered=left_by_another)

    def enter_as(self, actor: str, *, offered: UUID | None = None) -> None:
        """Begin as this person.

        Args:
            actor: their name.
            offered: what somebody else had open; it may be taken over.
        """
        desk = self._desk
        for page in self._navigation.forget():
            self._window.drop(page)
        self._navigation.start_anew()
        self.actor = actor
        desk.context = self.context(actor)
        self._open_up()
        self._window.set_person(actor)
        desk.recount()
        wanted = offered if offered is not None else self._memory.open_file
        # Asked for as a change: what the one before had typed is in the store by then.
        self._tasks.change(
            partial(_way_and_offer, self._services, wanted, is_offer=offered is not None),
            self._resume,
        )

    def _resume(self, found: tuple[WayBack | None, bool]) -> None:
        """Go where this station was when it went dark, or to the counter."""
        back, is_offer = found
        looks_for, self._looks_for = self._looks_for, ""
        if is_offer:
            self._navigation.show(PageName.FIND)
        elif back is None and looks_for:
            self._navigation.show(PageName.FIND, text=looks_for)
        elif back is None or not self._desk.may_open(back.page):
            self._navigation.show(self._first_page())
        else:
            self._navigation.show(back.page, **back.payload)
            self._feedback.toast(back.words)
        self._front.clear()
        if back is not None and is_offer and self._desk.may_open(back.page):
            self._offer(back)
        # Nobody logs in to a practice run. A bar goes with its page: it waits for the counter.
        self._owes_offer = self._desk.operator is not None
        self._reached(self._navigation.current)
        self._tell_missing()
        self.opened.emit()

    def _reached(self, name: PageName | None, *_: object) -> None:
        if self._owes_offer and name is not PageName.MORNING:
            self._owes_offer = False
            self._desk.sign.offer(self.context(self.actor))

    def _first_page(self) -> PageName:
        """Return the counter, or the check of the morning for the first log-in of a day."""
        day = today(self._services.clock).isoformat()
        if not self.begins_with_morning or self._memory.morning == day:
            return PageName.FIND
        self._memory.morning = day
        return PageName.MORNING

    def _offer(self, back: WayBack) -> None:
        self._feedback.show(
            Message(
                "info",
                back.offer,
                tr("Nhận làm tiếp thì nhật ký ghi cả hai tên."),
                action=tr("Nhận làm tiếp"),
                action_key="Ctrl+T",
                on_action=partial(self._take_over, back),
                key="take-over",
            )
        )

    def _take_over(self, back: WayBack) -> None:
        application_id = back.payload.get("application_id")
        if application_id is None:
            self._navigation.show(back.page, **back.payload)
            return
        take = partial(self._services.unfinished.take_over, application_id, actor=self.actor)
        self._tasks.change(take, partial(self._taken_over, back), self._not_taken)

    def _taken_over(self, back: WayBack, holder: str) -> None:
        del holder
        self._navigation.show(back.page, **back.payload)

    def _not_taken(self, error: UserFacingError) -> None:
        self._feedback.error(error)

    # ------------------------------------------------------------ opened anew

    def come_back(self, name: str, *, missing: bool) -> None:
        """Let the next log-in come back to whoever was open when the store was opened anew.

        Args:
            name: whom to look for where the record is not in this store; "" for nobody.
            missing: something typed found no place in this store.
        """
        self._looks_for, self._is_missing = name, missing

    def _tell_missing(self) -> None:
        if self._is_missing:
            self._is_missing = False
            title = tr("Có phần vừa gõ chưa chuyển được sang đây.")
            advice = tr("Máy vẫn giữ, về lại máy chủ thì tự chuyển. Đừng tắt chương trình.")
            self._feedback.show(Message("warn", title, advice, key="unsaved"))

    # ------------------------------------------------------------ idle

    def _open_up(self) -> None:
        self._desk.is_locked = False
        self._lock_after = -1.0
        self._follow_setting()

    def _settings_may_have_changed(self, busy: bool) -> None:
        if not busy and not self._desk.is_locked:
            self._follow_setting()

    def _follow_setting(self) -> None:
        chosen = self._services.preferences
        self._tasks.query(partial(chosen.text, LOCK_AFTER), self._set_lock_after)

    def _set_lock_after(self, minutes: str) -> None:
        seconds = int(minutes) * _SECONDS
        if not self._desk.is_locked and seconds != self._lock_after:
            self._lock_after = seconds
            self.idle.start(seconds)

    def close(self) -> None:
        """Count no more."""
        self.idle.stop()


def _way_and_offer(
    services: Services, wanted: UUID | None, *, is_offer: bool
) -> tuple[WayBack | None, bool]:
    return way_back(services, wanted), is_offer
