"""Somebody who may stands at the counter of somebody who may not: who, their secret, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.security.access.permissions import Permission
from desktop.security.access.rules import allows
from desktop.security.views import OperatorView
from desktop.ui.security.pin_edit import PinEdit
from desktop.ui.widgets.fields import ChoiceEdit, FormEntry, TextEdit
from desktop.ui.widgets.panel import Panel


class VouchForm(QWidget):
    """Asks for a reason, a person and that person's secret.

    Args:
        title: what is let pass.
        who: what the person is called here.
        secret: what their secret is called here.
    """

    def __init__(self, title: str, who: str, secret: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        panel = Panel(title)
        self.reason = TextEdit()
        self.reason_entry = FormEntry(tr("Lý do"), self.reason)
        self.who = ChoiceEdit([])
        self.secret = PinEdit(secret)
        self.who.currentIndexChanged.connect(self._follow)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.addWidget(self.reason_entry, 0, 0, 1, 2)
        grid.addWidget(FormEntry(who, self.who), 1, 0)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.secret_entry = FormEntry(secret, self.secret)
        grid.addWidget(self.secret_entry, 1, 1)
        panel.body.addLayout(grid)
        column.addWidget(panel)

    def offer(self, people: Sequence[OperatorView], permission: Permission) -> None:
        """Name those who may."""
        self.who.clear()
        for person in people:
            if allows(person.role, permission):
                self.who.addItem(person.full_name, person)

    def given(self) -> tuple[OperatorView, str, str] | None:
        """Return person, secret and reason; None when something is missing, which is then said."""
        person, secret = self.who.currentData(), self.secret.value()
        reason = self.reason.value()
        self.reason_entry.set_error(
            "" if reason.strip() else tr("Ghi lý do bằng vài chữ, để người sau hiểu.")
        )
        self.secret_entry.set_error("" if secret else self._missing())
        if not reason.strip():
            self.reason.setFocus()
        elif not secret:
            self.secret.setFocus()
        elif isinstance(person, OperatorView):
            return person, secret, reason
        return None

    def _missing(self) -> str:
        return tr("Gõ mã của {name}.").format(name=self.who.currentText())

    def close_up(self) -> None:
        """Forget what was typed, and hide."""
        self.secret.clear()
        self.reason.clear()
        self.hide()

    def _follow(self) -> None:
        person = self.who.currentData()
        if isinstance(person, OperatorView):
            self.secret.set_kind(person.secret)
