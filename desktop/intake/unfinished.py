"""What was drawn or typed and not accepted yet; after a power cut it is on its page again.

Two places have nothing of their own in the store before somebody goes on: the pad with the
reason why somebody cannot sign, and the form for somebody who is not on the list. What stands
there is kept as a note per application and per form, inside the encrypted store like all else,
and is dropped in the same transaction that accepts it.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from desktop.common.clock import Clock
from desktop.common.vocabulary import CannotSign, MemberStatus, Sex, Step
from desktop.identity.card import CardReading, CardSource
from desktop.identity.damage.kinds import Damage
from desktop.intake import opening, pen, witnessing
from desktop.intake import store as queries
from desktop.intake.holding import hold
from desktop.intake.leases.store import take
from desktop.intake.notes import store as notes
from desktop.intake.views import UnfinishedForm, UnfinishedSigning
from desktop.security import store as trail
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store

_SIGNING, _FORM = "unfinished.signing.", "unfinished.form."
_NOTHING_DRAWN: dict[str, Any] = {"strokes": [], "motion": None, "paper": [0.0, 0.0]}


class UnfinishedService:
    """Keeps what a power cut would take, and gives it back."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    # ------------------------------------------------------------ signing

    def keep_signing(
        self, application_id: UUID, signing: UnfinishedSigning, *, actor: str
    ) -> datetime:
        """Keep what stands on the page "Ký xác nhận"; return when it was kept.

        The draft stops at that page from now on. An empty one drops what was kept.

        Raises:
            WrongStateError: the application is not a draft any more.
        """
        now = self._clock.now()
        with self._store.write() as session:
            row = queries.open_draft(session, application_id)
            take(session, row.member_id, actor)
            name, plain = f"{_SIGNING}{application_id}", _stored(_plain_signing(signing))
            before = notes.note(session, name)
            if signing.is_empty:
                forget_signing(session, application_id)
                if before is not None:
                    _note(session, Tag.SIGNING_DROPPED, application_id, actor, now)
                return now
            if notes.put_note(session, name, plain, at=now):
                _sweep(session)
            if plain != before:
                detail = {"strokes": len(signing.strokes), "asked": signing.asked}
                _note(session, Tag.SIGNING_KEPT, application_id, actor, now, detail)
            if row.step != Step.SIGN.value:
                row.step = Step.SIGN.value
                row.step_times = {**row.step_times, Step.SIGN.value: now.isoformat()}
            row.updated_at = now
        return now

    def take_over(self, application_id: UUID, *, actor: str) -> str:
        """Go on with what somebody else left unfinished; return who worked on it before.

        Raises:
            WrongStateError: the application is not a draft any more.
        """
        with self._store.write() as session:
            row = queries.open_draft(session, application_id)
            take(session, row.member_id, actor)
            return hold(session, row, actor=actor, at=self._clock.now())

    def signing(self, application_id: UUID) -> UnfinishedSigning | None:
        """Return what stood on the page "Ký xác nhận" and was not accepted, or None."""
        with self._store.read() as session:
            found = notes.note(session, f"{_SIGNING}{application_id}")
        return None if found is None else _signing(found)

    # ------------------------------------------------------------ not on the list

    def keep_form(self, form: UnfinishedForm, *, actor: str) -> datetime:
        """Keep the form for somebody who is not on the list; return when it was kept."""
        now = self._clock.now()
        with self._store.write() as session:
            name, plain = f"{_FORM}{form.form_id}", _stored(_plain_form(form, now))
            changed = _changed(notes.note(session, name), plain)
            notes.put_note(session, name, plain, at=now)
            if changed:
                _note(session, Tag.FORM_KEPT, form.form_id, actor, now, {"parts": changed})
        return now

    def form(self, form_id: UUID) -> UnfinishedForm | None:
        """Return one unfinished form, or None when it was finished, dropped or never typed in."""
        with self._store.read() as session:
            found = notes.note(session, f"{_FORM}{form_id}")
        return None if found is None else _form(form_id, found)

    def forms(self) -> tuple[UnfinishedForm, ...]:
        """Return every unfinished form of this station, the freshest first."""
        with self._store.read() as session:
            return forms_of(session)

    def drop_form(self, form_id: UUID, *, actor: str) -> None:
        """Forget a form: its person is on the list now, or nobody wants it any more."""
        with self._store.write() as session:
            name = f"{_FORM}{form_id}"
            if notes.note(session, name) is not None:
                notes.drop_note(session, name)
                _note(session, Tag.FORM_DROPPED, form_id, actor, self._clock.now())


def forms_of(session: Session) -> tuple[UnfinishedForm, ...]:
    """Return every unfinished form, the freshest first, in the caller's own transaction."""
    found = notes.notes(session, _FORM)
    return tuple(_form(UUID(name.removeprefix(_FORM)), one) for name, one in found.items())


def forget_signing(session: Session, application_id: UUID) -> None:
    """Drop what was not accepted, in the transaction that accepts something."""
    notes.drop_note(session, f"{_SIGNING}{application_id}")


def _note(
    session: Session,
    tag: Tag,
    target: UUID,
    actor: str,
    at: datetime,
    detail: dict[str, Any] | None = None,
) -> None:
    """Leave an event; what was typed or drawn is not in it."""
    trail.record(session, tag, at=at, actor=actor, target=str(target), detail=detail)


def _stored(plain: dict[str, Any]) -> dict[str, Any]:
    """Return values as they come back from the store, to be held against what is there."""
    found: dict[str, Any] = json.loads(json.dumps(plain))
    return found


def _changed(before: dict[str, Any] | None, now: dict[str, Any]) -> list[str]:
    """Return which parts of a form are not as they were kept; all that is filled for a new one."""
    if before is None:
        before = {}
    parts = [name for name in now if name not in {"saved_at", "opened_by"}]
    return sorted(name for name in parts if now[name] != before.get(name))


def _sweep(session: Session) -> None:
    """Drop strokes of records that were closed without them."""
    kept = {UUID(name.removeprefix(_SIGNING)) for name in notes.notes(session, _SIGNING)}
    for application_id in kept - queries.are_drafts(session, kept):
        forget_signing(session, application_id)


# ---------------------------------------------------------------- stored forms


def _plain_signing(signing: UnfinishedSigning) -> dict[str, Any]:
    return {
        "strokes": pen.plain(signing.strokes),
        "motion": pen.plain_motion(signing.strokes),
        "paper": list(signing.paper),
        "asked": signing.asked,
        "reason": signing.reason.value if signing.reason else "",
        "witness": signing.witness,
        "how": witnessing.plain(signing.how) if signing.how else None,
        "second": {
            "strokes": pen.plain(signing.second),
            "motion": pen.plain_motion(signing.second),
            "paper": list(signing.second_paper),
        },
    }


def _signing(stored: dict[str, Any]) -> UnfinishedSigning:
    how, second = stored.get("how"), stored.get("second") or _NOTHING_DRAWN
    return UnfinishedSigning(
        # strokes of before there were times are drawn with one width
        strokes=pen.from_plain(stored["strokes"], stored.get("motion")),
        paper=_size(stored["paper"]),
        asked=bool(stored["asked"]),
        reason=CannotSign(stored["reason"]) if stored["reason"] else None,
        witness=str(stored["witness"]),
        how=witnessing.read_how(how) if how else None,
        second=pen.from_plain(second["strokes"], second["motion"]),
        second_paper=_size(second["paper"]),
    )


def _size(stored: Any) -> tuple[float, float]:
    width, height = stored
    return float(width), float(height)


def _plain_form(form: UnfinishedForm, now: datetime) -> dict[str, Any]:
    return {
        "text": form.text,
        "card": asdict(form.card) if form.card else None,
        "fields": opening.plain(form.fields),
        "status": form.status.value,
        "opened_by": form.opened_by,
        "saved_at": now.isoformat(),
    }


def _form(form_id: UUID, stored: dict[str, Any]) -> UnfinishedForm:
    return UnfinishedForm(
        form_id=form_id,
        text=str(stored["text"]),
        card=_card(stored["card"]) if stored["card"] else None,
        fields=opening.typed_fields(stored["fields"]),
        status=MemberStatus(stored["status"]),
        opened_by=str(stored["opened_by"]),
        saved_at=datetime.fromisoformat(stored["saved_at"]),
    )


def _card(stored: dict[str, Any]) -> CardReading:
    sex = stored["sex"]
    return CardReading(
        **{
            **stored,
            "sex": Sex(sex) if sex else None,
            "extra": tuple(stored["extra"]),
            "source": CardSource(stored["source"]),
            "warnings": tuple(stored["warnings"]),
            "damage": Damage(damage) if (damage := stored.get("damage")) else None,
            "candidates": tuple(stored.get("candidates", ())),
            "doubtful": tuple(stored.get("doubtful", ())),
        }
    )
