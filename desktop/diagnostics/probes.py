"""Checks of the outside world: key, camera, printer, the fonts of the papers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from desktop.backup.keeper import Keeper
from desktop.backup.views import TwinKind
from desktop.backup.words import age_words
from desktop.common.clock import Clock
from desktop.common.errors import UserFacingError
from desktop.common.i18n import decimal, tr
from desktop.diagnostics.views import CheckRow, Verdict
from desktop.documents.coverage import missing_letters
from desktop.documents.ports import PrinterPort
from desktop.photo.ports import CameraPort
from desktop.security.keystore import KeyStorePort
from desktop.storage.profile import Profile

COPY_OLD = timedelta(hours=24)
"""A day's work is more than an office wants to do twice."""
CAMERA_SECONDS = 8.0
"""An office webcam that needs longer than this for its first picture is a trouble of its own."""
CAMERA_MEASURES = 0.7
"""Seconds of frames for the rate, after the first picture."""
CAMERA_FPS = 12.0
"""Below this an applicant cannot follow the guide."""


def key_row(keystore: KeyStorePort, profile_id: str, profile: Profile) -> CheckRow:
    """Is the store key in the keyring, and can a printed code replace it?"""
    label = tr("Khóa kho")
    spare = profile.recovery_file.is_file()
    try:
        kept = keystore.get(profile_id) is not None
    except UserFacingError as error:
        verdict = Verdict.LOOK if spare else Verdict.BAD
        return CheckRow("key", label, error.title, verdict, error.advice)
    where = keystore.describe()
    if kept and spare:
        value = tr("trong {where}, có mã khôi phục").format(where=where)
        return CheckRow("key", label, value, Verdict.OK)
    if kept:
        value = tr("trong {where}, chưa có mã khôi phục").format(where=where)
        advice = tr("In mã khôi phục và cất nơi an toàn.")
        return CheckRow("key", label, value, Verdict.LOOK, advice)
    value = tr("mở bằng mã khôi phục, chưa cất trong {where}").format(where=where)
    return CheckRow("key", label, value, Verdict.LOOK, "")


def keyring_row(keystore: KeyStorePort) -> CheckRow:
    """Does this machine have a keyring at all?"""
    label = tr("Khóa kho")
    try:
        return CheckRow("key", label, keystore.describe(), Verdict.OK)
    except UserFacingError as error:
        return CheckRow("key", label, error.title, Verdict.LOOK, error.advice)


def backup_row(keeper: Keeper, clock: Clock, *, real: bool) -> CheckRow:
    """How old are the copies, and is there one at all? Practice data needs none."""
    label, now = tr("Bản sao"), clock.now()
    try:
        twin, last = keeper.seen(), keeper.backups.last()
    except UserFacingError as error:
        return CheckRow("backup", label, error.title, Verdict.BAD, error.advice)
    twin_at = twin.at if twin.kind in {TwinKind.GOOD, TwinKind.WORKING} else None
    parts = [
        tr("bản sao liên tục: {age}").format(age=age_words(twin_at, now))
        if twin_at
        else tr("chưa có bản sao liên tục"),
        tr("bản sao lưu: {age}").format(age=age_words(last.made_at, now))
        if last
        else tr("chưa sao lưu lần nào"),
    ]
    value = " · ".join(parts)
    ages = [now - at for at in (twin_at, last.made_at if last else None) if at]
    if not real or (ages and min(ages) < COPY_OLD):
        return CheckRow("backup", label, value, Verdict.OK, twin.advice if real else "")
    advice = twin.advice or tr("Mở trang “Sao lưu”, chọn thư mục trên thẻ nhớ hoặc USB.")
    return CheckRow("backup", label, value, Verdict.LOOK, advice)


def camera_row(make: Callable[[], CameraPort | None]) -> CheckRow:
    """Does the camera open and give a picture, of which size, how fast?"""
    from desktop.photo.trial import try_camera  # noqa: PLC0415 - loads the camera's owner

    label = tr("Máy ảnh")
    try:
        trial = try_camera(make, CAMERA_SECONDS, until_live=CAMERA_MEASURES)
    except UserFacingError as error:
        return CheckRow("camera", label, error.title, Verdict.BAD, error.advice)
    if trial is None:
        advice = tr("Cắm máy ảnh rồi thử lại; chưa có thì lấy ảnh từ tệp.")
        return CheckRow("camera", label, tr("chưa có"), Verdict.LOOK, advice)
    if not trial.is_live:
        state = trial.steps[-1].state
        return CheckRow("camera", label, state.title, Verdict.BAD, state.advice)
    rate = trial.rate
    width, height = rate.size
    value = tr("{name}, {width}×{height}, {fps} hình/giây, hình đầu sau {seconds} giây").format(
        name=trial.name,
        width=width,
        height=height,
        fps=round(rate.fps),
        seconds=decimal(rate.opened_in),
    )
    if min(width, height) < 480:
        advice = tr("Chọn cỡ hình lớn hơn trong Cài đặt, ít nhất 1280×720.")
        return CheckRow("camera", label, value, Verdict.LOOK, advice)
    if rate.fps < CAMERA_FPS:
        advice = tr("Hình chậm: thêm đèn, đổi cổng USB, hoặc chọn cỡ hình nhỏ hơn trong Cài đặt.")
        return CheckRow("camera", label, value, Verdict.LOOK, advice)
    return CheckRow("camera", label, value, Verdict.OK)


def printer_row(make: Callable[[], PrinterPort]) -> CheckRow:
    """Is there a printer?"""
    label = tr("Máy in")
    name = make().name
    if not name:
        advice = tr("Nối máy in; chưa có thì lưu hồ sơ rồi in sau.")
        return CheckRow("printer", label, tr("chưa có"), Verdict.LOOK, advice)
    return CheckRow("printer", label, name, Verdict.OK)


def paper_fonts_row() -> CheckRow:
    """Can the papers be written in full Vietnamese?"""
    label = tr("Phông chữ của giấy tờ")
    missing = missing_letters()
    if missing:
        value = tr("thiếu chữ {letters}").format(letters=" ".join(missing[:12]))
        return CheckRow("paper_fonts", label, value, Verdict.BAD, tr("Cài lại phần mềm."))
    return CheckRow("paper_fonts", label, tr("đủ chữ Việt"), Verdict.OK)
