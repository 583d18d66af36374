"""Qt's own words in Vietnamese: dialog buttons, file dialogs, context menus.

PySide6 ships no `qtbase_vi.qm`, so Yes, Save or Copy would stay English. The table below holds
what our windows can show; our own texts go through `desktop.common.i18n.tr`.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTranslator

# Keys without "&"; the mnemonic letter would clash with the keys printed on our buttons.
_VIETNAMESE: dict[str, str] = {
    # buttons of stock dialogs
    "OK": "Đồng ý",
    "Save": "Lưu",
    "Save All": "Lưu tất cả",
    "Open": "Mở",
    "Yes": "Có",
    "Yes to All": "Có, tất cả",
    "No": "Không",
    "No to All": "Không, tất cả",
    "Abort": "Dừng",
    "Retry": "Thử lại",
    "Ignore": "Bỏ qua",
    "Close": "Đóng",
    "Cancel": "Thôi",
    "Discard": "Bỏ thay đổi",
    "Don't Save": "Không lưu",
    "Close without Saving": "Đóng, không lưu",
    "Help": "Trợ giúp",
    "Apply": "Áp dụng",
    "Reset": "Đặt lại",
    "Restore Defaults": "Về mặc định",
    "Show Details...": "Xem chi tiết…",
    "Hide Details...": "Ẩn chi tiết…",
    # context menus of text fields
    "Undo": "Hoàn tác",
    "Redo": "Làm lại",
    "Cut": "Cắt",
    "Copy": "Chép",
    "Paste": "Dán",
    "Delete": "Xóa",
    "Select All": "Chọn hết",
    "Clear": "Xóa hết",
    "Copy Link Location": "Chép địa chỉ liên kết",
    "Select all": "Chọn hết",
    # file dialog
    "Look in:": "Xem trong:",
    "File name:": "Tên tệp:",
    "Files of type:": "Loại tệp:",
    "Directory:": "Thư mục:",
    "Save As": "Lưu thành",
    "Find Directory": "Tìm thư mục",
    "Choose": "Chọn",
    "Back": "Lùi",
    "Forward": "Tiến",
    "Go back": "Lùi lại",
    "Go forward": "Tiến tới",
    "Parent Directory": "Thư mục cha",
    "Go to the parent directory": "Lên thư mục cha",
    "Create New Folder": "Tạo thư mục mới",
    "Create a New Folder": "Tạo thư mục mới",
    "New Folder": "Thư mục mới",
    "List View": "Xem danh sách",
    "Change to list view mode": "Đổi sang danh sách",
    "Detail View": "Xem chi tiết",
    "Change to detail view mode": "Đổi sang chi tiết",
    "Sidebar": "Nơi hay dùng",
    "List of places and bookmarks": "Danh sách nơi hay dùng",
    "Files": "Tệp",
    "All Files (*)": "Mọi tệp (*)",
    "All files (*)": "Mọi tệp (*)",
    "All files": "Mọi tệp",
    "Recent Places": "Nơi vừa mở",
    "Remove": "Gỡ",
    "Rename": "Đổi tên",
    "Show hidden files": "Hiện tệp ẩn",
    "Show ": "Hiện ",
    "Directories": "Thư mục",
    "Computer": "Máy tính",
    "My Computer": "Máy tính",
    "Drive": "Ổ đĩa",
    "File": "Tệp",
    "Folder": "Thư mục",
    "File Folder": "Thư mục",
    "Alias": "Lối tắt",
    "Shortcut": "Lối tắt",
    "Unknown": "Không rõ",
    "Name": "Tên",
    "Size": "Cỡ",
    "Type": "Loại",
    "Kind": "Loại",
    "Date Modified": "Ngày sửa",
    "%1 File": "Tệp %1",
    "%1 bytes": "%1 byte",
    "%1 already exists.\nDo you want to replace it?": "%1 đã có.\nThay bằng tệp mới?",
    "%1\nFile not found.\nPlease verify the correct file name was given.": (
        "%1\nKhông thấy tệp này.\nXem lại tên tệp."
    ),
    "%1\nDirectory not found.\nPlease verify the correct directory name was given.": (
        "%1\nKhông thấy thư mục này.\nXem lại tên thư mục."
    ),
    "'%1' is write protected.\nDo you want to delete it anyway?": (
        "“%1” được chống ghi.\nVẫn xóa?"
    ),
    "Are you sure you want to delete '%1'?": "Xóa “%1”?",
    "Could not delete directory.": "Chưa xóa được thư mục.",
    # print dialog
    "Print": "In",
    "Printer": "Máy in",
    "Print to File (PDF)": "In ra tệp PDF",
    "Print all": "In tất cả",
    "Print range": "In một phần",
    "Print selection": "In phần đã chọn",
    "Print current page": "In trang này",
    "Pages": "Trang",
    "Pages from": "Từ trang",
    "to": "đến",
    "Copies": "Số bản",
    "Copies:": "Số bản:",
    "Collate": "Xếp theo bộ",
    "Options": "Tùy chọn",
    "Options >>": "Tùy chọn >>",
    "Options <<": "Tùy chọn <<",
    "Properties": "Thuộc tính",
    "Preview": "Xem trước",
    "Location:": "Nơi đặt:",
    "Name:": "Tên:",
    "Type:": "Loại:",
    "Output file:": "Tệp ra:",
    "Color": "Màu",
    "Color Mode": "Chế độ màu",
    "Grayscale": "Thang xám",
    "Duplex Printing": "In hai mặt",
    "None": "Không",
    "Long side": "Cạnh dài",
    "Short side": "Cạnh ngắn",
    "Paper": "Giấy",
    "Page size:": "Khổ giấy:",
    "Orientation": "Hướng giấy",
    "Portrait": "Dọc",
    "Landscape": "Ngang",
    "Margins": "Lề",
    # accessibility and window furniture
    "Press": "Nhấn",
    "Check": "Đánh dấu",
    "Uncheck": "Bỏ dấu",
    "Toggle": "Đổi",
    "SetFocus": "Đưa tới đây",
    "ShowMenu": "Mở trình đơn",
    "Minimize": "Thu nhỏ",
    "Maximize": "Phóng to",
    "Restore": "Trả lại cỡ cũ",
    "Scroll here": "Cuộn tới đây",
    "Top": "Lên đầu",
    "Bottom": "Xuống cuối",
    "Left edge": "Mép trái",
    "Right edge": "Mép phải",
    "Page up": "Lên một trang",
    "Page down": "Xuống một trang",
    "Page left": "Sang trái một trang",
    "Page right": "Sang phải một trang",
    "Scroll up": "Cuộn lên",
    "Scroll down": "Cuộn xuống",
    "Scroll left": "Cuộn trái",
    "Scroll right": "Cuộn phải",
    "Line up": "Lên một dòng",
    "Line down": "Xuống một dòng",
}


class StockTranslator(QTranslator):
    """Answers Qt's questions for its own texts from the table above."""

    def isEmpty(self) -> bool:
        """Say that there is something to translate, or Qt would not ask."""
        return False

    def translate(  # type: ignore[override]  # None must come back for "not mine"
        self,
        context: str,
        sourceText: str,  # noqa: N803 - Qt's name
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str | None:
        """Return the Vietnamese text, or None to leave it to the next translator."""
        del context, disambiguation, n
        return _VIETNAMESE.get(sourceText.replace("&", "")) if sourceText else None


def install_translations(app: QCoreApplication, language: str) -> None:
    """Make Qt's own texts and number forms follow the language (`vi` or `en`)."""
    for old in app.findChildren(QObject, "stock-translator"):
        if isinstance(old, QTranslator):
            QCoreApplication.removeTranslator(old)
            old.deleteLater()
    if language == "vi":
        QLocale.setDefault(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
        translator = StockTranslator(app)
        translator.setObjectName("stock-translator")
        QCoreApplication.installTranslator(translator)
    else:
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
