"""One record of a copy with all that belongs to it, and what was typed and not accepted."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from desktop.field.copies import store as queries
from desktop.field.copies.store import Taken
from desktop.field.kits.record_rows import RecordRows, as_values, digests_of, from_values
from desktop.field.kits.return_file import spelled
from desktop.field.laptop import store as laptop
from desktop.models import CapturedPage, Setting
from desktop.models.base import table_of
from desktop.storage.unit_of_work import Session


@dataclass(frozen=True)
class Loose:
    """Photographed pages of a draft that are not part of a paper yet, and their bytes."""

    pages: dict[UUID, dict[str, Any]]
    blobs: dict[str, bytes]


@dataclass(frozen=True)
class Notes:
    """What was typed and not accepted.

    Attributes:
        now: by name, the value and when it was kept.
        then: by name, as of when the server had it when the copy was made.
    """

    now: dict[str, tuple[dict[str, Any], datetime]]
    then: dict[str, datetime]

    def put(self, session: Session, at: datetime) -> None:
        """Bring them to the server: the later one holds, and what was accepted goes."""
        known = queries.notes(session)
        for name, (value, kept_at) in self.now.items():
            row = known.get(name)
            if row is None and self.then.get(name) != kept_at:
                session.add(Setting(name=name, value=value, updated_at=at))
            elif row is not None and row.updated_at < kept_at:
                row.value, row.updated_at = value, at
        for name in self.then.keys() - self.now.keys():
            if name in known and known[name].updated_at == self.then[name]:
                session.delete(known[name])


@dataclass(frozen=True)
class Record:
    """One record of the copy with all that belongs to it."""

    taken: Taken
    values: dict[str, Any]
    blobs: dict[str, bytes]
    loose: Loose

    @property
    def rows(self) -> RecordRows:
        """Its rows."""
        return from_values(self.values, self.taken.id, drafts=True)

    @property
    def sha256(self) -> str:
        """Digest of all of it."""
        return hashlib.sha256(spelled(self.values)).hexdigest()


def record_of(session: Session, taken: Taken, code: str) -> Record:
    """Read one record of a copy whose code is `code`."""
    rows = laptop.whole_record(session, taken.id)
    pages = queries.pages_of(session, taken.id)
    named, contents = {}, {}
    for blob in laptop.blobs(session, digests_of(rows)):
        named[blob.digest] = (blob.kind, blob.media_type)
        contents[blob.digest] = blob.content
    columns = table_of(CapturedPage).columns.keys()
    loose = Loose(
        {page.id: {name: getattr(page, name) for name in columns} for page in pages},
        {one.digest: one.content for one in laptop.blobs(session, _frames(pages))},
    )
    values = as_values(rows, named)
    if taken.is_new:
        # A record that is opened again becomes a new one, which says it began where the old one
        # did; this one began here.
        values["application"][0]["origin"] = code
    return Record(taken, values, contents, loose)


def _frames(pages: Sequence[CapturedPage]) -> set[str]:
    return {page.blob_digest for page in pages}


def notes_of(session: Session) -> Notes:
    """Read what was typed in a copy and not accepted."""
    rows = queries.notes(session)
    return Notes(
        {name: (row.value, row.updated_at) for name, row in rows.items()},
        queries.notes_then(session),
    )
