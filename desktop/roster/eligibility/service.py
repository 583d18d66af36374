"""The rules by status, and everybody outside the denominator; one method per verb."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from desktop.common.clock import Clock
from desktop.common.dates import show_iso
from desktop.common.i18n import tr
from desktop.common.sheet_out import Column, write_sheet
from desktop.common.vocabulary import MemberStatus
from desktop.roster.eligibility import rules, store
from desktop.roster.eligibility.views import Denominator, OutsidePerson, RuleRow
from desktop.roster.rules import (
    APART,
    DEFAULT_TABLE,
    STATUS_NAMES,
    Eligibility,
    Table,
    eligibility,
    reason_text,
)
from desktop.security.store import is_practice, record
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Store


class EligibilityService:
    """Who may renew now, by rules a commune can set.

    Args:
        on_change: called after a rule changed, so that searches look again.
    """

    def __init__(
        self, store_: Store, clock: Clock, *, on_change: Callable[[], None] = lambda: None
    ) -> None:
        self._store = store_
        self._clock = clock
        self._on_change = on_change

    # ---------------------------------------------------------------- rules

    def table(self) -> Table:
        """Return the rules in force, for `roster.rules.eligibility`."""
        with self._store.read() as session:
            return store.rules_in_force(session)

    def rules(self) -> tuple[RuleRow, ...]:
        """Return the rules in force, one row per status."""
        table = self.table()
        return tuple(
            RuleRow(
                status,
                tr(STATUS_NAMES[status]),
                table[status].eligible,
                reason_text(table[status].reason),
                table[status] == DEFAULT_TABLE[status],
                status is MemberStatus.OFFICIAL,
            )
            for status in MemberStatus
        )

    def set_rule(
        self, status: MemberStatus, *, eligible: bool, reason: str, actor: str
    ) -> tuple[RuleRow, ...]:
        """Change what holds for a status and return all rules.

        Raises:
            RuleRefusedError: the rule is incomplete or not allowed; nothing was changed.
            StoreError: nothing was changed.
        """
        rule = rules.checked(status, eligible, reason)
        default = DEFAULT_TABLE[status]
        if rule.reason == reason_text(default.reason):
            # The default's own words go on being translated.
            rule = Eligibility(eligible, default.reason)
        self._keep(status, rule, actor)
        return self.rules()

    def reset_rule(self, status: MemberStatus, *, actor: str) -> tuple[RuleRow, ...]:
        """Put a status back to what is delivered and return all rules.

        Raises:
            StoreError: nothing was changed.
        """
        self._keep(status, DEFAULT_TABLE[status], actor)
        return self.rules()

    def _keep(self, status: MemberStatus, rule: Eligibility, actor: str) -> None:
        with self._store.write() as session:
            before = store.rules_in_force(session)
            if before[status] == rule:
                return
            at = self._clock.now()
            store.keep_rules(session, rules.kept_of({**before, status: rule}), at=at)
            record(
                session,
                Tag.SETTING_CHANGED,
                at=at,
                actor=actor,
                target=store.SETTING,
                detail={"status": status.value, "eligible": rule.eligible},
            )
        self._on_change()

    # ---------------------------------------------------------------- denominator

    def denominator(self) -> Denominator:
        """Return everybody outside the denominator with the reason, and how many are in it.

        Raises:
            StoreError: the store cannot be read.
        """
        left_out: list[OutsidePerson] = []
        apart: list[OutsidePerson] = []
        eligible = 0
        with self._store.read() as session:
            table = store.rules_in_force(session)
            for person in store.people(session):
                verdict = _verdict(person, table)
                if MemberStatus(person.status) in APART:
                    apart.append(_outside(person, verdict, is_apart=True))
                elif verdict.eligible:
                    eligible += 1
                else:
                    left_out.append(_outside(person, verdict))
        counted = Counter(person.reason for person in left_out)
        return Denominator(eligible, tuple(left_out), tuple(apart), tuple(counted.most_common()))

    def export_outside(self, target: Path, *, actor: str) -> int:
        """Write everybody outside the denominator to an .xlsx and return how many.

        Raises:
            DiskFullError: there is no room.
            InputFileError: the folder cannot be written.
        """
        found = self.denominator()
        people = (*found.left_out, *found.apart)
        columns = (
            Column(tr("STT"), 6),
            Column(tr("Họ và tên"), 28),
            Column(tr("Ngày sinh"), 13),
            Column(tr("Số định danh"), 16),
            Column(tr("Chi bộ"), 28),
            Column(tr("Tình trạng"), 20),
            Column(tr("Lý do ngoài diện"), 52, wraps=True),
            Column(tr("Tính riêng"), 12),
        )
        lines = (
            (
                str(number),
                one.full_name,
                one.birth_shown,
                one.personal_id,
                one.cell,
                one.status_name,
                one.reason,
                tr("Có") if one.is_apart else "",
            )
            for number, one in enumerate(people, start=1)
        )
        with self._store.read() as session:
            practice = is_practice(session)
        write_sheet(target, tr("Ngoài diện"), columns, lines, practice=practice)
        with self._store.write() as session:
            record(
                session,
                Tag.OUTSIDE_EXPORTED,
                at=self._clock.now(),
                actor=actor,
                detail={"people": len(people)},
            )
        return len(people)


def _verdict(person: store.Person, table: Table) -> Eligibility:
    has_cards = any(kept.get("code") == "card_missing" for kept in person.problems)
    return eligibility(
        MemberStatus(person.status),
        card_number=person.card_number,
        list_has_cards=has_cards,
        table=table,
    )


def _outside(
    person: store.Person, verdict: Eligibility, *, is_apart: bool = False
) -> OutsidePerson:
    status = MemberStatus(person.status)
    return OutsidePerson(
        member_id=person.member_id,
        full_name=person.full_name,
        birth_shown=show_iso(person.birth_date),
        personal_id=person.personal_id,
        cell=person.cell,
        status=status,
        status_name=tr(STATUS_NAMES[status]),
        reason=reason_text(verdict.reason),
        is_apart=is_apart,
    )
