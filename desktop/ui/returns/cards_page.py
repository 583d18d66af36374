"""Cards that come back: three faces by Alt+1 to Alt+3, one verb by Enter."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.vocabulary import CallFor
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Message
from desktop.ui.returns.count_face import CountFace
from desktop.ui.returns.face import BAR, CardsFace
from desktop.ui.returns.hand_face import HandFace
from desktop.ui.returns.list_face import ListFace
from desktop.ui.returns.reporter import CardReporter
from desktop.ui.roster.import_files import DropPage
from desktop.ui.roster.register_face import FaceStack
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.key_cap import KeyCap
from desktop.ui.widgets.plain_label import PlainLabel


class CardsPage(DropPage):
    """List in, count, hand out."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Trả thẻ"))
        self._context = context
        self.lists = ListFace(context)
        self.counts = CountFace(context)
        self.hands = HandFace(context)
        self.faces = FaceStack()
        self.chips: dict[CardsFace, Chip] = {
            self.lists: Chip(tr("Danh sách về"), on=True),
            self.counts: Chip(tr("Kiểm đếm")),
            self.hands: Chip(tr("Trao theo chi bộ")),
        }
        group = QButtonGroup(self)
        for number, (face, chip) in enumerate(self.chips.items(), start=1):
            self.faces.addWidget(face)
            face.failed.connect(self._failed)
            face.moved.connect(self._fit)
            group.addButton(chip)
            chip.clicked.connect(partial(self.show_face, face))
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
            shortcut.activated.connect(chip.click)
            self.title_row.addWidget(chip)
        for part in (KeyCap("Alt+1"), PlainLabel("–", "label", "ink2"), KeyCap("3")):
            self.title_row.addWidget(part)
        self.content.addWidget(self.faces, 1)
        self.file_dropped.connect(self._dropped)
        self.action_bar.add_back(context.navigator.back)
        self.calls = OutlineButton(tr("Gọi điện"), key="Ctrl+D")
        self.calls.clicked.connect(
            partial(context.navigator.show, PageName.CALLS, call_for=CallFor.CARD)
        )
        self.reporter = CardReporter(context, self)
        self.reporter.failed.connect(self._failed)
        self.action_bar.add_right(self.reporter.button)
        self.action_bar.add_right(self.calls)
        self.action_bar.set_primary(tr("Chọn tệp"), self._go)

    @property
    def face(self) -> CardsFace:
        """The face that is shown."""
        face = self.faces.currentWidget()
        assert isinstance(face, CardsFace)
        return face

    def enter(self) -> None:
        """Read everything anew."""
        super().enter()
        self.face.load()
        self._fit()

    def show_face(self, face: CardsFace, *_: object) -> None:
        """Show one of the three."""
        self.chips[face].setChecked(True)
        self.bars.clear(BAR)
        self.faces.setCurrentWidget(face)
        super().enter()  # Enter that led here does not answer what is here
        face.load()
        self._fit()

    def on_scan(self, text: str) -> None:
        """Give what a scanner read to the face that is shown."""
        self.face.on_scan(text)

    def _dropped(self, path: Path) -> None:
        self.show_face(self.lists)
        self.lists.use(path)

    def _go(self) -> None:
        self.face.go()

    def _fit(self) -> None:
        verb, reason = self.face.primary()
        self.action_bar.set_primary(verb)
        self.action_bar.set_reason(reason)

    def _failed(self, error: UserFacingError) -> None:
        message = Message("bad", error.title, error.advice, key=BAR, code=error.code)
        self._context.feedback.show(message)
        self._fit()
