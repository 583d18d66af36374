"""Use cases of the report: take the list of units in, count, and write the papers."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from desktop.common.channels import UnitKind
from desktop.common.clock import VIETNAM, Clock, local
from desktop.common.errors import InputFileError
from desktop.common.files import write_whole
from desktop.common.i18n import tr
from desktop.province.cards.store import counts as card_counts
from desktop.province.chain import store as chain
from desktop.province.overview import store as overview
from desktop.province.registry.keys import KeysService
from desktop.province.reporting import store as queries
from desktop.province.reporting.counting import Figures, by_channel, grouped
from desktop.province.reporting.paper import as_data, write_paper
from desktop.province.reporting.settings import DeskSettingsService
from desktop.province.reporting.store import Counted
from desktop.province.reporting.unit_list import UnitLine, read_unit_list
from desktop.province.reporting.views import Report, UnitRow, UnitsReport
from desktop.province.reporting.workbook import write_workbook
from desktop.security import store as security
from desktop.security.tags import Tag
from desktop.storage.sharing import one_at_a_time
from desktop.storage.unit_of_work import Session, Store


class ReportService:
    """The roll-up of the province.

    Args:
        data: where what arrived is kept.
        keys: the province's own keys; they know its name.
        clock: where the time comes from.
        practice: whether everything here is invented.
    """

    def __init__(self, data: Store, keys: KeysService, clock: Clock, *, practice: bool) -> None:
        self._data = data
        self._keys = keys
        self._clock = clock
        self._practice = practice
        self.settings = DeskSettingsService(data, clock)

    # ------------------------------------------------------------ units

    def units(self) -> tuple[UnitRow, ...]:
        """Return the units that the province entered."""
        with self._data.read() as session:
            return tuple(_known(session).values())

    def take_units(self, path: Path, *, actor: str, dry_run: bool = False) -> UnitsReport:
        """Take a list of units in, whole or not at all; what it does not tell stays as it is.

        Raises:
            UnitListError: it is no list of units.
            ListFileError: the file cannot be read.
        """
        lines = read_unit_list(path)
        if dry_run:
            with self._data.read() as session:
                known = _known(session)
            rows = [_row(line, known.get(line.code)) for line in lines]
            return _units_report(path, rows, known, dry_run=True)
        now = self._clock.now()
        with self._data.write() as session:
            one_at_a_time(session, "report_units")
            known = _known(session)
            rows = [_row(line, known.get(line.code)) for line in lines]
            found = _units_report(path, rows, known, dry_run=False)
            for row in rows:
                if known.get(row.code) != row:
                    queries.put_unit(session, row, at=now, actor=actor)
            if found.changed:
                detail = {"changed": found.changed}
                security.record_shared(
                    session, Tag.REPORT_UNITS_SET, at=now, actor=actor, detail=detail
                )
        return found

    # ------------------------------------------------------------ figures

    def report(self) -> Report:
        """Count everything as it stands now."""
        now, keys, settings = self._clock.now(), self._keys.keys(), self.settings.read()
        today = local(now).date()
        first = today - timedelta(days=settings.pace_days - 1)
        with self._data.read() as session:
            known = _known(session)
            stations = overview.stations(session)
            counts: dict[UUID, list[Counted]] = defaultdict(list)
            for one in queries.counts(session, since=_as_written(first)):
                counts[one.station_id].append(one)
            figures = Figures(
                counts=counts,
                heads=chain.heads(session),
                arrivals=overview.last_arrivals(session),
                apart=overview.quarantine_counts(session),
                cards=card_counts(session),
                settings=settings,
                today=today,
                days=_days(queries.first_taken(session), today, settings.pace_days),
            )
            reasons = tuple(overview.reasons(session))
        units = [figures.unit(unit, some) for unit, some in grouped(stations, known)]
        return Report(
            made_at=now,
            province=keys.code,
            name=keys.name,
            practice=self._practice,
            settings=settings,
            units=tuple(units),
            total=figures.total(units),
            without_eligible=sum(
                one.kind is UnitKind.COMMUNE and one.eligible is None for one in units
            ),
            channels=by_channel(stations, counts),
            reasons=reasons,
        )

    def write(self, report: Report, path: Path) -> None:
        """Write a report; the ending of the name says how: .pdf, .xlsx or .json.

        Raises:
            InputFileError: another ending, or the folder cannot be written.
            DiskFullError: there is no room; a report that was there stays whole.
        """
        make = _FORMATS.get(path.suffix.lower())
        if make is None:
            raise InputFileError(
                tr("Không ghi báo cáo dạng “{suffix}”.").format(suffix=path.suffix),
                tr("Đặt tên tệp kết thúc bằng .pdf, .xlsx hoặc .json."),
                code="QTN-286",
            )
        write_whole(path, make(report))

    def write_all(self, folder: Path) -> tuple[Path, ...]:
        """Count once and write the report in every form; return where the files lie.

        Raises:
            InputFileError: the folder cannot be written.
            DiskFullError: there is no room.
        """
        report = self.report()
        name = f"bao-cao-{report.province}-{local(report.made_at):%Y%m%d-%H%M}"
        paths = tuple(folder / f"{name}{suffix}" for suffix in _FORMATS)
        for path in paths:
            self.write(report, path)
        return paths


def _json(report: Report) -> bytes:
    text = json.dumps(as_data(report), ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


_FORMATS: Final[dict[str, Callable[[Report], bytes]]] = {
    ".pdf": write_paper,
    ".xlsx": write_workbook,
    ".json": _json,
}


def _as_written(day: date) -> str:
    """Return the begin of a day here as records write moments: ISO in UTC, so texts compare."""
    return datetime(day.year, day.month, day.day, tzinfo=VIETNAM).astimezone(UTC).isoformat()


def _days(began: str, today: date, most: int) -> int:
    """Return what recent records are divided by: fewer days when the work began later."""
    try:
        first = local(datetime.fromisoformat(began)).date()
    except ValueError:
        return most
    return min(most, max(1, (today - first).days + 1))


def _known(session: Session) -> dict[str, UnitRow]:
    return {
        row.code: UnitRow(row.code, row.name, UnitKind(row.kind), row.eligible)
        for row in queries.units(session)
    }


def _row(line: UnitLine, known: UnitRow | None) -> UnitRow:
    """Return a unit as it will be; what the line does not tell stays."""
    before = known or UnitRow(line.code, "", UnitKind.COMMUNE, None)
    eligible = before.eligible if line.eligible is None else line.eligible
    return UnitRow(line.code, line.name or before.name, line.kind or before.kind, eligible)


def _units_report(
    path: Path, rows: list[UnitRow], known: dict[str, UnitRow], *, dry_run: bool
) -> UnitsReport:
    changed = sum(known.get(row.code) != row for row in rows)
    return UnitsReport(path.name, tuple(rows), changed, len(rows) - changed, dry_run)
