"""What was done with the printing office, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.common.i18n import tr
from desktop.province.printing.views import CardFile, ResultReport, WrittenTransfer
from desktop.ui.province.rows import MOST_LINES, Line
from desktop.ui.roster.figures import grouped


@dataclass(frozen=True)
class Done:
    """What was done: a heading, one sentence, and the lines below it."""

    title: str
    lead: str
    lines: Sequence[Line]


def written_words(made: WrittenTransfer | None) -> Done:
    """Say where a list lies, and what to do with it."""
    if made is None:
        return Done(tr("Lập danh sách chuyển in"), tr("Không có hồ sơ nào chờ chuyển in."), ())
    lines = [
        Line(tr("Ghi vào {folder}").format(folder=made.path.parent), strong=True),
        Line(made.path.name),
        Line(tr("{file}: biên bản bàn giao để in và ký").format(file=made.minutes.name)),
    ]
    if made.sealed:
        lines.append(Line(tr("Chỉ nơi in mở được tệp này.")))
    else:
        words = tr("Tệp này không niêm phong, có dữ liệu cá nhân: giữ như giấy tờ mật.")
        lines.append(Line(words, strong=True))
    lead = tr("Đã ghi và đọc lại: {records} hồ sơ, {photos} ảnh.").format(
        records=grouped(made.records), photos=grouped(made.photos)
    )
    return Done(tr("Danh sách số {number}").format(number=made.number), lead, lines)


def taken_words(report: ResultReport) -> Done:
    """Say what a result brought."""
    lead = tr("Đã in {printed} thẻ, in không được {failed}.").format(
        printed=grouped(report.printed), failed=grouped(report.failed)
    )
    lines = [Line(report.file_name)]
    if report.failed:
        lines.append(Line(tr("Hồ sơ in không được nằm trong danh sách chuyển in sau.")))
    if report.aside:
        words = tr("Giữ lại {n} dòng không khớp hồ sơ nào; hỏi lại nơi in.")
        lines.append(Line(words.format(n=grouped(len(report.aside)))))
    lines.append(Line(tr("Ghi danh sách thẻ để báo cho các xã.")))
    return Done(tr("Đã nhận kết quả in"), lead, lines)


def told_words(files: Sequence[CardFile]) -> Done:
    """Say which lists were written for the stations."""
    title = tr("Danh sách thẻ cho các xã")
    if not files:
        return Done(title, tr("Chưa có thẻ nào để báo cho các xã."), ())
    lead = tr("Đã ghi {n} tệp, mỗi quầy một tệp.").format(n=grouped(len(files)))
    lines = [Line(tr("Ghi vào {folder}").format(folder=files[0].path.parent), strong=True)]
    lines += [
        Line(
            tr("{file}: đã in {printed}, đang chờ {waiting}").format(
                file=one.path.name, printed=grouped(one.printed), waiting=grouped(one.waiting)
            )
        )
        for one in files[:MOST_LINES]
    ]
    if len(files) > MOST_LINES:
        lines.append(Line(tr("và {n} tệp nữa").format(n=grouped(len(files) - MOST_LINES))))
    return Done(title, lead, lines)
