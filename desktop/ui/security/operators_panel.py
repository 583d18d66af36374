"""Who works here: a list, what can be done for one of them, and a form that adds another."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.clock import show_time
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.security.access.words import role_words
from desktop.security.rules import made_pin
from desktop.security.views import COUNTER_ROLES, OperatorRow, OperatorView, Role
from desktop.ui.context import UiContext
from desktop.ui.security.new_operator import NewOperatorFields
from desktop.ui.widgets.buttons import DangerButton, FlatButton, OutlineButton
from desktop.ui.widgets.fields import ChoiceEdit, FormEntry
from desktop.ui.widgets.panel import Panel, rule
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.tag import Tag


class OperatorsPanel(Panel):
    """Everybody who works or worked here.

    Args:
        context: what a page may use.
        may_manage: whether people may be added and changed here, not only unlocked.

    Signals:
        face_opened: a person is open; the page brings them into view.
    """

    face_opened = Signal()

    def __init__(self, context: UiContext, *, may_manage: bool = True) -> None:
        super().__init__(tr("Cán bộ ở quầy"))
        self._context, self._may_manage = context, may_manage
        lead = tr("Mỗi người một tên và một mã PIN riêng; nhật ký ghi đúng người đã làm.")
        self.body.addWidget(PlainLabel(lead, "body", "ink2", wrap=True))
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.body.addLayout(self._list)
        self.buttons: dict[str, OutlineButton] = {}
        self.face = _PersonFace(context, self._changed)
        self.face.hide()
        self.face.closed.clicked.connect(self.close_face)
        self.face.grown.connect(self._bring_into_view)
        self.body.addWidget(self.face)
        self.form = self._make_form()
        self.body.addWidget(self.form)
        if not may_manage:
            self.form.hide()
        self.body.addStretch(1)

    def _make_form(self) -> QWidget:
        form = QWidget()
        layout = QVBoxLayout(form)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(PlainLabel(tr("Thêm người"), "section"))
        self.fields = NewOperatorFields()
        self.role = ChoiceEdit([(role.value, role_words(role)) for role in COUNTER_ROLES])
        self.add = OutlineButton(tr("Thêm cán bộ"), icon="plus", small=True)
        self.add.clicked.connect(self.submit)
        layout.addWidget(self.fields)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(FormEntry(tr("Việc"), self.role), 1)
        line.addWidget(self.add, 1, Qt.AlignmentFlag.AlignBottom)
        layout.addLayout(line)
        return form

    # ------------------------------------------------------------ the list

    def load(self) -> None:
        """Show who is there."""
        self._context.tasks.query(self._context.services.operators.everybody, self._show)

    def _show(self, rows: tuple[OperatorRow, ...]) -> None:
        while self._list.count():
            item = self._list.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = {}
        for row in rows:
            self._list.addWidget(self._row(row))
            self._list.addWidget(rule())
        self.face.follow(rows)

    def _row(self, row: OperatorRow) -> QWidget:
        person = row.operator
        host = QWidget()
        line = QHBoxLayout(host)
        line.setContentsMargins(0, 6, 0, 6)
        line.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(PlainLabel(person.full_name, "strong"))
        words.addWidget(PlainLabel(role_words(person.role), "hint", "ink2"))
        line.addLayout(words, 1)
        tag = _state_tag(row)
        if tag is not None:
            line.addWidget(tag, 0, Qt.AlignmentFlag.AlignVCenter)
        button = self._button_of(row)
        if button is not None:
            self.buttons[person.full_name] = button
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return host

    def _button_of(self, row: OperatorRow) -> OutlineButton | None:
        person = row.operator
        if self._may_manage:
            button = OutlineButton(tr("Sửa"), small=True)
            button.setAccessibleName(tr("Sửa {name}").format(name=person.full_name))
            button.clicked.connect(partial(self.open_face, row))
            return button
        if row.locked_until is None:
            return None
        button = OutlineButton(tr("Mở khóa"), small=True)
        button.setAccessibleName(tr("Mở khóa cho {name}").format(name=person.full_name))
        button.clicked.connect(partial(self._unlock, person))
        return button

    def _unlock(self, person: OperatorView) -> None:
        operators, actor = self._context.services.operators, self._context.actor
        change = partial(operators.unlock, person.id, actor=actor)
        self._context.tasks.change(change, self._changed)

    def _changed(self, result: object) -> None:
        del result
        self.load()

    # ------------------------------------------------------------ one person

    def open_face(self, row: OperatorRow) -> None:
        """Show what can be done for a person, in the place of the form."""
        self.form.hide()
        self.face.show_person(row)
        self.face.show()
        self.face.role.setFocus()
        self._bring_into_view()

    def _bring_into_view(self) -> None:
        QTimer.singleShot(0, self, self.face_opened.emit)  # once it has its place

    def close_face(self) -> None:
        """Show the form again."""
        self.face.hide()
        self.form.setVisible(self._may_manage)
        if self._may_manage:
            self.fields.name.setFocus()

    # ------------------------------------------------------------ adding

    def submit(self) -> None:
        """Keep what stands in the open face or form."""
        if not self.face.isHidden():
            self.face.keep_role()
            return
        if not self._may_manage or not self.fields.check():
            return
        name, secret = self.fields.name.value(), self.fields.secret.value()
        role, actor = Role(self.role.value()), self._context.actor
        operators = self._context.services.operators
        self._context.tasks.change(
            lambda: operators.add(name, secret, role, actor=actor), self._added
        )

    def _added(self, operator: OperatorView) -> None:
        self.fields.clear()
        self._context.feedback.toast(
            tr("Đã thêm {name}.").format(name=operator.full_name), seconds=5
        )
        self.load()


class _PersonFace(QWidget):
    """What an administrator can do for one person.

    Signals:
        grown: there is more to see than before.
    """

    grown = Signal()

    def __init__(self, context: UiContext, changed: Callable[[object], None]) -> None:
        super().__init__()
        self._context, self._tell_changed = context, changed
        self._row: OperatorRow | None = None
        self._new_pin = ""
        self._title = PlainLabel("", "section")
        self.role = ChoiceEdit([(role.value, role_words(role)) for role in COUNTER_ROLES])
        self.keep = OutlineButton(tr("Đổi việc"), small=True)
        self.reset = OutlineButton(tr("Đặt lại mã PIN"), small=True)
        self.unlock = OutlineButton(tr("Mở khóa"), small=True)
        self.end = DangerButton(tr("Cho nghỉ"), small=True)
        self.back = OutlineButton(tr("Cho làm lại"), small=True)
        self.closed = FlatButton(tr("Đóng"), small=True)
        self.note = PlainLabel("", "body", "ink", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.closed)
        layout.addLayout(head)
        line = QHBoxLayout()
        line.setSpacing(16)
        self._role_entry = FormEntry(tr("Việc"), self.role)
        line.addWidget(self._role_entry, 1)
        line.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch(1)
        layout.addLayout(line)
        acts = QHBoxLayout()
        acts.setSpacing(12)
        for button in (self.reset, self.unlock, self.back, self.end):
            acts.addWidget(button)
        acts.addStretch(1)
        layout.addLayout(acts)
        layout.addWidget(self.note)
        self.keep.clicked.connect(self.keep_role)
        self.reset.clicked.connect(self._reset)
        for button, verb in ((self.unlock, "unlock"), (self.end, "end"), (self.back, "bring_back")):
            button.clicked.connect(partial(self._do, verb))

    def show_person(self, row: OperatorRow) -> None:
        """Show a person; a PIN that was made for somebody else is not shown any more."""
        if self._row is None or self._row.operator.id != row.operator.id:
            self._new_pin = ""
            self.note.setText("")
        self._row = row
        self._title.setText(row.operator.full_name)
        self.role.set_value(row.operator.role.value)
        self._role_entry.set_error("")
        for part in (self._role_entry, self.keep, self.reset, self.end):
            part.setVisible(row.is_active)
        self.unlock.setVisible(row.is_active and row.locked_until is not None)
        self.back.setVisible(not row.is_active)
        self.note.setVisible(bool(self.note.text()))

    def follow(self, rows: tuple[OperatorRow, ...]) -> None:
        """Show the newest state of the person that is open."""
        open_row = self._row
        if open_row is None or self.isHidden():
            return
        for row in rows:
            if row.operator.id == open_row.operator.id:
                self.show_person(row)

    def hideEvent(self, event: object) -> None:
        """Forget a PIN that was shown once."""
        del event
        self._row, self._new_pin = None, ""
        self.note.setText("")

    def keep_role(self) -> None:
        """Give the person the chosen work."""
        if self._row is None or not self._row.is_active:
            return
        operators, actor = self._context.services.operators, self._context.actor
        change = partial(
            operators.change_role, self._row.operator.id, Role(self.role.value()), actor=actor
        )
        self._context.tasks.change(change, self._kept, self._refused)

    def _reset(self) -> None:
        if self._row is None:
            return
        self._new_pin = made_pin()
        operators, actor = self._context.services.operators, self._context.actor
        change = partial(operators.reset_secret, self._row.operator.id, self._new_pin, actor=actor)
        self._context.tasks.change(change, self._was_reset, self._refused)

    def _was_reset(self, person: OperatorView) -> None:
        if self._row is not None and self._row.operator.id == person.id and self._new_pin:
            words = tr("Mã PIN mới của {name}: {pin}. Đưa tận tay; lần vào tới sẽ phải đổi mã.")
            self.note.setText(words.format(name=person.full_name, pin=self._new_pin))
            self.note.show()
            self.grown.emit()
        self._tell_changed(None)

    def _do(self, verb: str) -> None:
        if self._row is None:
            return
        operators, actor = self._context.services.operators, self._context.actor
        verbs: dict[str, Callable[..., object]] = {
            "unlock": operators.unlock,
            "end": operators.end,
            "bring_back": operators.bring_back,
        }
        change = partial(verbs[verb], self._row.operator.id, actor=actor)
        self._context.tasks.change(change, self._kept, self._refused)

    def _kept(self, result: object) -> None:
        self._role_entry.set_error("")
        self._tell_changed(result)

    def _refused(self, error: UserFacingError) -> None:
        if self._row is not None:
            self.role.set_value(self._row.operator.role.value)
        self._role_entry.set_error(f"{error.title} {error.advice}".strip())


def _state_tag(row: OperatorRow) -> Tag | None:
    """Return what is special about a person, None when nothing is."""
    if not row.is_active:
        return Tag(tr("Đã nghỉ"), "neutral")
    if row.locked_until is not None:
        return Tag(tr("Khóa đến {time}").format(time=show_time(row.locked_until)), "warn")
    if row.operator.must_change:
        return Tag(tr("Chờ đổi mã"), "info")
    return None
