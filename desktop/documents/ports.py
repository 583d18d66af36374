"""The printer port: whatever puts a PDF on paper, or says plainly that it did not."""

from __future__ import annotations

from typing import Protocol

from desktop.common.errors import DeviceError


class PrinterError(DeviceError):
    """The paper did not come out; the record is safe and can be printed again."""

    code = "QTN-440"


class PrinterPort(Protocol):
    """A way to print; called off the GUI thread."""

    @property
    def name(self) -> str:
        """Name for people, or "" when there is no printer."""
        ...

    def print_pdf(self, pdf: bytes, *, title: str, copies: int = 1) -> None:
        """Hand the whole PDF to the printer and return when it has taken it.

        Raises:
            PrinterError: it was not taken; title and advice say why and what to do.
        """
        ...
