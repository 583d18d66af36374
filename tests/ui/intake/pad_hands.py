"""What draws on the pad of step 4: a mouse, a pen, a finger; and the page as a restart makes it."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QInputDevice, QMouseEvent, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.ui.context import PageName
from desktop.ui.intake.sign_page import SignPage
from tests.ui.intake.steps_desk import new_draft

PEN_CLOCK = 5_000_000  # ms; drivers count from the start of the machine
SIGN, CHECK, PHOTO = PageName.SIGN, PageName.CHECK, PageName.PHOTO


def points(pad, count=60):
    """A wave across the middle of the pad."""
    for step in range(count):
        part = step / (count - 1)
        yield QPointF(
            pad.width() * (0.3 + 0.4 * part), pad.height() * (0.5 + 0.15 * math.sin(12 * part))
        )


def by_mouse(pad, path):
    path = list(path)
    kinds = [QEvent.Type.MouseButtonPress, *[QEvent.Type.MouseMove] * (len(path) - 2)]
    kinds.append(QEvent.Type.MouseButtonRelease)
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, point in zip(kinds, path, strict=True):
        button = none if kind is QEvent.Type.MouseMove else left
        held = none if kind is QEvent.Type.MouseButtonRelease else left
        place = pad.mapToGlobal(point)
        event = QMouseEvent(kind, point, place, button, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(pad, event)


def by_pen(pad, path, *, pressures=lambda _part: 0.6, pace=0):
    """Draw with a pen: `pressures` of the share done; a point every `pace` ms by the driver."""
    path = list(path)
    device = QPointingDevice(
        "stylus",
        7,
        QInputDevice.DeviceType.Stylus,
        QPointingDevice.PointerType.Pen,
        QInputDevice.Capability.Position | QInputDevice.Capability.Pressure,
        1,
        1,
    )
    kinds = [QEvent.Type.TabletPress, *[QEvent.Type.TabletMove] * (len(path) - 2)]
    kinds.append(QEvent.Type.TabletRelease)
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for number, (kind, point) in enumerate(zip(kinds, path, strict=True)):
        button = none if kind is QEvent.Type.TabletMove else left
        held = none if kind is QEvent.Type.TabletRelease else left
        lifted = kind is QEvent.Type.TabletRelease
        event = QTabletEvent(
            kind,
            device,
            point,
            pad.mapToGlobal(point),
            0.0 if lifted else pressures(number / (len(path) - 1)),
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            Qt.KeyboardModifier.NoModifier,
            button,
            held,
        )
        if pace:
            event.setTimestamp(PEN_CLOCK + pace * number)
        QApplication.sendEvent(pad, event)
        assert event.isAccepted()  # or Qt would send a mouse event as well


def by_finger(pad, path):
    path = [point.toPoint() for point in path]
    device = QTest.createTouchDevice()
    touch = QTest.touchEvent(pad, device)
    touch.press(0, path[0], pad).commit()
    for point in path[1:-1]:
        touch.move(0, point, pad).commit()
    touch.release(0, path[-1], pad).commit()


def open_page(qtbot, window, **payload):
    application = new_draft(window.services)
    window.show(SIGN, application_id=application, **payload)
    page = window.pages[SIGN]
    qtbot.waitUntil(lambda: "Giàng A Páo" in page.title, timeout=20000)
    return application, page


def stand_by(page):
    """Say what the witness is to the person and let them sign."""
    side = page.witness_side
    assert page.action_bar.primary.toolTip() == "Chọn người làm chứng là gì của người này"
    side.relation.setFocus()
    QTest.keyClick(side.relation, Qt.Key.Key_Down)  # the first: a relative
    assert page.action_bar.primary.toolTip() == "Chờ chữ ký thứ hai"
    by_mouse(side.pad, points(side.pad))
    assert page.action_bar.primary.isEnabled()


def restarted(qtbot, window, application, **payload):
    """The page as the next start of the program makes it: with what is in the store alone."""
    window.show(PHOTO)
    window.pages[SIGN] = SignPage(window.context)
    window.addWidget(window.pages[SIGN])
    window.show(SIGN, application_id=application, **payload)
    page = window.pages[SIGN]
    qtbot.waitUntil(lambda: page._is_shown, timeout=20000)
    return page


def kept(qtbot, window, application, fits):
    """Wait until the store holds what is expected, without leaving the page."""
    unfinished = window.services.unfinished
    qtbot.waitUntil(lambda: fits(unfinished.signing(application)), timeout=20000)


def drawn(count):
    return lambda signing: signing is not None and len(signing.strokes) == count
