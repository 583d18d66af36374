"""What kinds, states and places of equipment are called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from desktop.campaign.resources.views import Whereabouts
from desktop.common.equipment import DeviceAct, DeviceState, PlaceKind, ResourceKind
from desktop.common.i18n import mark, tr

KINDS: Final[dict[ResourceKind, str]] = {
    ResourceKind.CAMERA: mark("Máy ảnh"),
    ResourceKind.LAPTOP: mark("Máy tính xách tay"),
    ResourceKind.COMPUTER: mark("Máy tính để bàn"),
    ResourceKind.PRINTER: mark("Máy in"),
    ResourceKind.CARD_READER: mark("Đầu đọc thẻ chip"),
    ResourceKind.SCANNER: mark("Máy đọc mã QR"),
    ResourceKind.PAPER_SCANNER: mark("Máy quét giấy"),
    ResourceKind.SIGN_PAD: mark("Bảng ký"),
    ResourceKind.LIGHT: mark("Đèn chụp ảnh"),
    ResourceKind.POWER: mark("Nguồn điện dự phòng"),
    ResourceKind.OTHER: mark("Thiết bị khác"),
    ResourceKind.BACKDROP: mark("Phông nền"),
    ResourceKind.TABLE: mark("Bàn"),
    ResourceKind.CHAIR: mark("Ghế"),
    ResourceKind.PERSON: mark("Nhân lực"),
}
STATES: Final[dict[DeviceState, str]] = {
    DeviceState.WORKS: mark("Dùng được"),
    DeviceState.FAULTY: mark("Hỏng"),
    DeviceState.AWAY: mark("Đang đi sửa"),
    DeviceState.WRITTEN_OFF: mark("Đã bỏ khỏi sổ"),
}
PLACES: Final[dict[PlaceKind, str]] = {
    PlaceKind.POINT: mark("Điểm thu nhận"),
    PlaceKind.STATION: mark("Quầy, bàn làm việc"),
    PlaceKind.TEAM: mark("Tổ lưu động"),
    PlaceKind.STORE: mark("Kho"),
    PlaceKind.OTHER: mark("Nơi khác"),
}
ACTS: Final[dict[DeviceAct, str]] = {
    DeviceAct.ADDED: mark("Ghi vào sổ"),
    DeviceAct.CHECKED: mark("Kiểm tra"),
    DeviceAct.MOVED: mark("Chuyển nơi"),
    DeviceAct.MENDED: mark("Sửa thông tin"),
    DeviceAct.ENDED: mark("Bỏ khỏi sổ"),
}


def kind_words(kind: ResourceKind, told: Callable[[str], str] = tr) -> str:
    """Return what people call a kind of equipment."""
    return told(KINDS[kind])


def state_words(state: DeviceState, told: Callable[[str], str] = tr) -> str:
    """Return what people call how a device stands."""
    return told(STATES[state])


def place_words(kind: PlaceKind, told: Callable[[str], str] = tr) -> str:
    """Return what people call a kind of place."""
    return told(PLACES[kind])


def act_words(act: DeviceAct, told: Callable[[str], str] = tr) -> str:
    """Return what people call what was done with a device."""
    return told(ACTS[act])


def where_words(where: Whereabouts) -> str:
    """Return place and holder in one line."""
    return f"{where.place} · {where.holder}" if where.holder else where.place
