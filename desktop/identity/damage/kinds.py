"""The kinds of damage by name, and the one sentence a clerk reads about each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop.common.i18n import tr


class Damage(StrEnum):
    """What happened between the card and the text; the words are stored and printed as JSON."""

    ALT_CODE = "alt_code"
    """Each letter typed as Alt+number; Windows kept the number modulo 256 as code page 437."""
    CODE_POINTS = "code_points"
    """The Alt key was lost: the number of each letter stands in the text."""
    UTF8_BYTES = "utf8_bytes"
    """As before, with the bytes of each letter as four digits."""
    LOST_BYTES = "lost_bytes"
    """Letters or parts of them are gone, or a question mark stands in their place."""
    MOJIBAKE = "mojibake"
    """UTF-8 read as Latin-1 or code page 1252."""
    ENTITIES = "entities"
    """Letters written for the web: `&#7885;` or `%E1%BB%8D`."""
    NFD = "nfd"
    """Letters and marks apart: looks right, compares wrong."""
    TELEX = "telex"
    """An input method ate letters of what the scanner typed."""
    VNI = "vni"
    """An input method ate digits of what the scanner typed."""
    SEPARATORS = "separators"
    """The bars between the fields are missing, doubled or other signs."""


@dataclass(frozen=True)
class Restored:
    """A text after repair.

    Attributes:
        text: the best reading; empty when no reading stands out.
        certain: whether it is the only reading that explains the text that came.
        candidates: all readings worth showing, best first, when it is not certain.
    """

    text: str
    certain: bool
    candidates: tuple[str, ...] = ()


def explanation(damage: Damage) -> str:
    """Return why the text is damaged and what to do about it, in one sentence."""
    scanner = tr(
        "Máy quét gõ sai dấu tiếng Việt: so họ tên với thẻ; "
        "lần sau chuyển máy quét sang chế độ COM."
    )
    return {
        Damage.ALT_CODE: scanner,
        Damage.CODE_POINTS: scanner,
        Damage.UTF8_BYTES: scanner,
        Damage.LOST_BYTES: tr(
            "Máy quét làm mất chữ có dấu: đọc họ tên trên thẻ; "
            "lần sau chuyển máy quét sang chế độ COM."
        ),
        Damage.MOJIBAKE: tr("Chữ có dấu đến sai bảng mã: so họ tên với thẻ."),
        Damage.ENTITIES: tr("Chữ có dấu đến dưới dạng mã trang mạng: so họ tên với thẻ."),
        Damage.NFD: tr("Chữ và dấu đến rời nhau: so họ tên với thẻ."),
        Damage.TELEX: tr(
            "Bộ gõ tiếng Việt đang bật đã đổi chữ máy quét gõ: "
            "tắt Unikey (Ctrl+Shift) rồi quét lại."
        ),
        Damage.VNI: tr(
            "Bộ gõ tiếng Việt đang bật đã nuốt chữ số máy quét gõ: "
            "tắt Unikey (Ctrl+Shift) rồi quét lại."
        ),
        Damage.SEPARATORS: tr("Các vạch ngăn giữa các mục bị mất hoặc đổi: so các mục với thẻ."),
    }[damage]
