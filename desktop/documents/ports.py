"""The printer port: whatever puts a PDF on paper, or says plainly that it did not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

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


@dataclass(frozen=True)
class PrinterState:
    """What a printer says of itself.

    Attributes:
        name: as the system calls it; "" when there is no printer.
        is_default: the system takes it when none is named.
        paper: the sheet it takes when none is named, such as `A5`; "" when it does not say.
        trouble: why it does not print now, for people; "" when it would.
    """

    name: str
    is_default: bool = False
    paper: str = ""
    trouble: str = ""


@runtime_checkable
class AnsweringPrinter(Protocol):
    """A printer that can be asked how it is."""

    def state(self) -> PrinterState:
        """Ask; may block as long as a network printer that is switched off makes it.

        Raises:
            PrinterError: it cannot be found, or the system does not answer.
        """
        ...


def state_of(printer: PrinterPort) -> PrinterState:
    """Return what a printer says of itself; its name alone when it cannot be asked."""
    if isinstance(printer, AnsweringPrinter):
        return printer.state()
    return PrinterState(printer.name)
