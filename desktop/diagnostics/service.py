"""The checks, each a small function that measures and judges."""

from __future__ import annotations

import os
import platform
import shutil
import time
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

from desktop import __version__
from desktop.common.clock import VIETNAM, Clock, show_date, show_time
from desktop.common.errors import UserFacingError
from desktop.common.i18n import decimal, tr
from desktop.diagnostics import store as queries
from desktop.diagnostics.views import CheckRow, Verdict
from desktop.security.timekeeping import rules
from desktop.security.timekeeping import words as clock_words
from desktop.security.timekeeping.service import ClockWatch
from desktop.security.timekeeping.views import Mark
from desktop.security.trail import words as trail_words
from desktop.security.trail.service import TrailService
from desktop.storage import migrate
from desktop.storage.profile import Profile
from desktop.storage.unit_of_work import Store

_MB = 1024 * 1024
LOW_DISK = 2_000 * _MB
"""Below this a day of 300 photos and its twin copy no longer fit comfortably."""
VERY_LOW_DISK = 200 * _MB
Probe = Callable[[], CheckRow]


class DiagnosticsService:
    """Runs the checks; devices and screens are probed by functions given from outside.

    Args:
        profile: the station's folder.
        store: the opened store, or None when it could not be opened.
        clock: the clock in use.
        probes: further checks (camera, printer, screen, fonts, key) known only further up.
    """

    def __init__(
        self,
        profile: Profile,
        store: Store | None,
        clock: Clock,
        probes: tuple[Probe, ...] = (),
        store_problem: UserFacingError | None = None,
    ) -> None:
        self._profile = profile
        self._store = store
        self._clock = clock
        self._probes = probes
        self._store_problem = store_problem

    def run(self) -> tuple[CheckRow, ...]:
        """Run every check; one that fails becomes a row, never an exception."""
        trail = self._trail_row()
        rows = [self._store_row(), *([trail] if trail else []), *(p() for p in self._probes)]
        rows += [self._disk_row(), self._clock_row(), versions_row()]
        return tuple(rows)

    def _store_row(self) -> CheckRow:
        label = tr("Kho dữ liệu")
        if self._store is None:
            problem = self._store_problem
            return CheckRow(
                "store",
                label,
                problem.title if problem else tr("chưa có"),
                Verdict.BAD,
                problem.advice if problem else tr("Tạo quầy mới bằng lệnh “init”."),
            )
        try:
            with self._store.read() as session:
                complaints = queries.integrity_complaints(session)
            revision = migrate.current_revision(self._store.engine)
        except UserFacingError as error:
            return CheckRow("store", label, error.title, Verdict.BAD, error.advice)
        if complaints:
            return CheckRow(
                "store",
                label,
                tr("có {n} chỗ hỏng").format(n=len(complaints)),
                Verdict.BAD,
                tr("Ngừng nhập, gọi người phụ trách máy; dùng bản sao lưu gần nhất."),
            )
        size = self._profile.store_file.stat().st_size / _MB
        value = tr("nguyên vẹn, mã hóa, {size} MB, bản {revision}").format(
            size=decimal(size), revision=revision
        )
        return CheckRow("store", label, value, Verdict.OK)

    def _disk_row(self) -> CheckRow:
        label = tr("Ổ đĩa")
        folder = _existing(self._profile.folder)
        free = shutil.disk_usage(folder).free
        try:
            pace = write_and_sync_ms(folder)
        except OSError:
            return CheckRow(
                "disk",
                label,
                tr("không ghi được vào {folder}").format(folder=folder),
                Verdict.BAD,
                tr("Cấp quyền ghi cho thư mục dữ liệu."),
            )
        value = tr("còn {free} GB, ghi bền {ms:.0f} ms").format(
            free=decimal(free / _MB / 1024), ms=pace
        )
        if free < VERY_LOW_DISK:
            return CheckRow(
                "disk", label, value, Verdict.BAD, tr("Dọn ổ đĩa trước khi nhận hồ sơ.")
            )
        if free < LOW_DISK or pace > 100:
            advice = tr("Dọn bớt tệp trên ổ đĩa này.") if free < LOW_DISK else tr("Ổ đĩa chậm.")
            return CheckRow("disk", label, value, Verdict.LOOK, advice)
        return CheckRow("disk", label, value, Verdict.OK)

    def _trail_row(self) -> CheckRow | None:
        if self._store is None:
            return None
        label = tr("Nhật ký")
        try:
            proof = TrailService(self._store).glance()
        except UserFacingError as error:
            return CheckRow("audit", label, error.title, Verdict.BAD, error.advice)
        if not proof.ok:
            text, advice = trail_words.proof_text(proof), trail_words.advice_text(proof)
            return CheckRow("audit", label, text, Verdict.BAD, advice)
        value = tr("{n} sự kiện, {newest} sự kiện cuối nguyên vẹn, mã đầu {digest}").format(
            n=proof.number, newest=proof.events, digest=proof.digest[:12]
        )
        return CheckRow("audit", label, value, Verdict.OK)

    def _clock_row(self) -> CheckRow:
        label, now = tr("Đồng hồ"), self._clock.now()
        said = f"{show_time(now)} {show_date(now)}"
        if self._store is None:
            bad = bool(rules.faults(now, VIETNAM.utcoffset(None), Mark()))
            advice = tr("Chỉnh lại ngày giờ của máy.") if bad else ""
            return CheckRow("clock", label, said, Verdict.BAD if bad else Verdict.OK, advice)
        try:
            state = ClockWatch(self._store, self._clock).state()
        except UserFacingError as error:
            return CheckRow("clock", label, said, Verdict.LOOK, error.advice)
        value = tr("{said}, múi giờ {zone}, lần tin cậy cuối {trusted}").format(
            said=said,
            zone=clock_words.zone_words(state.offset),
            trusted=clock_words.trusted_words(state),
        )
        if state.fault is None:
            return CheckRow("clock", label, value, Verdict.OK)
        advice = f"{clock_words.title(state.fault)} {clock_words.advice(state)}"
        verdict = Verdict.BAD if state.stops else Verdict.LOOK
        return CheckRow("clock", label, value, verdict, advice)


def _existing(folder: Path) -> Path:
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def write_and_sync_ms(folder: Path) -> float:
    """Return how many milliseconds a durable write of 4 KiB takes in a folder.

    Raises:
        OSError: the folder cannot be written.
    """
    probe = folder / f".probe-{os.getpid()}.part"
    try:
        with probe.open("wb") as stream:
            start = time.perf_counter()
            stream.write(b"\0" * 4096)
            stream.flush()
            os.fsync(stream.fileno())
            return (time.perf_counter() - start) * 1000
    finally:
        probe.unlink(missing_ok=True)


def versions_row() -> CheckRow:
    """Return the versions that matter when somebody calls for help."""
    names = ("PySide6-Essentials", "SQLAlchemy", "sqlcipher3")
    parts = [f"QTN {__version__}", f"Python {platform.python_version()}"]
    parts += [f"{name} {metadata.version(name)}" for name in names]
    parts.append(f"{platform.system()} {platform.release()}")
    return CheckRow("versions", tr("Phiên bản"), " · ".join(parts), Verdict.OK)
