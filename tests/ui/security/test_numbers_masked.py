"""Nobody who passes by reads a whole number of a person: every page is opened and read."""

from __future__ import annotations

import re

import openpyxl
from PySide6.QtCore import Qt

from desktop.common.vocabulary import FieldKey, MemberStatus
from desktop.models import Application, AuditEvent, Member
from desktop.security.journal.views import JournalQuery
from desktop.ui.context import PageName
from desktop.ui.shell.routes import ROUTES
from tests import factories
from tests.ui.batch.loop_desk import open_loop, sent_back
from tests.ui.province.desk_window import open_province_window
from tests.ui.roster.crosscheck import counter
from tests.ui.security.visible_numbers import numbers_of, readable, whole_numbers
from tests.ui.shell.office import HUONG

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ELSEWHERE = {
    PageName.LOGIN,
    PageName.HELP,
    PageName.SETTINGS,
    PageName.DOCTOR,
    PageName.MORNING,
    PageName.BACKUP,
    PageName.CAMERA,
    PageName.CLOCK,
    PageName.OWN_PIN,
    PageName.HOLIDAYS,
    PageName.SHIFT_PLAN,
    PageName.PROVINCE_KEYS,
}
"""Pages without anybody's numbers: there is no person on them."""

AT_WORK = {
    PageName.CARD,
    PageName.NOT_LISTED,
    PageName.COMPARE,
    PageName.PHOTO,
    PageName.SIGN,
    PageName.PAPERS,
    PageName.CHECK,
    PageName.DONE,
}
"""Steps of one open file, with the person in front of the desk; a test of its own reads them."""

LISTS = {
    PageName.FIND,
    PageName.ALREADY_DONE,
    PageName.TODAY,
    PageName.DRAFTS,
    PageName.ROSTER,
    PageName.PERSON,
    PageName.IMPORT,
    PageName.REGISTER,
    PageName.DUPLICATES,
    PageName.ORGANISATION,
    PageName.BATCHES,
    PageName.BATCH,
    PageName.SENT_BACK,
    PageName.REVIEW,
    PageName.PHOTO_FEEDBACK,
    PageName.CARDS,
    PageName.CALLS,
    PageName.SHIFT,
    PageName.TRAIL,
}


def phones(store):
    """Give everybody a phone number of their own."""
    with store.write() as session:
        for place, member in enumerate(session.query(Member).order_by(Member.full_name)):
            member.phone = f"09000002{place:02d}"


def check(office, numbers, *wanted):
    """Read the open page; the words it must hold show that it was filled."""
    office.idle()
    seen = readable(office.window)
    for word in wanted:
        assert word in seen, (office.here, word)
    assert whole_numbers(office.window, numbers) == [], office.here


def test_the_pages_named_here_are_there():
    assert set(ROUTES) >= LISTS | AT_WORK | ELSEWHERE
    assert not LISTS & AT_WORK


def test_pages_of_the_list(tmp_path):
    with counter(tmp_path, doubled=True) as office:
        services = office.services
        phones(services.store)
        services.roster.add_outside(
            {
                FieldKey.FULL_NAME: "Sùng Thị Mỷ",
                FieldKey.BIRTH_DATE: "1990",
                FieldKey.PERSONAL_ID: "014190000321",
                FieldKey.PHONE: "0900000399",
            },
            status=MemberStatus.OUTSIDE_LIST,
            actor=HUONG,
        )
        numbers = numbers_of(services.store)
        assert len(numbers) > 12
        find = office.show(PageName.FIND)
        for typed in ("giang a pao", "2345"):
            find.box.input.setText(typed)
            office.idle()
            check(office, numbers, "Giàng A Pao", "••••")
        office.show(PageName.ROSTER)
        check(office, numbers, "Giàng A Pao", "••••")
        office.show(PageName.PERSON, member_id=office.member())
        check(office, numbers, "Giàng A Pao", "•••")
        office.show(PageName.REGISTER)
        for face in (1, 2, 3):
            office.press(Qt.Key(Qt.Key.Key_0 + face), ALT)
            check(office, numbers, "K'Brêu" if face == 2 else "")
        office.show(PageName.DUPLICATES)
        services.duplicates.find(actor=HUONG)
        office.show(PageName.DUPLICATES)
        check(office, numbers, "Giàng A P")
        page = office.show(PageName.IMPORT)
        page.open_file(tmp_path / "ds.csv")
        office.idle()
        check(office, numbers)
        office.show(PageName.TRAIL)
        check(office, numbers, "Sùng Thị Mỷ")


def test_pages_of_the_counter_and_of_the_way_back(tmp_path):
    with open_loop(tmp_path) as loop:
        office, services = loop.office, loop.office.services
        phones(services.store)
        office.draft("vu a do")
        keys = loop.send("pao", "pang", "anh")
        (answer,) = loop.answer(sent_back(keys[0], "photo", "photo", "Nền sẫm."))
        services.answers.apply(answer, actor=HUONG)
        done = office.receive("brêu")
        numbers = numbers_of(services.store) | numbers_of(loop.desk.data)
        assert len(numbers) > 12
        office.show(PageName.TODAY)
        check(office, numbers, "K'Brêu")
        office.show(PageName.DRAFTS)
        check(office, numbers, "Vừ A Dơ")
        office.show(PageName.ALREADY_DONE, member_id=None, application_id=done.application_id)
        check(office, numbers, "K'Brêu")
        office.show(PageName.BATCHES)
        check(office, numbers)
        office.show(PageName.BATCH, batch_id=services.batch.list_batches()[0].id)
        check(office, numbers)
        office.show(PageName.SENT_BACK)
        check(office, numbers, "Giàng A Pao")
        office.show(PageName.PHOTO_FEEDBACK)
        check(office, numbers)
        office.show(PageName.CALLS)
        check(office, numbers, "Giàng A Pao")
        office.show(PageName.REVIEW)
        check(office, numbers, "K'Brêu")
        office.show(PageName.SHIFT)
        check(office, numbers, "Vừ A Dơ")
        office.show(PageName.TRAIL)
        check(office, numbers, "K'Brêu")
        for page in sorted(set(ROUTES) - LISTS - AT_WORK - ELSEWHERE):  # newer than this test
            office.show(page)
            check(office, numbers)
        # printed cards: taken in, counted, handed out
        lines = [f"{row};0014000{place:05d};Đã in" for place, row in enumerate(receipts(services))]
        cards = tmp_path / "the.csv"
        cards.write_text("\n".join(["Số biên nhận;Số thẻ mới;Kết quả in", *lines]), "utf-8-sig")
        page = office.show(PageName.CARDS)
        page.lists.use(cards)
        numbers |= {f"0014000{place:05d}" for place in range(len(lines))}
        check(office, numbers, "Đã in")
        services.cards.lists.take(cards, actor=HUONG)
        for face in (1, 2, 3):
            office.press(Qt.Key(Qt.Key.Key_0 + face), ALT)
            check(office, numbers)
        waiting = services.cards.counts.waiting()
        assert waiting
        for card in waiting:
            services.cards.counts.mark(card.application_id, actor=HUONG)
        services.cards.counts.close(actor=HUONG)
        office.show(PageName.CARDS)
        for face in (2, 3):
            office.press(Qt.Key(Qt.Key.Key_0 + face), ALT)
            check(office, numbers)


def receipts(services):
    """Return the receipt numbers of what the province accepted."""
    with services.store.read() as session:
        rows = session.query(Application).filter_by(state="acknowledged")
        return [row.receipt_number for row in rows]


def test_pages_of_the_province(tmp_path):
    with open_province_window(tmp_path) as window:
        window.wait_for("DeskPage")
        station = window.make_station()
        for name in ("giang a pao", "lo thi pang"):
            station.receive(name)
        station.export()
        window.desk.receiving.receive([window.stick], actor="tỉnh")
        numbers = numbers_of(window.desk.data)
        assert numbers
        for page in (
            PageName.PROVINCE,
            PageName.PROVINCE_REVIEW,
            PageName.PROVINCE_RECORDS,
            PageName.PROVINCE_PRINT,
            PageName.PROVINCE_STATIONS,
            PageName.PROVINCE_OWN_KEYS,
            PageName.PROVINCE_TRAIL,
        ):
            window.session.navigation.show(page)
            window.idle()
            if page is PageName.PROVINCE_RECORDS:
                assert "Giàng A Pao" in readable(window.window)
            assert whole_numbers(window.window, numbers) == [], page


def test_steps_of_an_open_file_show_whole_numbers_to_nobody_who_did_not_ask(tmp_path):
    with counter(tmp_path, sources=False) as office:
        phones(office.services.store)
        numbers = numbers_of(office.services.store)
        draft = office.draft()
        for page in (PageName.COMPARE, PageName.PHOTO, PageName.SIGN, PageName.PAPERS):
            office.show(page, application_id=draft)
            check(office, numbers, "Giàng A Pao")
        office.services.intake.accept_photo(draft, factories.jpeg(), report={}, actor=HUONG)
        office.services.intake.accept_signature(draft, factories.signature_png(), actor=HUONG)
        office.show(PageName.CHECK, application_id=draft)
        check(office, numbers, "Giàng A Pao")
        assert revealed(office) == []
        done = office.receive("pang")
        office.show(PageName.DONE, received=done)
        check(office, numbers, done.receipt_number)
        office.show(PageName.CARD)
        check(office, numbers)
        office.show(PageName.NOT_LISTED, text="Nguyễn Văn Không", card=None)
        check(office, numbers, "Nguyễn Văn Không")
        assert revealed(office) == []


def test_the_trail_as_a_workbook_has_no_numbers(tmp_path):
    """Which files have them, and why, is told in docs/audit.md."""
    with counter(tmp_path, sources=False) as office:
        phones(office.services.store)
        numbers = numbers_of(office.services.store)
        office.receive("pang")
        target = tmp_path / "nhat-ky.xlsx"
        office.services.journal.export(target, JournalQuery(), actor=HUONG)
        book = openpyxl.load_workbook(target, read_only=True)
        rows = list(book.active.iter_rows(values_only=True))
        book.close()
        cells = "\n".join(str(cell) for row in rows for cell in row)
        assert "đã nhận hồ sơ" in cells
        plain = re.sub(r"[\s.\-–\u00a0]", "", cells)
        assert [number for number in numbers if number in plain] == []


def revealed(office):
    with office.services.store.read() as session:
        rows = session.query(AuditEvent).filter_by(tag="number:revealed")
        return [(row.actor, row.target) for row in rows]


def test_one_key_reveals_and_is_one_event(tmp_path):
    with counter(tmp_path) as office:
        member = office.member()
        numbers = {office.services.roster.get(member).fields[FieldKey.PERSONAL_ID]}
        office.show(PageName.PERSON, member_id=member)
        check(office, numbers)
        assert revealed(office) == []
        office.press(Qt.Key.Key_F5)
        office.idle()
        assert revealed(office) == [(HUONG, str(member))]
        assert whole_numbers(office.window, numbers)
