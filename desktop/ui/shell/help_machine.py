"""Key cards of the pages about the machine itself."""

from __future__ import annotations

from desktop.common.i18n import tr
from desktop.ui.context import PageName
from desktop.ui.shell.key_cards import Keys


def machine_texts() -> dict[PageName, tuple[str, Keys]]:
    """Return what each of these pages is for, and its keys."""
    return {
        PageName.CLOCK: (
            tr("Chỉnh ngày giờ và múi giờ của máy; trang này tự xem lại."),
            (
                ("Enter", tr("Kiểm tra lại")),
                ("F6", tr("Cho qua, có lý do: người phụ trách ca gõ mã")),
            ),
        ),
        PageName.DOCTOR: (
            tr("Mỗi dòng: đo được gì, tốt hay chưa, sửa thế nào. Thử lại từng dòng được."),
            (
                ("Enter", tr("Kiểm tra lại tất cả")),
                ("F6", tr("Thử máy quét: quét mã trên màn hình, xem chữ có hỏng không")),
                ("Ctrl+P", tr("In thử một trang có đủ chữ Việt")),
                ("Ctrl+S", tr("Ghi gói hỗ trợ cho người giúp từ xa, không có họ tên và số")),
                ("Ctrl+T", tr("Sổ thiết bị: máy nào ở đâu, nơi nào thiếu gì")),
                ("Ctrl+U", tr("Cập nhật chương trình từ USB")),
            ),
        ),
        PageName.UPDATE: (
            tr("Bản mới lấy từ USB của nơi phát hành; lần mở tới mới chạy, bản cũ vẫn giữ."),
            (
                ("F6", tr("Chọn USB cập nhật")),
                ("Enter", tr("Cài bản mới; cài xong thì đóng chương trình")),
                ("Esc", tr("Dừng, máy giữ bản đang chạy")),
            ),
        ),
        PageName.MORNING: (
            tr("Một dòng xanh là sẵn sàng. Không phải đợi: quét thẻ là vào quầy ngay."),
            (
                ("Enter", tr("Vào quầy")),
                ("Esc", tr("Vào quầy, không xem nữa")),
                ("Ctrl+R", tr("Đo lại")),
                ("Ctrl+K", tr("Kiểm tra máy, mọi mục")),
            ),
        ),
        PageName.CAMERA: (
            tr("Chọn máy ảnh và chỉnh cho hình đạt. Thay đổi được lưu ngay."),
            (
                ("F4", tr("Mở danh sách của ô đang chọn")),
                ("F5", tr("Tìm lại máy ảnh")),
                ("F6", tr("Chụp thử, không lưu")),
            ),
        ),
    }
