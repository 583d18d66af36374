"""Profile G: an input method (Unikey, EVKey) took keys of the scanner for Telex or VNI.

Vietnamese words come through unharmed: the scanner sends their letters whole, and none of them
ends in s, f, r, x or j. Words of other peoples and unaccented texts are changed. What was eaten
cannot be known for sure, so this gives candidates only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from desktop.common.reference.people import birth_provinces
from desktop.common.text import fold
from desktop.identity.damage.kinds import Damage
from desktop.identity.damage.letters import is_spelled, tone_of, without_tone
from desktop.identity.damage.name_words import is_tonal_name, looks_highland
from desktop.identity.damage.readings import MAX_CANDIDATES

_TELEX_TONES = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_VNI_TONES = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
_VOWELS = "aăâeêioôơuưy"
_EATEN = re.compile("[sfrxjw]")
_HORNED_START = re.compile(r"(?:^|(?<=['’]))[Ưư](?=[aăâeêioôơuy])")


def find(name: str, address: str) -> Damage | None:
    """Return TELEX when a text that looks whole has traces of an input method.

    Args:
        name: composed text.
        address: composed text.
    """
    words = name.split()
    if any(_HORNED_START.search(word) and not word.lower().startswith("ươ") for word in words):
        return Damage.TELEX
    toned = [] if is_tonal_name(words) else [word for word in words if tone_of(word)]
    if toned and (looks_highland(words) or not all(is_spelled(word) for word in toned)):
        return Damage.TELEX
    eaten = _has_eaten_province(address) or _has_toned_place(address)
    return Damage.TELEX if eaten else None


def _has_eaten_province(address: str) -> bool:
    """Whether the address ends in a province that lacks letters Telex eats (`ơn La`)."""
    last = fold(address.rsplit(",", 1)[-1])
    names = {fold(name) for name in birth_provinces().values()}
    if not last or last in names:
        return False
    bare = _EATEN.sub("", last)
    return any(bare == _EATEN.sub("", name) and len(last) < len(name) for name in names)


def _has_toned_place(address: str) -> bool:
    """Whether a place with an apostrophe bears a tone and is no unit (`Cư M'gả` for `Cư M'gar`)."""
    for part in address.split(","):
        marked = [word for word in part.split() if "'" in word or "’" in word]
        if any(tone_of(word) for word in marked):
            # The tables take a moment to load; only these few addresses need them.
            from desktop.common.reference import units  # noqa: PLC0415 - see above

            if not units.find(part.strip()):
                return True
    return False


def candidates(name: str) -> tuple[str, ...]:
    """Return the name as it came and with the keys put back where a tone may have been one."""
    words = name.split()
    found = [name]
    for place, word in enumerate(words[:12]):
        changed = islice(_with_keys(word), 3)
        found.extend(" ".join([*words[:place], one, *words[place + 1 :]]) for one in changed)
    return tuple(dict.fromkeys(found))[:MAX_CANDIDATES]


def _with_keys(word: str) -> Iterator[str]:
    """Put back what may have been typed, both an initial `w` and the key of a tone first."""
    bare = _HORNED_START.sub(lambda found: "W" if found[0] == "Ư" else "w", word)
    starts = dict.fromkeys((bare, word))
    tone = tone_of(word)
    for start in starts if tone else ():
        level = without_tone(start)
        last = max((n for n, sign in enumerate(level) if sign.lower() in _VOWELS), default=-1)
        for end in dict.fromkeys((len(level), last + 1)):
            yield level[:end] + _TELEX_TONES[tone] + level[end:]
        if start is word:
            yield level + _VNI_TONES[tone]
    if bare != word:
        yield bare
