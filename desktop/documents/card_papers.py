"""Papers of returned cards: hand-over list, protocol of a count, cards still here. A4 upright."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.common.i18n import vi
from desktop.documents import fonts
from desktop.documents.ruled_paper import Paper, draw_paper, shown_total
from desktop.documents.ruled_table import Column, measured
from desktop.documents.sheet import A4, MM, Sheet

_HANDWRITING = 30.0


@dataclass(frozen=True)
class HandOutRow:
    """One card of a cell.

    Attributes:
        card_number: the new one, 12 digits.
        old_card: what is known of the old card; empty leaves room to write.
        note: `Đã trao 20/08/2025`, why it could not be handed out, or empty.
        took: who received it for the member; empty otherwise.
        signature: PNG of the member's signature on the pad.
    """

    full_name: str
    birth_shown: str
    card_number: str
    old_card: str
    note: str
    took: str = ""
    signature: bytes | None = None


@dataclass(frozen=True)
class HandOutContent:
    """The hand-over list of one cell, ready to read.

    Attributes:
        office_lines: superior body first, the body that hands over last.
        cell: `Chi bộ bản Nà Sang`.
        campaign_title: what the cards belong to.
        place_date: place and date in words.
        handed_over: cards of this list whose member has them.
        asks_old_card: whether the old card has a column.
        rows: in the order of a name list.
        giver: name under the left signature.
        receiver: name under the right signature; empty where nobody signed for the cell.
        receiver_signature: PNG of that signature.
        legal_basis: what the paper rests on; empty leaves it out.
        practice: True for practice data; printed on every page.
    """

    office_lines: tuple[str, ...]
    cell: str
    campaign_title: str
    place_date: str
    handed_over: int
    asks_old_card: bool
    rows: tuple[HandOutRow, ...]
    giver: str = ""
    receiver: str = ""
    receiver_signature: bytes | None = None
    practice: bool = False
    legal_basis: str = ""


@dataclass(frozen=True)
class CountRow:
    """One card that is damaged or missing."""

    full_name: str
    cell: str
    card_number: str
    outcome: str
    reason: str


@dataclass(frozen=True)
class CountContent:
    """The protocol of a count, ready to read.

    Attributes:
        number: running number of the protocol.
        counted_at: when the count began and ended, in words.
        totals: label and number, in the order shown.
        rows: damaged and missing cards.
        counter: name under the left signature.
    """

    office_lines: tuple[str, ...]
    campaign_title: str
    place_date: str
    number: int
    counted_at: str
    totals: tuple[tuple[str, int], ...]
    rows: tuple[CountRow, ...]
    counter: str = ""
    practice: bool = False
    legal_basis: str = ""


@dataclass(frozen=True)
class StillHereRow:
    """One card that its member does not have yet.

    Attributes:
        reason: why not, in words; empty before anybody said.
    """

    full_name: str
    birth_shown: str
    cell: str
    card_number: str
    reason: str


@dataclass(frozen=True)
class StillHereContent:
    """The list of cards that were not handed over, ready to read.

    Attributes:
        reasons: why not and how many, in the order shown.
        rows: cell by cell, each as a name list.
        maker: name under the left signature.
    """

    office_lines: tuple[str, ...]
    campaign_title: str
    place_date: str
    reasons: tuple[tuple[str, int], ...]
    rows: tuple[StillHereRow, ...]
    maker: str = ""
    practice: bool = False
    legal_basis: str = ""


def render_hand_out(contents: Sequence[HandOutContent]) -> bytes:
    """Return the hand-over lists of some cells as one PDF; each cell begins on a new page.

    Raises:
        ValueError: there is no cell.
    """
    if not contents:
        raise ValueError("no cell to hand out to")
    sheet = Sheet(A4, vi("Danh sách trao thẻ đảng viên"))
    for content in contents:
        columns = _hand_out_columns(asks_old_card=content.asks_old_card)
        rows = [_hand_out_cells(n, row, content) for n, row in enumerate(content.rows, start=1)]
        ink = [row.signature for row in content.rows]
        # The place of signatures is the last column but one.
        lines = measured(rows, columns, least=_HANDWRITING, ink=ink, ink_at=len(columns) - 2)
        draw_paper(sheet, _hand_out_paper(content), columns, lines)
    return sheet.finished()


def render_count(content: CountContent) -> bytes:
    """Return the protocol of a count as a PDF.

    Raises:
        ValueError: a total is negative.
    """
    sheet = Sheet(A4, vi("Biên bản kiểm đếm thẻ, số {n}").format(n=content.number))
    columns = (
        Column(vi("STT"), 11 * MM, centred=True, max_lines=1),
        Column(vi("Họ và tên"), 46 * MM, max_lines=3),
        Column(vi("Chi bộ"), 40 * MM, max_lines=3),
        Column(vi("Số thẻ mới"), 30 * MM, max_lines=1),
        Column(vi("Tình trạng, lý do"), 43 * MM, max_lines=3),
    )
    rows = [
        (str(n), row.full_name, row.cell, row.card_number, f"{row.outcome}: {row.reason}")
        for n, row in enumerate(content.rows, start=1)
    ]
    draw_paper(sheet, _count_paper(content), columns, measured(rows, columns))
    return sheet.finished()


def render_still_here(content: StillHereContent) -> bytes:
    """Return the list of cards that were not handed over as a PDF."""
    sheet = Sheet(A4, vi("Danh sách thẻ chưa trao"))
    columns = (
        Column(vi("STT"), 11 * MM, centred=True, max_lines=1),
        Column(vi("Họ và tên, ngày sinh"), 48 * MM, max_lines=3),
        Column(vi("Chi bộ"), 38 * MM, max_lines=3),
        Column(vi("Số thẻ mới"), 29 * MM, max_lines=1),
        Column(vi("Lý do chưa trao"), 44 * MM, max_lines=4),
    )
    rows = [
        (str(n), _who(row.full_name, row.birth_shown), row.cell, row.card_number, row.reason)
        for n, row in enumerate(content.rows, start=1)
    ]
    draw_paper(sheet, _still_here_paper(content), columns, measured(rows, columns))
    return sheet.finished()


def _hand_out_columns(*, asks_old_card: bool) -> tuple[Column, ...]:
    """Return the columns, 170 mm together."""
    old = (Column(vi("Thẻ cũ"), 19 * MM),) if asks_old_card else ()
    signing = 36 * MM if asks_old_card else 55 * MM
    return (
        Column(vi("STT"), 11 * MM, centred=True, max_lines=1),
        Column(vi("Họ và tên, ngày sinh"), 48 * MM, max_lines=3),
        Column(vi("Số thẻ mới"), 29 * MM, max_lines=1),
        *old,
        Column(vi("Ký nhận"), signing, max_lines=4),
        Column(vi("Ghi chú"), 27 * MM, max_lines=3),
    )


def _hand_out_cells(number: int, row: HandOutRow, content: HandOutContent) -> tuple[str, ...]:
    who = _who(row.full_name, row.birth_shown)
    old = (row.old_card,) if content.asks_old_card else ()
    return (str(number), who, row.card_number, *old, row.took, row.note)


def _who(full_name: str, birth_shown: str) -> str:
    return ", ".join(part for part in (full_name, birth_shown) if part)


def _hand_out_paper(content: HandOutContent) -> Paper:
    whole = len(content.rows)
    return Paper(
        title=vi("DANH SÁCH TRAO THẺ ĐẢNG VIÊN"),
        subtitle=content.campaign_title,
        legal_basis=content.legal_basis,
        office_lines=content.office_lines,
        place_date=content.place_date,
        facts=(
            (vi("Chi bộ"), content.cell, fonts.BOLD),
            (vi("Số thẻ trong danh sách"), shown_total(whole), fonts.BOLD),
            (vi("Đã trao trước đó"), shown_total(content.handed_over), fonts.REGULAR),
            (vi("Còn phải trao"), shown_total(whole - content.handed_over), fonts.BOLD),
        ),
        closing=vi(
            "Người nhận xem lại họ tên, ngày sinh trên thẻ rồi ký. Danh sách lập thành hai bản, "
            "mỗi bên giữ một bản."
        ),
        signers=((vi("Bên giao"), content.giver), (vi("T/M chi bộ"), content.receiver)),
        footer=vi("{cell} · {cards} thẻ").format(cell=content.cell, cards=whole),
        practice=content.practice,
        signature=content.receiver_signature,
    )


def _count_paper(content: CountContent) -> Paper:
    totals = tuple((label, shown_total(n), fonts.BOLD) for label, n in content.totals)
    closing = vi("Biên bản lập thành hai bản, mỗi bên giữ một bản.")
    if not content.rows:
        closing = vi("Không có thẻ hỏng, không có thẻ thiếu.") + " " + closing
    return Paper(
        title=vi("BIÊN BẢN KIỂM ĐẾM THẺ ĐẢNG VIÊN"),
        subtitle=content.campaign_title,
        legal_basis=content.legal_basis,
        office_lines=content.office_lines,
        place_date=content.place_date,
        facts=(
            (vi("Biên bản số"), str(content.number), fonts.BOLD),
            (vi("Thời gian kiểm đếm"), content.counted_at, fonts.REGULAR),
            *totals,
        ),
        closing=closing,
        signers=((vi("Người kiểm đếm"), content.counter), (vi("Bên giao thẻ"), "")),
        footer=vi("Biên bản kiểm đếm số {n}").format(n=content.number),
        practice=content.practice,
    )


def _still_here_paper(content: StillHereContent) -> Paper:
    whole = len(content.rows)
    reasons = tuple((label, shown_total(n), fonts.REGULAR) for label, n in content.reasons)
    return Paper(
        title=vi("DANH SÁCH THẺ CHƯA TRAO"),
        subtitle=content.campaign_title,
        legal_basis=content.legal_basis,
        office_lines=content.office_lines,
        place_date=content.place_date,
        facts=((vi("Thẻ còn giữ ở xã"), shown_total(whole), fonts.BOLD), *reasons),
        closing=vi("Thẻ trong danh sách này còn giữ ở xã, chờ trao hoặc chờ xử lý."),
        signers=((vi("Người lập danh sách"), content.maker), (vi("Phụ trách"), "")),
        footer=vi("Danh sách thẻ chưa trao · {cards} thẻ").format(cards=whole),
        practice=content.practice,
    )
