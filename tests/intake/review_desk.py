"""A counter with records to review, on either engine."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID

from desktop.common.ids import new_id
from desktop.common.settings import REVIEW_REQUIRED, REVIEW_SAMPLE
from desktop.common.vocabulary import CannotSign, FieldKey
from desktop.intake.moves.service import MovesService
from desktop.intake.overview import OverviewService
from desktop.intake.reception import ReceptionService
from desktop.intake.review.service import ReviewService
from desktop.intake.service import IntakeService
from desktop.intake.views import SignException
from desktop.models import Station
from desktop.roster.keeping.imports import RosterImports
from desktop.roster.service import RosterService
from desktop.security.preferences import Preferences
from tests import factories
from tests.identity.card_corpus import alt_kept

CLERK, OFFICER, HELPER = "Lò Thị Hương", "Đinh Văn Tới", "Sùng Thị Mỷ"
GOOD = {"verdict": True, "score": 0.85}
MINUTES = timedelta(minutes=4)


def add_station(store) -> None:
    """Put a station into an empty store of a server."""
    now = factories.MORNING
    made = {"id": new_id(), "origin": "", "version": 1, "created_at": now, "updated_at": now}
    with store.write() as session:
        session.add(
            Station(
                **made, commune_code="03862", code="MT02", certificate_pem="", private_key_pem=""
            )
        )


def open_desk(store, time) -> SimpleNamespace:
    """Return the services of a counter at which nothing leaves without approval."""
    roster = RosterService(store, time)
    imports = RosterImports(store, time, on_change=roster.forget_index)
    intake = IntakeService(store, time, roster)
    preferences, review = Preferences(store, time), ReviewService(store, time)
    preferences.set(REVIEW_REQUIRED, True, actor=OFFICER)
    return SimpleNamespace(
        store=store,
        clock=time,
        roster=roster,
        imports=imports,
        intake=intake,
        preferences=preferences,
        reception=ReceptionService(store, time, intake),
        review=review,
        samples=review.samples,
        overview=OverviewService(store, time),
        moves=MovesService(store, time),
    )


def write_list(folder, people: int):
    """Write a list of people who differ in name and number."""
    rows = [factories.LIST_CSV.split("1,Giàng")[0].rstrip("\n")]
    for n in range(people):
        row = f"{n + 1},Lò Văn {_syllable(n)},12/03/1978,Nam,Thái,{card_number(n)},Chi bộ {n % 3},"
        rows.append(
            row + f'"Bản {n}, xã Mường Thử",03/02/2006,03/02/2007,{14100000 + n},Chính thức'
        )
    file = folder / "nhieu-nguoi.csv"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8-sig")
    return file


def _syllable(n: int) -> str:
    return "BCDGHKLMNP"[n % 10] + ("an", "inh", "ung")[n // 10 % 3]


def card_number(n: int) -> str:
    """Return the personal number of a person of the list (a man born in 1978)."""
    return f"0140780{n:05d}"


def scan(n: int, name: str = ""):
    """Return the card of a person of the list."""
    who = name or f"Lò Văn {_syllable(n)}"
    return factories.read_card(
        f"{card_number(n)}|0501{n:05d}|{who}|12031978|Nam|Bản {n}, xã Mường Thử|01062021"
    )


def take(desk, n: int, *, actor: str = CLERK, **how) -> UUID:
    """Take the record of a person of the list, without anything odd unless asked for.

    Args:
        desk: of `open_desk`.
        n: which person.
        actor: who takes it.
        how: `card` (None types it), `report`, `photo_exception`, `unsigned`, `fields`, `seconds`.
    """
    found = desk.roster.find_by_personal_id(card_number(n))
    card = how.get("card", scan(n))
    key = desk.intake.open(found.member_id, actor=actor, card=card).application_id
    if how.get("fields"):
        desk.intake.save(key, actor=how.get("helper", actor), fields=how["fields"])
    desk.clock.advance(timedelta(seconds=how["seconds"]) if "seconds" in how else MINUTES)
    desk.intake.accept_photo(
        key,
        factories.jpeg(),
        report=how.get("report", GOOD),
        actor=actor,
        exception=how.get("photo_exception", ""),
    )
    if how.get("unsigned"):
        desk.intake.cannot_sign(key, SignException(CannotSign.HAND, "Vừ A Dơ"), actor=actor)
    else:
        desk.intake.accept_signature(key, factories.signature_png(), actor=actor)
    desk.reception.receive(key, actor=actor)
    return key


def by_sample(desk, percent: int) -> None:
    """Let the office approve by sample."""
    desk.preferences.set(REVIEW_SAMPLE, percent, actor=OFFICER)


PHONE = {FieldKey.PHONE: "0912345678"}


def take_oddest(desk, n: int, settle, *, actor: str = CLERK) -> UUID:
    """Take a record with which everything is odd that can be: all seven reasons at once.

    A scanner damaged the card, so the name was typed, and another one than the list has; what
    the card said was changed; the applicant could not sign; the photo barely passes; it took
    twenty seconds; and the next person's record has the same number.

    Args:
        desk: of `open_desk`.
        n: which person; the next one is taken, too.
        settle: answers what stands on a damaged card.
        actor: who takes both.
    """
    take(desk, n + 1, actor=actor, fields={FieldKey.PERSONAL_ID: card_number(n)})
    found = desk.roster.find_by_personal_id(card_number(n))
    damaged = f"{card_number(n)}||Giàng A Sạn|12031978|Nam|Bản {n}, xã Mường Thử|01062021"
    card = factories.read_card(alt_kept(damaged))
    key = desk.intake.open(found.member_id, actor=actor, card=card).application_id
    settle(key, FieldKey.FULL_NAME, "Giàng A Sạn", typed=True, actor=actor)
    desk.intake.save(key, actor=actor, fields={FieldKey.BIRTH_DATE: "1978-03-13"})
    desk.clock.advance(timedelta(seconds=20))
    low = {"verdict": True, "score": 0.36}
    desk.intake.accept_photo(key, factories.jpeg(), report=low, actor=actor)
    desk.intake.cannot_sign(key, SignException(CannotSign.HAND, "Vừ A Dơ"), actor=actor)
    desk.reception.receive(key, actor=actor)
    return key
