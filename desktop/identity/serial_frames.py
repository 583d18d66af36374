"""From the bytes of a scanner in serial (USB-COM) mode to the texts of cards. Pure.

A serial scanner sends a card as it is, without any keyboard between. It comes in pieces, with or
without an Enter behind it, and with some settings an Enter stands between the fields, too: so a
card is over when the line has been silent, and an Enter only makes the wait shorter.
"""

from __future__ import annotations

import re
import unicodedata

from desktop.common.syllables import shape

QUIET = 0.30  # seconds of silence that end a card without Enter; USB hands over every 16 to 64 ms
QUIET_AFTER_ENTER = 0.12
MAX_BYTES = 16_384
"""Of one scan; the longest QR code has fewer than 3,000. What is beyond is dropped."""
_ENTERS = b"\r\n\x03\x04"
_MOST = 0.7
_WIDE = 8  # zeros among the first bytes: two bytes a letter
_CARD_LINE = re.compile(r"[^0-9]{0,4}[0-9]{12}[|~§¦│\t ].{8}")


def text_of(data: bytes) -> str:
    """Return what a scanner sent; bytes that are no UTF-8 are read as it may have meant them.

    Broken UTF-8 keeps its whole letters, the others become U+FFFD. Bytes of another encoding are
    read as Latin-1, so that none is lost.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    if data[1:24:2].count(0) >= _WIDE:
        return data.decode("utf-16-le", errors="replace")
    text = data.decode("utf-8-sig", errors="replace")
    whole = sum(1 for sign in text if ord(sign) > 0x7F and sign != "\ufffd")
    if text.count("\ufffd") <= whole:
        return text
    # Windows' own code page for Vietnamese, if most words with marks are syllables in it.
    vietnamese = unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))
    fitting, marked = shape(vietnamese)
    return vietnamese if fitting > _MOST * marked else data.decode("latin-1")


def cards_of(text: str) -> tuple[str, ...]:
    """Return the cards in a text, one a line; a text of one card stays whole.

    Lines are cards only when every one begins with twelve digits and a bar: else the line ends
    stand where bars should.
    """
    lines = [line for line in re.split(r"[\r\n]+", text) if line.strip()]
    several = len(lines) > 1 and all(_CARD_LINE.match(line) for line in lines)
    return tuple(lines) if several else (text,)


class SerialFrames:
    """Collects bytes until the line is silent."""

    def __init__(self) -> None:
        self._data = bytearray()
        self._last = 0.0

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return not self._data

    def feed(self, data: bytes, now: float) -> None:
        """Take bytes as they came.

        Args:
            data: any number of bytes.
            now: seconds that only go forward.
        """
        if data:
            self._last = now
            self._data += data[: max(0, MAX_BYTES - len(self._data))]

    def poll(self, now: float) -> tuple[str, ...]:
        """Return the cards that are over; empty while bytes still come."""
        if not self._data:
            return ()
        ended = self._data[-1] in _ENTERS
        if now - self._last < (QUIET_AFTER_ENTER if ended else QUIET):
            return ()
        data = bytes(self._data)
        self.clear()
        return tuple(text for text in cards_of(text_of(data)) if text.strip("\r\n\t \x00\x03\x04"))

    def clear(self) -> None:
        """Forget what was collected."""
        self._data.clear()
