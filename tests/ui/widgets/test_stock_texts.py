"""Nothing English may show while the language is Vietnamese, not even in Qt's own dialogs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
)

from desktop.ui.i18n import install_translations

ENGLISH = frozenset(
    [
        *["open", "save", "cancel", "close", "yes", "no", "ok", "file", "files", "name", "size"],
        *["type", "look", "in", "directory", "back", "forward", "parent", "create", "folder"],
        *["list", "detail", "view", "undo", "redo", "cut", "copy", "paste", "delete", "select"],
        *["all", "apply", "help", "discard", "retry", "ignore", "abort", "reset", "modified"],
    ]
)


def _is_english(text):
    words = [word.strip(".:()*…").lower() for word in text.replace("&", "").split()]
    return any(word in ENGLISH for word in words)


def _texts(dialog):
    for kind in (QLabel, QAbstractButton):
        for part in dialog.findChildren(kind):
            yield from (part.text(), part.toolTip(), part.accessibleName())
    for combo in dialog.findChildren(QComboBox):
        if combo.objectName() == "fileTypeCombo":
            yield from (combo.itemText(i) for i in range(combo.count()))


@pytest.mark.parametrize(
    "mode", [QFileDialog.AcceptMode.AcceptOpen, QFileDialog.AcceptMode.AcceptSave]
)
def test_the_file_dialog_speaks_vietnamese(qtbot, tmp_path, mode):
    dialog = QFileDialog(None, "Chọn danh sách", str(tmp_path))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(mode)
    qtbot.addWidget(dialog)
    dialog.show()
    texts = [text for text in _texts(dialog) if text]
    assert "Tên tệp:" in [text.replace("&", "") for text in texts]
    assert [text for text in texts if _is_english(text)] == []


def test_the_file_list_head_speaks_vietnamese(qtbot, tmp_path):
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QTreeView

    dialog = QFileDialog(None, "Chọn danh sách", str(tmp_path))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    tree = dialog.findChild(QTreeView, "treeView")
    assert tree is not None
    model = tree.model()
    heads = [model.headerData(i, Qt.Orientation.Horizontal) for i in range(4)]
    assert heads == ["Tên", "Cỡ", "Loại", "Ngày sửa"]


@pytest.mark.parametrize("make", [QLineEdit, QPlainTextEdit])
def test_the_context_menu_of_a_field_speaks_vietnamese(qtbot, make):
    field = make()
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    words = [action.text().split("\t")[0].replace("&", "") for action in menu.actions()]
    words = [word for word in words if word]
    menu.deleteLater()
    assert words == ["Hoàn tác", "Làm lại", "Cắt", "Chép", "Dán", "Xóa", "Chọn hết"]


def test_dialog_buttons_speak_vietnamese(qtbot):
    buttons = QDialogButtonBox.StandardButton
    every = [b for b in buttons if b.name not in {"NoButton", "FirstButton", "LastButton"}]
    box = QDialogButtonBox()
    qtbot.addWidget(box)
    words = [box.addButton(button).text().replace("&", "") for button in every]
    assert [word for word in words if _is_english(word)] == []
    assert "Lưu" in words


def test_a_message_box_speaks_vietnamese(qtbot):
    box = QMessageBox()
    qtbot.addWidget(box)
    box.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No)
    assert sorted(b.text().replace("&", "") for b in box.buttons()) == ["Có", "Không"]


def test_texts_that_are_not_qts_pass_unchanged_and_english_comes_back(qapp, qtbot):
    assert QCoreApplication.translate("X", "Giàng A Páo") == "Giàng A Páo"
    try:
        install_translations(qapp, "en")
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        qtbot.addWidget(box)
        assert box.buttons()[0].text().replace("&", "") == "Cancel"
    finally:
        install_translations(qapp, "vi")
    assert QLocale().language() == QLocale.Language.Vietnamese
