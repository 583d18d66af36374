"""The certificate of an erasure: how many records, which files by digest, signed apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.common.i18n import vi
from desktop.documents import fonts, ruled_table
from desktop.documents.fitting import fit
from desktop.documents.ruled_table import Column
from desktop.documents.sheet import A4, MM, Box, Sheet, signature_column

_LEFT, _RIGHT = 20 * MM, A4[0] - 15 * MM
_TOP, _BOTTOM = 18 * MM, A4[1] - 18 * MM
_SIGNING = 45 * MM
_COLUMNS = (
    Column(vi("STT"), 32, centred=True),
    Column(vi("Số biên nhận"), 110),
    Column(vi("Tệp đã xóa"), 60, right=True),
    Column(vi("Lần đọc thẻ"), 64, right=True),
    Column(vi("Mã băm SHA-256 của các tệp, gộp lại"), 230),
)


@dataclass(frozen=True)
class ErasureCertificate:
    """Everything the certificate shows.

    Attributes:
        station: name of the station.
        station_code: its code.
        erased_at: time and date in figures.
        days: how long records were kept after the card was handed over.
        rows: receipt number, files, readings, digest over the files; no names.
        digest: SHA-256 over all of it.
        remains: sentences on what stays, and what has to be destroyed besides.
        practice: True for a practice profile.
    """

    station: str
    station_code: str
    erased_at: str
    days: int
    rows: Sequence[tuple[str, int, int, str]]
    digest: str
    remains: Sequence[str]
    practice: bool = False


def render_erasure_certificate(content: ErasureCertificate) -> bytes:
    """Return the certificate as a PDF on A4."""
    sheet = Sheet(A4, vi("Biên bản xóa dữ liệu, điểm {code}").format(code=content.station_code))
    if content.practice:
        sheet.practice_mark()
    y = _opening(sheet, content)
    rows = [
        (str(number), receipt, str(files), str(readings), digest)
        for number, (receipt, files, readings, digest) in enumerate(content.rows, start=1)
    ]
    lines = ruled_table.measured(rows, _COLUMNS)
    pages = ruled_table.paginate(
        lines, first_room=_BOTTOM - y, room=_BOTTOM - _TOP, signing=_SIGNING
    )
    for number, page in enumerate(pages):
        if number:
            sheet.next_page()
            if content.practice:
                sheet.practice_mark()
            y = _TOP
        y = ruled_table.draw(sheet, page, _COLUMNS, left=_LEFT, top=y)
    half = (_RIGHT - _LEFT) / 2
    for number, who in enumerate((vi("Người xóa"), vi("Người chứng kiến"))):
        box = Box(_LEFT + number * half, y + 12, half, _SIGNING - 16)
        signature_column(sheet, box, role=who, hint=vi("(Ký, ghi rõ họ tên)"), name="")
    sheet.next_page()
    return sheet.finished()


def _opening(sheet: Sheet, content: ErasureCertificate) -> float:
    middle, room = (_LEFT + _RIGHT) / 2, _RIGHT - _LEFT
    y = sheet.block(
        fit(vi("BIÊN BẢN XÓA DỮ LIỆU CÁ NHÂN"), fonts.BOLD, 18, room), middle, _TOP, align="centre"
    )
    about = vi("Điểm thu nhận: {name} ({code})").format(
        name=content.station, code=content.station_code
    )
    y = sheet.block(fit(about, fonts.REGULAR, 12, room, max_lines=2), middle, y + 4, align="centre")
    files = sum(row[1] for row in content.rows)
    told = (
        vi("Xóa lúc {at}, sau khi thẻ đã trao {days} ngày.").format(
            at=content.erased_at, days=content.days
        ),
        vi("Đã xóa ảnh, chữ ký, giấy tờ và thông tin của {n} hồ sơ, gồm {files} tệp.").format(
            n=len(content.rows), files=files
        ),
        *content.remains,
        vi("Mã băm của toàn bộ biên bản: {digest}").format(digest=content.digest),
        vi("Chữ ký số của quầy nằm trong tệp .p7s đi kèm."),
    )
    y += 8
    for sentence in told:
        y = sheet.block(fit(sentence, fonts.REGULAR, 11.5, room, max_lines=3), _LEFT, y) + 3
    return y + 8
