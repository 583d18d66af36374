"""Where a person lives, as a village key and a commune key, from whatever columns a list has."""

from __future__ import annotations

import re

from desktop.common.text import fold

_SPLIT = re.compile(r"[,;]|\s-\s")
_WORD = re.compile(r"[\w']+")
_CELL = re.compile(r"^(?:dang bo |chi bo |cb )+")
_COMMUNE = re.compile(r"^(?:xa|phuong|thi tran|x\.|p\.|tt\.|dac khu)\s*")
_ABOVE = re.compile(r"^(?:huyen|quan|thi xa|thanh pho|tinh|tp|h\.|t\.|q\.|viet nam)\b\.?\s*")
_VILLAGE = re.compile(
    r"^(?:to dan pho|khu dan cu|khu pho|tieu khu|ban|thon|ap|xom|khoi|to|buon|plei|lang|khu|kp|tdp)"
    r"(?:\s+|\.\s*|(?=\d))(?:so\s+)?"
)


def village_key(text: str) -> str:
    """Return a village's bare key: `Bản Nà Sang`, `bản  na sang` and `Nà Sang` are one."""
    folded = _CELL.sub("", fold(text).strip(" .,"))
    # "Thôn 3" and "Bản 3" may be one place: the kind of settlement was renamed with the mergers.
    bare = _VILLAGE.sub("", folded).strip(" .,")
    return " ".join(_WORD.findall(bare or folded))


class PlaceReader:
    """Reads places; every distinct text is looked at once."""

    def __init__(self) -> None:
        self._addresses: dict[str, tuple[str, str]] = {}
        self._villages: dict[str, str] = {}

    def read(self, village: str, cell: str, address: str) -> tuple[str, str, str]:
        """Return (village, second village or cell, commune); empty where unknown."""
        from_address, commune = self._address(address) if address else ("", "")
        own = self._village(village) or from_address
        of_cell = self._village(cell)
        second = from_address if from_address and from_address != own else of_cell
        return own or of_cell, second if second != own else "", commune

    def _village(self, text: str) -> str:
        found = self._villages.get(text)
        if found is None:
            found = self._villages[text] = village_key(text)
        return found

    def _address(self, text: str) -> tuple[str, str]:
        found = self._addresses.get(text)
        if found is None:
            found = self._addresses[text] = read_address(text)
        return found


def read_address(text: str) -> tuple[str, str]:
    """Return (village, commune) of an address from small to large; empty where unknown."""
    parts = [part for piece in _SPLIT.split(text) if (part := fold(piece).strip(" ."))]
    communes = [part for part in parts if _COMMUNE.match(part)]
    rest = [part for part in parts if part not in communes and not _ABOVE.match(part)]
    commune = _COMMUNE.sub("", communes[0]).strip() if communes else ""
    if not commune and len(parts) >= 3 and len(rest) >= 2:
        # "Bản Mẫu, Mường Thử, Sơn La": without labels the second of three is the commune.
        commune = rest[1]
    village = village_key(rest[0]) if rest and rest[0] != commune else ""
    return village, " ".join(_WORD.findall(commune))
