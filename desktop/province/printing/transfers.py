"""Use cases of transfer lists: make the next one, write any of them again."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from desktop.batch.card_report.files import Whereabouts
from desktop.batch.rules import EXTENSIONS
from desktop.common.clock import Clock
from desktop.common.errors import DiskFullError, InputFileError
from desktop.common.files import write_whole
from desktop.common.i18n import vi
from desktop.common.ids import new_id
from desktop.models import PrintTransfer
from desktop.province.cards import store as cards
from desktop.province.cards.store import Spoiled
from desktop.province.printing import columns as form
from desktop.province.printing import store as queries
from desktop.province.printing.columns import Columns
from desktop.province.printing.errors import (
    ClearTransferError,
    NoTransferError,
    NotReadBackError,
    TransferKeptError,
)
from desktop.province.printing.minutes import write_minutes
from desktop.province.printing.package import MANIFEST, inside, write_package
from desktop.province.printing.sheets import ListFormat, write_list
from desktop.province.printing.store import Ready
from desktop.province.printing.views import PrintOverview, WrittenTransfer
from desktop.province.registry.keys import KeysService
from desktop.province.reporting.settings import DeskSettingsService
from desktop.security import store as security
from desktop.security.tags import Tag
from desktop.storage.sharing import one_at_a_time
from desktop.storage.unit_of_work import Session, Store

MOST_RECORDS: Final = 20_000
"""Of one transfer: its list is made in memory. What is over goes with the next one."""

_PLAIN = re.compile(r"[A-Za-z0-9-]{1,40}", re.ASCII)


class TransferService:
    """Lists for the printing office.

    Args:
        data: where what arrived is kept.
        keys: the province's own keys; they know its name.
        settings: they know the printing office's key.
        clock: where the time comes from.
        practice: whether everything here is invented.
    """

    def __init__(
        self,
        data: Store,
        keys: KeysService,
        settings: DeskSettingsService,
        clock: Clock,
        *,
        practice: bool,
    ) -> None:
        self._data = data
        self._keys = keys
        self._settings = settings
        self._clock = clock
        self._practice = practice

    def counts(self) -> dict[str, int]:
        """Return how many records are ready, at the printing office, and printed."""
        with self._data.read() as session:
            return queries.counts(session)

    def overview(self) -> PrintOverview:
        """Return how far printing is, with every transfer that was made."""
        with self._data.read() as session:
            rows, ready = queries.transfers_made(session), queries.count_ready(session)
        kept = str((values := self._settings.all())["print_columns"])
        return PrintOverview(
            ready=ready,
            sent=sum(row.sent for row in rows),
            printed=sum(row.printed for row in rows),
            failed=sum(row.failed for row in rows),
            key=str(values["print_key"]),
            columns=_titles(kept),
            has_own_columns=bool(kept),
            transfers=tuple(rows),
        )

    def transfer(
        self,
        folder: Path,
        *,
        actor: str,
        columns: Columns | None = None,
        list_format: ListFormat = ListFormat.XLSX,
        clear: bool = False,
        limit: int = MOST_RECORDS,
    ) -> WrittenTransfer | None:
        """Make the next list of what is accepted and has not gone yet; None when nothing waits.

        The list is kept in the store, with its number, before it is written: what could not be
        written is written with `again`.

        Args:
            folder: where to.
            actor: who.
            columns: the form of the list; None is the one that is kept (`OfficeService`).
            list_format: how the list inside is written.
            clear: write it unsealed.
            limit: most records of it, at most `MOST_RECORDS`.

        Raises:
            ColumnsFileError: the columns that were kept are damaged; nothing was made.
            ClearTransferError: no key is known and `clear` was not said; nothing was made.
            TransferKeptError: the folder cannot be written, or there is no room; the list is kept.
            NotReadBackError: what lies there is something else; it is deleted, the list is kept.
        """
        self._recipient(clear=clear)
        columns = columns or form.columns_of(str(self._settings.all()["print_columns"]))
        with self._data.write() as session:
            # Nobody decides anew while a list is made of what is decided.
            one_at_a_time(session, "answer")
            one_at_a_time(session, "print")
            transfer = self._made(session, columns, list_format, min(limit, MOST_RECORDS), actor)
            if transfer is None:
                return None
            security.record_shared(
                session,
                Tag.PRINT_LIST_MADE,
                at=transfer.made_at,
                actor=actor,
                target=str(transfer.id),
                detail={
                    "number": transfer.number,
                    "records": transfer.records,
                    "list_sha256": transfer.list_sha256,
                },
            )
        try:
            return self._write(transfer, folder, clear=clear, again=False, actor=actor)
        except NotReadBackError:
            raise
        except (DiskFullError, InputFileError) as error:
            raise TransferKeptError(error, transfer.number) from error

    def again(
        self, number: int, folder: Path, *, actor: str, clear: bool = False
    ) -> WrittenTransfer:
        """Write a list once more; what is inside is the same bytes.

        Raises:
            NoTransferError: no list has this number.
            ClearTransferError: no key is known and `clear` was not said.
            InputFileError: the folder cannot be written.
            DiskFullError: there is no room.
        """
        self._recipient(clear=clear)
        with self._data.read() as session:
            transfer = queries.transfer_numbered(session, number)
        if transfer is None:
            raise NoTransferError(number)
        return self._write(transfer, folder, clear=clear, again=True, actor=actor)

    # ------------------------------------------------------------ inside

    def _recipient(self, *, clear: bool) -> str:
        key = "" if clear else str(self._settings.all()["print_key"])
        if not key and not clear:
            raise ClearTransferError
        return key

    def _made(
        self,
        session: Session,
        columns: Columns,
        list_format: ListFormat,
        limit: int,
        actor: str,
    ) -> PrintTransfer | None:
        rows: list[tuple[str, ...]] = []
        records: list[dict[str, Any]] = []
        photos: list[dict[str, str]] = []
        reprints: list[dict[str, Any]] = []
        transfer_id, names = new_id(), set[str]()
        spoiled = cards.spoiled(session)
        for number, one in enumerate(queries.ready(session, limit=limit), start=1):
            photo = _photo_name(one, names) if columns.photos and one.photo_digest else ""
            again = spoiled.get(one.id)
            own = _own(one, number, photo, again)
            rows.append(form.cells(columns, own, one.document.get("fields", {})))
            if again is not None:
                reprints.append(_reprint(one, number, again))
            if photo:
                photos.append({"name": photo, "sha256": str(one.photo_digest)})
            records.append(_row(transfer_id, one, number, photo))
        if not rows:
            return None
        content = write_list(list_format, [one.title for one in columns.columns], rows)
        transfer = PrintTransfer(
            id=transfer_id,
            number=queries.next_number(session),
            list_name=f"danh-sach.{list_format.value}",
            list_sha256=hashlib.sha256(content).hexdigest(),
            list_content=content,
            manifest=b"",
            records=len(rows),
            photos=len(photos),
            made_at=self._clock.now().replace(microsecond=0),
            made_by=actor,
        )
        transfer.manifest = self._manifest(transfer, photos, reprints, columns)
        queries.add_transfer(session, transfer, records)
        return transfer

    def _manifest(
        self,
        transfer: PrintTransfer,
        photos: list[dict[str, str]],
        reprints: list[dict[str, Any]],
        columns: Columns,
    ) -> bytes:
        keys = self._keys.keys()
        found = {
            "format": "qtn-print-list",
            "format_version": 1,
            "province": keys.code,
            "name": keys.name,
            "number": transfer.number,
            "made_at": transfer.made_at.isoformat().replace("+00:00", "Z"),
            "practice": self._practice,
            "records": transfer.records,
            "list": {
                "name": transfer.list_name,
                "size": len(transfer.list_content),
                "sha256": transfer.list_sha256,
            },
            "form": form.as_data(columns),
            "photos": photos,
            "reprints": reprints,
        }
        return (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode()

    def _write(
        self, transfer: PrintTransfer, folder: Path, *, clear: bool, again: bool, actor: str
    ) -> WrittenTransfer:
        recipient, keys = self._recipient(clear=clear), self._keys.keys()
        stem = f"chuyen-in-{keys.code}-{transfer.number:06d}"
        target = folder / (f"{stem}.zip.age" if recipient else f"{stem}.zip")
        with self._data.read() as session:
            parts = inside(
                [(transfer.list_name, transfer.list_content), (MANIFEST, transfer.manifest)],
                queries.photos_of(session, transfer.id),
                lambda digest: queries.blob(session, digest),
            )
            sha256 = write_package(target, parts, recipient)
            communes = queries.by_commune(session, transfer.id)
        if sha256 is None:
            raise NotReadBackError(target.name, transfer.number)
        minutes = folder / f"{stem}-ban-giao.pdf"
        settings = self._settings.read()
        paper = write_minutes(
            transfer,
            communes,
            file_name=target.name,
            sha256=sha256,
            office=keys.name,
            settings=settings,
            practice=self._practice,
        )
        write_whole(minutes, paper)
        with self._data.write() as session:
            security.record_shared(
                session,
                Tag.PRINT_LIST_WRITTEN,
                at=self._clock.now(),
                actor=actor,
                target=str(transfer.id),
                detail={"number": transfer.number, "sha256": sha256, "sealed": bool(recipient)},
            )
        return WrittenTransfer(
            number=transfer.number,
            path=target,
            minutes=minutes,
            records=transfer.records,
            photos=transfer.photos,
            reprints=len(json.loads(transfer.manifest).get("reprints", ())),
            sealed=bool(recipient),
            list_sha256=transfer.list_sha256,
            sha256=sha256,
            again=again,
        )


def _own(one: Ready, number: int, photo: str, again: Spoiled | None) -> dict[str, str]:
    return {
        form.NUMBER: str(number),
        form.RECEIPT: one.receipt_number,
        form.RECORD: str(one.record_id),
        form.PHOTO: photo,
        form.REPRINT: _why(again) if again is not None else "",
        "station": one.station,
        "commune_code": one.commune_code,
        "commune_name": one.commune_name,
        "channel": one.channel,
    }


def _reprint(one: Ready, number: int, again: Spoiled) -> dict[str, Any]:
    """Return what the printing office is told of a card that it prints once more."""
    return {
        "number": number,
        form.RECEIPT: one.receipt_number,
        "state": again.state.value,
        "reason": again.reason,
        "card_number": again.card_number,
    }


def _why(again: Spoiled) -> str:
    is_damaged = again.state is Whereabouts.DAMAGED
    words = vi("In lại, thẻ hỏng: {why}") if is_damaged else vi("In lại, thẻ thiếu: {why}")
    return words.format(why=again.reason)


def _row(transfer_id: UUID, one: Ready, number: int, photo: str) -> dict[str, Any]:
    """Return the row of a record that is sent; nothing of it is settled."""
    return {
        "id": new_id(),
        "transfer_id": transfer_id,
        "record_id": one.id,
        "position": number,
        "photo_name": photo,
        "photo_digest": one.photo_digest if photo else None,
        "state": queries.SENT,
        "card_number": "",
        "reason": "",
        "result_id": None,
        "settled_at": None,
    }


def _photo_name(one: Ready, names: set[str]) -> str:
    """Return a file name that is plain and stands once: the receipt number, else the key."""
    stem = one.receipt_number
    if not _PLAIN.fullmatch(stem) or stem.upper() in names:
        stem = str(one.record_id)
    names.add(stem.upper())
    return f"{stem}.{EXTENSIONS.get(one.media_type, 'jpg')}"


def _titles(kept: str) -> tuple[str, ...]:
    """Return the heads of the columns that are kept; none when they are damaged."""
    try:
        return tuple(one.title for one in form.columns_of(kept).columns)
    except form.ColumnsFileError:
        return ()
