"""Which store a counter of an office works with: its server, or its copy while that is gone."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from desktop.common.clock import Clock
from desktop.common.errors import UserFacingError
from desktop.field.copies.errors import CopyLostError
from desktop.field.copies.keeping import kept, open_copy, take
from desktop.field.copies.service import bring_all
from desktop.field.copies.views import BroughtBack
from desktop.security import store as security
from desktop.security.office.setup import open_office
from desktop.security.setup import SETUP_ACTOR
from desktop.security.tags import Tag
from desktop.storage.address import NO_ANSWER, ServerError
from desktop.storage.profile import ProfileInfo
from desktop.storage.unit_of_work import Store


def open_either(
    own: Store, folder: Path, info: ProfileInfo, clock: Clock
) -> tuple[Store, BroughtBack | None]:
    """Return the office's store, or the counter's copy of it while the server does not answer.

    What waits in the copy is brought back first. When that does not succeed, it goes on waiting:
    the counter works on the server, and is told what waits and why.

    Args:
        own: the counter's own small store.
        folder: of its profile.
        info: what its profile.json says; it names a server.
        clock: where the time comes from.

    Returns:
        The store, and what came back from the copy; None when nothing waited or came.

    Raises:
        ServerError: the server refuses us, or does not answer and there is no copy.
        UserFacingError: as `open_office` and `open_copy`.
    """
    try:
        server = open_office(own, info, clock)
    except ServerError as error:
        if error.code != NO_ANSWER:
            raise
        return _go_on(own, folder, info, clock, error), None
    brought = None
    try:
        with suppress(UserFacingError):
            brought = bring_all(own, server, folder, clock, actor=SETUP_ACTOR)
    except BaseException:
        server.close()
        raise
    return server, brought if brought is not None and brought.records + brought.drafts else None


def _go_on(own: Store, folder: Path, info: ProfileInfo, clock: Clock, gone: ServerError) -> Store:
    before = kept(own)
    if before is None:
        raise gone
    try:
        copy = open_copy(folder, before, clock)
    except CopyLostError as lost:
        raise (lost if before.since is not None else gone) from lost
    try:
        now = clock.now()
        found = take(own, now, before.file)
        if before.since is None:
            with copy.write() as session:
                security.record(
                    session,
                    Tag.COPY_TAKEN,
                    at=now,
                    actor=SETUP_ACTOR,
                    target=found.code,
                    detail={"station": info.station_code, "copy": found.code},
                )
    except LookupError:
        copy.close()
        raise gone from None  # a fresh one just took its place, so the server answers again
    except BaseException:
        copy.close()
        raise
    return copy
