"""What was not accepted yet is kept as it stands, and goes when something is accepted."""

import dataclasses
from datetime import timedelta

import pytest

from desktop.common.ids import new_id
from desktop.common.vocabulary import CannotSign, FieldKey, MemberStatus, Step
from desktop.intake.errors import WrongStateError
from desktop.intake.pen import PenPoint
from desktop.intake.unfinished import UnfinishedService
from desktop.intake.views import SignException, UnfinishedForm, UnfinishedSigning
from desktop.models import AuditEvent, Setting
from desktop.security.setup import VERSION_NOTE
from tests import factories

CLERK = "Lò Thị Hương"
DRAWN = UnfinishedSigning(
    (
        (PenPoint(10.0, 20.5, 0, 0.25), PenPoint(30.2, 41.7, 16, 0.5)),
        (PenPoint(5.0, 5.0, 420, None),),
    ),
    (600.0, 300.0),
)
SAID = UnfinishedSigning(asked=True, reason=CannotSign.HAND, witness="Lò Văn Sáng")


@pytest.fixture
def unfinished(desk):
    return UnfinishedService(desk.store, desk.clock)


@pytest.fixture
def draft(desk):
    return desk.intake.open(desk.person("giang a pao"), actor=CLERK).application_id


def names(desk):
    with desk.store.read() as session:
        # The last believed time and the program's version are kept beside it, whatever was done.
        beside = {"clock_mark", VERSION_NOTE}
        return [row.name for row in session.query(Setting) if row.name not in beside]


@pytest.mark.parametrize("signing", [DRAWN, SAID, dataclasses.replace(DRAWN, witness="Mùa A Tủa")])
def test_what_stands_on_the_sign_page_comes_back_and_the_draft_stops_there(
    desk, unfinished, draft, signing
):
    assert unfinished.signing(draft) is None
    at = unfinished.keep_signing(draft, signing, actor=CLERK)
    assert unfinished.signing(draft) == signing
    after = desk.intake.draft(draft)
    assert (after.step, after.saved_at) == (Step.SIGN, at)
    assert after.signature is None
    assert after.sign_exception is None


def test_an_empty_page_leaves_nothing(desk, unfinished, draft):
    unfinished.keep_signing(draft, UnfinishedSigning(paper=(600.0, 300.0)), actor=CLERK)
    assert names(desk) == []
    assert desk.intake.draft(draft).step is Step.COMPARE
    unfinished.keep_signing(draft, DRAWN, actor=CLERK)
    unfinished.keep_signing(draft, UnfinishedSigning(), actor=CLERK)
    assert names(desk) == []


def accept(desk, draft):
    desk.intake.accept_signature(draft, factories.signature_png(), actor=CLERK)


def refuse(desk, draft):
    desk.intake.cannot_sign(draft, SignException(CannotSign.ILL, "Lò Văn Sáng"), actor=CLERK)


@pytest.mark.parametrize("decide", [accept, refuse])
def test_a_decision_takes_what_was_unfinished_with_it(desk, unfinished, draft, decide):
    unfinished.keep_signing(draft, DRAWN, actor=CLERK)
    decide(desk, draft)
    assert unfinished.signing(draft) is None
    assert names(desk) == []


def test_strokes_beside_a_closed_record_are_refused_and_old_ones_swept(desk, unfinished, draft):
    desk.intake.accept_photo(draft, factories.jpeg(), report={}, actor=CLERK)
    accept(desk, draft)
    unfinished.keep_signing(
        draft, DRAWN, actor=CLERK
    )  # came back for a better one, then went on without
    desk.reception.receive(draft, actor=CLERK)
    with pytest.raises(WrongStateError):
        unfinished.keep_signing(draft, SAID, actor=CLERK)
    other = desk.intake.open(desk.person("lo thi pang"), actor=CLERK).application_id
    unfinished.keep_signing(other, SAID, actor=CLERK)
    assert unfinished.signing(draft) is None
    assert unfinished.signing(other) == SAID
    assert len(names(desk)) == 1


def form(**changes):
    words = {FieldKey.FULL_NAME: "Vàng Thị Mỷ", FieldKey.BIRTH_DATE: "3102"}
    first = UnfinishedForm(
        new_id(), "vang my", None, words, MemberStatus.OUTSIDE_LIST, opened_by=CLERK
    )
    return dataclasses.replace(first, **changes)


@pytest.mark.parametrize("card", [None, factories.read_card()])
def test_a_form_comes_back_as_typed_with_its_card(desk, unfinished, card):
    kept = form(card=card)
    at = unfinished.keep_form(kept, actor=CLERK)
    assert unfinished.form(kept.form_id) == dataclasses.replace(kept, saved_at=at)


def test_forms_wait_side_by_side_the_freshest_first(desk, unfinished):
    one, two = form(), form(text="")
    unfinished.keep_form(one, actor=CLERK)
    desk.clock.advance(timedelta(minutes=1))
    unfinished.keep_form(two, actor=CLERK)
    assert [kept.form_id for kept in unfinished.forms()] == [two.form_id, one.form_id]
    unfinished.drop_form(two.form_id, actor=CLERK)
    unfinished.drop_form(two.form_id, actor=CLERK)
    assert [kept.form_id for kept in unfinished.forms()] == [one.form_id]
    assert unfinished.form(two.form_id) is None


def test_notes_are_no_settings(desk, unfinished, draft):
    from desktop.common.settings import LANGUAGE

    unfinished.keep_signing(draft, DRAWN, actor=CLERK)
    unfinished.keep_form(form(), actor=CLERK)
    desk.preferences.set(LANGUAGE, "en", actor=CLERK)
    assert desk.preferences.text(LANGUAGE) == "en"
    assert len(unfinished.forms()) == 1


def test_strokes_kept_before_there_were_times_are_still_readable(desk, unfinished, draft):
    """The note as the first version of the program wrote it: pairs of tenths of a px, no more."""
    unfinished.keep_signing(draft, DRAWN, actor=CLERK)
    with desk.store.write() as session:
        row = session.get(Setting, f"unfinished.signing.{draft}")
        old = {key: value for key, value in row.value["value"].items() if key != "motion"}
        assert old["strokes"] == [[100, 205, 302, 417], [50, 50]]
        row.value = {"value": old}
    back = unfinished.signing(draft)
    assert [[point[:2] for point in stroke] for stroke in back.strokes] == [
        [(10.0, 20.5), (30.2, 41.7)],
        [(5.0, 5.0)],
    ]
    assert {(point.at, point.pressure) for stroke in back.strokes for point in stroke} == {
        (0, None)
    }


def told(desk):
    """What the trail says of unfinished things: act, who, about what, detail."""
    with desk.store.read() as session:
        rows = session.query(AuditEvent).order_by(AuditEvent.number)
        return [
            (row.tag, row.actor, row.target, row.detail)
            for row in rows
            if row.tag.startswith(("form:", "signing:"))
        ]


def test_what_is_kept_and_dropped_stands_in_the_trail_once_and_without_its_words(
    desk, unfinished, draft
):
    for _ in range(2):  # the same again changes nothing, and is no event
        unfinished.keep_signing(draft, DRAWN, actor=CLERK)
    for _ in range(2):
        unfinished.keep_signing(draft, UnfinishedSigning(), actor=CLERK)
    one = form()
    for _ in range(2):
        unfinished.keep_form(one, actor=CLERK)
    unfinished.keep_form(dataclasses.replace(one, text="vang thi my"), actor="Đinh Văn Tới")
    for _ in range(2):
        unfinished.drop_form(one.form_id, actor=CLERK)
    found = told(desk)
    assert [(tag, actor, target) for tag, actor, target, _ in found] == [
        ("signing:kept", CLERK, str(draft)),
        ("signing:dropped", CLERK, str(draft)),
        ("form:kept", CLERK, str(one.form_id)),
        ("form:kept", "Đinh Văn Tới", str(one.form_id)),
        ("form:dropped", CLERK, str(one.form_id)),
    ]
    assert found[3][3] == {"parts": ["text"]}
    assert "vang" not in str(found)
