"""Checks of the encrypted store: is it whole, its trail unbroken, its clock believed?"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

from desktop.common.clock import VIETNAM, Clock, show_date, show_time
from desktop.common.errors import UserFacingError
from desktop.common.i18n import decimal, tr
from desktop.diagnostics import store as queries
from desktop.diagnostics.views import CheckRow, Fact, Verdict
from desktop.diagnostics.words import label_of
from desktop.security.timekeeping import rules
from desktop.security.timekeeping import words as clock_words
from desktop.security.timekeeping.service import ClockWatch
from desktop.security.timekeeping.views import Mark, ServerGap
from desktop.security.trail import words as trail_words
from desktop.security.trail.service import TrailService
from desktop.storage import migrate
from desktop.storage.profile import Profile
from desktop.storage.server import look_at
from desktop.storage.unit_of_work import Store

_MB = 1024 * 1024
_AHEAD = 3600.0
"""Seconds by which a file may be dated later than now: a drive that rounds, a summer time."""
LARGE_WAL = 256 * _MB
"""The write-ahead log is folded into the store all the time; so large, it no longer is."""


class StoreChecks:
    """What can be measured of an opened store.

    Args:
        profile: the station's folder.
        store: the opened store.
        clock: the clock in use.
    """

    def __init__(self, profile: Profile, store: Store, clock: Clock) -> None:
        self._profile, self._store, self._clock = profile, store, clock

    def store_row(self) -> CheckRow:
        """Read every page of the store: does each prove itself, does the structure hold?

        A server keeps its own pages; of it is told whether it answers, how, and at which time.
        """
        if self._store.station:
            return self._server_row()
        with self._store.read() as session:
            complaints = queries.integrity_complaints(session)
        if complaints:
            value = tr("có {n} chỗ hỏng").format(n=len(complaints))
            advice = tr("Ngừng nhập, gọi người phụ trách máy; dùng bản sao lưu gần nhất.")
            facts = {**self._facts(), "complaints": len(complaints)}
            return self._row(value, Verdict.BAD, advice, facts)
        return self._whole({**self._facts(), "complaints": 0}, tr("nguyên vẹn"))

    def open_row(self) -> CheckRow:
        """See that the store opens and has the right shape; reads no more than that."""
        if self._store.station:
            return self._server_row()
        return self._whole(self._facts(), tr("mở được"))

    def _server_row(self) -> CheckRow:
        begun = time.monotonic()
        look = look_at(self._store.engine, self._clock.now())
        took = round((time.monotonic() - begun) * 1000)
        value = tr(
            "máy chủ PostgreSQL {version}, {way}, trả lời sau {ms} ms, bản {revision}"
        ).format(
            version=look.version,
            way=tr("đường truyền {tls}").format(tls=look.encrypted)
            if look.encrypted
            else tr("ở ngay máy này"),
            ms=took,
            revision=look.revision,
        )
        facts: dict[str, Fact] = {
            "revision": look.revision,
            "head": migrate.HEAD,
            "server": look.version,
            "encrypted": look.encrypted,
            "answer_milliseconds": took,
            "clock_lead_seconds": round(look.lead.total_seconds()),
        }
        gap = rules.server_gap(look.lead)
        if gap is ServerGap.FINE:
            return self._row(value, Verdict.OK, "", facts)
        advice = tr("Đồng hồ máy này và máy chủ lệch nhau: chỉnh giờ cả hai theo điện thoại.")
        verdict = Verdict.BAD if gap is ServerGap.STOPS else Verdict.LOOK
        return self._row(value, verdict, advice, facts)

    def _whole(self, facts: dict[str, Fact], found: str) -> CheckRow:
        value = tr("{found}, mã hóa, {size} MB, bản {revision}").format(
            found=found, size=decimal(float(facts["bytes"] or 0) / _MB), revision=facts["revision"]
        )
        if int(facts["wal_bytes"] or 0) > LARGE_WAL:
            advice = tr("Tệp ghi trước của kho đã lớn: đóng chương trình rồi mở lại.")
            return self._row(value, Verdict.LOOK, advice, facts)
        return self._row(value, Verdict.OK, "", facts)

    def _facts(self) -> dict[str, Fact]:
        file = self._profile.store_file
        return {
            "revision": migrate.current_revision(self._store.engine),
            "head": migrate.HEAD,
            "bytes": _size(file),
            "wal_bytes": _size(file.with_name(f"{file.name}-wal")),
        }

    @staticmethod
    def _row(value: str, verdict: Verdict, advice: str, facts: dict[str, Fact]) -> CheckRow:
        return CheckRow("store", label_of("store"), value, verdict, advice, facts)

    def trail_row(self) -> CheckRow:
        """Prove the newest events of the audit trail."""
        label, proof = label_of("audit"), TrailService(self._store).glance()
        facts: dict[str, Fact] = {"events": proof.number, "proved": proof.events}
        if not proof.ok:
            text, advice = trail_words.proof_text(proof), trail_words.advice_text(proof)
            return CheckRow("audit", label, text, Verdict.BAD, advice, facts)
        value = tr("{n} sự kiện, {newest} sự kiện cuối nguyên vẹn, mã đầu {digest}").format(
            n=proof.number, newest=proof.events, digest=proof.digest[:12]
        )
        facts["digest"] = proof.digest[:12]
        return CheckRow("audit", label, value, Verdict.OK, "", facts)

    def clock_row(self) -> CheckRow:
        """Hold the clock against the latest time that was believed and the dates of the files."""
        label, said = label_of("clock"), _said(self._clock)
        try:
            state = ClockWatch(self._store, self._clock).state()
        except UserFacingError as error:
            return CheckRow("clock", label, said, Verdict.LOOK, error.advice)
        facts: dict[str, Fact] = {
            "fault": state.fault.value if state.fault else "",
            "offset_minutes": round(state.offset.total_seconds() / 60),
            "trusted": _iso(state.trusted),
        }
        value = tr("{said}, múi giờ {zone}, lần tin cậy cuối {trusted}").format(
            said=said,
            zone=clock_words.zone_words(state.offset),
            trusted=clock_words.trusted_words(state),
        )
        if state.fault is not None:
            advice = f"{clock_words.title(state.fault)} {clock_words.advice(state)}"
            verdict = Verdict.BAD if state.stops else Verdict.LOOK
            return CheckRow("clock", label, value, verdict, advice, facts)
        if files_are_ahead(self._profile):
            facts["fault"] = "files_ahead"
            advice = tr("Có tệp dữ liệu ghi ngày sau bây giờ: xem lại ngày giờ của máy.")
            return CheckRow("clock", label, value, Verdict.LOOK, advice, facts)
        return CheckRow("clock", label, value, Verdict.OK, "", facts)


def lone_clock_row(clock: Clock) -> CheckRow:
    """Judge the clock without a store to hold it against."""
    bad = rules.faults(clock.now(), VIETNAM.utcoffset(None), Mark())
    advice = tr("Chỉnh lại ngày giờ của máy.") if bad else ""
    facts: dict[str, Fact] = {"fault": bad[0].value if bad else ""}
    verdict = Verdict.BAD if bad else Verdict.OK
    return CheckRow("clock", label_of("clock"), _said(clock), verdict, advice, facts)


def no_store_row(problem: UserFacingError | None) -> CheckRow:
    """Say why there is no store."""
    title = problem.title if problem else tr("chưa có")
    advice = problem.advice if problem else tr("Tạo quầy mới bằng lệnh “init”.")
    facts: dict[str, Fact] = {"code": problem.code if problem else ""}
    return CheckRow("store", label_of("store"), title, Verdict.BAD, advice, facts)


def files_are_ahead(profile: Profile) -> bool:
    """Whether a file of the profile is dated later than the computer's clock."""
    latest = time.time() + _AHEAD
    files = (profile.store_file, profile.info_file, profile.log_file)
    return any(_changed(file) > latest for file in files)


def _changed(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _said(clock: Clock) -> str:
    now = clock.now()
    return f"{show_time(now)} {show_date(now)}"


def _iso(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat() if moment else ""
