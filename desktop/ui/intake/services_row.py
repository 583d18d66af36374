"""Below a finished record: what else was done for the person, one digit each; nothing waits."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.common.errors import UserFacingError
from desktop.common.flags import VisitService
from desktop.common.i18n import tr
from desktop.intake.same_visit.words import service_words
from desktop.security.access.guarding import as_the_program
from desktop.security.access.permissions import Permission
from desktop.services import Services
from desktop.ui import theme
from desktop.ui.context import UiContext
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.panel import rule
from desktop.ui.widgets.plain_label import PlainLabel

_Noted = frozenset[VisitService]
SIDE = 32
"""px on the left, as the card around it has them."""
END = 16
"""px on the right at least: with them four buttons stand in one line of the narrowest screen."""


def _read(services: Services, application_id: UUID) -> _Noted | None:
    """Return what was noted; None on a laptop of a mobile team, whose kit brings none back."""
    with as_the_program():
        if services.kits.opening.kits():
            return None
    return services.same_visit.of(application_id)


class ServicesRow(QWidget):
    """A switch for each service; it has no part in the way to the next person."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self._application_id: UUID | None = None
        self._asked: Task | None = None
        self.noted: _Noted = frozenset()
        self.label = PlainLabel(tr("Làm thêm cùng lúc?"), "label", "ink2")
        self._inside = QVBoxLayout()
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        self._columns = 0
        self._inside.addWidget(self.label)
        self._inside.addLayout(self._grid)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(rule())
        whole.addLayout(self._inside)
        self.buttons: dict[VisitService, OutlineButton] = {}
        for place, kind in enumerate(VisitService, start=1):
            button = OutlineButton(service_words(kind), key=str(place), icon="check", small=True)
            button.clicked.connect(partial(self._toggle, kind))
            self.buttons[kind] = button
        self._arrange(len(self.buttons))
        context.forbid(Permission.RECORD_TAKE, *self.buttons.values())
        context.wait_for_server(*self.buttons.values())
        self.hide()
        theme.on_change(self.refresh_layout)

    def refresh_layout(self) -> None:
        """Follow the look in force."""
        top = theme.current().fixed(12, 6)
        self._inside.setContentsMargins(SIDE, top, END, theme.current().fixed(16, 8))
        self._inside.setSpacing(theme.current().fixed(6, 2))

    def set_low(self, *, low: bool) -> None:
        """Leave the question out where the page has no room for it; F1 tells what the keys do."""
        self.label.setHidden(low)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in one line, or in two where all of them, ticked, would be cut."""
        super().resizeEvent(event)
        buttons = self.buttons.values()
        need = sum(button.full_width() for button in buttons) + 8 * (len(buttons) - 1)
        self._arrange(len(buttons) if need <= self.width() - SIDE - END else 2)

    def minimumSizeHint(self) -> QSize:
        """In two lines it is narrower than its one line."""
        widest = max(button.full_width() for button in self.buttons.values())
        return QSize(2 * widest + 8 + SIDE + END, super().minimumSizeHint().height())

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, button in enumerate(self.buttons.values()):
            self._grid.addWidget(button, place // columns, place % columns)
        for column in range(len(self.buttons) + 1):
            self._grid.setColumnStretch(column, int(column == columns))

    def show_record(self, application_id: UUID) -> None:
        """Read what was noted with a record; until it is known nothing can be pressed."""
        self.stop()
        self._application_id = application_id
        self.hide()
        read = partial(_read, self._context.services, application_id)
        self._asked = self._context.tasks.query(read, partial(self._show, application_id))

    def stop(self) -> None:
        """Ask nothing more."""
        if self._asked is not None:
            self._asked.cancel()

    def _show(self, application_id: UUID, noted: _Noted | None) -> None:
        if application_id != self._application_id:
            return
        self.setVisible(noted is not None)
        self.noted = noted or frozenset()
        for kind, button in self.buttons.items():
            words, on = service_words(kind), kind in self.noted
            button.show_icon(on)
            said = tr("{what}: đã ghi, bấm để bỏ") if on else tr("{what}: bấm để ghi")
            button.setAccessibleName(said.format(what=words))

    def _toggle(self, kind: VisitService, *_: object) -> None:
        application_id, verbs = self._application_id, self._context.services.same_visit
        if application_id is None:
            return
        verb = verbs.undo if kind in self.noted else verbs.note
        self._context.tasks.change(
            partial(verb, application_id, kind, actor=self._context.actor),
            partial(self._show, application_id),
            self._failed,
        )

    def _failed(self, error: UserFacingError) -> None:
        self._context.feedback.error(error)
