"""Taking an import back, as long as nothing was built upon it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from desktop.common.i18n import tr
from desktop.common.vocabulary import ChangeCause
from desktop.models import MemberVersion, RosterImport
from desktop.roster.closed.store import require_open_for_brought
from desktop.roster.errors import ImportStandsError, ImportUnknownError
from desktop.roster.keeping import store
from desktop.roster.keeping.views import UndoReport
from desktop.security.store import record
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session

_NAMED = 3
"""So many people are named in the reason; more are counted."""


class Undoing:
    """One import on its way back, inside the caller's transaction."""

    def __init__(
        self,
        session: Session,
        entry: RosterImport,
        in_use: Callable[[Session, datetime], set[UUID]],
    ) -> None:
        self._session = session
        self._entry = entry
        self._in_use = in_use

    def check(self) -> list[MemberVersion]:
        """Return what the people it changed were before.

        Raises:
            ImportUnknownError: it was taken back already.
            ImportStandsError: something was built upon it.
        """
        if self._entry.undone_at is not None:
            raise ImportUnknownError(
                tr("Lần nhập này đã được hoàn tác trước đó."),
                tr("Không cần làm gì thêm; muốn lấy lại thì nhập lại tệp."),
            )
        before = store.changed_by_import(self._session, self._entry.id)
        brought = store.brought_by_import(self._session, self._entry.id)
        touched = brought | {version.member_id for version in before}
        if served := touched & self._in_use(self._session, self._entry.imported_at):
            raise ImportStandsError(
                tr("Chưa hoàn tác được: đã có hồ sơ của {names}.").format(
                    names=self._names(served)
                ),
                tr("Sửa từng người trên trang của người đó, hoặc nhập danh sách mới hơn."),
            )
        self._check_later_changes()
        return before

    def _check_later_changes(self) -> None:
        later = store.later_changes(self._session, self._entry.id)
        if not later:
            return
        newest = later[0]
        other = store.import_by_id(self._session, newest.import_id)
        if other is not None:
            raise ImportStandsError(
                tr("Chưa hoàn tác được: tệp “{file}” nhập sau đã đổi cùng những người này.").format(
                    file=other.file_name
                ),
                tr("Hoàn tác tệp “{file}” trước, rồi hoàn tác lần này.").format(
                    file=other.file_name
                ),
            )
        raise ImportStandsError(
            tr("Chưa hoàn tác được: sau đó đã sửa thông tin của {names}.").format(
                names=self._names({version.member_id for version in later})
            ),
            tr("Những sửa đổi đó sẽ mất; nhập danh sách mới hơn thay vì hoàn tác lần này."),
        )

    def undo(self, actor: str, at: datetime) -> UndoReport:
        """Take the import back.

        Raises:
            ImportUnknownError: it was taken back already.
            ImportStandsError: something was built upon it.
            CellClosedError: somebody it brought or changed stands in a closed cell.
        """
        before = self.check()
        require_open_for_brought(self._session, self._entry.id)
        people = store.people(self._session, [version.member_id for version in before])
        store.write_versions(
            self._session,
            people.values(),
            cause=ChangeCause.UNDO,
            at=at,
            actor=actor,
            import_id=self._entry.id,
        )
        # Oldest last: a person changed twice by one import ends as they were before the first.
        for version in sorted(before, key=lambda one: -one.version):
            store.restore(people[version.member_id], version.values, at=at)
        self._session.flush()
        retired = store.retire_brought(self._session, self._entry.id, at=at)
        self._entry.undone_at = at
        self._entry.undone_by = actor
        record(
            self._session,
            Tag.ROSTER_UNDONE,
            at=at,
            actor=actor,
            target=str(self._entry.id),
            detail={"restored": len(people), "retired": retired},
        )
        return UndoReport(self._entry.id, self._entry.file_name, len(people), retired)

    def _names(self, member_ids: set[UUID]) -> str:
        some = store.people(self._session, sorted(member_ids)[:_NAMED])
        names = ", ".join(sorted(person.full_name for person in some.values()))
        more = len(member_ids) - len(some)
        return names if not more else tr("{names} và {n} người khác").format(names=names, n=more)
