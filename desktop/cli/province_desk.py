"""Opening the provincial desk that the global options name."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from desktop.cli.context import CliContext
from desktop.common.clock import SystemClock
from desktop.province.desk import Desk, open_desk
from desktop.security.keystore import OsKeyring
from desktop.security.recovery import read_code_file
from desktop.storage.profile import Profile

Handler = Callable[[argparse.Namespace, CliContext], int]
Command = Callable[[str, Handler, str], argparse.ArgumentParser]
"""Adds a command to the group `province`: its name, what it runs, what it is for."""


@contextmanager
def opened(args: argparse.Namespace) -> Iterator[Desk]:
    """Give the desk, and close it afterwards.

    Raises:
        UserFacingError: the profile, its key or its server cannot be opened.
    """
    code = read_code_file(args.unlock_with) if args.unlock_with else None
    desk = open_desk(Profile(args.data), OsKeyring(), code, SystemClock())
    try:
        yield desk
    finally:
        desk.close()
