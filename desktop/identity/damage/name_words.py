"""Words that names are made of. They rank readings; they never make one certain by themselves.

Family names decide one thing more: whether a name is written in Vietnamese syllables.
"""

from __future__ import annotations

import re
import unicodedata


def _words(text: str) -> frozenset[str]:
    return frozenset(unicodedata.normalize("NFC", text).split())


FAMILIES = _words("""
An Âu Bá Bạc Bạch Bàn Bành Bế Biện Bồ Bùi Cà Cam Cầm Cao Chảo Chang Châu Chẩu Chu Chúng Cù Cung
Cứ Danh Diệp Doãn Dương Đàm Đào Đặng Đậu Đèo Điêu Đinh Đoàn Đỗ Đồng Đới Đường Giang Giàng Giáp
Hà Hạ Hán Hạng Hầu Hoa Hoàng Hồ Hờ Huỳnh Hứa Kha Khà Khang Khổng Khuất Khương Kiều Kim La Lã Lại
Lâm Lầu Lê Lò Lỗ Lộc Lù Lục Lữ Lương Lường Lưu Ly Lý Lỳ Ma Mã Mạc Mai Mẫn Mùa Nghiêm Ngô Ngụy
Nguyễn Nhâm Nhữ Ninh Nông Ông Phạm Phan Phàng Phí Phó Phùng Phương Quách Quan Quàng Sa Sầm Sồng
Sùng Sơn Tạ Tăng Tẩn Thạch Thái Thàng Thào Thân Thẩm Thi Thiều Thịnh Tiêu Tô Tôn Tòng Tống Tráng
Trần Triệu Trịnh Trương Từ Tưởng Ung Ứng Vàng Văn Vi Vì Viên Võ Vũ Vừ Vương Xa Yên
Ân Bàng Bắc Biên Bích Cát Cháng Chế Chềnh Chìu Chướng Cốc Công Cổ Cụt Cút Cung Cự Dềnh Di Dư Đa
Đạo Đàng Đặng Đới Đổng Gia Già Giản Hàm Hàn Hảng Hảo Hình Hoắc Hoàn Hùng Khoàng Khúc Khuông Kiên
Kỷ Lang Lao Lầu Lèo Lều Liêm Liêu Liễu Lìm Long Lô Lồ Luân Lự Lừu Lưỡng Mạch Màng Mào Mầu Mè Mộc
Mông Mùi Ngạc Ngân Ngần Nghị Nguyên Nhan Nhàn Nhạc Ninh Nùng Ô Phụng Phú Pờ Quản Quảng Quế Sần
Sái Sằn Siêu Sình Soàn Sử Tán Tào Tăng Tấn Thàng Thiên Thiệu Thoàn Thượng Tiết Tiếu Toàn Tráng Trà
Trang Tri Trưng Tsằn Tường Uông Ứng Và Vạn Văn Vân Viêm Vòng Vù Vưu Xin Xín Xồng Xùng Ý
""")
"""Family names of peoples whose names are written as Vietnamese syllables."""

_PARTS = _words("""
A Ái An Anh Ánh Ân Ẩn Ba Bá Bách Bảo Bắc Bằng Bé Bích Biên Bình Bông Ca Cảnh Cẩm Cẩn Châm Chất
Chi Chí Chiến Chiêu Chinh Chính Chu Chung Chương Chức Cúc Công Cương Cường Danh Dân Dậu Di Diễm
Diên Diễn Diện Diệp Diệu Dinh Do Doãn Doanh Dũng Dung Dự Duy Duyên Dương Dưỡng Đa Đại Đan Đàn
Đáng Đảng Đào Đảo Đạo Đạt Đăng Đắc Đặng Điềm Điền Điển Điệp Đình Định Đoan Đoàn Đô Độ Đông Đồng
Đức Đường Gấm Giang Giáp Giỏi Hà Hạ Hai Hải Hàm Hán Hạnh Hanh Hào Hảo Hạo Hân Hằng Hậu Hiên Hiền
Hiển Hiến Hiếu Hiệu Hiệp Hinh Hòa Hoà Hoa Hóa Hoạch Hoài Hoan Hoàn Hoàng Hoạt Hoằng Học Hồ Hội
Hồng Hợi Hợp Huân Huấn Huê Huế Huệ Hùng Huy Huyên Huyền Huynh Huỳnh Hưng Hương Hường Hướng Hưởng
Hưu Hữu Hy Hỷ Kha Khá Khải Khang Khanh Khánh Khắc Khiêm Khiết Khoa Khoan Khoát Khôi Khuê Khương
Kiên Kiệm Kiệt Kiều Kim Kính Kỳ Kỷ La Lai Lam Lan Lành Lãm Lạc Lăng Lân Lâm Lập Lệ Lê Len Lệnh
Lịch Liêm Liên Liễu Linh Lĩnh Loan Long Lộc Lợi Lụa Luân Luận Luật Lương Lượng Lưu Luyến Ly Lý
Mai Mạnh Mạo Mận Mẫn Mẫu Mến Mi Miên Minh Mơ Mùi Mừng Mười Mỹ Na Nam Năm Năng Nga Ngà Ngát Ngân
Nghi Nghĩa Nghị Nghiêm Ngoan Ngọc Ngôn Nguyên Nguyệt Ngữ Nhã Nhàn Nhan Nhạn Nhâm Nhân Nhất Nhật
Nhi Nhiên Nhu Nhung Như Nhung Nhị Nho Ninh Nữ Nương Oanh Phát Phấn Phi Phong Phú Phúc Phụng
Phùng Phước Phương Phượng Phượng Quan Quang Quảng Quân Quế Quốc Quy Quý Quyên Quyền Quyết Quyến
Quỳnh Sa San Sang Sáng Sao Sáu Sâm Sen Sinh Soan Son Song Sơn Sự Sửu Sương Tài Tám Tâm Tân Tấn
Tạo Tần Tập Tế Thạch Thái Thanh Thành Thao Thảo Thạo Thăng Thắm Thắng Thân Thật Thế Thêm Thêu
Thi Thị Thiên Thiện Thiết Thiều Thìn Thinh Thịnh Thoa Thoan Thỏa Thoại Thọ Thoát Thông Thống Thơ
Thới Thơm Thu Thuần Thuận Thuật Thục Thúc Thuỷ Thủy Thuý Thúy Thùy Thuyên Thuyết Thư Thứ Thương
Thường Thưởng Thụy Thức Tiên Tiến Tiệp Tín Tình Tính Tĩnh Toại Toan Toàn Toản Tố Tôn Tơ Trà
Trang Tráng Trâm Trân Tri Trí Trinh Trình Trọng Triển Trúc Trung Trường Trực Tú Tuân Tuấn Tuất
Tuệ Tùng Tuy Tuyên Tuyến Tuyền Tuyết Tư Từ Tứ Tước Tươi Tường Tưởng Tý Tỵ Uyên Út Vàng Vân Văn
Vạn Vận Viên Viện Viết Việt Vinh Vĩnh Vịnh Vĩ Vi Vỹ Vọng Vui Vụ Vương Vượng Vy Xinh Xoan Xuân
Xuyên Xuyến Xướng Ý Yên Yến
""")

_PEOPLES = _words("""
A Bả Biên Bun Cà Chá Chờ Chòi Chu Chua Chứ Công Dê Dế Dia Dinh Dơ Dợ Dua Dủa Ểu Ển Ẻn Ín Inh Lả
Lầu Lử Lụa Máy Mẩy Mỷ Mỵ Nủ Nhình Nhà Pà Páo Panh Páng Pàng Pản Pâng Phin Phừ Piềng Pó Sáng Sênh
Sếnh Seo Sình Slao Sua Tả Tá Thỉm Thoan Tủa Vá Vừ Vảng Xía Xôm Khoa Hặc Chiềng Câu Phử Thoa
Phỏng Ỉnh
""")

HIGHLANDERS = _words("""
Adrơng Alê Arul Ayun Ayŭn Bdap Bhăm Bia Bkrông Blô Brêu Broh Buôn Buôr Byă Bya Cil Dăm Drơng
Êban Êbăn Ênuôl Êñuôl Eban Enuôl H’Hen Hen Hmok Hđơk Hwing Jŭ Kbuôr Kđăm Kdăm Knul Kpă Kpơr
Krơng Ksor Ksơr Ktla Ktul Kuan Kuăn Liêng Lơ Mdrang Mlô Nay Niê Ñiê Niekdăm Ngông Nuên Rah
Rahlan Rcăm Rmah Rơ Rơchâm Rơmăh Rơô Siêm Siu Srưk Wan Wiu Yuôn Kră Krajan Cơ Kơ Sơ Đinh
""")
"""Words of the Ê-đê, Gia-rai, Cơ-ho and their neighbours."""

_MORE = _words("""
Biển Bường Bạch Bảy Bắp Bỉnh Bổn Bửu Cam Cao Chanh Chánh Chìa Chía Chín Chớ Chựa Cát Cúc Cần Cở
Của Cử Diệm Doan Dung Duẩn Duật Dĩnh Dũng Dần Dậu Dền Dọn Dở Dục Giao Già Giàu Giả Giản Giống Gái
Hiếu Hoành Hoán Hân Hươi Hường Hịa Khai Khiển Khua Khuyên Khuyến Khăm Khởi Kiếm Kiểm Kiểu Kính Kẹo
Kế Kỹ Lam Liệu Loán Láo Lãnh Lìa Lưỡng Lượm Lẫm Lập Lềnh Lủ Lữ Lực Miền Mong Muôn Mão Mí Môn Mười
Mại Mầu Mẫn Mậu Mộc Mộng Mỡ Mừng Ngan Nghinh Nghiêm Nghiệm Nghiệp Nghĩnh Ngoãn Ngoạn Ngân Ngãi
Ngạn Ngọ Ngộ Ngời Ngợi Ngừng Nhuần Nhuận Nhè Nhơn Nhường Nhượng Nhạ Nhẫn Nhọt Nhỏ Nhựt Nuôi Nù Nưa
Nếnh Nở Nụ Nủ Pha Phiên Phiến Phán Phê Phòng Phó Phùng Phẩm Phắng Phổng Phụ Phục Pành Pá Páo Pọm
Pủa Quát Quýt Quản Quảng Quất Quận Quới Quỳ Quỹ Rin Riêng Rạng Rế Rớt Soạn Sung Suối Sào Sính Sông
Súa Sĩ Sơ Sẵn Sổ Sở Sừ Sửu Sự Sỹ Thi Thiêm Thiệp Thiệt Tho Thoàn Thu Thuấn Thuần Thuận Thâu Thìn
Thưa Thước Thạc Thảnh Thậm Thập Thế Thề Thền Thời Thức Thừa Tiếng Tiếp Tiết Tiểu Tiệp Toét Toản
Trai Trinh Triệu Truyền Trãi Trường Trượng Trạch Trản Trấn Trầm Trịnh Trọn Trụ Trứ Trừ Tuyển Tuần
Ty Tân Tư Tạo Tảo Tấm Tặng Tếnh Tỉnh Tịnh Tồng Tổng Tứ Từng Tựu Tỷ Vang Viết Viễn Vui Và Vàng Võ
Vĩ Vư Vạng Vẹn Vịnh Vở Vựng Vỵ Xa Xinh Xoa Xuất Xà Xìa Xướng Xứng Yêm Yên Yết Ích Ó Ún Út Đa Đoán
Đán Đáo Đích Đính Đôi Đôn Đúng Đương Được Đượm Đượng Đẩu Đậm Đậu Đắng Đặc Đệ Đỉnh Đối Đống Đởm Ơn
Ưng Ươm Ước Ấn Ỏm Ổn Ứng Ửng
""")

KNOWN = FAMILIES | _PARTS | _PEOPLES | _MORE
_FREQUENT = _words("""
Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Đoàn Lâm Mai
Trương Lương Tô Cao Tạ Hà Lò Giàng Thào Vàng Sùng Quàng Lường Cầm Mùa Văn Thị Đức Hữu Minh Ngọc
Quang Thanh Xuân Công Đình Kim Thu An Anh Bình Cường Dũng Dung Đạt Hải Hạnh Hằng Hiền Hiếu Hoa Hòa
Hùng Hương Hưng Huy Khánh Lan Liên Linh Loan Long Lợi Mỹ Nam Nga Ngân Nghĩa Nhung Oanh Phong Phúc
Phương Phượng Quân Quý Sơn Tài Tâm Tân Thành Thảo Thắng Thịnh Thơ Thủy Thúy Tiến Toàn Trang Trung
Tuấn Tùng Tuyết Vân Việt Vinh Yến Sỹ Đông
""")
_MARK = re.compile("^[A-Za-z]{1,2}['’]")
_HIGHLAND_STARTS = frozenset({"Y", "Ka", "KA"})


def is_known(word: str) -> bool:
    """Whether a word is one names are made of, in small or capital letters."""
    title = _titled(word)
    return title in KNOWN or title in HIGHLANDERS


def strangeness(word: str, *, first: bool) -> int:
    """Return how unlikely a word is in a name: 0 is frequent, 3 is in no list.

    Args:
        word: one word; behind an apostrophe (`K’Đức`) the rest counts.
        first: whether it stands where family names do.
    """
    title = _titled(_MARK.sub("", word))
    if first and title in FAMILIES:
        return 0
    if title in _FREQUENT:
        return 1 if first else 0
    return (1 if not first else 2) if title in KNOWN or is_known(word) else 3


def _titled(word: str) -> str:
    return word[:1].upper() + word[1:].lower()


def is_tonal_name(words: list[str]) -> bool:
    """Whether a name begins with a family name of those written as Vietnamese syllables."""
    first = words[0] if words else ""
    return len(words) > 1 and _titled(first) in FAMILIES


def looks_highland(words: list[str]) -> bool:
    """Whether a name has marks of highland names: `Y Bhăm Niê`, `H'Hen`, `Ka Brêm`."""
    return (
        (len(words) > 1 and words[0] in _HIGHLAND_STARTS)
        or any("'" in word or "’" in word for word in words)
        or any(_titled(word) in HIGHLANDERS - KNOWN for word in words)
    )
