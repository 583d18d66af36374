"""The closing page is one A4, whatever happened."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from desktop.documents.handover import digest_groups
from desktop.shifts import papers, rules
from desktop.shifts.errors import NoOpenShiftError, UnknownShiftError
from desktop.shifts.views import Figures, OperatorFigures, OverrideCount, Worked
from tests.shifts.conftest import CLERK

AT = datetime(2025, 8, 20, 2, 0, tzinfo=UTC)
LONG = "Nguyễn Hoàng Phương Thảo Nguyên Thị Ngọc Ánh Tuyết Mai"


def read(pdf):
    reader = PdfReader(BytesIO(pdf))
    (page,) = reader.pages
    width, height = (float(side) for side in page.mediabox[2:])
    assert (round(width), round(height)) == (595, 842)
    return " ".join(page.extract_text().split())


def full(people=12, reasons=9):
    """Return figures of a shift in which everything happened, with the longest names."""
    return Figures(
        received=999,
        done=900,
        withdrawn=50,
        put_back=49,
        unfinished=12,
        handed_on=12,
        returned=77,
        failed_prints=33,
        open_prints=3,
        median_seconds=3599,
        p90_seconds=3600,
        operators=tuple(
            OperatorFigures(f"{LONG} {n}", 100 - n, 69, 400, n, n) for n in range(people)
        ),
        overrides=tuple(
            OverrideCount("photo", f"{LONG} máy ảnh hỏng, trời tối {n}", 9) for n in range(reasons)
        ),
        last_backup_at=AT,
        worked=tuple(Worked(f"{LONG} {n}", AT, AT + timedelta(hours=3)) for n in range(people)),
    )


def test_the_page_says_who_when_how_many_and_the_head_of_the_chain(desk):
    desk.shifts.desk.open(actor=CLERK)
    with pytest.raises(UnknownShiftError):
        desk.shifts.papers.closing_page(1, actor=CLERK)
    looked = read(desk.shifts.papers.preview())
    assert "Ca đang mở" in looked
    assert "Có khi ca được chốt." in looked
    shift = desk.shifts.desk.close(actor=CLERK).shift
    text = read(desk.shifts.papers.closing_page(1, actor=CLERK))
    assert "BIÊN BẢN CHỐT CA" in text
    assert "Ca sáng số 1, thứ Tư 20/08/2025 (ngày thường), quầy MT02" in text
    assert f"Mở ca: 07:15 ngày 20/08/2025, {CLERK}." in text
    assert f"Sự kiện số {shift.last_event}, mã SHA-256:" in text
    shown = text.replace(" ", "")
    assert "".join(digest_groups(shift.head_digest)) in shown
    with pytest.raises(NoOpenShiftError):
        desk.shifts.papers.preview()


def test_the_page_is_the_same_whenever_it_is_made(desk):
    desk.shifts.desk.open(actor=CLERK)
    desk.shifts.desk.close(actor=CLERK)
    first = desk.shifts.papers.closing_page(1, actor=CLERK)
    desk.clock.advance(timedelta(days=3))
    desk.take("giang a pao")
    assert desk.shifts.papers.closing_page(1, actor=CLERK) == first


@pytest.mark.parametrize("people", [0, 6, 7, 30])
def test_a_shift_full_of_everything_stays_on_one_page(desk, people):
    desk.shifts.desk.open(actor=CLERK)
    state = desk.shifts.desk.close(actor=CLERK)
    figures = full(people, people)
    with desk.store.read() as session:
        content = desk.shifts.papers._content(session, replace(state, figures=figures))
    pdf = papers.render_shift_report(content)
    text = read(pdf)
    places = {}

    def note(said, _matrix, place, _font, _size):
        places[said.strip()] = place[5]

    PdfReader(BytesIO(pdf)).pages[0].extract_text(visitor_text=note)
    digest = next(y for said, y in places.items() if said.startswith(content.digest[:4].upper()))
    assert digest - 15 > places["Người chốt ca"] > 60
    if people > 6:
        assert f"{people - 5} người khác" in text
        assert f"{people - 2} lý do khác: {9 * (people - 2)} hồ sơ." in text
        assert rules.from_plain(rules.plain(figures)) == figures
