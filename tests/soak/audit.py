"""What must be true of an office after its day, whatever broke; each look returns what is wrong."""

from __future__ import annotations

import hashlib
from collections import Counter as Tally
from collections import defaultdict
from typing import Any

from sqlalchemy import select

from desktop.common.check_digits import verify
from desktop.common.vocabulary import FieldKey, PaperKind
from desktop.models import (
    Application,
    ApplicationMove,
    AuditEvent,
    Counter,
    Member,
    Paper,
    PrintJob,
    Station,
)
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session
from tests.soak.office import Soaked
from tests.soak.plan import people, pictures


def faults_of(soaked: Soaked) -> list[str]:
    """Return everything that is not as it must be; empty when all is well."""
    found = list(soaked.crashes)
    with soaked.services.store.read() as session:
        rows = {row.id: row for row in session.scalars(select(Application))}
        found += _people(session, soaked, list(rows.values()))
        found += _receipts(session, list(rows.values()))
        found += _trail(session, soaked, len(rows))
        found += _acknowledged(soaked, {str(key): row for key, row in rows.items()})
    return found + _totals(soaked, {str(key) for key in rows})


def _people(session: Session, soaked: Soaked, rows: list[Application]) -> list[str]:
    """Nobody twice, nobody missing, everybody received by exactly one move."""
    found = []
    listed = set(session.scalars(select(Member.id)))
    served = Tally(row.member_id for row in rows)
    if len(listed) != soaked.plan.applicants:
        found.append(f"{len(listed)} people on the list")
    found += [f"{key} has {count} records" for key, count in served.items() if count > 1]
    found += [f"{key} has no record" for key in listed - set(served)]
    found += [f"{row.id} is {row.state}" for row in rows if row.state != "received"]
    moved = Tally(
        session.scalars(
            select(ApplicationMove.application_id).where(ApplicationMove.to_state == "received")
        )
    )
    found += [f"{row.id} was received {moved[row.id]} times" for row in rows if moved[row.id] != 1]
    return found


def _receipts(session: Session, rows: list[Application]) -> list[str]:
    """No number twice, none left out, and for each one paper with one print order."""
    found = []
    numbers = Tally(row.receipt_number or "" for row in rows)
    found += [f"number {one} stands {count} times" for one, count in numbers.items() if count > 1]
    found += [f"number {one} is none" for one in numbers if not verify(one.replace("-", ""))]
    by_station = defaultdict(set)
    for one in numbers:
        station, running, *_ = one.split("-")
        by_station[station].add(int(running))
    last = dict(
        session.execute(
            select(Station.code, Counter.last)
            .join(Counter, Counter.station_id == Station.id)
            .where(Counter.series == "receipt")
        ).all()
    )
    for station, used in by_station.items():
        if used != set(range(1, len(used) + 1)) or last[station] != len(used):
            found.append(f"{station} left numbers out: {len(used)} used, last {last[station]}")
    receipts = select(Paper).where(Paper.kind == PaperKind.RECEIPT.value)
    papers = {paper.application_id: paper for paper in session.scalars(receipts)}
    jobs = Tally(session.scalars(select(PrintJob.paper_id)))
    for row in rows:
        paper = papers.get(row.id)
        if paper is None or paper.number != row.receipt_number or jobs[paper.id] != 1:
            found.append(f"{row.receipt_number} has no paper of its own, or not one print order")
    return found


def _trail(session: Session, soaked: Soaked, records: int) -> list[str]:
    """The chain is whole, and has what was done as often as it was done."""
    found = []
    proof = soaked.services.trail.verify()
    if proof.broken is not None:
        found.append(f"the trail is broken: {proof.broken}")
    tags = Tally(session.scalars(select(AuditEvent.tag)))
    return found + [
        f"{tags[tag.value]} events of {tag.value}, {records} records"
        for tag in (Tag.APPLICATION_OPENED, Tag.APPLICATION_RECEIVED)
        if tags[tag.value] != records
    ]


def _acknowledged(soaked: Soaked, rows: dict[str, Application]) -> list[str]:
    """Whatever a clerk was told is done is in the store, exactly as it was told."""
    found = []
    everybody = {one.number: one for one in people(soaked.plan)}
    plain, signature = pictures()
    signed = hashlib.sha256(signature).hexdigest()
    for line in soaked.acknowledged:
        did = line["did"]
        if did not in {"opened", "saved", "photo", "signed", "received"}:
            continue
        row, who = rows.get(line["application"]), everybody[line["who"]]
        if row is None:
            found.append(f"lost: {line}")
            continue
        frozen: dict[str, Any] = (row.snapshot or {}).get("fields", {})
        kept, told = {
            "opened": (row.fields.get(FieldKey.PERSONAL_ID.value), who.personal_id),
            "saved": (frozen.get(FieldKey.PHONE.value), who.phone),
            "photo": (row.photo_digest, hashlib.sha256(who.photo(plain)).hexdigest()),
            "signed": (row.signature_digest, signed),
            "received": (row.receipt_number, line.get("receipt")),
        }[did]
        if kept != told:
            found.append(f"not as it was told: {line}, kept {kept}")
    return found


def _totals(soaked: Soaked, records: set[str]) -> list[str]:
    """Progress, the shift and the list come to the same."""
    services, wanted = soaked.services, soaked.plan.applicants
    report, shift = services.progress.report(), services.shifts.desk.state()
    assert shift is not None
    counted = {
        "progress": report.total.received,
        "cells": sum(cell.totals.received for cell in report.cells),
        "shift": shift.figures.received,
        "operators": sum(one.received for one in shift.figures.operators),
    }
    found = [
        f"{name} has {count} of {wanted}" for name, count in counted.items() if count != wanted
    ]
    again = services.shifts.desk.recounted(shift.shift.number)
    if {str(one) for one in again} != records:
        found.append("the shift has other records than the store")
    return found
