"""What every command is given."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop.common.actors import COMMAND_LINE
from desktop.common.errors import StoreError
from desktop.common.i18n import tr
from desktop.security.views import Role
from desktop.services import Services
from desktop.storage.profile import PROVINCE_ROLE

OK = 0
MUST_ACT = 1
USAGE = 2

ACTOR = COMMAND_LINE

_AT_A_STATION = frozenset(
    {
        "batch",
        "campaign",
        "cards",
        "erase",
        "field",
        "operator",
        "review",
        "roster",
        "shift",
        "tasks",
    }
)
"""Groups of commands that have nothing to do in the profile of a provincial desk."""


class NotAStationError(StoreError):
    """The profile is a provincial desk's, and the command is one of a station."""

    code = "QTN-182"

    def __init__(self) -> None:
        super().__init__(
            tr("Thư mục dữ liệu này là của bàn tỉnh, không phải của quầy."),
            tr("Dùng các lệnh “province …”, hoặc chọn thư mục dữ liệu của quầy."),
        )


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
            NotAStationError: it is a provincial desk's, where this command would do harm.
        """
        if self._services is None:
            self._services = self._open(self.args)
            group = getattr(self.args, "command", None)
            if group in _AT_A_STATION and self._services.info.role == PROVINCE_ROLE:
                raise NotAStationError
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
