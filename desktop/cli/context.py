"""What every command is given."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop.security.views import Role
from desktop.services import Services

OK = 0
MUST_ACT = 1
USAGE = 2

ACTOR = "command-line"
"""Who stands in the audit trail for acts done by a command."""


class CliContext:
    """Opens the profile when a command needs it, and prints its answer.

    Args:
        args: the parsed command line.
        open_services: opens the profile that the global options name.
    """

    def __init__(
        self, args: argparse.Namespace, open_services: Callable[[argparse.Namespace], Services]
    ) -> None:
        self.args = args
        self._open = open_services
        self._services: Services | None = None

    def services(self) -> Services:
        """Return the station's services, opened once.

        Raises:
            UserFacingError: the profile or its store cannot be opened.
        """
        if self._services is None:
            self._services = self._open(self.args)
            # Whoever holds the keyring of this account, or the code, is the machine's IT.
            self._services.login.seat.take(Role.ADMINISTRATOR, ACTOR)
        return self._services

    @property
    def wants_json(self) -> bool:
        """Whether the answer is for a program."""
        return bool(getattr(self.args, "json", False))

    def emit(self, data: dict[str, Any] | list[dict[str, Any]], text: str) -> None:
        """Print the answer: JSON for programs, a text for people."""
        if self.wants_json:
            json.dump(data, sys.stdout, ensure_ascii=False, indent=2, default=_plain)
            sys.stdout.write("\n")
        else:
            print(text)

    def close(self) -> None:
        """Close what was opened."""
        if self._services is not None:
            self._services.close()


def _plain(value: object) -> str:
    if isinstance(value, Path):
        return str(value)
    raise TypeError(type(value).__name__)
