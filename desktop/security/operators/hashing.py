"""How secrets of operators are hashed: Argon2id (RFC 9106), at the cost that is set.

A hash carries the cost it was made with, so a changed setting breaks nothing: the next right
log-in makes a new hash at the new cost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.common.settings import SECRET_LANES, SECRET_MEMORY, SECRET_PASSES
from desktop.security.recovery import Argon2Parameters
from desktop.security.store import stored_setting

if TYPE_CHECKING:
    from desktop.storage.unit_of_work import Session

_KIB = 1024


def cost_in_force(session: Session) -> Argon2Parameters:
    """Return the cost that the settings ask for."""
    return Argon2Parameters(
        time_cost=int(stored_setting(session, SECRET_PASSES)),
        memory_kib=int(stored_setting(session, SECRET_MEMORY)) * _KIB,
        parallelism=int(stored_setting(session, SECRET_LANES)),
    )


def hashed(secret: str, cost: Argon2Parameters) -> str:
    """Return the hash of a secret with its salt and cost (PHC string format)."""
    from argon2 import PasswordHasher  # noqa: PLC0415 - 50 ms, only here and at log-in

    return PasswordHasher(
        time_cost=cost.time_cost, memory_cost=cost.memory_kib, parallelism=cost.parallelism
    ).hash(secret)


def fits(kept: str, secret: str) -> bool:
    """Whether a secret is the one a hash was made of; a damaged hash fits nothing."""
    from argon2 import PasswordHasher  # noqa: PLC0415 - as above
    from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415

    try:
        return bool(PasswordHasher().verify(kept, secret))
    except (VerificationError, InvalidHashError):
        return False


def is_stale(kept: str, cost: Argon2Parameters) -> bool:
    """Whether a hash was made at another cost than the one in force."""
    from argon2 import PasswordHasher  # noqa: PLC0415 - as above

    hasher = PasswordHasher(
        time_cost=cost.time_cost, memory_cost=cost.memory_kib, parallelism=cost.parallelism
    )
    return hasher.check_needs_rehash(kept)
