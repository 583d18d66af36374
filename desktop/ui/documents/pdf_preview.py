"""A page of a paper on the screen."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from desktop.documents.page_image import PageImage, render_page
from desktop.ui.widgets.image_view import ImageView


def page_to_image(page: PageImage) -> QImage:
    """Return a rendered page as a picture of its own memory; may be called in any thread."""
    shape = (page.width, page.height, page.width * 4)
    return QImage(page.rgba, *shape, QImage.Format.Format_RGBA8888).copy()


def preview_image(pdf: bytes, page: int = 0, dpi: int = 110) -> QImage:
    """Return a page for the screen; meant for a worker thread.

    Raises:
        PageUnreadableError: the bytes are not a PDF or have no such page.
    """
    return page_to_image(render_page(pdf, page, dpi))


class PdfPreview(ImageView):
    """Shows one page of a paper, whole and in its shape.

    Args:
        name: accessible name of the paper.
        size: wished size in px.
    """

    def __init__(self, name: str, size: QSize | None = None, parent: QWidget | None = None) -> None:
        super().__init__(name, size or QSize(180, 254), parent=parent)
