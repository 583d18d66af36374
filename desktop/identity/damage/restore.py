"""Which damage a scan has, and what its name and address were."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from desktop.common.text import clean
from desktop.identity.damage import alt_codes, encodings, input_method, numbers
from desktop.identity.damage.kinds import Damage, Restored
from desktop.identity.damage.letters import HIGHLAND, LETTERS, is_spelled
from desktop.identity.damage.name_words import is_tonal_name, looks_highland
from desktop.identity.damage.readings import MAX_CANDIDATES, Word, name_of, ordered, same

_LOST_SIGNS = re.compile("[?\ufffd]")
_PARTS = re.compile(r"([ ,;/()]+)")
_MAX_WORDS = 14
_MAX_PARTS = 60
_ACCENTED = 0.4  # share of the words of a Vietnamese address
_TELEX_MADE = frozenset("đĐưƯ’")
"""Letters an input method makes of a text without accents."""

ReadWord = Callable[[str], Word]
_OF_DIGITS: tuple[ReadWord, ...] = (numbers.read_bytes, numbers.read_code_points)


@dataclass(frozen=True)
class Text:
    """The words of a card after repair.

    Attributes:
        name, address: what they were.
        damage: what had happened to them; None when nothing had.
        doubtful: whether the text may be damaged in a way that leaves no trace.
    """

    name: Restored
    address: Restored
    damage: Damage | None
    doubtful: bool = False


def as_it_came(name: str, address: str) -> Text:
    """Return a text no scanner has touched."""
    return Text(Restored(clean(name), certain=True), Restored(clean(address), certain=True), None)


def restore(name: str, address: str, sex: str = "", *, typed: bool = True) -> Text:
    """Return what the name and the address of a scan were.

    Args:
        name: as it came, control characters included; mojibake and entities of the whole text
            are undone already.
        address: likewise.
        sex: likewise.
        typed: whether an input method may have stood between; not in texts of other encodings.
    """
    name, address = (unicodedata.normalize("NFC", text) for text in (name, address))
    together = f"{name} {address} {sex}"
    damage = _damage_of(name, address, together)
    if damage is Damage.MOJIBAKE:
        name, address = encodings.unspaced(name), encodings.unspaced(address)
    if damage is Damage.TELEX and not typed:
        damage = None
    if damage is Damage.TELEX:
        return _by_input_method(clean(name), clean(address), together)
    if damage is None:
        return _whole(name, address, sex) if typed else as_it_came(name, address)
    read = _reader(damage, together)
    if damage is Damage.ALT_CODE:
        restored = _alt_coded(name, together)
    else:
        if damage is Damage.CODE_POINTS:
            read_name: ReadWord = partial(numbers.read_code_points, in_name=True)
        else:
            read_name = read
        words = [word for word in name.split(" ") if word]
        words = words if len(words) <= _MAX_WORDS else []
        restored = name_of([read_name(word) for word in words])
    if damage is Damage.LOST_BYTES:
        # What was swallowed can be guessed from words of names only: that is for a person.
        text = "" if _LOST_SIGNS.search(name) or len(restored.candidates) != 1 else restored.text
        restored = Restored(text, certain=False, candidates=restored.candidates)
    return Text(restored, _address(address, read), damage)


def _by_input_method(name: str, address: str, together: str) -> Text:
    """Return what an input method left; a tone may come from Alt codes just as well."""
    shown = input_method.candidates(name)
    place = Restored(address, certain=False)
    if set(name) & alt_codes.lookalikes():
        coded = _alt_coded(name, together, sure=False)
        words = coded.text.split()
        if is_tonal_name(words) and all(map(is_spelled, words)) and coded.text != name:
            both = tuple(dict.fromkeys([coded.text, *coded.candidates, *shown]))[:MAX_CANDIDATES]
            return Text(
                Restored(coded.text, certain=False, candidates=both), place, Damage.ALT_CODE
            )
    return Text(Restored(name, certain=False, candidates=shown), place, Damage.TELEX)


def _damage_of(name: str, address: str, together: str) -> Damage | None:
    if numbers.has_runs(name) or (numbers.has_runs(address) and not _has_letters(name)):
        words = f"{name} {address}"
        if numbers.is_bytes(words):
            return Damage.UTF8_BYTES
        return Damage.CODE_POINTS if numbers.is_code_points(words) else Damage.LOST_BYTES
    if encodings.has_mojibake(together):
        return Damage.MOJIBAKE
    if any(sign in alt_codes.traces() for sign in together):
        return Damage.ALT_CODE
    if _LOST_SIGNS.search(name):
        return Damage.LOST_BYTES
    return input_method.find(clean(name), clean(address))


def _has_letters(name: str) -> bool:
    return any(sign in LETTERS for sign in name)


def _reader(damage: Damage, together: str) -> ReadWord:
    if damage is Damage.ALT_CODE:
        kept = any(sign in alt_codes.KEPT_CONTROLS for sign in together)
        return lambda word: alt_codes.read_word(word, controls_kept=kept, sure=True)
    return {
        Damage.UTF8_BYTES: numbers.read_bytes,
        Damage.CODE_POINTS: numbers.read_code_points,
        Damage.LOST_BYTES: numbers.read_swallowed,
        Damage.MOJIBAKE: encodings.read_mojibake,
    }[damage]


def _alt_coded(name: str, together: str, *, sure: bool = True) -> Restored:
    """Read a name as Alt codes; again with highland letters when it is none of the others."""
    read_word = partial(
        alt_codes.read_word,
        controls_kept=any(sign in alt_codes.KEPT_CONTROLS for sign in together),
        sure=sure,
        capitals=_is_capitals(name),
        in_name=True,
    )
    words = [word for word in name.split(" ") if word]
    if len(words) > _MAX_WORDS:
        return Restored("", certain=False)
    read = ordered([read_word(word) for word in words])
    best = [word.options[0] if word.options else "" for word in read]
    if is_tonal_name(best) and not looks_highland(best):
        return name_of(read)
    return name_of([read_word(word, highland=True) for word in words])


def _is_capitals(text: str) -> bool:
    return not any("a" <= sign <= "z" for sign in text)


def _whole(name: str, address: str, sex: str) -> Text:
    """Judge a text without traces of damage: sure when it holds a letter no damage leaves."""
    together = f"{name} {address} {sex}"
    composed = clean(together)
    whole = LETTERS - HIGHLAND - alt_codes.lookalikes() - _TELEX_MADE
    # Some scanners send the letters of Latin-1 whole and bend the others: only these prove it.
    proof = {sign for sign in whole if ord(sign) > 0xFF}
    shown = clean(name)
    stripped = clean(sex).lower() == "nu" or _has_lost_accents(shown, address)
    if any(sign in proof for sign in composed) and not stripped and not _has_bent_case(shown):
        return as_it_came(name, address)
    found = _alt_coded(shown, together, sure=False)
    candidates = tuple(dict.fromkeys([shown, *found.candidates]))[:8] if shown else ()
    is_likely = any(sign in whole for sign in composed) and not stripped
    guess = shown if is_likely and not set(shown) & alt_codes.lookalikes() else ""
    return Text(
        Restored(guess, certain=False, candidates=candidates),
        Restored(clean(address), certain=False),
        None,
        doubtful=True,
    )


def _has_lost_accents(name: str, address: str) -> bool:
    """Whether a name without accents stands beside an address with hardly any.

    Then both may have lost them, and the few there are may be an input method's.
    """
    if not "".join(sign for sign in name if sign not in _TELEX_MADE).isascii():
        return False
    words = [word for word in _PARTS.split(address) if any(map(str.isalpha, word))]
    return sum(1 for word in words if not word.isascii()) < _ACCENTED * len(words)


def _has_bent_case(name: str) -> bool:
    """Whether a capital stands behind a small letter, as `Í` does where `ọ` should."""
    return any(a.islower() and b.isupper() for a, b in pairwise(name))


def _address(address: str, read: ReadWord) -> Restored:
    """Repair an address part by part; parts that name units of the State decide by that."""
    if not address:
        return Restored("", certain=True)
    parts = [part.strip() for part in address.split(",")]
    if len(parts) > _MAX_PARTS or len(address) > 600:
        return Restored("", certain=False)
    done = [_part(part, read) for part in parts]
    if any(part and not one.text for part, one in zip(parts, done, strict=True)):
        return Restored("", certain=False)
    return Restored(", ".join(one.text for one in done), all(one.certain for one in done))


def _part(part: str, read: ReadWord) -> Restored:
    words = [word for word in part.split(" ") if word]
    if len(words) > _MAX_WORDS:
        return Restored("", certain=False)
    found = name_of([_address_word(word, read) for word in words], tonal_only=False)
    if found.certain or not found.text:
        return found
    known = [one for one in found.candidates if _is_unit(one)]
    return Restored(known[0], certain=True) if len(known) == 1 else found


def _address_word(word: str, read: ReadWord) -> Word:
    plain = word.isascii() and not any(sign.isalpha() for sign in word) and ")" not in word
    if plain and not (read in _OF_DIGITS and numbers.may_be_letters(word)):
        return same(word)
    return read(word)


def _is_unit(text: str) -> bool:
    # The tables take a moment to load; undamaged cards never come here.
    from desktop.common.reference import units  # noqa: PLC0415 - see above

    return any(unit.name == text or unit.name.endswith(f" {text}") for unit in units.find(text))
