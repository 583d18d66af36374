"""The words for what is wrong with a row: codes are stored, texts are made when shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.common.i18n import mark, tr
from desktop.roster.views import Problem

MESSAGES: dict[str, str] = {
    "id_missing": mark("Chưa có số định danh: quét thẻ khi người đó đến."),
    "id_zero_added": mark("Đã thêm số 0 ở đầu số định danh: đối chiếu với thẻ."),
    "id_length": mark("Số định danh không đủ 12 chữ số: quét thẻ khi người đó đến."),
    "id_letters": mark("Số định danh có lẫn chữ: quét thẻ khi người đó đến."),
    "id_scientific": mark(
        "Số định danh bị Excel rút gọn, mất số cuối: đổi cột sang dạng Văn bản rồi gõ lại."
    ),
    "id_unknown_province": mark("Ba chữ số đầu không phải mã tỉnh nào: xem lại số trên thẻ."),
    "id_year_differs": mark("Năm sinh lệch với số định danh: xem lại thẻ."),
    "id_sex_differs": mark("Giới tính lệch với số định danh: xem lại thẻ."),
    "id_shared": mark("Người khác trong danh sách cũng có số định danh này: xem thẻ của cả hai."),
    "old_id_zero_added": mark("Đã thêm số 0 ở đầu số CMND cũ."),
    "old_id_length": mark("Số CMND cũ không đủ 9 chữ số."),
    "birth_missing": mark("Chưa có ngày sinh: hỏi lại hoặc lấy theo thẻ."),
    "birth_year_only": mark("Chỉ có năm sinh: lấy ngày đủ theo thẻ nếu có."),
    "birth_month_only": mark("Chỉ có tháng và năm sinh: lấy ngày đủ theo thẻ nếu có."),
    "date_order": mark(
        "Không rõ số nào là ngày, số nào là tháng: tạm coi ngày đứng trước, đối chiếu với thẻ."
    ),
    "date_month_first": mark("Đã đọc tháng trước, ngày sau: đối chiếu với thẻ."),
    "date_exchanged": mark(
        "Excel đã đổi chỗ ngày và tháng trong cột này: đã đổi lại, đối chiếu với thẻ."
    ),
    "date_unreadable": mark("Không đọc được ngày: sửa lại theo dạng ngày/tháng/năm."),
    "date_not_real": mark("Ngày không có thật, mới giữ năm: hỏi lại chi bộ."),
    "date_future": mark("Ngày ở sau hôm nay: hỏi lại chi bộ."),
    "birth_too_old": mark("Năm sinh trước 1900: xem lại."),
    "joined_before_party": mark("Ngày vào Đảng trước 03/02/1930: xem lại."),
    "joined_too_young": mark("Vào Đảng khi chưa đủ 18 tuổi: xem lại ngày sinh và ngày vào Đảng."),
    "official_before_joined": mark("Ngày chính thức trước ngày vào Đảng: xem lại."),
    "sex_unreadable": mark("Không đọc được giới tính: lấy theo thẻ."),
    "status_unreadable": mark("Chưa hiểu tình trạng ghi trong danh sách: tạm coi là chính thức."),
    "status_guessed": mark("Không có ngày chính thức và số thẻ: tạm coi là dự bị."),
    "card_missing": mark("Danh sách chưa có số thẻ đảng của người này."),
    "card_length": mark("Số thẻ đảng không đủ 8 hoặc 12 chữ số: xem thẻ đang giữ."),
    "number_shortened": mark("Số quá dài, Excel đã làm mất số cuối: gõ lại dạng Văn bản."),
    "cell_error": mark("Ô báo lỗi công thức trong Excel: xem lại ô này."),
    "cell_not_computed": mark(
        "Công thức chưa tính, ô không có giá trị: mở bằng Excel rồi lưu lại."
    ),
    "no_name": mark("Dòng không có họ tên."),
    "other_header": mark("Bảng này có tiêu đề khác bảng đầu: tách ra tệp riêng rồi nhập."),
    "several_people": mark("Dòng ghi nhiều người: tách mỗi người một dòng rồi nhập lại."),
    "same_id": mark("Hai người cùng một số định danh, xem dòng {rows}."),
    "left_out": mark("Khi nhập, dòng này đã được bỏ ra: nhập lại nếu cần."),
    "repeated": mark("Người này đã có ở dòng {rows}."),
}
"""Code -> source text."""

OF_THE_WHOLE_LIST = frozenset({"date_order"})
"""Doubts that the other rows of a list raise or settle: they make no row another one."""


def text_of(code: str, **values: str) -> str:
    """Return the message for a code in the chosen language."""
    return tr(MESSAGES[code]).format(**values)


def problem(code: str, field: str = "", value: str = "") -> Problem:
    """Make a problem with its words."""
    return Problem(code, field, value, text_of(code))


def stored(found: Problem) -> dict[str, str]:
    """Return what is kept of a problem: its words are made again when shown."""
    return {"code": found.code, "field": found.field, "value": found.value}


def restored(kept: Mapping[str, Any]) -> Problem:
    """Read a stored problem; a code of another version is shown as it is."""
    code = str(kept.get("code", ""))
    message = text_of(code) if code in MESSAGES else code
    return Problem(code, str(kept.get("field", "")), str(kept.get("value", "")), message)
