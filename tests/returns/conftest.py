"""A station whose records left in a batch, on each engine, and lists of printed cards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest

from desktop.common.clock import FixedClock
from desktop.common.ids import new_id
from desktop.common.text import fold, name_sort_key
from desktop.intake.rules import receipt_number
from desktop.models import Application, ApplicationMove, AuditEvent, BatchRecord, Member, Station
from desktop.returns.counting import CardCountService
from desktop.returns.handing import CardHandOverService
from desktop.returns.papers import CardPapersService
from desktop.returns.taking import CardListService
from desktop.security.preferences import Preferences
from desktop.storage.unit_of_work import Store
from tests import engines, factories

PEOPLE = (
    ("Giàng A Páo", "014078012345", "Chi bộ bản Nà Sang", "official"),
    ("Lò Thị Pâng", "014150000123", "Chi bộ bản Nà Sang", "official"),
    ("K'Brêu", "068081000777", "Chi bộ bản Nà Sang", "official"),
    ("Nguyễn Thị Ngọc Ánh", "001194004567", "Chi bộ Trường học", "official"),
    ("Vừ A Dơ", "014201000888", "Chi bộ Trường học", "temporary_resident"),
)
NA_SANG, SCHOOL = "Chi bộ bản Nà Sang", "Chi bộ Trường học"


@dataclass
class Office:
    """A counter with the three services of returned cards."""

    store: Store
    clock: FixedClock
    folder: Path
    preferences: Preferences
    lists: CardListService
    counts: CardCountService
    hands: CardHandOverService
    papers: CardPapersService
    batch_id: UUID
    keys: tuple[UUID, ...] = ()

    def receipt(self, number: int) -> str:
        """Return the receipt number of a person, from 0."""
        return receipt_number("MT02", number + 1)

    def card(self, number: int) -> str:
        """Return the new card number of a person, from 0; it begins with zeros."""
        return f"00140000{number:04d}"

    def states(self) -> list[str]:
        """Return the states of all records, in the order of people."""
        with self.store.read() as session:
            found = {row.id: row.state for row in session.query(Application)}
        return [found[key] for key in self.keys]

    def tags(self) -> list[str]:
        """Return the acts in the audit trail."""
        with self.store.read() as session:
            return [row.tag for row in session.query(AuditEvent).order_by(AuditEvent.number)]

    def way(self, number: int) -> list[str]:
        """Return the states a person's record went to, oldest first."""
        with self.store.read() as session:
            rows = session.query(ApplicationMove).filter_by(application_id=self.keys[number])
            return [row.to_state for row in rows.order_by(ApplicationMove.version)]

    def csv(self, *lines: str, name: str = "in-the.csv", header: str = "") -> Path:
        """Write a list as text."""
        path = self.folder / name
        head = header or "STT;Số biên nhận;Họ và tên;Số thẻ mới;Kết quả in;Ghi chú"
        path.write_text("\n".join([head, *lines]), encoding="utf-8-sig")
        return path

    def printed(self, *numbers: int, name: str = "in-the.csv") -> Path:
        """Write a list that says of some people that their cards are printed."""
        lines = (f"{n + 1};{self.receipt(n)};;{self.card(n)};Đã in;" for n in numbers)
        return self.csv(*lines, name=name)

    def workbook(self, rows: list[list[object]], name: str = "in-the.xlsx") -> Path:
        """Write a list as a workbook, numbers as numbers."""
        path = self.folder / name
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
        return path

    def bring_home(self, *numbers: int) -> None:
        """Print, count and close, so that the cards of some people are here."""
        self.lists.take(self.printed(*numbers, name=f"ve-{numbers}.csv"), actor="thử")
        for number in numbers:
            self.counts.mark(self.keys[number], actor="thử")
        self.counts.close(actor="thử")


@pytest.fixture
def office(request: pytest.FixtureRequest, tmp_path: Path, engine_name: str) -> Iterator[Office]:
    """An office on each engine."""
    clock = factories.clock()
    with engines.station_store(request, tmp_path, clock) as store:
        yield _at_work(store, clock, tmp_path)


def _at_work(store: Store, clock: FixedClock, folder: Path) -> Office:
    preferences = Preferences(store, clock)
    made = Office(
        store,
        clock,
        folder,
        preferences,
        CardListService(store, clock),
        CardCountService(store, clock),
        CardHandOverService(store, clock, preferences),
        CardPapersService(store, clock, preferences),
        factories.add_batch(store),
    )
    made.keys = tuple(_add_record(made, number) for number in range(len(PEOPLE)))
    return made


def _add_record(office: Office, number: int) -> UUID:
    name, personal, cell, status = PEOPLE[number]
    now = factories.MORNING
    made = {"origin": "MT02", "version": 1, "created_at": now, "updated_at": now}
    receipt = office.receipt(number)
    fields = {"full_name": name, "personal_id": personal, "birth_date": "1978-03-12", "cell": cell}
    with office.store.write() as session:
        member = Member(
            id=new_id(),
            **made,
            full_name=name,
            name_folded=fold(name),
            name_sort=name_sort_key(name),
            personal_id=personal,
            birth_date="1978-03-12",
            card_number="14123417",
            cell=cell,
            status=status,
            problems=[],
            extra={},
        )
        session.add(member)
        session.flush()
        record = Application(
            id=new_id(),
            **made,
            member_id=member.id,
            station_id=session.query(Station).one().id,
            state="received",
            step="check",
            channel="counter",
            fields=fields,
            choices={},
            photo_report={},
            sign_exception={},
            step_times={},
            received_at=now,
            receipt_number=receipt,
            snapshot={"receipt_number": receipt, "fields": fields},
        )
        session.add(record)
        session.flush()
        session.add(
            BatchRecord(
                batch_id=office.batch_id,
                application_id=record.id,
                record_version=2,
                record_sha256="0" * 64,
            )
        )
        key = record.id
    factories.bring(office.store, key, "exported", batch_id=office.batch_id)
    return key
