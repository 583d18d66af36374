"""The hand-over minutes of a transfer list: no names, only counts by commune and digests."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.common.clock import local, show_date, show_time
from desktop.common.i18n import vi
from desktop.documents import fonts
from desktop.documents.figure_words import dated
from desktop.documents.handover import digest_groups
from desktop.documents.ruled_paper import Paper, render_paper, shown_total
from desktop.documents.ruled_table import Column
from desktop.documents.sheet import MM
from desktop.models import PrintTransfer
from desktop.province.reporting.settings import DeskSettings


def write_minutes(
    transfer: PrintTransfer,
    communes: Sequence[tuple[str, str, int, int]],
    *,
    file_name: str,
    sha256: str,
    office: str,
    settings: DeskSettings,
    practice: bool,
) -> bytes:
    """Return the minutes as PDF.

    Args:
        transfer: the list.
        communes: (code, name, records, photos) of it.
        file_name: of the package.
        sha256: of the package, as it lies at its target.
        office: who hands over.
        settings: of the desk.
        practice: whether everything in it is invented.
    """
    made = transfer.made_at
    columns = (
        Column(vi("STT"), 14 * MM, centred=True, max_lines=1),
        Column(vi("Mã xã"), 26 * MM, centred=True, max_lines=1),
        Column(vi("Xã"), 78 * MM),
        Column(vi("Hồ sơ"), 26 * MM, right=True, max_lines=1),
        Column(vi("Ảnh"), 26 * MM, right=True, max_lines=1),
    )
    rows = [
        (str(n), code, name, f"{records:,}".replace(",", "."), f"{photos:,}".replace(",", "."))
        for n, (code, name, records, photos) in enumerate(communes, start=1)
    ]
    receiver = settings.print_office
    office_fact = ((vi("Nơi in thẻ"), receiver, fonts.BOLD),) if receiver else ()
    paper = Paper(
        title=vi("BIÊN BẢN BÀN GIAO DANH SÁCH IN THẺ"),
        subtitle=settings.campaign,
        office_lines=tuple(line for line in (settings.upper, office) if line),
        place_date=dated(settings.place, local(made)),
        facts=(
            *office_fact,
            (vi("Danh sách số"), str(transfer.number), fonts.BOLD),
            (vi("Lập lúc"), f"{show_time(made)}, {show_date(made)}", fonts.REGULAR),
            (vi("Hồ sơ"), shown_total(transfer.records), fonts.BOLD),
            (vi("Ảnh chân dung"), shown_total(transfer.photos), fonts.BOLD),
            (vi("Tệp bàn giao"), file_name, fonts.REGULAR),
            (vi("SHA-256 của tệp"), _spoken(sha256), fonts.CODE),
            (vi("SHA-256 danh sách"), _spoken(transfer.list_sha256), fonts.CODE),
        ),
        closing=vi("Biên bản lập thành hai bản, mỗi bên giữ một bản."),
        signers=((vi("Bên giao"), ""), (vi("Bên nhận"), "")),
        footer=vi("Danh sách chuyển in số {n}").format(n=transfer.number),
        practice=practice,
    )
    return render_paper(paper, columns, rows)


def _spoken(digest: str) -> str:
    return " ".join(digest_groups(digest))
