"""The pad on which a member, or the secretary for the cell, signs for cards."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QSizeF, Signal

from desktop.common.i18n import tr
from desktop.intake.pen import PenStrokes, is_signature
from desktop.returns.ink import UnfinishedInk
from desktop.ui.context import UiContext
from desktop.ui.intake.autosave import KeepLatest
from desktop.ui.widgets.buttons import FlatButton, OutlineButton
from desktop.ui.widgets.panel import Panel, row
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.signature_pad import SignaturePad


class HandPad(Panel):
    """Paper for one signing; every stroke is in the store when the pen is lifted.

    Signals:
        changed: a stroke ended or the paper was wiped.
        left: somebody goes back to the list; what was drawn stays for the next time.
        failed (UserFacingError): the store did not take what was drawn.
    """

    changed = Signal()
    left = Signal()
    failed = Signal(object)

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Ký nhận thẻ"))
        self._context = context
        self.key: UUID | None = None
        self.words = PlainLabel("", "body", wrap=True)
        self.pad = SignaturePad()
        self.again = OutlineButton(tr("Ký lại"), key="Backspace", icon="retake", small=True)
        self.again.clicked.connect(self._sign_again)
        self.back = FlatButton(tr("Về danh sách"), key="Esc")
        self.back.clicked.connect(self.left)
        self.body.addWidget(self.words)
        self.body.addWidget(self.pad, 1)
        self.body.addLayout(row(self.again, self.back, 1))
        ink = context.services.cards.ink
        keep = partial(ink.keep, actor=context.actor)
        self._keeper: KeepLatest[UnfinishedInk] = KeepLatest(context, self, keep)
        self._keeper.failed.connect(self.failed)
        self.pad.drawn.connect(self._note)
        self.pad.changed.connect(self._changed)

    @property
    def strokes(self) -> PenStrokes:
        """The ended strokes."""
        return self.pad.pen_strokes

    @property
    def is_signed(self) -> bool:
        """Whether there is more than a slip of the hand, and the pen is lifted."""
        return not self.pad.is_drawing and is_signature(self.strokes)

    def open_for(self, key: UUID, title: str, words: str) -> None:
        """Ask for a signature; what was drawn for this key before comes back."""
        self.key = key
        self.set_title(title)
        self.words.setText(words)
        self.pad.wipe()
        self.pad.setFocus()
        latest = self._keeper.latest(key)
        if latest is not None:
            self._restore(key, latest)
            return
        ink = self._context.services.cards.ink
        self._context.tasks.query(lambda: ink.kept(key), lambda found: self._restore(key, found))

    def accepted(self) -> None:
        """Clean the paper: the store has the signature now."""
        if self.key is not None:
            self._keeper.forget(self.key)
        self.key = None
        self.pad.wipe()

    def flush(self) -> None:
        """Write what waits before the signature itself is written."""
        self._keeper.flush()

    def _restore(self, key: UUID, ink: UnfinishedInk) -> None:
        if key != self.key or not ink.strokes:
            return
        was_quick = bool(self.pad.strokes)
        self.pad.restore(ink.strokes, QSizeF(*ink.paper))
        if was_quick:
            self._note()

    def _note(self) -> None:
        if self.key is not None:
            size = self.pad.size()
            ink = UnfinishedInk(self.strokes, (float(size.width()), float(size.height())))
            self._keeper.note(self.key, ink, at_once=True)

    def _sign_again(self) -> None:
        self.pad.wipe()
        self.pad.setFocus()
        self._note()

    def _changed(self) -> None:
        self.again.setEnabled(bool(self.pad.strokes))
        self.changed.emit()
