"""A support bundle holds nothing about anybody: looked for by name, folded name and number."""

import itertools
import json
import logging
import re
import sqlite3
import zipfile

import pytest

from desktop.common.text import fold, only_digits
from desktop.demo.people import invent_commune
from desktop.demo.roster_file import write_csv
from desktop.diagnostics.views import CheckRow, Verdict
from desktop.documents.printers import FolderPrinter
from desktop.security.keystore import MemoryKeyring
from desktop.ui.shell.crash import CrashLog
from desktop.ui.shell.launch import NewStation
from desktop.wiring import Adapters, create_station, open_diagnostics, open_services
from tests import factories

HOME = "/" + "home"
CLERK = "Quàng Thị Hiên"
COMMUNE = invent_commune(640, 40)


class NamedPrinter(FolderPrinter):
    """A printer that an office named after somebody."""

    @property
    def name(self):
        return f"Máy in {CLERK} HP LaserJet P1102"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A used station: list, record, draft, logs, a crash; and the bundle of it."""
    base = tmp_path_factory.mktemp("support")
    folder = base / f"du lieu {CLERK}"
    outside = Adapters(
        keystore=MemoryKeyring(),
        clock=factories.clock(),
        camera=lambda: None,
        printer=lambda _: NamedPrinter(base / "papers"),
        printers=lambda: [f"Máy in {CLERK}", "Canon LBP2900", f"in {COMMUNE.people[3].full_name}"],
    )
    station = NewStation("06982", "Mường Thử", "TN01", base / "ma.txt", CLERK, "246810")
    create_station(folder, station, outside)
    listed = base / f"danh sach {COMMUNE.people[0].full_name}.csv"
    write_csv(listed, COMMUNE, encoding="utf-8-sig")
    services = open_services(folder, None, outside)
    services.imports.import_list(listed, actor=CLERK)
    for person in COMMUNE.people[:2]:
        found = services.roster.find_by_personal_id(person.personal_id)
        services.intake.open(found.member_id, actor=CLERK)
    services.keeper.choose_folder(base / f"the nho {CLERK}", actor=CLERK)
    leave_logs(folder, listed)
    target = base / "goi.zip"
    rows = services.diagnostics.run()
    services.diagnostics.bundle(target, rows, actor=CLERK)
    services.close()
    return target, folder, outside


def leave_logs(folder, listed):
    """Fill the logs as troubles do, quoting people in every way."""
    log = CrashLog(folder / "log" / "qtn.log")
    assert log.start()
    foreign = logging.getLogger("PIL.Image")
    for person in COMMUNE.people:
        foreign.warning("cannot read %s of %s", person.full_name, person.personal_id)
        foreign.error("bad value: %s; %s", fold(person.full_name).upper(), person.phone)
        foreign.error("%s", fold(person.full_name).replace(" ", "_"))
        logging.getLogger(person.full_name).error("x")
    logging.getLogger("desktop.qt").warning("QFile: no such file %s", listed)
    try:
        sqlite3.connect(listed / CLERK / "x.db")
    except sqlite3.Error:
        logging.getLogger("desktop.ui").exception("L-1A2B3C")
    log.stop()
    with (folder / "log" / "crash.log").open("a", encoding="utf-8") as crash:
        crash.write("Fatal Python error: Segmentation fault\n\nCurrent thread 0x00007f0123456789\n")
        crash.write(f'  File "{HOME}/{fold(CLERK)}/desktop/ui/find_page.py", line 203 in _search\n')


def inside(target):
    """Return everything a bundle says: names of its files, their texts, what zip keeps of them."""
    with zipfile.ZipFile(target) as bundle:
        assert bundle.testzip() is None
        parts = {one.filename: bundle.read(one).decode() for one in bundle.infolist()}
        kept = [bundle.comment, *(one.comment + one.extra for one in bundle.infolist())]
    assert not any(kept)
    return parts


def test_nobody_is_in_it(made):
    parts = inside(made[0])
    together = "\n".join([*parts, *parts.values()])
    folded, numbers = fold(together.replace("\n", " ").replace("_", " ")), only_digits(together)
    raw = made[0].read_bytes()
    everybody = [CLERK, *(one.full_name for one in (*COMMUNE.people, *COMMUNE.strangers))]
    for name in everybody:
        assert name not in together
        assert fold(name) not in folded
        assert name.encode() not in raw
    for person in COMMUNE.people:
        for number in (person.personal_id, person.phone, person.card_number, person.old_id):
            for start in range(max(0, len(number) - 5)):
                part = number[start : start + 6]
                assert part not in re.sub(r"[^0-9\n]", " ", together), part
            assert not number or number not in numbers
        for text in (person.residence, person.hometown, person.village):
            assert not text or text not in together


def test_no_place_of_this_computer_and_no_key_is_in_it(made):
    target, folder, _ = made
    together = "\n".join(inside(target).values())
    for word in (folder.name, folder.parent.name, "danh sach", "the nho", "ma.txt"):
        assert word not in together
    assert "BEGIN" not in together
    assert not any(name.endswith((".db", ".ini", ".json.part")) for name in inside(target))


def test_it_still_helps(made):
    parts = inside(made[0])
    assert set(parts) == {"tom-tat.txt", "goi-ho-tro.json", "log/qtn.log", "log/crash.log"}
    data = json.loads(parts["goi-ho-tro.json"])
    assert data["station"] == {"code": "TN01", "commune": "06982", "practice": False}
    assert data["store"]["counts"]["members"] == len(COMMUNE.people)
    assert data["store"]["revision"] == data["store"]["head"]
    assert data["packages"]["SQLAlchemy"]
    assert data["settings"]["camera_size"] == "1280x720"
    assert data["settings"]["office_name"] == "default"
    checks = {row["name"]: row for row in data["checks"]}
    assert "HP LaserJet P1102" in checks["printer"]["value"]
    assert checks["disk"]["facts"]["free_bytes"] > 0
    assert "Canon LBP2900" in data["devices"]["printers"]
    log, crash = parts["log/qtn.log"], parts["log/crash.log"]
    assert "L-1A2B3C" in log
    assert "OperationalError" in log
    assert "test_support_bundle.py:" in log
    assert "  find_page.py:203 _search" in crash
    summary = parts["tom-tat.txt"]
    assert "Quầy TN01, xã 06982" in summary
    assert "Không có: họ tên, số định danh" in summary


def test_the_station_remembers_that_it_was_written(made):
    _, folder, outside = made
    services = open_services(folder, None, outside)
    try:
        with services.store.read() as session:
            from sqlalchemy import text

            tags = session.execute(text("SELECT tag FROM audit_events")).scalars().all()
        assert tags.count("support:bundled") == 1
    finally:
        services.close()


def test_a_store_that_does_not_open_can_be_helped_as_well(made, tmp_path):
    folder = made[1]
    lost = Adapters(keystore=MemoryKeyring(), camera=lambda: None, printers=list)
    with open_diagnostics(folder, None, lost) as diagnostics:
        rows = diagnostics.run()
        store = next(row for row in rows if row.name == "store")
        assert store.verdict is Verdict.BAD
        named = CheckRow(
            "disk", "Ổ đĩa", f"không ghi được vào {folder}", Verdict.BAD, "", {}, (str(folder),)
        )
        diagnostics.bundle(tmp_path / "b.zip", (*rows, named), actor="x")
    together = "\n".join(inside(tmp_path / "b.zip").values())
    everybody = [CLERK, *(one.full_name for one in COMMUNE.people)]
    folded = fold(together.replace("\n", " "))
    assert not [name for name in everybody if fold(name) in folded]
    assert not [a for a, b in itertools.pairwise(together.splitlines()) if folder.name in a + b]


def test_the_page_for_the_printer_has_every_letter_and_the_mark_of_practice(made):
    import io

    import pypdf

    from desktop.documents.coverage import LETTERS
    from desktop.documents.test_page import render_test_page

    pages = pypdf.PdfReader(io.BytesIO(render_test_page())).pages
    assert len(pages) == 1
    text = pages[0].extract_text()
    assert not [letter for letter in LETTERS if letter not in text]
    practice = pypdf.PdfReader(io.BytesIO(render_test_page(practice=True)))
    assert "THỰC HÀNH" in practice.pages[0].extract_text()
