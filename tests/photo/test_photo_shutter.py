"""When the shutter fires by itself, on a clock that the test moves."""

from __future__ import annotations

import numpy as np
import pytest

from desktop.photo.service import AutoShutter
from desktop.photo.views import Arrow, Check, CheckName, Guidance


class Ticker:
    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def guidance(*, ready: bool = True, score: float = 0.5, faces: int = 1) -> Guidance:
    checks = tuple(Check(name, ready, 0.0, "", "") for name in CheckName)
    return Guidance(checks, "", Arrow.NONE, (0, 0, 1, 1), faces, score)


def frame(value: int) -> np.ndarray:
    return np.full((2, 2, 3), value, np.uint8)


@pytest.fixture
def ticker() -> Ticker:
    return Ticker()


@pytest.fixture
def shutter(ticker: Ticker) -> AutoShutter:
    return AutoShutter(hold=0.8, burst=3, now=ticker)


def test_it_waits_for_the_hold_then_takes_the_best_of_three(
    shutter: AutoShutter, ticker: Ticker
) -> None:
    for _ in range(8):  # 0.0 to 0.7 s
        assert shutter.feed(frame(0), guidance(score=0.99)) is None
        ticker.seconds += 0.1
    ticker.seconds += 0.01
    assert shutter.feed(frame(1), guidance(score=0.3)) is None
    assert shutter.feed(frame(2), guidance(score=0.8)) is None
    best = shutter.feed(frame(3), guidance(score=0.5))

    assert best is not None
    assert best[0, 0, 0] == 2


def test_it_fires_once_until_reset(shutter: AutoShutter, ticker: Ticker) -> None:
    def run() -> list[object]:
        results: list[object] = []
        for _ in range(20):
            results.append(shutter.feed(frame(1), guidance()))
            ticker.seconds += 0.1
        return [result for result in results if result is not None]

    assert len(run()) == 1
    assert run() == []
    assert shutter.progress == 1
    shutter.reset()
    assert shutter.progress == 0
    assert len(run()) == 1


@pytest.mark.parametrize("spoiled", [guidance(ready=False), guidance(faces=2)])
def test_one_bad_frame_starts_the_hold_again(
    shutter: AutoShutter, ticker: Ticker, spoiled: Guidance
) -> None:
    shutter.feed(frame(1), guidance())
    ticker.seconds += 0.7
    shutter.feed(frame(1), spoiled)
    ticker.seconds += 0.2
    assert shutter.feed(frame(1), guidance()) is None
    assert shutter.progress == 0
    ticker.seconds += 0.4
    assert shutter.progress == pytest.approx(0.5)


def test_a_burst_cut_short_still_gives_its_best(shutter: AutoShutter, ticker: Ticker) -> None:
    shutter.feed(frame(0), guidance())
    ticker.seconds += 0.9
    assert shutter.feed(frame(7), guidance(score=0.6)) is None
    best = shutter.feed(frame(9), guidance(ready=False))

    assert best is not None
    assert best[0, 0, 0] == 7


def test_never_without_a_ready_frame(shutter: AutoShutter, ticker: Ticker) -> None:
    for _ in range(50):
        assert shutter.feed(frame(1), guidance(ready=False)) is None
        ticker.seconds += 0.5
    assert shutter.progress == 0
