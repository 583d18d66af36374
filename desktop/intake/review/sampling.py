"""Approval by sample: everything found odd, and a few of a hundred of the rest, are looked at.

A sample is drawn only from records in which nothing was found, and never from those of whoever
draws. When every drawn record was approved by somebody, the rest is approved with the sample's
name on each move. When one was given back, the sample has failed: every record of it is looked at.
"""

from __future__ import annotations

import secrets
from dataclasses import replace

from desktop.common.clock import Clock
from desktop.common.i18n import tr
from desktop.common.ids import new_id
from desktop.common.settings import REVIEW_SAMPLE
from desktop.common.vocabulary import ApplicationState
from desktop.intake.moves.store import Cause, Standing, move_many
from desktop.intake.review import drawing, samples
from desktop.intake.review import store as queries
from desktop.intake.review.errors import SampleError
from desktop.intake.review.queue import known
from desktop.intake.review.returning import SAMPLE_PREFIX
from desktop.intake.review.samples import Sample
from desktop.intake.review.views import SampleView
from desktop.models import Application
from desktop.security import store as security_queries
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store

WHOLE = 100
"""At so many of a hundred every record is looked at by itself."""


class SampleService:
    """Draws samples and approves the rest of them.

    Args:
        store: the opened store.
        clock: where the time comes from.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def percent(self) -> int:
        """Return how many of a hundred are looked at; 100 is no sample but every record."""
        with self._store.read() as session:
            return _percent(session)

    def current(self) -> SampleView | None:
        """Return the open sample and how far it is, or None."""
        with self._store.read() as session:
            sample = samples.open_sample(session)
            return None if sample is None else _view(session, sample)

    def draw(self, *, actor: str, seed: str = "") -> SampleView:
        """Draw a sample from what waits; a failed one before it is closed by this.

        Args:
            actor: who draws; records they worked on stay out of it.
            seed: to draw the same sample again; made anew when left out.

        Raises:
            SampleError: every record is to be looked at, one sample is open already, or nothing
                waits in which nothing was found.
        """
        now = self._clock.now()
        with self._store.write() as session:
            percent = _percent(session)
            if percent >= WHOLE:
                raise SampleError(
                    tr("Quầy này xem từng hồ sơ, không duyệt theo mẫu."),
                    tr("Đặt tỷ lệ mẫu trong Cài đặt, mục Quầy."),
                )
            self._close_failed(session)
            waiting = known(session, ApplicationState.RECEIVED)
            own = queries.person_key(actor)
            clean = {
                one.row.id: one.row.version
                for one in waiting
                if not one.findings and own not in one.hands
            }
            if not clean:
                raise SampleError(
                    tr("Không có hồ sơ nào để lấy mẫu."),
                    tr("Hồ sơ có điều cần xem, và hồ sơ của chính người duyệt, phải xem riêng."),
                )
            chosen = seed or secrets.token_hex(8)
            drawn = drawing.drawn(clean, seed=chosen, percent=percent)
            odd = sum(bool(one.findings) for one in waiting)
            sample = Sample(new_id(), chosen, percent, now, actor, clean, drawn, odd)
            samples.keep(session, sample, at=now)
            security_queries.record(
                session,
                Tag.SAMPLE_DRAWN,
                at=now,
                actor=actor,
                target=str(sample.id),
                detail={
                    "seed": chosen,
                    "percent": percent,
                    "waiting": len(waiting),
                    "exceptions": odd,
                    "population": len(clean),
                    "population_sha256": drawing.digest(clean),
                    "drawn": len(drawn),
                },
            )
            return _view(session, sample)

    def approve_rest(self, *, actor: str) -> int:
        """Approve what was not drawn and is still as it was; return how many.

        Records that changed since, in which something was found meanwhile, or on which whoever
        approves has worked, go on waiting.

        Raises:
            SampleError: no sample is open, a drawn record was not decided, or one was given back.
        """
        now = self._clock.now()
        with self._store.write() as session:
            sample = _ready(session)
            own, rest = queries.person_key(actor), set(sample.rest)
            seen = [
                Standing(one.row.id, ApplicationState.RECEIVED, one.row.version)
                for one in known(session, ApplicationState.RECEIVED)
                if one.row.id in rest
                and one.row.version == sample.members[one.row.id]
                and not one.findings
                and own not in one.hands
            ]
            cause = Cause(now, actor, f"{SAMPLE_PREFIX}{sample.id}")
            move_many(session, seen, ApplicationState.APPROVED, cause)
            samples.keep(session, replace(sample, closed="approved"), at=now)
            security_queries.record(
                session,
                Tag.SAMPLE_APPROVED,
                at=now,
                actor=actor,
                target=str(sample.id),
                detail={
                    "approved": len(seen),
                    "approved_sha256": drawing.digest(one.id for one in seen),
                    "left": len(rest) - len(seen),
                },
            )
            return len(seen)

    def _close_failed(self, session: Session) -> None:
        sample = samples.open_sample(session)
        if sample is None:
            return
        if not samples.progress(session, sample)[1]:
            raise SampleError(
                tr("Mẫu lấy trước chưa xong."),
                tr("Xem hết hồ sơ trong mẫu, duyệt phần còn lại rồi lấy mẫu mới."),
            )
        samples.keep(session, replace(sample, closed="failed"), at=self._clock.now())


def _ready(session: Session) -> Sample:
    sample = samples.open_sample(session)
    if sample is None:
        raise SampleError(tr("Chưa lấy mẫu."), tr("Lấy mẫu trước rồi duyệt phần còn lại."))
    waiting, failed = samples.progress(session, sample)
    if failed:
        raise SampleError(
            tr("Trong mẫu có hồ sơ bị trả lại."), tr("Xem từng hồ sơ còn lại của mẫu này.")
        )
    if waiting:
        raise SampleError(
            tr("Còn {n} hồ sơ trong mẫu chưa xem.").format(n=waiting),
            tr("Xem hết hồ sơ trong mẫu rồi duyệt phần còn lại."),
        )
    return sample


def _percent(session: Session) -> int:
    value = security_queries.stored_setting(session, REVIEW_SAMPLE)
    return int(value if REVIEW_SAMPLE.accepts(value) else REVIEW_SAMPLE.default)


def _view(session: Session, sample: Sample) -> SampleView:
    waiting, failed = samples.progress(session, sample)
    rows = queries.some(session, sample.rest)
    return SampleView(
        id=sample.id,
        seed=sample.seed,
        percent=sample.percent,
        drawn_at=sample.at,
        drawn_by=sample.by,
        population=len(sample.members),
        exceptions=sample.exceptions,
        drawn=len(sample.drawn),
        open=waiting,
        failed=failed,
        rest=sum(_is_as_drawn(row, sample) for row in rows.values()),
    )


def _is_as_drawn(row: Application, sample: Sample) -> bool:
    same = row.version == sample.members[row.id]
    return same and row.state == ApplicationState.RECEIVED.value
