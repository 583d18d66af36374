"""What an extract says, part by part, from the rows about one person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from desktop.batch.answering.reasons import Reason, reason_on_paper
from desktop.common.dates import show_iso
from desktop.common.i18n import vi
from desktop.common.state_names import STATE_NAMES
from desktop.common.vocabulary import ApplicationState, CannotSign, FieldKey, MemberStatus
from desktop.disclosure import words
from desktop.disclosure.words import moment
from desktop.documents.person_extract import ExtractSection
from desktop.documents.pieces import SheetNote
from desktop.intake import witnessing
from desktop.intake.calls.words import OUTCOMES
from desktop.intake.review.returning import move_words
from desktop.intake.witness_words import CANNOT_SIGN, paper_notes
from desktop.roster.keeping.views import PROBLEMS, STATUS, Dossier, FieldChange, HistoryEntry
from desktop.roster.keeping.words import CAUSE_NAMES
from desktop.roster.register.views import DiscrepancyView
from desktop.roster.register.words import SOURCE_NAMES
from desktop.roster.rules import STATUS_NAMES


def facts(dossier: Dossier) -> ExtractSection:
    """Return what the list says: every field that holds something, other columns of the file."""
    person = dossier.person
    notes = [
        SheetNote(words.field_name(key), (words.value(key, text),))
        for key, text in person.fields.items()
        if text
    ]
    notes.append(SheetNote(words.field_name(STATUS), (status_name(person.status.value),)))
    notes += [SheetNote(header, (text,)) for header, text in person.extra.items() if text]
    if dossier.brought_by is not None:
        file = dossier.brought_by
        told = vi("Tệp {file}, nhập lúc {when}").format(
            file=file.file_name, when=moment(file.imported_at)
        )
        notes.append(SheetNote(vi("Nguồn của dòng này"), (told,), file.imported_by))
    return ExtractSection(vi("Dữ liệu trong danh sách đảng viên"), tuple(notes), ruled=True)


def other_lists(dossier: Dossier) -> ExtractSection:
    """Return what other lists say about the person."""
    notes = tuple(
        SheetNote(
            SOURCE_NAMES.get(one.kind, one.kind),
            tuple(_pairs(one.fields)) or (vi("không có giá trị"),),
            " ".join(part for part in (one.file_name, show_iso(one.as_of)) if part),
        )
        for one in dossier.sources
    )
    empty = vi("Không có nguồn nào khác.")
    return ExtractSection(vi("Các nguồn khác ghi về người này"), notes, empty)


def record(row: Any, readings: Sequence[Any]) -> ExtractSection:
    """Return what stands on an application, where each value came from, and what was read."""
    frozen = row.snapshot or {}
    fields = frozen.get("fields", row.fields)
    sources = frozen.get("sources", row.choices)
    number = row.receipt_number or vi("chưa có biên nhận")
    notes = [
        SheetNote(vi("Tình trạng"), (_state(row.state),)),
        SheetNote(vi("Mở hồ sơ"), (moment(row.created_at),), row.opened_by),
    ]
    if row.received_at is not None:
        notes.append(SheetNote(vi("Nhận hồ sơ"), (moment(row.received_at),), row.received_by))
    where = words.CHANNELS.get(row.channel, row.channel)
    notes.append(SheetNote(vi("Nơi làm"), (where,)))
    notes += [
        SheetNote(
            words.field_name(key),
            (words.value(key, str(text)),),
            vi("theo {source}").format(source=words.SOURCES[sources[key]])
            if sources.get(key) in words.SOURCES
            else "",
        )
        for key, text in fields.items()
        if text
    ]
    if "erased_at" in frozen:
        notes.append(SheetNote(vi("Đã xóa"), (vi("Phần cá nhân đã xóa theo thời hạn lưu giữ."),)))
    notes += [SheetNote(*one) for one in _exceptions(row)]
    notes += [
        SheetNote(
            vi("Đọc được từ {source}").format(source=words.SOURCES.get(one.source, one.source)),
            tuple(_pairs({key: text for key, text in one.values.items() if _is_plain(text)}))
            or (vi("không có giá trị"),),
            moment(one.read_at),
        )
        for one in readings
    ]
    return ExtractSection(vi("Hồ sơ {number}").format(number=number), tuple(notes), ruled=True)


def _exceptions(row: Any) -> Iterator[tuple[str, tuple[str, ...], str]]:
    if row.photo_exception:
        yield vi("Ảnh chưa đạt"), (row.photo_exception,), ""
    if row.sign_exception:
        reason = str(row.sign_exception.get("reason", ""))
        known = {one.value for one in CannotSign}
        if reason in known:
            exception = witnessing.read(row.sign_exception)
            assert exception is not None  # it has a reason
            lines = (vi(CANNOT_SIGN[exception.reason]), *paper_notes(exception)[1:])
            yield vi("Không ký được"), lines, paper_notes(exception)[0]
        else:
            witness = str(row.sign_exception.get("witness", ""))
            yield vi("Không ký được"), (reason,), vi("người làm chứng {name}").format(name=witness)


def papers(attached: Iterable[Any]) -> ExtractSection:
    """Return the papers that somebody brought."""
    notes = tuple(
        SheetNote(
            words.PAPERS.get(one.kind, one.kind),
            (vi("{title}, {n} trang").format(title=one.title or vi("không tên"), n=one.pages),),
            ", ".join(_who_and_when(one)),
        )
        for one in attached
    )
    return ExtractSection(vi("Giấy tờ kèm theo"), notes, vi("Không có giấy tờ kèm theo."))


def _who_and_when(paper: Any) -> Iterator[str]:
    yield f"{paper.made_by}, {moment(paper.created_at)}"
    if paper.removed_at is not None:
        yield vi("đã bỏ: {who}, {when}").format(who=paper.removed_by, when=moment(paper.removed_at))


def corrections(
    history: Sequence[HistoryEntry],
    decided: Iterable[DiscrepancyView],
    records: Iterable[SheetNote],
) -> ExtractSection:
    """Return every change: old and new, who, when and why."""
    notes = [_entry(one) for one in history]
    notes += [_decision(one) for one in decided if one.decided_at is not None]
    notes += list(records)
    return ExtractSection(
        vi("Lịch sử sửa đổi"), tuple(notes), vi("Chưa có sửa đổi nào."), ruled=True
    )


def _entry(entry: HistoryEntry) -> SheetNote:
    lines = tuple(_change(one) for one in entry.changes) or (vi("Không có trường nào đổi."),)
    parts = [entry.changed_by, moment(entry.changed_at)]
    if entry.file_name:
        parts.append(vi("tệp {file}").format(file=entry.file_name))
    if entry.reason:
        parts.append(vi("lý do: {reason}").format(reason=entry.reason))
    return SheetNote(vi(CAUSE_NAMES[entry.cause]), lines, ", ".join(part for part in parts if part))


def _change(one: FieldChange) -> str:
    if one.field == PROBLEMS:
        return vi("Lời nhắc trên dòng đã đổi")
    if one.field == STATUS:
        old, new = status_name(one.old), status_name(one.new)
        return vi("{field}: {old} → {new}").format(field=words.field_name(STATUS), old=old, new=new)
    return words.change(one.field, one.old, one.new)


def _decision(line: DiscrepancyView) -> SheetNote:
    key = line.field.value
    said = tuple(
        f"{SOURCE_NAMES.get(one.source, one.source)}: {words.value(key, one.value)}"
        for one in line.said
    )
    chosen = vi("Đã chọn: {value}").format(value=words.value(key, line.chosen_value))
    assert line.decided_at is not None
    parts = [line.decided_by, moment(line.decided_at)]
    if line.reason:
        parts.append(vi("lý do: {reason}").format(reason=line.reason))
    title = vi("Các nguồn ghi khác nhau: {field}").format(field=words.field_name(key))
    return SheetNote(title, (*said, chosen), ", ".join(parts))


def record_changes(row: Any, versions: Sequence[Any], edits: Sequence[Any]) -> list[SheetNote]:
    """Return how an application differs from the list, and each frozen version from the next.

    Args:
        row: the application.
        versions: its earlier snapshots, the oldest first.
        edits: events of edited fields, for who and when.
    """
    number = row.receipt_number or ""
    title = vi("Hồ sơ {number}").format(number=number).strip()
    found: list[SheetNote] = []
    snapshots = [one.snapshot for one in versions] + ([row.snapshot] if row.snapshot else [])
    first = snapshots[0] if snapshots else None
    listed = first.get("member", {}).get("listed", {}) if first else {}
    if first is not None:
        lines = _differences(listed, first.get("fields", {}))
        if lines:
            found.append(SheetNote(title, lines, _editors(edits, _received(first))))
    for before, after, version in zip(snapshots, snapshots[1:], versions, strict=False):
        lines = _differences(before.get("fields", {}), after.get("fields", {}))
        if lines:
            who = vi("mở lại {when}, {who}").format(
                when=moment(version.replaced_at), who=after.get("received_by", "")
            )
            found.append(SheetNote(title, lines, who))
    return found


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(
        words.change(key, str(before.get(key, "")), str(after.get(key, "")))
        for key in (one.value for one in FieldKey)
        if str(before.get(key, "")) != str(after.get(key, ""))
    )


def _received(snapshot: Mapping[str, Any]) -> str:
    return vi("so với danh sách, {who}").format(who=snapshot.get("received_by", ""))


def _editors(edits: Sequence[Any], otherwise: str) -> str:
    told = [
        vi("{fields}: {who}, {when}").format(
            fields=", ".join(words.field_name(key) for key in event.detail.get("fields", ())),
            who=event.actor,
            when=moment(event.at),
        )
        for event in edits
    ]
    return "; ".join(told) or otherwise


def way(moves: Iterable[Any]) -> ExtractSection:
    """Return every change of state."""
    notes = tuple(
        SheetNote(
            words.short(one.moved_at),
            (vi("{old} → {new}").format(old=_state(one.from_state), new=_state(one.to_state)),),
            ", ".join(part for part in (one.moved_by, _reason(one.reason)) if part),
        )
        for one in moves
    )
    return ExtractSection(vi("Các bước của hồ sơ"), notes, vi("Chưa có bước nào."))


def _state(state: str) -> str:
    known = {one.value for one in ApplicationState}
    return vi(STATE_NAMES[ApplicationState(state)]) if state in known else state


def _reason(reason: str) -> str:
    return reason_on_paper(reason) if reason in set(Reason) else move_words(reason) or reason


def transfers(found: Iterable[tuple[Any, Any, Sequence[Any]]]) -> ExtractSection:
    """Return where the data went: batch, file, for whom, and what was answered."""
    notes = []
    for batch, one, copies in found:
        lines = [
            vi("Tệp {file}, bản thứ {version} của hồ sơ").format(
                file=batch.file_name, version=one.record_version
            ),
            vi("Gửi cho: {names}").format(names=", ".join(map(_recipient, batch.recipients))),
        ]
        lines += [
            vi("Ghi lại tệp lúc {when}, {who}").format(
                when=moment(copy.written_at), who=copy.written_by
            )
            for copy in copies
        ]
        if one.verdict:
            lines.append(_answer(one))
        verdict = f"{batch.exported_by}, {moment(batch.exported_at)}"
        notes.append(SheetNote(vi("Lô số {n}").format(n=batch.sequence), tuple(lines), verdict))
    empty = vi("Chưa gửi đi đâu.")
    return ExtractSection(vi("Dữ liệu đã gửi đi đâu"), tuple(notes), empty, ruled=True)


def _recipient(one: Any) -> str:
    return str(one.get("name", "")) if isinstance(one, dict) else str(one)


def _answer(line: Any) -> str:
    parts = [words.VERDICTS.get(line.verdict, line.verdict)]
    if line.reason:
        parts.append(reason_on_paper(line.reason).rstrip("."))
    if line.note:
        parts.append(line.note)
    if line.answered_at is not None:
        parts.append(moment(line.answered_at))
    return vi("Trả lời: {answer}").format(answer=", ".join(parts))


def cards(found: Iterable[Any]) -> ExtractSection:
    """Return the printed cards and what became of each."""
    notes = []
    for one in found:
        lines = [
            vi("Số thẻ {number}: {state}").format(
                number=one.card_number, state=words.CARDS.get(one.state, one.state)
            )
        ]
        lines += [text for text in (one.reason, one.undelivered_note) if text]
        if one.handed_at is not None:
            lines.append(
                vi("Trao lúc {when}, {who}").format(when=moment(one.handed_at), who=one.handed_by)
            )
        if one.received_by:
            lines.append(vi("Người nhận thay: {name}").format(name=one.received_by))
        if one.witness:
            lines.append(vi("Người làm chứng: {name}").format(name=one.witness))
        notes.append(SheetNote(vi("Lần in {n}").format(n=one.run), tuple(lines)))
    return ExtractSection(vi("Thẻ đảng viên mới"), tuple(notes), vi("Chưa có thẻ nào."))


def calls(found: Iterable[Any]) -> ExtractSection:
    """Return the phone calls, those taken back included."""
    outcomes = {key.value: vi(text) for key, text in OUTCOMES.items()}
    notes = []
    for one in found:
        parts = [
            words.CALLS.get(one.call_for, one.call_for),
            outcomes.get(one.outcome, one.outcome),
        ]
        parts += [text for text in (show_iso(one.on_day), one.note) if text]
        if one.taken_back_at is not None:
            parts.append(vi("đã bỏ: {who}").format(who=one.taken_back_by))
        notes.append(SheetNote(words.short(one.called_at), (", ".join(parts),), one.called_by))
    return ExtractSection(vi("Cuộc gọi"), tuple(notes), vi("Chưa có cuộc gọi nào."))


def looks(events: Iterable[Any]) -> ExtractSection:
    """Return who had numbers of the person before the eyes in full."""
    notes = tuple(
        SheetNote(words.short(one.at), (one.actor,), words.act(one.tag))
        for one in events
        if one.tag in words.LOOKS
    )
    empty = vi("Chưa ai xem số đầy đủ.")
    return ExtractSection(vi("Ai đã xem số đầy đủ"), notes, empty)


def journal(events: Iterable[Any]) -> ExtractSection:
    """Return everything else that was done about the person."""
    notes = tuple(
        SheetNote(
            words.short(one.at), (vi("{who}: {act}").format(who=one.actor, act=words.act(one.tag)),)
        )
        for one in events
        if one.tag not in words.LOOKS
    )
    return ExtractSection(vi("Nhật ký về người này"), notes, vi("Chưa có sự kiện nào."))


def status_name(status: str) -> str:
    """Return what the list calls a standing; one of another version stands as it is."""
    known = {one.value for one in MemberStatus}
    return STATUS_NAMES[MemberStatus(status)] if status in known else status


def _is_plain(text: object) -> bool:
    return isinstance(text, str) and bool(text)


def _pairs(values: Mapping[str, str]) -> Iterator[str]:
    known = {one.value for one in FieldKey}
    for key, text in values.items():
        if text and key in known:
            yield f"{words.field_name(key)}: {words.value(key, text)}"
