"""Where to listen for cards, as chosen in the settings; asking for it loads no library."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.common.settings import CHIP_FOLDER, SCANNER, SCANNER_BAUD, SettingDef


@dataclass(frozen=True)
class EarChoice:
    """What is listened to besides the keyboard.

    Attributes:
        port: id of the serial port, or empty.
        baud: its speed.
        chip_folder: path of the folder of chip readings, or empty.
    """

    port: str = ""
    baud: int = 9600
    chip_folder: str = ""


def ear_choice(text: Callable[[SettingDef], str]) -> EarChoice:
    """Return the choice in force.

    Args:
        text: gives a setting; it may read the store, so this is for a worker thread.
    """
    return EarChoice(text(SCANNER), int(text(SCANNER_BAUD)), text(CHIP_FOLDER).strip())
