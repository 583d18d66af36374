"""The page of one person in the real window, and what stands on it."""

from __future__ import annotations

from contextlib import contextmanager
from io import BytesIO

from pypdf import PdfReader
from PySide6.QtCore import Qt
from sqlalchemy import select

from desktop.common.vocabulary import SourceKind
from desktop.models import AuditEvent
from desktop.ui.context import PageName
from tests.roster.register.people import with_changes, write_list
from tests.ui.shell.office import HUONG, open_office

PAO = "giang a pao"


@contextmanager
def person_page(tmp_path, name=PAO, before=None):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        if before is not None:
            before(office)
        office.show(PageName.ROSTER)
        office.show(PageName.PERSON, member_id=office.member(name))
        yield office, office.page


def with_sources(tmp_path):
    """Return what takes two other lists in: one differs in the name, one in the card number."""

    def before(office):
        sources = office.services.sources
        home = {"Nơi thường trú": "Bản Nà Sang, xã Mường Thử", "Quê quán": ""}
        population = with_changes({"Giàng A Pao": {"Họ và tên": "Giàng A Páo", **home}})
        file = write_list(tmp_path / "dan-cu.csv", population)
        sources.take_source(file, SourceKind.POPULATION, actor=HUONG, as_of="2025-08")
        files = with_changes({"Giàng A Pao": {"Số thẻ đảng": "14123418", **home}})
        file = write_list(tmp_path / "ho-so.csv", files)
        sources.take_source(file, SourceKind.MEMBER_FILE, actor=HUONG)

    return before


def events(office, tag):
    with office.services.store.read() as session:
        found = session.scalars(select(AuditEvent).where(AuditEvent.tag == tag.value))
        return [event.target for event in found]


def line(page, field):
    return next(one for one in page.facts.table.rows if one.field == field)


def cell(page, field, column):
    shown = page.facts.table.columns[column].cell(line(page, field))
    return shown if isinstance(shown, str) else shown.text


def edit(office, page, field, value, reason):
    page.facts.select(field)
    office.press(Qt.Key.Key_F2)
    office.idle()
    editor = page.facts.editor
    editor.value.field.selectAll()
    editor.value.field.insert(value)  # QTest types no letters with marks
    editor.reason.field.setFocus()
    editor.reason.field.insert(reason)
    office.press(Qt.Key.Key_Return)
    office.idle()


def paper(tmp_path):
    (file,) = (tmp_path / "papers").glob("*phieu*")
    pages = PdfReader(BytesIO(file.read_bytes())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
