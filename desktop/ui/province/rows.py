"""Words and columns of the provincial desk: stations, batches, and what was just done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from desktop.common.clock import show_date
from desktop.common.i18n import tr
from desktop.province.views import (
    ArrivedBatch,
    Received,
    Refused,
    StationCount,
    TakenCards,
    WrittenAnswer,
    refusal_words,
)
from desktop.ui.roster.figures import grouped
from desktop.ui.widgets.table import Cell, Column

MOST_LINES: Final = 40
"""Lines of one kind in a result; what is beyond them is counted, and stands in the table."""


@dataclass(frozen=True)
class Line:
    """One line of a result; `strong` heads the lines below it."""

    text: str
    strong: bool = False


def ranges(numbers: Sequence[int]) -> str:
    """Return ascending numbers as people write them: `3, 5–7`."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and parts[-1][-1] == number - 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(str(p[0]) if len(p) == 1 else f"{p[0]}–{p[-1]}" for p in parts)


def station_columns() -> list[Column]:
    """Return the columns of the table of stations; accepted, sent back and waiting add up."""
    return [
        Column(tr("Quầy"), lambda row: Cell(row.code, strong=True), width=76),
        Column(tr("Xã"), _commune, least=110),
        Column(tr("Lô"), lambda row: grouped(row.batches), width=52, right=True),
        Column(tr("Hồ sơ"), lambda row: grouped(row.records), width=76, right=True),
        Column(tr("Chấp nhận"), lambda row: grouped(row.accepted), width=116, right=True),
        Column(tr("Trả về"), lambda row: grouped(row.rejected), width=80, right=True),
        Column(tr("Đang chờ"), _waiting, width=106, right=True),
        Column(tr("Để riêng"), _apart, width=98, right=True),
        Column(tr("Thiếu lô"), _missing, width=92),
        Column(tr("Nhận lần cuối"), _last, width=118, drop=1),
    ]


def _commune(row: StationCount) -> str:
    return row.commune_name or row.commune_code


def _waiting(row: StationCount) -> str:
    return grouped(row.held + row.clean)


def _apart(row: StationCount) -> Cell:
    return Cell(grouped(row.quarantined), tint="warn" if row.quarantined else "")


def _missing(row: StationCount) -> Cell:
    return Cell(ranges(row.missing), tint="warn") if row.missing else Cell("–", quiet=True)


def _last(row: StationCount) -> Cell:
    when = row.last_received_at
    if when is None:
        return Cell(tr("chưa có"), quiet=True)
    return Cell(show_date(when))


def batch_columns() -> list[Column]:
    """Return the columns of the batches of one station."""
    return [
        Column(tr("Lô"), lambda row: Cell(str(row.sequence), strong=True), width=52),
        Column(tr("Hồ sơ"), lambda row: grouped(row.records), width=76, right=True),
        Column(tr("Để riêng"), lambda row: grouped(row.quarantined), width=86, right=True, drop=1),
        Column(tr("Trả lời"), _answered, least=92),
    ]


def _answered(row: ArrivedBatch) -> Cell:
    if row.waiting:
        return Cell(tr("còn {n}").format(n=grouped(row.waiting)), tag="warn", plain_tag=True)
    return Cell(tr("đã xong"), tag="ok", plain_tag=True)


def received_title(found: Received) -> str:
    """Return in one sentence what became of the files."""
    new = [one for one in found.taken if not one.again]
    parts = []
    if new:
        parts.append(
            tr("Đã nhận {files} tệp với {records} hồ sơ.").format(
                files=grouped(len(new)), records=grouped(sum(one.records for one in new))
            )
        )
    if fresh := sum(not one.again for one in found.cards):
        parts.append(tr("Đã nhận {n} tệp tình hình thẻ.").format(n=grouped(fresh)))
    if again := len(found.taken) - len(new) + len(found.cards) - fresh:
        parts.append(tr("{n} tệp đã nhận từ trước, giữ nguyên.").format(n=grouped(again)))
    if found.refused:
        parts.append(tr("Không nhận {n} tệp.").format(n=grouped(len(found.refused))))
    return " ".join(parts) or tr("Không có tệp lô nào ở đó.")


def received_lines(found: Received) -> list[Line]:
    """Return file by file what became of them; what was refused comes first, by reason."""
    lines: list[Line] = []
    by_reason: dict[str, list[Refused]] = {}
    for one in found.refused:
        by_reason.setdefault(one.reason, []).append(one)
    for reason, files in by_reason.items():
        lines.append(Line(refusal_words(reason), strong=True))
        lines += _limited([one.file.name for one in files])
    if found.refused:
        lines.append(Line(tr("Để riêng các tệp này và hỏi lại quầy đã gửi.")))
    taken = []
    for batch in found.taken:
        text = tr("{station} lô {n}: {records} hồ sơ").format(
            station=batch.station, n=batch.sequence, records=grouped(batch.records)
        )
        if batch.quarantined:
            text += tr(", để riêng {n}").format(n=grouped(batch.quarantined))
        taken.append(text + (tr(", đã nhận từ trước") if batch.again else ""))
    if taken:
        lines.append(Line(tr("Đã có trong sổ"), strong=True))
        lines += _limited(taken)
    if found.cards:
        lines.append(Line(tr("Tình hình thẻ"), strong=True))
        lines += _limited([_cards(one) for one in found.cards])
    return lines


def _cards(one: TakenCards) -> str:
    text = tr("{station}: tình hình {n} thẻ").format(station=one.station, n=grouped(one.cards))
    if one.aside:
        text += tr(", {n} thẻ để riêng").format(n=grouped(one.aside))
    return text + (tr(", đã nhận từ trước") if one.again else "")


def answered_title(written: Sequence[WrittenAnswer]) -> str:
    """Return in one sentence what was answered."""
    if not written:
        return tr("Không có gì mới để trả lời.")
    return tr("Đã ghi {files} tệp trả lời: chấp nhận {accepted} hồ sơ, trả về {rejected}.").format(
        files=grouped(len(written)),
        accepted=grouped(sum(one.accepted for one in written)),
        rejected=grouped(sum(one.rejected for one in written)),
    )


def answered_lines(written: Sequence[WrittenAnswer]) -> list[Line]:
    """Return the files that were written."""
    if not written:
        return []
    texts = [
        tr("{file}: chấp nhận {accepted}, trả về {rejected}").format(
            file=one.path.name, accepted=grouped(one.accepted), rejected=grouped(one.rejected)
        )
        for one in written
    ]
    head = tr("Ghi vào {folder}").format(folder=written[0].path.parent)
    return [Line(head, strong=True), *_limited(texts)]


def _limited(texts: Sequence[str]) -> list[Line]:
    lines = [Line(text) for text in texts[:MOST_LINES]]
    if len(texts) > MOST_LINES:
        lines.append(Line(tr("và {n} tệp nữa").format(n=grouped(len(texts) - MOST_LINES))))
    return lines
