"""Words for people: Vietnamese is the source, other languages are gettext catalogues.

One mechanism serves screens, papers, errors and the command line, because half of the texts
are born below Qt (see docs/decisions/0003-gettext.md). `dev.py strings` refreshes the
catalogues; a test fails when one is incomplete or stale.
"""

from __future__ import annotations

import gettext
from pathlib import Path

LANGUAGES = ("vi", "en")
_DOMAIN = "qtn"
_CATALOGUES = Path(__file__).resolve().parents[2] / "resources" / "translations"

_current: gettext.NullTranslations = gettext.NullTranslations()
_language = "vi"


def set_language(language: str) -> None:
    """Choose the language of every text made from now on.

    Raises:
        ValueError: the language is not one of `LANGUAGES`.
    """
    global _current, _language  # noqa: PLW0603 - a process speaks one language at a time
    if language not in LANGUAGES:
        raise ValueError(language)
    _language = language
    if language == "vi":
        _current = gettext.NullTranslations()
    else:
        _current = gettext.translation(_DOMAIN, _CATALOGUES, languages=[language])


def language() -> str:
    """Return the language in force, `vi` or `en`."""
    return _language


def tr(text: str) -> str:
    """Return the text in the chosen language; the argument must be a literal in Vietnamese."""
    return _current.gettext(text)


def trn(one: str, many: str, count: int) -> str:
    """Return the form of a text that fits a count (Vietnamese writes both the same)."""
    return _current.ngettext(one, many, count)


def decimal(value: float, digits: int = 1) -> str:
    """Return a number with decimals as the language in force writes it: `78,5` or `78.5`."""
    text = f"{value:.{digits}f}"
    return text if language() == "en" else text.replace(".", ",")


def vi(text: str) -> str:
    """Return the text as it is: papers speak Vietnamese, whatever language the screen speaks."""
    return text


def mark(text: str) -> str:
    """Mark a literal for the catalogue where it is declared but not yet shown."""
    return text
