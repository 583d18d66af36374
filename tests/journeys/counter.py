"""A whole practice counter on disk, and the real program as a process of its own on it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from desktop.common.clock import SystemClock
from desktop.common.settings import CAMERA
from desktop.models import Application, Blob, Member
from desktop.photo.demo_portraits import draw_portrait
from desktop.security.keystore import MemoryKeyring
from desktop.security.sealing import new_identity
from desktop.security.setup import create_profile
from desktop.security.views import Role
from desktop.services import Services
from desktop.storage.profile import Profile
from desktop.wiring import Adapters, open_services
from tests import factories

ROOT = Path(__file__).resolve().parents[2]
CLERK, PIN = "Lò Thị Hương", "246810"
NAME, NUMBER = "Giàng A Pao", "014078012345"
"""Whom tests/factories.py has on its list, and whose card it shows."""


@dataclass(frozen=True)
class Counter:
    """Where everything of one counter lies.

    Attributes:
        profile: the profile folder; it opens with `unlock` alone, there is no keyring.
        unlock: file with the recovery code.
        province_key: secret key of the province (age identity).
        temp: the temporary folder of every process started here.
    """

    folder: Path
    profile: Path
    unlock: Path
    province_key: Path
    temp: Path

    @property
    def options(self) -> tuple[str, ...]:
        """The global options that open this counter."""
        return ("--data", str(self.profile), "--unlock-with", str(self.unlock))

    @contextmanager
    def services(self, **adapters: object) -> Iterator[Services]:
        """Open the store beside whatever else has it open."""
        outside = Adapters(keystore=MemoryKeyring(), **adapters)  # type: ignore[arg-type]  # by name
        services = open_services(self.profile, self.unlock, outside)
        try:
            yield services
        finally:
            services.close()

    def environment(self, **more: str) -> dict[str, str]:
        """Return the environment of a machine without a keyring."""
        nowhere = "keyring.backends.fail.Keyring"
        own = {"PYTHON_KEYRING_BACKEND": nowhere, "TMPDIR": str(self.temp), "PYTHONUTF8": "1"}
        return {**os.environ, "QT_QPA_PLATFORM": "offscreen", **own, **more}

    def run(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run one command of the program to its end."""
        return subprocess.run(
            [sys.executable, "main.py", *words],
            cwd=ROOT,
            env=self.environment(**more),
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )


def make_counter(folder: Path, *, seats: int = 1) -> Counter:
    """Make a practice counter with a clerk, a list, a recipient and a camera that plays a folder.

    Args:
        folder: an empty folder.
        seats: how many different drawn people the camera shows.
    """
    counter = Counter(
        folder,
        folder / "profile",
        folder / "unlock.txt",
        folder / "province.key",
        folder / "temp",
    )
    counter.temp.mkdir(parents=True)
    create_profile(
        Profile(counter.profile),
        commune_code="03862",
        commune_name="Mường Thử",
        station_code="MT02",
        keystore=MemoryKeyring(),
        clock=SystemClock(),
        recovery_file=counter.unlock,
        is_practice=True,
    )
    province = new_identity()
    counter.province_key.write_text(province.secret + "\n", encoding="ascii")
    with counter.services() as services:
        services.operators.add(CLERK, PIN, Role.SUPERVISOR, actor="setup")
        services.security.add_recipient("Tỉnh (thử)", province.public, actor="setup")
        services.imports.import_list(factories.list_file(folder), actor=CLERK)
        camera = play_portraits(folder / "camera", range(seats))
        services.preferences.set(CAMERA, camera, actor=CLERK)
    return counter


def play_portraits(folder: Path, people: range) -> str:
    """Draw people for the camera; return the setting that plays them."""
    import cv2

    folder.mkdir(exist_ok=True)
    for person in people:
        cv2.imwrite(str(folder / f"{person}.png"), draw_portrait(person))
    return f"file:{folder}"


@dataclass(frozen=True)
class Census:
    """What a store holds; nothing but a success may change it."""

    members: int
    applications: int
    states: tuple[str, ...]
    blobs: int
    batches: int
    audit_ok: bool


def census(services: Services) -> Census:
    """Count what is in the store, and check the chain of the audit trail."""
    with services.store.read() as session:
        states = sorted(row.state for row in session.query(Application))
        return Census(
            session.query(Member).count(),
            len(states),
            tuple(states),
            session.query(Blob).count(),
            len(services.batch.list_batches()),
            services.security.audit_verify().ok,
        )


def member_id(services: Services, name: str = NAME) -> UUID:
    """Return whom the list has under a name."""
    return services.roster.search(name).rows[0].member_id


def ready_draft(services: Services, name: str = NAME) -> UUID:
    """Return an application that waits for its last Enter."""
    draft = services.intake.open(member_id(services, name), actor=CLERK).application_id
    services.intake.accept_photo(draft, factories.jpeg(), report={}, actor=CLERK)
    services.intake.accept_signature(draft, factories.signature_png(), actor=CLERK)
    return draft
