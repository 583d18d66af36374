"""How the window gets its services: later, off the GUI thread, after the first paint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Importing the services costs half a second that the first paint must not pay.
    from desktop.backup.views import Restored
    from desktop.province.desk import Desk
    from desktop.services import Services


FirstPins = tuple[tuple[str, str], ...]
"""(name, PIN) of people whose PIN the program made."""


@dataclass(frozen=True)
class NewStation:
    """What the first-start page asks for."""

    commune_code: str
    commune_name: str
    station_code: str
    recovery_file: Path
    operator_name: str
    operator_pin: str


@dataclass(frozen=True)
class Prepared:
    """What IT laid down for this computer, for the first-start page to begin with.

    Attributes:
        commune_code: 5 digits.
        commune_name: may be empty.
        station_code: "" when it is asked here.
        recovery_file: where the recovery code goes, if the file says so.
        people: who will work here, each with role; empty when the first person is asked for.
        provinces: keys of the province, each with its digits.
    """

    commune_code: str
    commune_name: str
    station_code: str
    recovery_file: Path | None
    people: tuple[str, ...]
    provinces: tuple[str, ...]


@dataclass(frozen=True)
class Launch:
    """Given to the window at start.

    Attributes:
        folder: the profile folder.
        open: opens the profile; raises UserFacingError; run it off the GUI thread.
        create: makes a new profile with its people; returns the PINs nobody knows yet;
            same rules.
        unlock: opens the profile with a recovery code as typed, or with the file that holds it.
        language: language asked for on the command line, or None for the stored setting.
        actor: log in as this person without asking (practice only), or ""; at a provincial desk
            the name of who sits there, "" for the account of the computer.
        restore: makes the profile from a copy: source, recovery code as for `unlock`, and the
            running number of the last receipt on paper if it is known; same rules as `create`.
        morning: whether the first log-in of a day sees the check of the morning.
        desk: opens a provincial desk, with a recovery code if one is given; rules as for `open`.
        prepared: reads what IT laid down for this computer, None if nothing; same rules.
    """

    folder: Path
    open: Callable[[], Services]
    create: Callable[[NewStation], FirstPins | None]
    unlock: Callable[[str | Path], Services] | None = None
    language: str | None = None
    actor: str = ""
    desk: Callable[[str | Path | None], Desk] | None = None
    restore: Callable[[Path, str | Path, int | None], Restored] | None = None
    prepared: Callable[[], Prepared | None] | None = None
    morning: bool = False
