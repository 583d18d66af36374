"""What somebody is told who may not do a thing."""

from __future__ import annotations

from desktop.common.errors import NotAllowedError
from desktop.common.i18n import tr
from desktop.security.access.permissions import Permission
from desktop.security.access.rules import roles_with
from desktop.security.access.words import role_words
from desktop.security.views import Role


class DeniedError(NotAllowedError):
    """The role of whoever has the counter does not include this; nothing was changed.

    Attributes:
        permission: what would be needed.
    """

    code = "QTN-389"

    def __init__(self, role: Role, permission: Permission) -> None:
        self.permission = permission
        # Another role never sits at a counter, so nobody is sent to it.
        who = [one for one in roles_with(permission) if one is not Role.PROVINCE]
        names = ", ".join(role_words(one) for one in who) or role_words(Role.PROVINCE)
        super().__init__(
            tr("Vai trò “{role}” không làm được việc này.").format(role=role_words(role)),
            tr("Nhờ người có vai trò: {roles}.").format(roles=names),
        )
