"""On the page "Quầy": a form for somebody who is not on the list waits to be finished."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.common.clock import show_time
from desktop.common.i18n import tr
from desktop.intake.views import UnfinishedForm
from desktop.security.access.permissions import Permission
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Message
from desktop.ui.intake.autosave import ask_after_writing
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import FlatButton, OutlineButton
from desktop.ui.widgets.inline_bar import InlineBar


class UnfinishedBar(QWidget):
    """The freshest unfinished form, one key to go on with it, and a way to drop it."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._asked: Task | None = None
        self._form: UnfinishedForm | None = None
        self.bar: InlineBar | None = None
        self.go_on = OutlineButton(tr("Làm tiếp"), key="F4", small=True)
        self.go_on.clicked.connect(self._go_on)
        self.drop = FlatButton(tr("Bỏ phiếu"), small=True)
        self.drop.clicked.connect(self._drop)
        context.forbid(Permission.RECORD_TAKE, self.go_on, self.drop)
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def reload(self) -> None:
        """Read what waits; what was typed a moment ago is being written first."""
        self.stop()
        forms = self._context.services.unfinished.forms
        self._asked = ask_after_writing(self._context, forms, self._show)

    def stop(self) -> None:
        """Ask nothing more."""
        if self._asked is not None:
            self._asked.cancel()

    def _show(self, forms: tuple[UnfinishedForm, ...]) -> None:
        self._form = forms[0] if forms else None
        if self.bar is not None:
            self.go_on.setParent(self)
            self.drop.setParent(self)
            self._place.removeWidget(self.bar)
            self.bar.hide()
            self.bar.deleteLater()
            self.bar = None
        self.setVisible(self._form is not None)
        if self._form is None:
            return
        self.bar = InlineBar(_words(self._form, len(forms) - 1))
        row = self.bar.layout()
        assert row is not None
        row.addWidget(self.go_on)
        row.addWidget(self.drop)
        self.go_on.show()
        self.drop.show()
        self._place.addWidget(self.bar)
        self.bar.show()  # at once, or F4 would be deaf until the next turn of the event loop

    def _go_on(self) -> None:
        if self._form is not None:
            self._context.navigator.show(PageName.NOT_LISTED, form=self._form.form_id)

    def _drop(self) -> None:
        form = self._form
        if form is None:
            return
        context = self._context
        drop = partial(context.services.unfinished.drop_form, form.form_id, actor=context.actor)
        self._context.tasks.change(drop)
        self.reload()
        words = tr("Đã bỏ phiếu thêm người ngoài danh sách.")
        self._context.feedback.toast(words, partial(self._take_back, form))

    def _take_back(self, form: UnfinishedForm) -> None:
        context = self._context
        keep = partial(context.services.unfinished.keep_form, form, actor=context.actor)
        context.tasks.change(keep)
        self.reload()


def _words(form: UnfinishedForm, others: int) -> Message:
    title = tr("Đang thêm dở một người ngoài danh sách.")
    if form.full_name:
        title = tr("Đang thêm dở {name} ngoài danh sách.").format(name=form.full_name)
    assert form.saved_at is not None  # it comes from the store
    text = tr("Lưu lúc {time}.").format(time=show_time(form.saved_at))
    if others:
        more = tr("Còn {n} phiếu khác.").format(n=others)
        text = f"{text} {more}"
    return Message("info", title, text, key="unfinished")
