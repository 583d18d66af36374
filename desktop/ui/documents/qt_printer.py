"""The system's printers through Qt: on Windows the only way, elsewhere as good as CUPS lets it.

Asking for printers can block for half a minute when a network printer is away, so it happens in
a thread that is given five seconds. Everything here is called off the GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.within import within
from desktop.documents.page_image import page_count, render_page
from desktop.documents.ports import PrinterError, PrinterPort, PrinterState
from desktop.documents.printers import NoPrinter
from desktop.ui.documents.pdf_preview import page_to_image

MAX_DPI = 300
LIST_SECONDS = 5.0


def _installed() -> tuple[str, list[str]]:
    return QPrinterInfo.defaultPrinterName(), list(QPrinterInfo.availablePrinterNames())


def printer_names(seconds: float = LIST_SECONDS) -> list[str]:
    """Return the names of the system's printers, the default one first.

    Raises:
        PrinterError: the system did not answer in time.
    """
    try:
        default, names = within(seconds, _installed, "printers")
    except TimeoutError as error:
        raise PrinterError(
            tr("Máy tính chưa trả lời danh sách máy in."),
            tr("Xem máy in mạng có bật không, rồi bấm “In lại”. Hồ sơ đã lưu."),
        ) from error
    return sorted(names, key=lambda name: name != default)


def make_printer(name: str = "") -> PrinterPort:
    """Return the chosen printer, the default one for "", or one that says there is none."""
    try:
        names = printer_names()
    except PrinterError as error:
        return _Silent(name, error)
    if not names:
        return NoPrinter()
    if name and name not in names:
        return _Silent(name, _gone(name))
    return QtPrinter(name or names[0])


class _Silent:
    """A printer that is known by name and does not answer."""

    def __init__(self, name: str, error: PrinterError) -> None:
        self.name = name
        self._error = error

    def state(self) -> PrinterState:
        """Say why it does not answer."""
        raise PrinterError(self._error.title, self._error.advice)

    def print_pdf(self, pdf: bytes, *, title: str, copies: int = 1) -> None:
        """Say why nothing can be printed."""
        del pdf, title, copies
        raise PrinterError(self._error.title, self._error.advice)


class QtPrinter:
    """Prints the pages of a PDF as pictures, one at a time, on A5 or on what lies in the tray.

    Args:
        name: as the system calls it.
        configure: changes the device before it is used (tests print into a file).
    """

    def __init__(self, name: str, configure: Callable[[QPrinter], None] | None = None) -> None:
        self._name = name
        self._configure = configure

    @property
    def name(self) -> str:
        """Name for people."""
        return self._name

    def state(self) -> PrinterState:
        """Ask the system about it."""
        info = QPrinterInfo.printerInfo(self._name)
        if info.isNull():
            raise _gone(self._name)
        stopped = info.state() in {QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted}
        return PrinterState(
            self._name,
            is_default=info.isDefault(),
            paper=info.defaultPageSize().name().split(" ")[0],
            trouble=tr("đang báo lỗi hoặc bị dừng") if stopped else "",
        )

    def print_pdf(self, pdf: bytes, *, title: str, copies: int = 1) -> None:
        """Draw every page; return when the system's queue has them all."""
        device = self._device(title)
        try:
            pages = page_count(pdf)
        except UserFacingError as error:
            raise PrinterError(error.title, error.advice) from error
        rounds = 1
        if device.supportsMultipleCopies():
            device.setCopyCount(copies)
        else:
            rounds = copies
        painter = QPainter()
        if not painter.begin(device):
            raise _refused(self._name)
        try:
            for number in range(pages * rounds):
                if number and not device.newPage():
                    raise _refused(self._name)
                _draw_page(painter, device, pdf, number % pages)
        finally:
            ended = painter.end()
        if not ended or device.printerState() is QPrinter.PrinterState.Error:
            raise _refused(self._name)

    def _device(self, title: str) -> QPrinter:
        device = QPrinter(QPrinter.PrinterMode.HighResolution)
        device.setPrinterName(self._name)
        if self._configure is not None:
            self._configure(device)
        elif device.printerName() != self._name:
            raise _gone(self._name)  # Qt falls back silently to another printer or to a file
        if not device.isValid():
            raise _gone(self._name)
        device.setDocName(title)
        device.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
        device.setPageOrientation(QPageLayout.Orientation.Portrait)
        device.setFullPage(True)
        device.setPageMargins(QMarginsF(0, 0, 0, 0))
        device.setColorMode(QPrinter.ColorMode.GrayScale)
        return device


def _draw_page(painter: QPainter, device: QPrinter, pdf: bytes, page: int) -> None:
    """Draw one page in its true size, smaller only if the paper is."""
    dpi = min(MAX_DPI, device.resolution())
    image = page_to_image(render_page(pdf, page, dpi))
    true = QSizeF(image.size()) * (device.resolution() / dpi)
    paper = QRectF(device.paperRect(QPrinter.Unit.DevicePixel))
    size = true
    if true.width() > paper.width() + 1 or true.height() > paper.height() + 1:
        size = true.scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
    spot = QRectF(0, 0, size.width(), size.height())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(spot, image)


def _gone(name: str) -> PrinterError:
    return PrinterError(
        tr("Không thấy máy in “{name}”.").format(name=name),
        tr("Bật và nối lại máy in, hoặc chọn máy in khác ở Cài đặt. Hồ sơ đã lưu."),
    )


def _refused(name: str) -> PrinterError:
    return PrinterError(
        tr("Máy in “{name}” chưa nhận.").format(name=name),
        tr("Xem máy in đã bật, có giấy chưa, rồi bấm “In lại”. Hồ sơ đã lưu."),
    )
