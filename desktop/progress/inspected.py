"""What the program itself can tell inspectors: each figure from the use case that owns it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from desktop.backup.keeper import Keeper
from desktop.campaign.inspections.views import Measured, Measures
from desktop.common.clock import Clock
from desktop.common.inspections import Measure
from desktop.intake.overview import OverviewService
from desktop.progress.views import Board
from desktop.roster.register.service import RegisterService
from desktop.security.timekeeping.service import ClockWatch
from desktop.security.trail.service import NEWEST, TrailService
from desktop.storage.unit_of_work import Store

_HOURS_A_DAY = 24
_SECONDS_A_MINUTE = 60
_SECONDS_AN_HOUR = 3600


def measures_of(store: Store, clock: Clock, keeper: Keeper, board: Callable[[], Board]) -> Measures:
    """Return how each figure of an inspection is found.

    Args:
        store: the opened store.
        clock: tells the time.
        keeper: knows the newest backup.
        board: gives the figures of the dashboard.
    """
    return {
        Measure.DIFFERENCES: partial(_differences, RegisterService(store, clock)),
        Measure.RETAKES: partial(_retakes, board),
        Measure.BACKUP: partial(_backup, keeper, clock),
        Measure.TRAIL: partial(_trail, TrailService(store)),
        Measure.CLOCK: partial(_clock, ClockWatch(store, clock)),
        Measure.OPEN_CASES: partial(_open_cases, OverviewService(store, clock)),
        Measure.MINUTES: partial(_minutes, board),
    }


def _differences(register: RegisterService) -> Measured | None:
    counts = register.counts()
    if not counts:
        return None  # nothing was compared, so that none differ says nothing
    waiting = sum(opened for opened, _decided in counts.values())
    return Measured(Measure.DIFFERENCES, waiting == 0, waiting)


def _retakes(board: Callable[[], Board]) -> Measured | None:
    quality = board().quality
    if not quality.applicants:
        return None
    return Measured(Measure.RETAKES, None, quality.retakes, quality.applicants)


def _backup(keeper: Keeper, clock: Clock) -> Measured:
    last = keeper.backups.last()
    if last is None:
        return Measured(Measure.BACKUP, is_good=False)
    hours = max(0, int((clock.now() - last.made_at).total_seconds()) // _SECONDS_AN_HOUR)
    return Measured(Measure.BACKUP, hours <= _HOURS_A_DAY, hours)


def _trail(trail: TrailService) -> Measured:
    proof = trail.glance()
    return Measured(Measure.TRAIL, proof.ok, min(proof.events, NEWEST))


def _clock(watch: ClockWatch) -> Measured:
    return Measured(Measure.CLOCK, watch.state().fault is None)


def _open_cases(overview: OverviewService) -> Measured:
    count = len(overview.drafts())
    return Measured(Measure.OPEN_CASES, count == 0, count)


def _minutes(board: Callable[[], Board]) -> Measured | None:
    seconds = board().quality.median_seconds
    if seconds is None:
        return None
    return Measured(Measure.MINUTES, None, max(1, round(seconds / _SECONDS_A_MINUTE)))
