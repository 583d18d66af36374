from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from desktop.common.vocabulary import FieldKey, MemberStatus
from desktop.models import Member, MemberVersion, SetAsideRow
from desktop.roster.keeping.imports import RosterImports
from desktop.roster.keeping.people import RosterPeople
from desktop.roster.keeping.views import ImportChoices
from desktop.roster.service import RosterService
from tests.roster.keeping.small_list import BREU, HEADER, PANG, PAO, ROWS

CHUC = "4,Vàng Thị Chúc,05/05/1990,Nữ,014190012399,Bản Mẫu,03/02/2015,12.345420,\n"
NAMELESS = "5,,1980,Nam,014080012345,Bản Mẫu,03/02/2007,12.345499,\n"


@pytest.fixture
def taken(postgres_store, clock, tmp_path):
    """Take rows in on the server, and give what was stored."""
    roster = RosterService(postgres_store, clock)
    imports = RosterImports(postgres_store, clock, on_change=roster.forget_index)

    def take(rows, **options):
        path = tmp_path / "danh sách.csv"
        path.write_text(HEADER + rows, encoding="utf-8")
        clock.advance(timedelta(minutes=1))
        return imports.import_list(path, actor="t", **options)

    return take, imports, roster, RosterPeople(postgres_store, clock)


def counted(store, table):
    with store.read() as session:
        return session.scalars(select(func.count()).select_from(table)).one()


def test_the_server_takes_lists_in_and_back_like_the_counter(taken, postgres_store):
    take, imports, roster, people = taken
    assert take(ROWS).new == 3
    pao = roster.find_by_personal_id("014078012345").member_id
    breu = roster.find_by_personal_id("068086012346").member_id
    assert take(ROWS).unchanged == 3
    moved = PAO.replace("Bản Nà Sang", "Bản Mẫu")
    second = take(
        moved + PANG + CHUC + NAMELESS, choices=ImportChoices(gone={breu: MemberStatus.MOVED})
    )
    assert (second.new, second.changed, second.unchanged, second.gone) == (1, 1, 1, 1)
    assert counted(postgres_store, MemberVersion) == 2
    assert counted(postgres_store, SetAsideRow) == 1
    assert roster.get(pao).fields[FieldKey.CELL] == "Bản Mẫu"
    assert roster.get(breu).status is MemberStatus.MOVED
    assert [one.cause.value for one in people.history(pao)] == ["import"]
    report = imports.undo_import(second.import_id, actor="t")
    assert (report.restored, report.retired) == (2, 1)
    assert roster.get(pao).fields[FieldKey.CELL] == "Bản Nà Sang"
    assert roster.get(breu).status is MemberStatus.OFFICIAL
    assert counted(postgres_store, Member) == 4
    assert take(BREU + moved + PANG + CHUC).new == 1
    (change,) = people.edit_person(pao, {"cell": "Bản Tà Xen"}, reason="đã gọi", actor="t")
    assert (change.old, change.new) == ("Bản Mẫu", "Bản Tà Xen")
    assert "người" not in people.dossier(pao).person.reason
