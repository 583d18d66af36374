"""Pages of a PDF as pixels, for the preview and for the printer."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any

from desktop.common.i18n import tr
from desktop.documents.errors import PageUnreadableError

_lock = threading.Lock()  # PDFium serves one thread at a time


@dataclass(frozen=True)
class PageImage:
    """A picture of one page.

    Attributes:
        width: pixels.
        height: pixels.
        rgba: `width * height * 4` bytes, rows from the top, opaque.
    """

    width: int
    height: int
    rgba: bytes


def _opened(pdf: bytes) -> Any:
    import pypdfium2  # noqa: PLC0415 - a native library that start-up must not load

    try:
        return pypdfium2.PdfDocument(pdf)
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise PageUnreadableError(
            tr("Giấy đã lưu không mở được."), tr("Mở hồ sơ và in lại để lập giấy mới.")
        ) from error


def page_count(pdf: bytes) -> int:
    """Return the number of pages.

    Raises:
        PageUnreadableError: the bytes are not a PDF.
    """
    with _lock:
        document = _opened(pdf)
        try:
            return len(document)
        finally:
            document.close()


def render_page(pdf: bytes, page: int = 0, dpi: int = 110) -> PageImage:
    """Return one page as RGBA pixels on white.

    Args:
        pdf: a whole PDF file.
        page: number of the page, the first is 0.
        dpi: pixels per inch; 110 suits the screen, 300 a printer.

    Raises:
        PageUnreadableError: the bytes are not a PDF or have no such page.
    """
    with _lock:
        document = _opened(pdf)
        try:
            if not 0 <= page < len(document):
                raise PageUnreadableError(
                    tr("Giấy này không có trang {page}.").format(page=page + 1),
                    tr("Mở lại giấy và chọn trang khác."),
                )
            drawn = document[page].render(
                scale=dpi / 72, rev_byteorder=True, force_bitmap_format=4, prefer_bgrx=False
            )
            return PageImage(drawn.width, drawn.height, _tight(drawn))
        finally:
            document.close()


def _tight(bitmap: Any) -> bytes:
    """Return the pixels without row padding."""
    whole = bytes(bitmap.buffer)
    row = bitmap.width * 4
    if bitmap.stride == row:
        return whole[: row * bitmap.height]
    return b"".join(
        whole[start : start + row]
        for start in range(0, bitmap.stride * bitmap.height, bitmap.stride)
    )
