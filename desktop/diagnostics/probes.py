"""Checks of the outside world: key, copies, camera, printer, the fonts of the papers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from desktop.backup.keeper import Keeper
from desktop.backup.views import TwinKind
from desktop.backup.words import age_words
from desktop.common.clock import Clock
from desktop.common.errors import UserFacingError
from desktop.common.i18n import decimal, tr, trn
from desktop.diagnostics.views import CheckRow, Fact, Verdict
from desktop.diagnostics.words import label_of
from desktop.documents.coverage import LETTERS, missing_letters
from desktop.documents.ports import PrinterError, PrinterPort, state_of
from desktop.photo.ports import CameraPort
from desktop.security.keystore import KeyStorePort
from desktop.storage.profile import Profile

if TYPE_CHECKING:
    from desktop.photo.trial import Trial

COPY_OLD = timedelta(hours=24)
"""A day's work is more than an office wants to do twice."""
CAMERA_SECONDS = 8.0
"""An office webcam that needs longer than this for its first picture is a trouble of its own."""
CAMERA_MEASURES = 0.7
"""Seconds of frames for the rate, after the first picture."""
CAMERA_FPS = 12.0
"""Below this an applicant cannot follow the guide."""
SMALLEST_PICTURE = 480
"""Pixels of the shorter side below which no portrait can be cut out."""
WAITED_LONG = timedelta(days=2)
"""Records that are older than this and have left for nowhere are forgotten ones."""


def key_row(keystore: KeyStorePort, profile_id: str, profile: Profile) -> CheckRow:
    """Is the store key in the keyring, and can a printed code replace it?"""
    label, spare = label_of("key"), profile.recovery_file.is_file()
    facts: dict[str, Fact] = {"in_keyring": False, "recovery_code": spare}
    try:
        kept = keystore.get(profile_id) is not None
    except UserFacingError as error:
        verdict = Verdict.LOOK if spare else Verdict.BAD
        return CheckRow("key", label, error.title, verdict, error.advice, facts)
    facts["in_keyring"] = kept
    where = keystore.describe()
    if kept and spare:
        value = tr("trong {where}, có mã khôi phục").format(where=where)
        return CheckRow("key", label, value, Verdict.OK, "", facts)
    if kept:
        value = tr("trong {where}, chưa có mã khôi phục").format(where=where)
        advice = tr("In mã khôi phục và cất nơi an toàn.")
        return CheckRow("key", label, value, Verdict.LOOK, advice, facts)
    value = tr("mở bằng mã khôi phục, chưa cất trong {where}").format(where=where)
    return CheckRow("key", label, value, Verdict.LOOK, "", facts)


def keyring_row(keystore: KeyStorePort) -> CheckRow:
    """Does this machine have a keyring at all?"""
    label, found = label_of("key"), keystore.describe()
    facts: dict[str, Fact] = {"keyring": bool(found)}
    if found:
        return CheckRow("key", label, found, Verdict.OK, "", facts)
    value = tr("máy này không có kho khóa")
    advice = tr("Mở bằng mã khôi phục, hoặc bật kho khóa của hệ điều hành.")
    return CheckRow("key", label, value, Verdict.LOOK, advice, facts)


def backup_row(keeper: Keeper, clock: Clock, *, real: bool) -> CheckRow:
    """How old are the copies, and is there one at all? Practice data needs none."""
    label, now = label_of("backup"), clock.now()
    twin, last = keeper.seen(), keeper.backups.last()
    twin_at = twin.at if twin.kind in {TwinKind.GOOD, TwinKind.WORKING} else None
    parts = [
        tr("bản sao liên tục: {age}").format(age=age_words(twin_at, now))
        if twin_at
        else tr("chưa có bản sao liên tục"),
        tr("bản sao lưu: {age}").format(age=age_words(last.made_at, now))
        if last
        else tr("chưa sao lưu lần nào"),
    ]
    facts: dict[str, Fact] = {
        "twin": twin.kind.value,
        "twin_hours": _hours(now, twin_at),
        "backup_hours": _hours(now, last.made_at if last else None),
    }
    value, outside = " · ".join(parts), tuple(filter(None, (twin.folder,)))
    ages = [now - at for at in (twin_at, last.made_at if last else None) if at]
    if not real or (ages and min(ages) < COPY_OLD):
        advice = twin.advice if real else ""
        return CheckRow("backup", label, value, Verdict.OK, advice, facts, outside)
    advice = twin.advice or tr("Mở trang “Sao lưu”, chọn thư mục trên thẻ nhớ hoặc USB.")
    return CheckRow("backup", label, value, Verdict.LOOK, advice, facts, outside)


def _hours(now: datetime, at: datetime | None) -> float | None:
    return round((now - at).total_seconds() / 3600, 1) if at else None


def camera_row(make: Callable[[], CameraPort | None]) -> CheckRow:
    """Does the camera open and give a picture, of which size, how fast?"""
    from desktop.photo.trial import try_camera  # noqa: PLC0415 - loads the camera's owner

    label = label_of("camera")
    try:
        trial = try_camera(make, CAMERA_SECONDS, until_live=CAMERA_MEASURES)
    except UserFacingError as error:
        return CheckRow("camera", label, error.title, Verdict.BAD, error.advice)
    if trial is None:
        advice = tr("Cắm máy ảnh rồi thử lại; chưa có thì lấy ảnh từ tệp.")
        facts: dict[str, Fact] = {"present": False}
        return CheckRow("camera", label, tr("chưa có"), Verdict.LOOK, advice, facts)
    if not trial.is_live:
        state = trial.steps[-1].state
        facts = {"present": True, "state": state.status.value}
        return CheckRow("camera", label, state.title, Verdict.BAD, state.advice, facts)
    return _live_camera(trial)


def _live_camera(trial: Trial) -> CheckRow:
    """Judge the pictures of a camera that works."""
    rate, outside = trial.rate, (trial.name,)
    width, height = rate.size
    facts: dict[str, Fact] = {
        "present": True,
        "state": "live",
        "width": width,
        "height": height,
        "fps": round(rate.fps, 1),
        "first_picture_seconds": round(rate.opened_in, 2),
    }
    value = tr("{name}, {width}×{height}, {fps} hình/giây, hình đầu sau {seconds} giây").format(
        name=trial.name,
        width=width,
        height=height,
        fps=round(rate.fps),
        seconds=decimal(rate.opened_in),
    )
    verdict, advice = Verdict.OK, ""
    if min(width, height) < SMALLEST_PICTURE:
        verdict = Verdict.LOOK
        advice = tr("Chọn cỡ hình lớn hơn trong Cài đặt, ít nhất 1280×720.")
    elif rate.fps < CAMERA_FPS:
        verdict = Verdict.LOOK
        advice = tr("Hình chậm: thêm đèn, đổi cổng USB, hoặc chọn cỡ hình nhỏ hơn trong Cài đặt.")
    return CheckRow("camera", label_of("camera"), value, verdict, advice, facts, outside)


def printer_row(make: Callable[[], PrinterPort]) -> CheckRow:
    """Which printer is taken, on what paper, and does it answer? Run it with a time limit."""
    label = label_of("printer")
    try:
        state = state_of(make())
    except PrinterError as error:
        return CheckRow("printer", label, error.title, Verdict.LOOK, error.advice)
    facts: dict[str, Fact] = {
        "present": bool(state.name),
        "is_default": state.is_default,
        "paper": state.paper,
        "ready": bool(state.name) and not state.trouble,
    }
    if not state.name:
        advice = tr("Nối máy in; chưa có thì lưu hồ sơ rồi in sau.")
        return CheckRow("printer", label, tr("chưa có"), Verdict.LOOK, advice, facts)
    parts = [state.name]
    parts += [tr("mặc định của máy tính")] if state.is_default else []
    parts += [tr("giấy {size}").format(size=state.paper)] if state.paper else []
    parts += [state.trouble] if state.trouble else []
    value, outside = ", ".join(parts), (state.name,)
    if state.trouble:
        advice = tr("Xem máy in đã bật, có giấy chưa, rồi thử lại.")
        return CheckRow("printer", label, value, Verdict.LOOK, advice, facts, outside)
    return CheckRow("printer", label, value, Verdict.OK, "", facts, outside)


def paper_fonts_row() -> CheckRow:
    """Can the papers be written in full Vietnamese?"""
    label, missing = label_of("paper_fonts"), missing_letters()
    facts: dict[str, Fact] = {"letters": len(LETTERS), "missing": len(missing)}
    if missing:
        value = tr("thiếu chữ {letters}").format(letters=" ".join(missing[:12]))
        advice = tr("Cài lại phần mềm.")
        return CheckRow("paper_fonts", label, value, Verdict.BAD, advice, facts)
    value = tr("đủ {n} chữ Việt").format(n=len(LETTERS))
    return CheckRow("paper_fonts", label, value, Verdict.OK, "", facts)


def shift_row(is_open: Callable[[], bool]) -> CheckRow:
    """Is a shift open, so that records belong to one?"""
    label, found = label_of("shift"), is_open()
    facts: dict[str, Fact] = {"open": found}
    if found:
        return CheckRow("shift", label, tr("đã mở"), Verdict.OK, "", facts)
    advice = tr("Mở ca ở trang Ca trực.")
    return CheckRow("shift", label, tr("chưa mở"), Verdict.LOOK, advice, facts)


def unexported_row(waiting: Callable[[], tuple[int, datetime | None]], clock: Clock) -> CheckRow:
    """How many received records have not left this machine, and since when do they wait?

    Args:
        waiting: their number, and when the oldest of them was received.
        clock: the clock in use.
    """
    label, (count, oldest) = label_of("unexported"), waiting()
    facts: dict[str, Fact] = {"count": count, "oldest_hours": _hours(clock.now(), oldest)}
    if not count:
        return CheckRow("unexported", label, tr("đã xuất hết"), Verdict.OK, "", facts)
    value = trn("{n} hồ sơ", "{n} hồ sơ", count).format(n=count)
    if oldest is not None:
        value = tr("{records}, lâu nhất {age}").format(
            records=value, age=age_words(oldest, clock.now())
        )
        if clock.now() - oldest > WAITED_LONG:
            advice = tr("Xuất lô ra USB ở trang Lô hồ sơ.")
            return CheckRow("unexported", label, value, Verdict.LOOK, advice, facts)
    return CheckRow("unexported", label, value, Verdict.OK, "", facts)
