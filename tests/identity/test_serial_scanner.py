"""A serial scanner at a real pseudo-terminal: pieces, unplugging, garbage, floods."""

from __future__ import annotations

import os
import queue
import secrets
import sys
import threading
import time
import tty
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.identity.card import parse_card_text
from desktop.identity.errors import CardTextError
from desktop.identity.serial_frames import MAX_BYTES, SerialFrames, cards_of, text_of
from desktop.identity.serial_scanner import ScannerState, SerialScanner, list_ports, open_port

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

CARD = "014085012345|050123456|Nguyễn Văn An|14021985|Nam|Xím Vàng, Bắc Yên, Sơn La|01062021"
OTHER = CARD.replace("014085012345", "014085054321")


class Plug:
    """A scanner on a cable: a pseudo-terminal that can be pulled out and put in again."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "ttyACM0"
        self.master = -1
        self.plug_in()

    def plug_in(self) -> None:
        self.master, slave = os.openpty()
        tty.setraw(slave)
        self.path.symlink_to(os.ttyname(slave))
        self._slave = slave

    def pull_out(self) -> None:
        self.path.unlink()
        os.close(self._slave)
        os.close(self.master)
        self.master = -1

    def send(self, data: bytes) -> None:
        os.write(self.master, data)

    def close(self) -> None:
        if self.master >= 0:
            self.pull_out()


class Desk:
    """What hears the scanner."""

    def __init__(self, port: str) -> None:
        self.texts: queue.Queue[str] = queue.Queue()
        self.states: queue.Queue[ScannerState] = queue.Queue()
        self.threads: set[str] = set()
        self.scanner = SerialScanner(
            port, 9600, on_scan=self._heard, on_state=self.states.put, retry=0.05
        )

    def _heard(self, text: str) -> None:
        self.threads.add(threading.current_thread().name)
        self.texts.put(text)

    def until(self, state: ScannerState) -> None:
        while self.states.get(timeout=10) is not state:
            pass


@pytest.fixture
def plug(tmp_path: Path) -> Iterator[Plug]:
    plug = Plug(tmp_path)
    yield plug
    plug.close()


@pytest.fixture
def desk(plug: Plug) -> Iterator[Desk]:
    desk = Desk(str(plug.path))
    desk.scanner.start()
    desk.until(ScannerState.LISTENING)
    yield desk
    assert desk.scanner.stop(10)


def test_a_card_arrives_whole_in_pieces(plug: Plug, desk: Desk) -> None:
    data = CARD.encode() + b"\r\n"
    for start in range(0, len(data), 7):  # letters of several bytes are cut in the middle
        plug.send(data[start : start + 7])
        time.sleep(0.004)
    assert desk.texts.get(timeout=10).strip() == CARD
    assert desk.threads == {"serial-scanner"}
    assert desk.texts.empty()


def test_two_cards_and_a_scanner_without_enter(plug: Plug, desk: Desk) -> None:
    plug.send(CARD.encode() + b"\r" + OTHER.encode() + b"\r")
    assert [desk.texts.get(timeout=10) for _ in range(2)] == [CARD, OTHER]
    plug.send(CARD.encode())
    assert desk.texts.get(timeout=10) == CARD


def test_it_comes_back_after_being_pulled_out(plug: Plug, desk: Desk) -> None:
    plug.send(CARD.encode()[:40])
    plug.pull_out()
    desk.until(ScannerState.WAITING)
    plug.plug_in()
    desk.until(ScannerState.LISTENING)
    plug.send(OTHER.encode() + b"\r\n")
    assert desk.texts.get(timeout=10).strip() == OTHER  # nothing of the half card is left


def test_a_port_that_is_not_there_is_waited_for(tmp_path: Path) -> None:
    desk = Desk(str(tmp_path / "ttyACM0"))
    desk.scanner.start()
    desk.until(ScannerState.WAITING)
    plug = Plug(tmp_path)
    desk.until(ScannerState.LISTENING)
    plug.send(CARD.encode() + b"\r\n")
    assert desk.texts.get(timeout=10).strip() == CARD
    assert desk.scanner.stop(10)
    assert desk.scanner.state is ScannerState.OFF
    plug.close()


def test_garbage_and_floods_are_refused_and_leave_nothing(plug: Plug, desk: Desk) -> None:
    plug.send(secrets.token_bytes(300))
    assert _refused(desk.texts.get(timeout=10))
    flood = threading.Thread(target=_flood, args=(plug,))
    flood.start()
    text = desk.texts.get(timeout=20)
    flood.join()
    assert len(text) <= MAX_BYTES
    assert _refused(text)
    plug.send(CARD.encode() + b"\r\n")
    assert desk.texts.get(timeout=10).strip() == CARD


def _flood(plug: Plug) -> None:
    for _ in range(40):
        plug.send(b"x" * 1024)


def _refused(text: str) -> bool:
    try:
        parse_card_text(text, source="scanner")
    except CardTextError:
        return True
    return False


def test_a_frame_ends_with_silence_alone() -> None:
    frames = SerialFrames()
    frames.feed(b"014085012345\r", 0.0)
    assert frames.poll(0.05) == ()
    frames.feed(b"050123456\rAn\r", 0.1)
    assert frames.poll(0.3) == ("014085012345\r050123456\rAn\r",)
    assert frames.is_empty
    frames.feed(b"\r\n", 1.0)
    assert frames.poll(2.0) == ()


def test_memory_is_bounded() -> None:
    frames = SerialFrames()
    for _ in range(1000):
        frames.feed(b"9" * 1000, 0.0)
    (text,) = frames.poll(1.0)
    assert len(text) == MAX_BYTES


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_every_encoding_of_a_scanner_is_understood(encoding: str) -> None:
    assert text_of(CARD.encode(encoding)) == CARD


def test_lines_are_cards_only_when_all_are() -> None:
    assert cards_of(f"{CARD}\r\n{OTHER}\r\n") == (CARD, OTHER)
    enters = CARD.replace("|", "\r")
    assert cards_of(enters) == (enters,)


def test_ports_have_names_for_people_and_ids_that_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    from serial.tools import list_ports_common

    def port(device: str, product: str | None, vid: int | None) -> Any:
        info = list_ports_common.ListPortInfo(device, skip_link_detection=True)
        info.product, info.vid, info.pid = product, vid, 0x0206 if vid else None
        info.serial_number = "SN1" if vid else None
        return info

    scanner = port("COM5", "Honeywell 1950", 0x0C2E)
    monkeypatch.setattr(
        "desktop.identity.serial_scanner._ports", lambda: [port("COM1", None, None), scanner]
    )
    assert [(one.id, one.name) for one in list_ports()] == [
        ("usb:0C2E:0206:SN1", "Honeywell 1950 (COM5)"),
        ("COM1", "COM1"),
    ]
    with pytest.raises(OSError, match="usb:FFFF"):
        open_port("usb:FFFF:0001:", 9600)
