"""Which camera is meant: a name and a USB place that outlive the system's changing numbers.

OpenCV opens cameras by a position in a list that changes with every plug. A stored choice is
therefore the name, the USB maker and product numbers, and the place (the socket). Everything
here is pure; `camera_list` asks the system.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

PREFIX = "camera:"


@dataclass(frozen=True)
class CameraIdentity:
    """A camera as it was chosen.

    Attributes:
        name: what the system calls it.
        vendor: USB maker, four hexadecimal digits, "" when it has none.
        product: USB product, the same.
        place: where it is plugged in, in the system's own words; "" when unknown.
        twins: places of equal cameras at the moment of the choice. One of these at another
            place is not the chosen one after a re-plug, but its neighbour.
    """

    name: str
    vendor: str = ""
    product: str = ""
    place: str = ""
    twins: tuple[str, ...] = ()

    @property
    def model(self) -> tuple[str, str, str]:
        """What equal cameras have in common."""
        return (self.vendor, self.product, self.name)

    def as_id(self) -> str:
        """Return the text that is stored, `camera:046d:0825:PLACE:NAME[:TWIN...]`."""
        parts = (self.vendor, self.product, self.place, self.name, *self.twins)
        return PREFIX + ":".join(quote(part, safe="") for part in parts)


def identity_of(camera_id: str) -> CameraIdentity | None:
    """Return what a stored text means; None when it is not one of `CameraIdentity.as_id`."""
    if not camera_id.startswith(PREFIX):
        return None
    parts = [unquote(part) for part in camera_id.removeprefix(PREFIX).split(":")]
    if len(parts) < 4 or not parts[3]:
        return None
    vendor, product, place, name, *twins = parts
    return CameraIdentity(name, vendor, product, place, tuple(twins))


@dataclass(frozen=True)
class SystemCamera:
    """A camera that is there now.

    Attributes:
        identity: without twins.
        positions: (OpenCV backend code, index) under which it opens, best first. The lists of
            DirectShow and Media Foundation have orders of their own.
        device: path of the device file, for questions to the system; "" on Windows.
    """

    identity: CameraIdentity
    positions: tuple[tuple[int, int], ...]
    device: str = ""


def with_twins(cameras: Sequence[SystemCamera], chosen: SystemCamera) -> CameraIdentity:
    """Return the identity to store for one of the cameras that are there."""
    mine = chosen.identity
    twins = tuple(
        other.identity.place
        for other in cameras
        if other is not chosen and other.identity.model == mine.model
    )
    return CameraIdentity(mine.name, mine.vendor, mine.product, mine.place, twins)


def find(wanted: CameraIdentity, cameras: Sequence[SystemCamera]) -> SystemCamera | None:
    """Return the chosen camera among those that are there, under whatever index.

    The same place decides. At another place an equal camera is taken only if it was not a
    known neighbour and there is just one: better to ask than to show the wrong lens.
    """
    equal = [one for one in cameras if one.identity.model == wanted.model]
    for one in equal:
        if one.identity.place == wanted.place:
            return one
    moved = [one for one in equal if one.identity.place not in wanted.twins]
    return moved[0] if len(moved) == 1 else None


_WINDOWS_PATH = re.compile(r"^\\\\\?\\(?P<kind>[^#]+)#(?P<model>[^#]+)#(?P<place>[^#]+)#")
_USB_NUMBERS = re.compile(r"vid_([0-9a-f]{4})&pid_([0-9a-f]{4})", re.IGNORECASE)


def place_of_windows_path(path: str) -> str:
    r"""Return the part of a device path that stays the same for one socket.

    `\\?\usb#vid_046d&pid_0825&mi_00#7&2a0d1d5f&0&0000#{guid}\global` becomes
    `7&2a0d1d5f&0&0000`: DirectShow and Media Foundation write different guids after it and
    differ in capitals. Cameras with a serial number carry it here instead of the socket.
    """
    found = _WINDOWS_PATH.match(path)
    return (found["place"] if found else path).lower()


def usb_numbers(path: str, vendor: int | None, product: int | None) -> tuple[str, str]:
    """Return maker and product as four hexadecimal digits, from numbers or else the path."""
    if vendor is not None and product is not None:
        return (f"{vendor:04x}", f"{product:04x}")
    found = _USB_NUMBERS.search(path)
    return (found[1].lower(), found[2].lower()) if found else ("", "")
