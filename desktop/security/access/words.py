"""What people call the roles, and what may be allowed to them."""

from __future__ import annotations

from typing import Final

from desktop.common.i18n import mark, tr
from desktop.security.access.permissions import Permission
from desktop.security.views import Role

_PERMISSIONS: Final[dict[Permission, str]] = {
    Permission.RECORD_READ: mark("xem hồ sơ"),
    Permission.ROSTER_READ: mark("xem danh sách đảng viên"),
    Permission.BATCH_READ: mark("xem lô hồ sơ"),
    Permission.AUDIT_READ: mark("xem nhật ký"),
    Permission.OPERATOR_READ: mark("xem cán bộ của quầy"),
    Permission.MACHINE_CHECK: mark("kiểm tra máy"),
    Permission.INSPECTION_READ: mark("xem kết quả kiểm tra"),
    Permission.INSPECTION_ANSWER: mark("ghi đã khắc phục sau kiểm tra"),
    Permission.INSPECTION_WRITE: mark("ghi kết quả kiểm tra"),
    Permission.NUMBER_REVEAL: mark("xem số đầy đủ"),
    Permission.RECORD_TAKE: mark("nhận hồ sơ"),
    Permission.RECORD_PRINT: mark("in biên nhận"),
    Permission.RECORD_SET_ASIDE: mark("để riêng hồ sơ"),
    Permission.CARD_COUNT: mark("kiểm đếm thẻ"),
    Permission.CARD_HAND_OVER: mark("trao thẻ"),
    Permission.SHIFT_OPEN: mark("mở ca"),
    Permission.SHIFT_CLOSE: mark("chốt ca"),
    Permission.RECORD_APPROVE: mark("duyệt hồ sơ"),
    Permission.ROSTER_IMPORT: mark("nhập danh sách"),
    Permission.ROSTER_EDIT: mark("sửa danh sách"),
    Permission.ROSTER_DECIDE: mark("chốt chỗ khác nhau của danh sách"),
    Permission.ROSTER_EXPORT: mark("xuất danh sách"),
    Permission.BATCH_EXPORT: mark("xuất lô hồ sơ"),
    Permission.BATCH_ANSWER: mark("nhận trả lời của tỉnh"),
    Permission.SHIFT_PLAN: mark("sửa lịch trực"),
    Permission.CLOCK_OVERRIDE: mark("cho qua đồng hồ máy"),
    Permission.OPERATOR_UNLOCK: mark("mở khóa cho cán bộ"),
    Permission.PERSON_EXPORT: mark("trích xuất dữ liệu của một người"),
    Permission.AUDIT_EXPORT: mark("xuất nhật ký"),
    Permission.BACKUP_MAKE: mark("sao lưu"),
    Permission.LOOK_CHOOSE: mark("chọn cách hiển thị"),
    Permission.DEVICE_CHOOSE: mark("chọn máy ảnh, máy in"),
    Permission.SETTING_CHANGE: mark("đổi cài đặt"),
    Permission.SAFETY_CHANGE: mark("đổi cài đặt an toàn"),
    Permission.ELIGIBILITY_CHANGE: mark("đổi điều kiện được đổi thẻ"),
    Permission.OPERATOR_MANAGE: mark("quản lý cán bộ"),
    Permission.TRUST_MANAGE: mark("quản lý khóa và nơi nhận lô"),
    Permission.PROGRAM_UPDATE: mark("cập nhật chương trình"),
    Permission.BACKUP_RESTORE: mark("khôi phục từ bản sao"),
    Permission.DATA_ERASE: mark("xóa dữ liệu đến hạn"),
    Permission.PROVINCE_READ: mark("xem hồ sơ ở bàn tỉnh"),
    Permission.PROVINCE_RECEIVE: mark("nhận lô ở bàn tỉnh"),
    Permission.PROVINCE_DECIDE: mark("quyết định hồ sơ ở bàn tỉnh"),
    Permission.PROVINCE_MANAGE: mark("quản lý bàn tỉnh"),
}


def role_words(role: Role) -> str:
    """Return what people call a role."""
    words = {
        Role.CLERK: tr("Cán bộ tiếp nhận"),
        Role.SUPERVISOR: tr("Phụ trách ca"),
        Role.ADMINISTRATOR: tr("Kỹ thuật"),
        Role.INSPECTOR: tr("Kiểm tra, giám sát"),
        Role.PROVINCE: tr("Bàn tỉnh"),
    }
    return words[role]


def permission_words(permission: Permission) -> str:
    """Return what people call a kind of act, as the end of a sentence."""
    return tr(_PERMISSIONS[permission])
