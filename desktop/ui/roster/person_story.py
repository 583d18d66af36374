"""What became of one person, told in short lines: for the screen and for the paper."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.common.channels import SOURCE_WORDS, IntakeSource
from desktop.common.clock import show_date
from desktop.common.dates import show_iso
from desktop.common.i18n import mark, tr
from desktop.common.vocabulary import ApplicationState
from desktop.intake.views import MemberRecord
from desktop.roster.keeping.views import Dossier, HistoryEntry, ImportEntry
from desktop.roster.register.views import DiscrepancyView
from desktop.roster.sources.views import Check, CheckState
from desktop.ui.roster import person_words as words
from desktop.ui.roster.person_words import Say

_OPENED = mark("Mở lúc {when}, {who}.")
_STOPPED = mark("Dừng ở bước {step}.")
_RECEIPT = mark("Biên nhận {number}")
_RECEIVED = mark("Nhận lúc {when}, {who}.")
_WHERE = mark("Nơi thu nhận: {where}.")
_APPROVED = mark("Duyệt lúc {when}, {who}.")
_BY_SAMPLE = mark("Duyệt theo mẫu lúc {when}, {who}.")
_IN_BATCH = mark("Trong lô {n}, {file}, xuất {day}.")
_NO_BATCH = mark("Chưa vào lô nào.")
_NOT_PRINTED = mark("Biên nhận chưa in được: {problem}")
_UNPRINTED = mark("Biên nhận chưa in.")
_REPRINTED = mark("Biên nhận đã in {n} lần, trong đó in lại {again} lần.")
_PRINTED = mark("Biên nhận đã in.")
_SAID = mark("{source}: {value}")
_SILENT = mark("không ghi")
_OPEN = mark("Chờ quyết định.")
_DECIDED = mark("Đã chọn {value} ({source}), {who}, {when}.")
_WHY = mark("Lý do: {reason}")
_NEWS = mark("Bản trích mới ghi khác, xem lại.")
_CHANGE = mark("{day}: {cause}")
_FILE = mark("tệp {file}")
_REASON = mark("lý do: {reason}")
_ADDED = mark("Thêm tại quầy")
_NO_FILE = mark("Không có trong tệp danh sách nào.")
_FROM = mark("Nguồn của dòng này")
_TAKEN = mark("Tệp {file}, nhập {when}, {who}.")
_TAKEN_ROW = mark("Tệp {file}, dòng {row}, nhập {when}, {who}.")
_BY = mark("Xác nhận: {who}, {when}.")
_ALONE = mark("Máy ghép theo các mục trùng khớp, chưa ai xác nhận riêng.")
_CHECKED: dict[CheckState, str] = {
    CheckState.NO_SOURCE: mark("Chưa có bản trích để đối chiếu."),
    CheckState.NOT_FOUND: mark("Chưa thấy người này."),
    CheckState.WAITING: mark("Chờ xác nhận có đúng người này không."),
    CheckState.DIFFERS: mark("Đã ghép, còn {n} mục khác chờ quyết định."),
    CheckState.CHECKED: mark("Đã đối chiếu, không còn mục nào khác."),
}
_AS_OF = mark("Bản trích {file}, số liệu {day}.")
_WHEN_TAKEN = mark("Bản trích {file}, nhập {day}.")


@dataclass(frozen=True)
class Told:
    """One thing that was or is: a heading, its lines, and who or why."""

    title: str
    said: tuple[str, ...]
    verdict: str = ""


def record_lines(
    record: MemberRecord | None, source: IntakeSource, *, say: Say = tr
) -> tuple[str, ...]:
    """Return what became of an application, line by line; nothing when there is none.

    Args:
        record: the application.
        source: where reports count it as taken.
        say: gives the words.
    """
    if record is None:
        return ()
    if record.state is ApplicationState.DRAFT or not record.receipt_number:
        when = words.moment(record.opened_at, say=say)
        opened = say(_OPENED).format(when=when, who=record.opened_by)
        return (opened, say(_STOPPED).format(step=words.step_word(record.step, say=say)))
    lines = [say(_RECEIPT).format(number=record.receipt_number)]
    if record.received_at is not None:
        when = words.moment(record.received_at, say=say)
        lines.append(say(_RECEIVED).format(when=when, who=record.received_by))
        lines.append(say(_WHERE).format(where=say(SOURCE_WORDS[source])))
    if record.approved_at is not None:
        when = words.moment(record.approved_at, say=say)
        approved = _BY_SAMPLE if record.by_sample else _APPROVED
        lines.append(say(approved).format(when=when, who=record.approved_by))
    lines.append(_prints(record, say))
    if record.batch_sequence is None or record.exported_at is None:
        return (*lines, say(_NO_BATCH))
    batch = say(_IN_BATCH).format(
        n=record.batch_sequence, file=record.batch_file, day=show_date(record.exported_at)
    )
    return (*lines, batch)


def _prints(record: MemberRecord, say: Say) -> str:
    if record.print_problem:
        return say(_NOT_PRINTED).format(problem=record.print_problem)
    if not record.prints:
        return say(_UNPRINTED)
    if record.reprints:
        return say(_REPRINTED).format(n=record.prints, again=record.reprints)
    return say(_PRINTED)


def check(found: Check, *, say: Say = tr) -> Told:
    """Return how far a person was checked against a source; never more than was done."""
    name = words.source_name(found.kind.value, say=say)
    said = [say(_CHECKED[found.state]).format(n=found.open)]
    if found.as_of:
        said.append(say(_AS_OF).format(file=found.file_name, day=show_iso(found.as_of)))
    elif found.file_name and found.at is not None:
        said.append(say(_WHEN_TAKEN).format(file=found.file_name, day=show_date(found.at)))
    verdict = ""
    if found.by and found.at is not None:
        verdict = say(_BY).format(who=found.by, when=words.moment(found.at, say=say))
    elif found.state in {CheckState.DIFFERS, CheckState.CHECKED}:
        verdict = say(_ALONE)
    return Told(name, (" ".join(said),), verdict)


def discrepancy(line: DiscrepancyView, *, revealed: bool, say: Say = tr) -> Told:
    """Return what each source says in one field, and what was decided."""

    def shown(value: str) -> str:
        return words.shown(line.field, value, revealed=revealed, say=say) or say(_SILENT)

    title = words.field_name(line.field, say=say)
    said = tuple(
        say(_SAID).format(source=words.source_name(one.source, say=say), value=shown(one.value))
        for one in line.said
    )
    said = (" · ".join(said),)
    if not line.decided_by or line.decided_at is None:
        return Told(title, said, say(_OPEN))
    parts = [
        say(_DECIDED).format(
            value=shown(line.chosen_value),
            source=words.source_name(line.chosen_source, say=say),
            who=line.decided_by,
            when=words.moment(line.decided_at, say=say),
        )
    ]
    if line.reason:
        parts.append(say(_WHY).format(reason=line.reason))
    if line.has_news:
        parts.append(say(_NEWS))
    return Told(title, said, " ".join(parts))


def history(dossier: Dossier, *, revealed: bool, say: Say = tr) -> tuple[Told, ...]:
    """Return what became of the row, newest first, down to the file that brought the person."""
    told = [_entry(entry, revealed, say) for entry in dossier.history]
    return (*told, _beginning(dossier, say))


def _entry(entry: HistoryEntry, revealed: bool, say: Say) -> Told:
    cause = words.cause_word(entry.cause, say=say)
    title = say(_CHANGE).format(day=show_date(entry.changed_at), cause=cause)
    said = tuple(words.change_words(change, revealed=revealed, say=say) for change in entry.changes)
    parts = [entry.changed_by, words.moment(entry.changed_at, say=say)]
    if entry.file_name:
        parts.append(say(_FILE).format(file=entry.file_name))
    if entry.reason:
        parts.append(say(_REASON).format(reason=entry.reason))
    return Told(title, said, ", ".join(part for part in parts if part))


def _beginning(dossier: Dossier, say: Say) -> Told:
    first, last = dossier.brought_by, dossier.last_import
    if first is None:
        return Told(say(_ADDED), (say(_NO_FILE),))
    is_same = last is None or last.import_id == first.import_id
    said = [_file(first, dossier.row_number if is_same else None, say)]
    if last is not None and not is_same:
        said.insert(0, _file(last, dossier.row_number, say))
    return Told(say(_FROM), tuple(said))


def _file(entry: ImportEntry, row_number: int | None, say: Say) -> str:
    when, who = words.moment(entry.imported_at, say=say), entry.imported_by
    if row_number is None:
        return say(_TAKEN).format(file=entry.file_name, when=when, who=who)
    return say(_TAKEN_ROW).format(file=entry.file_name, row=row_number, when=when, who=who)
