"""Signatures for cards: of a member on the pad, of the secretary for a whole cell; kept, placed."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from desktop.common.vocabulary import ApplicationState, HandOverWay, Undelivered
from desktop.intake import pen
from desktop.intake.pen import PenPoint
from desktop.models import AuditEvent, Blob, Card, Setting
from desktop.returns.errors import HandOverIncompleteError
from desktop.returns.ink import HandOverInk, UnfinishedInk, cell_key
from desktop.returns.rules import goes_with_cell
from desktop.returns.views import HandOver
from tests import factories
from tests.returns.conftest import NA_SANG, SCHOOL

STROKES = (
    tuple(PenPoint(10.0 + 8 * n, 40.0 + (n % 3) * 20, 10 * n, 0.4) for n in range(20)),
    (PenPoint(60.0, 90.0, 900), PenPoint(120.0, 92.0, 940)),
)
DOT = ((PenPoint(10.0, 10.0), PenPoint(12.0, 11.0)),)
SECRETARY = "Mùa A Sính"


def signed(way: HandOverWay, receiver: str = "") -> HandOver:
    ink = factories.signature_png()
    return HandOver(
        way, receiver=receiver, old_card_collected=True, signature_png=ink, strokes=STROKES
    )


def test_a_member_signs_on_the_pad_and_the_motion_is_kept(office) -> None:
    office.bring_home(0)
    office.hands.hand_over([office.keys[0]], signed(HandOverWay.PAD), actor="thử")
    with office.store.read() as session:
        card = session.query(Card).one()
        blobs = {row.digest: row for row in session.query(Blob)}
        assert blobs[card.signature_digest].media_type == "image/png"
        kept = pen.from_json(bytes(blobs[card.signature_strokes_digest].content))
    assert [[(p.x, p.y, p.at) for p in stroke] for stroke in kept] == [
        [(p.x, p.y, p.at) for p in stroke] for stroke in STROKES
    ]
    assert office.states()[0] == "handed_over"


def test_a_slip_of_the_pen_is_no_signature(office) -> None:
    office.bring_home(0)
    ink = factories.signature_png()
    slip = HandOver(HandOverWay.PAD, old_card_collected=True, signature_png=ink, strokes=DOT)
    with pytest.raises(HandOverIncompleteError, match="quá ngắn"):
        office.hands.hand_over([office.keys[0]], slip, actor="thử")
    assert office.states()[0] == "returned"


def test_the_secretary_takes_the_cards_of_a_cell_each_its_own_event(office) -> None:
    office.bring_home(0, 1, 2, 3)
    office.hands.not_delivered(office.keys[1], Undelivered.DECEASED, actor="thử")
    office.hands.not_delivered(office.keys[2], Undelivered.ILL, actor="thử")
    taken = [one for one in office.hands.cell(NA_SANG) if goes_with_cell(one)]
    assert {one.full_name for one in taken} == {"Giàng A Páo", "K'Brêu"}
    keys = [one.application_id for one in taken]
    for how in (
        signed(HandOverWay.SECRETARY),
        HandOver(HandOverWay.SECRETARY, receiver=SECRETARY, old_card_collected=True),
    ):
        with pytest.raises(HandOverIncompleteError, match="bí thư"):
            office.hands.hand_over(keys, how, actor="thử")
    how = signed(HandOverWay.SECRETARY, receiver=f" {SECRETARY} ")
    office.hands.hand_over(keys, how, actor="Lò Thị Hương")
    cards = {one.application_id: one for one in office.hands.cell(NA_SANG)}
    assert {cards[key].received_by for key in keys} == {SECRETARY}
    assert cards[office.keys[1]].application_state is ApplicationState.RETURNED
    assert not any(goes_with_cell(one) for one in cards.values())
    with office.store.read() as session:
        events = session.query(AuditEvent).filter_by(tag="card:handed_over").all()
        assert {event.target for event in events} == {str(key) for key in keys}
        assert {event.detail["way"] for event in events} == {"secretary"}
        assert SECRETARY not in str([event.detail for event in events])
        digests = {
            row.signature_digest for row in session.query(Card) if row.received_by == SECRETARY
        }
        assert len(digests) == 1  # one signature stands for all of them


def test_ink_under_way_survives_and_goes_with_the_hand_over(office) -> None:
    office.bring_home(0, 3)
    ink = HandOverInk(office.store, office.clock)
    for key in (office.keys[0], cell_key(SCHOOL), cell_key(NA_SANG)):
        ink.keep(key, UnfinishedInk(STROKES, (480.0, 200.0)), actor="Lò Thị Hương")
    again = HandOverInk(office.store, office.clock).kept(office.keys[0])
    assert (len(again.strokes), again.paper) == (2, (480.0, 200.0))
    office.hands.hand_over([office.keys[0]], signed(HandOverWay.PAD), actor="thử")
    assert ink.kept(office.keys[0]) == ink.kept(cell_key(NA_SANG)) == UnfinishedInk()
    assert ink.kept(cell_key(SCHOOL)).strokes
    ink.keep(cell_key(SCHOOL), UnfinishedInk(), actor="Lò Thị Hương")  # wiped: nothing stays
    with office.store.read() as session:
        assert not [one for one in session.query(Setting) if "handing" in one.name]


def pages(pdf: bytes) -> list[tuple[str, int]]:
    return [
        (re.sub(r"\s+", " ", page.extract_text()), len(page.images))
        for page in PdfReader(BytesIO(pdf)).pages
    ]


def test_signatures_stand_on_the_list(office) -> None:
    office.bring_home(0, 1, 2, 3)
    office.hands.hand_over([office.keys[0]], signed(HandOverWay.PAD), actor="thử")
    how = signed(HandOverWay.SECRETARY, receiver=SECRETARY)
    office.hands.hand_over([office.keys[3]], how, actor="thử")
    (first, ink), (second, other) = pages(office.papers.hand_out_lists(actor="Lò Thị Hương"))
    assert (ink, other) == (1, 1)
    assert SECRETARY not in first
    assert f"{SECRETARY} nhận thay" in second
    assert second.rstrip().count(SECRETARY) == 2  # in the row, and under the signature
