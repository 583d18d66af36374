"""A strict Qt: offscreen, one dressed application, and nothing may be left behind by a test."""

from __future__ import annotations

import gc
import os
import threading
import weakref
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QThread, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication

from desktop.ui import theme
from desktop.ui.i18n import install_translations

_reported: set[int] = set()
_set_aside: list[weakref.ref[QTimer | QThread | QThreadPool]] = []


@pytest.fixture(scope="session", autouse=True)
def dressed_app(qapp):
    """The application as it looks at the counter by day, speaking Vietnamese."""
    install_translations(qapp, "vi")
    theme.apply_theme(qapp)
    return qapp


@pytest.fixture(autouse=True)
def usual_look(dressed_app):
    """Bring back the usual look after a test that changed it."""
    yield
    look = theme.current()
    if (look.mode, look.scale, look.compact, look.field) != ("day", 1.0, False, False):
        theme.apply_theme(dressed_app, compact=False)


def _is_busy(thing: object) -> bool:
    if not shiboken6.isValid(thing):
        return False
    if isinstance(thing, QTimer):
        return thing.isActive()
    if isinstance(thing, QThread):
        return thing.isRunning() and thing is not QThread.currentThread()
    return isinstance(thing, QThreadPool) and thing.activeThreadCount() > 0


def _running_kinds() -> list[QTimer | QThread | QThreadPool]:
    kinds = (QTimer, QThread, QThreadPool)
    return [thing for thing in gc.get_objects() if issubclass(type(thing), kinds)]


@pytest.fixture(scope="module", autouse=True)
def looked_at_once() -> Iterator[None]:
    """Set aside what is still there after a file of tests: each test looks through what is new.

    Else the look after every test goes through all that earlier files left, a million things at
    the end of a long run. Whatever may run one day is remembered and asked as before.
    """
    yield
    gc.collect()
    _set_aside.extend(weakref.ref(thing) for thing in _running_kinds())
    gc.freeze()


def _left_running() -> list[str]:
    older = [thing for one in _set_aside if (thing := one()) is not None]
    found = [*older, *_running_kinds()]
    busy = [thing for thing in found if _is_busy(thing) and id(thing) not in _reported]
    _reported.update(id(thing) for thing in busy)
    return [f"{type(thing).__name__} of {thing.parent()!r}" for thing in busy]


@pytest.fixture(autouse=True)
def nothing_left_behind(dressed_app):
    """Fail a test that leaves windows, running threads or active timers."""
    windows = set(QApplication.topLevelWidgets())
    threads = set(threading.enumerate())
    yield
    dressed_app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [w for w in QApplication.topLevelWidgets() if w not in windows]
    if left:  # a reference cycle may still hold what nobody wants
        del left
        gc.collect()
        dressed_app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        left = [w for w in QApplication.topLevelWidgets() if w not in windows]
    names = [f"{type(w).__name__} {w.windowTitle()!r}" for w in left if w.isVisible()]
    assert not names, f"windows left open: {names}"
    started = [
        thread
        for thread in threading.enumerate()
        if thread not in threads
        and thread.is_alive()
        and not isinstance(thread, threading._DummyThread)
    ]
    assert not started, f"threads left running: {started}"
    running = _left_running()
    assert not running, f"left running: {running}"
