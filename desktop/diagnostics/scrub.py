"""Takes names, numbers and places out of texts before they leave the machine.

Two ways. What foreign code wrote (logs, names of devices) keeps only words of a list; what this
program wrote keeps its words and loses paths, the account, the computer, and everybody whom the
store knows. The second is a net below the first: a text passes both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from desktop.common.text import fold
from desktop.diagnostics.scrub_words import DEVICE_WORDS, LOGGERS, WORDS

HIDDEN = "[…]"
_LONG = "\ue000"
"""Stands for a long number until the text around it is done; no list holds it."""
_TOKEN = re.compile(r"[^\W_]+(?:[_.:-]+[^\W_]+)*|\s+|.", re.DOTALL)
_PLAIN = re.compile(r"[A-Za-z]+")
_IDENTIFIER = re.compile(
    r"Q[A-Z][A-Za-z]*(?:::[A-Za-z]+)?|QT_[A-Z_]+|[A-Z]\w*(?:Error|Exception|Warning)"
)
_CODE = re.compile(r"QTN-[0-9]{3}|L-[0-9A-F]{6}|[0-9]{1,3}")
_MODEL = re.compile(
    r"(?=.*[0-9])(?!.*[0-9]{5})(?!.*[A-Za-z]{4})(?=.*[A-Za-z]|[0-9]{1,3}$)[A-Za-z0-9-]{1,12}"
)
"""Letters and digits of a model: `M404dn`, `LBP2900`; longer words could be names."""
_DIGITS = re.compile(r"[0-9](?:[0-9 .\-]*[0-9])?")
_RUN = re.compile(r"[0-9]{6}")
_LINE = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2},[0-9]{3}) ([A-Z]{4,8}) (\S+) (.*)"
)
_PLACE = re.compile(r"  ([A-Za-z0-9_]+\.py):([0-9]{1,5}) ([A-Za-z_<][\w<>]*)")
_CRASH_PLACE = re.compile(
    r'  File ".*?([A-Za-z0-9_]+\.py)", line ([0-9]{1,5}) in ([A-Za-z_<][\w<>]*)'
)
_ADDRESS = re.compile(r"0x[0-9a-fA-F]+")
_PATH = re.compile(r"(?<![\w])(?:[A-Za-z]:[\\/]|\\\\|~?/)[^\s“”\"',;]+")
_QUOTED_PATH = re.compile(r"“[^“”]*[\\/][^“”]*”|\"[^\"]*[\\/][^\"]*\"")
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_MOST_WORDS = 8
"""Words of the longest name that is looked for."""


def technical(text: str, words: frozenset[str] = WORDS) -> str:
    """Return a text of which only words of a list, identifiers and short numbers are left."""
    pieces = _TOKEN.findall(_DIGITS.sub(_short_number, text))
    return _joined(one if _is_known(one, words) else HIDDEN for one in pieces)


def device_name(name: str) -> str:
    """Return the maker, the kind and the model of a device, without what people called it."""

    def known(token: str) -> bool:
        return _MODEL.fullmatch(token) is not None or token.lower() in DEVICE_WORDS

    tokens = (
        token for token in re.split(r"[\s(),;/\\@]+", _DIGITS.sub(_short_number, name)) if token
    )
    return _joined(f"{token if known(token) else HIDDEN} " for token in tokens).strip()


def log_text(text: str) -> str:
    """Return a log, or what is left of a crash, line by line."""
    return "\n".join(_log_line(line) for line in text.splitlines()) + "\n" if text else ""


def _log_line(line: str) -> str:
    if found := _LINE.fullmatch(line):
        at, level, logger, message = found.groups()
        name = logger if logger.partition(".")[0] in LOGGERS else HIDDEN
        return f"{at} {level} {name} {technical(message)}"
    if found := _PLACE.fullmatch(line):
        return line
    if found := _CRASH_PLACE.fullmatch(line):
        return f"  {found[1]}:{found[2]} {found[3]}"
    return technical(_ADDRESS.sub("", line))


def _is_known(piece: str, words: frozenset[str]) -> bool:
    if not piece[0].isalnum():
        return piece.isspace() or piece in ".,:;()[]{}<>=+-*'\"%!?#|"
    if _PLAIN.fullmatch(piece):
        return piece.lower() in words or _IDENTIFIER.fullmatch(piece) is not None
    return _IDENTIFIER.fullmatch(piece) is not None or _CODE.fullmatch(piece) is not None


def _joined(tokens: Iterable[str]) -> str:
    """Join tokens, several hidden ones in a row as one."""
    return re.sub(
        rf"{re.escape(HIDDEN)}(?:[\s.,:;_-]*{re.escape(HIDDEN)})+", HIDDEN, "".join(tokens)
    )


def _short_number(found: re.Match[str]) -> str:
    """Keep a version, a size, a time; hide what can be a number of a person or a telephone."""
    text = found[0]
    long = _RUN.search(text) or sum(sign.isdigit() for sign in text) >= 9
    return _LONG if long else text


@dataclass(frozen=True)
class Secrets:
    """What must not leave: names of people, of the account and of the computer.

    Attributes:
        names: folded names of several words, or of one that is no word of the language.
        single: folded words that are hidden alone: account, computer.
    """

    names: frozenset[str] = frozenset()
    single: frozenset[str] = frozenset()
    _longest: int = field(default=_MOST_WORDS, repr=False)

    @classmethod
    def of(cls, names: Iterable[str], single: Iterable[str] = ()) -> Secrets:
        """Return what is to be hidden; plain names of one word would hide half the language."""
        folded = {" ".join(_WORD.findall(fold(name))) for name in names}
        alone = {fold(word) for word in single}
        return cls(
            frozenset(name for name in folded if " " in name or "'" in name),
            frozenset(word for word in alone if len(word) > 2),
        )

    def hide(self, text: str) -> str:
        """Return a text of ours without people, places and long numbers."""
        text = unicodedata.normalize("NFC", text)
        for pattern in (_QUOTED_PATH, _PATH, _MAIL):
            text = pattern.sub(HIDDEN, text)
        return self.people(_DIGITS.sub(_short_number, text).replace(_LONG, HIDDEN))

    def people(self, text: str) -> str:
        """Return a text without the names of people, of the account and of the computer."""
        places = list(self._found(text))
        for start, end in reversed(places):
            text = text[:start] + HIDDEN + text[end:]
        for word in self.single:
            text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", HIDDEN, text, flags=re.IGNORECASE)
        return text

    def _found(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where names stand, longest first at each place, none within another."""
        words = [(fold(one[0]), one.start(), one.end()) for one in _WORD.finditer(text)]
        place = 0
        while place < len(words):
            for count in range(min(self._longest, len(words) - place), 0, -1):
                if " ".join(word for word, _, _ in words[place : place + count]) in self.names:
                    yield words[place][1], words[place + count - 1][2]
                    place += count
                    break
            else:
                place += 1
