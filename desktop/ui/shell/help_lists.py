"""Key cards of the pages of lists: members, cross-check, duplicates, the tree, the audit trail."""

from __future__ import annotations

from desktop.common.i18n import tr
from desktop.ui.context import PageName
from desktop.ui.shell.key_cards import Keys


def _list_texts() -> dict[PageName, tuple[str, Keys]]:
    """Pages of the member list."""
    return {
        PageName.ROSTER: (
            tr("Tất cả người trong danh sách. Gõ để tìm, lọc, xếp; mở một người để xem đủ."),
            (
                ("↑ ↓", tr("Chọn người trong danh sách")),
                ("Enter", tr("Mở trang của người đang chọn")),
                ("Esc", tr("Bỏ lọc, hiện lại mọi người")),
                ("Ctrl+F", tr("Về ô tìm trong danh sách")),
                ("Ctrl+O", tr("Nhập danh sách")),
                ("Ctrl+S", tr("Xuất cả danh sách ra Excel")),
            ),
        ),
        PageName.PERSON: (
            tr("Mọi điều về một người: danh sách, nguồn khác, hồ sơ, lịch sử."),
            (
                ("↑ ↓", tr("Chọn dòng")),
                ("F2", tr("Sửa dòng đang chọn, kèm lý do; Esc thôi sửa")),
                ("F5", tr("Hiện đủ số; mỗi lần đều ghi vào nhật ký")),
                ("Ctrl+P", tr("In phiếu của người này")),
                ("Ctrl+S", tr("Trích xuất mọi dữ liệu cho chính người này, ra PDF")),
                ("F4", tr("Ưu tiên và trường hợp riêng: xem, sửa lý do")),
                ("F6", tr("Đánh dấu không đến quầy được, kèm lý do")),
                ("Ctrl+J", tr("Giao một việc về người này")),
                ("Tab", tr("Sang phần hồ sơ và lịch sử, ↑ ↓ để cuộn")),
            ),
        ),
        PageName.IMPORT: (
            tr("Chọn tệp danh sách, xem trước, rồi mới nhận. Không ai bị xóa khỏi danh sách cũ."),
            (
                ("Ctrl+O", tr("Chọn tệp danh sách")),
                ("Ctrl+G", tr("Xem các cột đã ghép; F4 đổi nghĩa cột đang chọn")),
                ("Alt+1 … 6", tr("Hiện, ẩn từng loại dòng")),
                ("1 … 9", tr("Trả lời cho dòng đang chọn")),
                ("PgDn", tr("Dòng tiếp theo")),
                ("Ctrl+Enter", tr("Xem lần lượt các dòng cần xem")),
                ("Ctrl+S", tr("Lưu dòng cần xem ra Excel")),
                ("Ctrl+Z", tr("Hoàn tác lần nhập đang chọn")),
            ),
        ),
    }


def _check_texts() -> dict[PageName, tuple[str, Keys]]:
    """Pages on which lists are checked against one another."""
    return {
        PageName.REGISTER: (
            tr("So danh sách với nguồn khác. Máy chỉ tự ghép khi chắc; còn lại do người chọn."),
            (
                ("Alt+1 … 3", tr("Nguồn, cặp chờ xác nhận, chỗ khác nhau")),
                ("1 2 3", tr("Cặp: cùng một người, không phải, để sau")),
                ("1 … 9", tr("Chỗ khác nhau: chọn giá trị có số đó; Enter lưu, sang mục sau")),
                ("F5", tr("Hiện đủ số; mỗi lần đều ghi vào nhật ký")),
                ("Ctrl+R", tr("Nguồn: đối chiếu lại. Mục đã quyết định: mở lại")),
                ("Ctrl+P", tr("In phiếu xác nhận của chi bộ đang lọc, hoặc mọi chi bộ")),
                ("Ctrl+S", tr("Xuất các mục đang lọc ra Excel để chi bộ ghi")),
                ("Ctrl+O", tr("Đọc tệp Excel chi bộ đã ghi")),
                ("Ctrl+Z", tr("Hoàn tác việc vừa làm")),
            ),
        ),
        PageName.DUPLICATES: (
            tr("Người có hai dòng trong danh sách. Không ai bị gộp nếu không có người quyết định."),
            (
                ("Alt+1 … 3", tr("Chưa xử lý, đã gộp, hai người khác nhau")),
                ("1 2", tr("Giữ dòng bên trái, bên phải")),
                ("3 … 9", tr("Lấy giá trị của dòng kia cho mục có số đó")),
                ("Enter", tr("Gộp thành một, sau khi ghi lý do")),
                ("F6", tr("Hai người khác nhau")),
                ("Ctrl+R", tr("Tìm lại trong cả danh sách")),
                ("Ctrl+Z", tr("Hoàn tác việc vừa làm")),
            ),
        ),
        PageName.ORGANISATION: (
            tr("Đảng bộ và các chi bộ. Đổi trên cây thì dòng của đảng viên đổi theo."),
            (
                ("↑ ↓ ← →", tr("Đi trong cây, mở và gập nhánh")),
                ("Enter", tr("Thêm đơn vị vào nơi đang chọn")),
                ("F2", tr("Đổi tên, ghi bí thư")),
                ("C", tr("Chuyển đơn vị, hoặc những người đang đánh dấu")),
                ("M", tr("Gộp vào đơn vị khác; kéo thả chuột cũng chuyển được")),
                ("T", tr("Tách những người đang đánh dấu ra chi bộ mới")),
                ("Del", tr("Đóng đơn vị không còn ai")),
                ("Alt+1 2", tr("Đảng viên, lịch sử của đơn vị")),
                ("Ctrl+Y", tr("Xác nhận tên do danh sách đưa vào")),
                ("Ctrl+G", tr("Gộp hai đơn vị viết gần giống nhau")),
                ("Ctrl+Z", tr("Hoàn tác lần sửa gần nhất")),
                ("Ctrl+S", tr("Xuất cây ra Excel")),
                ("Ctrl+O", tr("Nhập cây từ Excel đã sửa")),
            ),
        ),
    }


def _trail_texts() -> dict[PageName, tuple[str, Keys]]:
    """The page of the audit trail."""
    return {
        PageName.TRAIL: (
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


def list_texts() -> dict[PageName, tuple[str, Keys]]:
    """Return the cards of all pages of lists."""
    return _list_texts() | _check_texts() | _trail_texts()
