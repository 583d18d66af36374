"""A scanner in serial (USB-COM) mode, read in its own thread; comes back by itself after unplug.

This is the way no input method, code page or keyboard layout can damage: the scanner hands over
bytes. pyserial is imported when a port is listed or opened, not at start-up.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from desktop.identity.serial_frames import SerialFrames

_log = logging.getLogger(__name__)

BAUD_RATES = (9600, 19200, 38400, 57600, 115200)
"""What scanners offer; a USB scanner takes any, a real RS-232 one needs its own."""
_USB = "usb:"
_READ_WAIT = 0.05  # seconds a read waits for bytes; stopping and silence are noticed as fast
_RETRY = 1.0
_CHUNK = 4096


@dataclass(frozen=True)
class SerialPort:
    """One port that can be chosen.

    Attributes:
        id: finds the same device again, also under another port name (`usb:0C2E:0206:SN1`), or
            the name of the port when it tells nothing of itself.
        name: what to show to people, such as `Honeywell 1950 (COM5)`.
    """

    id: str
    name: str


class ScannerState(StrEnum):
    """What the reader thread does."""

    OFF = "off"
    WAITING = "waiting"
    """The port is not there or taken by another program; tried again every second."""
    LISTENING = "listening"


def list_ports() -> list[SerialPort]:
    """Return the serial ports of this computer, those of USB devices first; may take a moment."""
    found = [(_identity(port), _named(port), port.vid is None) for port in _ports()]
    found.sort(key=lambda one: (one[2], one[1]))
    return [SerialPort(identity, name) for identity, name, _ in found]


def _ports() -> list[Any]:
    from serial.tools.list_ports import comports  # noqa: PLC0415 - only with a serial scanner

    return list(comports())


def _identity(port: Any) -> str:
    if port.vid is None:
        return str(port.device)
    return f"{_USB}{port.vid:04X}:{port.pid:04X}:{port.serial_number or ''}"


def _named(port: Any) -> str:
    words = str(port.product or port.description or "").strip()
    device = str(port.device)
    if not words or words == "n/a" or device in words:
        return words if device in words else device
    return f"{words} ({device})"


def device_of(identity: str) -> str:
    """Return the name of the port of a `SerialPort.id` now; the id itself when it is one.

    Raises:
        OSError: a USB device that is not plugged in.
    """
    if not identity.startswith(_USB):
        return identity
    for port in _ports():
        if _identity(port) == identity:
            return str(port.device)
    raise OSError(identity)


def open_port(identity: str, baud: int) -> Any:
    """Open a port for reading: 8 data bits, no parity, one stop bit.

    Raises:
        OSError: it is not there, taken, or refuses the speed (pyserial's errors are OSErrors).
        ValueError: the speed is none.
    """
    import serial  # noqa: PLC0415 - as above

    return serial.Serial(device_of(identity), baud, timeout=_READ_WAIT)


class SerialScanner:
    """Reads one port until it is stopped.

    Args:
        port: a `SerialPort.id`.
        baud: bits a second.
        on_scan: called in the reader thread with each text; must return fast.
        on_state: called in the reader thread at every change.
        open_: opens the port; replaced where tests have none.
        retry: seconds between two attempts to open the port.
    """

    def __init__(
        self,
        port: str,
        baud: int,
        *,
        on_scan: Callable[[str], None],
        on_state: Callable[[ScannerState], None],
        open_: Callable[[str, int], Any] = open_port,
        retry: float = _RETRY,
    ) -> None:
        self._port, self._baud = port, baud
        self._on_scan, self._on_state = on_scan, on_state
        self._open, self._retry = open_, retry
        self._stop = threading.Event()
        self._state = ScannerState.OFF
        self._thread = threading.Thread(target=self._run, name="serial-scanner", daemon=True)

    @property
    def state(self) -> ScannerState:
        """What the reader does now."""
        return self._state

    def start(self) -> None:
        """Begin to listen; returns at once; once in a life."""
        self._thread.start()

    def stop(self, wait: float = 2.0) -> bool:
        """Let the port go; return whether the thread ended in time."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(wait)
        return not self._thread.is_alive()

    def _say(self, state: ScannerState) -> None:
        if state is not self._state:
            self._state = state
            self._on_state(state)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                port = self._open(self._port, self._baud)
            except (OSError, ValueError) as error:
                _log.debug("serial port not opened: %s", type(error).__name__)
                self._say(ScannerState.WAITING)
                self._stop.wait(self._retry)
                continue
            self._say(ScannerState.LISTENING)
            try:
                self._listen(port)
            except (OSError, TypeError) as error:
                # pyserial ends in a TypeError when the port is closed under its feet.
                _log.debug("serial port lost: %s", type(error).__name__)
                self._say(ScannerState.WAITING)
                self._stop.wait(self._retry)
            finally:
                _close(port)
        self._say(ScannerState.OFF)

    def _listen(self, port: Any) -> None:
        frames = SerialFrames()
        while not self._stop.is_set():
            waiting = port.in_waiting  # raises when the device is gone
            data = port.read(min(max(1, waiting), _CHUNK))
            now = time.monotonic()
            frames.feed(data, now)
            for text in frames.poll(now):
                self._on_scan(text)


def _close(port: Any) -> None:
    try:
        port.close()
    except OSError:
        _log.debug("closing a lost serial port failed")
