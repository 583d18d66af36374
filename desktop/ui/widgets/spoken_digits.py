"""The digits of a key as they are heard on the phone."""

from __future__ import annotations

from desktop.ui.widgets.fields import DigitsEdit

_DIGITS, _GROUP = 30, 5


class SpokenDigits(DigitsEdit):
    """Thirty digits in groups of five, as they are read on the phone."""

    def __init__(self) -> None:
        super().__init__(length=_DIGITS)

    def _grouped(self, digits: str) -> str:
        return " ".join(digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))
