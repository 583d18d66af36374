"""The names of the checks for people, and step by step how to mend what they find."""

from __future__ import annotations

from desktop.common.i18n import tr


def label_of(name: str) -> str:
    """Return what a check is called on screen; the stable name for one that is not known."""
    return {
        "store": tr("Kho dữ liệu"),
        "audit": tr("Nhật ký"),
        "key": tr("Khóa kho"),
        "backup": tr("Bản sao"),
        "camera": tr("Máy ảnh"),
        "printer": tr("Máy in"),
        "scanner": tr("Máy quét"),
        "input_method": tr("Bộ gõ"),
        "pad": tr("Bảng ký"),
        "paper_fonts": tr("Phông chữ của giấy tờ"),
        "screen_fonts": tr("Phông chữ màn hình"),
        "screen": tr("Màn hình"),
        "disk": tr("Ổ đĩa"),
        "clock": tr("Đồng hồ"),
        "versions": tr("Phiên bản"),
        "shift": tr("Ca trực"),
        "unexported": tr("Chưa xuất lô"),
    }.get(name, name)


def late_advice(name: str) -> str:
    """Return what to do about something that did not answer in time."""
    return {
        "printer": tr(
            "Bật máy in, xem dây hoặc mạng. Máy in mạng đã tắt thì chọn máy khác ở Cài đặt."
        ),
        "camera": tr("Rút dây máy ảnh rồi cắm lại; vẫn vậy thì khởi động lại máy tính."),
        "backup": tr("Rút thẻ nhớ hoặc USB của bản sao rồi cắm lại, sau đó thử lại."),
        "store": tr("Ổ đĩa rất chậm: đóng chương trình khác rồi thử lại."),
    }.get(name, tr("Thử lại; vẫn vậy thì khởi động lại máy tính."))


def steps(name: str) -> tuple[str, ...]:
    """Return how to mend what a check finds, first things first; empty where nothing is to do."""
    return (_of_devices() | _of_data() | _of_machine()).get(name, ())


def _of_devices() -> dict[str, tuple[str, ...]]:
    return {
        "camera": (
            tr("Đóng Zoom, Zalo và mọi chương trình đang dùng máy ảnh."),
            tr("Rút dây, cắm thẳng vào máy tính, không qua bộ chia USB."),
            tr("Windows: Cài đặt, Quyền riêng tư, Máy ảnh, bật cho ứng dụng máy tính."),
            tr("Trang Máy ảnh (Cài đặt, Ctrl+M): chọn máy, xem hình, chỉnh cỡ hình."),
        ),
        "printer": (
            tr("Xem máy in đã bật, có giấy A5 hoặc A4, không báo đèn đỏ."),
            tr(
                "In một trang từ chương trình khác: không ra giấy thì lỗi ở "
                "máy in hoặc trình điều khiển."
            ),
            tr("Cài đặt, Thiết bị, Máy in: chọn đúng máy, rồi bấm In thử ở trang này."),
            tr("Chưa sửa được thì vẫn nhận hồ sơ: hồ sơ lưu trước, in lại sau."),
        ),
        "scanner": (
            tr("Bấm vào ô Thử máy quét, quét mã thử in trên màn hình."),
            tr(
                "Chữ hỏng: đặt máy quét sang chế độ COM theo sách của máy, rồi chọn cổng ở Cài đặt."
            ),
            tr("Máy quét COM chưa thấy: rút dây, cắm lại; phần mềm tự nối lại."),
            tr("Quét được nhưng chậm: giảm khoảng chờ giữa các phím trong cài đặt máy quét."),
        ),
        "input_method": (
            tr(
                "Unikey, EVKey: bấm Ctrl+Shift (hoặc Alt+Z) để biểu tượng "
                "thành chữ E trước khi quét."
            ),
            tr("Cách chắc nhất: đặt máy quét sang chế độ COM, bộ gõ không đụng tới được."),
            tr("Bàn phím của hệ điều hành để kiểu English (US)."),
        ),
        "pad": (
            tr("Bảng ký, màn hình cảm ứng: rút dây, cắm lại, cài trình điều khiển của hãng."),
            tr("Không có bảng ký: ký bằng chuột, hoặc ký trên giấy rồi chụp lại."),
        ),
    }


def _of_data() -> dict[str, tuple[str, ...]]:
    return {
        "store": (
            tr("Dừng nhận hồ sơ. Không xóa, không chép đè tệp nào trong thư mục dữ liệu."),
            tr("Sao cả thư mục dữ liệu ra ổ khác để giữ nguyên hiện trạng."),
            tr("Khôi phục từ bản sao liên tục hoặc bản sao lưu gần nhất (trang Sao lưu)."),
            tr("Gửi gói hỗ trợ cho nơi hỗ trợ phần mềm."),
        ),
        "audit": (
            tr("Ghi lại mã đầu và số sự kiện ở dòng này."),
            tr("Chạy “main.py audit verify” để kiểm cả nhật ký."),
            tr("Báo người phụ trách; khôi phục từ bản sao lưu trước lúc hỏng."),
        ),
        "key": (
            tr("Đăng nhập đúng tài khoản máy tính đã lập quầy: kho khóa đi theo tài khoản."),
            tr("Mở một lần với mã khôi phục, khóa sẽ được cất lại vào kho khóa."),
            tr("Chưa có mã khôi phục: in ngay, cho vào phong bì, cất két."),
        ),
        "backup": (
            tr("Cắm lại đúng thẻ nhớ hoặc USB của bản sao."),
            tr("Trang Sao lưu (Ctrl+B ở Cài đặt): chọn thư mục, rồi bấm Sao lưu ngay."),
            tr("Thẻ đầy, khóa ghi: dọn thẻ, gạt lẫy khóa; phần mềm tự thử lại."),
        ),
        "shift": (tr("Về trang Quầy, bấm F9 để mở ca; hoặc mở ở trang Ca trực."),),
        "unexported": (
            tr("Trang Lô hồ sơ: xuất lô ra USB, đọc lại rồi mới tính là đã gửi."),
            tr("Chưa có khóa của tỉnh: trang Khóa của tỉnh, nhận tệp khóa và so dãy số."),
        ),
    }


def _of_machine() -> dict[str, tuple[str, ...]]:
    reinstall = tr("Cài lại phần mềm; dữ liệu không mất.")
    return {
        "disk": (
            tr("Dọn thùng rác và thư mục tải về trên ổ chứa dữ liệu."),
            tr("Không ghi được: tài khoản máy tính phải có quyền ghi vào thư mục dữ liệu."),
            tr("Ổ đĩa chậm: đóng chương trình khác, xem phần mềm diệt vi-rút có đang quét không."),
        ),
        "clock": (
            tr("Windows: Cài đặt, Thời gian và ngôn ngữ, múi giờ (UTC+07:00) Hà Nội."),
            tr("Chỉnh ngày giờ theo điện thoại, rồi bấm Thử lại."),
            tr("Đồng hồ lùi mỗi lần tắt máy: thay pin CMOS trên bo mạch."),
        ),
        "screen": (
            tr("Windows: Cài đặt, Hệ thống, Màn hình, Tỷ lệ: chọn 100 % hoặc 125 %."),
            tr("Độ phân giải để đúng của màn hình, ít nhất 1366 × 768."),
        ),
        "screen_fonts": (reinstall,),
        "paper_fonts": (reinstall,),
        "versions": (tr("Bản cũ: cập nhật theo tệp cập nhật của nơi phát hành."),),
    }
