"""The one style sheet, made from the tokens; it dresses the Qt parts we do not paint ourselves."""

from __future__ import annotations

from string import Template

from desktop.ui.theme.palette import Palette

_QSS = Template("""
QWidget { color: $ink; }
QMainWindow, QDialog, QWidget[surface="bg"] { background: $bg; }
QWidget[surface="surface"] { background: $surface; }
QWidget[surface="sunk"] { background: $sunk; }
QFrame[panel="true"] { background: $surface; border: 1px solid $line; border-radius: 6px; }
QFrame[panel="sunk"] { background: $sunk; border: 1px solid $line; border-radius: 6px; }
QFrame[rule="true"] { background: $line; border: none; }
QScrollArea, QScrollArea > QWidget > QWidget[surface="none"] {
  background: transparent; border: none; }
QToolTip { background: $toast; color: $toast_text; border: 1px solid $toast_line; padding: 6px; }

QLineEdit, QPlainTextEdit, QComboBox {
  background: $surface; color: $ink; border: 1px solid $line2; border-radius: 6px;
  padding: 0 12px; min-height: ${field}px; selection-background-color: $tint_line;
  selection-color: $ink; placeholder-text-color: $ink3; }
QPlainTextEdit { padding: 8px 10px; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled,
QLineEdit[readOnly="true"] { background: $sunk; color: $ink2; border-color: $line; }
QLineEdit[state="error"], QComboBox[state="error"], QPlainTextEdit[state="error"] {
  border: 2px solid $bad; padding: 0 11px; }
QLineEdit[bare="true"] { border: none; background: transparent; padding: 0; }
QComboBox::drop-down { border: none; width: 36px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView, QMenu {
  background: $surface; color: $ink; border: 1px solid $line2; outline: none; padding: 4px; }
QComboBox QAbstractItemView::item, QMenu::item { min-height: 36px; padding: 2px 12px; }
QComboBox QAbstractItemView::item:selected, QMenu::item:selected {
  background: $tint; color: $ink; }
QMenu::item:disabled { color: $ink3; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }

QTableView, QListView, QTreeView {
  background: $surface; color: $ink; border: none; outline: none; gridline-color: $line;
  selection-background-color: $tint; selection-color: $ink; }
QHeaderView { background: $sunk; border: none; }
QHeaderView::section { background: $sunk; color: $ink2; border: none; padding: 0 12px; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: $line2; border-radius: 4px; min-height: 32px; min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QDialog QPushButton { min-height: 40px; min-width: 96px; padding: 0 14px; color: $ink;
  background: $surface; border: 1px solid $line2; border-radius: 6px; }
QDialog QPushButton:hover { background: $tint; border-color: $action; }
QDialog QPushButton:default { background: $action; color: $on_action; border-color: $action; }
QDialog QPushButton:disabled { background: $sunk; color: $ink3; border-color: $line; }
""")


def style_sheet(palette: Palette, *, field_height: int) -> str:
    """Return the style sheet of a palette; `field_height` is the inner height of inputs in px."""
    values = {name: value for name, value in vars(palette).items() if isinstance(value, str)}
    values["bad"] = palette.bad.text
    return _QSS.substitute(values, field=field_height)
