"""Every dialog that is Qt's own, opened as the program opens it: nothing on it is English."""

from __future__ import annotations

import ast
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QTreeView,
    QWidget,
)

from desktop.ui.i18n import install_translations

UI = Path(__file__).resolve().parents[3] / "desktop" / "ui"
OTHERS = {
    "QColorDialog",
    "QErrorMessage",
    "QFontDialog",
    "QInputDialog",
    "QMessageBox",
    "QPageSetupDialog",
    "QPrintDialog",
    "QPrintPreviewDialog",
    "QProgressDialog",
    "QWizard",
}
KINDS = ("getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory")
_WORDS = """
    open save cancel close yes no ok all retry ignore discard apply help reset delete remove rename
    file files folder directory name type size date modified look in list detail view parent create
    new show hidden back forward choose computer drive already exists want replace not found please
    verify sure are you the sort kind find as recent places
"""
ENGLISH = frozenset(_WORDS.split())
_NAMES = {"pdf", "csv", "excel", "xlsx"}


_QUIET = pytest.mark.qt_log_ignore("This plugin does not support")
"""Without a screen, windows cannot be raised nor menus take the keyboard; the words are there."""


def english(text: str) -> bool:
    """Whether a text has a word from the list, beside names of files."""
    words = {word.strip(".,:;()*?…'\"“”").lower() for word in text.replace("&", "").split()}
    return bool((words & ENGLISH) - _NAMES)


def texts(widget: QWidget) -> list[str]:
    """Return everything that can be read or heard on a dialog or a menu."""
    found = [widget.windowTitle(), widget.toolTip()]
    if isinstance(widget, QMenu):
        return [*found, *(action.text() for action in widget.actions())]
    if isinstance(widget, QMessageBox):
        found += [widget.text(), widget.informativeText()]
    for part in widget.findChildren(QWidget):
        found += [part.toolTip(), part.accessibleName(), part.accessibleDescription()]
        if isinstance(part, QLabel | QAbstractButton):
            found.append(part.text())
        if isinstance(part, QLineEdit):
            found.append(part.placeholderText())
        if isinstance(part, QComboBox) and part.objectName() != "lookInCombo":
            found += [part.itemText(number) for number in range(part.count())]
        if isinstance(part, QHeaderView) and part.model() is not None:
            model = part.model()
            heads = (
                model.headerData(number, Qt.Orientation.Horizontal)
                for number in range(model.columnCount())
            )
            found += [str(head) for head in heads if isinstance(head, str)]
    return [text for text in found if text]


def calls() -> list[tuple[str, str, str]]:
    """Return every call of a stock dialog in the program: where, which, with what options."""
    found = []
    for file in UI.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = ast.unparse(node.func)
            head = name.partition(".")[0]
            if head in OTHERS or head == "QFileDialog":
                where = f"{file.relative_to(UI).as_posix()}:{node.lineno}"
                found.append((where, name, ast.unparse(node)))
    return found


def test_the_program_opens_no_other_stock_dialogs_than_these():
    found = calls()
    assert len(found) > 15
    known = {f"QFileDialog.{kind}" for kind in KINDS}
    assert [(where, name) for where, name, _ in found if name not in known] == []
    native = [where for where, _, call in found if "DontUseNativeDialog" not in call]
    assert native == [], "the desktop's own dialog would speak the language of the system"


@pytest.fixture
def watched(qapp):
    """Read every dialog and menu that comes up meanwhile, then close it."""
    install_translations(qapp, "vi")
    seen: dict[str, list[str]] = {}
    to_do: list[object] = []

    def look() -> None:
        menu = QApplication.activePopupWidget()
        above = menu or QApplication.activeModalWidget()
        if above is None:
            return
        seen.setdefault(type(above).__name__, []).extend(texts(above))
        if isinstance(above, QMenu):
            above.close()
        elif isinstance(above, QMessageBox):
            (above.button(QMessageBox.StandardButton.No) or above.buttons()[0]).click()
        elif to_do:
            # From a call of its own: a timer does not fire again inside its own call, and what
            # is done may wait for an answer.
            QTimer.singleShot(0, above, partial(to_do.pop(0), above))
        elif isinstance(above, QDialog):
            above.reject()

    timer = QTimer()
    timer.setInterval(20)
    timer.timeout.connect(look)
    timer.start()
    yield seen, to_do
    timer.stop()


def menu_on_a_file(dialog: QFileDialog) -> None:
    """Ask for the menu of a line of the list."""
    view = dialog.findChild(QTreeView, "treeView")
    assert view is not None
    view.customContextMenuRequested.emit(QPoint(8, 8))


@_QUIET
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_file_dialog_speaks_vietnamese(qtbot, watched, tmp_path, kind):
    seen, to_do = watched
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    (tmp_path / "danh-sach.xlsx").write_bytes(b"x")
    (tmp_path / "thu-muc").mkdir()
    to_do.append(menu_on_a_file)
    options = QFileDialog.Option.DontUseNativeDialog
    opened = getattr(QFileDialog, kind)
    if kind == "getExistingDirectory":
        opened(window, "Chọn thư mục", str(tmp_path), options | QFileDialog.Option.ShowDirsOnly)
    else:
        opened(window, "Chọn tệp", str(tmp_path), "Excel (*.xlsx)", options=options)
    assert "QFileDialog" in seen
    assert "QMenu" in seen
    assert [text for found in seen.values() for text in found if english(text)] == []


@_QUIET
def test_writing_over_a_file_is_asked_in_vietnamese(qtbot, watched, tmp_path):
    seen, to_do = watched
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    file = tmp_path / "danh-sach.xlsx"
    file.write_bytes(b"x")
    to_do.append(lambda dialog: dialog.accept())
    QFileDialog.getSaveFileName(
        window,
        "Chọn tệp",
        str(file),
        "Excel (*.xlsx)",
        options=QFileDialog.Option.DontUseNativeDialog,
    )
    asked = seen["QMessageBox"]
    assert any("danh-sach.xlsx đã có." in text for text in asked)
    assert {"Có", "Không"} <= {text.replace("&", "") for text in asked}
    assert [text for text in asked if english(text)] == []


@_QUIET
def test_a_file_that_is_not_there_is_said_in_vietnamese(qtbot, watched, tmp_path):
    seen, to_do = watched
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    def choose_what_is_not_there(dialog: QFileDialog) -> None:
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        assert field is not None
        field.setText("khong-co.xlsx")
        QTest.keyClick(field, Qt.Key.Key_Return)

    to_do.append(choose_what_is_not_there)
    QFileDialog.getOpenFileName(
        window,
        "Chọn tệp",
        str(tmp_path),
        "Excel (*.xlsx)",
        options=QFileDialog.Option.DontUseNativeDialog,
    )
    said = seen.get("QMessageBox", [])
    assert any("Không thấy tệp này." in text for text in said)
    assert [text for text in said if english(text)] == []
