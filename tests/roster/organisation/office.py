"""A tree over a store, and everything that must hold of it at any moment."""

from __future__ import annotations

from sqlalchemy import select

from desktop.common.ids import new_id
from desktop.common.text import fold, name_sort_key
from desktop.common.vocabulary import MemberStatus
from desktop.models import AuditEvent, Member
from desktop.roster.organisation import store as queries
from desktop.roster.organisation.rules import replayed
from desktop.roster.organisation.service import OrganisationService
from tests import factories, seeding

CLERK = "Lò Thị Hương"


def person(store, name, cell, committee="", status=MemberStatus.OFFICIAL):
    key = new_id()
    with store.write() as session:
        session.add(
            Member(
                id=key,
                **seeding.made(),
                full_name=name,
                name_folded=fold(name),
                name_sort=name_sort_key(name),
                cell=cell,
                committee=committee,
                status=status.value,
                problems=[],
                extra={},
            )
        )
    return key


class Office:
    """A tree over a store, with what it asks of others in the test's hands."""

    def __init__(self, store, **people):
        self.store = store
        self.clock = factories.clock()
        self.cases = {}
        self.locked: set[str] = set()
        self.people = people
        self.changes = 0
        self.tree = OrganisationService(
            store,
            self.clock,
            cases=self._cases,
            locked=lambda _session: self.locked,
            on_change=self._changed,
        )

    def _cases(self, _session, member_ids):
        wanted = set(self.cases) if member_ids is None else set(member_ids)
        return {key: state for key, state in self.cases.items() if key in wanted}

    def _changed(self):
        self.changes += 1

    def names(self):
        return ["  " * row.depth + row.unit.name for row in self.tree.tree().rows]

    def unit(self, name):
        return next(row.unit.unit_id for row in self.tree.tree().rows if row.unit.name == name)

    def texts(self, member_id):
        with self.store.read() as session:
            return tuple(queries.texts_of(session, [member_id])[member_id])

    def checked(self):
        """Every promise that holds at any moment; return the numbers of people by cell."""
        tree = self.tree.tree()
        assert tree.unlisted == ()
        found = {
            row.unit.unit_id: {one.member_id for one in self.tree.people(row.unit.unit_id)}
            for row in tree.rows
            if row.unit.is_cell
        }
        everywhere = [key for keys in found.values() for key in keys]
        assert len(everywhere) == len(set(everywhere))
        nowhere = {one.member_id for one in self.tree.people(None)}
        with self.store.read() as session:
            ours = set(
                session.scalars(
                    select(Member.id).where(
                        Member.retired == "",
                        Member.status.not_in(["temporary_resident", "outside_list"]),
                    )
                )
            )
            steps = queries.steps(session)
            assert replayed(reversed(steps)) == queries.units(session)
        assert ours <= set(everywhere) | nowhere
        assert not nowhere & set(everywhere)
        for row in tree.rows:
            if row.unit.is_cell:
                assert row.people + row.apart == len(found[row.unit.unit_id])
        assert tree.people == len(ours)
        return {row.unit.name: row.people for row in tree.rows if row.unit.is_cell}

    def frozen(self):
        """What must not change when an act is refused; names that a list brought may come in."""
        with self.store.read() as session:
            members = session.execute(
                select(Member.id, Member.version, Member.cell, Member.committee)
            ).all()
            events = [row.detail for row in session.scalars(select(AuditEvent))]
            units = queries.units(session)
        return sorted(members), units, [one for one in events if one.get("act") != "found"]
