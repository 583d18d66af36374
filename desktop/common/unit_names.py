"""What people call the units of the organisation tree, and what is done to them."""

from __future__ import annotations

from typing import Final

from desktop.common.i18n import mark
from desktop.common.vocabulary import UnitAct, UnitKind

KIND_NAMES: Final[dict[UnitKind, str]] = {
    UnitKind.COMMITTEE: mark("Đảng bộ cấp xã"),
    UnitKind.GRASSROOTS: mark("Đảng bộ cơ sở"),
    UnitKind.SECTION: mark("Đảng bộ bộ phận"),
    UnitKind.CELL: mark("Chi bộ"),
}

ACT_NAMES: Final[dict[UnitAct, str]] = {
    UnitAct.FOUND: mark("Lập từ danh sách"),
    UnitAct.ADD: mark("Thêm đơn vị"),
    UnitAct.RENAME: mark("Đổi tên"),
    UnitAct.DESCRIBE: mark("Ghi bí thư, xác nhận tên"),
    UnitAct.MERGE: mark("Gộp đơn vị"),
    UnitAct.SPLIT: mark("Tách chi bộ"),
    UnitAct.MOVE: mark("Chuyển đơn vị"),
    UnitAct.MOVE_MEMBERS: mark("Chuyển đảng viên"),
    UnitAct.CLOSE: mark("Đóng đơn vị"),
    UnitAct.SHEET: mark("Nhập từ Excel"),
    UnitAct.UNDO: mark("Hoàn tác"),
}
