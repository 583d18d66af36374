"""What people call the roles."""

from __future__ import annotations

from desktop.common.i18n import tr
from desktop.security.views import Role


def role_words(role: Role) -> str:
    """Return what people call a role."""
    words = {
        Role.CLERK: tr("Cán bộ tiếp nhận"),
        Role.SUPERVISOR: tr("Phụ trách ca"),
        Role.ADMINISTRATOR: tr("Kỹ thuật"),
        Role.INSPECTOR: tr("Kiểm tra, chỉ xem"),
        Role.PROVINCE: tr("Bàn tỉnh"),
    }
    return words[role]
