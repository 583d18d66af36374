"""The folder of a twin copy: two copies that take turns, and a file that says which is good.

twin.json        which copy is good, and what it holds (no personal data)
profile.json     whose it is
recovery.json    the store's key, wrapped by the printed recovery code
a.db, b.db       the store as it is encrypted on disk, at two moments

Only the copy that is not the good one is ever written to; `twin.json` is replaced after its bytes
are on the disk and it was opened. So a power cut or a pulled drive leaves the good one good.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from desktop.backup import errors
from desktop.backup.container import manifest_of
from desktop.backup.views import Manifest
from desktop.common.files import write_whole

STATE = "twin.json"
COPIES = ("a", "b")


@dataclass(frozen=True)
class TwinFiles:
    """What `twin.json` says.

    Attributes:
        profile_id: whose twin copy it is.
        good: `a` or `b`; empty before the first copy is finished.
        manifests: what each finished copy holds.
    """

    profile_id: str
    good: str = ""
    manifests: dict[str, Manifest] = field(default_factory=dict)

    def good_manifest(self, home: Path) -> Manifest:
        """Return what the good copy holds.

        Raises:
            DamagedCopyError: none was finished.
        """
        if self.good not in self.manifests:
            raise errors.damaged(home, STATE)
        return self.manifests[self.good]


def store_of(home: Path, copy: str) -> Path:
    """Return where one of the two copies lies."""
    return home / f"{copy}.db"


def other(copy: str) -> str:
    """Return the copy whose turn it is when this one is good."""
    return COPIES[0] if copy != COPIES[0] else COPIES[1]


def found_in(folder: Path) -> Path:
    """Return the twin copy's folder: this one, or the only one in it.

    Raises:
        NotACopyError: there is none, or more than one.
    """
    if (folder / STATE).is_file():
        return folder
    try:
        found = [path.parent for path in folder.glob(f"*/{STATE}")]
    except OSError:
        found = []
    if len(found) != 1:
        raise errors.not_a_copy(folder)
    return found[0]


def read_state(home: Path) -> TwinFiles:
    """Return what `twin.json` says.

    Raises:
        OSError: it is not there or cannot be read.
        DamagedCopyError: it is not ours.
        NewerStoreError: a newer program wrote it.
    """
    try:
        values = json.loads((home / STATE).read_bytes())
        manifests = {
            name: manifest_of(json.dumps(values["manifests"][name]).encode(), home)
            for name in values["manifests"]
        }
        return TwinFiles(str(values["profile_id"]), str(values["good"]), manifests)
    except (ValueError, KeyError, TypeError) as error:
        raise errors.damaged(home, STATE) from error


def save_state(home: Path, state: TwinFiles) -> None:
    """Replace `twin.json`, durably.

    Raises:
        DiskFullError: there is no room.
        InputFileError: the folder cannot be written.
    """
    values = {
        "profile_id": state.profile_id,
        "good": state.good,
        "manifests": {name: one.as_json() for name, one in state.manifests.items()},
    }
    write_whole(home / STATE, json.dumps(values, indent=2).encode())
