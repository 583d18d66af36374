"""What printing shows to its callers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop.returns.views import AsideRow


@dataclass(frozen=True)
class WrittenTransfer:
    """A transfer that lies at its target, read back.

    Attributes:
        number: running number of the transfers of this province.
        path: the package; `minutes` is the paper beside it.
        sealed: whether only the printing office can open it.
        list_sha256: of the list inside, the same whenever it is written.
        sha256: of the package, another one with each sealing.
        again: it was made before.
    """

    number: int
    path: Path
    minutes: Path
    records: int
    photos: int
    sealed: bool
    list_sha256: str
    sha256: str
    again: bool


@dataclass(frozen=True)
class ResultReport:
    """What a result of the printing office brings, or brought.

    Attributes:
        already_taken: this very file was taken in before; nothing changed.
        printed: records whose card is printed now.
        failed: records that go into the next transfer.
        unchanged: rows that say what is known already.
        aside: rows that fit no record, with the reason.
    """

    file_name: str
    sha256: str
    already_taken: bool
    printed: int
    failed: int
    unchanged: int
    aside: tuple[AsideRow, ...]


@dataclass(frozen=True)
class CardFile:
    """A list of cards for one station."""

    path: Path
    station: str
    printed: int
    waiting: int
