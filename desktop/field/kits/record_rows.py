"""A record as it travels back: the rows of one application, by table, and the bytes they name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from desktop.batch.signed_file import DocumentError
from desktop.common.vocabulary import ApplicationState, BlobKind
from desktop.field.kits.rows import plain, typed
from desktop.models import (
    Application,
    ApplicationMove,
    ApplicationVersion,
    AttachedPaper,
    Base,
    Member,
    Reading,
)

TRAVELS: Final = frozenset(
    {
        ApplicationState.RECEIVED,
        ApplicationState.APPROVED,
        ApplicationState.NEEDS_SUPPLEMENT,
        ApplicationState.NOT_ELIGIBLE,
        ApplicationState.NOT_RECEIVED,
        ApplicationState.WITHDRAWN,
    }
)
"""States in which a laptop's record goes back to the office; a draft stays until it is finished."""
COMES: Final = TRAVELS | {ApplicationState.DRAFT}
"""The same for the copy of a counter: its office goes on with what is under work."""
OF_APPLICATION: Final = (
    "photo_digest",
    "photo_original_digest",
    "signature_digest",
    "signature_vector_digest",
    "signature_strokes_digest",
    "second_signature_digest",
)
OF_VERSION: Final = (
    "photo_digest",
    "signature_digest",
    "signature_vector_digest",
    "second_signature_digest",
)
_TABLES: Final[dict[str, tuple[type[Base], tuple[str, ...]]]] = {
    "member": (Member, ("import_id", "first_import_id", "merged_into")),
    "application": (Application, ("station_id",)),
    "moves": (ApplicationMove, ("batch_id", "application_id")),
    "versions": (ApplicationVersion, ("application_id",)),
    "readings": (Reading, ("application_id",)),
    "papers": (AttachedPaper, ("application_id",)),
}


@dataclass(frozen=True)
class RecordRows:
    """One record, column by column; `blobs` is digest -> (kind, media type)."""

    member: dict[str, Any]
    application: dict[str, Any]
    moves: tuple[dict[str, Any], ...]
    versions: tuple[dict[str, Any], ...]
    readings: tuple[dict[str, Any], ...]
    papers: tuple[dict[str, Any], ...]
    blobs: dict[str, tuple[str, str]]

    @property
    def key(self) -> UUID:
        """The record."""
        return UUID(str(self.application["id"]))

    @property
    def member_id(self) -> UUID:
        """Whose it is."""
        return UUID(str(self.application["member_id"]))

    @property
    def version(self) -> int:
        """Grows with each move."""
        return int(self.application["version"])

    @property
    def receipt_number(self) -> str | None:
        """The number on its receipt; None when none was given."""
        number: str | None = self.application["receipt_number"]
        return number

    @property
    def state(self) -> ApplicationState:
        """Where the record is."""
        return ApplicationState(self.application["state"])


def digests_of(rows: Mapping[str, Sequence[Any]]) -> set[str]:
    """Return the bytes that rows name, entities or mappings."""
    return set(_digests(rows))


def _digests(rows: Mapping[str, Sequence[Any]]) -> Iterator[str]:
    for name, columns in (
        ("application", OF_APPLICATION),
        ("versions", OF_VERSION),
        ("papers", ("blob_digest",)),
    ):
        for row in rows[name]:
            for column in columns:
                found = row[column] if isinstance(row, Mapping) else getattr(row, column)
                if found:
                    yield found


def as_values(
    rows: Mapping[str, Sequence[Any]], blobs: Mapping[str, tuple[str, str]]
) -> dict[str, Any]:
    """Return a record as JSON values, from its entities."""
    values = {
        name: [plain(one, model, without) for one in rows[name]]
        for name, (model, without) in _TABLES.items()
    }
    return {**values, "blobs": {digest: list(named) for digest, named in sorted(blobs.items())}}


def from_values(values: Any, key: UUID | None = None, *, drafts: bool = False) -> RecordRows:
    """Read a record as JSON values; every row, column and digest has to fit.

    Args:
        values: as `as_values` gives them.
        key: the record it should be.
        drafts: whether it may be one under work.

    Raises:
        DocumentError: it is no record, or not the one it is called.
    """
    if not isinstance(values, dict) or set(values) != {*_TABLES, "blobs"}:
        raise DocumentError("no record")
    rows = {
        name: tuple(typed(one, model, without) for one in _listed(values[name]))
        for name, (model, without) in _TABLES.items()
    }
    if len(rows["member"]) != 1 or len(rows["application"]) != 1:
        raise DocumentError("not one record of one person")
    member, application = rows["member"][0], rows["application"][0]
    found = RecordRows(
        member=member,
        application=application,
        moves=rows["moves"],
        versions=rows["versions"],
        readings=rows["readings"],
        papers=rows["papers"],
        blobs=_blobs(values["blobs"]),
    )
    if application["member_id"] != member["id"] or (key is not None and found.key != key):
        raise DocumentError("a record of somebody else")
    if set(found.blobs) != digests_of(rows):
        raise DocumentError("other bytes than the rows name")
    _check_way(found, COMES if drafts else TRAVELS)
    return found


def _check_way(found: RecordRows, states: Collection[ApplicationState]) -> None:
    """Check that the moves lead from a new draft to where the record is, without a gap."""
    try:
        ways = [
            (ApplicationState(one["from_state"]), ApplicationState(one["to_state"]))
            for one in found.moves
        ]
        here = found.state
    except ValueError as error:
        raise DocumentError("an unknown state") from error
    versions = [one["version"] for one in found.moves]
    at = ApplicationState.DRAFT
    for before, after in ways:
        if before is not at:
            raise DocumentError("a move from elsewhere")
        at = after
    if at is not here or here not in states or versions != list(range(2, found.version + 1)):
        raise DocumentError("a way with a gap")


def _listed(values: Any) -> list[Any]:
    if not isinstance(values, list):
        raise DocumentError("no rows")
    return values


def _blobs(values: Any) -> dict[str, tuple[str, str]]:
    if not isinstance(values, dict):
        raise DocumentError("no bytes")
    found = {}
    for digest, named in values.items():
        try:
            kind, media_type = named
            found[digest] = (BlobKind(kind).value, _text(media_type))
        except (TypeError, ValueError) as error:
            raise DocumentError("unknown bytes") from error
    return found


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text")
    return value
