"""What the plan page asks of the services; each act says what was done, or what is in the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from desktop.campaign.cells.views import CellHistory, OpenCase
from desktop.campaign.phases import rules
from desktop.campaign.phases.views import Board, CellRow
from desktop.campaign.phases.words import phase_words
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr, trn
from desktop.common.phases import CaseReason, CellConfirmation
from desktop.services import Services
from desktop.ui.campaign.settings_side import Wanted
from desktop.ui.context import UiContext


class PlanActs:
    """Changes of the plan.

    Args:
        context: services, tasks and who works here.
        changed: told what was done; shows it and reads again.
        reload: reads again without a word.
        failed: shows what is in the way.
    """

    def __init__(
        self,
        context: UiContext,
        *,
        changed: Callable[[str], object],
        reload: Callable[[], object],
        failed: Callable[[UserFacingError], object],
    ) -> None:
        self._context = context
        self._changed, self._reload, self._failed = changed, reload, failed

    def open_next(self, row: CellRow, reason: str) -> None:
        """Open the next phase for a cell."""
        next_ = rules.after(row.phase)
        if next_ is None:
            return
        done = tr("{cell}: đã mở bước {phase}.").format(cell=row.name, phase=phase_words(next_))
        open_phase = self._services.phases.open_phase
        self._run(
            partial(open_phase, next_, [row.name], reason=reason, actor=self._context.actor),
            lambda _: self._changed(done),
        )

    def open_met(self) -> None:
        """Open the next phase for every cell whose gate is met."""

        def told(n: int) -> None:
            words = trn("Đã mở bước sau cho {n} chi bộ.", "Đã mở bước sau cho {n} chi bộ.", n)
            self._changed(words.format(n=n) if n else tr("Chưa có chi bộ nào đạt để mở bước sau."))

        self._run(partial(self._services.phases.open_met, actor=self._context.actor), told)

    def reopen(self, row: CellRow, reason: str) -> None:
        """Open a closed cell again."""
        done = tr("Đã mở lại {cell}.").format(cell=row.name)
        self._run(
            partial(
                self._services.cells.reopen, row.name, reason=reason, actor=self._context.actor
            ),
            lambda _: self._changed(done),
        )

    def explain(
        self, case: OpenCase, said: tuple[CaseReason, str], then: Callable[[], object]
    ) -> None:
        """Keep the reason of one open case."""
        explain = self._services.cells.explain
        self._run(
            partial(explain, case.member_id, *said, actor=self._context.actor), lambda _: then()
        )

    def close(self, cell: str, then: Callable[[], object]) -> None:
        """Close a cell."""

        def closed(found: CellHistory) -> None:
            then()
            words = tr("Đã khóa sổ {cell}: đã trao {done}/{all} thẻ, {n} người có lý do.")
            self._changed(
                words.format(
                    cell=found.cell, done=found.handed_over, all=found.eligible, n=found.explained
                )
            )

        self._run(partial(self._services.cells.close, cell, actor=self._context.actor), closed)

    def confirm(self, row: CellRow, what: CellConfirmation, *, on: bool) -> None:
        """Write down, or take back, what a cell confirmed."""
        phases = self._services.phases
        verb = phases.confirm if on else phases.unconfirm
        self._run(
            partial(verb, row.name, what, actor=self._context.actor), lambda _: self._reload()
        )

    def date(self, row: CellRow, day: date | None) -> None:
        """Give a cell its own last day, or the campaign's again."""
        set_deadline = self._services.phases.set_deadline
        self._run(
            partial(set_deadline, row.name, day, actor=self._context.actor),
            lambda _: self._reload(),
        )

    def keep(
        self, wanted: Wanted, values: dict[str, Any], board: Board, then: Callable[[], object]
    ) -> None:
        """Store the settings and days that differ from what was shown."""

        def kept(_: object) -> None:
            then()
            self._changed(tr("Đã lưu kế hoạch."))

        self._run(partial(_keep, self._services, wanted, values, board, self._context.actor), kept)

    @property
    def _services(self) -> Services:
        return self._context.services

    def _run(self, act: Callable[[], Any], then: Callable[[Any], object]) -> None:
        self._context.tasks.change(act, then, self._failed)


def _keep(
    services: Services, wanted: Wanted, values: dict[str, Any], board: Board, actor: str
) -> None:
    changed = {name: text for name, text in wanted.settings.items() if values.get(name) != text}
    if changed:
        services.campaign.change(changed, actor=actor)
    spans = {row.phase: row.span for row in board.phases}
    for phase, span in wanted.spans.items():
        if spans[phase] != span:
            services.phases.set_span(phase, span, actor=actor)
