"""ZIP archives in one spelling: entries stored, in order, nothing between, before or after.

Both archives of a batch are written and read here. Because every byte of an archive follows from
names, sizes, checksums and contents, a reader that walks it from the front notices any other byte:
hidden entries, overlapping ones, comments, trailing data and flipped bits in places that
ordinary readers skip. Nothing is ever inflated, so there are no bombs. The result is plain ZIP
(APPNOTE 6.3.9, with ZIP64 where needed) for every other tool.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

CHUNK = 1 << 20
_LIMIT = 0xFFFFFFFF
_MANY = 0xFFFF
_DATE = 0x0021  # 1 January 1980, the earliest ZIP knows: times stand in the envelope
_UNIX_FILE = (0o100644 & 0xFFFF) << 16
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
_EXTRA64 = struct.Struct("<2H2Q")


class ArchiveError(ValueError):
    """The archive is not in the one spelling; the text is for logs."""


class Sink(Protocol):
    """Where an archive is written."""

    def write(self, data: bytes, /) -> object:
        """Take all the bytes."""
        ...


class Source(Protocol):
    """Where an archive is read from; it need not be seekable."""

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes, none at the end."""
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in an archive; `is_large` means its local header is a ZIP64 one."""

    name: str
    size: int
    crc: int
    offset: int
    is_large: bool = False


def local_header(entry: Entry) -> bytes:
    """Return the bytes before the content of an entry."""
    name = entry.name.encode("ascii")
    size = _LIMIT if entry.is_large else entry.size
    extra = _EXTRA64.pack(1, 16, entry.size, entry.size) if entry.is_large else b""
    needed = 45 if entry.is_large else 20
    head = _LOCAL.pack(
        b"PK\x03\x04", needed, 0, 0, 0, _DATE, entry.crc, size, size, len(name), len(extra)
    )
    return head + name + extra


def _central_header(entry: Entry) -> bytes:
    name = entry.name.encode("ascii")
    big_size, big_offset = entry.size >= _LIMIT, entry.offset >= _LIMIT
    values = [entry.size] * 2 * big_size + [entry.offset] * big_offset
    extra = struct.pack(f"<2H{len(values)}Q", 1, 8 * len(values), *values) if values else b""
    size = _LIMIT if big_size else entry.size
    needed = 45 if entry.is_large or values else 20
    head = _CENTRAL.pack(
        b"PK\x01\x02",
        3 << 8 | needed,
        needed,
        0,
        0,
        0,
        _DATE,
        entry.crc,
        size,
        size,
        len(name),
        len(extra),
        0,
        0,
        0,
        _UNIX_FILE,
        _LIMIT if big_offset else entry.offset,
    )
    return head + name + extra


def closing(entries: list[Entry], start: int) -> Iterator[bytes]:
    """Yield everything after the last content; `start` is where it begins in the archive."""
    size = 0
    for entry in entries:
        header = _central_header(entry)
        size += len(header)
        yield header
    count = len(entries)
    if count >= _MANY or start >= _LIMIT or size >= _LIMIT:
        yield _END64.pack(b"PK\x06\x06", 44, 3 << 8 | 45, 45, 0, 0, count, count, size, start)
        yield _LOCATOR.pack(b"PK\x06\x07", 0, start + size, 1)
    few = min(count, _MANY)
    yield _END.pack(b"PK\x05\x06", 0, 0, few, few, min(size, _LIMIT), min(start, _LIMIT), 0)


class ArchiveWriter:
    """Writes an archive front to back; only `large_header` needs to be put in place later."""

    def __init__(self, stream: Sink) -> None:
        self._stream = stream
        self._entries: list[Entry] = []
        self._at = 0

    def add(self, name: str, data: bytes, crc: int | None = None) -> None:
        """Write one file whose content (and perhaps its CRC-32) is at hand."""
        entry = Entry(name, len(data), zlib.crc32(data) if crc is None else crc, self._at)
        header = local_header(entry)
        self._stream.write(header)
        self._stream.write(data)
        self._entries.append(entry)
        self._at += len(header) + len(data)

    def reserve_large(self, name: str) -> None:
        """Leave room for the header of a file that the caller now streams in."""
        size = len(local_header(Entry(name, 0, 0, self._at, is_large=True)))
        self._stream.write(bytes(size))

    def large_header(self, name: str, size: int, crc: int) -> bytes:
        """Count a streamed file in and return the header to put into the reserved room."""
        entry = Entry(name, size, crc, self._at, is_large=True)
        header = local_header(entry)
        self._entries.append(entry)
        self._at += len(header) + size
        return header

    def finish(self) -> None:
        """Write the directory; the stream stays open."""
        for part in closing(self._entries, self._at):
            self._stream.write(part)


class ArchiveReader:
    """Walks an archive of this spelling from the front, entry by entry, without seeking."""

    def __init__(self, stream: Source) -> None:
        self._stream = stream
        self._entries: list[Entry] = []
        self._at = 0
        self._current: Entry | None = None
        self._ahead = b""

    def next(self, *, is_large: bool = False) -> Entry | None:
        """Return the next entry, or None when the directory begins.

        The content of the one before must have been read.

        Raises:
            ArchiveError: what stands there is not an entry of this spelling.
        """
        if self._current is not None:
            raise ArchiveError("the content before was not read")
        self._ahead = self._exactly(4)
        if self._ahead != b"PK\x03\x04":
            return None
        head = self._ahead + self._exactly(_LOCAL.size - 4)
        crc, size, _, name_length, extra_length = _LOCAL.unpack(head)[6:]
        name = self._exactly(name_length)
        extra = self._exactly(extra_length)
        if is_large:
            if len(extra) != _EXTRA64.size:
                raise ArchiveError("a large entry without its ZIP64 sizes")
            size = _EXTRA64.unpack(extra)[2]
        if not name.isascii():
            raise ArchiveError("a name that is not ASCII")
        entry = Entry(name.decode("ascii"), size, crc, self._at, is_large)
        if local_header(entry) != head + name + extra:
            raise ArchiveError(f"the header at {self._at} is spelled otherwise")
        self._at += len(head) + len(name) + len(extra)
        self._current = entry
        return entry

    def chunks(self) -> Iterator[bytes]:
        """Yield the content of the current entry and check it against its checksum.

        Raises:
            ArchiveError: it is cut or does not fit its checksum.
        """
        entry = self._current
        if entry is None:
            raise ArchiveError("no entry to read")
        left, crc = entry.size, 0
        while left:
            data = self._stream.read(min(left, CHUNK))
            if not data:
                raise ArchiveError(f"{entry.name} is cut")
            crc = zlib.crc32(data, crc)
            left -= len(data)
            yield data
        if crc != entry.crc:
            raise ArchiveError(f"{entry.name} does not fit its checksum")
        self._at += entry.size
        self._entries.append(entry)
        self._current = None

    def content(self, limit: int) -> bytes:
        """Return the whole content of the current entry.

        Raises:
            ArchiveError: it is larger than `limit`, cut, or does not fit its checksum.
        """
        if self._current is not None and self._current.size > limit:
            raise ArchiveError(f"{self._current.name} is larger than {limit}")
        return b"".join(self.chunks())

    def finish(self) -> None:
        """Check the directory and that nothing follows it; call after `next` returned None.

        Raises:
            ArchiveError: the directory does not fit the entries, or something follows.
        """
        ahead = self._ahead
        for part in closing(self._entries, self._at):
            wanted = part[len(ahead) :]
            if ahead + self._exactly(len(wanted)) != part:
                raise ArchiveError("the directory does not fit the entries")
            ahead = b""
        if self._stream.read(1):
            raise ArchiveError("something follows the archive")

    def _exactly(self, size: int) -> bytes:
        parts = []
        while size:
            data = self._stream.read(size)
            if not data:
                raise ArchiveError("the archive is cut")
            parts.append(data)
            size -= len(data)
        return b"".join(parts)
