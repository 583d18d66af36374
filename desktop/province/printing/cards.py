"""Lists of cards for the stations, in the form that they take in: no names, only numbers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from desktop.common.clock import Clock
from desktop.common.files import write_whole
from desktop.common.i18n import vi
from desktop.province.printing import store as queries
from desktop.province.printing.sheets import ListFormat, write_list
from desktop.province.printing.store import Sent
from desktop.province.printing.views import CardFile
from desktop.security import store as security
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Store


class CardFileService:
    """Writes for each station what is known of its cards; the newest list tells all of it."""

    def __init__(self, data: Store, clock: Clock) -> None:
        self._data = data
        self._clock = clock

    def write(
        self, folder: Path, *, actor: str, list_format: ListFormat = ListFormat.XLSX
    ) -> tuple[CardFile, ...]:
        """Write one list for each station that has records at the printing office or printed.

        Raises:
            InputFileError: the folder cannot be written.
            DiskFullError: there is no room.
        """
        with self._data.read() as session:
            # What failed and was sent back since is the station's own work again.
            found = [
                one for one in queries.sent(session) if one.is_wanted or one.state != queries.FAILED
            ]
        written = []
        for station, some in groupby(found, key=lambda one: one.station):
            rows = list(some)
            path = folder / f"the-{station}.{list_format.value}"
            write_whole(path, write_list(list_format, _titles(), _lines(rows)))
            printed = sum(one.state == queries.PRINTED for one in rows)
            written.append(CardFile(path, station, printed, len(rows) - printed))
        if written:
            with self._data.write() as session:
                security.record_shared(
                    session,
                    Tag.CARD_LISTS_WRITTEN,
                    at=self._clock.now(),
                    actor=actor,
                    detail={"files": len(written), "records": len(found)},
                )
        return tuple(written)


def _titles() -> tuple[str, ...]:
    return (
        vi("STT"),
        vi("Số biên nhận"),
        vi("Số thẻ mới"),
        vi("Kết quả in"),
        vi("Lần in"),
        vi("Ghi chú"),
    )


def _lines(rows: Sequence[Sent]) -> list[tuple[str, ...]]:
    """Return the rows; what failed or is spoiled goes to print again: its station waits for it.

    The run tells the card that was printed in the place of another from that other one, also where
    the office gave it the same number.
    """
    words = {
        queries.PRINTED: vi("Đã in"),
        queries.SENT: vi("Đang in"),
        queries.FAILED: vi("Chờ in lại"),
        queries.REPRINT: vi("Chờ in lại"),
    }
    return [
        (str(n), one.receipt_number, _card(one), words[one.state], _run(one), "")
        for n, one in enumerate(rows, start=1)
    ]


def _card(one: Sent) -> str:
    return one.card_number if one.state == queries.PRINTED else ""


def _run(one: Sent) -> str:
    return str(one.run) if one.state == queries.PRINTED else ""
