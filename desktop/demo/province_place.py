"""The province of the practice run: a real desk with a store and keys of its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop.common.clock import SystemClock
from desktop.common.i18n import vi
from desktop.province.desk import create_desk
from desktop.security.keystore import MemoryKeyring
from desktop.storage.profile import Profile
from desktop.ui.shell.launch import Launch
from desktop.wiring import Adapters, open_province, open_services

PROVINCE_CODE = "99"  # no province has it
OFFICER = "Hà Thị Bích"
"""Who sits at the desk; an invented person."""


@dataclass(frozen=True)
class ProvincePlace:
    """Where the desk lies and what goes between it and the counter.

    Attributes:
        profile: the profile folder of the desk, opened later with `--data` and `--unlock-with`.
        unlock: file with its recovery code.
        stick: the folder that stands for the USB stick.
        papers: where reports and lists for the printing office go.
        launch: opens its window.
    """

    profile: Path
    unlock: Path
    stick: Path
    papers: Path
    launch: Launch


def make_province(folder: Path) -> ProvincePlace:
    """Make the desk beside the practice counter."""
    profile, unlock = folder / "province", folder / "province-unlock"
    stick, papers = folder / "batches", folder / "province-papers"
    for place in (stick, papers):
        place.mkdir(exist_ok=True)
    adapters = Adapters(keystore=MemoryKeyring(), clock=SystemClock())
    create_desk(
        Profile(profile),
        province=PROVINCE_CODE,
        name=vi("Bàn tỉnh (thực hành)"),
        keystore=adapters.keystore,
        clock=adapters.clock,
        recovery_file=unlock,
        is_practice=True,
    )
    launch = Launch(
        profile,
        lambda: open_services(profile, unlock, adapters),
        lambda _station: None,
        actor=OFFICER,
        desk=lambda code: open_province(profile, code, adapters),
    )
    return ProvincePlace(profile, unlock, stick, papers, launch)
