"""A draft changes hands only with both names on record."""

from __future__ import annotations

import pytest

from desktop.common.vocabulary import CannotSign, FieldKey
from desktop.intake.errors import WrongStateError
from desktop.intake.unfinished import UnfinishedService
from desktop.intake.views import SignException
from desktop.models import Application, AuditEvent
from desktop.security.service import SecurityService
from tests import factories

HUONG, TOI, MY = "Lò Thị Hương", "Đinh Văn Tới", "Sùng Thị Mỷ"


@pytest.fixture
def draft(desk):
    return desk.intake.open(desk.person("giang a pao"), actor=HUONG).application_id


def hands(desk, application_id):
    """Return who opened, who has it now, and every change of hands."""
    with desk.store.read() as session:
        row = session.get(Application, application_id)
        events = session.query(AuditEvent).filter_by(tag="draft:taken_over")
        found = [
            (one.detail["from"], one.detail["to"]) for one in events.order_by(AuditEvent.number)
        ]
        return row.opened_by, row.taken_over_by, found


def test_who_opened_it_holds_it_without_a_word(desk, draft):
    desk.intake.save(draft, actor=HUONG, fields={FieldKey.PHONE: "0912345678"})
    assert hands(desk, draft) == (HUONG, "", [])


def test_taking_over_and_back_is_told_each_time(desk, draft):
    waiting = UnfinishedService(desk.store, desk.clock)
    assert waiting.take_over(draft, actor=TOI) == HUONG
    assert waiting.take_over(draft, actor=TOI) == TOI  # it is theirs already
    desk.intake.open(desk.person("giang a pao"), actor=HUONG)
    assert hands(desk, draft) == (HUONG, HUONG, [(HUONG, TOI), (TOI, HUONG)])
    assert [row.held_by for row in desk.overview.drafts()] == [HUONG]
    assert SecurityService(desk.store, desk.clock).audit_verify().ok


@pytest.mark.parametrize(
    "change",
    [
        lambda desk, draft: desk.intake.save(draft, actor=MY, fields={FieldKey.PHONE: "0912"}),
        lambda desk, draft: desk.intake.accept_photo(draft, factories.jpeg(), report={}, actor=MY),
        lambda desk, draft: desk.intake.accept_signature(
            draft, factories.signature_png(), actor=MY
        ),
        lambda desk, draft: desk.intake.cannot_sign(
            draft, SignException(next(iter(CannotSign)), "Vừ A Dơ"), actor=MY
        ),
    ],
    ids=["typed", "photo", "signature", "cannot sign"],
)
def test_whoever_changes_it_has_taken_it_over(desk, draft, change):
    change(desk, draft)
    assert hands(desk, draft) == (HUONG, MY, [(HUONG, MY)])


def test_what_is_refused_changes_no_hands(desk, draft):
    desk.reception.withdraw(draft, actor=HUONG, reason="another person")
    with pytest.raises(WrongStateError):
        UnfinishedService(desk.store, desk.clock).take_over(draft, actor=TOI)
    with pytest.raises(WrongStateError):
        desk.intake.save(draft, actor=TOI, fields={FieldKey.PHONE: "0912"})
    assert hands(desk, draft) == (HUONG, "", [])
