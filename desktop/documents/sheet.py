"""A page to draw on, measured in points from the top left corner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from desktop.common.i18n import vi
from desktop.common.text import clean
from desktop.documents import fonts
from desktop.documents.errors import SignatureUnreadableError
from desktop.documents.fitting import LEADING, Fitted, fit
from desktop.documents.qr import qr_modules

A4 = (595.28, 841.89)
A5 = (419.53, 595.28)
MM = 72 / 25.4
# The first baseline of a text box lies this far below its top, as a multiple of the size:
# the height of a Tinos capital with two marks (Ẫ).
ASCENT = 0.92
_SIGNATURE_PIXELS = 600  # across; 300 dpi at the width a signature is printed


@dataclass(frozen=True)
class Box:
    """A rectangle in points: left, top, width, height."""

    left: float
    top: float
    width: float
    height: float


class Sheet:
    """One PDF under work. Black and grey only; every text is cleaned to NFC before it is drawn."""

    def __init__(self, size: tuple[float, float], title: str) -> None:
        from reportlab import rl_config  # noqa: PLC0415 - heavy, not at start-up
        from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - heavy, not at start-up

        # Plain bytes instead of ASCII 85: a quarter smaller and quicker. This module alone
        # uses ReportLab, so its one global switch is ours to set.
        rl_config.useA85 = 0

        self.width, self.height = size
        self._out = BytesIO()
        # invariant: the same content gives the same bytes, so a kept paper can be compared.
        # The first font is ours, else every page would name Helvetica without embedding it.
        fonts.font(fonts.REGULAR)
        self._canvas: Any = Canvas(
            self._out,
            pagesize=size,
            invariant=1,
            pageCompression=1,
            lang="vi",
            initialFontName=fonts.REGULAR,
        )
        self._canvas.setTitle(clean(title))
        self._canvas.setAuthor("Quầy Tiếp Nhận")
        self._canvas.setCreator("Quầy Tiếp Nhận")

    def line(
        self, text: str, x: float, baseline: float, *, font: str, size: float, align: str = "left"
    ) -> None:
        """Draw one line at a baseline; `align` is left, centre or right of `x`."""
        fonts.font(font)
        text = clean(text)
        if align != "left":
            extent = fonts.width(text, font, size)
            x -= extent / 2 if align == "centre" else extent
        self._canvas.setFont(font, size)
        self._canvas.drawString(x, self.height - baseline, text)

    def block(self, text: Fitted, x: float, top: float, *, align: str = "left") -> float:
        """Draw fitted lines below `top`; returns the y below the last one."""
        for number, one in enumerate(text.lines):
            baseline = top + (number * LEADING + ASCENT) * text.size
            self.line(one, x, baseline, font=text.font, size=text.size, align=align)
        return top + text.height

    def rule(
        self, x1: float, x2: float, y: float, *, weight: float = 0.85, dotted: bool = False
    ) -> None:
        """Draw a horizontal line (0.85 pt = 0.3 mm, which a 203 dpi printer still keeps)."""
        canvas = self._canvas
        canvas.setLineWidth(weight)
        if dotted:
            canvas.setDash(0.9, 1.8)
        canvas.line(x1, self.height - y, x2, self.height - y)
        if dotted:
            canvas.setDash()

    def upright(self, x: float, y1: float, y2: float, *, weight: float = 0.85) -> None:
        """Draw a vertical line."""
        self._canvas.setLineWidth(weight)
        self._canvas.line(x, self.height - y1, x, self.height - y2)

    def path(
        self,
        points: Sequence[tuple[float, float]],
        *,
        weight: float = 0.85,
        dash: tuple[float, ...] = (),
    ) -> None:
        """Draw straight lines from point to point; `dash` are the lengths of ink and gap."""
        canvas = self._canvas
        canvas.setLineWidth(weight)
        canvas.setDash(*([list(dash)] if dash else []))
        way = canvas.beginPath()
        for number, (x, y) in enumerate(points):
            (way.lineTo if number else way.moveTo)(x, self.height - y)
        canvas.drawPath(way)
        canvas.setDash()

    def bar(self, box: Box, grey: float) -> None:
        """Fill a rectangle; 0 is black, 1 white."""
        canvas = self._canvas
        canvas.setFillGray(grey)
        canvas.rect(
            box.left, self.height - box.top - box.height, box.width, box.height, stroke=0, fill=1
        )
        canvas.setFillGray(0)

    def frame(self, box: Box, *, weight: float = 1.2) -> None:
        """Draw the outline of a rectangle."""
        self._canvas.setLineWidth(weight)
        self._canvas.rect(
            box.left, self.height - box.top - box.height, box.width, box.height, stroke=1, fill=0
        )

    def qr(self, text: str, left: float, top: float, side: float) -> None:
        """Draw a QR code as an inline 1-bit image mask; keep 4 modules free around it."""
        code = qr_modules(text)
        data = b"".join(code.rows).hex().upper()
        bottom = self.height - top - side
        # ReportLab has no call for inline masks; a mask is ten times less code than modules
        # drawn as squares, and quicker (PDF 32000-1, 8.9.7; decode [1 0] paints the ones).
        self._canvas._code.append(  # noqa: SLF001 - the only door to raw page content
            f"q {side:.3f} 0 0 {side:.3f} {left:.3f} {bottom:.3f} cm BI /W {code.size} /H "
            f"{code.size} /BPC 1 /IM true /D [1 0] /F /AHx ID\n{data}>\nEI Q"
        )

    def picture(self, png: bytes, box: Box) -> None:
        """Draw a signature: as large as the box allows, centred, strokes black on white.

        Raises:
            SignatureUnreadableError: the bytes are not a picture.
        """
        from reportlab.lib.utils import ImageReader  # noqa: PLC0415 - heavy, not at start-up

        image = ImageReader(_ink_only(png))
        across, down = image.getSize()
        scale = min(box.width / across, box.height / down)
        wide, high = across * scale, down * scale
        self._canvas.drawImage(
            image,
            box.left + (box.width - wide) / 2,
            self.height - box.top - box.height + (box.height - high) / 2,
            wide,
            high,
            # The near-white is left out, so that no printer lays a veil of dots around the ink.
            mask=[250, 255],
        )

    def photo(self, jpeg: bytes, box: Box) -> None:
        """Draw a portrait: as large as the box allows, centred, its bytes as they are."""
        from reportlab.lib.utils import ImageReader  # noqa: PLC0415 - heavy, not at start-up

        image = ImageReader(BytesIO(jpeg))
        across, down = image.getSize()
        scale = min(box.width / across, box.height / down)
        wide, high = across * scale, down * scale
        left = box.left + (box.width - wide) / 2
        bottom = self.height - box.top - box.height + (box.height - high) / 2
        self._canvas.drawImage(image, left, bottom, wide, high)

    def full_page(self, picture: Any, name: str) -> None:
        """Make the page a picture: as large as it allows, turned across if the picture is wide.

        Args:
            picture: an image object of ReportLab, with width and height in pixels.
            name: tells it from the others of the file.
        """
        across, down = picture.width, picture.height
        short, long = sorted((self.width, self.height))
        width, height = (long, short) if across > down else (short, long)
        self._canvas.setPageSize((width, height))
        scale = min(width / across, height / down)
        wide, high = across * scale, down * scale
        document = self._canvas._doc  # noqa: SLF001 - the only door to image objects
        picture.name = name
        document.Reference(picture, document.getXObjectName(name))
        document.addForm(name, picture)
        self._canvas._formsinuse.append(name)  # noqa: SLF001
        self._canvas._code.append(  # noqa: SLF001
            f"q {wide:.3f} 0 0 {high:.3f} {(width - wide) / 2:.3f} {(height - high) / 2:.3f} cm "
            f"/{document.getXObjectName(name)} Do Q"
        )

    def practice_mark(self) -> None:
        """Print a black band along both short edges that says the data is for practice."""
        text = vi("DỮ LIỆU THỰC HÀNH")
        note = vi("Không có giá trị")
        deep, size = 15.0, 9.5
        canvas = self._canvas
        for top in (12.0, self.height - 12.0 - deep):
            canvas.rect(28, self.height - top - deep, self.width - 56, deep, stroke=0, fill=1)
            canvas.setFillGray(1)
            baseline = top + deep / 2 + size * 0.34
            self.line(text, 36, baseline, font=fonts.BOLD, size=size)
            if self.width > A5[0] / 1.5:  # a slip has room for the first words only
                right = self.width - 36
                self.line(note, right, baseline, font=fonts.REGULAR, size=size, align="right")
            canvas.setFillGray(0)

    def begin_shared(self) -> None:
        """Start drawing what several pages share; it is stored once in the file."""
        self._canvas.beginForm("shared", 0, 0, self.width, self.height)

    def end_shared(self) -> None:
        """End the shared drawing; nothing of it is on a page yet."""
        self._canvas.endForm()

    def place_shared(self) -> None:
        """Put the shared drawing on this page."""
        self._canvas.doForm("shared")

    def next_page(self) -> None:
        """Finish the page."""
        self._canvas.showPage()

    def finished(self) -> bytes:
        """Return the PDF."""
        # Cutting the subsets moves a read position inside the shared font objects.
        with fonts.cutting:
            self._canvas.save()
        return self._out.getvalue()


def signature_column(
    sheet: Sheet, box: Box, *, role: str, hint: str, name: str, scale: float = 1.0
) -> Box:
    """Draw the place of a signature; returns the free box between hint and name."""
    centre = box.left + box.width / 2
    y = sheet.block(fit(role, fonts.BOLD, 11.5 * scale, box.width), centre, box.top, align="centre")
    y = sheet.block(fit(hint, fonts.ITALIC, 10 * scale, box.width), centre, y, align="centre")
    below = fit(name, fonts.BOLD, 11.5 * scale, box.width, max_lines=2)
    top = box.top + box.height - below.height
    sheet.block(below, centre, top, align="centre")
    return Box(box.left, y + 2, box.width, top - y - 4)


def heading(sheet: Sheet, top: float, office: Sequence[str], *, left: float, right: float) -> float:
    """Draw the two columns above a State paper: office at the left, motto at the right.

    The last office line is the body that issues the paper (bold), those above are its
    superiors. Returns the y below the taller column.
    """
    size = 10.5 if sheet.width < A4[0] else 12.5
    share = (right - left) * 0.38
    strong = [fonts.REGULAR] * (len(office) - 1) + [fonts.BOLD]
    here = [
        fit(text, font, size, share, max_lines=2, least=7.5)
        for text, font in zip(office, strong, strict=True)
    ]
    room = right - left - share - 8
    there = [fit(text, fonts.BOLD, size + 0.5 * n, room) for n, text in enumerate(motto())]
    bottoms = []
    for lines, centre, half in (
        (here, left + share / 2, share * 0.2),
        (there, right - room / 2, room * 0.29),
    ):
        y = top
        for fitted in lines:
            y = sheet.block(fitted, centre, y, align="centre")
        sheet.rule(centre - half, centre + half, y + 3, weight=0.7)
        bottoms.append(y + 4)
    return max(bottoms)


def motto() -> tuple[str, str]:
    """Return the national title and motto (Decree 30/2020, appendix I)."""
    return (
        vi("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        vi("Độc lập - Tự do - Hạnh phúc"),
    )


def _ink_only(png: bytes) -> Any:
    """Return a picture of any mode as grey on white; the blue of a pad prints as black."""
    from PIL import Image, ImageChops  # noqa: PLC0415 - heavy, not at start-up

    try:
        with Image.open(BytesIO(png)) as opened:
            opened.load()
            picture = opened.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise SignatureUnreadableError(
            vi("Chữ ký đã lưu không đọc được."), vi("Mở lại bước Ký xác nhận và ký lại.")
        ) from error
    if picture.width >= 2 * _SIGNATURE_PIXELS:
        picture = picture.reduce(picture.width // _SIGNATURE_PIXELS)
    red, green, blue, opaque = picture.split()
    # The darkest channel decides, so that coloured ink comes out as dark as black ink.
    ink = ImageChops.darker(ImageChops.darker(red, green), blue)
    paper = Image.new("L", picture.size, 255)
    paper.paste(ink, mask=opaque)
    return paper


def legal_basis(
    sheet: Sheet,
    text: str,
    top: float,
    *,
    room: float,
    size: float,
    middle: float | None = None,
) -> float:
    """Draw what a paper rests on in the middle below its title; returns the y below it.

    The middle is that of the sheet, unless the text stands between uneven margins.

    Nothing is drawn, and no room taken, where nobody wrote it down.
    """
    if not text:
        return top
    fitted = fit(text, fonts.ITALIC, size, room, max_lines=3)
    return sheet.block(fitted, middle or sheet.width / 2, top + 1, align="centre")
