"""The only channel from the program to the person: inline bars, toasts, and words for bugs.

Nothing here draws. A window shows what arrives on the signals (`widgets.bar_area`), so screens,
tasks and the exception hook can speak without knowing any window.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Literal

from PySide6.QtCore import QObject, Signal

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr

_log = logging.getLogger(__name__)

Tone = Literal["ok", "warn", "bad", "info"]


@dataclass(frozen=True)
class Message:
    """One inline bar: what happened, what to do, and at most one button.

    Attributes:
        tone: decides colour and symbol.
        title: what happened, a short sentence.
        text: what to do next.
        action: the word on the button; empty for none.
        action_key: the key printed on the button; empty for none.
        on_action: what the button does; the bar closes first.
        key: a later message with the same key takes the place of this one.
        code: short code for phone support.
    """

    tone: Tone
    title: str
    text: str = ""
    action: str = ""
    on_action: Callable[[], object] | None = None
    key: str = ""
    code: str = ""
    action_key: str = ""


@dataclass(frozen=True)
class Notice:
    """One toast: confirms what the person just did and may be ignored.

    Attributes:
        text: what was done.
        on_undo: takes it back; None shows no button.
        seconds: how long it stays.
        action: the word on the button.
    """

    text: str
    on_undo: Callable[[], object] | None = None
    seconds: int = 8
    action: str = ""


class Feedback(QObject):
    """Carries messages to whoever shows them; safe to call from any thread.

    Signals:
        bar_requested (Message): show an inline bar.
        bars_cleared (str): remove the bars with this key; empty means all.
        toast_requested (Notice): show a toast.
    """

    bar_requested = Signal(object)
    bars_cleared = Signal(str)
    toast_requested = Signal(object)

    def show(self, message: Message) -> None:
        """Show an inline bar."""
        self.bar_requested.emit(message)

    def clear(self, key: str = "") -> None:
        """Remove the bars of a key, or all of them."""
        self.bars_cleared.emit(key)

    def toast(
        self, text: str, on_undo: Callable[[], object] | None = None, seconds: int = 0
    ) -> None:
        """Confirm what was done, with `Hoàn tác` when it can be taken back.

        Args:
            text: what was done.
            on_undo: takes it back.
            seconds: how long it stays; 0 chooses: long enough to decide, or only to read.
        """
        self.toast_requested.emit(Notice(text, on_undo, seconds or (8 if on_undo else 5)))

    def error(self, error: UserFacingError) -> None:
        """Show an error that a person can act on."""
        key = f"error:{error.code}:{error.title}"
        self.show(Message("bad", error.title, error.advice, key=key, code=error.code))

    def bug(self, error: BaseException) -> str:
        """Log a defect of ours with an id, tell the person calmly, and return the id."""
        import secrets  # noqa: PLC0415 - the first paint must not wait for OpenSSL

        number = f"L-{secrets.token_hex(3).upper()}"
        _log.error("%s: %s", number, type(error).__name__, exc_info=error)
        text = tr("Báo người phụ trách máy mã {code}, rồi làm tiếp.").format(code=number)
        title = tr("Có lỗi, hồ sơ đã được giữ lại.")
        self.show(Message("bad", title, text, key="bug", code=number))
        return number


def install_excepthook(feedback: Feedback) -> Callable[[], None]:
    """Send what nobody caught, in slots and in threads, to the person; return the way back."""
    before, before_threads = sys.excepthook, threading.excepthook

    def handle(error: BaseException) -> None:
        if isinstance(error, UserFacingError):
            feedback.error(error)
        else:
            feedback.bug(error)

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            before(kind, error, trace)
        else:
            handle(error)

    def thread_hook(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None and arguments.exc_type is not SystemExit:
            handle(arguments.exc_value)

    sys.excepthook, threading.excepthook = hook, thread_hook

    def restore() -> None:
        sys.excepthook, threading.excepthook = before, before_threads

    return restore
