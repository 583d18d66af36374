"""Tell a card scanner's burst of keys from a person's typing.

A scanner types a whole card within a second. Key presses and input-method commits are both
fed in, because with an input method on, most of a scan arrives as commits. This is pure logic
with the time given; the window's event filter feeds it and swallows what belongs to a scan.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

MAX_GAP = 0.050  # seconds between two chunks of one burst
MIN_DIGITS = 12
_MAX_LENGTH = 2000
# Twelve digits typed by hand cannot come at 50 ms each; a held key repeats at 30 ms and does.
_DISTINCT_DIGITS = 2
# Up to four other signs may stand before the digits: a symbology mark such as `]Q1`, or the
# letter a clerk struck just before the scan.
_CARD_START = re.compile(r"[^0-9]{0,4}[0-9]{12}[|¦│~§]")
_PLAIN_NUMBER = re.compile(r"[0-9]{12}")
_ENTERS = "\r\n"


class Fed(Enum):
    """What the fed text means so far."""

    TYPING = "typing"
    SCANNING = "scanning"


@dataclass(frozen=True)
class Scan:
    """A whole scan: the text as it came, without its final Enter."""

    raw: str


class ScanBurst:
    """Collects chunks of text and decides when they are a scanned card.

    `feed` returns SCANNING as soon as the text can only be a card (twelve digits and a bar, all
    quick): from then on keys belong to the scanner, its Enter too. A plain number is known only
    at its Enter, and only if every digit was seen arriving: digits collected by an input method
    and committed at once carry no timing, so `preedit` must tell of each change. Typing never
    becomes a scan: one gap of more than `MAX_GAP` starts afresh.
    """

    def __init__(self, max_gap: float = MAX_GAP) -> None:
        self._max_gap = max_gap
        self._text = ""
        self._last = float("-inf")
        self._arrivals = 0

    @property
    def pending(self) -> str:
        """The text collected since the last pause."""
        return self._text

    def feed(self, text: str, now: float) -> Scan | Fed:
        """Take one key press or one commit.

        Args:
            text: what arrived; may be several characters, may hold or be the Enter.
            now: monotonic seconds of arrival.

        Returns:
            A `Scan` when an Enter ended a card, else what the text means so far.
        """
        self._arrive(now)
        for place, sign in enumerate(text):
            if sign in _ENTERS:
                scan = self._ended()
                if scan is not None:
                    self._text = text[place + 1 :].lstrip(_ENTERS)
                    return scan
            elif sign == "\t" or sign.isprintable() or sign == "\x1d":
                self._text = (self._text + sign)[-_MAX_LENGTH:]
        return Fed.SCANNING if self._is_card() else Fed.TYPING

    def preedit(self, now: float) -> None:
        """Note a key that went into an input method and is not committed yet."""
        self._arrive(now)

    def poll(self, now: float) -> Scan | None:
        """Return a card whose scanner sends no Enter, once it has been silent long enough.

        Call it from a timer some 100 ms after `feed` returned SCANNING.
        """
        if now - self._last <= self._max_gap or not self._is_card():
            return None
        return self._ended()

    def reset(self) -> None:
        """Forget what was collected."""
        self._text = ""
        self._last = float("-inf")
        self._arrivals = 0

    def _arrive(self, now: float) -> None:
        if not 0 <= now - self._last <= self._max_gap:
            self._text = ""
            self._arrivals = 0
        self._last = now
        self._arrivals += 1

    def _is_card(self) -> bool:
        return _CARD_START.match(self._text) is not None

    def _ended(self) -> Scan | None:
        raw, self._text = self._text, ""
        seen, self._arrivals = self._arrivals, 0
        if _CARD_START.match(raw):
            return Scan(raw)
        timed = seen > MIN_DIGITS  # twelve digits and the Enter
        if timed and _PLAIN_NUMBER.fullmatch(raw) and len(set(raw)) > _DISTINCT_DIGITS:
            return Scan(raw)
        return None
