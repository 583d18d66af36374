"""Stations and their keys in words, and the columns that show them."""

from __future__ import annotations

from desktop.common.clock import show_date
from desktop.common.i18n import tr
from desktop.province.chain.rules import Turn
from desktop.province.chain.words import chain_text
from desktop.province.key_views import KeyState, StationKey
from desktop.province.views import StationRow
from desktop.ui.province.rows import Line
from desktop.ui.roster.figures import grouped
from desktop.ui.roster.person_words import moment
from desktop.ui.theme import Kind
from desktop.ui.widgets.table import Cell, Column


def station_key_columns() -> list[Column]:
    """Return the columns of the register."""
    return [
        Column(tr("Quầy"), lambda row: Cell(row.code, strong=True), width=100),
        Column(tr("Xã"), lambda row: row.commune_name or row.commune_code, least=120),
        Column(tr("Mã xã"), lambda row: row.commune_code, width=84, drop=2),
        Column(tr("Số lô"), lambda row: grouped(row.batches), width=76, right=True),
        Column(tr("Nhận lần cuối"), _seen, width=152, drop=1),
        Column(tr("Khóa"), _key_cell, width=172, tags=True),
    ]


def _seen(row: StationRow) -> Cell:
    if row.last_received_at is None:
        return Cell(tr("chưa có"), quiet=True)
    return Cell(show_date(row.last_received_at))


def _key_cell(row: StationRow) -> Cell:
    words, kind = standing(row)
    return Cell(words, tag=kind)


def standing(row: StationRow) -> tuple[str, Kind]:
    """Return in a word how far a station is believed."""
    if row.revoked:
        return tr("Đã thu hồi"), "bad"
    if row.chain:
        if all(one.turn is Turn.BACK for one in row.chain):
            return tr("Nhật ký bị lùi"), "bad"
        return tr("Nhật ký bị đứt"), "bad"
    if not row.compared:
        return tr("Chưa đối chiếu"), "warn"
    if len(in_force(row)) > 1:
        return tr("Đang đổi khóa"), "info"
    return tr("Đang dùng"), "ok"


def in_force(row: StationRow) -> list[StationKey]:
    """Return the keys of a station that hold, newest first."""
    return [key for key in row.keys if key.state is KeyState.IN_FORCE]


def to_compare(row: StationRow) -> bool:
    """Whether a key of the station holds that nobody compared."""
    return any(not key.compared for key in in_force(row))


def station_facts(row: StationRow) -> list[Line]:
    """Return what is known of a station beside its keys."""
    lines = [Line(tr("Mã xã {code}").format(code=row.commune_code))]
    if row.last_received_at is None:
        lines.append(Line(tr("Chưa nhận lô nào của quầy này.")))
    else:
        text = tr("Đã nhận {n} lô, lần cuối lúc {when}.")
        when = moment(row.last_received_at)
        lines.append(Line(text.format(n=grouped(row.batches), when=when)))
    if row.chain:
        lines.append(Line(chain_text(row.chain)))
    if row.revoked:
        lines.append(
            Line(tr("Lô của quầy này không được nhận. Muốn nhận lại, quầy ghi danh một khóa mới."))
        )
    elif to_compare(row):
        lines.append(Line(tr("Chưa ai đối chiếu khóa qua điện thoại: nên gọi và đối chiếu.")))
    elif len(in_force(row)) > 1:
        text = tr("Khóa cũ vẫn ký được. Khi các lô cũ đã về đủ thì bỏ khóa cũ.")
        lines.append(Line(text))
    return lines


def key_lines(row: StationRow) -> list[Line]:
    """Return the history of the keys of a station, newest first."""
    lines = []
    for key in row.keys:
        lines.append(Line(_key_words(key), strong=True))
        by = tr("Ghi danh {when}, {who}.")
        lines.append(Line(by.format(when=moment(key.enrolled_at), who=key.enrolled_by)))
        if key.ended_at is not None:
            ended = tr("Thôi dùng {when}, {who}.")
            lines.append(Line(ended.format(when=moment(key.ended_at), who=key.ended_by)))
        if key.reason:
            lines.append(Line(tr("Lý do: {reason}").format(reason=key.reason)))
    return lines


def _key_words(key: StationKey) -> str:
    number = key.certificate_sha256[:8]
    if key.state is KeyState.REVOKED:
        return tr("Khóa {number}: đã thu hồi").format(number=number)
    if key.state is KeyState.REPLACED:
        return tr("Khóa {number}: đã thay bằng khóa mới").format(number=number)
    if not key.compared:
        return tr("Khóa {number}: đang dùng, chưa đối chiếu").format(number=number)
    return tr("Khóa {number}: đang dùng").format(number=number)
