"""The strictness of these tests is itself tested: a leak must be seen."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QThread, QThreadPool, QTimer


@pytest.fixture
def left_running(request):
    plugins = request.config.pluginmanager.get_plugins()
    (strict,) = [plugin for plugin in plugins if hasattr(plugin, "nothing_left_behind")]
    return strict._left_running


def test_an_active_timer_is_seen(left_running):
    timer = QTimer()
    timer.start(1000)
    assert any("QTimer" in line for line in left_running())
    timer.stop()
    assert left_running() == []


def test_a_running_thread_is_seen(left_running):
    thread = QThread()
    thread.start()
    assert any("QThread" in line for line in left_running())
    thread.quit()
    thread.wait()


def test_a_busy_pool_is_seen(left_running):
    pool, gate = QThreadPool(), threading.Event()
    pool.start(gate.wait)
    assert any("QThreadPool" in line for line in left_running())
    gate.set()
    assert pool.waitForDone(5000)
