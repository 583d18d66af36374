"""What of answers is shown to callers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from desktop.common.i18n import mark, tr


class AnswerRefusal(StrEnum):
    """Why an answer file changed nothing; stable codes for `--json`."""

    NOT_AN_ANSWER = "not_an_answer"
    UNKNOWN_FORMAT = "unknown_format"
    TOO_LARGE = "too_large"
    NO_PROVINCE = "no_province"
    BAD_SIGNATURE = "bad_signature"
    OTHER_STATION = "other_station"
    UNKNOWN_BATCH = "unknown_batch"
    OTHER_BATCH = "other_batch"
    CANNOT_OPEN = "cannot_open"
    UNKNOWN_RECORD = "unknown_record"
    NOT_COMPARED = "not_compared"


_WORDS: Final[dict[AnswerRefusal, str]] = {
    AnswerRefusal.NOT_AN_ANSWER: mark(
        "Đây không phải tệp trả lời của tỉnh, hoặc tệp bị hỏng khi chép."
    ),
    AnswerRefusal.UNKNOWN_FORMAT: mark("Tệp thuộc dạng mà bản phần mềm này chưa biết."),
    AnswerRefusal.TOO_LARGE: mark("Tệp quá lớn, không thể là tệp trả lời."),
    AnswerRefusal.NO_PROVINCE: mark("Quầy chưa cài khóa của tỉnh nên chưa kiểm tra được chữ ký."),
    AnswerRefusal.BAD_SIGNATURE: mark("Tệp không do tỉnh mà quầy đã tin ký."),
    AnswerRefusal.OTHER_STATION: mark("Tệp này trả lời cho quầy khác."),
    AnswerRefusal.UNKNOWN_BATCH: mark("Quầy không có lô mà tệp này trả lời."),
    AnswerRefusal.OTHER_BATCH: mark("Tệp trả lời một lô khác có cùng số."),
    AnswerRefusal.CANNOT_OPEN: mark("Không mở được phần niêm phong bằng khóa của quầy."),
    AnswerRefusal.UNKNOWN_RECORD: mark("Tệp nói về hồ sơ hoặc phiên bản không có trong lô."),
    AnswerRefusal.NOT_COMPARED: mark(
        "Khóa của tỉnh chưa đối chiếu qua điện thoại; trả lời đang chờ."
    ),
}


def refusal_words(refusal: AnswerRefusal) -> str:
    """Return the sentence people read."""
    return tr(_WORDS[refusal])


@dataclass(frozen=True)
class AnswerReport:
    """What an answer file changed here.

    Attributes:
        applied: records whose standing changed.
        unchanged: records about which it said nothing new, or nothing that holds any more.
        accepted: records it accepts.
        rejected: records it sends back.
        number: which answer to this batch it is.
    """

    station: str
    sequence: int
    number: int
    applied: int
    unchanged: int
    accepted: int
    rejected: int


@dataclass(frozen=True)
class KeptAside:
    """An answer file that was refused, or waits for the digits of its key, with the reason.

    Attributes:
        records: how many it tells of; None when it is not one of ours.
    """

    file_name: str
    refusal: AnswerRefusal
    arrived_at: datetime
    records: int | None = None
