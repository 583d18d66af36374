"""JSON as people write it by hand: read to the end, with the line of everything and every fault.

The standard library stops at the first mistake. Whoever writes the file of a roll-out in Notepad
wants all of them at once: single quotes, a comma too many, backslashes of Windows paths, an old
code page. What is faulty is guessed and said; only a file without a fault is to be used.
"""

from __future__ import annotations

import codecs
import json
import re
from dataclasses import dataclass
from typing import Any, Final

from desktop.common.i18n import tr

Path = tuple[str | int, ...]

DEEPEST: Final = 12
MOST_FAULTS: Final = 60
_ESCAPES: Final = {
    '"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t",
}  # fmt: skip
_QUOTES: Final = {'"': '"', "'": "'", "“": "”", "”": "”", "‘": "’", "«": "»"}
_WORDS: Final = {"true": True, "false": False, "null": None}
_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)
_BARE: Final = re.compile(r"[^\s,:{}\[\]\"]+")
_FOUR_HEX: Final = re.compile(r"[0-9a-fA-F]{4}")


@dataclass(frozen=True)
class Fault:
    """Something that is no JSON, or says a thing twice.

    Attributes:
        line: counted from 1.
        said: what is wrong and how to write it.
    """

    line: int
    said: str


@dataclass(frozen=True)
class Placed:
    """What a file says and where.

    Attributes:
        value: as `json.loads` would give it, faults guessed.
        lines: the line of every value, by its path: `("operators", 0, "name")`.
        faults: in the order of the lines; none means that it is JSON.
    """

    value: Any
    lines: dict[Path, int]
    faults: tuple[Fault, ...]


class _TooManyFaultsError(Exception):
    """The rest would only repeat what is wrong."""


def read_placed(data: bytes) -> Placed:
    """Read a small JSON file to its end, whatever is wrong with it."""
    text, faults = decoded(data)
    reader = _Reader(text, faults)
    value = reader.document()
    return Placed(value, reader.lines, tuple(sorted(reader.faults, key=lambda one: one.line)))


def decoded(data: bytes) -> tuple[str, list[Fault]]:
    """Return the text of a file and a fault for every line that is not Unicode.

    UTF-8 with and without its mark, and UTF-16 as Notepad writes it ("Unicode"), are read; zero
    bytes tell UTF-16 without a mark, since JSON begins with ASCII (RFC 4627, section 3).
    """
    wide = _wide(data)
    if wide:
        text = data.decode(wide, "replace").removeprefix("\ufeff")
    else:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    said = tr("chữ không phải UTF-8; trong Notepad lưu lại với mã hóa UTF-8, rồi gõ lại chữ này")
    bad = [number for number, line in enumerate(text.split("\n"), 1) if "\ufffd" in line]
    return text, [Fault(number, said) for number in bad[:MOST_FAULTS]]


def _wide(data: bytes) -> str:
    if data.startswith(codecs.BOM_UTF16_LE) or (data[1:2] == b"\0" and data[:1] != b"\0"):
        return "utf-16-le"
    if data.startswith(codecs.BOM_UTF16_BE) or (data[:1] == b"\0" and data[1:2] != b"\0"):
        return "utf-16-be"
    return ""


class _Reader:
    """Goes over the text once; after a fault it goes on where a person would."""

    def __init__(self, text: str, faults: list[Fault]) -> None:
        self._text, self._at, self._line = text, 0, 1
        self.faults = faults
        self.lines: dict[Path, int] = {}

    def document(self) -> Any:
        """Read the one value of the file."""
        value = None
        try:
            self._skip()
            value = self._value(())
            self._skip()
            if self._at < len(self._text):
                self._fault(tr("sau dấu đóng ngoặc cuối cùng không được có gì nữa"))
        except _TooManyFaultsError:
            pass
        return value

    # ------------------------------------------------------------ letters

    def _here(self) -> str:
        return self._text[self._at : self._at + 1]

    def _step(self, count: int = 1) -> None:
        self._line += self._text.count("\n", self._at, self._at + count)
        self._at += count

    def _fault(self, said: str, line: int | None = None) -> None:
        if len(self.faults) >= MOST_FAULTS:
            raise _TooManyFaultsError
        self.faults.append(Fault(line or self._line, said))

    def _skip(self) -> None:
        """Go over white space; comments are a fault and gone over too."""
        while char := self._here():
            if char.isspace():
                self._step()
            elif char == "#" or self._text.startswith("//", self._at):
                self._fault(tr("JSON không có dòng ghi chú: xóa dòng này"))
                end = self._text.find("\n", self._at)
                self._step((end if end >= 0 else len(self._text)) - self._at)
            else:
                return

    # ------------------------------------------------------------ values

    def _value(self, path: Path) -> Any:
        self.lines[path] = self._line
        char = self._here()
        if char and char in "{[":
            if len(path) >= DEEPEST:
                self._fault(tr("quá nhiều ngoặc lồng nhau"))
                raise _TooManyFaultsError
            return self._object(path) if char == "{" else self._array(path)
        if char in _QUOTES and char:
            return self._string()
        found = _BARE.match(self._text, self._at)
        if found is None:
            self._fault(tr("thiếu giá trị"))
            return None
        return self._bare(found.group())

    def _bare(self, word: str) -> Any:
        self._step(len(word))
        if word in _WORDS:
            return _WORDS[word]
        if _NUMBER.fullmatch(word):
            return json.loads(word) if len(word) <= 40 else None  # nobody's setting is longer
        if word.lower() in _WORDS:
            self._fault(tr("viết {word} bằng chữ thường").format(word=word.lower()))
            return _WORDS[word.lower()]
        self._fault(tr("“{word}” phải nằm trong ngoặc kép").format(word=word))
        return word

    def _object(self, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for _ in self._items("}"):
            key = self._key()
            if key is None:
                continue
            self._skip()
            if self._here() == ":":
                self._step()
            else:
                self._fault(tr("thiếu dấu hai chấm sau “{name}”").format(name=key))
            self._skip()
            place = (*path, key)
            if key in found:
                said = tr("mục “{name}” đã có ở dòng {line}; chỉ giữ một")
                self._fault(said.format(name=key, line=self.lines[place]))
            found[key] = self._value(place)
        return found

    def _key(self) -> str | None:
        char = self._here()
        if char in _QUOTES:
            return self._string()
        bare = _BARE.match(self._text, self._at)
        if bare is None:
            self._fault(tr("thừa dấu “{sign}”").format(sign=char))
            self._step()
            return None
        self._step(len(bare.group()))
        self._fault(tr("tên mục “{word}” phải nằm trong ngoặc kép").format(word=bare.group()))
        return bare.group()

    def _array(self, path: Path) -> list[Any]:
        found: list[Any] = []
        for _ in self._items("]"):
            if self._here() in ":}":
                self._fault(tr("thừa dấu “{sign}”").format(sign=self._here()))
                self._step()
                continue
            found.append(self._value((*path, len(found))))
        return found

    def _items(self, close: str) -> Any:
        """Stop before every item between brackets, and see to what stands between them."""
        opened, last = self._line, self._line
        self._step()
        comma = True
        while True:
            self._skip()
            char = self._here()
            if not char:
                said = tr("dấu “{sign}” mở ở dòng {line} chưa đóng bằng “{close}”")
                sign = "{" if close == "}" else "["
                self._fault(said.format(sign=sign, line=opened, close=close))
                return
            if char == close:
                self._step()
                return
            if char == ",":
                if comma:
                    self._fault(tr("thừa dấu phẩy"))
                comma, last = True, self._line
                self._step()
                self._skip()
                if self._here() == close:
                    self._fault(tr("thừa dấu phẩy trước “{close}”").format(close=close), last)
                continue
            if not comma:
                self._fault(tr("thiếu dấu phẩy ở cuối"), last)
            comma = False
            yield
            last = self._line

    # ------------------------------------------------------------ strings

    def _string(self) -> str:
        opening = self._here()
        if opening != '"':
            self._fault(tr("dùng dấu ngoặc kép thẳng, không dùng “{sign}”").format(sign=opening))
        close = _QUOTES[opening]
        self._step()
        letters: list[str] = []
        while (char := self._here()) not in {close, "\n", ""}:
            if char == "\\":
                letters.append(self._escape())
            else:
                letters.append(char)
                self._step()
        if self._here() == close:
            self._step()
        else:
            self._fault(tr("thiếu dấu ngoặc kép đóng"))
            while letters and letters[-1] in ", ":
                self._at -= 1  # the comma that ends the line was meant as one
                letters.pop()
        return "".join(letters)

    def _escape(self) -> str:
        kind = self._text[self._at + 1 : self._at + 2]
        if kind == "u" and (code := _FOUR_HEX.match(self._text, self._at + 2)):
            self._step(6)
            return chr(int(code.group(), 16))
        if kind in _ESCAPES and kind:
            self._step(2)
            return _ESCAPES[kind]
        self._fault(tr("trong đường dẫn, viết dấu \\ thành / hoặc \\\\"))
        self._step()
        return "\\"
