"""What can go wrong with cards that come back, in words that say what to do."""

from __future__ import annotations

from desktop.common.errors import InputFileError, NotAllowedError
from desktop.common.i18n import tr


class NoCardColumnsError(InputFileError):
    """No row of the file names the columns that a list of printed cards must have."""

    code = "QTN-290"

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("Tệp “{name}” không phải danh sách thẻ đã in.").format(name=name),
            tr(
                "Tệp cần dòng tiêu đề có “Số biên nhận” hoặc “Số định danh”, và “Số thẻ” hoặc "
                "“Kết quả in”."
            ),
        )


class UnknownCardError(NotAllowedError):
    """What was scanned or typed names no card of this station."""

    code = "QTN-360"

    def __init__(self) -> None:
        super().__init__(
            tr("Không có thẻ nào mang số này."),
            tr("Quét lại, hoặc tìm theo số biên nhận. Thẻ của nơi khác thì để riêng và báo tỉnh."),
        )


class AmbiguousCardError(NotAllowedError):
    """What was scanned names two cards: one by card number, one by personal number."""

    code = "QTN-361"

    def __init__(self) -> None:
        super().__init__(
            tr("Số này trùng với hai người khác nhau."),
            tr("Dùng số biên nhận của người trên thẻ."),
        )


class CardElsewhereError(NotAllowedError):
    """The card is not where this act needs it."""

    code = "QTN-362"


class NoReasonError(NotAllowedError):
    """A damaged or missing card, or one that was not handed out, without a reason."""

    code = "QTN-363"

    def __init__(self) -> None:
        super().__init__(tr("Chưa ghi lý do."), tr("Chọn hoặc ghi lý do rồi làm lại."))


class NoOpenCountError(NotAllowedError):
    """There is no count to close or to print."""

    code = "QTN-364"

    def __init__(self) -> None:
        super().__init__(
            tr("Chưa có lần kiểm đếm nào đang mở."),
            tr("Quét thẻ đầu tiên để mở lần kiểm đếm."),
        )


class HandOverIncompleteError(NotAllowedError):
    """A hand-over without what must be written down with it."""

    code = "QTN-365"


class NothingToListError(NotAllowedError):
    """The cell has no card that could stand on a list."""

    code = "QTN-366"

    def __init__(self) -> None:
        super().__init__(
            tr("Chi bộ này chưa có thẻ nào về xã."),
            tr("Kiểm đếm thẻ trước, hoặc chọn chi bộ khác."),
        )


class NobodyWaitsError(NotAllowedError):
    """No card is here that was not handed over."""

    code = "QTN-398"

    def __init__(self) -> None:
        super().__init__(
            tr("Không có thẻ nào ở xã chờ trao."),
            tr("Không cần lập danh sách thẻ chưa trao."),
        )
