"""Settings are declared once: name, kind, default, range and a label that translates late.

Values live in the encrypted store (security/preferences.py). What is unknown about the official
forms stays here as configuration.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desktop.common.i18n import mark


class Group(StrEnum):
    """Pages of the settings screen."""

    LOOK = "look"
    DEVICES = "devices"
    PAPERS = "papers"
    COUNTER = "counter"
    SAFETY = "safety"


@dataclass(frozen=True)
class SettingDef:
    """One setting.

    Attributes:
        name: stored name, never changed once released.
        default: also fixes the type (bool, int, float or str).
        label: Vietnamese label, marked for translation.
        choices: allowed values with their labels; empty for free values.
        low: least allowed number.
        high: greatest allowed number.
        multiline: a long text.
    """

    name: str
    group: Group
    default: bool | int | float | str
    label: str
    choices: tuple[tuple[str, str], ...] = ()
    low: float | None = None
    high: float | None = None
    multiline: bool = False

    def accepts(self, value: object) -> bool:
        """Whether a value may be stored under this name."""
        kind = type(self.default)
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if type(value) is not kind:
            return False
        if self.choices and value not in {choice for choice, _ in self.choices}:
            return False
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return (self.low is None or value >= self.low) and (
                self.high is None or value <= self.high
            )
        return True


LANGUAGE = SettingDef(
    "language",
    Group.LOOK,
    "vi",
    mark("Ngôn ngữ"),
    choices=(("vi", mark("Tiếng Việt")), ("en", mark("Tiếng Anh"))),
)
THEME = SettingDef(
    "theme",
    Group.LOOK,
    "day",
    mark("Màu màn hình"),
    choices=(("day", mark("Ban ngày")), ("night", mark("Ban đêm"))),
)
TEXT_SCALE = SettingDef(
    "text_scale",
    Group.LOOK,
    "1.0",
    mark("Cỡ chữ"),
    choices=(("1.0", mark("Thường")), ("1.15", mark("Lớn")), ("1.3", mark("Rất lớn"))),
)
CAMERA = SettingDef("camera", Group.DEVICES, "", mark("Máy ảnh"))
CAMERA_SIZE = SettingDef(
    "camera_size",
    Group.DEVICES,
    "1280x720",
    mark("Cỡ hình máy ảnh"),
    choices=(
        ("640x480", mark("640 × 480")),
        ("1280x720", mark("1280 × 720")),
        ("1920x1080", mark("1920 × 1080")),
    ),
)
CAMERA_ROTATION = SettingDef(
    "camera_rotation",
    Group.DEVICES,
    "0",
    mark("Xoay hình máy ảnh"),
    choices=(
        ("0", mark("Không")),
        ("90", mark("Phải 90°")),
        ("180", mark("Ngược 180°")),
        ("270", mark("Trái 90°")),
    ),
)
CAMERA_EXPOSURE = SettingDef(
    "camera_exposure",
    Group.DEVICES,
    "",
    mark("Độ phơi sáng"),
    choices=(
        ("", mark("Tự chỉnh")),
        ("-2", mark("Rất tối (1/250)")),
        ("-1", mark("Tối (1/125)")),
        ("0", mark("Vừa (1/60)")),
        ("1", mark("Sáng (1/30)")),
        ("2", mark("Rất sáng (1/15)")),
    ),
)
CAMERA_MIRROR = SettingDef("camera_mirror", Group.DEVICES, True, mark("Hiện ảnh như gương"))
AUTO_SHUTTER = SettingDef("auto_shutter", Group.DEVICES, True, mark("Tự chụp khi đạt"))
PHOTO_PROFILE = SettingDef(
    "photo_profile",
    Group.DEVICES,
    "3x4",
    mark("Cỡ ảnh"),
    choices=(
        ("3x4", mark("3 × 4 cm")),
        ("2x3", mark("2 × 3 cm")),
        ("custom", mark("Theo tệp custom.json")),
    ),
)
SCANNER = SettingDef("scanner", Group.DEVICES, "", mark("Máy quét thẻ (cổng COM)"))
SCANNER_BAUD = SettingDef(
    "scanner_baud",
    Group.DEVICES,
    "9600",
    mark("Tốc độ cổng COM"),
    choices=tuple((rate, rate) for rate in ("9600", "19200", "38400", "57600", "115200")),
)
CHIP_FOLDER = SettingDef(
    "chip_folder", Group.DEVICES, "", mark("Thư mục của chương trình đọc chip")
)
PRINTER = SettingDef("printer", Group.DEVICES, "", mark("Máy in"))
RECEIPT_COPIES = SettingDef(
    "receipt_copies", Group.PAPERS, 2, mark("Số liên biên nhận"), low=1, high=4
)
OFFICE_UPPER = SettingDef("office_upper", Group.PAPERS, "", mark("Cơ quan cấp trên"))
OFFICE_NAME = SettingDef("office_name", Group.PAPERS, "", mark("Tên điểm thu nhận"))
CAMPAIGN_TITLE = SettingDef(
    "campaign_title",
    Group.PAPERS,
    "Thu nhận thông tin cấp, đổi thẻ đảng viên",
    mark("Tên đợt"),
)
LEGAL_BASIS = SettingDef("campaign_legal_basis", Group.PAPERS, "", mark("Căn cứ"), multiline=True)
"""Printed below the title of papers; kept with the campaign, not on the page of settings."""
PURPOSE_NOTICE = SettingDef(
    "purpose_notice",
    Group.PAPERS,
    "Thông tin trên chỉ dùng để cấp, đổi thẻ đảng viên và quản lý đảng viên theo quy định. "
    "Ông (bà) có quyền xem, đề nghị sửa thông tin của mình tại nơi tiếp nhận.",
    mark("Lời báo mục đích"),
    multiline=True,
)
READ_ALOUD = SettingDef(
    "read_aloud",
    Group.PAPERS,
    "Tôi đã xem lại thông tin trên, xác nhận đúng với giấy tờ của tôi và đồng ý nộp hồ sơ cấp, "
    "đổi thẻ đảng viên.",
    mark("Lời đọc trước khi ký"),
    multiline=True,
)
EXPORT_ORIGINALS = SettingDef(
    "export_originals", Group.PAPERS, False, mark("Gửi cả ảnh gốc của máy ảnh trong lô")
)
HAND_OVER_AT = SettingDef("hand_over_at", Group.COUNTER, "", mark("Nơi nhận thẻ mới"))
REVIEW_REQUIRED = SettingDef(
    "review_required", Group.COUNTER, False, mark("Người thứ hai duyệt hồ sơ trước khi xuất lô")
)
REVIEW_SAMPLE = SettingDef(
    "review_sample",
    Group.COUNTER,
    100,
    mark("Duyệt theo mẫu: xem bao nhiêu % hồ sơ"),
    low=1,
    high=100,
)
ASK_OLD_CARD = SettingDef("ask_old_card", Group.COUNTER, True, mark("Ghi đã thu thẻ cũ hay chưa"))
ANSWER_LATE_DAYS = SettingDef(
    "answer_late_days",
    Group.COUNTER,
    3,
    mark("Nhắc hỏi tỉnh khi lô chưa có trả lời sau (ngày)"),
    low=1,
    high=30,
)
LOCK_AFTER = SettingDef(
    "lock_after",
    Group.SAFETY,
    "5",
    mark("Tự khóa màn hình khi không ai dùng"),
    choices=(
        ("1", mark("Sau 1 phút")),
        ("3", mark("Sau 3 phút")),
        ("5", mark("Sau 5 phút")),
        ("10", mark("Sau 10 phút")),
        ("20", mark("Sau 20 phút")),
        ("0", mark("Không tự khóa")),
    ),
)
SECRET_MEMORY = SettingDef(
    "secret_memory",
    Group.SAFETY,
    "64",
    mark("Bộ nhớ để băm mã PIN (Argon2id)"),
    choices=tuple((size, f"{size} MiB") for size in ("19", "32", "64", "128", "256")),
)
SECRET_PASSES = SettingDef(
    "secret_passes", Group.SAFETY, 3, mark("Số lượt băm mã PIN"), low=1, high=10
)
SECRET_LANES = SettingDef(
    "secret_lanes", Group.SAFETY, 4, mark("Số luồng băm mã PIN"), low=1, high=8
)

ERASE_AFTER_DAYS = SettingDef(
    "erase_after_days",
    Group.SAFETY,
    90,
    mark("Xóa ảnh và thông tin cá nhân sau khi trao thẻ (ngày)"),
    low=1,
    high=3650,
)
BACKUP_KEEP = SettingDef(
    "backup_keep", Group.SAFETY, 10, mark("Số bản sao lưu giữ lại"), low=1, high=365
)

BATCH_TARGETS = SettingDef("batch_targets", Group.COUNTER, "", mark("Nơi ghi lô lần trước"))

REMEMBERED: Final[dict[str, SettingDef]] = {BATCH_TARGETS.name: BATCH_TARGETS}
"""What the program keeps for the next time by itself; on no page of settings.

`BATCH_TARGETS` holds folders, one a line.
"""

SETTINGS: Final[dict[str, SettingDef]] = {
    definition.name: definition
    for definition in (
        LANGUAGE,
        THEME,
        TEXT_SCALE,
        CAMERA,
        CAMERA_SIZE,
        CAMERA_ROTATION,
        CAMERA_EXPOSURE,
        CAMERA_MIRROR,
        AUTO_SHUTTER,
        PHOTO_PROFILE,
        PRINTER,
        SCANNER,
        SCANNER_BAUD,
        CHIP_FOLDER,
        RECEIPT_COPIES,
        OFFICE_UPPER,
        OFFICE_NAME,
        CAMPAIGN_TITLE,
        PURPOSE_NOTICE,
        READ_ALOUD,
        EXPORT_ORIGINALS,
        HAND_OVER_AT,
        REVIEW_REQUIRED,
        REVIEW_SAMPLE,
        ASK_OLD_CARD,
        ANSWER_LATE_DAYS,
        LOCK_AFTER,
        SECRET_MEMORY,
        SECRET_PASSES,
        SECRET_LANES,
        BACKUP_KEEP,
        ERASE_AFTER_DAYS,
    )
}
"""What people can choose."""

OF_ONE_MACHINE: Final[frozenset[str]] = frozenset(
    one.name
    for one in (*SETTINGS.values(), BATCH_TARGETS)
    if one is BATCH_TARGETS
    or (one.group in {Group.LOOK, Group.DEVICES} and one is not PHOTO_PROFILE)
)
"""What is about the machine at hand, also where several counters share their store."""
