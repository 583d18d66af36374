"""A picture of a card instead of a scanner: dropped or chosen, read off the GUI thread."""

from __future__ import annotations

import zxingcpp
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from desktop.common.vocabulary import FieldKey
from desktop.ui.context import PageName
from tests import factories
from tests.ui.intake.finding_desk import finding_desk


def card_picture(folder, text=factories.CARD):
    """Draw a card with its code at the right, like a photo of a plastic card on a table."""
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    code = Image.fromarray(zxingcpp.write_barcode_to_image(barcode, scale=4)).convert("RGB")
    table = Image.new("RGB", (1280, 720), (120, 96, 70))
    card = Image.new("RGB", (820, 520), (222, 232, 226))
    card.paste(code.resize((200, 200)), (590, 30))
    table.paste(card.rotate(4, expand=True, fillcolor=(120, 96, 70)), (220, 70))
    file = folder / "thẻ.jpg"
    table.save(file, quality=85)
    return file


def drop(page, file):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    enter = QDragEnterEvent(
        QPoint(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(page, enter)
    if not enter.isAccepted():
        return False
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(page, event)
    return True


def test_a_dropped_picture_opens_the_comparison(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        window.show(PageName.FIND)
        assert drop(window.page, card_picture(tmp_path))
        qtbot.waitUntil(lambda: window.here is PageName.COMPARE, timeout=10_000)
        qtbot.waitUntil(lambda: window.page._draft is not None, timeout=10_000)
        assert window.page._draft.card[FieldKey.FULL_NAME] == "Giàng A Páo"


def test_a_picture_without_a_code_is_said_and_the_page_stays(qtbot, tmp_path):
    file = tmp_path / "nothing.png"
    Image.new("RGB", (640, 480), (200, 200, 200)).save(file)
    with finding_desk(tmp_path) as window:
        window.show(PageName.FIND)
        window.page.use_file(file)
        qtbot.waitUntil(lambda: bool(window.bars()), timeout=10_000)
        assert "QR" in window.bars()[0]
        assert window.here is PageName.FIND


def test_another_file_is_not_taken(qtbot, tmp_path):
    other = tmp_path / "list.xlsx"
    other.write_bytes(b"x")
    with finding_desk(tmp_path) as window:
        window.show(PageName.FIND)
        assert not drop(window.page, other)
