"""The checks, each a small function that measures and judges."""

from __future__ import annotations

import os
import platform
import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib import metadata
from pathlib import Path

from desktop import __version__
from desktop.common.clock import VIETNAM, Clock, show_date, show_time
from desktop.common.errors import UserFacingError
from desktop.common.i18n import decimal, tr
from desktop.diagnostics import store as queries
from desktop.diagnostics.views import CheckRow, Verdict
from desktop.storage import migrate
from desktop.storage.profile import Profile
from desktop.storage.unit_of_work import Store

_MB = 1024 * 1024
LOW_DISK = 2_000 * _MB
"""Below this a day of 300 photos and its twin copy no longer fit comfortably."""
VERY_LOW_DISK = 200 * _MB
RELEASED = datetime(2025, 8, 1, tzinfo=UTC)
"""No clock can be right that is before the campaign."""

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
        rows = [self._store_row(), *(probe() for probe in self._probes)]
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

    def _clock_row(self) -> CheckRow:
        label = tr("Đồng hồ")
        now = self._clock.now()
        value = f"{show_time(now)} {show_date(now)}"
        last = self._last_trusted()
        if now < RELEASED or (last and now < last - timedelta(minutes=2)):
            return CheckRow(
                "clock",
                label,
                value,
                Verdict.BAD,
                tr("Đồng hồ chạy lùi hoặc sai năm. Chỉnh lại ngày giờ của máy."),
            )
        offset = datetime.now().astimezone().utcoffset()
        if offset != VIETNAM.utcoffset(None):
            return CheckRow(
                "clock",
                label,
                value,
                Verdict.LOOK,
                tr("Máy không đặt múi giờ Việt Nam (+07). Giờ trên giấy vẫn đúng giờ Việt Nam."),
            )
        return CheckRow("clock", label, value, Verdict.OK)

    def _last_trusted(self) -> datetime | None:
        if self._store is None:
            return None
        try:
            with self._store.read() as session:
                return queries.newest_event(session)
        except UserFacingError:
            return None


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
