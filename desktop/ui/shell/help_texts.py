"""The key card of each page: what the page is for, and which key does what there."""

from __future__ import annotations

from desktop.common.i18n import tr
from desktop.ui.context import PageName
from desktop.ui.shell.help_lists import list_texts
from desktop.ui.shell.help_machine import machine_texts
from desktop.ui.shell.help_people import campaign_page_words, people_texts
from desktop.ui.shell.key_cards import Keys


def everywhere() -> Keys:
    """Return the keys that hold on every page."""
    return (
        ("Enter", tr("Đi tiếp: bấm nút xanh ở góc phải dưới. F8 cũng vậy")),
        ("F7", tr("Quay lại trang trước")),
        ("Esc", tr("Để sau; hồ sơ dở dang vẫn được giữ")),
        ("F6", tr("Không làm được theo cách thường")),
        ("F3", tr("Về ô tìm người")),
        ("Ctrl+Q", tr("Quy định của trang, hiện ra hoặc cất đi")),
        ("Ctrl+Z", tr("Hoàn tác việc vừa làm")),
        ("Ctrl+L", tr("Khóa màn hình; việc đang làm vẫn giữ nguyên")),
        ("Ctrl+W", tr("Khi dải vàng hiện: làm tiếp không cần máy chủ, hoặc về lại máy chủ")),
        ("Ctrl+,", tr("Cài đặt; Ctrl+I ở đó để đổi mã PIN của mình")),
        ("F1", tr("Mở trang này; 1 2 3 xem to từng hình")),
        ("Ctrl+1 … 9", tr("Thay phím F1 … F9, khi bàn phím không có sẵn phím F")),
    )


def _file_texts() -> dict[PageName, tuple[str, Keys]]:
    """Pages that are about one person."""
    choose = ("1 … 9", tr("Chọn câu trả lời có số đó"))
    return {
        PageName.CARD: (
            tr("Đưa mã QR của thẻ vào khung; đọc được thì máy tự tìm người."),
            (
                ("1", tr("Lấy ảnh thẻ từ tệp")),
                ("2", tr("Gõ ba dòng in ở mặt sau thẻ khi mã QR bị xước")),
            ),
        ),
        PageName.NOT_LISTED: (
            tr("Người này chưa có trong danh sách. Xem người gần giống trước khi thêm."),
            (choose,),
        ),
        PageName.ALREADY_DONE: (
            tr("Người này đã có biên nhận. Có thể in lại."),
            (("Ctrl+P", tr("In lại biên nhận")),),
        ),
        PageName.COMPARE: (
            tr("Nhìn mặt, nhìn thẻ, hỏi tên. Chỉ dòng có màu là khác nhau."),
            (choose, ("F6", tr("Không đúng người"))),
        ),
        PageName.PHOTO: (
            tr("Làm theo một câu chỉ dẫn trên hình. Máy tự chụp khi đạt."),
            (
                ("Space", tr("Chụp ngay")),
                ("Backspace", tr("Chụp lại")),
                ("Ctrl+M", tr("Chọn và chỉnh máy ảnh")),
            ),
        ),
        PageName.CHECK: (
            tr("Cùng người nộp xem lại từng dòng, rồi lưu và in."),
            (("F9", tr("Lưu và in biên nhận")), ("Ctrl+G", tr("Xem và chụp giấy tờ kèm"))),
        ),
        PageName.DONE: (
            tr("Hồ sơ đã lưu. Giao biên nhận, rồi quét thẻ người tiếp theo."),
            (
                ("Ctrl+P", tr("In lại biên nhận")),
                ("1 … 4", tr("Ghi việc làm thêm cùng lúc, bấm lần nữa thì bỏ; không bắt buộc")),
                ("F2", tr("Người tiếp theo")),
            ),
        ),
    }


def _signing_texts() -> dict[PageName, tuple[str, Keys]]:
    """Signing, and the papers that go with it."""
    return {
        PageName.SIGN: (
            tr("Đọc to lời xác nhận, rồi mời ký."),
            (
                ("Backspace", tr("Ký lại")),
                ("Ctrl+R", tr("Xem lại nét ký")),
                ("Ctrl+G", tr("Chụp giấy tờ kèm")),
                ("F6", tr("Không ký được: lý do, người làm chứng, chữ ký thứ hai")),
            ),
        ),
        PageName.PAPERS: (
            tr("Đặt giấy lên nền sẫm, đủ bốn góc trong hình. Nhiều trang thành một giấy."),
            (
                ("Space", tr("Chụp trang")),
                ("F6", tr("Sửa bốn góc: số 1–4 chọn góc, mũi tên đưa góc, Shift đi xa")),
                ("Ctrl+R", tr("Xoay trang đang chọn")),
                ("Ctrl+B", tr("Đổi đen trắng, xám, màu")),
                ("Alt+Up", tr("Đưa trang lên; Alt+Down đưa xuống")),
                ("Delete", tr("Bỏ trang hoặc giấy đang chọn; Ctrl+Z lấy lại")),
                ("PgUp, PgDn", tr("Trang trước, trang sau của giấy đã lưu")),
                ("Ctrl+O", tr("Lấy ảnh từ tệp")),
            ),
        ),
    }


def _counter_texts() -> dict[PageName, tuple[str, Keys]]:
    """The counter and the queue before it."""
    return {
        PageName.SCHEDULE: (
            tr("Chi bộ nào đến ngày nào; chậm thì xếp lại, buổi đã báo giữ nguyên."),
            (
                ("Enter", tr("Xếp lại lịch; xem trước điều sẽ đổi rồi mới dùng")),
                ("↑ ↓ ← →", tr("Chọn chi bộ và ngày")),
                ("F6", tr("Ghi đã báo lịch cho chi bộ")),
                ("D", tr("Dời buổi sang ngày, giờ khác, hoặc xếp buổi mới")),
                ("Ctrl+← Ctrl+→", tr("Dời buổi sang ngày trước, ngày sau; hoặc kéo bằng chuột")),
                ("Del", tr("Bỏ buổi đang chọn")),
                ("Ctrl+P", tr("In thông báo, danh sách mời, phiếu xác nhận của chi bộ")),
                ("Ctrl+S", tr("Ghi giấy tờ của các chi bộ đang hiện vào thư mục, có Excel")),
                ("P", tr("Nhập phiếu xác nhận chi bộ đã ký")),
            ),
        ),
        PageName.FIND: (
            tr("Quét thẻ căn cước, hoặc gõ tên không dấu, số cuối, năm sinh."),
            (
                ("↑ ↓", tr("Chọn người trong danh sách")),
                ("Enter", tr("Mở hồ sơ người đang chọn")),
                ("Ctrl+M", tr("Quét thẻ bằng máy ảnh")),
                ("Ctrl+O", tr("Đọc ảnh chụp mã QR trên thẻ")),
                ("Ctrl+K", tr("Đánh dấu người đang chọn không đến quầy được")),
                ("Ctrl+H", tr("Đầu ngày: xem máy đã sẵn sàng chưa")),
                ("F4", tr("Làm tiếp phiếu thêm người ngoài danh sách đang dở")),
                ("F2", tr("Mời số tiếp theo, khi có hàng chờ")),
                ("Ctrl+J", tr("Xem việc của tôi hôm nay, khi có việc đến hạn")),
            ),
        ),
        PageName.QUEUE: (
            tr("Phát số cho người đến, mời theo lượt; ưu tiên trước, không ai bị bỏ lại."),
            (
                ("1–4", tr("Phát số: thường, cao tuổi, ốm hoặc khuyết tật, thương binh")),
                ("Enter", tr("Mời người tiếp theo; người đang mời được ghi là đã tiếp xong")),
                ("Ctrl+Enter", tr("Mời số đang chọn")),
                ("F6", tr("Người được mời không có mặt")),
                ("Ctrl+P", tr("In phiếu của số đang chọn")),
                ("Del", tr("Bỏ số đang chọn")),
            ),
        ),
    }


def _task_texts() -> dict[PageName, tuple[str, Keys]]:
    """Tasks, what is hard, and what the work is done with."""
    return {
        PageName.TASKS: (
            tr("Mỗi việc có người làm, hạn và kết quả; việc quá hạn đứng trước."),
            (
                ("Enter", tr("Ghi kết quả của việc đang chọn")),
                ("Ctrl+1 … 3", tr("Việc của tôi, của mọi người, đã xong hoặc đã bỏ")),
                ("Ctrl+N", tr("Thêm một việc")),
                ("Ctrl+G", tr("Giao lại cho người khác, hoặc đổi hạn")),
                ("Del", tr("Bỏ việc đang chọn, có ghi lý do")),
                ("Ctrl+O", tr("Mở trang của người mà việc nói đến")),
                ("Ctrl+D", tr("Xem sổ vướng mắc")),
            ),
        ),
        PageName.DIFFICULTIES: (
            tr("Điều làm việc chậm lại, và câu hỏi gửi tỉnh. Tệp gửi đi đã che tên và số."),
            (
                ("Enter", tr("Ghi trả lời của tỉnh cho dòng đang chọn")),
                ("Ctrl+N", tr("Ghi một vướng mắc")),
                ("Ctrl+S", tr("Ghi tệp gửi tỉnh, PDF hoặc Excel")),
            ),
        ),
        PageName.RESOURCES: (
            tr("Thiết bị nào ở đâu, ai giữ, dùng được hay hỏng; mỗi nơi còn thiếu gì."),
            (
                ("Enter", tr("Ghi là đã kiểm tra; ở “Nơi cần gì”: sửa số cần")),
                ("Ctrl+1 … 3", tr("Thiết bị đang dùng, nơi cần gì, thiết bị đã bỏ khỏi sổ")),
                ("Ctrl+N", tr("Thêm thiết bị, hoặc thêm số cần của một nơi")),
                ("Ctrl+T", tr("Chuyển sang nơi khác, hoặc giao người khác giữ")),
                ("Ctrl+E", tr("Sửa tên, số máy, mã tài sản; điều ghi trước vẫn còn trong lịch sử")),
                ("Del", tr("Bỏ khỏi sổ, có ghi lý do; lịch sử vẫn còn")),
                ("Ctrl+S", tr("Xuất sổ thiết bị ra Excel hoặc PDF")),
            ),
        ),
    }


def _inspection_texts() -> dict[PageName, tuple[str, Keys]]:
    """Inspections, one of them item by item."""
    return {
        PageName.INSPECTIONS: (
            tr("Điều phải khắc phục sau kiểm tra: phụ trách ca làm, người kiểm tra xác nhận."),
            (
                ("Enter", tr("Việc tiếp theo của dòng đang chọn")),
                ("Ctrl+N", tr("Bắt đầu một lần kiểm tra")),
                ("Ctrl+S", tr("Ghi biên bản A4 có chỗ hai bên ký")),
            ),
        ),
        PageName.INSPECT: (
            tr("Xem từng mục. Số máy đo được hiện bên cạnh, mục khác thì tự xem."),
            (
                ("1", tr("Đạt, sang mục sau")),
                ("2", tr("Chưa đạt: ghi thiếu gì và hạn khắc phục")),
                ("3", tr("Không áp dụng, sang mục sau")),
                ("Ctrl+E", tr("Ghi chú cho mục đã có kết quả")),
                ("Enter", tr("Chốt khi đã ghi đủ các mục")),
            ),
        ),
    }


def _office_texts() -> dict[PageName, tuple[str, Keys]]:
    """Pages around the counter."""
    return {
        PageName.TODAY: (
            tr("Hồ sơ đã nhận trong ngày ở quầy này."),
            (("Ctrl+P", tr("In lại biên nhận của dòng đang chọn")),),
        ),
        PageName.DRAFTS: (
            tr("Hồ sơ làm dở, mở lại đúng bước đã dừng."),
            (("Enter", tr("Mở hồ sơ đang chọn")),),
        ),
        PageName.SETTINGS: (
            tr("Thay đổi được lưu ngay. Đổi ngôn ngữ có hiệu lực tức thì."),
            (
                ("F7", tr("Quay lại trang trước")),
                ("F2", tr("Sửa quy tắc đang chọn ở phần Ai được đổi thẻ; Esc thôi sửa")),
                ("Ctrl+R", tr("Trả quy tắc đang chọn về ban đầu")),
                ("Ctrl+S", tr("Xuất người ngoài diện ra Excel")),
                ("Ctrl+U", tr("Cập nhật chương trình từ USB")),
            ),
        ),
    }


def _card_texts() -> dict[PageName, tuple[str, Keys]]:
    """The page of cards that come back."""
    return {
        PageName.BACKUP: (
            tr("Bản sao trên thẻ nhớ theo kịp trong một phút; bản sao lưu là một tệp mỗi ngày."),
            (
                ("Enter", tr("Sao lưu ngay")),
                ("F6", tr("Chọn thẻ nhớ, USB cho bản sao liên tục")),
                ("F8", tr("Chọn thư mục sao lưu hằng ngày")),
                ("F9", tr("Xóa dữ liệu hết hạn giữ và ghi biên bản")),
                ("Ctrl+T", tr("Mở thử và đọc hết bản đang chọn")),
            ),
        ),
        PageName.CARDS: (
            tr("Thẻ in xong về xã: nhập danh sách, đếm từng thẻ, trao theo chi bộ."),
            (
                ("Alt+1 – 3", tr("Danh sách về, kiểm đếm, trao theo chi bộ")),
                ("Enter", tr("Chọn tệp; đếm thẻ; trao thẻ đang chọn")),
                ("F6, Ctrl+M", tr("Khi đếm: thẻ hỏng, thẻ thiếu, có ghi lý do")),
                ("Ctrl+G", tr("Khép kiểm đếm")),
                ("F6", tr("Khi trao: ghi lý do chưa trao được")),
                ("F5", tr("Khi trao: hiện số của thẻ đang chọn, có ghi nhật ký")),
                ("Ctrl+D", tr("Gọi điện cho người có thẻ đang chờ")),
                ("Ctrl+T", tr("Báo tỉnh: ghi tình hình thẻ vào USB")),
                ("Ctrl+P", tr("In biên bản hoặc danh sách ký nhận")),
            ),
        ),
        PageName.CALLS: (
            tr("Ai cần gọi hôm nay, nói gì với họ, và ghi lại kết quả từng cuộc gọi."),
            (
                ("↑ ↓", tr("Chọn người")),
                ("Enter", tr("Hiện số điện thoại, có ghi nhật ký")),
                ("1 … 5", tr("Ghi kết quả: hẹn đến, nhờ bí thư, không nghe, sai số, từ chối")),
                ("Tab", tr("Sang ô ngày và ghi chú, trước khi bấm kết quả")),
                ("Ctrl+Z", tr("Bỏ lần gọi vừa ghi")),
                ("Alt+1 … 3", tr("Tất cả, sửa hồ sơ, nhận thẻ")),
                ("Ctrl+P", tr("In phiếu gọi, mỗi chi bộ một tờ")),
            ),
        ),
    }


def _loop_texts() -> dict[PageName, tuple[str, Keys]]:
    """Pages of the loop with the province."""
    return {
        PageName.BATCHES: (
            tr("Gửi hồ sơ đã nhận cho tỉnh trong một tệp chỉ tỉnh mở được, rồi nhận trả lời."),
            (
                ("Ctrl+I", tr("Nhận tệp trả lời của tỉnh; cũng có thể kéo tệp thả vào trang")),
                ("Ctrl+J", tr("Trả thẻ")),
                ("Ctrl+R", tr("Hồ sơ tỉnh trả về")),
                ("Ctrl+T", tr("Khóa của tỉnh")),
                ("Ctrl+Enter", tr("Xem từng hồ sơ của lô đang chọn")),
                ("Ctrl+O", tr("Chọn thư mục")),
                ("Ctrl+P", tr("In biên bản bàn giao")),
            ),
        ),
        PageName.BATCH: (
            tr("Từng hồ sơ trong lô: đang ở đâu, tỉnh nói gì, đã đi qua những bước nào."),
            (
                ("↑ ↓", tr("Chọn hồ sơ")),
                ("Enter", tr("Sửa hồ sơ tỉnh trả về; không có thì về các lô")),
                ("Ctrl+S", tr("Ghi lại tệp của lô khi USB bị mất hay hỏng")),
                ("Ctrl+P", tr("In biên bản bàn giao")),
            ),
        ),
        PageName.SENT_BACK: (
            tr("Chỉ sửa phần tỉnh trả về. Lưu xong hồ sơ đi tiếp trong lô sau, không lập lại."),
            (
                ("↑ ↓", tr("Chọn hồ sơ")),
                ("Enter", tr("Mở đúng phần cần sửa")),
                ("Ctrl+D", tr("Gọi điện cho những người này")),
                ("Ctrl+I", tr("Xem vì sao ảnh bị trả về")),
            ),
        ),
        PageName.PHOTO_FEEDBACK: (
            tr("Điều máy kiểm tra thấy mà quầy vẫn giữ, và tỉnh nói gì về những ảnh ấy."),
            (("↑ ↓", tr("Chọn dòng")), ("Tab", tr("Sang bảng bên cạnh"))),
        ),
        PageName.PROVINCE_KEYS: (
            tr("Quầy chỉ nhận trả lời do khóa ở đây ký. Khóa mới phải đối chiếu qua điện thoại."),
            (
                ("Enter", tr("Chọn tệp khóa; gõ đủ dãy số thì tin khóa")),
                ("Ctrl+E", tr("Ghi tệp ghi danh của quầy")),
                ("Ctrl+D", tr("Đối chiếu khóa đang chọn")),
                ("F6", tr("Bỏ khóa đang chọn")),
            ),
        ),
    }


def about(page: PageName) -> tuple[str, Keys]:
    """Return what a page is for, in a sentence or two, and its own keys."""
    known = _file_texts() | _signing_texts() | _office_texts() | list_texts()
    known |= _task_texts() | _counter_texts() | _loop_texts() | _card_texts() | people_texts()
    known |= _inspection_texts() | machine_texts()
    return known.get(page, (tr("Phím có tác dụng ở mọi trang."), ()))


def page_words(page: PageName) -> str:
    """Return what people call a page."""
    words = {
        PageName.FIND: tr("Quầy"),
        PageName.CARD: tr("Đọc thẻ"),
        PageName.NOT_LISTED: tr("Không có trong danh sách"),
        PageName.ALREADY_DONE: tr("Đã làm rồi"),
        PageName.COMPARE: tr("Đối chiếu"),
        PageName.PHOTO: tr("Chụp ảnh"),
        PageName.SIGN: tr("Ký xác nhận"),
        PageName.PAPERS: tr("Giấy tờ kèm"),
        PageName.CHECK: tr("Kiểm tra và in"),
        PageName.DONE: tr("Đã xong"),
        PageName.TODAY: tr("Hôm nay"),
        PageName.DRAFTS: tr("Dở dang"),
        PageName.ROSTER: tr("Danh sách"),
        PageName.PERSON: tr("Trang một người"),
        PageName.IMPORT: tr("Nhập danh sách"),
        PageName.REGISTER: tr("Đối chiếu với nguồn khác"),
        PageName.DUPLICATES: tr("Người trùng"),
        PageName.ORGANISATION: tr("Cây tổ chức"),
        PageName.BATCHES: tr("Lô hồ sơ"),
        PageName.BATCH: tr("Một lô hồ sơ"),
        PageName.SENT_BACK: tr("Hồ sơ tỉnh trả về"),
        PageName.REVIEW: tr("Duyệt hồ sơ"),
        PageName.PHOTO_FEEDBACK: tr("Ảnh tỉnh trả về"),
        PageName.PROVINCE_KEYS: tr("Khóa của tỉnh"),
        PageName.CARDS: tr("Trả thẻ"),
        **campaign_page_words(),
        PageName.SHIFT: tr("Ca trực"),
        PageName.SHIFT_PLAN: tr("Lịch trực"),
        PageName.HOLIDAYS: tr("Lịch nghỉ lễ"),
        PageName.CALLS: tr("Gọi điện"),
        PageName.CLOCK: tr("Đồng hồ máy"),
        PageName.DOCTOR: tr("Kiểm tra máy"),
        PageName.MORNING: tr("Đầu ngày"),
        PageName.UPDATE: tr("Cập nhật"),
        PageName.RESOURCES: tr("Thiết bị"),
        PageName.BACKUP: tr("Sao lưu"),
        PageName.SETTINGS: tr("Cài đặt"),
        PageName.OWN_PIN: tr("Đổi mã của tôi"),
        PageName.TRAIL: tr("Nhật ký"),
        PageName.CAMERA: tr("Máy ảnh"),
    }
    return words.get(page, tr("Trợ giúp"))
