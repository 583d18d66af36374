"""Photographed pages as one PDF of A4 pages: black/white by fax compression, the rest as JPEG."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from desktop.common.i18n import tr
from desktop.documents.errors import PageUnreadableError
from desktop.documents.sheet import A4, Sheet

_ROWS_PER_STRIP, _STRIP, _STRIP_SIZE, _PHOTOMETRIC = 278, 273, 279, 262  # tags of TIFF 6.0
_WHITE_IS_ZERO = 0


def render_scanned_pages(pages: Sequence[bytes], title: str) -> bytes:
    """Return a PDF with one A4 page for each picture, upright or across as the picture is.

    Args:
        pages: PNG of one bit per pixel, or JPEG, in their order.
        title: of the PDF; names nobody.

    Raises:
        PageUnreadableError: there are no pages, or one is not a picture.
    """
    if not pages:
        raise PageUnreadableError(tr("Chưa có trang nào."), tr("Chụp ít nhất một trang."))
    sheet = Sheet(A4, title)
    for number, page in enumerate(pages):
        if number:
            sheet.next_page()
        picture = _picture(page)
        sheet.full_page(picture, f"page{number + 1}")
    return sheet.finished()


def _picture(content: bytes) -> Any:
    """Return a picture as the PDF object that holds it without making it larger."""
    from PIL import Image  # noqa: PLC0415 - heavy, not at start-up
    from reportlab.pdfbase.pdfdoc import PDFImageXObject  # noqa: PLC0415

    try:
        with Image.open(BytesIO(content)) as opened:
            opened.load()
            if opened.mode == "1":
                return _faxed(opened)
            if opened.format != "JPEG" or opened.mode not in {"L", "RGB"}:
                raise ValueError(opened.mode)  # noqa: TRY301 - one exit for all that is no page
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PageUnreadableError(
            tr("Một trang không phải là ảnh đọc được."), tr("Xóa trang đó rồi chụp lại.")
        ) from error
    made = PDFImageXObject("jpeg")
    made.loadImageFromJPEG(BytesIO(content))
    return made


def _faxed(picture: Any) -> Any:
    """Return a black and white picture in CCITT Group 4, a third of what PNG needs."""
    from PIL import Image  # noqa: PLC0415 - heavy, not at start-up

    buffer = BytesIO()
    one_strip = {_ROWS_PER_STRIP: picture.height}
    picture.save(buffer, "TIFF", compression="group4", tiffinfo=one_strip)
    with Image.open(buffer) as tiff:
        tags: Any = tiff.tag_v2  # type: ignore[attr-defined]  # every TIFF has them
        start, size = tags[_STRIP][0], tags[_STRIP_SIZE][0]
        is_white_zero = tags[_PHOTOMETRIC] == _WHITE_IS_ZERO
    fax = buffer.getvalue()[start : start + size]
    return _fax_object(fax, picture.width, picture.height, is_white_zero=is_white_zero)


def _fax_object(fax: bytes, width: int, height: int, *, is_white_zero: bool) -> Any:
    """Return the image object; ReportLab knows no fax compression (PDF 32000-1, 7.4.6)."""
    from reportlab.pdfbase import pdfdoc  # noqa: PLC0415 - heavy, not at start-up

    name = pdfdoc.PDFName
    decoding = {
        "K": -1,
        "Columns": width,
        "Rows": height,
        "BlackIs1": "false" if is_white_zero else "true",
    }
    entries = {
        "Type": name("XObject"),
        "Subtype": name("Image"),
        "Width": width,
        "Height": height,
        "BitsPerComponent": 1,
        "ColorSpace": name("DeviceGray"),
        "Filter": pdfdoc.PDFArray([name("CCITTFaxDecode")]),
        "DecodeParms": pdfdoc.PDFArray([pdfdoc.PDFDictionary(decoding)]),
        "Length": len(fax),
    }

    class Faxed(pdfdoc.PDFImageXObject):  # type: ignore[misc]  # the library has no types
        def format(self, document: Any) -> Any:
            written = pdfdoc.PDFStream(content=fax)
            written.dictionary.dict.update(entries)
            return written.format(document)

    made = Faxed("fax")
    made.width, made.height = width, height
    return made
