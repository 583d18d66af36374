"""Who has the counter now, as far as permissions go: one seat for each opened store."""

from __future__ import annotations

from collections.abc import Callable

from desktop.security.access.errors import DeniedError
from desktop.security.access.permissions import Permission
from desktop.security.access.rules import allows
from desktop.security.views import Role


class Seat:
    """Holds the role of whoever works; empty, the program itself works and may do everything.

    It is empty only before anybody is in: while a store is made, and while the window warms up
    behind the log-in. From the first log-in on there is always somebody in it.

    Attributes:
        name: whoever works, as in the audit trail.
        on_refused: hears of every verb that was refused: name, verb, permission.
    """

    def __init__(self, role: Role | None = None) -> None:
        self._role = role
        self.name = ""
        self.on_refused: Callable[[str, str, Permission], None] | None = None

    @property
    def role(self) -> Role | None:
        """The role of whoever works, None while nobody is in."""
        return self._role

    def take(self, role: Role, name: str = "") -> None:
        """Let somebody of this role work from now on."""
        self._role, self.name = role, name

    def may(self, permission: Permission) -> bool:
        """Whether whoever works may do such a thing."""
        return self._role is None or allows(self._role, permission)

    def why_not(self, permission: Permission) -> str:
        """Return who may do such a thing, "" when whoever works may; for disabled buttons."""
        if self._role is None or allows(self._role, permission):
            return ""
        return DeniedError(self._role, permission).advice

    def require(self, permission: Permission, verb: str = "") -> None:
        """Refuse what whoever works may not do.

        Args:
            permission: what is needed.
            verb: what was asked for; named, the refusal is told to `on_refused`.

        Raises:
            DeniedError: their role does not include it.
        """
        if self._role is None or allows(self._role, permission):
            return
        if verb and self.on_refused is not None:
            self.on_refused(self.name, verb, permission)
        raise DeniedError(self._role, permission)
