"""Taking a person back from a laptop right at the counter, with a supervisor who stands there."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from desktop.field.kits.packing import PackingService
from desktop.field.kits.reasons import checked_reason
from desktop.field.kits.views import Lease
from desktop.security.access.errors import DeniedError
from desktop.security.access.permissions import Permission
from desktop.security.access.rules import allows
from desktop.security.views import OperatorView

Vouch = Callable[[UUID, str], OperatorView]
"""Checks that somebody stands here in person (`LoginService.vouch`)."""


class ReleasingService:
    """The clerk keeps the counter; the supervisor answers for it with their own secret.

    Args:
        packing: has the leases.
        vouch: asks a supervisor for their secret; without it nobody can.
    """

    def __init__(self, packing: PackingService, vouch: Vouch | None = None) -> None:
        self._packing = packing
        self._vouch = vouch

    def release(
        self, member_id: UUID, operator_id: UUID, secret: str, *, reason: str, actor: str
    ) -> Lease | None:
        """End the lease of a person, in the supervisor's name.

        Args:
            member_id: whom a laptop has.
            operator_id: the supervisor who stands here.
            secret: their PIN or password.
            reason: why the counter takes the person.
            actor: who has the counter; the event names the supervisor, who answers for it.

        Raises:
            NotAllowedError: there is no reason, or the secret is wrong.
            DeniedError: their role does not include it.
        """
        del actor
        why = checked_reason(reason)
        if self._vouch is None:
            raise TypeError("nobody can be asked")
        person = self._vouch(operator_id, secret)
        if not allows(person.role, Permission.RECORD_APPROVE):
            raise DeniedError(person.role, Permission.RECORD_APPROVE)
        return self._packing.take_back(member_id, reason=why, actor=person.full_name)
