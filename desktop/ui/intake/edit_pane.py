"""All fields of an application in one form: saved while one types, checked when one goes on."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.common.clock import today
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.vocabulary import FieldKey
from desktop.intake.rules import EDITABLE, Problem, Severity, check
from desktop.intake.views import Draft
from desktop.ui.context import UiContext
from desktop.ui.feedback import Message
from desktop.ui.intake.autosave import Autosave
from desktop.ui.intake.edit_form import FieldsForm

_AFTER_ID = EDITABLE.index(FieldKey.OLD_ID) + 1
FORM_FIELDS = (*EDITABLE[:_AFTER_ID], FieldKey.ID_ISSUED_ON, *EDITABLE[_AFTER_ID:])
"""Fields of the form in order: those of the check page, and the card's date of issue."""


def has_errors(problems: tuple[Problem, ...]) -> bool:
    """Whether something must be mended before the record can be taken."""
    return any(problem.severity is Severity.ERROR for problem in problems)


class EditPane(QWidget):
    """The form of one application.

    Signals:
        saved (datetime): the store took what was typed.
        trouble (UserFacingError): it did not.
        refused (Message): something must be mended; the focus went there.
        done (Draft): the person goes on; the application as it is now.
    """

    saved = Signal(object)
    trouble = Signal(object)
    refused = Signal(object)
    done = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._draft: Draft | None = None
        self._opened_with: dict[FieldKey, str] = {}
        self.autosave = Autosave(context, self)
        self.autosave.saved.connect(self.saved)
        self.autosave.failed.connect(self.trouble)
        year = today(context.services.clock).year
        self.fields = FieldsForm(FORM_FIELDS, year, columns=4)
        self.fields.edited.connect(self.autosave.note)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setProperty("surface", "none")
        holder = QVBoxLayout(inner)
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addWidget(self.fields)
        holder.addStretch(1)
        self._scroll.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll, 1)

    def follow(self, draft: Draft) -> None:
        """Save to this application from now on."""
        self._draft = draft
        self.autosave.start(draft.application_id, draft.member_id)

    def open(self, draft: Draft, at: FieldKey | None = None) -> None:
        """Show the form, with the focus at a field.

        The form shows numbers whole, so opening it is recorded as a look at them.
        """
        self._draft = draft
        security, actor = self._context.services.security, self._context.actor
        target = str(draft.application_id)
        self._context.tasks.change(lambda: security.reveal_number(target, actor=actor))
        self.fields.set_values(draft.fields)
        self._opened_with = self.fields.values()
        self.fields.show_warnings(draft.problems)
        wanted = at if at in self.fields.entries else FieldKey.FULL_NAME
        self._go_to(wanted or FieldKey.FULL_NAME)

    def flush(self) -> None:
        """Write now what waits."""
        self.autosave.flush()

    @property
    def typed(self) -> tuple[UUID, UUID, dict[FieldKey, str]] | None:
        """What was typed since the form was opened, saved or not; None while it is not shown.

        An application, whose it is, and the fields: a copy of the store may be older than the form.
        """
        if self._draft is None or self.isHidden():
            return None
        now = self.fields.values()
        changed = {key: now[key] for key in now if now[key] != self._opened_with.get(key, "")}
        return self._draft.application_id, self._draft.member_id, changed

    def problems(self) -> tuple[Problem, ...]:
        """Check what stands in the form."""
        values = {**(self._draft.fields if self._draft else {}), **self.fields.values()}
        return check(values, today=today(self._context.services.clock))

    def finish(self, *, checked: bool = True) -> None:
        """Leave the form: refuse when something must be mended, else read the result.

        Args:
            checked: False leaves as it is; what must be mended is asked for later.
        """
        problems = self.problems()
        if checked and has_errors(problems):
            self.refuse(problems)
            return
        assert self._draft is not None
        self.flush()
        intake, application_id = self._context.services.intake, self._draft.application_id
        # Asked for as a change, so that it comes after the changes that were asked for before.
        self._context.tasks.change(lambda: intake.draft(application_id), self._read, self._failed)

    def refuse(self, problems: tuple[Problem, ...]) -> None:
        """Say on top what must be mended, and go to the first field of it."""
        errors = [problem for problem in problems if problem.severity is Severity.ERROR]
        text = " ".join(dict.fromkeys(problem.message for problem in errors))
        title = tr("Còn {n} ô cần sửa.").format(n=len({error.field for error in errors}))
        first = self.fields.show_problems(problems)
        self.refused.emit(Message("bad", title, text, key="form"))
        if first is not None:
            self._go_to(first)

    def _go_to(self, key: FieldKey) -> None:
        self.fields.focus_field(key)
        self._scroll.ensureWidgetVisible(self.fields.entries[key], 0, 24)

    def _read(self, draft: Draft) -> None:
        if self.autosave.is_behind:
            return  # what was typed stays before one's eyes until the store has it
        if self._draft is not None and self._draft.application_id == draft.application_id:
            self.done.emit(draft)

    def _failed(self, error: UserFacingError) -> None:
        self.trouble.emit(error)
