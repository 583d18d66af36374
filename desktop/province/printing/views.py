"""What printing shows to its callers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.returns.views import AsideRow


@dataclass(frozen=True)
class WrittenTransfer:
    """A transfer that lies at its target, read back.

    Attributes:
        number: running number of the transfers of this province.
        reprints: records of it whose card is printed once more.
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
    reprints: int
    sealed: bool
    list_sha256: str
    sha256: str
    again: bool


@dataclass(frozen=True)
class TransferRow:
    """A transfer that was made, and what became of its records.

    Attributes:
        sent: records that the printing office has said nothing of.
        failed: records it could not print; they go into a later transfer.
    """

    number: int
    made_at: datetime
    made_by: str
    records: int
    photos: int
    sent: int
    printed: int
    failed: int


@dataclass(frozen=True)
class PrintOverview:
    """How far printing is.

    Attributes:
        ready: records that the next transfer may have.
        failed: how often the printing office could not print.
        key: its public key, to which lists are sealed; empty while none is known.
        columns: heads of the columns of the next list; none when what was kept is damaged.
        has_own_columns: whether somebody chose other columns than the usual ones.
        transfers: newest first.
    """

    ready: int
    sent: int
    printed: int
    failed: int
    key: str
    columns: tuple[str, ...]
    has_own_columns: bool
    transfers: tuple[TransferRow, ...]


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
