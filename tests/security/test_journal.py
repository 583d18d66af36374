"""The trail as people read it: found by day, person, kind and record, and taken along."""

import json
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import openpyxl
import pytest
from sqlalchemy import text

from desktop.common.clock import FixedClock
from desktop.common.ids import new_id
from desktop.common.work import CancelledError, Work
from desktop.models import AuditEvent, Member
from desktop.security import store as security
from desktop.security.journal import service as journal_service
from desktop.security.journal import telling
from desktop.security.journal.errors import TooManyEventsError
from desktop.security.journal.service import PAGE, JournalService
from desktop.security.journal.views import EventKind, JournalQuery
from desktop.security.tags import Tag
from desktop.security.trail.service import TrailService
from desktop.storage import guards
from tests import factories
from tests.engines import only_embedded

START = datetime(2025, 8, 18, 1, 0, tzinfo=UTC)
HUONG, TOI = "Lò Thị Hương", "Đinh Văn Tới"
MANY = 3 * PAGE + 40


@pytest.fixture
def store(either_store):
    """A station of either engine whose trail has not begun."""
    with either_store.write() as session:
        guards.remove_from_trail(session.connection())
        session.connection().execute(text("DELETE FROM audit_events"))
        guards.install(session.connection())
    return either_store


def add(store, *events, step=timedelta(minutes=10), start=START):
    """Append events: act, who, about what, detail."""
    with store.write() as session:
        for number, (tag, actor, target, detail) in enumerate(events):
            security.record(
                session, tag, at=start + number * step, actor=actor, target=target, detail=detail
            )


def fill(store, count=MANY):
    acts = [Tag.FIELD_EDITED, Tag.RECEIPT_PRINTED, Tag.OPERATOR_LOGGED_IN]
    add(store, *((acts[n % 3], [HUONG, TOI][n % 2], "", {}) for n in range(count)))


def journal(store, **more):
    return JournalService(store, FixedClock(START), **more)


def numbers(page):
    return [entry.number for entry in page.entries]


def sheet(file):
    """Return the rows of a workbook; the file is closed again."""
    book = openpyxl.load_workbook(file, read_only=True)
    try:
        return list(book.active.iter_rows(values_only=True))
    finally:
        book.close()


# ---------------------------------------------------------------- pages


def test_pages_go_back_and_forth_and_lose_nothing(store):
    fill(store)
    book = journal(store)
    seen, before = [], None
    while True:
        page = book.page(JournalQuery(), before=before)
        seen += numbers(page)
        assert page.has_newer == (before is not None)
        before = seen[-1]
        if not page.has_older:
            break
    assert seen == list(range(MANY, 0, -1))
    back = book.page(JournalQuery(), after=40)
    assert numbers(back) == list(range(240, 40, -1))
    assert back.has_newer
    assert back.has_older
    top = book.page(JournalQuery(), after=MANY - 5)
    assert numbers(top) == list(range(MANY, MANY - 5, -1))
    assert not top.has_newer
    frame = book.frame()
    assert frame.newest == MANY
    assert [one.name for one in frame.actors] == [HUONG, TOI]


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        (JournalQuery(actors=frozenset({TOI})), lambda e: e.actor == TOI),
        (JournalQuery(kind=EventKind.PAPER), lambda e: e.tag == "receipt:printed"),
        (
            JournalQuery(kind=EventKind.RECORD, actors=frozenset({HUONG})),
            lambda e: e.tag == "field:edited" and e.actor == HUONG,
        ),
        (JournalQuery(kind=EventKind.SHIFT), lambda _: False),
        (JournalQuery(actors=frozenset({"Không Ai"})), lambda _: False),
    ],
)
def test_filters_give_what_fits_page_by_page(store, query, fits):
    fill(store)
    book = journal(store)
    everything, before = [], None
    while not everything or everything[-1].has_older:
        everything.append(book.page(JournalQuery(), before=before))
        before = everything[-1].entries[-1].number
    wanted = [e.number for page in everything for e in page.entries if fits(e)]
    found, before = [], None
    while True:
        page = book.page(query, before=before)
        found += numbers(page)
        if not page.has_older:
            break
        before = found[-1]
    assert found == wanted
    if len(wanted) > PAGE:  # and the other way
        page = book.page(query, after=wanted[-1])
        assert numbers(page) == wanted[-1 - PAGE : -1]


def test_days_are_those_of_the_counter_also_when_the_clock_jumped(store):
    # 23:59 and 00:01 in Vietnam lie on one day in UTC; one event was written under a wrong clock.
    times = [
        datetime(2025, 8, 20, 16, 59, tzinfo=UTC),
        datetime(2025, 8, 20, 17, 1, tzinfo=UTC),
        datetime(2025, 8, 25, 1, 0, tzinfo=UTC),
        datetime(2025, 8, 21, 2, 0, tzinfo=UTC),
        datetime(2025, 8, 21, 17, 0, tzinfo=UTC),
    ]
    for moment in times:
        add(store, (Tag.FIELD_EDITED, HUONG, "", {}), start=moment)
    book = journal(store)
    day = date(2025, 8, 21)
    assert numbers(book.page(JournalQuery(first=day, last=day))) == [4, 2]
    assert numbers(
        book.page(JournalQuery(first=day, last=day, actors=frozenset({HUONG})), before=4)
    ) == [2]
    assert numbers(book.page(JournalQuery(first=day))) == [5, 4, 3, 2]
    assert numbers(book.page(JournalQuery(last=date(2025, 8, 20)))) == [1]
    assert numbers(book.page(JournalQuery(first=date(2026, 1, 1)))) == []


def test_a_record_tells_its_whole_way_and_roles_decide_about_names(store, tmp_path):
    clock = factories.clock()
    from desktop.intake.service import IntakeService
    from desktop.roster.keeping.imports import RosterImports
    from desktop.roster.service import RosterService

    roster = RosterService(store, clock)
    imports = RosterImports(
        store, clock, in_use=lambda *_: frozenset(), on_change=roster.forget_index
    )
    imports.import_list(factories.list_file(tmp_path), actor=HUONG)
    intake = IntakeService(store, clock, roster)
    with store.read() as session:
        people = session.query(Member.id, Member.full_name)
        first, second = sorted(people, key=lambda one: one.full_name)[:2]
    draft = intake.open(first.id, actor=HUONG)
    security_target = str(first.id)
    intake.open(second.id, actor=HUONG)
    with store.write() as session:
        security.record(
            session, Tag.NUMBER_REVEALED, at=clock.now(), actor=TOI, target=security_target
        )
    book = JournalService(store, clock)
    for about in (str(draft.application_id), str(first.id)):
        page = book.page(JournalQuery(about=about))
        assert [(e.tag, e.person) for e in page.entries] == [
            ("number:revealed", first.full_name),
            ("application:opened", first.full_name),
        ]
        assert all(e.is_record for e in page.entries)
    only = book.page(
        JournalQuery(about=str(first.id), actors=frozenset({TOI}), kind=EventKind.REVEALED)
    )
    assert [e.tag for e in only.entries] == ["number:revealed"]
    assert telling.sentence(only.entries[0]) == f"{TOI} đã xem số đầy đủ của {first.full_name}."
    blind = JournalService(store, clock, lambda: False).page(JournalQuery(about=str(first.id)))
    assert [e.person for e in blind.entries] == ["", ""]
    assert telling.sentence(blind.entries[0]) == f"{TOI} đã xem số đầy đủ."


@only_embedded("a server holds columns to their types")
def test_events_that_somebody_meddled_with_are_shown_and_stop_nothing(store):
    add(store, *((Tag.FIELD_EDITED, HUONG, "", {"fields": ["sex"]}) for _ in range(4)))
    with store.write() as session:
        connection = session.connection()
        guards.remove_from_trail(connection)
        top = session.query(AuditEvent.number).order_by(AuditEvent.number.desc()).first().number
        for number, change in (
            (top, "detail = 'no json'"),
            (top - 1, "at = 'yesterday'"),
            (top - 2, "tag = 'nobody:knows'"),
            (top - 3, "detail = '[1]', actor = ''"),
        ):
            connection.execute(text(f"UPDATE audit_events SET {change} WHERE number = {number}"))
        guards.install(connection)
    page = JournalService(store, FixedClock(START)).page(JournalQuery())
    told = [telling.sentence(one) for one in page.entries[:4]]
    assert told[0] == f"{HUONG} đã sửa hồ sơ: …."
    assert page.entries[1].at is None
    assert "nobody:knows" in told[2]
    assert told[3].startswith("Chương trình đã sửa hồ sơ")
    assert not TrailService(store).verify().ok


def test_events_that_say_what_no_program_wrote_are_shown(store):
    add(store, *((Tag.FIELD_EDITED, HUONG, "", {"fields": ["sex"]}) for _ in range(3)))
    with store.write() as session:
        connection = session.connection()
        guards.remove_from_trail(connection)
        for number, change in (
            (3, "detail = '\"a word\"'"),
            (2, "tag = 'nobody:knows'"),
            (1, "detail = '[1]', actor = ''"),
        ):
            connection.execute(text(f"UPDATE audit_events SET {change} WHERE number = {number}"))
        guards.install(connection)
    page = JournalService(store, FixedClock(START)).page(JournalQuery())
    told = [telling.sentence(one) for one in page.entries]
    assert told[0] == f"{HUONG} đã sửa hồ sơ: …."
    assert "nobody:knows" in told[1]
    assert told[2].startswith("Chương trình đã sửa hồ sơ")
    assert not TrailService(store).verify().ok


# ---------------------------------------------------------------- as a file


def test_an_export_holds_what_was_asked_for_and_is_an_event_itself(store, tmp_path):
    fill(store, PAGE + 7)
    add(
        store,
        (Tag.CLOCK_OVERRIDDEN, "=HYPERLINK(1)", "", {"reason": "=1+1"}),
        start=START + timedelta(days=30),
    )
    book, target = journal(store), tmp_path / "nhat-ky.xlsx"
    assert book.export(target, JournalQuery(), actor=HUONG) == PAGE + 8
    rows = sheet(target)
    assert rows[0][:5] == ("Số", "Ngày", "Giờ", "Người làm", "Việc")
    assert [row[0] for row in rows[1:]] == [str(n) for n in range(1, PAGE + 9)]
    assert rows[1][1:3] == ("18/08/2025", "08:00:00")
    assert rows[-1][3] == "'=HYPERLINK(1)"
    assert not any(str(cell).startswith("=") for row in rows for cell in row)
    page = book.page(JournalQuery(kind=EventKind.MACHINE))
    newest = page.entries[0]
    assert (newest.tag, newest.actor) == ("trail:exported", HUONG)
    assert newest.detail == {"events": PAGE + 8}
    assert TrailService(store).verify().ok
    # narrowed, it says by what, and names nobody
    day = date(2025, 8, 18)
    count = book.export(
        target, JournalQuery(first=day, last=day, actors=frozenset({TOI})), actor=HUONG
    )
    newest = book.page(JournalQuery()).entries[0]
    assert newest.detail == {"events": count, "first": "2025-08-18", "last": "2025-08-18"}
    assert TOI not in json.dumps(newest.detail, ensure_ascii=False)


def test_an_export_that_is_stopped_or_too_long_leaves_no_file_and_no_event(
    store, tmp_path, monkeypatch
):
    fill(store, PAGE + 7)
    book, target = journal(store), tmp_path / "nhat-ky.xlsx"
    before = book.frame().newest
    work = Work()
    work.cancel()
    with pytest.raises(CancelledError):
        book.export(target, JournalQuery(), actor=HUONG, work=work)
    monkeypatch.setattr(journal_service, "MOST", 10)
    with pytest.raises(TooManyEventsError) as caught:
        book.export(target, JournalQuery(), actor=HUONG)
    assert caught.value.code == "QTN-395"
    assert not target.exists()
    assert book.frame().newest == before


@only_embedded("a plan in the words of the engine; a server chooses by how long the trail is")
def test_the_indexes_carry_every_way_of_looking(store):
    """No way of looking walks through the whole trail: a million events stay comfortable."""
    statements = []
    engine = store.engine
    from sqlalchemy import event as sa_event

    def note(conn, cursor, statement, parameters, context, many):
        statements.append((statement, parameters))

    fill(store, 5)
    book = journal(store)
    sa_event.listen(engine, "before_cursor_execute", note)
    day = date(2025, 8, 18)
    for query in (
        JournalQuery(),
        JournalQuery(first=day, last=day),
        JournalQuery(actors=frozenset({TOI})),
        JournalQuery(kind=EventKind.RECORD),
        JournalQuery(kind=EventKind.RECORD, actors=frozenset({TOI}), first=day),
        JournalQuery(about=str(new_id())),
        JournalQuery(about=str(UUID(int=1)), kind=EventKind.RECORD, actors=frozenset({HUONG})),
    ):
        book.page(query)
        book.page(query, before=4)
        book.page(query, after=1)
    book.frame()
    sa_event.remove(engine, "before_cursor_execute", note)
    asked = [one for one in statements if "audit_events" in one[0] and "SELECT" in one[0]]
    assert len(asked) > 20
    with engine.connect() as connection:
        for statement, parameters in asked:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            steps = [row[3] for row in plan]
            # The whole table is walked nowhere, and nothing is sorted in memory; the newest
            # page follows the key itself.
            assert not [
                step for step in steps if step == "SCAN audit_events" and "LIMIT" not in statement
            ], (statement, steps)
