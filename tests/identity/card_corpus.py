"""Invented cards in every kind of damage, made with a seed; no person is meant.

The damage is written here on its own, from its description, and shares nothing with the code
that undoes it.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from desktop.common.vocabulary import Sex
from desktop.demo.names import NAMINGS, invent_name

_MORE_MALE = (
    "Vi Văn Khúm|Nguyễn Trọng Khoát|Ksơr Y Bhŏm|Rmah Hơr|Y Jŭ Ayŭn|Siu Bis|Đinh Ñĭ|Y Bhăm Niê Kđăm"
    "|Tạ Thùy|Hoàng Bảo Mỡ|Đỗ Cẩm Bửu|Chu Vĩnh Sỹ|Vù Pá Giống|Đoàn Hải An|Âu Văn Nhân|Y Đrim Kpơr"
    "|K’Đức|Đàng Năng Hòa|Thạch Sà Rươl|Danh Hoàng Út|Lại Quang|Ông Sỹ Ổn|Rơ Ông Ha Thuyên"
    "|Trần Văn Ngoạn|Đoàn Vĩnh Khuê|Bùi Quang Ngãi|Hoàng Phi Long|Phạm Minh Nhựt|Võ Tấn Đởm|Y Wan"
    "|Lù A Phổng|Ma Seo Pao|Hồ Văn Ươm|Thào A Sở|Vũ Dũng|Lê Vũ|Nguyễn Ding|A Brưm|Nguyễn Đình Trụ"
)
_MORE_FEMALE = (
    "Nguyễn Thị Ngoãn|H'Wer Mlô|H'Bĭk Kpă|Ksor H'Čê|Ka Thuyr|Trần Thị Ươm|Vi Thị Vi|Phạm Thị Nhữ"
    "|H'Nghĩa Mlô|Thạch Thị Ô Rinh|Neáng Sa Mết|Châu Thị Bưởi|Ka Brêm|Vũ Thùy Ngân|Tạ Thị Gấm"
    "|Lê Thị Mỹ Dạ|Đặng Thị Thũy|Quàng Thị Ơn|Hà Thị Sơ|Đào Thị Ẩn|Tô Thị Thắm|Mùa Thị Dếnh"
)
_PLACES = (
    "Bản Mẫu, Xím Vàng, Bắc Yên, Sơn La|Thôn 3, Ea Tu, Buôn Ma Thuột, Đắk Lắk"
    "|Xóm Mới, Pà Cò, Mai Châu, Hòa Bình|Tổ 5, Đức Xuân, Bắc Kạn, Bắc Kạn|Kim Bôi, Hòa Bình"
    "|Đạ Nhim, Lạc Dương, Lâm Đồng|Khối 5, Trung Đô, Thành phố Vinh, Nghệ An|Thôn 432, Cư M'gar"
    "|Số 12/3 Nguyễn Huệ, Phường 2, Vũng Tàu, Bà Rịa - Vũng Tàu|Vĩnh Hội Đông, An Phú, An Giang"
    "|Khu phố 2, Lộc Thắng, Bảo Lâm, Lâm Đồng|Số 12 Trần Phú, Ba Đình, Hà Nội||Mường Tè, Lai Châu"
)


@dataclass(frozen=True)
class Card:
    """One invented card and the text of its code."""

    personal_id: str
    old_id: str
    full_name: str
    birth: str
    sex: str
    address: str
    issued: str
    tail: str

    @property
    def text(self) -> str:
        """The text as the code holds it."""
        facts = (self.personal_id, self.old_id, self.full_name, self.birth, self.sex)
        return "|".join((*facts, self.address, self.issued)) + self.tail


def cards(seed: int, count: int) -> Iterator[Card]:
    """Invent cards of many peoples."""
    rng = random.Random(seed)
    for _ in range(count):
        male = rng.random() < 0.5
        naming = rng.choice(list(NAMINGS.values()))
        name = invent_name(naming, Sex.MALE if male else Sex.FEMALE, rng)
        if rng.random() < 0.2:
            name = rng.choice((_MORE_MALE if male else _MORE_FEMALE).split("|"))
        if rng.random() < 0.5:
            name = name.replace("’", "'")
        year = rng.randint(1935, 2006)
        century = (0 if male else 1) + (2 if year >= 2000 else 0)
        number = f"{naming.province}{century}{year % 100:02d}{rng.randint(0, 999999):06d}"
        yield Card(
            personal_id=number,
            old_id=rng.choice(("", f"{rng.randint(10**8, 10**9 - 1)}")),
            full_name=name,
            birth=f"{rng.randint(1, 28):02d}{rng.randint(1, 12):02d}{year}",
            sex="Nam" if male else "Nữ",
            address=rng.choice(_PLACES.split("|")),
            issued=f"{rng.randint(1, 28):02d}{rng.randint(1, 12):02d}{rng.randint(2021, 2025)}",
            tail=rng.choice(("", "||||", "|012345678901|||")),
        )


def _each(text: str, change: Callable[[str], str]) -> str:
    return "".join(letter if letter.isascii() else change(letter) for letter in text)


def _alt(letter: str) -> str:
    low = ord(letter) % 256
    return chr(low) if low < 128 else bytes([low]).decode("cp437")


def alt_kept(text: str) -> str:
    """Alt codes; control keys stay in the text."""
    return _each(text, _alt)


def alt_lost(text: str) -> str:
    """Alt codes; control keys vanish."""
    return re.sub(r"[\x00-\x1f]", "", alt_kept(text))


def swallowed(text: str) -> str:
    """Bytes as digits, those of code page 1252 swallowed."""
    gone = {octet for octet in range(128, 256) if octet not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
    return _each(text, lambda c: "".join(f"{o:04d}" for o in c.encode() if o not in gone))


def latin1(text: str) -> str:
    """UTF-8 read as Latin-1."""
    return text.encode().decode("latin-1")


def cp1252(text: str) -> str:
    """UTF-8 read as Windows does: what has no letter stays a control sign."""
    return "".join(
        chr(o) if o in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([o]).decode("cp1252")
        for o in text.encode()
    )


def cp1252_lost(text: str) -> str:
    """The same with the control signs dropped."""
    return re.sub("[\x81\x8d\x8f\x90\x9d]", "", cp1252(text))


_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_VOWEL = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"


def telex(text: str) -> str:
    """Type a text key by key with Telex on."""
    return _typed(text, _TONES, {"aa": "â", "ee": "ê", "oo": "ô", "dd": "đ", "ow": "ơ", "uw": "ư"})


def vni(text: str) -> str:
    """Type a text key by key with VNI on."""
    return _typed(text, _VNI, {})


def _typed(text: str, tones: dict[str, str], pairs: dict[str, str]) -> str:
    done: list[str] = []
    for word in re.split(r"([^\w])", text):
        out = ""
        for key in word:
            pair = pairs.get((out[-1:] + key).lower())
            place = max((n for n, c in enumerate(out) if c in _VOWEL), default=None)
            if pair:
                out = out[:-1] + (pair.upper() if out[-1].isupper() else pair)
            elif key in tones and place is not None:
                out = (
                    out[:place]
                    + unicodedata.normalize("NFC", out[place] + tones[key])
                    + out[place + 1 :]
                )
            elif key.lower() == "w" and pairs and not out:
                out = "Ư" if key == "W" else "ư"
            else:
                out += key
        done.append(out)
    return "".join(done)


PROFILES: dict[str, Callable[[str], str]] = {
    "none": str,
    "alt_code, keys kept": alt_kept,
    "alt_code, keys lost": alt_lost,
    "code_points": lambda text: _each(text, lambda c: str(ord(c))),
    "code_points, leading 0": lambda text: _each(text, lambda c: f"0{ord(c)}"),
    "utf8_bytes": lambda text: _each(text, lambda c: "".join(f"{o:04d}" for o in c.encode())),
    "lost_bytes (swallowed)": swallowed,
    "lost_bytes (?)": lambda text: re.sub(r"[^\x00-\x7f]", "?", text),
    "letters gone": lambda text: re.sub(r"[^\x00-\x7f]", "", text),
    "mojibake, Latin-1": latin1,
    "mojibake, CP1252": cp1252,
    "mojibake, signs lost": cp1252_lost,
    "entities": lambda text: _each(text, lambda c: f"&#{ord(c)};"),
    "entities, hex": lambda text: _each(text, lambda c: f"&#x{ord(c):x};"),
    "entities, percent": lambda text: _each(
        text, lambda c: "".join(f"%{o:02X}" for o in c.encode())
    ),
    "nfd": lambda text: unicodedata.normalize("NFD", text),
    "telex": telex,
    "vni": vni,
    "telex, unaccented": lambda text: telex(
        "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
        .replace("đ", "dd")
        .replace("Đ", "DD")
    ),
    "bars dropped": lambda text: text.replace("|", ""),
    "bars doubled": lambda text: text.replace("|", "||"),
    "bars ~": lambda text: text.replace("|", "~"),
    "bars §": lambda text: text.replace("|", "§"),
    "bars Enter": lambda text: text.replace("|", "\n"),
    "bars Tab": lambda text: text.replace("|", "\t"),
    "bars space": lambda text: text.replace("|", " "),
    "bars doubled + alt_code, keys lost": lambda text: alt_lost(text).replace("|", "||"),
    "bars dropped + code_points": lambda text: _each(text.replace("|", ""), lambda c: str(ord(c))),
    "bars dropped + utf8_bytes": lambda text: _each(
        text.replace("|", ""), lambda c: "".join(f"{o:04d}" for o in c.encode())
    ),
    "bars dropped + nfd": lambda text: unicodedata.normalize("NFD", text.replace("|", "")),
    "mojibake twice": lambda text: latin1(latin1(text)),
    "bars dropped + alt_code": lambda text: alt_kept(text.replace("|", "")),
    "bars ~ + utf8_bytes": lambda text: _each(
        text.replace("|", "~"), lambda c: "".join(f"{o:04d}" for o in c.encode())
    ),
}
"""Name -> the damage; every one takes the text of a card and returns what arrives."""

KEEP_ENOUGH = frozenset(PROFILES) - {
    "lost_bytes (swallowed)",
    "lost_bytes (?)",
    "letters gone",
    "telex, unaccented",
    "telex",
    "vni",
    "mojibake, signs lost",
}
"""Profiles that keep enough information to restore a name."""
