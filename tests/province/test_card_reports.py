"""What stations say of their cards: from a damaged one to a handed-over one, and all between."""

from __future__ import annotations

import json
import shutil
from typing import Any

import pytest
from pypdf import PdfReader

from desktop.batch.card_report.errors import NoCardNewsError
from desktop.batch.card_report.files import (
    CardNews,
    Whereabouts,
    open_report,
    read_outside,
    write_report,
)
from desktop.common.errors import InputFileError
from desktop.common.vocabulary import CardState
from desktop.models import AuditEvent, Station
from desktop.province.views import CardCounts
from desktop.security.sealing import new_identity
from desktop.security.station_identity import StationIdentity
from tests.province.card_loop import DESK, Cards
from tests.province.conftest import CLERK


@pytest.fixture
def cards(loop: Any) -> Cards:
    """Cards on each engine of the province."""
    made = Cards(loop)
    made.first_run()
    return made


@pytest.fixture
def small(loop: Any) -> Cards:
    """Cards on the embedded store."""
    made = Cards(loop, people=2)
    made.first_run()
    return made


def test_a_damaged_card_comes_back_whole_and_is_handed_over(cards: Cards) -> None:
    one, _two, three = cards.order
    cards.mark(0, CardState.DAMAGED, "Rách góc")
    cards.mark(1)
    cards.mark(2, CardState.MISSING, "Không có trong túi")
    with pytest.raises(NoCardNewsError):  # an open count may still be changed
        cards.report()
    cards.close()
    taken = cards.take(cards.report())
    assert (taken.number, taken.cards, taken.changed, taken.aside) == (1, 3, 3, 0)
    assert cards.counts() == CardCounts(returned=1, handed_over=0, to_reprint=2)

    # what was printed goes once more, and the office is told why
    inside = cards.transfer("in-2")
    assert inside is not None
    assert (cards.made.records, cards.made.reprints) == (2, 2)
    told = {row["receipt_number"]: row for row in json.loads(inside["manifest.json"])["reprints"]}
    assert told[one]["state"] == "damaged"
    assert (told[one]["reason"], told[one]["card_number"]) == ("Rách góc", cards.numbers[0])
    assert told[three]["state"] == "missing"
    listed = inside["danh-sach.csv"].decode("utf-8-sig")
    assert "In lại, thẻ hỏng: Rách góc" in listed
    assert cards.transfer("in-3") is None

    # the list of before changes nothing at the station, the new cards do; one has its old number
    assert cards.bring("the-2").printed == 0
    cards.print_all({one: cards.numbers[0], three: "001400000009"}, "kq-2.csv")
    assert cards.counts() == CardCounts(returned=1, handed_over=0, to_reprint=0)
    assert cards.bring("the-3").printed == 2
    cards.mark(0)
    cards.mark(2)
    cards.close()
    cards.hand(0, 1, 2)
    taken = cards.take(cards.report())
    assert (taken.number, taken.cards, taken.aside) == (2, 5, 0)
    assert cards.counts() == CardCounts(returned=0, handed_over=3, to_reprint=0)
    assert cards.transfer("in-4") is None
    with cards.desk.data.read() as session:
        tags = [row.tag for row in session.query(AuditEvent)]
    assert tags.count("card_report:taken") == 2


def test_the_report_shows_how_many_have_their_card(cards: Cards) -> None:
    units = cards.stick / "don-vi.csv"
    units.write_text("Mã;Tên;Đủ điều kiện\n03862;xã Mường Thử;4\n", encoding="utf-8")
    cards.desk.reports.take_units(units, actor=DESK)
    for place in range(3):
        cards.mark(place)
    cards.close()
    cards.hand(0, 1)
    cards.take(cards.report())
    report = cards.desk.reports.report()
    (unit,) = report.units
    assert (unit.cards.handed_over, unit.cards.returned, str(unit.completed)) == (2, 1, "50.0")
    assert str(report.total.completed) == "50.0"
    folder = cards.stick / "bao-cao"
    cards.desk.reports.write_all(folder)
    (found,) = folder.glob("*.json")
    data = json.loads(found.read_text())
    assert data["total"]["completed_percent"] == 50.0
    assert (data["units"][0]["handed_over"], data["units"][0]["to_reprint"]) == (2, 0)
    pages = PdfReader(next(folder.glob("*.pdf"))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Đã trao 2 thẻ" in text


def test_a_card_that_turned_up_is_not_printed_again(small: Cards) -> None:
    small.mark(0, CardState.MISSING, "Chưa thấy")
    small.mark(1)
    small.close()
    small.take(small.report())
    assert small.counts().to_reprint == 1
    small.mark(0)
    small.close()
    small.take(small.report())
    assert small.counts() == CardCounts(returned=2)
    assert small.transfer("in-2") is None


def test_the_order_of_reports_does_not_matter_and_none_counts_twice(small: Cards) -> None:
    small.mark(0, CardState.DAMAGED, "Gãy")
    small.mark(1)
    small.close()
    older = small.report("cu")
    small.hand(1)
    newer = small.report("moi")
    taken = small.take(newer)
    assert (taken.number, taken.changed) == (2, 2)
    before = small.snapshot()
    assert small.take(older) == "older_cards"
    again = small.take(newer)
    assert (again.again, again.changed) == (True, 0)
    assert small.snapshot() == before
    # the newer one told all that the older one had to say
    assert small.counts() == CardCounts(returned=0, handed_over=1, to_reprint=1)


def test_a_folder_brings_batches_and_reports_together(small: Cards) -> None:
    small.mark(0)
    small.close()
    small.report()
    found = small.desk.receiving.receive([small.stick], actor=DESK)
    assert [one.again for one in found.taken] == [True]
    assert [(one.cards, one.again) for one in found.cards] == [(1, False)]
    assert not found.refused


def test_a_damaged_or_forged_file_changes_nothing(small: Cards) -> None:
    small.mark(0, CardState.DAMAGED, "Gãy")
    small.close()
    good = small.report("tot")
    data, before = good.read_bytes(), small.snapshot()
    bad = small.stick / "hong.qtc"
    step = max(1, len(data) // 60)
    for place in range(0, len(data), step):
        changed = bytearray(data)
        changed[place] ^= 0x01
        bad.write_bytes(changed)
        assert small.take(bad) in {"bad_cards", "bad_signature", "newer_cards"}
    for cut in (b"", data[: len(data) // 2], data[:-1], data + b"\0"):
        bad.write_bytes(cut)
        assert small.take(bad) == "bad_cards"
    assert small.take(small.stick / "khong-co.qtc") == "unreadable"
    assert small.snapshot() == before
    assert small.take(good).changed == 1


def test_only_a_station_of_the_register_is_believed_and_only_on_its_own_cards(small: Cards) -> None:
    small.mark(0)
    small.close()
    own = small.report("mt02")
    other = small.loop.make_station("MT03", "03862")
    names = open_report(read_outside(own.read_bytes()), small.desk.keys.keys().opening)
    before = small.snapshot()
    stranger = Cards.__new__(Cards)
    stranger.station, stranger.desk = other, small.desk
    path = small.stick / "la.qtc"
    # another station names these records: signed rightly, and still nobody's cards are moved
    path.write_bytes(stranger.forged(names))
    taken = small.take(path)
    assert (taken.station, taken.changed, taken.aside) == ("MT03", 0, 1)
    assert small.snapshot()[:2] == before[:2]
    # one that says it is somebody else
    path.write_bytes(stranger.forged(names, station="MT02"))
    assert small.take(path) == "bad_signature"
    path.write_bytes(stranger.forged(names, practice=True, number=51))
    assert small.take(path) == "practice_mixed"
    small.desk.registry.revoke("MT03", actor=DESK, reason="thử")
    path.write_bytes(stranger.forged(names, number=52))
    assert small.take(path) == "revoked_key"
    assert small.snapshot()[:2] == before[:2]


def test_what_no_honest_station_says_is_kept_aside(small: Cards) -> None:
    small.mark(0)
    small.close()
    small.hand(0)
    (news,) = open_report(
        read_outside(small.report("a").read_bytes()), small.desk.keys.keys().opening
    )
    path = small.stick / "gia.qtc"
    path.write_bytes(small.forged([news], number=2))
    assert small.take(path).changed == 1
    before = small.snapshot()
    for number, (run, card, state, why) in enumerate(
        [
            (1, news.card_number, Whereabouts.DAMAGED, "Trao rồi còn hỏng"),
            (2, news.card_number, Whereabouts.HANDED_OVER, ""),
            (2, "999999999999", Whereabouts.MISSING, "Không có thẻ này"),
        ],
        start=3,
    ):
        said = CardNews(news.record_id, news.record_version, run, card, state, why, news.at)
        path.write_bytes(small.forged([said], number=number))
        assert small.take(path).aside == 1
    assert small.snapshot()[:2] == before[:2]
    path.write_bytes(small.forged([news], number=5))  # the number of another report
    assert small.take(path) == "number_taken"


def test_a_report_for_another_province_cannot_be_opened(small: Cards) -> None:
    small.mark(0)
    small.close()
    data = small.report("a").read_bytes()
    news = open_report(read_outside(data), small.desk.keys.keys().opening)
    with small.station.store.read() as session:
        row = session.query(Station).one()
        identity = StationIdentity(row.certificate_pem, row.private_key_pem)
    head = read_outside(data).head
    path = small.stick / "khac.qtc"
    path.write_bytes(write_report(identity, head, news, [new_identity().public]))
    before = small.snapshot()
    assert small.take(path) == "cannot_open"
    assert small.snapshot() == before


def test_a_report_names_nobody(small: Cards) -> None:
    small.mark(0)
    small.close()
    path = small.report()
    outside = read_outside(path.read_bytes())
    assert outside.head.file_name == path.name == "MT02-the-000001.qtc"
    (news,) = open_report(outside, small.desk.keys.keys().opening)
    assert (news.record_id, news.run, news.state) == (small.key(0), 1, Whereabouts.RETURNED)
    assert set(vars(news)) == {
        "record_id",
        "record_version",
        "run",
        "card_number",
        "state",
        "reason",
        "at",
    }


def test_a_stick_that_is_gone_leaves_no_half_file(small: Cards) -> None:
    small.mark(0)
    small.close()
    gone = small.stick / "usb"
    gone.mkdir()
    shutil.rmtree(gone)
    gone.write_text("một tệp")
    with pytest.raises(InputFileError):
        small.reports.write(gone, actor=CLERK)
    assert small.take(small.report()).changed == 1
