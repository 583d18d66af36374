"""What can go wrong when records are reviewed, in words that say what to do."""

from __future__ import annotations

from desktop.common.errors import NotAllowedError
from desktop.common.i18n import tr


class OwnRecordError(NotAllowedError):
    """Whoever approves has worked on the record themselves."""

    code = "QTN-335"

    def __init__(self, receipt_number: str) -> None:
        super().__init__(
            tr("Hồ sơ {number} có tên người duyệt trong số người làm.").format(
                number=receipt_number
            ),
            tr("Nhờ người khác duyệt hồ sơ này."),
        )


class ReturnError(NotAllowedError):
    """A record cannot be given back like this, or a return cannot be taken back any more."""

    code = "QTN-336"


class SampleError(NotAllowedError):
    """No sample can be drawn now, or the rest of one cannot be approved yet."""

    code = "QTN-337"
