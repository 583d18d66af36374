"""What can stand in the way of somebody who works here, in words for people."""

from __future__ import annotations

from datetime import datetime

from desktop.common.clock import show_time
from desktop.common.errors import NotAllowedError
from desktop.common.i18n import tr
from desktop.security.views import SecretKind


def gone() -> NotAllowedError:
    """The person is not (any more) among those who work here."""
    return NotAllowedError(
        tr("Cán bộ này không còn trong danh sách."),
        tr("Chọn tên khác, hoặc nhờ người phụ trách thêm lại."),
        code="QTN-313",
    )


def wrong_secret(kind: SecretKind, tries_left: int) -> NotAllowedError:
    """A wrong PIN or password, with some tries left."""
    title = tr("Mã PIN chưa đúng.") if kind is SecretKind.PIN else tr("Mật khẩu chưa đúng.")
    return NotAllowedError(
        title,
        tr("Gõ lại; còn {n} lần trước khi phải chờ.").format(n=tries_left),
        code="QTN-314",
    )


def locked(until: datetime) -> NotAllowedError:
    """Too many wrong tries; until then even the right secret is refused."""
    return NotAllowedError(
        tr("Đã sai mã PIN nhiều lần."),
        tr("Chờ đến {time} rồi gõ lại, hoặc nhờ người phụ trách.").format(time=show_time(until)),
        code="QTN-315",
    )


def last_administrator() -> NotAllowedError:
    """Without an administrator nobody could ever add one again."""
    return NotAllowedError(
        tr("Đây là người kỹ thuật duy nhất của quầy."),
        tr("Giao việc kỹ thuật cho một người khác trước, rồi làm lại."),
        code="QTN-382",
    )


def not_empty() -> NotAllowedError:
    """Somebody works here already, so nobody comes in by merely giving a name."""
    return NotAllowedError(
        tr("Quầy này đã có người làm việc."),
        tr("Chọn tên và gõ mã PIN; cần thêm người thì nhờ người kỹ thuật."),
        code="QTN-383",
    )


class SameSecretError(NotAllowedError):
    """The new secret is the one in force, which somebody else may know."""

    code = "QTN-384"

    def __init__(self) -> None:
        super().__init__(tr("Mã mới trùng với mã đang dùng."), tr("Chọn mã khác mã được giao."))


def not_an_administrator() -> NotAllowedError:
    """The recovery code opens the way for administrators; they open it for others."""
    return NotAllowedError(
        tr("Mã khôi phục chỉ đặt lại được mã PIN của người kỹ thuật."),
        tr("Chọn người kỹ thuật; người đó vào rồi đặt lại mã cho người khác."),
        code="QTN-385",
    )
