"""What was typed about equipment, clean and whole, or refused with what to do."""

from __future__ import annotations

from typing import Final

from desktop.campaign.resources.errors import ResourceRefusedError
from desktop.campaign.resources.views import NeedView, Whereabouts
from desktop.common.equipment import COUNTED
from desktop.common.i18n import tr
from desktop.common.text import clean

LONGEST: Final = 120
"""Characters of a name, a number and a place."""
LONGEST_NOTE: Final = 400
MOST: Final = 999
"""So many of a kind at one place are believed."""


def told(text: str, missing: str = "", advice: str = "", *, longest: int = LONGEST) -> str:
    """Return a clean text.

    Args:
        text: as it was typed.
        missing: what is said when there is none; "" lets it be empty.
        advice: what to do then.
        longest: characters at most.

    Raises:
        ResourceRefusedError: it is missing or too long; nothing is cut off in silence.
    """
    kept = clean(text)
    if missing and not kept:
        raise ResourceRefusedError(missing, advice)
    if len(kept) > longest:
        raise ResourceRefusedError(
            tr("Câu này dài quá {n} chữ.").format(n=longest), tr("Rút gọn rồi lưu lại.")
        )
    return kept


def spoken_name(text: str) -> str:
    """Return a clean name of a device, which is needed."""
    return told(text, tr("Chưa ghi tên thiết bị."), tr("Ghi hãng và kiểu máy."))


def mended(
    before: tuple[str, str, str], given: tuple[str | None, str | None, str | None]
) -> tuple[str, str, str]:
    """Return name, serial and asset number set right; None leaves what was there.

    Raises:
        ResourceRefusedError: nothing changes, or it cannot be.
    """
    name, serial, asset = (
        kept if new is None else new for kept, new in zip(before, given, strict=True)
    )
    after = spoken_name(name), told(serial), told(asset)
    if after == before:
        raise ResourceRefusedError(
            tr("Không có gì thay đổi."), tr("Sửa tên, số máy hoặc mã tài sản rồi lưu.")
        )
    return after


def spoken_note(text: str) -> str:
    """Return a clean note, which may be empty."""
    return told(text, longest=LONGEST_NOTE)


def spoken_where(where: Whereabouts) -> Whereabouts:
    """Return where a device is, clean; a place is needed, a holder is not."""
    return Whereabouts(_place(where.place), where.kind, told(where.holder))


def spoken_need(need: NeedView) -> NeedView:
    """Return a need, clean; what the register counts is not counted by hand.

    Raises:
        ResourceRefusedError: no place, or a count that cannot be.
    """
    place = _place(need.place)
    if not 0 <= need.needed <= MOST or not 0 <= need.there <= MOST:
        raise ResourceRefusedError(
            tr("Số lượng phải từ 0 đến {n}.").format(n=MOST), tr("Ghi lại số lượng.")
        )
    if need.there and need.kind not in COUNTED:
        raise ResourceRefusedError(
            tr("Máy đang có được đếm từ sổ thiết bị."), tr("Chỉ ghi số cần; số có để trống.")
        )
    return NeedView(place, need.kind, need.needed, need.there)


def _place(text: str) -> str:
    return told(text, tr("Chưa ghi nơi."), tr("Ghi điểm thu nhận, quầy, tổ hoặc kho."))
