"""One Vietnamese sentence for every act of the trail, and the kind of act it is.

Braces are filled in by `telling.py`: `{who}` did it, `{of}` is ` của …` with the name of the person
it was about or nothing, `{whom}` the name itself; all others are parts of the event's detail.
"""

from __future__ import annotations

from typing import Final

from desktop.common.i18n import mark
from desktop.security.journal.views import EventKind
from desktop.security.tags import Tag

KIND_NAMES: Final[dict[EventKind, str]] = {
    EventKind.MACHINE: mark("Máy và kho dữ liệu"),
    EventKind.PEOPLE: mark("Người và quyền"),
    EventKind.REVEALED: mark("Xem số đầy đủ"),
    EventKind.RECORD: mark("Hồ sơ tại quầy"),
    EventKind.REVIEW: mark("Duyệt hồ sơ"),
    EventKind.PAPER: mark("Giấy tờ và in"),
    EventKind.ROSTER: mark("Danh sách đảng viên"),
    EventKind.SOURCES: mark("Đối chiếu nguồn"),
    EventKind.BATCH: mark("Lô hồ sơ và tỉnh"),
    EventKind.CARD: mark("Thẻ và gọi điện"),
    EventKind.SHIFT: mark("Ca trực"),
    EventKind.FIELD: mark("Lưu động"),
    EventKind.CAMPAIGN: mark("Kế hoạch đợt"),
}

SENTENCES: Final[dict[EventKind, dict[Tag, str]]] = {
    EventKind.MACHINE: {
        Tag.STATION_CREATED: mark("{who} đã tạo quầy này."),
        Tag.STORE_UNLOCKED: mark("{who} đã mở kho dữ liệu bằng mã khôi phục."),
        Tag.STORE_MIGRATED: mark("{who} đã nâng cấp kho dữ liệu theo phiên bản mới."),
        Tag.STORE_RESTORED: mark("{who} đã khôi phục kho dữ liệu từ bản sao."),
        Tag.PROGRAM_INSTALLED: mark("{who} đã cài bản {after} của chương trình từ USB."),
        Tag.PROGRAM_CHANGED: mark("{who} đã chạy bản {after} thay cho bản {before}."),
        Tag.PROGRAM_TAKEN_BACK: mark("{who} đã cho chương trình về bản {after}."),
        Tag.RECOVERY_CODE_MADE: mark("{who} đã tạo mã khôi phục."),
        Tag.BACKUP_MADE: mark("{who} đã sao lưu vào tệp {target}."),
        Tag.PROGRESS_REPORTED: mark("{who} đã lập báo cáo tiến độ."),
        Tag.REMAINING_LISTED: mark("{who} đã lập danh sách {people} người chưa thu nhận."),
        Tag.RECORDS_ERASED: mark("{who} đã xóa dữ liệu đến hạn của {records} hồ sơ."),
        Tag.ERASURE_CERTIFIED: mark("{who} đã lập giấy chứng nhận xóa {records} hồ sơ."),
        Tag.ORIGINALS_PURGED: mark("{who} đã xóa {count} ảnh gốc sau khi tỉnh nhận lô."),
        Tag.CLOCK_OVERRIDDEN: mark("{who} đã cho qua đồng hồ máy, lý do: {reason}."),
        Tag.SETTING_CHANGED: mark("{who} đã đổi cài đặt “{setting}”."),
        Tag.SUPPORT_BUNDLED: mark("{who} đã ghi gói hỗ trợ, không có họ tên và số định danh."),
        Tag.TRAIL_EXPORTED: mark("{who} đã xuất {events} sự kiện của nhật ký ra Excel."),
    },
    EventKind.PEOPLE: {
        Tag.OPERATOR_ADDED: mark("{who} đã thêm cán bộ {whom}, vai trò {role}."),
        Tag.OPERATOR_LOGGED_IN: mark("{who} đã vào làm việc."),
        Tag.OPERATOR_REFUSED: mark("{who} đã nhập sai mã, chưa vào được."),
        Tag.OPERATOR_LOCKED: mark("{who} bị khóa vì nhập sai {failed_tries} lần."),
        Tag.OPERATOR_UNLOCKED: mark("{who} đã mở khóa cho {whom}."),
        Tag.OPERATOR_VOUCHED: mark("{who} đã xác nhận bằng mã của mình."),
        Tag.OPERATOR_ROLE_CHANGED: mark("{who} đã đổi vai trò của {whom}: {role}."),
        Tag.OPERATOR_ENDED: mark("{who} đã cho {whom} thôi làm ở quầy."),
        Tag.OPERATOR_RETURNED: mark("{who} đã cho {whom} làm lại ở quầy."),
        Tag.PERMISSION_REFUSED: mark("{who} bị từ chối một việc ngoài quyền: {permission}."),
        Tag.LOGIN_CHANGED: mark("{who} đã đổi mã của {whom}."),
        Tag.LOGIN_RESET: mark("{who} đã cấp mã mới cho {whom}."),
        Tag.LOGIN_RESCUED: mark("{who} đã được dùng để cấp lại mã cho {whom}."),
    },
    EventKind.REVEALED: {
        Tag.NUMBER_REVEALED: mark("{who} đã xem số đầy đủ{of}."),
        Tag.REASON_REVEALED: mark("{who} đã xem lý do không đến quầy được{of}."),
        Tag.PRIORITY_REVEALED: mark("{who} đã xem lý do ưu tiên{of}."),
    },
    EventKind.RECORD: {
        Tag.APPLICATION_OPENED: mark("{who} đã mở hồ sơ mới{of}."),
        Tag.OTHER_SERVICE_NOTED: mark("{who} đã ghi một việc làm thêm cùng lúc{of}."),
        Tag.OTHER_SERVICE_UNDONE: mark("{who} đã bỏ một việc làm thêm cùng lúc{of}."),
        Tag.APPLICATION_RESUMED: mark("{who} đã mở lại hồ sơ dở dang{of}."),
        Tag.DRAFT_TAKEN_OVER: mark("{who} đã nhận làm tiếp hồ sơ{of}, trước đó do {from} làm."),
        Tag.DRAFT_HANDED_TO: mark("{who} đã giao hồ sơ{of} cho {to}."),
        Tag.APPLICATION_WITHDRAWN: mark("{who} đã rút hồ sơ{of}."),
        Tag.APPLICATION_RECEIVED: mark("{who} đã nhận hồ sơ{of}."),
        Tag.APPLICATION_SET_ASIDE: mark("{who} đã để riêng hồ sơ{of}: {state}."),
        Tag.APPLICATION_REOPENED: mark("{who} đã mở lại hồ sơ{of} để sửa."),
        Tag.FIELD_EDITED: mark("{who} đã sửa hồ sơ{of}: {fields}."),
        Tag.CARD_SETTLED: mark("{who} đã đọc thẻ để điền mục {field} của hồ sơ{of}."),
        Tag.PHOTO_ACCEPTED: mark("{who} đã lưu ảnh chân dung{of}."),
        Tag.PHOTO_EXCEPTION: mark("{who} đã lưu ảnh chân dung chưa đạt{of}, có ghi lý do."),
        Tag.SIGNATURE_TAKEN: mark("{who} đã lưu chữ ký{of}."),
        Tag.SIGNATURE_EXCEPTION: mark("{who} đã ghi nhận hồ sơ{of} không ký được."),
        Tag.SIGNING_KEPT: mark("{who} đã giữ nét ký đang viết{of}."),
        Tag.SIGNING_DROPPED: mark("{who} đã bỏ nét ký đang viết{of}."),
        Tag.FORM_KEPT: mark("{who} đã lưu tờ khai dở của người ngoài danh sách."),
        Tag.FORM_DROPPED: mark("{who} đã khép tờ khai dở của người ngoài danh sách."),
    },
    EventKind.REVIEW: {
        Tag.APPLICATION_APPROVED: mark("{who} đã duyệt hồ sơ{of}."),
        Tag.APPROVAL_TAKEN_BACK: mark("{who} đã rút lại việc duyệt hồ sơ{of}."),
        Tag.APPLICATION_GIVEN_BACK: mark("{who} đã trả hồ sơ{of} về quầy để sửa."),
        Tag.RETURN_TAKEN_BACK: mark("{who} đã rút lại việc trả hồ sơ{of}."),
        Tag.SAMPLE_DRAWN: mark("{who} đã rút mẫu {drawn} hồ sơ để duyệt."),
        Tag.SAMPLE_APPROVED: mark("{who} đã duyệt theo mẫu {approved} hồ sơ."),
    },
    EventKind.PAPER: {
        Tag.PAGE_CAPTURED: mark("{who} đã chụp một trang giấy tờ{of}."),
        Tag.PAGE_TREATED: mark("{who} đã chỉnh một trang giấy tờ{of}."),
        Tag.PAGE_MOVED: mark("{who} đã đổi thứ tự trang giấy tờ{of}."),
        Tag.PAGE_REMOVED: mark("{who} đã bỏ một trang giấy tờ{of}."),
        Tag.PAPER_ATTACHED: mark("{who} đã kèm giấy tờ {pages} trang vào hồ sơ{of}."),
        Tag.PAPER_REMOVED: mark("{who} đã gỡ giấy tờ {pages} trang khỏi hồ sơ{of}."),
        Tag.RECEIPT_PRINTED: mark("{who} đã in biên nhận{of}."),
        Tag.REPRINT_ORDERED: mark("{who} đã yêu cầu in lại biên nhận{of}."),
        Tag.RECEIPT_REPRINTED: mark("{who} đã in lại biên nhận{of}."),
        Tag.PRINT_FAILED: mark("{who} in biên nhận{of} không được."),
    },
    EventKind.ROSTER: {
        Tag.ROSTER_IMPORTED: mark("{who} đã nhập một danh sách."),
        Tag.ROSTER_UNDONE: mark("{who} đã lấy lại một lần nhập danh sách."),
        Tag.ROSTER_EXPORTED: mark("{who} đã xuất danh sách {people} người ra Excel."),
        Tag.PERSON_EXPORTED: mark("{who} đã trích xuất toàn bộ dữ liệu{of}."),
        Tag.OUTSIDE_EXPORTED: mark("{who} đã xuất danh sách {people} người không thuộc diện."),
        Tag.SET_ASIDE_EXPORTED: mark("{who} đã xuất {rows} dòng để riêng của danh sách."),
        Tag.MAPPING_CONFIRMED: mark("{who} đã ghép {columns} cột của một mẫu danh sách."),
        Tag.MEMBER_ADDED: mark("{who} đã thêm {whom} ngoài danh sách."),
        Tag.MEMBER_EDITED: mark("{who} đã sửa thông tin{of}: {fields}."),
        Tag.MEMBER_CARD_NUMBERED: mark("{who} đã ghi số thẻ mới{of}."),
        Tag.ORGANISATION_CHANGED: mark(
            "{who} đã sửa cây tổ chức: {organisation_act}, {units} đơn vị, {people} người."
        ),
        Tag.ORGANISATION_EXPORTED: mark("{who} đã xuất {units} đơn vị của cây tổ chức ra Excel."),
    },
    EventKind.SOURCES: {
        Tag.SOURCE_TAKEN: mark("{who} đã nhận một nguồn để đối chiếu."),
        Tag.PAIR_CONFIRMED: mark("{who} đã xác nhận cùng một người{of}."),
        Tag.PAIR_REFUSED: mark("{who} đã xác nhận không phải cùng một người{of}."),
        Tag.PAIR_REOPENED: mark("{who} đã hỏi lại một cặp{of}."),
        Tag.PAIR_OFFERED: mark("{who} đã chọn người khác để ghép{of}."),
        Tag.DISCREPANCY_DECIDED: mark("{who} đã chốt mục {field}{of}."),
        Tag.DISCREPANCY_REOPENED: mark("{who} đã mở lại mục {field}{of}."),
        Tag.REGISTER_EXPORTED: mark("{who} đã xuất {lines} dòng của sổ đối chiếu."),
        Tag.DUPLICATES_FOUND: mark("{who} đã tìm người trùng: {found} cặp."),
        Tag.MEMBER_MERGED: mark("{who} đã gộp hai dòng{of}."),
        Tag.MERGE_UNDONE: mark("{who} đã tách lại hai dòng{of}."),
        Tag.PAIR_DISTINCT: mark("{who} đã xác nhận hai người khác nhau{of}."),
    },
    EventKind.BATCH: {
        Tag.BATCH_BEGUN: mark("{who} đã bắt đầu ghi lô số {sequence}, {records} hồ sơ."),
        Tag.BATCH_DROPPED: mark("{who} đã bỏ lô số {sequence} ghi chưa xong."),
        Tag.BATCH_EXPORTED: mark("{who} đã xuất lô số {sequence}, {records} hồ sơ."),
        Tag.BATCH_WRITTEN_AGAIN: mark("{who} đã ghi lại lô số {sequence}."),
        Tag.RECIPIENT_ADDED: mark("{who} đã thêm một nơi nhận lô."),
        Tag.RECIPIENT_REMOVED: mark("{who} đã bỏ một nơi nhận lô."),
        Tag.STATION_ENROLLED: mark("{who} đã ghi danh quầy{station_of}."),
        Tag.STATION_KEY_RENEWED: mark("{who} đã đổi khóa ký của quầy."),
        Tag.STATION_REVOKED: mark("{who} đã thu hồi khóa của quầy{station_of}."),
        Tag.PROVINCE_CREATED: mark("{who} đã tạo khóa của bàn tỉnh."),
        Tag.PROVINCE_ROTATED: mark("{who} đã đổi khóa của bàn tỉnh."),
        Tag.PROVINCE_TRUSTED: mark("{who} đã tin một khóa của tỉnh."),
        Tag.PROVINCE_RETIRED: mark("{who} đã thôi tin một khóa của tỉnh."),
        Tag.ESCROW_SET: mark("{who} đã đặt khóa dự phòng."),
        Tag.ANSWER_APPLIED: mark(
            "{who} đã nhận trả lời của tỉnh cho lô số {sequence}: {records} hồ sơ."
        ),
        Tag.ANSWER_REFUSED: mark("{who} đã giữ riêng một tệp trả lời không dùng được."),
        Tag.ANSWER_MADE: mark("{who} đã lập {files} tệp trả lời cho {records} hồ sơ."),
        Tag.BATCH_RECEIVED: mark(
            "{who} đã nhận lô số {sequence} của quầy {station}, {records} hồ sơ."
        ),
        Tag.BATCH_REFUSED: mark("{who} đã từ chối một tệp lô."),
        Tag.RECORDS_DECIDED: mark(
            "{who} đã quyết định hồ sơ{of}: nhận {accepted}, trả {rejected}."
        ),
        Tag.RECORDS_REOPENED: mark("{who} đã rút lại quyết định về {records} hồ sơ{of}."),
        Tag.REPORT_UNITS_SET: mark("{who} đã cập nhật đơn vị của báo cáo: {changed} đơn vị."),
    },
    EventKind.CARD: {
        Tag.PRINT_LIST_MADE: mark("{who} đã lập danh sách chuyển in số {number}, {records} hồ sơ."),
        Tag.PRINT_LIST_WRITTEN: mark("{who} đã ghi danh sách chuyển in số {number} ra tệp."),
        Tag.PRINT_RESULT_TAKEN: mark(
            "{who} đã nhận kết quả in: {printed} thẻ in được, {failed} không."
        ),
        Tag.CARD_LISTS_WRITTEN: mark("{who} đã ghi {files} danh sách thẻ đã in, {records} thẻ."),
        Tag.CARD_LIST_TAKEN: mark("{who} đã nhận danh sách thẻ đã in."),
        Tag.CARD_MARKED: mark("{who} đã ghi kiểm đếm thẻ{of}: {card}."),
        Tag.CARD_UNMARKED: mark("{who} đã bỏ ghi kiểm đếm thẻ{of}."),
        Tag.CARD_COUNT_CLOSED: mark("{who} đã chốt lần kiểm đếm số {count}."),
        Tag.CARD_HANDED_OVER: mark("{who} đã trao thẻ{of}."),
        Tag.CARD_UNDELIVERED: mark("{who} đã ghi thẻ{of} chưa trao được."),
        Tag.CARD_PAPER_MADE: mark("{who} đã lập giấy về {cards} thẻ."),
        Tag.CARD_REPORT_MADE: mark("{who} đã lập báo cáo tình hình thẻ số {number}."),
        Tag.CARD_REPORT_TAKEN: mark("{who} đã nhận báo cáo thẻ số {number} của quầy {station}."),
        Tag.CALL_NOTED: mark("{who} đã ghi một cuộc gọi{of}: {outcome}."),
        Tag.CALL_TAKEN_BACK: mark("{who} đã bỏ ghi một cuộc gọi{of}."),
        Tag.CALL_SHEET_MADE: mark("{who} đã lập phiếu gọi {people} người."),
    },
    EventKind.SHIFT: {
        Tag.SHIFT_OPENED: mark("{who} đã mở ca số {number}."),
        Tag.SHIFT_CLOSED: mark("{who} đã chốt ca số {number}: nhận {received} hồ sơ."),
        Tag.SHIFT_PAPER_MADE: mark("{who} đã lập biên bản chốt ca số {number}."),
        Tag.SHIFT_HANDED_ON: mark("{who} đã giao một việc{of} của ca số {shift} cho ca sau."),
        Tag.SCHEDULE_PLANNED: mark(
            "{who} đã lập lại lịch cuốn chiếu: thêm {added}, bỏ {removed} buổi."
        ),
        Tag.SCHEDULE_UNDONE: mark("{who} đã lấy lại một lần lập lịch cuốn chiếu."),
        Tag.SCHEDULE_TOLD: mark("{who} đã ghi là một chi bộ đã được báo lịch: {slots} buổi."),
        Tag.SCHEDULE_MOVED: mark("{who} đã dời một buổi của lịch cuốn chiếu."),
        Tag.SCHEDULE_PLACED: mark("{who} đã xếp thêm một buổi vào lịch cuốn chiếu."),
        Tag.SCHEDULE_DROPPED: mark("{who} đã bỏ một buổi của lịch cuốn chiếu."),
        Tag.TICKET_ISSUED: mark("{who} đã phát số thứ tự {number}."),
        Tag.TICKET_CALLED: mark("{who} đã mời số {number}."),
        Tag.TICKET_CALL_UNDONE: mark("{who} đã lấy lại lần mời số {number}."),
        Tag.TICKET_MISSED: mark("{who} đã ghi số {number} không có mặt, lần {times}."),
        Tag.TICKET_PUT_BACK: mark("{who} đã cho số {number} vào lại hàng chờ."),
        Tag.TICKET_SERVED: mark("{who} đã tiếp xong số {number}."),
        Tag.TICKET_GIVEN_UP: mark("{who} đã bỏ số {number} khỏi hàng chờ."),
        Tag.TASK_GIVEN: mark("{who} đã giao việc số {number} cho {owner}."),
        Tag.TASK_HANDED_OVER: mark("{who} đã giao lại việc số {number} cho {owner}."),
        Tag.TASK_DONE: mark("{who} đã ghi kết quả việc số {number}."),
        Tag.TASK_CANCELLED: mark("{who} đã bỏ việc số {number}, có ghi lý do."),
        Tag.TASK_REOPENED: mark("{who} đã mở lại việc số {number}."),
        Tag.DIFFICULTY_NOTED: mark("{who} đã ghi vướng mắc số {number}."),
        Tag.DIFFICULTY_ANSWERED: mark("{who} đã ghi trả lời cho vướng mắc số {number}."),
        Tag.DIFFICULTIES_SENT: mark("{who} đã ghi tệp {entries} vướng mắc gửi tỉnh."),
        Tag.DEVICE_ADDED: mark("{who} đã ghi thiết bị số {number} vào sổ."),
        Tag.DEVICE_CHECKED: mark("{who} đã ghi kiểm tra thiết bị số {number}."),
        Tag.DEVICE_MOVED: mark("{who} đã ghi nơi mới của thiết bị số {number}."),
        Tag.DEVICE_MENDED: mark("{who} đã sửa tên hoặc số của thiết bị số {number}."),
        Tag.DEVICE_WRITTEN_OFF: mark("{who} đã bỏ thiết bị số {number} khỏi sổ, có ghi lý do."),
        Tag.RESOURCE_NEED_SET: mark("{who} đã ghi một nơi cần gì: cần {needed}, đếm được {there}."),
        Tag.RESOURCES_WRITTEN: mark("{who} đã ghi tệp sổ thiết bị: {devices} thiết bị."),
        Tag.INSPECTION_ITEM_SET: mark("{who} đã sửa mục “{item}” của bảng kiểm tra."),
        Tag.INSPECTION_BEGUN: mark("{who} đã bắt đầu lần kiểm tra số {number}."),
        Tag.INSPECTION_MARKED: mark("{who} đã ghi kết quả mục {place}, lần kiểm tra số {number}."),
        Tag.INSPECTION_CLOSED: mark(
            "{who} đã chốt lần kiểm tra số {number}, {findings} điều phải khắc phục."
        ),
        Tag.INSPECTION_EXPORTED: mark("{who} đã ghi tệp biên bản lần kiểm tra số {number}."),
        Tag.FINDING_MENDED: mark("{who} đã ghi là khắc phục xong điều số {number}."),
        Tag.FINDING_CONFIRMED: mark("{who} đã xác nhận khắc phục xong điều số {number}."),
        Tag.FINDING_REOPENED: mark("{who} đã mở lại điều phải khắc phục số {number}."),
        Tag.SHIFT_PLAN_SET: mark("{who} đã sửa lịch trực."),
        Tag.SHIFT_PLAN_REPEATED: mark("{who} đã chép lịch trực sang các tuần sau."),
        Tag.SHIFT_PLAN_UNDONE: mark("{who} đã lấy lại một lần sửa lịch trực."),
        Tag.SHIFT_PLAN_WRITTEN: mark("{who} đã ghi lịch trực ra tệp."),
        Tag.CALENDAR_DAY_SET: mark("{who} đã sửa lịch làm việc ngày {day}."),
        Tag.CALENDAR_DAY_CLEARED: mark("{who} đã bỏ sửa lịch làm việc ngày {day}."),
    },
    EventKind.FIELD: {
        Tag.FIELD_DEVICE_KNOWN: mark("{who} đã ghi danh máy lưu động {station}."),
        Tag.FIELD_DEVICE_REVOKED: mark("{who} đã thu hồi máy lưu động {station}: {reason}."),
        Tag.FIELD_KIT_PACKED: mark(
            "{who} đã đóng gói lưu động số {number} cho máy {device}: {people} người."
        ),
        Tag.FIELD_KIT_OPENED: mark("{who} đã mở gói lưu động số {number}: {people} người."),
        Tag.FIELD_LEASE_ENDED: mark("{who} đã lấy lại người đang giao máy {device}: {reason}."),
        Tag.COPY_KNOWN: mark("{who} đã lập bản sao {copy} để quầy {station} làm khi mất mạng."),
        Tag.COPY_TAKEN: mark("{who} đã chuyển quầy {station} sang bản sao {copy} vì mất mạng."),
        Tag.COPY_GIVEN_UP: mark("{who} đã bỏ bản sao {copy} không còn tệp: {reason}."),
        Tag.COPY_BROUGHT_BACK: mark(
            "{who} đã chuyển {records} hồ sơ nhập khi mất mạng ở bản sao {copy} về máy chủ."
        ),
        Tag.FIELD_RETURN_WRITTEN: mark(
            "{who} đã ghi kết quả lưu động số {number}: {records} hồ sơ."
        ),
        Tag.FIELD_RETURN_MERGED: mark(
            "{who} đã gộp kết quả số {number} của máy {device}: {records} hồ sơ."
        ),
        Tag.FIELD_RECORD_MERGED: mark("{who} đã nhận hồ sơ{of} từ máy lưu động {device}."),
        Tag.FIELD_CONFLICT_CHOSEN: mark("{who} đã chọn một trong hai hồ sơ trùng{of}: {reason}."),
        Tag.TEAM_MADE: mark("{who} đã lập một tổ lưu động {people} người."),
        Tag.TEAM_CHANGED: mark("{who} đã sửa một tổ lưu động."),
        Tag.TEAM_ENDED: mark("{who} đã giải thể một tổ lưu động."),
        Tag.CANNOT_COME_MARKED: mark("{who} đã đánh dấu {whom} không đến quầy được."),
        Tag.CANNOT_COME_CLEARED: mark("{who} đã bỏ dấu không đến quầy được{of}."),
        Tag.PRIORITY_FLAGGED: mark("{who} đã ghi một lý do ưu tiên{of}."),
        Tag.PRIORITY_CLEARED: mark("{who} đã bỏ một lý do ưu tiên{of}."),
        Tag.VISIT_LIST_MADE: mark("{who} đã lập danh sách lưu động số {number}, {people} người."),
        Tag.VISITS_ADDED: mark("{who} đã thêm {people} người vào danh sách lưu động số {number}."),
        Tag.VISIT_PLANNED: mark("{who} đã sửa giờ hoặc thứ tự lượt đi{of}."),
        Tag.VISIT_REMOVED: mark("{who} đã bỏ {whom} khỏi danh sách lưu động số {number}."),
        Tag.VISIT_LIST_CLOSED: mark("{who} đã khép danh sách lưu động số {number}."),
        Tag.VISIT_OUTCOME_NOTED: mark("{who} đã ghi kết quả lượt đi{of}."),
        Tag.VISIT_OUTCOME_TAKEN_BACK: mark("{who} đã bỏ ghi kết quả lượt đi{of}."),
        Tag.VISIT_SETTLED: mark("{who} đã nhận hồ sơ{of}, lượt đi trong danh sách {number} xong."),
        Tag.ROUTE_SHEET_MADE: mark("{who} đã lập phiếu đi đường danh sách số {number}."),
    },
    EventKind.CAMPAIGN: {
        Tag.PHASES_SET: mark("{who} đã đặt ngày của các bước."),
        Tag.PHASE_OPENED: mark("{who} đã mở bước “{phase}” cho {cells} chi bộ."),
        Tag.CELL_DEADLINE_SET: mark("{who} đã đặt hạn của “{target}”."),
        Tag.CELL_CONFIRMED: mark("{who} đã ghi “{target}” xác nhận {confirmed}."),
        Tag.CELL_UNCONFIRMED: mark("{who} đã bỏ ghi “{target}” xác nhận {confirmed}."),
        Tag.CASE_EXPLAINED: mark("{who} đã ghi lý do hồ sơ{of} chưa xong."),
        Tag.CELL_CLOSED: mark("{who} đã khóa sổ “{target}”: đã trao {handed_over} thẻ."),
        Tag.RULE_NOTE_WRITTEN: mark("{who} đã sửa ghi chú quy định “{note_place}”, bản {version}."),
        Tag.HOME_UNITS_TOLD: mark(
            "{who} đã lập danh sách báo nơi sinh hoạt: {people} người của {units} nơi."
        ),
        Tag.SCHEDULE_PAPERS_MADE: mark(
            "{who} đã lập giấy mời, thông báo, phiếu xác nhận của {cells} chi bộ."
        ),
        Tag.PRECHECK_ENTERED: mark(
            "{who} đã nhập phiếu xác nhận của “{target}”: {remarks} điều phải sửa."
        ),
        Tag.PRECHECK_TAKEN_BACK: mark("{who} đã bỏ phiếu xác nhận của “{target}” đã nhập."),
        Tag.CELL_PLAN_FOLLOWED: mark(
            "{who} đã sửa cây tổ chức: kế hoạch của “{old}” theo sang “{target}”."
        ),
        Tag.CELL_REOPENED: mark("{who} đã mở lại “{target}”, có ghi lý do."),
    },
}

KIND_OF: Final[dict[str, EventKind]] = {
    tag.value: kind for kind, told in SENTENCES.items() for tag in told
}
