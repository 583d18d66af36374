"""The notes that come with the program.

Only what a source says of the renewal of 2025 is given a document and a day. All else is how the
counter works, without a document; whoever keeps the rules of the commune names theirs.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from desktop.campaign.rule_notes.views import NotePlace, RuleNote
from desktop.common.i18n import vi

FIRST: Final[dict[NotePlace, RuleNote]] = {
    one.place: one
    for one in (
        RuleNote(
            NotePlace.FIND,
            1,
            vi(
                "Đổi thẻ cho đảng viên chính thức đã có thẻ. Người dự bị hoặc còn vướng mắc: "
                "ghi lý do, hỏi cấp ủy; không tự quyết tại quầy."
            ),
            vi("Chỉ thị 51-CT/TW"),
            date(2025, 8, 8),
        ),
        RuleNote(
            NotePlace.NOT_LISTED,
            1,
            vi(
                "Đảng viên tạm trú được thu nhận ở đây nhưng đếm riêng, không tính vào tổng của "
                "đơn vị; danh sách được báo về nơi sinh hoạt."
            ),
        ),
        RuleNote(
            NotePlace.COMPARE,
            1,
            vi(
                "Đối chiếu thẻ căn cước, danh sách của cấp ủy và hồ sơ đảng viên. Chỗ khác nhau: "
                "hỏi chính người đó, chọn có căn cứ."
            ),
        ),
        RuleNote(
            NotePlace.PHOTO,
            1,
            vi(
                "Ảnh chụp tại chỗ, nhìn thẳng, đầu để trần, trang phục lịch sự, rõ mặt, "
                "phông trơn sáng. Không chụp lại từ ảnh cũ."
            ),
        ),
        RuleNote(
            NotePlace.SIGN,
            1,
            vi(
                "Người khai tự ký xác nhận thông tin. Không ký được thì ghi lý do và có người "
                "làm chứng; không ai ký thay."
            ),
        ),
        RuleNote(
            NotePlace.CHECK,
            1,
            vi(
                "Đọc lại từng dòng với người khai trước khi lưu. Số thẻ mới có 12 số, do cấp có "
                "thẩm quyền cấp; quầy không tự đặt."
            ),
            vi("Hướng dẫn 38-HD/BTCTW"),
        ),
        RuleNote(
            NotePlace.REVIEW,
            1,
            vi("Người duyệt không duyệt hồ sơ do chính mình làm."),
        ),
        RuleNote(
            NotePlace.CARDS,
            1,
            vi(
                "Xong là thẻ đã trao tận tay và có chữ ký nhận. Nhận thay thì ghi người nhận và "
                "người làm chứng."
            ),
        ),
    )
}
