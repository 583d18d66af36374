"""Everything about one person, gathered for one screen and one paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as made
from uuid import UUID

from desktop.campaign.priority.views import PersonPriority
from desktop.common.channels import IntakeSource, source_of
from desktop.common.clock import today
from desktop.common.vocabulary import FieldKey, LinkState, SourceKind
from desktop.intake.leases.views import Holder
from desktop.intake.rules import years_in_party
from desktop.intake.views import MemberRecord
from desktop.roster.keeping.views import STATUS, Dossier
from desktop.roster.register.views import DiscrepancyQuery, DiscrepancyView
from desktop.roster.sources.views import Check
from desktop.roster.views import Problem
from desktop.services import Services
from desktop.ui.roster.column_words import field_word

_STATUS_CODES = frozenset({"status_unreadable", "status_guessed"})

CORE: tuple[str, ...] = (
    FieldKey.FULL_NAME,
    FieldKey.BIRTH_DATE,
    FieldKey.SEX,
    FieldKey.PERSONAL_ID,
    FieldKey.CARD_NUMBER,
    STATUS,
    FieldKey.CELL,
    FieldKey.VILLAGE,
    FieldKey.RESIDENCE,
    FieldKey.JOINED_ON,
    FieldKey.OFFICIAL_ON,
    FieldKey.ETHNICITY,
)
"""Lines that always stand on top, also when the list says nothing."""

OTHERS: tuple[str, ...] = (
    FieldKey.HOMETOWN,
    FieldKey.BIRTH_PLACE,
    FieldKey.OLD_ID,
    FieldKey.ID_ISSUED_ON,
    FieldKey.CARD_ISSUED_ON,
    FieldKey.CARD_ISSUED_BY,
    FieldKey.NEW_CARD_NUMBER,
    FieldKey.FILE_NUMBER,
    FieldKey.COMMITTEE,
    FieldKey.POSITION,
    FieldKey.PHONE,
    FieldKey.RELIGION,
    FieldKey.OTHER_NAME,
    FieldKey.NOTE,
)
"""The rest; what the list says nothing of comes last."""


@dataclass(frozen=True)
class FactLine:
    """One fact about a person, and what everybody says of it.

    Attributes:
        field: `FieldKey` value, `status`, or `extra:` and the header of a column.
        value: as the list has it now, as stored.
        said: kind of source -> its value, of linked sources only.
        at_odds: sources with which a difference is still open.
        problems: what a person should look at.
        own: what the list itself said where a person here decided otherwise.
    """

    field: str
    label: str
    value: str
    said: dict[str, str] = made(default_factory=dict)
    at_odds: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    own: str = ""

    @property
    def is_editable(self) -> bool:
        """Whether it can be changed here; other columns of the file cannot."""
        return not self.field.startswith("extra:")


@dataclass(frozen=True)
class PersonFile:
    """One person's everything.

    Attributes:
        dossier: what the list knows.
        checks: how far the person was checked against each other source.
        lines: of the register of discrepancies, open and decided.
        record: what became of the application, None when there is none.
        priority: whether they come first; a reason of health is not told.
        party_years: full years since joining, None when the list does not say when.
        source: where reports count it as taken.
        holder: at which other counter the person is open now.
    """

    dossier: Dossier
    checks: tuple[Check, ...]
    lines: tuple[DiscrepancyView, ...]
    record: MemberRecord | None
    priority: PersonPriority = made(default_factory=PersonPriority)
    party_years: int | None = None
    source: IntakeSource = IntakeSource.UNKNOWN
    holder: Holder | None = None

    @property
    def member_id(self) -> UUID:
        """Whose it is."""
        return self.dossier.person.member_id

    @property
    def full_name(self) -> str:
        """The name as the list has it."""
        return self.dossier.person.fields.get(FieldKey.FULL_NAME, "")

    @property
    def sources(self) -> tuple[str, ...]:
        """Kinds of sources whose record is held to be this person."""
        linked = {one.kind for one in self.dossier.sources if one.state == LinkState.LINKED.value}
        return tuple(kind.value for kind in SourceKind if kind.value in linked)

    def facts(self) -> tuple[FactLine, ...]:
        """Return all lines in the order they are shown."""
        person = self.dossier.person
        filled = [key for key in OTHERS if self._value(key)]
        empty = [key for key in OTHERS if not self._value(key)]
        lines = [self._line(key) for key in (*CORE, *filled)]
        lines += [
            FactLine(f"extra:{header}", header, text)
            for header, text in person.extra.items()
            if text
        ]
        return (*lines, *(self._line(key) for key in empty))

    def _value(self, key: str) -> str:
        person = self.dossier.person
        return person.status.value if key == STATUS else person.fields.get(FieldKey(key), "")

    def _line(self, key: str) -> FactLine:
        said = {
            one.kind: one.fields.get(key, "")
            for one in self.dossier.sources
            if one.state == LinkState.LINKED.value
        }
        own = "" if key == STATUS else self.dossier.listed.get(FieldKey(key), "")
        return FactLine(
            field=key,
            label=field_word(key),
            value=self._value(key),
            said=said,
            at_odds=frozenset(self._at_odds(key)),
            problems=tuple(
                one
                for one in self.dossier.person.problems
                if one.field == key or (key == STATUS and one.code in _STATUS_CODES)
            ),
            own=own,
        )

    def _at_odds(self, key: str) -> Iterator[str]:
        for line in self.lines:
            if line.field == key and (not line.decided_by or line.has_news):
                yield from (one.source for one in line.said if one.is_at_odds)


def load(services: Services, member_id: UUID) -> PersonFile:
    """Read everything about a person; for a worker thread.

    Raises:
        MemberUnknownError: nobody has this id.
    """
    query = DiscrepancyQuery(state=None, member_id=member_id)
    dossier = services.people.dossier(member_id)
    joined = dossier.person.fields.get(FieldKey.JOINED_ON, "")
    record = services.overview.record_of(member_id)
    channel = record.channel if record is not None else ""
    return PersonFile(
        dossier=dossier,
        checks=services.sources.checks(member_id),
        lines=services.register.page(query, limit=None).rows,
        priority=services.priority.of(member_id),
        party_years=years_in_party(joined, today(services.clock)),
        record=record,
        source=source_of(services.campaign.read().kind, channel),
        holder=services.leases.held_elsewhere().get(member_id),
    )
