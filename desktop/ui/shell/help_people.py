"""Key cards of the pages about people: shift, holidays, second pair of eyes, one's own PIN."""

from __future__ import annotations

from desktop.common.i18n import tr
from desktop.ui.context import PageName

Keys = tuple[tuple[str, str], ...]


def _shift_texts() -> dict[PageName, tuple[str, Keys]]:
    """The page of the shift."""
    return {
        PageName.SHIFT: (
            tr("Mở ca khi bắt đầu, chốt ca khi xong. Việc dở dang giao đích danh cho ca sau."),
            (
                ("Enter", tr("Mở ca, mở việc đang chọn, hoặc chốt ca")),
                ("F6", tr("Giao việc đang chọn cho người của ca sau")),
                ("Ctrl+P", tr("In biên bản chốt ca, một trang A4")),
                ("Ctrl+H", tr("Lịch nghỉ lễ")),
                ("Ctrl+T", tr("Lịch trực các tuần tới")),
            ),
        ),
        PageName.SHIFT_PLAN: (
            tr(
                "Ai trực ca nào, ở đâu. Dấu ✓ là đã đăng nhập làm, dấu ✕ là không đăng nhập, dấu + "
                "là làm ngoài lịch: máy tự đọc từ đăng nhập, không ai gõ."
            ),
            (
                ("↑ ↓ ← →", tr("Chọn ô")),
                ("1 … 9", tr("Xếp người mang số đó vào ô, bấm lần nữa thì bỏ ra")),
                ("Delete", tr("Bỏ trống ô")),
                ("Ctrl+N", tr("Thêm người không có tài khoản")),
                ("Ctrl+M", tr("Thêm nơi trực khác")),
                ("Enter", tr("Chép lịch tuần trước vào tuần trống, hoặc sang tuần sau")),
                ("Ctrl+D", tr("Lặp lại tuần này cho các tuần tới")),
                ("Ctrl+Z", tr("Hoàn tác")),
                ("PgUp PgDown", tr("Tuần trước, tuần sau")),
                ("Ctrl+P", tr("In tuần này, một trang A4 ngang để treo")),
                ("Ctrl+S", tr("Xuất Excel từ tuần này đến tuần cuối đã xếp")),
            ),
        ),
        PageName.HOLIDAYS: (
            tr(
                "Ngày lễ theo lịch chung và những ngày cơ quan đặt khác: làm bù, nghỉ thêm. "
                "Ca mở vào ngày nào thì tính theo lịch của ngày đó."
            ),
            (
                ("↑ ↓", tr("Chọn ngày")),
                ("Enter", tr("Ghi ngày vừa gõ")),
                ("F6", tr("Bỏ, theo lịch chung trở lại")),
                ("PgUp, PgDown", tr("Năm trước, năm sau")),
            ),
        ),
    }


def _field_texts() -> dict[PageName, tuple[str, Keys]]:
    """Kits of mobile teams, and people taken twice."""
    return {
        PageName.KITS: (
            tr(
                "Văn phòng đóng gói người cho máy lưu động và gộp kết quả; máy lưu động mở gói và "
                "ghi kết quả. Tệp cũng có thể thả vào trang."
            ),
            (
                ("Enter", tr("Đóng gói; ở máy lưu động: ghi kết quả mang về")),
                ("Ctrl+M", tr("Gộp kết quả của máy lưu động")),
                ("Ctrl+T", tr("Xem hồ sơ trùng và chọn")),
                ("Ctrl+D", tr("Ghi danh máy lưu động bằng tệp khóa")),
                ("Ctrl+R", tr("Xem các máy đã biết; thu hồi máy mất hoặc không dùng nữa")),
                ("Ctrl+O", tr("Ở máy lưu động: mở gói")),
                ("Ctrl+E", tr("Ở máy lưu động: ghi tệp khóa, đọc dãy số")),
                ("Ctrl+U", tr("Đổi giữa văn phòng và máy lưu động")),
            ),
        ),
        PageName.CONFLICTS: (
            tr("Một người, hai hồ sơ: ở quầy và ở máy lưu động. Chọn một, hồ sơ kia vẫn được giữ."),
            (
                ("J K", tr("Người sau, người trước")),
                ("1", tr("Giữ hồ sơ của văn phòng")),
                ("2", tr("Lấy hồ sơ của máy lưu động")),
                ("Enter", tr("Ghi lựa chọn, khi đã có lý do")),
                ("Ctrl+H", tr("Hiện số; có ghi nhật ký")),
            ),
        ),
        PageName.HELD: (
            tr(
                "Quầy khác của xã đang mở người này. Chờ quầy ấy xong, hoặc phụ trách chuyển sang "
                "quầy này bằng mã của mình; nhật ký ghi cả hai tên và lý do."
            ),
            (
                ("Enter", tr("Chuyển sang quầy này; khi quầy kia đã xong: mở hồ sơ")),
                ("Ctrl+R", tr("Thử mở lại")),
                ("F7", tr("Về trang Quầy")),
            ),
        ),
        PageName.LENT: (
            tr(
                "Người này đã giao cho một máy lưu động. Phụ trách ca có thể lấy lại ngay tại quầy."
            ),
            (("Enter", tr("Lấy lại, thu nhận tại quầy")), ("Esc", tr("Thôi"))),
        ),
    }


def campaign_page_words() -> dict[PageName, str]:
    """Return what people call the pages of the campaign and of its kits."""
    return {
        PageName.PROGRESS: tr("Tiến độ"),
        PageName.CAMPAIGN: tr("Kế hoạch"),
        PageName.RULES: tr("Quy định trên từng trang"),
        PageName.VISITS: tr("Lưu động"),
        PageName.VISIT_PLAN: tr("Chuẩn bị đi thăm"),
        PageName.REMAINING: tr("Người chưa thu nhận"),
        PageName.SCHEDULE: tr("Lịch cuốn chiếu"),
        PageName.TASKS: tr("Việc được giao"),
        PageName.DIFFICULTIES: tr("Vướng mắc"),
        PageName.INSPECTIONS: tr("Kiểm tra, giám sát"),
        PageName.INSPECT: tr("Kiểm tra từng mục"),
        PageName.QUEUE: tr("Hàng chờ"),
        PageName.KITS: tr("Gói lưu động"),
        PageName.CONFLICTS: tr("Hồ sơ trùng"),
        PageName.LENT: tr("Đang ở máy lưu động"),
        PageName.HELD: tr("Đang mở ở quầy khác"),
        PageName.PRIORITY: tr("Ưu tiên, trường hợp riêng"),
    }


def _campaign_texts() -> dict[PageName, tuple[str, Keys]]:
    """Pages of the campaign."""
    return {
        PageName.PROGRESS: (
            tr(
                "Đợt đang đến đâu: tỷ lệ, còn bao nhiêu người, mỗi ngày cần bao nhiêu, chi bộ nào "
                "chậm. Người tạm trú tính riêng."
            ),
            (
                ("Alt+1 … 9", tr("Các trang của đợt")),
                ("Ctrl+T", tr("Xem số liệu của một ngày đã qua; Ctrl+H về hôm nay")),
                ("← →", tr("Đi từng ngày trên biểu đồ")),
                ("↑ ↓", tr("Chọn chi bộ hoặc lý do")),
                ("Enter", tr("Xem những người còn lại của chi bộ hoặc lý do đang chọn")),
                ("Ctrl+A", tr("Xem tất cả những người còn lại")),
                ("Ctrl+B", tr("Báo cáo tối: ghi PDF và Excel, chép sẵn tin nhắn")),
                ("Ctrl+P", tr("In báo cáo, một trang A4")),
                ("Ctrl+M", tr("Chép tin nhắn ngắn, cùng số liệu")),
            ),
        ),
        PageName.REMAINING: (
            tr(
                "Những người đủ điều kiện mà chưa thu nhận, từng người kèm lý do ghi gần nhất: đi "
                "đến nhà, gọi điện, hồ sơ để lại, ghi chú của danh sách."
            ),
            (
                ("↑ ↓", tr("Chọn người")),
                ("Enter", tr("Mở trang của người đang chọn")),
                ("Ctrl+P", tr("In danh sách")),
                ("Ctrl+S", tr("Ghi danh sách ra PDF hoặc Excel")),
            ),
        ),
    }


def _priority_texts() -> dict[PageName, tuple[str, Keys]]:
    """Who comes first, and why."""
    return {
        PageName.PRIORITY: (
            tr(
                "Vì sao người này được ưu tiên hoặc cần cách làm riêng. Tuổi cao thì máy tự tính. "
                "Lý do sức khỏe chỉ hiện ở trang này; mỗi lần xem có ghi nhật ký."
            ),
            (
                ("1 … 6", tr("Chọn hoặc bỏ một lý do")),
                ("Enter", tr("Lưu; lý do đã bỏ vẫn còn trong lịch sử")),
                ("Esc", tr("Thôi, không đổi gì")),
            ),
        ),
    }


def _visit_texts() -> dict[PageName, tuple[str, Keys]]:
    """Mobile teams, at the office and on the way."""
    return {
        PageName.VISITS: (
            tr(
                "Ai đến nhà ai, theo từng bản. Pin, ổ đĩa và số hồ sơ chưa bàn giao luôn ở trên "
                "cùng. Lý do không đến quầy được chỉ hiện khi bấm xem, và có ghi nhật ký."
            ),
            (
                ("Enter", tr("Bắt đầu với người đang chọn")),
                ("Backspace", tr("Không gặp: ghi kết quả và ngày đi lại")),
                ("Space", tr("Xem lý do và số điện thoại")),
                ("Alt+↑, Alt+↓", tr("Đưa người đang chọn lên trước, xuống sau")),
                ("Ctrl+E", tr("Sửa lượt: giờ hẹn, thứ tự, bỏ kết quả, bỏ khỏi danh sách")),
                ("Ctrl+D", tr("Danh sách: in phiếu đi đường, ghi PDF hoặc Excel, khép")),
                ("Ctrl+N", tr("Chuẩn bị đi thăm: chọn người, tổ, chia đều")),
                ("Ctrl+G", tr("Gói lưu động: đóng gói, gộp kết quả, xem hồ sơ trùng")),
                ("Esc", tr("Về quầy, hoặc thôi ghi")),
            ),
        ),
        PageName.VISIT_PLAN: (
            tr(
                "Ai không đến quầy được, có những tổ nào, ai đi nhà ai. Chưa chọn ai thì tính mọi "
                "người đang hiện. Trước khi lập danh sách, máy cho thấy mỗi tổ đang có bao nhiêu "
                "người, thêm ai ở bản nào."
            ),
            (
                ("Space", tr("Chọn hoặc bỏ chọn người")),
                ("Ctrl+A", tr("Chọn hết người đang hiện, bấm nữa thì bỏ hết")),
                ("F6", tr("Đánh dấu không đến quầy được, kèm lý do")),
                ("F8", tr("Bỏ dấu: người này đến được")),
                ("F9", tr("Các tổ: lập, sửa, giải thể")),
                ("Enter", tr("Chia cho các tổ; bấm nữa thì lập danh sách")),
                ("Esc", tr("Thôi, hoặc quay lại")),
            ),
        ),
    }


def _plan_texts() -> dict[PageName, tuple[str, Keys]]:
    """The plan of the campaign."""
    return {
        PageName.RULES: (
            tr("Ghi chú quy định hiện trên từng trang. Mỗi lần lưu là một bản mới, bản cũ còn."),
            (("↑ ↓", tr("Chọn trang")), ("Enter", tr("Lưu ghi chú"))),
        ),
        PageName.CAMPAIGN: (
            tr(
                "Bốn bước của đợt và cổng của từng chi bộ. Cổng chưa đạt thì ghi rõ vướng gì; "
                "chi bộ xong hết thì khóa sổ."
            ),
            (
                ("↑ ↓", tr("Chọn chi bộ")),
                ("Enter", tr("Việc tiếp theo của chi bộ đang chọn")),
                ("F6", tr("Khóa sổ chi bộ, ghi lý do từng người chưa xong")),
                ("Ctrl+A", tr("Mở bước sau cho mọi chi bộ đạt")),
                ("Ctrl+S", tr("Ghi danh sách báo nơi sinh hoạt của người tạm trú")),
                ("Ctrl+E", tr("Đặt tên đợt, căn cứ, ngày của các bước")),
                ("Ctrl+Q", tr("Sửa ghi chú quy định hiện trên từng trang")),
            ),
        ),
    }


def _review_texts() -> dict[PageName, tuple[str, Keys]]:
    """The page of the second person."""
    return {
        PageName.REVIEW: (
            tr(
                "Người thứ hai xem hồ sơ trước khi vào lô: hồ sơ cần xem kỹ đứng trước, kèm lý do. "
                "Không ai duyệt hồ sơ có tên mình."
            ),
            (
                ("A", tr("Duyệt, sang hồ sơ sau")),
                ("R", tr("Trả về quầy, kèm lý do và ghi chú")),
                ("J K", tr("Hồ sơ sau, hồ sơ trước")),
                ("Ctrl+Z", tr("Hoàn tác, khi hồ sơ chưa vào lô và quầy chưa mở để sửa")),
                ("U", tr("Bỏ duyệt hồ sơ đã duyệt")),
                ("F5", tr("Hiện số, có ghi nhật ký")),
                ("Ctrl+M", tr("Lấy mẫu, rồi duyệt phần còn lại theo mẫu")),
                ("Alt+1, Alt+2", tr("Chờ duyệt, đã duyệt")),
            ),
        ),
    }


def _secret_texts() -> dict[PageName, tuple[str, Keys]]:
    """The page on which one changes one's own PIN."""
    return {
        PageName.OWN_PIN: (
            tr("Đổi mã PIN của chính mình; quên mã thì nhờ người kỹ thuật đặt lại."),
            (("Enter", tr("Đổi mã")), ("Tab", tr("Sang ô tiếp theo"))),
        ),
    }


def people_texts() -> dict[PageName, tuple[str, Keys]]:
    """Return the key cards of these pages."""
    texts = _shift_texts() | _campaign_texts() | _visit_texts() | _priority_texts() | _field_texts()
    return texts | _plan_texts() | _review_texts() | _secret_texts()
