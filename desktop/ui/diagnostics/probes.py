"""Checks that only Qt can make: room on the screen, letters that are drawn, what one signs with."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QGuiApplication, QInputDevice, QScreen

from desktop.common.i18n import tr
from desktop.diagnostics.views import Check, CheckRow, Fact, Verdict
from desktop.diagnostics.words import label_of
from desktop.ui import theme
from desktop.ui.theme import number_font

_NO_SCREEN = "offscreen"
SMALLEST_GOOD = QSize(1093, 570)
SMALLEST_USABLE = QSize(880, 480)


def ensure_screen() -> QCoreApplication:
    """Return the application that measuring needs; made without a window where there is none."""
    existing = QCoreApplication.instance()
    if existing is not None:
        return existing
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if sys.platform.startswith("linux") and not shown:
        os.environ.setdefault("QT_QPA_PLATFORM", _NO_SCREEN)
    return QGuiApplication(sys.argv[:1])


def judge_screen(available: QSize, scale: float, dpi: float = 96.0) -> CheckRow:
    """Judge the room on the screen.

    Args:
        available: logical px, the taskbar taken off.
        scale: physical px per logical px.
        dpi: logical dots per inch.
    """
    label = label_of("screen")
    facts: dict[str, Fact] = {
        "width": available.width(),
        "height": available.height(),
        "scale_percent": round(scale * 100),
        "dpi": round(dpi),
    }
    value = tr("{width}×{height}, phóng {percent} %, {dpi} dpi").format(
        width=available.width(),
        height=available.height(),
        percent=round(scale * 100),
        dpi=round(dpi),
    )
    if available.width() >= SMALLEST_GOOD.width() and available.height() >= SMALLEST_GOOD.height():
        return CheckRow("screen", label, value, Verdict.OK, "", facts)
    advice = tr("Giảm mức phóng màn hình của hệ điều hành xuống 125 % hoặc thấp hơn.")
    fits = (
        available.width() >= SMALLEST_USABLE.width()
        and available.height() >= SMALLEST_USABLE.height()
    )
    verdict = Verdict.LOOK if fits else Verdict.BAD
    return CheckRow("screen", label, value, verdict, advice, facts)


def screen_row() -> CheckRow:
    """Does the window fit this screen?"""
    screen: QScreen | None = QGuiApplication.primaryScreen()
    label = label_of("screen")
    if QGuiApplication.platformName() == _NO_SCREEN:
        advice = tr("Chạy lệnh này trong phiên có màn hình để đo.")
        return CheckRow("screen", label, tr("không có màn hình"), Verdict.LOOK, advice)
    if screen is None:
        return CheckRow("screen", label, tr("chưa có"), Verdict.BAD)
    return judge_screen(
        screen.availableSize(), screen.devicePixelRatio(), screen.logicalDotsPerInch()
    )


def screen_fonts_row() -> CheckRow:
    """Are our fonts drawn with, and do they have every Vietnamese letter?"""
    label = label_of("screen_fonts")
    words, digits = theme.current().font("body"), number_font(theme.current().font("body"))
    advice = tr("Cài lại phần mềm.")
    absent = theme.load_fonts()
    if absent:
        value = tr("thiếu tệp {files}").format(files=", ".join(absent))
        facts: dict[str, Fact] = {"missing_files": len(absent)}
        return CheckRow("screen_fonts", label, value, Verdict.BAD, advice, facts)
    missing = theme.missing_glyphs(words) or theme.missing_glyphs(digits)
    families = f"{theme.family_in_use(words)}, {theme.family_in_use(digits)}"
    facts = {"families": families, "missing": len(missing), "missing_files": 0}
    if missing:
        value = tr("{families}, thiếu chữ {letters}").format(
            families=families, letters=" ".join(missing[:12])
        )
        return CheckRow("screen_fonts", label, value, Verdict.BAD, advice, facts)
    # Drawn here, the sample shows what no measurement can: that a person can read it.
    value = tr("{families}, đủ chữ Việt: {sample}").format(families=families, sample="ẫ ễ ợ ữ đ")
    return CheckRow("screen_fonts", label, value, Verdict.OK, "", facts)


def pad_row() -> CheckRow:
    """What do people sign with here?"""
    kinds = {device.type() for device in QInputDevice.devices()}
    kind = QInputDevice.DeviceType
    if kind.Stylus in kinds:
        found, value = "stylus", tr("bút và bảng ký")
    elif kind.TouchScreen in kinds:
        found, value = "touch", tr("màn hình cảm ứng")
    else:
        found, value = "mouse", tr("chuột; người khó ký thì ký trên giấy rồi chụp")
    facts: dict[str, Fact] = {"kind": found}
    return CheckRow("pad", label_of("pad"), value, Verdict.OK, "", facts)


def screen_checks() -> tuple[Check, ...]:
    """Return the checks of this module; they are measured on the GUI thread."""
    return (
        Check("pad", pad_row, is_here=True),
        Check("screen", screen_row, is_here=True),
        Check("screen_fonts", screen_fonts_row, is_here=True),
    )


def qt_rows() -> tuple[CheckRow, ...]:
    """Return the rows of this module; call on the GUI thread."""
    return tuple(check.probe() for check in screen_checks())
