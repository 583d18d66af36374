"""Adding somebody who is not on the list: few fields, filled from the card."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.clock import today
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.ids import new_id
from desktop.common.vocabulary import FieldKey, MemberStatus
from desktop.identity.card import CardReading
from desktop.intake.opening import card_values
from desktop.intake.rules import Severity, check
from desktop.intake.views import UnfinishedForm
from desktop.roster.views import PersonView
from desktop.services import Services
from desktop.ui.context import UiContext
from desktop.ui.feedback import Message
from desktop.ui.intake.autosave import KeepLatest
from desktop.ui.intake.edit_form import FieldsForm
from desktop.ui.widgets.choice_row import ChoiceList
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel

FIELDS = (
    FieldKey.FULL_NAME,
    FieldKey.BIRTH_DATE,
    FieldKey.SEX,
    FieldKey.PERSONAL_ID,
    FieldKey.RESIDENCE,
    FieldKey.CELL,
)
_HOME_UNIT = FieldKey.CELL


def _why_choices() -> ChoiceList:
    """Return the two reasons why somebody is not on the list."""
    return ChoiceList(
        (
            (
                MemberStatus.TEMPORARY_RESIDENT.value,
                tr("Tạm trú ở xã, sinh hoạt nơi khác"),
                tr("Tính riêng, báo về nơi sinh hoạt."),
            ),
            (
                MemberStatus.OUTSIDE_LIST.value,
                tr("Sinh hoạt ở xã, danh sách thiếu tên"),
                tr("Tính riêng, nhờ xã bổ sung danh sách."),
            ),
        ),
        selected=MemberStatus.TEMPORARY_RESIDENT.value,
        name=tr("Vì sao không có trong danh sách"),
    )


class OutsideForm(QWidget):
    """The form on the page "Không có trong danh sách"; kept in the store from the first key.

    Attributes:
        form_id: the form that is open; None while there is none.

    Signals:
        added (PersonView): the person is in the store now.
        refused (Message): something must be mended.
    """

    added = Signal(object)
    refused = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._busy = False
        self.form_id: UUID | None = None
        self._text = ""
        self._card: CardReading | None = None
        self.unfinished: KeepLatest[UnfinishedForm] = KeepLatest(
            context, self, partial(_write, context.services, context.actor)
        )
        self.unfinished.failed.connect(self._not_kept)
        self.status = _why_choices()
        self.status.chosen.connect(self._note)
        # Digits belong to the fields here.
        for answer in self.status.rows.values():
            answer.key = ""
            answer.setShortcut("")
        self.fields = FieldsForm(
            FIELDS, today(context.services.clock).year, columns=2, needed=FIELDS[:4]
        )
        self.fields.entries[_HOME_UNIT].label.setText(tr("Nơi đang sinh hoạt Đảng"))
        self.fields.entries[_HOME_UNIT].field.setAccessibleName(tr("Nơi đang sinh hoạt Đảng"))
        self.fields.edited.connect(self._note)
        panel = Panel()
        panel.body.addWidget(self.fields)
        panel.body.addStretch(1)
        self._why = Panel(tr("Vì sao không có tên?"))
        self._why.body.addWidget(self.status)
        self._why.body.addWidget(
            PlainLabel(
                tr("Nơi thường trú và nơi sinh hoạt có thể để trống, bổ sung sau."),
                "hint",
                "ink2",
                wrap=True,
            )
        )
        self._why.body.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(12)
        columns.addWidget(panel, 3)
        columns.addWidget(self._why, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(columns)
        layout.addStretch(1)

    def open(self, text: str, card: CardReading | None) -> None:
        """Begin with what is known and come to the first empty field."""
        values = card_values(card) if card else {}
        if not card and text:
            digits = text.replace(" ", "")
            if digits.isdigit():
                values = {FieldKey.PERSONAL_ID: digits} if len(digits) == 12 else {}
            else:
                values = {FieldKey.FULL_NAME: text}
        status = MemberStatus.TEMPORARY_RESIDENT
        self.go_on(UnfinishedForm(new_id(), text, card, values, status))

    def go_on(self, form: UnfinishedForm) -> None:
        """Go on with a form where it stopped, at the first empty field."""
        self.put_away()
        newest = self.unfinished.latest(form.form_id) or form
        self._text, self._card = newest.text, newest.card
        self.fields.set_values(newest.fields)
        self.status.set_value(newest.status.value)
        self.form_id = newest.form_id
        self.focus_first()

    def focus_first(self) -> None:
        """Come to the first empty field."""
        values = self.fields.values()
        empty = [key for key in FIELDS if not values[key]]
        self.fields.focus_field(empty[0] if empty else FieldKey.FULL_NAME)

    def put_away(self) -> None:
        """Write what waits and show nothing of it any more."""
        self.unfinished.flush()
        self.form_id = None
        self._busy = False
        self.fields.set_values({})

    def _note(self) -> None:
        """Keep the form as it is; not while its person is being added."""
        if self.form_id is None or self._busy:
            return
        form = UnfinishedForm(
            self.form_id,
            self._text,
            self._card,
            {key: value for key, value in self.fields.values().items() if value},
            MemberStatus(self.status.value()),
            self._context.actor,
        )
        self.unfinished.note(form.form_id, form)

    def _not_kept(self, error: UserFacingError) -> None:
        self.refused.emit(Message("bad", error.title, error.advice, key="form"))

    def add(self) -> None:
        """Check and store the person."""
        if self._busy or self.form_id is None:
            return
        values = {key: value for key, value in self.fields.values().items() if value}
        problems = check(values, today=today(self._context.services.clock))
        errors = [problem for problem in problems if problem.severity is Severity.ERROR]
        if errors:
            first = self.fields.show_problems(problems)
            title = tr("Còn {n} ô cần sửa.").format(n=len({error.field for error in errors}))
            text = " ".join(dict.fromkeys(problem.message for problem in errors))
            self.refused.emit(Message("bad", title, text, key="form"))
            if first is not None:
                self.fields.focus_field(first)
            return
        self.unfinished.flush()
        self._busy = True
        add = partial(
            _add,
            self._context.services,
            self.form_id,
            values,
            MemberStatus(self.status.value()),
            self._context.actor,
        )
        self._context.tasks.change(add, self._added, self._failed)

    def _added(self, result: tuple[UUID, PersonView]) -> None:
        form_id, person = result
        self.unfinished.forget(form_id)
        if form_id == self.form_id:
            self.form_id = None
            self._busy = False
            self.added.emit(person)

    def _failed(self, error: UserFacingError) -> None:
        self._busy = False
        self.refused.emit(Message("bad", error.title, error.advice, key="form"))
        self._note()


def _write(services: Services, actor: str, form_id: UUID, form: UnfinishedForm) -> datetime:
    del form_id  # the form knows it
    return services.unfinished.keep_form(form, actor=actor)


def _add(
    services: Services,
    form_id: UUID,
    values: dict[FieldKey, str],
    status: MemberStatus,
    actor: str,
) -> tuple[UUID, PersonView]:
    """Add the person; the form goes only after that."""
    person = services.roster.add_outside(values, status=status, actor=actor)
    services.unfinished.drop_form(form_id, actor=actor)
    return form_id, person
