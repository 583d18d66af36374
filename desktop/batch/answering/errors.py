"""Errors of answers that a person can act on."""

from __future__ import annotations

from desktop.batch.answering.views import AnswerRefusal, refusal_words
from desktop.common.errors import InputFileError
from desktop.common.i18n import tr


class AnswerRefusedError(InputFileError):
    """An answer file that changed nothing; it is kept aside."""

    code = "QTN-227"

    def __init__(self, name: str, refusal: AnswerRefusal) -> None:
        waits = refusal is AnswerRefusal.NOT_COMPARED
        title = (
            tr("Chưa dùng tệp “{file}”: {reason}")
            if waits
            else tr("Không dùng tệp “{file}”: {reason}")
        )
        super().__init__(
            title.format(file=name, reason=refusal_words(refusal)),
            tr("Gọi bàn tỉnh, gõ dãy số họ đọc cho khóa này; trả lời được áp dụng ngay sau đó.")
            if waits
            else tr("Tệp được giữ riêng để xem lại. Hỏi bàn tỉnh rồi xin tệp khác."),
        )
        self.refusal = refusal
