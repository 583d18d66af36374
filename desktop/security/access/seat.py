"""Who has the counter now, as far as permissions go: one seat for each opened store."""

from __future__ import annotations

from desktop.security.access.errors import DeniedError
from desktop.security.access.permissions import Permission
from desktop.security.access.rules import allows
from desktop.security.views import Role


class Seat:
    """Holds the role of whoever works; empty, the program itself works and may do everything.

    It is empty only before anybody is in: while a store is made, and while the window warms up
    behind the log-in. From the first log-in on there is always somebody in it.
    """

    def __init__(self, role: Role | None = None) -> None:
        self._role = role

    @property
    def role(self) -> Role | None:
        """The role of whoever works, None while nobody is in."""
        return self._role

    def take(self, role: Role) -> None:
        """Let somebody of this role work from now on."""
        self._role = role

    def may(self, permission: Permission) -> bool:
        """Whether whoever works may do such a thing."""
        return self._role is None or allows(self._role, permission)

    def require(self, permission: Permission) -> None:
        """Refuse what whoever works may not do.

        Raises:
            DeniedError: their role does not include it.
        """
        if self._role is not None and not allows(self._role, permission):
            raise DeniedError(self._role, permission)
