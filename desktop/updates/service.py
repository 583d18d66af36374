"""Use cases: what is on the stick, and does it fit this machine?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop import __version__
from desktop.common.clock import Clock
from desktop.storage import migrate
from desktop.storage.unit_of_work import Store
from desktop.updates import rules
from desktop.updates.place import ANCHOR, Place, this_platform, this_python
from desktop.updates.views import Offer, UpdateStatus

if TYPE_CHECKING:
    from desktop.updates.stick import Proved

KEPT = Path("updates") / "trusted"
"""Beside the store: what was believed of sticks so far."""


class UpdatesService:
    """Looks at sticks.

    Args:
        place: where the program lies.
        data: the data folder; it need not be a profile yet.
        store: the open store, or None on a machine without one.
        clock: the clock in use.
    """

    def __init__(self, place: Place, data: Path, store: Store | None, clock: Clock) -> None:
        self._place = place
        self._data = data
        self._store = store
        self._clock = clock

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

    def status(self) -> UpdateStatus:
        """Say what is installed."""
        installed = self._place.release() is not None
        return UpdateStatus(
            running=__version__,
            platform=this_platform(),
            schema=migrate.HEAD,
            is_installed=installed,
            has_keys=(self._place.home / ANCHOR).is_file(),
            back="",
        )

    def _proved(self, folder: Path) -> Proved:
        """Prove a stick and hold it against this machine."""
        # A tenth of a second of imports, which no other start pays.
        from desktop.updates import stick  # noqa: PLC0415

        anchor = self._place.anchor()
        here, now = stick.found_in(folder), self._clock.now()
        proved = stick.prove(here, self._data / KEPT, anchor, this_platform(), now)
        rules.refuse(proved.release, self._machine(), now)
        return proved

    def _machine(self) -> rules.Machine:
        installed = self._place.release()
        return rules.Machine(
            version=__version__,
            platform=this_platform(),
            python=this_python(),
            packages=installed.packages if installed else "",
            schema=migrate.current_revision(self._store.engine) or "" if self._store else "",
        )
