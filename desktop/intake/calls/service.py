"""What an operator can do with phone calls; one method per verb."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias
from uuid import UUID

from desktop.common.actors import signer
from desktop.common.clock import Clock, local, today
from desktop.common.i18n import vi
from desktop.common.settings import CAMPAIGN_TITLE, LEGAL_BASIS, OFFICE_NAME
from desktop.common.text import clean, only_digits
from desktop.common.vocabulary import CallFor, CallOutcome
from desktop.documents.call_sheet import CallSheet, CallSheetRow, render_call_sheets
from desktop.intake.calls import rules
from desktop.intake.calls import store as queries
from desktop.intake.calls.errors import CallDayError, NobodyToCallError, NoCallError
from desktop.intake.calls.views import Callee, CallLine, CallList
from desktop.intake.calls.words import last_words
from desktop.security import store as security
from desktop.security.preferences import Preferences
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store

Source: TypeAlias = Callable[[], tuple[Callee, ...]]
"""Tells who has to be called for one purpose."""


class CallsService:
    """The phone list and the outcome of every call.

    Args:
        store: the opened store.
        clock: tells today.
        preferences: what stands on papers.
        sources: who has to be called, purpose by purpose.
    """

    def __init__(
        self, store: Store, clock: Clock, preferences: Preferences, sources: Sequence[Source]
    ) -> None:
        self._store = store
        self._clock = clock
        self._preferences = preferences
        self._sources = tuple(sources)

    def all(self, call_for: CallFor | None = None) -> CallList:
        """Return everybody to be called, for one purpose or for all; whose turn it is first."""
        callees = self._callees(call_for)
        with self._store.read() as session:
            return CallList(self._lines(session, callees))

    def note(
        self,
        application_id: UUID,
        call_for: CallFor,
        outcome: CallOutcome,
        *,
        actor: str,
        on_day: str = "",
        note: str = "",
    ) -> str:
        """Write down what came of a call; return the ISO day that was written with it.

        Args:
            application_id: whose record.
            call_for: what the call was about.
            outcome: what came of it.
            actor: who called.
            on_day: ISO day on which they come, or of the next call; left empty, the usual one.
            note: what was said, in a few words.

        Raises:
            NobodyToCallError: the person need not be called for this any more.
            CallDayError: the day is past, too far away, or no date.
            StoreError: the store cannot be written; nothing was written.
        """
        now, day = self._clock.now(), today(self._clock)
        whole = on_day or rules.usual_day(outcome, day)
        if not rules.day_fits(whole, outcome, day):
            raise CallDayError
        if not any(one.application_id == application_id for one in self._callees(call_for)):
            raise NobodyToCallError
        with self._store.write() as session:
            queries.add_call(
                session,
                (application_id, call_for),
                outcome,
                on_day=whole,
                note=clean(note),
                at=now,
                actor=actor,
            )
            security.record(
                session,
                Tag.CALL_NOTED,
                at=now,
                actor=actor,
                target=str(application_id),
                detail={"for": call_for.value, "outcome": outcome.value, "day": whole},
            )
        return whole

    def take_back(self, application_id: UUID, call_for: CallFor, *, actor: str) -> None:
        """Let the newest call about this not count: a wrong key was pressed; it stays written.

        Raises:
            NoCallError: there is none that counts.
            StoreError: the store cannot be written; nothing was written.
        """
        now = self._clock.now()
        with self._store.write() as session:
            calls = queries.calls_about(session, [application_id]).get((application_id, call_for))
            if not calls:
                raise NoCallError
            last = calls[-1]
            last.taken_back_at, last.taken_back_by = now, actor
            security.record(
                session,
                Tag.CALL_TAKEN_BACK,
                at=now,
                actor=actor,
                target=str(application_id),
                detail={"for": call_for.value, "outcome": last.outcome},
            )

    def sheets(self, call_for: CallFor | None = None, *, actor: str) -> bytes:
        """Return the phone lists as one PDF, each cell from a new page, numbers in full.

        Raises:
            NobodyToCallError: nobody has to be called.
            StoreError: the store cannot be read or written.
        """
        callees = self._callees(call_for)
        if not callees:
            raise NobodyToCallError
        with self._store.write() as session:
            by_cell: dict[str, list[CallLine]] = defaultdict(list)
            for line in self._lines(session, callees):
                by_cell[line.callee.cell].append(line)
            frame = self._frame(session)
            security.record(
                session,
                Tag.CALL_SHEET_MADE,
                at=self._clock.now(),
                actor=actor,
                detail={"people": len(callees), "cells": len(by_cell)},
            )
        return render_call_sheets(
            [
                CallSheet(
                    **frame,
                    cell=cell or vi("Chưa rõ chi bộ"),
                    rows=tuple(_sheet_row(line) for line in by_cell[cell]),
                    caller=signer(actor),
                )
                for cell in sorted(by_cell, key=str.casefold)
            ]
        )

    def _callees(self, call_for: CallFor | None) -> list[Callee]:
        everybody = (one for source in self._sources for one in source())
        return [one for one in everybody if call_for in {None, one.call_for}]

    def _lines(self, session: Session, callees: Sequence[Callee]) -> tuple[CallLine, ...]:
        calls = queries.calls_about(session, {one.application_id for one in callees})
        day = today(self._clock)
        return rules.in_turn(
            rules.line_of(
                one,
                [
                    queries.call_view(row)
                    for row in calls.get((one.application_id, one.call_for), ())
                ],
                day,
            )
            for one in callees
        )

    def _frame(self, session: Session) -> dict[str, Any]:
        station = security.station_of(session)
        text = self._preferences.text
        return {
            "office": text(OFFICE_NAME) or station.name or station.commune_name or station.code,
            "campaign_title": text(CAMPAIGN_TITLE),
            "legal_basis": text(LEGAL_BASIS),
            "day_shown": f"{local(self._clock.now()):%d/%m/%Y}",
            "practice": station.is_practice,
        }


def grouped_phone(phone: str) -> str:
    """Return a phone number as people read it out: `0912 345 678`; other texts as they stand."""
    digits = only_digits(phone)
    if len(digits) != 10:
        return phone
    return f"{digits[:4]} {digits[4:7]} {digits[7:]}"


def _sheet_row(line: CallLine) -> CallSheetRow:
    one = line.callee
    return CallSheetRow(
        full_name=one.full_name,
        phone=grouped_phone(one.phone) or vi("chưa có số"),
        need=vi(one.need),
        note=one.note,
        said=last_words(line, vi),
    )
