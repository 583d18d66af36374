"""Why a portrait that failed a check is kept all the same, in stored codes and in words."""

from __future__ import annotations

from typing import Final

from desktop.common.i18n import mark, tr

_REASONS: Final[dict[str, str]] = {
    "eyes": mark("Mắt yếu, khó mở"),
    "injury": mark("Mặt có thương tật"),
    "medical": mark("Đeo băng y tế"),
    "place": mark("Chỗ chụp thiếu sáng"),
    "device": mark("Máy ảnh hỏng"),
}


def photo_reasons() -> dict[str, str]:
    """Return stored code and words of every reason, in the order of their digits."""
    return {code: tr(words) for code, words in _REASONS.items()}


def photo_reason_text(code: str) -> str:
    """Return the words of a stored reason; an unknown one comes back as it is."""
    return tr(_REASONS[code]) if code in _REASONS else code
