"""Errors of keys and enrolments that a person can act on."""

from __future__ import annotations

from desktop.common.errors import InputFileError, NotAllowedError
from desktop.common.i18n import tr


class BadTrustFileError(InputFileError):
    """A key file of a province that cannot be installed."""

    code = "QTN-228"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            tr("Không cài được khóa của tỉnh từ “{file}”: {reason}").format(
                file=name, reason=reason
            ),
            tr("Xin tỉnh gửi lại tệp khóa (đuôi .qtp)."),
        )


class FingerprintError(NotAllowedError):
    """Two people have to compare the fingerprint of a key before it is believed.

    It does not tell the right digits: whoever copies them from here has compared nothing.
    """

    code = "QTN-353"

    def __init__(self) -> None:
        super().__init__(
            tr("Dãy số đối chiếu còn thiếu, hoặc khác với khóa trong tệp."),
            tr("Gọi điện cho bên kia, nhờ họ đọc từng nhóm số của khóa, rồi nhập đúng dãy số đó."),
        )


class UnknownDigitsError(NotAllowedError):
    """No key in force has the digits that were said."""

    code = "QTN-356"

    def __init__(self) -> None:
        super().__init__(
            tr("Không có khóa nào khớp dãy số này."),
            tr("Nghe đọc lại từng nhóm số; vẫn khác thì xin bên kia tệp khác."),
        )
