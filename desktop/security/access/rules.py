"""The one table of role and permission; whoever wants to know what a role may do reads it here."""

from __future__ import annotations

from typing import Final

from desktop.common.settings import Group, SettingDef
from desktop.security.access.permissions import Permission
from desktop.security.views import Role

READING: Final = frozenset(
    {
        Permission.RECORD_READ,
        Permission.ROSTER_READ,
        Permission.BATCH_READ,
        Permission.AUDIT_READ,
        Permission.OPERATOR_READ,
        Permission.MACHINE_CHECK,
        Permission.INSPECTION_READ,
    }
)
"""What changes nothing."""

_CLERK: Final = frozenset(
    {
        Permission.RECORD_READ,
        Permission.ROSTER_READ,
        Permission.BATCH_READ,
        Permission.OPERATOR_READ,
        Permission.MACHINE_CHECK,
        Permission.NUMBER_REVEAL,
        Permission.RECORD_TAKE,
        Permission.RECORD_PRINT,
        Permission.RECORD_SET_ASIDE,
        Permission.CARD_COUNT,
        Permission.CARD_HAND_OVER,
        Permission.SHIFT_OPEN,
        Permission.SHIFT_CLOSE,
        Permission.LOOK_CHOOSE,
        Permission.DEVICE_CHOOSE,
    }
)
_SUPERVISOR: Final = (
    _CLERK
    | READING
    | {
        Permission.RECORD_APPROVE,
        Permission.ROSTER_IMPORT,
        Permission.ROSTER_EDIT,
        Permission.ROSTER_DECIDE,
        Permission.ROSTER_EXPORT,
        Permission.BATCH_EXPORT,
        Permission.BATCH_ANSWER,
        Permission.SHIFT_PLAN,
        Permission.CLOCK_OVERRIDE,
        Permission.OPERATOR_UNLOCK,
        Permission.PERSON_EXPORT,
        Permission.AUDIT_EXPORT,
        Permission.BACKUP_MAKE,
        Permission.SETTING_CHANGE,
        Permission.INSPECTION_ANSWER,
    }
)
# In a small office one person is everything, so IT has the counter's permissions, too. What
# nobody may do twice, such as approving a record of one's own, is refused by name, not by role.
_ADMINISTRATOR: Final = _SUPERVISOR | {
    Permission.INSPECTION_WRITE,
    Permission.SAFETY_CHANGE,
    Permission.ELIGIBILITY_CHANGE,
    Permission.OPERATOR_MANAGE,
    Permission.TRUST_MANAGE,
    Permission.PROGRAM_UPDATE,
    Permission.BACKUP_RESTORE,
    Permission.DATA_ERASE,
}
# They look at everything of a station, and write down what they found, and nothing else.
_INSPECTOR: Final = READING | {Permission.INSPECTION_WRITE}
_PROVINCE: Final = frozenset(
    {
        Permission.PROVINCE_READ,
        Permission.PROVINCE_RECEIVE,
        Permission.PROVINCE_DECIDE,
        Permission.PROVINCE_MANAGE,
    }
)

TABLE: Final[dict[Role, frozenset[Permission]]] = {
    Role.CLERK: _CLERK,
    Role.SUPERVISOR: _SUPERVISOR,
    Role.ADMINISTRATOR: _ADMINISTRATOR,
    Role.INSPECTOR: _INSPECTOR,
    Role.PROVINCE: _PROVINCE,
}


def allows(role: Role, permission: Permission) -> bool:
    """Whether somebody of this role may do such a thing."""
    return permission in TABLE[role]


def roles_with(permission: Permission) -> tuple[Role, ...]:
    """Return who may, the least powerful first."""
    return tuple(role for role in TABLE if permission in TABLE[role])


def setting_permission(definition: SettingDef) -> Permission:
    """Return what changing one setting asks for."""
    special = {
        Group.LOOK: Permission.LOOK_CHOOSE,
        Group.DEVICES: Permission.DEVICE_CHOOSE,
        Group.SAFETY: Permission.SAFETY_CHANGE,
    }
    return special.get(definition.group, Permission.SETTING_CHANGE)
