"""What the printing office says of its cards: looked at first, then taken whole or not at all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from desktop.common.clock import Clock
from desktop.common.handed_files import first_bytes
from desktop.common.i18n import mark, tr
from desktop.common.ids import new_id
from desktop.common.text import clean
from desktop.common.vocabulary import ApplicationState
from desktop.models import PrintResult as ResultFile
from desktop.province.printing import store as queries
from desktop.province.printing.store import Sent
from desktop.province.printing.views import ResultReport
from desktop.returns import rules
from desktop.returns.errors import NoCardColumnsError
from desktop.returns.reading import card_rows, read_card_list
from desktop.returns.views import Aside, AsideRow, PrintResult, Row
from desktop.security import store as security
from desktop.security.tags import Tag
from desktop.storage.sharing import one_at_a_time
from desktop.storage.unit_of_work import Session, Store

_LARGEST: Final = 64 << 20
_LONGEST_REASON = 500
_STATES: Final = {
    queries.SENT: ApplicationState.SENT_TO_PRINT,
    queries.PRINTED: ApplicationState.PRINTED,
    queries.FAILED: ApplicationState.REJECTED,
    # Nobody has it to print yet: what an office says of it is about the card that is spoiled.
    queries.REPRINT: ApplicationState.PRINTED,
}
_BECAME: Final = {PrintResult.PRINTED: queries.PRINTED, PrintResult.FAILED: queries.FAILED}
_WORDS: Final[dict[Aside, str]] = {
    Aside.UNKNOWN: mark("Tỉnh chưa chuyển in hồ sơ mang số đó."),
    Aside.SENT_BACK: mark("Đã ghi là in không được; hồ sơ chờ danh sách chuyển in sau."),
}


@dataclass(frozen=True)
class _Judged:
    changes: tuple[tuple[Row, rules.Change], ...]
    aside: tuple[AsideRow, ...]

    def count(self, result: PrintResult) -> int:
        return sum(change.result is result for _row, change in self.changes)

    @property
    def unchanged(self) -> int:
        """Rows that settle nothing; "being printed" is known already."""
        return len(self.changes) - self.count(PrintResult.PRINTED) - self.count(PrintResult.FAILED)


class ResultService:
    """Results of the printing office."""

    def __init__(self, data: Store, clock: Clock) -> None:
        self._data = data
        self._clock = clock

    def preview(self, path: Path) -> ResultReport:
        """Return what a result would bring; nothing is written.

        Raises:
            NoCardColumnsError: it is no list of cards.
            ListFileError: the file cannot be read.
        """
        sha256, rows = read_result(path)
        with self._data.read() as session:
            is_known = queries.result_with(session, sha256) is not None
            judged = _judged(session, rows)
        return _report(path, sha256, judged, is_known=is_known)

    def take(self, path: Path, *, actor: str) -> ResultReport:
        """Take a result in, whole or not at all; the same file again changes nothing.

        Failed records go into the next transfer.

        Raises:
            NoCardColumnsError: it is no list of cards.
            ListFileError: the file cannot be read.
            StoreError: the store cannot be written; nothing was written.
        """
        sha256, rows = read_result(path)
        with self._data.write() as session:
            one_at_a_time(session, "print")
            judged = _judged(session, rows)
            is_known = queries.result_with(session, sha256) is not None
            found = _report(path, sha256, judged, is_known=is_known)
            if not is_known:
                self._apply(session, judged, found, actor)
        return found

    def _apply(self, session: Session, judged: _Judged, found: ResultReport, actor: str) -> None:
        now, result_id = self._clock.now(), new_id()
        counts = {
            "printed": found.printed,
            "failed": found.failed,
            "unchanged": found.unchanged,
            "aside": len(found.aside),
        }
        row = ResultFile(
            id=result_id,
            file_name=found.file_name,
            sha256=found.sha256,
            counts=counts,
            aside=[
                {"row": one.number, "code": one.code.value, "cells": list(one.cells)}
                for one in found.aside
            ],
            taken_at=now,
            taken_by=actor,
        )
        queries.add_result(session, row)
        settled = [
            {
                "of": change.record.id,
                "became": _BECAME[change.result],
                "number": line.card_number if change.result is PrintResult.PRINTED else "",
                "why": clean(line.note)[:_LONGEST_REASON]
                if change.result is PrintResult.FAILED
                else "",
            }
            for line, change in judged.changes
            if change.result in _BECAME
        ]
        queries.settle(session, settled, result_id=result_id, at=now)
        security.record_shared(
            session,
            Tag.PRINT_RESULT_TAKEN,
            at=now,
            actor=actor,
            target=str(result_id),
            detail={"sha256": found.sha256, **counts},
        )


def read_result(path: Path) -> tuple[str, tuple[Row, ...]]:
    """Read a result: a workbook or text as stations read card lists, or JSON of the same columns.

    Raises:
        NoCardColumnsError: it is no list of cards.
        ListFileError: the file cannot be read.
        InputFileError: the file cannot be read.
    """
    if path.suffix.lower() != ".json":
        return read_card_list(path)
    data = first_bytes(path, _LARGEST)  # what is cut is no JSON any more
    try:
        found = json.loads(data.decode("utf-8-sig"))
        records = found["records"] if isinstance(found, dict) else found
        lines = [{str(key): _text(value) for key, value in one.items()} for one in records]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise NoCardColumnsError(path.name) from error
    titles = list(dict.fromkeys(key for line in lines for key in line))
    head = ["receipt" if title == "id" else title.replace("_", " ") for title in titles]
    table = [head, *([line.get(title, "") for title in titles] for line in lines)]
    return hashlib.sha256(data).hexdigest(), card_rows(table, table, path.name)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (dict, list, float)):
        raise TypeError("a value that is neither text nor a whole number")
    return clean(str(value))


def _judged(session: Session, rows: Sequence[Row]) -> _Judged:
    sent = queries.sent(session)
    receipts = {str(one.record_id): one.receipt_number for one in sent}
    newest = {(one.station, one.record_id): one.id for one in sent}
    numbers = {
        number: newest[station, key] for number, station, key in queries.card_numbers(session)
    }
    book = rules.Book.of(map(_record, sent), numbers)
    changes: list[tuple[Row, rules.Change]] = []
    aside: list[AsideRow] = []
    for row in rows:
        key = receipts.get(row.receipt_number.lower(), row.receipt_number)
        outcome = rules.judge(replace(row, receipt_number=key), book)
        if isinstance(outcome, Aside):
            words = tr(_WORDS[outcome]) if outcome in _WORDS else rules.aside_text(outcome)
            aside.append(AsideRow(row.number, tuple(row.cells), outcome, words))
        else:
            changes.append((row, outcome))
    return _Judged(tuple(changes), tuple(aside))


def _record(one: Sent) -> rules.Record:
    return rules.Record(
        id=one.id,
        state=_STATES[one.state],
        version=1,
        receipt_number=one.receipt_number,
        personal_id=one.personal_id,
        full_name=one.full_name,
        card_number=one.card_number,
    )


def _report(path: Path, sha256: str, judged: _Judged, *, is_known: bool) -> ResultReport:
    return ResultReport(
        file_name=path.name,
        sha256=sha256,
        already_taken=is_known,
        printed=0 if is_known else judged.count(PrintResult.PRINTED),
        failed=0 if is_known else judged.count(PrintResult.FAILED),
        unchanged=len(judged.changes) if is_known else judged.unchanged,
        aside=judged.aside,
    )
