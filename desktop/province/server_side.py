"""A server of desks holds either true people or invented ones, from its first desk on."""

from __future__ import annotations

from typing import Final

from desktop.common.clock import Clock
from desktop.common.errors import NotAllowedError
from desktop.common.i18n import tr
from desktop.province.registry import store as registry
from desktop.security import store as security
from desktop.security.tags import Tag
from desktop.storage.server import open_server
from desktop.storage.sharing import one_at_a_time
from desktop.storage.unit_of_work import Store

SERVER_IS_PRACTICE: Final = "server_is_practice"


class OtherSideServerError(NotAllowedError):
    """The server holds what is true and the desk is for practice, or the other way round."""

    code = "QTN-612"

    def __init__(self, *, practice: bool) -> None:
        """Say it to a desk of practice, or to a true one."""
        super().__init__(
            tr("Máy chủ này giữ dữ liệu thật, còn bàn này là bàn thực hành.")
            if practice
            else tr("Máy chủ này giữ dữ liệu thực hành, còn bàn này là bàn thật."),
            tr("Tạo một cơ sở dữ liệu riêng cho thực hành; máy chủ này chưa có gì thay đổi."),
        )


def open_own_side(url: str, *, practice: bool, actor: str, clock: Clock) -> Store:
    """Open a server for a desk; the first desk says for good which side it is.

    A server from before there was this mark is true as soon as it knows a station.

    Args:
        url: `postgresql://user@host/database`.
        practice: whether the desk is one of practice.
        actor: who opens it, for the audit trail.
        clock: where the time comes from.

    Raises:
        OtherSideServerError: it is of the other side; nothing was changed.
        ServerError: it does not answer.
    """
    data = open_server(url, now=clock.now())
    try:
        _require_side(data, practice=practice, actor=actor, clock=clock)
    except BaseException:
        data.close()
        raise
    return data


def _require_side(data: Store, *, practice: bool, actor: str, clock: Clock) -> None:
    with data.read() as session:
        side = security.all_settings(session).get(SERVER_IS_PRACTICE)
    if side is None:
        side = _mark(data, practice=practice, actor=actor, clock=clock)
    if side is not practice:
        raise OtherSideServerError(practice=practice)


def _mark(data: Store, *, practice: bool, actor: str, clock: Clock) -> bool:
    """Write down which side a server is; two desks that do it at once agree."""
    with data.write() as session:
        one_at_a_time(session, "audit")
        said = security.all_settings(session).get(SERVER_IS_PRACTICE)
        if said is not None:
            return bool(said)
        side = practice and not registry.stations(session)
        now = clock.now()
        security.put_setting(session, SERVER_IS_PRACTICE, side, at=now)
        security.record_shared(
            session, Tag.SETTING_CHANGED, at=now, actor=actor, target=SERVER_IS_PRACTICE
        )
        return side
