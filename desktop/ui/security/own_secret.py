"""Somebody came in with a secret that another person chose: they choose their own first."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.security.views import OperatorView
from desktop.ui.context import UiContext
from desktop.ui.security.new_secret import NewSecretFields
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel


class OwnSecretPanel(Panel):
    """A new PIN or password in the place of the one that was given.

    Args:
        context: what a page may use.

    Signals:
        changed (OperatorView): the new secret is in force.
        refused: it is not; the panel says why.
    """

    changed = Signal(object)
    refused = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self._given: tuple[OperatorView, str] | None = None
        self._lead = PlainLabel("", "body", "ink", wrap=True)
        self.fields = NewSecretFields()
        self.body.addWidget(self._lead)
        self.body.addWidget(self.fields)

    @property
    def is_asking(self) -> bool:
        """Whether somebody has to choose."""
        return self._given is not None

    def ask(self, operator: OperatorView, given: str) -> None:
        """Ask a person for a secret of their own; `given` is the one they came with."""
        self._given = operator, given
        words = tr("{name}: mã vừa gõ do người khác đặt. Chọn mã mới chỉ mình bạn biết.")
        self._lead.setText(words.format(name=operator.full_name))
        self.show()
        self.fields.pin.setFocus()

    def submit(self) -> bool:
        """Put the new secret into force; return whether it was worth trying."""
        if self._given is None or not self.fields.check():
            return False
        operator, old = self._given
        change = partial(
            self._context.services.login.change_secret, operator.id, old, self.fields.value()
        )
        self._context.tasks.change(change, self._done, self._not_done)
        return True

    def _done(self, operator: OperatorView) -> None:
        self.forget()
        self.changed.emit(operator)

    def _not_done(self, error: UserFacingError) -> None:
        self.fields.pin_entry.set_error(f"{error.title} {error.advice}".strip())
        self.fields.pin.setFocus()
        self.refused.emit()

    def forget(self) -> None:
        """Forget what was given and typed."""
        self._given = None
        self.fields.clear()
        self.hide()
