"""Use cases: what is on the stick, put it beside what runs, and the way back."""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop import __version__
from desktop.common.clock import Clock
from desktop.common.work import Work
from desktop.security import store as queries
from desktop.security.tags import Tag
from desktop.storage import migrate
from desktop.storage.profile import Profile
from desktop.storage.unit_of_work import Store
from desktop.updates import errors, rules, trial
from desktop.updates.ownership import hand_back
from desktop.updates.place import Place, this_platform, this_python
from desktop.updates.presence import Presence
from desktop.updates.views import Applied, Offer, Tried, UpdateStatus, WentBack

if TYPE_CHECKING:
    from desktop.updates.stick import Proved

_FOLDER = "updates"
KEPT = Path(_FOLDER) / "trusted"
"""Beside the store: what was believed of sticks so far."""
_SPARE = 64 << 20
"""Bytes that stay free on a disk that an update writes to."""


@dataclass(frozen=True)
class OpenedStore:
    """What an update needs of the store on this machine.

    Attributes:
        store: open.
        profile: where it lies.
        presence: the mark that this program has it open.
    """

    store: Store
    profile: Profile
    presence: Presence


class UpdatesService:
    """Looks at sticks, installs from them, goes back.

    Args:
        place: where the program lies.
        data: the data folder; it need not be a profile yet.
        opened: the store, or None on a machine without one (or whose store cannot be opened).
        clock: the clock in use.
    """

    def __init__(self, place: Place, data: Path, opened: OpenedStore | None, clock: Clock) -> None:
        self._place = place
        self._data = data
        self._opened = opened
        self._clock = clock

    def come(self) -> None:
        """Mark that this program has the store open, and clean up after an interrupted update.

        Raises:
            UpdateError: the program is being updated.
        """
        if self._opened is not None:
            self._opened.presence.come()
            trial.tidy(self._data / _FOLDER)

    def go(self) -> None:
        """The store is about to be closed."""
        if self._opened is not None:
            self._opened.presence.go()
        hand_back(self._data)

    def check(self, folder: Path) -> Offer:
        """Say what a stick has for this machine; nothing is installed.

        A stick with the version that runs is an answer, not an error.

        Raises:
            UpdateError: the stick is refused, or does not fit; says why.
            InputFileError: the data folder cannot be written.
        """
        proved = self._proved(folder)
        release = proved.release
        is_new = rules.is_newer(release.version, __version__)
        return Offer(release, is_new, proved.expires_at, proved.target.length)

    def find(self, folders: tuple[Path, ...]) -> Path | None:
        """Return the first of these folders that has an update, whether it is a good one or not."""
        from desktop.updates import stick  # noqa: PLC0415 - as below

        for folder in folders:
            with suppress(errors.UpdateError, OSError):
                return stick.found_in(folder)
        return None

    def status(self) -> UpdateStatus:
        """Say what is installed."""
        installed = self._place.release() is not None
        return UpdateStatus(
            running=__version__,
            platform=this_platform(),
            schema=migrate.HEAD,
            is_installed=installed,
            has_keys=self._place.has_anchor(),
            next_start=self._place.next_start() if installed else __version__,
            back=self._place.back(),
        )

    def apply(self, folder: Path, *, actor: str, work: Work | None = None) -> Applied:
        """Put the stick's version beside the one that runs and let the next start take it.

        It is proved, unpacked, brought to the disk, started on a copy of the store and held
        against what the copy held; only then one rename makes it the next. Whatever stops this
        before, the version that runs stays the one that is started.

        Raises:
            UpdateError: the stick is refused, does not fit, or its version does not work here.
            DiskFullError: there is no room.
            InputFileError: a folder cannot be written.
            StoreError: the store cannot be read.
            CancelledError: the work was stopped; nothing is left of it.
        """
        work = work or Work()
        if self._place.release() is None:
            raise errors.not_installed()
        with self._alone(), self._place.alone():
            proved = self._proved(folder)
            version = proved.release.version
            if not rules.is_newer(version, __version__):
                raise errors.older(version, __version__)
            self._place.tidy()
            self._need_room(proved)
            self._bring(proved, work)
            self._place.lay(version, work)
            tried = self._try(version, work)
            self._place.point_at(version, before=__version__)
            self._place.clear(version, __version__)
            self._record(Tag.PROGRAM_INSTALLED, version, actor)
        return Applied(proved.release, __version__, tried)

    def back(self, *, actor: str, work: Work | None = None) -> WentBack:
        """Let the next start take the version before, and lead the store back to its schema.

        The store is copied first; the older version proves itself on a copy that was led back.
        Without an opened store only the version changes: an older program refuses a newer store
        and leaves it as it is.

        Raises:
            UpdateError: there is no version to go back to, or the way back does not work.
            StoreError: the store cannot be led back; it is as it was.
            DiskFullError: there is no room.
        """
        work, before = work or Work(), self._place.back()
        if not before:
            raise errors.nothing_before()
        schema = self._place.schema_of(before)
        if self._is_of_office() and schema != migrate.HEAD:
            raise migrate.no_way_down(schema)  # the other counters work with the newer tables
        with self._alone(), self._place.alone():
            copy = None
            if self._opened is not None:
                self._need_room(None)
                self._prove_way_back(before, schema, work)
                self._record(Tag.PROGRAM_TAKEN_BACK, before, actor)
                copy = migrate.downgrade(
                    self._opened.store.engine,
                    self._opened.profile.store_file,
                    schema,
                    now=self._clock.now(),
                )
            self._place.point_at(before, before="")
        return WentBack(__version__, before, schema, copy)

    def prove_here(self, event: int) -> Tried:
        """Read all of the store that this version has just opened: the other half of a trial.

        Args:
            event: number of the audit event whose digest is wanted.

        Raises:
            StoreError: something in it is not in order.
        """
        assert self._opened is not None
        summary, digest = trial.judge(self._opened.store, self._clock, event)
        return Tried(__version__, summary.revision, summary.counts, digest)

    def _is_of_office(self) -> bool:
        return self._opened is not None and self._opened.profile.read_info().server is not None

    def _alone(self) -> Any:
        return self._opened.presence.alone() if self._opened else trial.nobody()

    def _proved(self, folder: Path) -> Proved:
        """Prove a stick and hold it against this machine."""
        # A tenth of a second of imports, which no other start pays.
        from desktop.updates import stick  # noqa: PLC0415

        anchor = self._place.anchor()
        here, now = stick.found_in(folder), self._clock.now()
        proved = stick.prove(here, self._data / KEPT, anchor, this_platform(), now)
        rules.refuse(proved.release, self._machine(), now)
        return proved

    def _bring(self, proved: Proved, work: Work) -> None:
        from desktop.updates import stick  # noqa: PLC0415 - as above

        stick.bring(proved, self._place.incoming, work)

    def _machine(self) -> rules.Machine:
        installed, opened = self._place.release(), self._opened
        return rules.Machine(
            version=__version__,
            platform=this_platform(),
            python=this_python(),
            packages=installed.packages if installed else "",
            schema=migrate.current_revision(opened.store.engine) or "" if opened else "",
        )

    def _try(self, version: str, work: Work) -> Tried | None:
        """Start a version on a copy of the store; on an invented one where there is none."""
        opened, folder = self._opened, self._data / _FOLDER
        if opened is None or opened.store.key is None:
            with trial.invented(folder, self._clock) as (profile, key):
                trial.ask(self._place, version, profile, key, ["try"], work)
            return None
        with trial.copy_of(opened.profile, opened.store, folder, work) as copied:
            before = trial.summary_of(copied, opened.store.copy)
            verb = ["try", "--event", str(before.audit_number)]
            told = trial.ask(self._place, version, copied, opened.store.key, verb, work)
            trial.compare(before, told, version)
            return Tried(version, told["schema"], told["counts"], told["digest"])

    def _prove_way_back(self, before: str, schema: str, work: Work) -> None:
        opened = self._opened
        assert opened is not None
        if opened.store.key is None:
            return
        with trial.copy_of(opened.profile, opened.store, self._data / _FOLDER, work) as copied:
            held = trial.summary_of(copied, opened.store.copy)
            trial.lead_back(copied, opened.store.key, schema, self._clock)
            verb = ["try", "--event", str(held.audit_number)]
            told = trial.ask(self._place, before, copied, opened.store.key, verb, work)
            trial.compare(held, told, before)

    def _need_room(self, proved: Proved | None) -> None:
        """Refuse before anything is written when a disk could not hold what is to come.

        Raises:
            UpdateError: there is too little room; says how much and where.
        """
        if proved is not None:
            wanted = proved.release.size + proved.target.length + _SPARE
            _refuse_full(self._place.versions, wanted)
        if self._opened is not None:
            # The copy, the copy that its migration makes, and the one at the first start.
            size = self._opened.profile.store_file.stat().st_size
            _refuse_full(self._data, 3 * size + _SPARE)

    def _record(self, tag: Tag, version: str, actor: str) -> None:
        if self._opened is None:
            return
        with self._opened.store.write() as session:
            queries.record(
                session,
                tag,
                at=self._clock.now(),
                actor=actor,
                target=version,
                detail={"before": __version__, "after": version},
            )


def _refuse_full(folder: Path, wanted: int) -> None:
    lacking = wanted - shutil.disk_usage(folder).free
    if lacking > 0:
        raise errors.no_room(lacking, folder)
