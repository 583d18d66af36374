"""Services at the same visit on both engines: noted once, taken back, counted as of any day."""

import json
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest

from desktop.common.clock import today
from desktop.common.flags import VisitService
from desktop.common.ids import new_id
from desktop.intake.errors import WrongStateError
from desktop.intake.same_visit.service import SameVisitService
from desktop.models import AuditEvent
from tests.progress.conftest import CLERK

CARD, E_ID = VisitService.ID_CARD, VisitService.E_ID


def numbers(found):
    return [found[kind] for kind in VisitService]


def test_services_are_noted_and_counted_as_of_a_day(office):
    services = SameVisitService(office.store, office.clock)
    first = today(office.clock)
    key = office.take("giang a pao")
    assert services.of(key) == frozenset()
    services.note(key, CARD, actor=CLERK)
    services.note(key, CARD, actor=CLERK)  # twice is once
    assert services.note(key, E_ID, actor=CLERK) == {CARD, E_ID}
    office.later(days=1)
    assert services.undo(key, E_ID, actor=CLERK) == {CARD}
    services.undo(key, E_ID, actor=CLERK)  # not there any more
    other = office.take("lo thi pang")
    services.note(other, CARD, actor=CLERK)
    assert numbers(services.counts(first)) == [1, 1, 0, 0]
    assert numbers(services.counts()) == [2, 0, 0, 0]
    assert services.counts(today(office.clock) + timedelta(days=9)) == services.counts()
    assert numbers(services.counts(first - timedelta(days=1))) == [0, 0, 0, 0]
    with pytest.raises(WrongStateError):
        services.note(new_id(), CARD, actor=CLERK)
    with office.store.read() as session:
        rows = session.query(AuditEvent).filter(AuditEvent.tag.like("other_service:%"))
        found = [(row.tag, row.target) for row in rows.order_by(AuditEvent.number)]
    assert found == [
        ("other_service:noted", str(key)),
        ("other_service:noted", str(key)),
        ("other_service:undone", str(key)),
        ("other_service:noted", str(other)),
    ]


def test_the_evening_report_carries_them(office, tmp_path):
    services = SameVisitService(office.store, office.clock)
    key = office.take("giang a pao")
    services.note(key, VisitService.RESIDENCE, actor=CLERK)
    report = office.progress.report()
    office.papers.write(report, tmp_path / "r.xlsx", actor=CLERK)
    book = openpyxl.load_workbook(BytesIO((tmp_path / "r.xlsx").read_bytes()))
    sheet = book["Việc làm thêm cùng lúc"]
    rows = {row[0].value: row[1].value for row in sheet.iter_rows() if len(row) > 1}
    assert {name: rows[name] for name in ("Cấp căn cước", "Xác nhận cư trú", "Việc khác")} == {
        "Cấp căn cước": 0,
        "Xác nhận cư trú": 1,
        "Việc khác": 0,
    }
    office.papers.write(report, tmp_path / "r.json", actor=CLERK)
    data = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert data["other_services"] == {"id_card": 0, "e_id": 0, "residence": 1, "other": 0}
