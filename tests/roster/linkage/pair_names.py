"""How the peoples of the mountains name their children; no name is anybody's."""

from __future__ import annotations

from dataclasses import dataclass


def listed(text: str) -> list[str]:
    return [word.replace("_", " ") for word in text.split()]


@dataclass(frozen=True)
class Naming:
    """Family, middle and given names of one people; earlier names are more common."""

    code: str
    family: list[str]
    middle: dict[str, list[str]]
    given: dict[str, list[str]]
    pattern: str = "{family} {middle} {given}"


_KINH = Naming(
    "036",
    listed(
        "Nguyễn Trần Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ "
        "Hồ Ngô Dương Lý Đinh Đoàn Trịnh Mai Đào Lâm "
        "Phùng Tạ Vương Tô Chu Cao Lưu Hà Trương Thái Kiều Lương La Quách Thân Khổng"
    ),
    {
        "male": listed(
            "Văn Đức Hữu Quang Minh Xuân Ngọc Công Đình "
            "Thanh Quốc Duy Hoàng Anh Trọng Thế Bá Mạnh "
            "Tiến Việt Hồng Trung Gia Viết Huy Tuấn Đăng Khắc Như Sỹ"
        ),
        "female": listed(
            "Thị Ngọc Thu Thanh Thị_Thu Thị_Thanh Thị_Kim Thị_Ngọc Thị_Hồng Kim Thị_Minh Phương "
            "Minh Thùy Bích Thị_Bích Hồng Hoài Thị_Phương Mai Thị_Hoài Quỳnh Diệu Thị_Lan Lan"
        ),
    },
    {
        "male": listed(
            "Hùng Dũng Tuấn Anh Minh Cường Nam Sơn Hải "
            "Long Thắng Đức Bình Hiếu Huy Quang Tùng Thành "
            "Trung Hòa Phúc Khánh Lâm Giang Hưng Toàn Tú "
            "Việt Kiên Mạnh Đạt Quân Phong Vinh Tiến An "
            "Công Dương Hoàng Khoa Lợi Luân Nghĩa Nhân "
            "Phương Quý Sang Tài Tân Thái Thiện Thịnh Thọ "
            "Thuận Tín Trí Trọng Trường Tường Văn Vũ "
            "Xuân Bảo Bách Chiến Chung Cương Diện Định Đông "
            "Hạnh Hậu Hiển Khải Kỳ Lộc Lực Mười Ngọc "
            "Oai Quyết Sáng Tâm Thụ Thủy Thuyên Tỉnh Tuyên"
        ),
        "female": listed(
            "Hương Lan Hoa Mai Hằng Hà Thủy Thảo Linh "
            "Phương Hạnh Ngọc Anh Hiền Nga Trang Yến Dung "
            "Liên Loan Hồng Thu Huệ Vân Oanh Nhung Tâm "
            "Xuân Tuyết Thanh Bích Chi Chinh Cúc Diệp Duyên "
            "Gấm Giang Hậu Hòa Hoài Huyền Khánh Khuyên Kim Lành "
            "Lệ Lụa Lý Mơ Mùi Mỹ My Na Ngân Ngát "
            "Nguyệt Nhàn Như Nụ Phượng Quế Quyên Quỳnh Sen "
            "Tình Thắm Thoa Thơm Thúy Thương Tơ Trà Trâm "
            "Trinh Tươi Uyên Vui Vy Ánh Ái Ân Đào Điệp"
        ),
    },
)
_THAI = Naming(
    "014",
    listed("Lò Cầm Quàng Lường Hà Tòng Cà Bạc Vì Hoàng Đèo Điêu Lèo Mè Ngần Vi Sầm Lô Kha Lương"),
    {
        "male": listed("Văn Quốc Minh Tiến Đức Thanh Ngọc Hồng Trung Xuân"),
        "female": listed("Thị Thị_Hồng Thị_Thu Thị_Thanh Thu Hồng Kim Thị_Kim"),
    },
    {
        "male": listed(
            "Panh Pâng Hặc Ín Xôm Biên Pản Chiến Thoan "
            "Dương Inh Ánh Bun Cương Diên Định Đôi Hoan "
            "Hịa Hùng Kẻo Khặn Lả Lún Mai Muôn Ngoan "
            "Nhất Ơn Pha Phin Phóng Piêng Quyết Sương Thăng "
            "Thiêm Thu Tiện Toản Xương Yêu Thương Ỏm"
        ),
        "female": listed(
            "Pâng Bun Hương Xuân Ín Piềng Hoa Thoa Phương "
            "Lả Ban Bó Chum Cương Diên Dung Dua Ẻn Hịa "
            "Hiêng Hom Khăm La Lan Lún Mai Muôn "
            "Ngoan Nguyệt Nhung Ón Pánh Phiêng Sao Sương Thiêm "
            "Thơ Toán Yên Yêu Xoan Vân Lưỡng"
        ),
    },
)
_MONG = Naming(
    "011",
    listed("Giàng Sùng Vàng Mùa Thào Hạng Lầu Vừ Phàng Tráng Sồng Lý Ly Cứ Hờ Cháng Thò Chá Và"),
    {"male": listed("A Bả Chờ Nhè Dũng Seo Pà"), "female": listed("Thị Seo")},
    {
        "male": listed(
            "Páo Chu Dê Tủa Sình Lử Vàng Pà Dơ Nủ "
            "Câu Sếnh Phừ Páng Chống Cở Chỉnh Di Dình Dua Hồng "
            "Kỷ Khày Lềnh Lâu Mang Minh Ninh Nhìa Phổng "
            "Sáng Sà Sùng Thái Tồng Trừ Vảng Vư Xà Xía "
            "Chía Giống Hử Ký Khua"
        ),
        "female": listed(
            "Mẩy Dợ Mỷ Sua Xía Chư Pàng Vá Công Dua Máy "
            "Báu Bâu Chá Chở Dính Dở Gầu Giống Ía Kía Là "
            "Lia Mai Mào Mo Nhìa Nếnh Pàng Pla Say Sông Súa Tồng Trừ Vừ Xa Xay Xuân Ninh"
        ),
    },
)
_EDE = Naming(
    "066",
    listed("Niê Êban Mlô Byă Ayun Ksơr Kbuôr Êñuôl Bkrông Hđơk Hwing Kpă"),
    {"male": [""], "female": [""]},
    {
        "male": listed(
            "Bhăm Blô Kuăn Thắng Wan Jŭ Ngông Siêm Bhiông Dhin Đhăm Nguê Ân Khoan Thiêng"
        ),
        "female": listed("Hen Bia Yuôn Nuên Rĭm Wiu Bliă Ngăm Juin Lan Dim Loan Thuyên Nga Ruen"),
    },
    pattern="{mark}{given} {family}",
)
_DAO = Naming(
    "010",
    listed("Triệu Bàn Phùng Đặng Lý Tẩn Chảo Phàn Vàng Dương"),
    {"male": listed("Văn Tiến Quý Phụ Tòn Láo Sành"), "female": listed("Thị Mùi Tả Lở Thị_Mùi")},
    {
        "male": listed("Thọ Phin Sơn Lụa Chòi Quyên Sài Páo Khé Lở Nhàn Chiêm Vạng Quẩy Minh Phúc"),
        "female": listed(
            "Mẩy Sếnh Nhàn Pham Tá Nảy Viện Liều Pết Ghến Coi Lai Khé Chiêm Hương Xuân"
        ),
    },
)
PEOPLES = ((_KINH, 45), (_THAI, 25), (_MONG, 18), (_DAO, 7), (_EDE, 5))
