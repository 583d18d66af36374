"""What an operator can do with files of the list; one method per verb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

from desktop.common.clock import Clock, today
from desktop.common.i18n import tr
from desktop.common.practice import refuse_practice_sheet
from desktop.common.work import Work
from desktop.models import RosterImport
from desktop.roster.closed.store import wait_for_closing
from desktop.roster.errors import ImportStandsError, ImportUnknownError
from desktop.roster.keeping import store
from desktop.roster.keeping.amending import amended
from desktop.roster.keeping.taking import Taking, chosen, compare, difference_of, report_of
from desktop.roster.keeping.undoing import Undoing
from desktop.roster.keeping.views import (
    ImportChoices,
    ImportDifference,
    ImportEntry,
    UndoReport,
)
from desktop.roster.mapping import HeaderMapping, mapping_of
from desktop.roster.reading.preview import HIDDEN_INCLUDE, preview_file
from desktop.roster.set_aside import write_set_aside
from desktop.roster.views import ImportPreview, ImportReport, SetAside, column_letters
from desktop.security.store import is_practice, record
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store

ALL = ImportChoices()
"""Take everybody who is new or changed; leave who is gone as they are."""


class InUse(Protocol):
    """Answered by the counter: whom must the list not take away any more?"""

    def __call__(self, session: Session, since: datetime) -> set[UUID]:
        """Return the members with an open record, or one received since a moment (aware)."""
        ...


def nobody_in_use(session: Session, since: datetime) -> set[UUID]:
    """Answer for a list without a counter."""
    del session, since
    return set()


class OnNames(Protocol):
    """Told in the transaction that took a list in: its rows may name new cells."""

    def __call__(self, session: Session, at: datetime, actor: str) -> None:
        """Take the new names in."""
        ...


def names_are_nothing(session: Session, at: datetime, actor: str) -> None:
    """Answer for a list without an organisation tree."""
    del session, at, actor


class RosterImports:
    """Files taken in: looked at, compared, applied as chosen, taken back, remembered.

    Args:
        in_use: asked before an import is taken back.
        on_names: told before a list that was taken in is committed.
        on_change: called after the list changed, so that searches look again.
        commune: gives the station's own; a list of another one is pointed out.
    """

    def __init__(
        self,
        store_: Store,
        clock: Clock,
        *,
        in_use: InUse = nobody_in_use,
        on_names: OnNames = names_are_nothing,
        on_change: Callable[[], None] = lambda: None,
        commune: Callable[[], str] = str,
    ) -> None:
        self._store = store_
        self._clock = clock
        self._in_use = in_use
        self._on_names = on_names
        self._on_change = on_change
        self._commune = commune

    # ---------------------------------------------------------------- look

    def preview(
        self,
        path: Path,
        *,
        sheet: str | None = None,
        mapping: HeaderMapping | None = None,
        header_row: int | None = None,
        encoding: str | None = None,
        password: str | None = None,
        hidden: str = HIDDEN_INCLUDE,
    ) -> ImportPreview:
        """Return what a file would give; nothing is stored. See `preview_file`.

        Without a mapping, the one that was confirmed for the same header is used, and the
        messages say so.

        Raises:
            ListFileError: the file cannot be read, or holds no list.
            PracticeMixedError: it is a list of practice, and this is none.
        """
        commune = self._commune()

        def read(using: HeaderMapping | None) -> ImportPreview:
            return preview_file(
                path,
                self._clock,
                sheet=sheet,
                mapping=using,
                header_row=header_row,
                encoding=encoding,
                password=password,
                hidden=hidden,
                commune=commune,
            )

        found = read(mapping)
        self._refuse_practice(found)
        remembered = None if mapping else self.remembered_mapping(found)
        if remembered is None:
            return found
        again = found if mapping_of(found.source) == remembered else read(remembered)
        note = tr("Các cột được hiểu như lần trước đã xác nhận cho mẫu tiêu đề này.")
        return _with_message(again, note)

    def difference(self, preview: ImportPreview) -> ImportDifference:
        """Return a preview against the list as it stands, person by person."""
        with self._store.read() as session:
            return difference_of(compare(session, preview))

    def amend(
        self, preview: ImportPreview, row_number: int, field: str, text: str
    ) -> ImportPreview:
        """Return a preview with one value of one row typed anew; see `amended`.

        Raises:
            ValueError: there is no such row, or no such field.
        """
        return amended(preview, row_number, field, text, today(self._clock))

    # ---------------------------------------------------------------- take in

    def import_list(
        self,
        source: Path | ImportPreview,
        *,
        actor: str,
        choices: ImportChoices = ALL,
        dry_run: bool = False,
        work: Work | None = None,
    ) -> ImportReport:
        """Take a list in, in one transaction; nobody is ever deleted.

        The same file again, when it changes nothing, writes nothing at all.

        Args:
            source: a file, read with every default, or a preview as it was looked at (and
                mended) on the screen.
            actor: who does it.
            choices: who is taken; rows that are not stay aside, whole.
            dry_run: only say what would happen.
            work: hears the progress in percent; cancelled work leaves the store as it was.

        Raises:
            ListFileError: the file cannot be read, or holds no list.
            PracticeMixedError: it is a list of practice, and this is none.
            StoreError: nothing was stored.
            CancelledError: the work was cancelled; nothing was stored.
        """
        work = work or Work()
        if isinstance(source, Path):
            work.report(0, 100, tr("Đang đọc tệp"))
            source = self.preview(source)
        self._refuse_practice(source)
        if dry_run:
            with self._store.read() as session:
                compared = chosen(compare(session, source), choices)
            return report_of(compared, choices, dry_run=True)
        taking = Taking(
            self._store, self._clock, choices, actor=actor, work=work, on_names=self._on_names
        )
        try:
            return taking.take(source)
        finally:
            self._on_change()

    def _refuse_practice(self, found: ImportPreview) -> None:
        with self._store.read() as session:
            practice = is_practice(session)
        refuse_practice_sheet(found.source.file_name, found.source.sheet, practice=practice)

    def undo_import(self, import_id: UUID, *, actor: str) -> UndoReport:
        """Take an import back: who it changed is as before, who it brought leaves the list.

        Raises:
            ImportUnknownError: there is no such import, or it was taken back already.
            ImportStandsError: somebody it brought or changed was received, has an open record,
                or was changed again since; says what to do first.
        """
        with self._store.write() as session:
            wait_for_closing(session)
            entry = _required(session, import_id)
            report = Undoing(session, entry, self._in_use).undo(actor, self._clock.now())
        self._on_change()
        return report

    def why_it_stands(self, import_id: UUID) -> str:
        """Return why an import cannot be taken back now, empty when it can."""
        with self._store.read() as session:
            entry = _required(session, import_id)
            try:
                Undoing(session, entry, self._in_use).check()
            except (ImportStandsError, ImportUnknownError) as error:
                return f"{error.title} {error.advice}"
        return ""

    # ---------------------------------------------------------------- history

    def history(self) -> tuple[ImportEntry, ...]:
        """Return every import, newest first; those taken back too."""
        with self._store.read() as session:
            return tuple(store.entry_of(row) for row in store.all_imports(session))

    def latest_import_id(self) -> UUID | None:
        """Return the id of the newest import that stands, None when there is none."""
        with self._store.read() as session:
            latest = store.latest_import(session)
            return latest.id if latest else None

    def set_aside_rows(self, import_id: UUID) -> tuple[SetAside, ...]:
        """Return the rows an import did not take, in the order of the file.

        Raises:
            ImportUnknownError: there is no such import.
        """
        with self._store.read() as session:
            _required(session, import_id)
            return tuple(store.set_aside_of(session, import_id))

    def export_set_aside(self, import_id: UUID, target: Path, *, actor: str = "") -> int:
        """Write the rows an import set aside to an .xlsx, with reasons; return how many.

        The file can be mended and taken in again.

        Raises:
            ImportUnknownError: there is no such import.
            InputFileError: the folder cannot be written.
            DiskFullError: there is no room.
        """
        with self._store.read() as session:
            entry = _required(session, import_id)
            rows = store.set_aside_of(session, import_id)
            columns = entry.mapping["columns"]
        width = max((int(column["index"]) + 1 for column in columns), default=0)
        headers = [column_letters(index) for index in range(width)]
        for column in columns:
            headers[int(column["index"])] = str(column["header"])
        write_set_aside(target, headers, rows)
        with self._store.write() as session:
            record(
                session,
                Tag.SET_ASIDE_EXPORTED,
                at=self._clock.now(),
                actor=actor,
                target=str(import_id),
                detail={"rows": len(rows)},
            )
        return len(rows)

    # ---------------------------------------------------------------- mappings

    def remember_mapping(self, preview: ImportPreview, *, actor: str) -> HeaderMapping:
        """Keep how the columns of a preview are understood, for the next file like it."""
        mapping = mapping_of(preview.source)
        if not mapping.header_fingerprint:
            return mapping
        at = self._clock.now()
        with self._store.write() as session:
            fingerprint = mapping.header_fingerprint
            store.remember_mapping(session, fingerprint, mapping.as_json(), at=at, actor=actor)
            record(
                session,
                Tag.MAPPING_CONFIRMED,
                at=at,
                actor=actor,
                target=fingerprint,
                detail={"columns": len(mapping.columns)},
            )
        return mapping

    def remembered_mapping(self, preview: ImportPreview) -> HeaderMapping | None:
        """Return the mapping confirmed before for the header of a preview, or None."""
        if not preview.source.fingerprint:
            return None
        with self._store.read() as session:
            row = store.mapping_for(session, preview.source.fingerprint)
            return HeaderMapping.from_json(row.mapping) if row else None


def _with_message(preview: ImportPreview, text: str) -> ImportPreview:
    return replace(preview, messages=(*preview.messages, text))


def _required(session: Session, import_id: UUID) -> RosterImport:
    entry = store.import_by_id(session, import_id)
    if entry is None:
        raise ImportUnknownError(
            tr("Chưa có lần nhập danh sách nào như vậy."),
            tr("Mở lại danh sách các lần nhập rồi chọn trong đó."),
        )
    return entry
