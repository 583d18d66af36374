"""Which pages of a store changed, read from the write-ahead log beside it.

SQLCipher encrypts the pages in the log, not the headers around them, so page numbers can be read
without the key (file format: https://www.sqlite.org/fileformat2.html#the_write_ahead_log). A frame
belongs to the log's present generation only when it carries the generation's two salts; frames
after the last commit are of a transaction that is being written or was rolled back.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

PAGE_SIZE = 4096
"""What SQLCipher 4 uses by itself; the reading of a log refuses another."""
_HEADER = struct.Struct(">8I")
_FRAME = struct.Struct(">4I")
FRAME_HEADER = 24
_MAGIC = {0x377F0682, 0x377F0683}


@dataclass(frozen=True, slots=True)
class LogMark:
    """A generation of the log, named by its salts: the first grows by one, the second is random.

    The sequence number in the header is no help: every connection counts its own.
    """

    salt: int
    second_salt: int

    def is_followed_by(self, later: LogMark) -> bool:
        """Whether `later` is the very next generation, so that nothing was written between."""
        return later.salt == (self.salt + 1) & 0xFFFFFFFF


def log_of(store_file: Path) -> Path:
    """Return where the log of a store lies."""
    return store_file.with_name(store_file.name + "-wal")


class LogReader:
    """Knows the frames of one generation; reading on takes only what was added since.

    Args:
        path: the log; it may be missing or empty.

    Attributes:
        mark: the generation; None when there is no log.
        pages: the page that each frame holds, in order.
        committed: frames up to and with the last commit.
        size: pages of the whole store after that commit; 0 when nothing was committed.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.mark: LogMark | None = None
        self.pages: list[int] = []
        self.committed = 0
        self.size = 0

    def read_on(self) -> None:
        """Read what was added; a new generation begins anew.

        Raises:
            OSError: the log cannot be read.
        """
        try:
            stream = self._path.open("rb")
        except FileNotFoundError:
            self._begin(None)
            return
        with stream:
            mark = _mark(stream.read(_HEADER.size))
            if mark is None or mark != self.mark:
                self._begin(mark)
            if mark is None:
                return
            salts = (mark.salt, mark.second_salt)
            # What follows the last commit may have been written over since.
            del self.pages[self.committed :]
            while True:
                stream.seek(frame_offset(len(self.pages)))
                head = stream.read(_FRAME.size)
                if len(head) < _FRAME.size:
                    return
                page, size, *found = _FRAME.unpack(head)
                if tuple(found) != salts:
                    return
                self.pages.append(page)
                if size:
                    self.committed, self.size = len(self.pages), size

    def newest(self) -> dict[int, int]:
        """Return for each page the last committed frame (from 0) that holds it."""
        return {page: frame for frame, page in enumerate(self.pages[: self.committed])}

    def _begin(self, mark: LogMark | None) -> None:
        self.mark, self.pages, self.committed, self.size = mark, [], 0, 0


def frame_offset(frame: int) -> int:
    """Return where a frame's header lies in the log; its page follows after `FRAME_HEADER`."""
    return _HEADER.size + frame * (FRAME_HEADER + PAGE_SIZE)


def _mark(head: bytes) -> LogMark | None:
    if len(head) < _HEADER.size:
        return None
    magic, _version, page_size, _sequence, salt, second_salt, *_sums = _HEADER.unpack(head)
    if magic not in _MAGIC or page_size != PAGE_SIZE:
        return None
    return LogMark(salt, second_salt)
