"""Asking something that may hang: a driver, a network printer, a drive that went to sleep."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def within(seconds: float, call: Callable[[], T], name: str = "within") -> T:
    """Return what a call gives, waiting only so long; a call that hangs is left behind.

    Args:
        seconds: how long.
        call: what may hang.
        name: of its thread, for whoever looks at the threads of a program that hangs.

    Raises:
        TimeoutError: it did not answer in time.
    """
    answer: queue.Queue[T | BaseException] = queue.Queue(1)

    def run() -> None:
        try:
            answer.put(call())
        except BaseException as error:  # noqa: BLE001 - handed over to the caller below
            answer.put(error)

    threading.Thread(target=run, name=name, daemon=True).start()
    try:
        got = answer.get(timeout=seconds)
    except queue.Empty as error:
        raise TimeoutError from error
    if isinstance(got, BaseException):
        raise got
    return got
