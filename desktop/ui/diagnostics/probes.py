"""Checks that only Qt can make: is the screen large enough, are the letters really there."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QGuiApplication, QScreen

from desktop.common.i18n import tr
from desktop.diagnostics.views import CheckRow, Verdict
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


def judge_screen(available: QSize, scale: float) -> CheckRow:
    """Judge the room on the screen.

    Args:
        available: logical px, the taskbar taken off.
        scale: physical px per logical px.
    """
    label = tr("Màn hình")
    value = tr("{width}×{height}, phóng {percent} %").format(
        width=available.width(), height=available.height(), percent=round(scale * 100)
    )
    if available.width() >= SMALLEST_GOOD.width() and available.height() >= SMALLEST_GOOD.height():
        return CheckRow("screen", label, value, Verdict.OK)
    advice = tr("Giảm mức phóng màn hình của hệ điều hành xuống 125 % hoặc thấp hơn.")
    fits = (
        available.width() >= SMALLEST_USABLE.width()
        and available.height() >= SMALLEST_USABLE.height()
    )
    return CheckRow("screen", label, value, Verdict.LOOK if fits else Verdict.BAD, advice)


def screen_row() -> CheckRow:
    """Does the window fit this screen?"""
    screen: QScreen | None = QGuiApplication.primaryScreen()
    if QGuiApplication.platformName() == _NO_SCREEN:
        advice = tr("Chạy lệnh này trong phiên có màn hình để đo.")
        return CheckRow("screen", tr("Màn hình"), tr("không có màn hình"), Verdict.LOOK, advice)
    if screen is None:
        return CheckRow("screen", tr("Màn hình"), tr("chưa có"), Verdict.BAD)
    return judge_screen(screen.availableSize(), screen.devicePixelRatio())


def screen_fonts_row() -> CheckRow:
    """Are our fonts drawn with, and do they have every Vietnamese letter?"""
    label = tr("Phông chữ màn hình")
    words, digits = theme.current().font("body"), number_font(theme.current().font("body"))
    advice = tr("Cài lại phần mềm.")
    absent = theme.load_fonts()
    if absent:
        value = tr("thiếu tệp {files}").format(files=", ".join(absent))
        return CheckRow("screen_fonts", label, value, Verdict.BAD, advice)
    missing = theme.missing_glyphs(words) or theme.missing_glyphs(digits)
    families = f"{theme.family_in_use(words)}, {theme.family_in_use(digits)}"
    if missing:
        value = tr("{families}, thiếu chữ {letters}").format(
            families=families, letters=" ".join(missing[:12])
        )
        return CheckRow("screen_fonts", label, value, Verdict.BAD, advice)
    value = tr("{families}, đủ chữ Việt").format(families=families)
    return CheckRow("screen_fonts", label, value, Verdict.OK)


def qt_rows() -> tuple[CheckRow, ...]:
    """Return the rows of this module; call on the GUI thread."""
    return screen_row(), screen_fonts_row()
