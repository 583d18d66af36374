"""The left side of the sign page: the pad, what was accepted before, and the replay of either."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.intake.pen import PenStrokes
from desktop.ui.intake.signature_replay import SignatureReplay
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.image_view import ImageView
from desktop.ui.widgets.panel import row
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.signature_pad import SignaturePad


class SignPaper(QWidget):
    """Holds the pad or the accepted signature.

    Attributes:
        again: `Ký lại`, connected by the page.
        replay_button: `Xem lại nét ký`.
    """

    def __init__(self) -> None:
        super().__init__()
        self.pad = SignaturePad()
        self.kept = ImageView(tr("Chữ ký đã nhận"), QSize(480, 200), background="#FFFFFF")
        self.replay = SignatureReplay()
        self.stack = QStackedWidget()
        for part in (self.pad, self.kept, self.replay):
            self.stack.addWidget(part)
        self._kept_strokes: PenStrokes = ()
        self._before: QWidget = self.pad
        self.again = OutlineButton(tr("Ký lại"), key="Backspace", icon="retake")
        self.replay_button = OutlineButton(tr("Xem lại nét ký"), key="Ctrl+R", icon="clock")
        self.replay_button.clicked.connect(self._replay)
        self.replay.ended.connect(self._replay_ended)
        self.hint = PlainLabel(tr("Chuột, ngón tay hoặc bút đều được."), "hint", "ink2")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.stack, 1)
        column.addLayout(row(self.again, self.replay_button, 1, self.hint))
        self.pad.changed.connect(self.refresh)

    @property
    def shows_kept(self) -> bool:
        """Whether the accepted signature is on the paper, also while it is replayed."""
        here = self._before if self.replay.is_playing else self.stack.currentWidget()
        return here is self.kept

    def show_pad(self) -> None:
        """Show the pad."""
        self.replay.stop()
        self.stack.setCurrentWidget(self.pad)
        self.refresh()

    def show_kept(self, signature: bytes, strokes: PenStrokes) -> None:
        """Show what was accepted before."""
        self.replay.stop()
        self._kept_strokes = strokes
        self.kept.set_image(QImage.fromData(signature))
        self.stack.setCurrentWidget(self.kept)
        self.refresh()

    def refresh(self) -> None:
        """Let buttons fit what is on the paper."""
        strokes = self._shown_strokes
        self.again.setEnabled(self.shows_kept or bool(strokes))
        self.replay_button.setVisible(bool(strokes))

    @property
    def _shown_strokes(self) -> PenStrokes:
        return self._kept_strokes if self.shows_kept else self.pad.pen_strokes

    def _replay(self) -> None:
        if self.replay.is_playing:
            self.replay.stop()
            return
        strokes = self._shown_strokes
        self._before = self.stack.currentWidget()
        self.stack.setCurrentWidget(self.replay)
        self.replay.play(strokes)

    def _replay_ended(self) -> None:
        self.stack.setCurrentWidget(self._before)
