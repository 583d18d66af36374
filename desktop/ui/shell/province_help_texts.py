"""The key cards of a provincial desk: what each page is for, and which key does what there."""

from __future__ import annotations

from desktop.common.i18n import tr
from desktop.ui.context import PageName
from desktop.ui.shell.key_cards import Keys


def everywhere() -> Keys:
    """Return the keys that hold on every page of the desk."""
    return (
        ("Enter", tr("Bấm nút xanh ở góc phải dưới. F8 cũng vậy")),
        ("F7", tr("Quay lại trang trước")),
        ("F3", tr("Về trang Hồ sơ để tìm một người")),
        ("Tab", tr("Sang ô, nút hoặc bảng tiếp theo")),
        ("F1", tr("Mở trang này; 1 2 3 xem to từng hình")),
    )


def _receiving() -> dict[PageName, tuple[str, str, Keys]]:
    """Pages of what came in, and of the stations it came from."""
    return {
        PageName.PROVINCE: (
            tr("Tiếp nhận"),
            tr("Nhận tệp lô và tệp báo thẻ của các quầy, ghi tệp trả lời, lập báo cáo."),
            (
                ("Enter", tr("Chọn tệp từ quầy để nhận")),
                ("Ctrl+O", tr("Nhận mọi tệp trong một thư mục")),
                ("Ctrl+T", tr("Ghi tệp trả lời cho các quầy")),
                ("Ctrl+B", tr("Lập báo cáo")),
                ("↑ ↓", tr("Chọn quầy; bên phải là các lô của quầy đó")),
                ("Esc", tr("Thôi việc đang chạy ở chỗ an toàn; đóng bảng bên phải")),
            ),
        ),
        PageName.PROVINCE_STATIONS: (
            tr("Nơi tiếp nhận"),
            tr("Quầy nào được gửi hồ sơ. Dấu chứng thư luôn đối chiếu qua điện thoại."),
            (
                ("Enter", tr("Ghi danh quầy từ tệp")),
                ("Ctrl+D", tr("Đối chiếu dấu của quầy đang chọn")),
                ("Ctrl+B", tr("Bỏ khóa cũ sau khi quầy đã đổi khóa")),
                ("F6", tr("Thu hồi khóa của quầy đang chọn, có ghi lý do")),
                ("Ctrl+K", tr("Khóa của tỉnh")),
                ("Ctrl+J", tr("Nhật ký: ai đã làm gì, lúc nào")),
                ("↑ ↓", tr("Chọn quầy")),
                ("Esc", tr("Thôi câu đang hỏi")),
            ),
        ),
        PageName.PROVINCE_OWN_KEYS: (
            tr("Khóa của tỉnh"),
            tr("Khóa ký trả lời và khóa để các quầy niêm phong lô."),
            (
                ("Enter", tr("Ghi tệp khóa cho các quầy")),
                ("F6", tr("Đổi khóa; khóa cũ còn mở được lô cũ")),
                ("Ctrl+E", tr("Khóa dự phòng")),
                ("Esc", tr("Thôi câu đang hỏi")),
            ),
        ),
    }


def _review() -> dict[PageName, tuple[str, str, Keys]]:
    """Pages on which records are judged."""
    keys: Keys = (
        ("A", tr("Chấp nhận; Enter cũng vậy")),
        ("R", tr("Trả về, kèm lý do")),
        ("J K", tr("Hồ sơ sau, hồ sơ trước; mũi tên ↓ ↑ cũng vậy")),
        ("T", tr("Xem hồ sơ kia của một cặp giống nhau")),
        ("F5", tr("Hiện số, có ghi nhật ký")),
        ("PgUp, PgDn", tr("Cuộn hồ sơ")),
        ("Ctrl+Z", tr("Hoàn tác quyết định vừa rồi")),
        ("Ctrl+D", tr("Chấp nhận mọi hồ sơ đạt")),
        ("Ctrl+T", tr("Tạo tệp trả lời")),
        ("Ctrl+M", tr("Để riêng: xem thêm")),
        ("Alt+1 …", tr("Chọn loại hồ sơ cần xem")),
    )
    return {
        PageName.PROVINCE_REVIEW: (
            tr("Cần xem"),
            tr("Hồ sơ máy thấy chưa chắc. Mỗi hồ sơ một quyết định; quầy nhận khi có tệp trả lời."),
            keys,
        ),
        PageName.PROVINCE_RECORD: (
            tr("Một hồ sơ"),
            tr("Một hồ sơ đã nhận: xem lại, đổi quyết định khi chưa trả lời quầy."),
            keys,
        ),
    }


def _lists() -> dict[PageName, tuple[str, str, Keys]]:
    """Pages of lists: to find, to print."""
    return {
        PageName.PROVINCE_RECORDS: (
            tr("Hồ sơ"),
            tr("Mọi hồ sơ đã nhận. Gõ để tìm, chọn để lọc, mở để xem đủ."),
            (
                ("Ctrl+F", tr("Về ô tìm")),
                ("↑ ↓", tr("Chọn hồ sơ; PgUp, PgDn đi mười dòng")),
                ("Home, End", tr("Về đầu, về cuối danh sách")),
                ("Enter", tr("Mở hồ sơ đang chọn")),
                ("Esc", tr("Bỏ lọc")),
            ),
        ),
        PageName.PROVINCE_PRINT: (
            tr("In thẻ"),
            tr("Lập danh sách gửi nơi in, nhận kết quả in, ghi thẻ về cho các xã."),
            (
                ("Enter", tr("Lập danh sách; khi đang xem trước: ghi danh sách")),
                ("Ctrl+O", tr("Khi lập danh sách: chọn tệp mô tả các cột")),
                ("Ctrl+R", tr("Khi lập danh sách: về các cột thường dùng")),
                ("Ctrl+E", tr("Khi lập danh sách: chọn khóa của nơi in để niêm phong")),
                ("Ctrl+S", tr("Ghi lại danh sách đang chọn")),
                ("Ctrl+I", tr("Nhận kết quả in")),
                ("Ctrl+T", tr("Ghi thẻ cho các xã")),
                ("↑ ↓", tr("Chọn danh sách đã lập")),
                ("Esc", tr("Thôi")),
            ),
        ),
    }


def _trail() -> dict[PageName, tuple[str, str, Keys]]:
    """The page of the audit trail."""
    return {
        PageName.PROVINCE_TRAIL: (
            tr("Nhật ký"),
            tr("Ai đã làm gì, lúc nào. Không dòng nào sửa hay xóa được."),
            (
                ("↑ ↓", tr("Chọn dòng")),
                ("Enter", tr("Xem mọi việc về hồ sơ của dòng đang chọn")),
                ("Ctrl+PgUp", tr("Các việc mới hơn")),
                ("Ctrl+PgDown", tr("Các việc cũ hơn")),
                ("Ctrl+K", tr("Kiểm tra chuỗi: có dòng nào bị sửa, bị bỏ không")),
                ("Ctrl+S", tr("Xuất ra Excel")),
                ("Esc", tr("Bỏ lọc")),
            ),
        )
    }


def about(page: PageName) -> tuple[str, str, Keys]:
    """Return what people call a page, what it is for in a sentence or two, and its own keys."""
    known = _receiving() | _review() | _lists() | _trail()
    return known.get(page, (tr("Trợ giúp"), tr("Phím có tác dụng ở mọi trang."), ()))
