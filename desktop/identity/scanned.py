"""What came from a scanner, whatever it is: the text of a QR code or the lines of the back."""

from __future__ import annotations

from datetime import date

from desktop.identity.card import CardReading, CardSource, parse_card_text
from desktop.identity.mrz import looks_like_mrz, parse_mrz


def read_scanned(text: str, *, today: date) -> CardReading:
    """Read the text of a scanner.

    Args:
        text: as it came.
        today: tells the century of a birth on the back of a card.

    Raises:
        CardTextError: it is neither, or no number can be taken from it.
    """
    if looks_like_mrz(text):
        return parse_mrz(text, today=today)
    return parse_card_text(text, source=CardSource.SCANNER)
