"""The settings: generated from their declarations, kept as soon as they are changed."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.common.settings import (
    CAMERA,
    LANGUAGE,
    PRINTER,
    SCANNER,
    SETTINGS,
    TEXT_SCALE,
    THEME,
    Group,
    SettingDef,
)
from desktop.security.access.permissions import Permission
from desktop.security.access.rules import allows, setting_permission
from desktop.security.views import Role
from desktop.ui import theme
from desktop.ui.context import PageName, UiContext
from desktop.ui.security.operators_panel import OperatorsPanel
from desktop.ui.shell.device_lists import Devices, find_devices
from desktop.ui.shell.settings_eligibility import EligibilityPanel
from desktop.ui.shell.settings_fields import SettingField
from desktop.ui.shell.settings_people import RecipientsPanel
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.choice_row import ChoiceList
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.panel import Panel, row
from desktop.ui.widgets.plain_label import PlainLabel

RECIPIENTS, OPERATORS, ELIGIBILITY = "recipients", "operators", "eligibility"


def group_words() -> dict[str, str]:
    """Return the names of the parts of the page."""
    return {
        Group.LOOK.value: tr("Hiển thị"),
        Group.DEVICES.value: tr("Thiết bị"),
        Group.PAPERS.value: tr("Giấy tờ"),
        Group.COUNTER.value: tr("Quầy"),
        Group.SAFETY.value: tr("An toàn"),
        RECIPIENTS: tr("Nơi nhận lô"),
        OPERATORS: tr("Cán bộ"),
        ELIGIBILITY: tr("Ai được đổi thẻ"),
    }


def _may(role: Role | None, permission: Permission) -> bool:
    return role is None or allows(role, permission)


def _needs(part: str) -> tuple[Permission, ...]:
    """Return what a part is for; one of these is enough to see it."""
    special = {
        RECIPIENTS: (Permission.TRUST_MANAGE,),
        OPERATORS: (Permission.OPERATOR_UNLOCK, Permission.OPERATOR_MANAGE),
        ELIGIBILITY: (Permission.ROSTER_READ,),
    }
    if part in special:
        return special[part]
    return tuple({setting_permission(one) for one in SETTINGS.values() if one.group.value == part})


def _way_to_the_trail(context: UiContext) -> OutlineButton:
    trail = OutlineButton(tr("Nhật ký"), key="Ctrl+J", icon="list", small=True)
    trail.clicked.connect(partial(context.navigator.show, PageName.TRAIL))
    return trail


def _way_to_updates(context: UiContext) -> OutlineButton:
    update = OutlineButton(tr("Cập nhật"), key="Ctrl+U", icon="usb", small=True)
    update.clicked.connect(partial(context.navigator.show, PageName.UPDATE))
    return update


class SettingsPage(Page):
    """Parts at the left, the fields of one part at the right.

    Args:
        context: what a page may use.
        role: decides which parts are there; everybody reads who may renew. None is practice.

    Signals:
        look_changed (str, str, float): language, palette and text size to show now.
    """

    look_changed = Signal(str, str, float)

    def __init__(self, context: UiContext, *, role: Role | None = None) -> None:
        super().__init__(tr("Cài đặt"))
        self._context = context
        self.fields: dict[str, SettingField] = {}
        self._panels: dict[str, QWidget] = {}
        self._values: dict[str, Any] = {}
        self._host = QVBoxLayout()
        self._columns = QHBoxLayout()
        self._columns.setSpacing(16)
        names = group_words()
        may = partial(_may, role)
        keys = [key for key in names if any(may(one) for one in _needs(key))]
        self.parts = ChoiceList(
            [(key, names[key], "") for key in keys], selected=keys[0], name=tr("Phần cài đặt")
        )
        self.parts.chosen.connect(self.show_part)
        left = QVBoxLayout()
        left.addWidget(self.parts)
        left.addStretch(1)
        self._left = QWidget()
        self._left.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        self._columns.addWidget(self._left)
        self._columns.addLayout(self._host, 1)
        self.content.addLayout(self._columns, 1)
        self.recipients = RecipientsPanel(context)
        self.operators = OperatorsPanel(context, may_manage=may(Permission.OPERATOR_MANAGE))
        self.operators.face_opened.connect(self._show_face)
        for key, panel in ((RECIPIENTS, self.recipients), (OPERATORS, self.operators)):
            if key in keys:
                self._add_panel(key, panel)
            else:
                panel.setParent(self)
                panel.hide()
        self.eligibility = EligibilityPanel(context, may_edit=may(Permission.ELIGIBILITY_CHANGE))
        self.eligibility.enter_changed.connect(self._say_enter)
        self._add_panel(ELIGIBILITY, self.eligibility)
        self._make_bar(context)
        self.title_row.addWidget(_way_to_updates(context))
        if may(Permission.AUDIT_READ):
            self.title_row.addWidget(_way_to_the_trail(context))
        self.refresh_theme()

    def _make_bar(self, context: UiContext) -> None:
        self.action_bar.add_back(self._go_back)
        own = self.action_bar.add_left(OutlineButton(tr("Đổi mã PIN"), key="Ctrl+I", icon="lock"))
        own.clicked.connect(lambda: context.navigator.show(PageName.OWN_PIN))
        check = self.action_bar.add_right(
            OutlineButton(tr("Kiểm tra máy"), key="Ctrl+K", icon="monitor")
        )
        check.clicked.connect(self._doctor)
        copies = self.action_bar.add_right(OutlineButton(tr("Sao lưu"), key="Ctrl+B", icon="disk"))
        copies.clicked.connect(lambda: context.navigator.show(PageName.BACKUP))
        self.action_bar.set_primary(tr("Xong"), self._go_on)

    def refresh_theme(self) -> None:
        """Give the list of parts its width."""
        super().refresh_theme()
        if hasattr(self, "_left"):
            self._left.setFixedWidth(theme.current().pick(248, 224))

    def _show_face(self) -> None:
        self.keep_visible(self.operators.face)

    def _add_panel(self, key: str, panel: QWidget) -> None:
        self._panels[key] = panel
        self._host.addWidget(panel)
        panel.setVisible(key == self.parts.value())

    # ------------------------------------------------------------ loading

    def enter(self, part: str = "") -> None:
        """Load what is in force; `part` opens a part at once."""
        super().enter()
        chosen = self._context.services.preferences
        self._context.tasks.query(
            lambda: {name: chosen.get(one) for name, one in SETTINGS.items()}, self._show
        )
        if part and part in self.parts.rows:
            self.parts.set_value(part)
        if RECIPIENTS in self._panels:
            self.recipients.load()
        if OPERATORS in self._panels:
            self.operators.load()
        self.eligibility.load()
        self.parts.rows[self.parts.value()].setFocus()

    def _show(self, values: dict[str, Any]) -> None:
        self._values = values
        for group in Group:
            if group.value in self.parts.rows and group.value not in self._panels:
                self._add_panel(group.value, self._make_panel(group))
        self.show_part(self.parts.value())
        if Group.DEVICES.value not in self._panels:
            return
        chosen = [str(values[one.name]) for one in (CAMERA, PRINTER, SCANNER)]
        self._context.tasks.query(lambda: find_devices(*chosen), self._show_devices)

    def _make_panel(self, group: Group) -> Panel:
        panel = Panel(group_words()[group.value])
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        place = 0
        for definition in SETTINGS.values():
            if definition.group is not group:
                continue
            field = self._make_field(definition)
            span = 2 if definition.multiline else 1
            place += place % 2 if span == 2 else 0
            grid.addWidget(field, place // 2, place % 2, 1, span)
            place += span
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        panel.body.addLayout(grid)
        note = PlainLabel("", "hint", "ink2", wrap=True)
        if group is Group.DEVICES:
            self.to_camera = OutlineButton(
                tr("Xem hình và chỉnh máy ảnh"), key="Ctrl+M", icon="camera", small=True
            )
            self.to_camera.clicked.connect(self._camera)
            self.to_register = OutlineButton(
                tr("Sổ thiết bị"), key="Ctrl+T", icon="list", small=True
            )
            self.to_register.clicked.connect(
                partial(self._context.navigator.show, PageName.RESOURCES)
            )
            panel.body.addLayout(row(self.to_camera, self.to_register, 1))
            self.devices_note = note
            self._grid_of_devices = grid
        panel.body.addWidget(note)
        panel.body.addStretch(1)
        return panel

    def _make_field(
        self, definition: SettingDef, choices: list[tuple[str, str]] | None = None
    ) -> SettingField:
        value = self._values[definition.name]
        if definition in {CAMERA, PRINTER, SCANNER} and choices is None:
            choices = [(str(value), str(value) or tr("Đang tìm…"))]
        field = SettingField(definition, value, choices)
        field.changed.connect(self._keep)
        self.fields[definition.name] = field
        return field

    def _show_devices(self, found: Devices) -> None:
        lists = ((CAMERA, found.cameras), (PRINTER, found.printers), (SCANNER, found.scanners))
        for definition, choices in lists:
            old = self.fields[definition.name]
            new = self._make_field(definition, choices)
            self._grid_of_devices.replaceWidget(old, new)
            old.hide()
            old.deleteLater()
        self.devices_note.setText(found.advice)

    def show_part(self, key: str) -> None:
        """Show the fields of one part."""
        for name, panel in self._panels.items():
            panel.setVisible(name == key)
        self._say_enter()

    def _say_enter(self) -> None:
        self.action_bar.set_primary(self.eligibility.enter_words() or tr("Xong"))

    # ------------------------------------------------------------ keeping

    def _keep(self, definition: SettingDef, value: Any) -> None:
        self._values[definition.name] = value
        chosen, actor = self._context.services.preferences, self._context.actor
        is_look = definition in {LANGUAGE, THEME, TEXT_SCALE}
        self._context.tasks.change(
            lambda: chosen.set(definition, value, actor=actor),
            self._changed_look if is_look else None,
        )

    def _changed_look(self, result: object) -> None:
        del result
        self.look_changed.emit(
            str(self._values[LANGUAGE.name]),
            str(self._values[THEME.name]),
            float(self._values[TEXT_SCALE.name]),
        )

    def on_enter(self, key: int) -> None:
        """Inside a form Enter adds; elsewhere it goes on."""
        focus = QApplication.focusWidget()
        for panel in (self.recipients, self.operators):
            if focus is not None and panel.isVisible() and panel.isAncestorOf(focus):
                panel.submit()
                return
        super().on_enter(key)

    def leave(self) -> None:
        """Keep what is still resting."""
        super().leave()
        for field in self.fields.values():
            field.flush()

    def _go_on(self) -> None:
        if not self.eligibility.submit():
            self._go_back()

    def _go_back(self) -> None:
        self._context.navigator.back()

    def _camera(self) -> None:
        self._context.navigator.show(PageName.CAMERA)

    def _doctor(self) -> None:
        self._context.navigator.show(PageName.DOCTOR)
