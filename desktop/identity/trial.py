"""A scanner is tried: what its keys were, how fast they came, what became of its letters.

The test code is known letter by letter and belongs to nobody, so every damage shows exactly. Of a
real card only the shape is told: how many letters each field has, never which.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from desktop.common.text import masked, only_digits
from desktop.identity.card import CardSource, parse_card_text
from desktop.identity.damage.kinds import Damage
from desktop.identity.errors import CardTextError

TEST_CARD: Final = (
    "099999999999|999999999|Thử Máy Quét Jos Wax Ễ Ợ Ữ Đ|01011990|Nữ|"
    "Bản Thử, Xã Ơn, Sơn La|01012025"
)
"""A card of nobody: no province has the number 099. It holds letters that input methods eat."""
BURST_GAP: Final = 0.080
"""Seconds between two keys beyond which a person types, not a scanner."""
_COMPOSED = frozenset("âăêôơưđ")
"""Letters that no single key types."""


class Way(StrEnum):
    """How a sign came."""

    KEY = "key"
    COMPOSED = "composed"
    """Through an input method of the system."""
    ERASED = "erased"
    """A Backspace, by which UniKey and EVKey take back what they replace."""
    SERIAL = "serial"
    """As bytes from a serial port: no key, no input method."""


@dataclass(frozen=True)
class Stroke:
    """One thing that arrived.

    Attributes:
        text: one sign, several of an input method, or the whole of a serial scanner.
        at: seconds, of any clock that only goes forward.
    """

    text: str
    at: float
    way: Way = Way.KEY


@dataclass(frozen=True)
class Trial:
    """What was seen of one scan, or of a few letters typed by hand.

    Attributes:
        text: the whole, without what ended it.
        keys: how many strokes.
        gaps_ms: shortest and longest time between two of them; (0, 0) for one stroke.
        ways: by which ways it came.
        erased: how many signs were taken back.
        ended_by: `enter`, `tab` or "".
        is_test_code: whether it is the test code, whole or damaged.
        is_typed: whether a person typed it.
        damage: what happened to the text; None when nothing was found.
        wrong: (should be, came) of each word of the test code that came otherwise.
    """

    text: str
    keys: int
    gaps_ms: tuple[int, int]
    ways: frozenset[Way]
    erased: int
    ended_by: str
    is_test_code: bool
    is_typed: bool
    damage: Damage | None = None
    wrong: tuple[tuple[str, str], ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether every letter came as it was sent, as far as that can be known."""
        return self.damage is None and not self.wrong and not self.erased

    @property
    def is_changed_by_input_method(self) -> bool:
        """Whether an input method had its hand in it."""
        telltale = self.damage in {Damage.TELEX, Damage.VNI} or self.erased > 0
        return telltale or (Way.COMPOSED in self.ways and not self.is_whole)


def read_trial(strokes: Sequence[Stroke], ended_by: str = "") -> Trial:
    """Return what strokes were, in the order of their arrival."""
    text = ""
    for stroke in strokes:
        text = text[:-1] if stroke.way is Way.ERASED else text + stroke.text
    text = unicodedata.normalize("NFC", text)
    gaps = [round((b.at - a.at) * 1000) for a, b in pairwise(strokes)] or [0]
    is_typed = max(gaps) > BURST_GAP * 1000 and len(only_digits(text)) < 9
    is_test = TEST_CARD[:12] in text
    return Trial(
        text=text,
        keys=len(strokes),
        gaps_ms=(min(gaps), max(gaps)),
        ways=frozenset(stroke.way for stroke in strokes),
        erased=sum(stroke.way is Way.ERASED for stroke in strokes),
        ended_by=ended_by,
        is_test_code=is_test,
        is_typed=is_typed or (len(strokes) <= 4 and len(text) <= 4),
        damage=_typed_damage(text) if len(text) <= 4 else _damage(text, is_test=is_test),
        wrong=_differences(text) if is_test else (),
    )


def _typed_damage(text: str) -> Damage | None:
    """Tell by a few typed letters which input method is on: `aa` gives `â`, `a6` too."""
    if any(sign in _COMPOSED for sign in text.lower()):
        return Damage.TELEX
    return None


def _damage(text: str, *, is_test: bool) -> Damage | None:
    if text.endswith(TEST_CARD):
        return None
    try:
        found = parse_card_text(text, source=CardSource.SCANNER).damage
    except CardTextError:
        found = Damage.LOST_BYTES if is_test else None
    if found is None and is_test:
        return _of_test_code(text)
    return found


def _of_test_code(text: str) -> Damage:
    """Name what made the test code another text, when the text alone does not show it."""
    sent = {sign for sign in TEST_CARD if sign.isalpha()}
    came = {sign for sign in text if sign.isalpha()}
    if came - sent:
        return Damage.TELEX  # letters that were never sent: something composed them
    return Damage.SEPARATORS if text.count("|") != TEST_CARD.count("|") else Damage.LOST_BYTES


def _differences(text: str) -> tuple[tuple[str, str], ...]:
    """Return the words of the test code that came otherwise, field by field."""
    sent, came = TEST_CARD.split("|"), text[text.find(TEST_CARD[:12]) :].split("|")
    if len(sent) != len(came):
        return ()
    found = []
    for should, is_now in zip(sent, came, strict=True):
        words, others = should.split(), is_now.split()
        if len(words) == len(others):
            found += [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
        elif should != is_now:
            found.append((should, is_now))
    return tuple(found)


def shape(trial: Trial) -> str:
    """Return what may be shown of a scan: the test code whole, of a real card its shape only."""
    if trial.is_test_code or trial.is_typed:
        return trial.text
    parts = trial.text.replace("\t", "|").split("|")
    return " | ".join(_part(part) for part in parts)


def _part(text: str) -> str:
    digits = only_digits(text)
    if not text.strip():
        return "–"
    if digits == text.strip():
        return masked(digits) if len(digits) > 8 else "•" * len(digits)
    return " ".join("•" * len(word) for word in text.split())
