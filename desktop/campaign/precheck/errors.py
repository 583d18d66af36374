"""What a signed sheet is refused for; every refusal says what to do."""

from __future__ import annotations

from datetime import date

from desktop.common.errors import InputFileError, NotAllowedError
from desktop.common.i18n import tr


class SheetIncompleteError(NotAllowedError):
    """Nobody is named as the one who signed, or a missing person has no name."""

    code = "QTN-477"

    def __init__(self) -> None:
        super().__init__(
            tr("Phiếu thiếu người ký hoặc thiếu tên."),
            tr("Ghi ai ký thay chi bộ, và họ tên từng người danh sách còn thiếu."),
        )


class SignedLaterError(NotAllowedError):
    """The day on the paper lies ahead."""

    code = "QTN-478"

    def __init__(self, day: date) -> None:
        super().__init__(
            tr("Ngày ký {day} chưa tới.").format(day=f"{day:%d/%m/%Y}"),
            tr("Ghi ngày chi bộ ký trên phiếu, đến hôm nay là muộn nhất."),
        )


class NotOfThisCellError(InputFileError):
    """A remark is about somebody who is not on this cell's list."""

    code = "QTN-479"

    def __init__(self, cell: str) -> None:
        super().__init__(
            tr("Danh sách của {cell} vừa đổi, hoặc không có người này.").format(cell=cell),
            tr("Mở lại phiếu của chi bộ rồi ghi lại."),
        )
