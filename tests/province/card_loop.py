"""A province, a station and the cards between them: printed, counted, handed over, told of."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop.batch.card_report.files import CardNews, ReportHead, write_report
from desktop.batch.card_report.service import CardReportService
from desktop.common.ids import new_id
from desktop.common.vocabulary import CardState, HandOverWay
from desktop.models import CardReport, PrintRecord, ReportedCard, Station
from desktop.province.printing.columns import Column, Columns
from desktop.province.printing.sheets import ListFormat
from desktop.province.views import CardCounts
from desktop.returns.service import ReturnedCards
from desktop.returns.views import HandOver
from desktop.security.preferences import Preferences
from desktop.security.station_identity import StationIdentity
from tests import factories
from tests.province.conftest import CLERK, PEOPLE

DESK = "cán bộ tỉnh"
COLUMNS = Columns((Column("Số biên nhận", "receipt_number"), Column("In lại", "reprint")))


class Cards:
    """A loop with one station whose records are accepted, and its cards."""

    def __init__(self, loop: Any, people: int = 3) -> None:
        self.loop, self.desk, self.stick = loop, loop.desk, loop.stick
        self.station = loop.make_station()
        self.keys = [self.station.receive(name) for name in PEOPLE[:people]]
        self.station.export()
        self.desk.receiving.receive([self.stick], actor=DESK)
        for written in self.desk.answering.answer(self.stick, actor=DESK):
            self.station.answers.apply(written.path, actor=CLERK)
        store, clock = self.station.store, factories.clock()
        self.cards = ReturnedCards.of(store, clock, Preferences(store, clock))
        self.reports = CardReportService(store, clock)

    def transfer(self, name: str) -> dict[str, bytes] | None:
        """Make the next transfer and return what is inside."""
        made = self.desk.printing.transfers.transfer(
            self.stick / name, actor=DESK, clear=True, columns=COLUMNS, list_format=ListFormat.CSV
        )
        if made is None:
            return None
        self.made = made
        with zipfile.ZipFile(made.path) as archive:
            return {entry: archive.read(entry) for entry in archive.namelist()}

    def print_all(self, numbers: dict[str, str], name: str) -> None:
        """Let the printing office print cards: receipt number -> card number."""
        path = self.stick / name
        lines = [f"{receipt};{number};Đã in" for receipt, number in numbers.items()]
        path.write_text("\n".join(["Số biên nhận;Số thẻ mới;Kết quả", *lines]), encoding="utf-8")
        assert self.desk.printing.results.take(path, actor=DESK).printed == len(numbers)

    def bring(self, name: str) -> Any:
        """Carry the list of the province to the station and take it in."""
        (written,) = self.desk.printing.cards.write(self.stick / name, actor=DESK)
        return self.cards.lists.take(written.path, actor=CLERK)

    def first_run(self) -> None:
        """Print the first card of everybody, and bring the list to the station."""
        inside = self.transfer("in-1")
        assert inside is not None
        rows = list(csv.reader(inside["danh-sach.csv"].decode("utf-8-sig").splitlines()))[1:]
        self.order = [row[0] for row in rows]
        self.numbers = [f"00140000000{n}" for n in range(1, len(rows) + 1)]
        self.print_all(dict(zip(self.order, self.numbers, strict=True)), "kq-1.csv")
        assert self.bring("the-1").printed == len(rows)

    def key(self, place: int) -> UUID:
        """Return the record of the n-th card of the list."""
        return self.cards.counts.find(self.order[place]).application_id

    def mark(self, place: int, state: CardState = CardState.COUNTED, reason: str = "") -> None:
        self.cards.counts.mark(self.key(place), state, actor=CLERK, reason=reason)

    def close(self) -> None:
        self.cards.counts.close(actor=CLERK)

    def hand(self, *places: int) -> None:
        keys = [self.key(place) for place in places]
        how = HandOver(HandOverWay.PAPER, old_card_collected=True)
        self.cards.hand_overs.hand_over(keys, how, actor=CLERK)

    def report(self, name: str = "") -> Path:
        folder = self.stick / name if name else self.stick
        folder.mkdir(exist_ok=True)
        return self.reports.write(folder, actor=CLERK).path

    def take(self, path: Path) -> Any:
        """Let the province take a file in; the report it took, or the reason why not."""
        found = self.desk.receiving.receive([path], actor=DESK)
        return found.cards[0] if found.cards else found.refused[0].reason

    def counts(self) -> CardCounts:
        return self.desk.overview.status().stations[0].cards

    def snapshot(self) -> tuple[Any, ...]:
        """Return all that a report could change at the province."""
        with self.desk.data.read() as session:
            cards = session.query(ReportedCard).order_by(ReportedCard.id).all()
            prints = session.query(PrintRecord).order_by(PrintRecord.id).all()
            return (
                [(row.record_id, row.run, row.state, row.reason) for row in cards],
                [(row.id, row.state, row.card_number) for row in prints],
                session.query(CardReport).count(),
            )

    def forged(self, news: list[CardNews], number: int = 50, **other: Any) -> bytes:
        """Return a report that this station signs, whatever it says."""
        with self.station.store.read() as session:
            row = session.query(Station).one()
            identity = StationIdentity(row.certificate_pem, row.private_key_pem)
            head = {
                "commune_code": row.commune_code,
                "station": row.code,
                "practice": row.is_practice,
                **other,
            }
        keys = [one.public for one in self.desk.keys.keys().opening]
        made = ReportHead(
            report_id=new_id(),
            number=number,
            made_at=factories.MORNING.replace(microsecond=0),
            **head,
        )
        return write_report(identity, made, news, keys)
