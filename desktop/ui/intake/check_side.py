"""The right column of the check page: portrait, signature, receipt, printer."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.intake.views import Draft
from desktop.intake.witness_words import screen_words, short_words
from desktop.ui import theme
from desktop.ui.documents.pdf_preview import PdfPreview
from desktop.ui.intake.papers_line import PapersLine
from desktop.ui.widgets.buttons import FlatButton
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.image_view import ImageView
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.tag import Tag
from desktop.ui.widgets.yielding import Yielding


class CheckSide(Yielding):
    """Shows what will be kept and printed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.photo = ImageView(tr("Ảnh chân dung"), QSize(108, 144))
        self.signature = ImageView(tr("Chữ ký"), QSize(190, 144), framed=True, background="#FFFFFF")
        self.no_signature = PlainLabel("", "table", "ink2", wrap=True)
        self.retake = FlatButton(tr("Chụp lại"), small=True)
        self.sign = FlatButton(tr("Ký lại"), small=True)
        faces = Panel()
        columns = QHBoxLayout()
        columns.setSpacing(12)
        middle = Qt.AlignmentFlag.AlignHCenter
        for pictures, button, stretch in (
            ((self.photo,), self.retake, 0),
            ((self.signature, self.no_signature), self.sign, 1),
        ):
            column = QVBoxLayout()
            column.setSpacing(2)
            for picture in pictures:
                column.addWidget(picture)
            column.addWidget(button, 0, middle)
            columns.addLayout(column, stretch)
        faces.body.addLayout(columns)
        self.receipt = Panel(tr("Biên nhận"), padded=False)
        self.copies = PlainLabel("", "hint", "ink2")
        self.receipt.head.addWidget(self.copies)
        self.preview = PdfPreview(tr("Biên nhận sẽ in"))
        ground = QWidget()
        ground.setProperty("surface", "sunk")
        ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(12, 10, 12, 10)
        inside.addWidget(self.preview, 1)
        self.receipt.body.addWidget(ground, 1)
        self.printer = PlainLabel("", "table")
        self.printer_state = Tag("", "neutral")
        self.receipt.foot.addWidget(IconLabel("printer", "ink2", 20))
        self.receipt.foot.addWidget(self.printer, 1)
        self.receipt.foot.addWidget(self.printer_state)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self.papers = PapersLine()
        layout.addWidget(faces)
        layout.addWidget(self.papers)
        layout.addWidget(self.receipt, 1)
        self.show_printer(None)
        theme.on_change(self.refresh_theme)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        look = theme.current()
        self.setFixedWidth(look.pick(344, 280))
        height = look.pick(144, 96)
        self.photo.setFixedSize(round(height * 0.75), height)
        self._height = height
        self._share_out()

    def _share_out(self) -> None:
        """Give a signature all the height; that of a witness leaves two thirds to the words."""
        both = not self.signature.isHidden() and not self.no_signature.isHidden()
        ink = self._height // 3 if both else self._height
        self.signature.setFixedHeight(ink)
        self.no_signature.setFixedHeight(self._height - (ink if both else 0))

    def show_draft(self, draft: Draft) -> None:
        """Show portrait and signature, or why there is none and who stood by."""
        self.photo.set_image(QImage.fromData(draft.photo) if draft.photo else None)
        ink = draft.signature or draft.second_signature
        self.signature.set_image(QImage.fromData(ink) if ink else None)
        self.signature.setAccessibleName(tr("Chữ ký") if draft.signature else tr("Chữ ký thứ hai"))
        self.signature.setVisible(ink is not None)
        self.no_signature.setVisible(draft.signature is None)
        seen = draft.sign_exception
        words = short_words(seen, ink=ink is not None) if seen else tr("Chưa có chữ ký")
        self.no_signature.setText(words)
        self.no_signature.setToolTip(screen_words(seen) if seen else "")
        self._share_out()
        self.retake.setText(tr("Chụp lại") if draft.photo else tr("Chụp ảnh"))
        self.sign.setText(tr("Ký lại") if draft.signature else tr("Ký"))

    def show_printer(self, name: str | None) -> None:
        """Show the printer's name; "" when there is none, None while it is being asked."""
        if name is None:
            self.printer.setText(tr("Đang hỏi máy in"))
            self.printer_state.hide()
            return
        self.printer.setText(name or tr("Chưa có máy in"))
        self.printer_state.set(tr("Sẵn sàng") if name else tr("In sau"), "ok" if name else "warn")
        self.printer_state.show()
