"""The tree as a workbook: out for an office to look through, in again as one step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from desktop.common.clock import Clock
from desktop.common.i18n import tr, vi
from desktop.common.practice import refuse_practice_sheet
from desktop.common.sheet_out import Column, write_sheet
from desktop.common.text import clean, fold
from desktop.common.unit_names import KIND_NAMES
from desktop.common.vocabulary import UnitAct, UnitKind
from desktop.common.work import Work
from desktop.roster.organisation import looking, rules
from desktop.roster.organisation.draft import Draft
from desktop.roster.organisation.errors import UnitSheetError
from desktop.roster.organisation.ports import no_cases, no_locks
from desktop.roster.organisation.running import Edit, Runner
from desktop.roster.organisation.views import Done, Unit
from desktop.roster.organisation.writing import draft_of
from desktop.roster.reading.tables import ListFile
from desktop.roster.reading.values import texts_of
from desktop.security.store import is_practice, record
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store

_ID, _KIND, _NAME, _PARENT, _SECRETARY = "id", "kind", "name", "parent", "secretary"
_TITLES = {
    "ma": _ID,
    "ma don vi": _ID,
    "loai": _KIND,
    "loai don vi": _KIND,
    "ten don vi": _NAME,
    "ten": _NAME,
    "ten chi bo": _NAME,
    "truc thuoc": _PARENT,
    "bi thu": _SECRETARY,
}
_KINDS = {fold(words): kind for kind, words in KIND_NAMES.items()}
_LOOKED_AT = 20
"""Rows in which the header is looked for."""


@dataclass(frozen=True)
class UnitLine:
    """One row of a sheet; what it does not say is empty."""

    row_number: int
    unit_id: str
    kind: str
    name: str
    parent: str
    secretary: str


@dataclass(frozen=True)
class SheetReport:
    """What a sheet does to the tree.

    Attributes:
        added, renamed, moved: names of units, as they become.
        described: units that get another secretary.
        near: (row, name, name of a unit beside it) whose names differ in accents alone: such rows
            are taken, and somebody should look at them.
        unnamed: open units that the sheet does not name; they stay as they are.
        done: what was stored; None for a dry run.
    """

    lines: int
    added: tuple[str, ...]
    renamed: tuple[str, ...]
    moved: tuple[str, ...]
    described: int
    unnamed: int
    near: tuple[tuple[int, str, str], ...] = ()
    done: Done | None = None


class OrganisationSheets:
    """Sheets of units, out and in."""

    def __init__(self, store_: Store, clock: Clock, runner: Runner) -> None:
        self._store = store_
        self._clock = clock
        self._runner = runner

    def export(self, target: Path, *, actor: str) -> int:
        """Write the tree to an .xlsx that can be taken in again; return how many units.

        Raises:
            InputFileError: the folder cannot be written.
            DiskFullError: there is no room.
        """
        with self._store.read() as session:
            tree = looking.tree_of(session, no_cases, no_locks)
            practice = is_practice(session)
        units = {row.unit.unit_id: row.unit for row in tree.rows}
        columns = [
            Column(vi("STT"), 6),
            Column(vi("Loại đơn vị"), 18),
            Column(vi("Tên đơn vị"), 40, is_filled_in=True),
            Column(vi("Trực thuộc"), 36, is_filled_in=True),
            Column(vi("Bí thư"), 26, is_filled_in=True),
            Column(vi("Số đảng viên"), 14),
            Column(vi("Mã đơn vị"), 40),
        ]
        lines = (
            [
                str(number),
                vi(KIND_NAMES[row.unit.kind]),
                row.unit.name,
                units[row.unit.parent_id].name if row.unit.parent_id else "",
                row.unit.secretary,
                str(row.people),
                str(row.unit.unit_id),
            ]
            for number, row in enumerate(tree.rows, start=1)
        )
        write_sheet(target, vi("Cây tổ chức"), columns, lines, practice=practice)
        with self._store.write() as session:
            record(
                session,
                Tag.ORGANISATION_EXPORTED,
                at=self._clock.now(),
                actor=actor,
                detail={"units": len(tree.rows)},
            )
        return len(tree.rows)

    def _read(self, source: Path) -> list[UnitLine]:
        with self._store.read() as session:
            practice = is_practice(session)
        return read_lines(source, practice=practice)

    def look(self, source: Path) -> SheetReport:
        """Return what a sheet would do; nothing is stored.

        Raises:
            ListFileError: the file cannot be read.
            UnitSheetError: a row cannot be understood; names it.
        """
        lines = self._read(source)
        with self._store.read() as session:
            draft = draft_of(session, self._clock.now())
        before = dict(draft.units)
        apply_lines(draft, lines)
        return report_of(lines, before, draft)

    def take(self, source: Path, *, actor: str, work: Work | None = None) -> SheetReport:
        """Take a sheet in, as one step or not at all; units it does not name stay.

        Raises:
            ListFileError: the file cannot be read.
            UnitSheetError: a row cannot be understood; names it.
            CancelledError: the work was cancelled; nothing was changed.
        """
        lines = self._read(source)
        found: list[SheetReport] = []

        def make(_session: Session, draft: Draft) -> UUID:
            before = dict(draft.units)
            apply_lines(draft, lines)
            found.append(report_of(lines, before, draft))
            top = rules.root_of(draft.units)
            assert top is not None
            return top.unit_id

        done = self._runner.run(Edit(UnitAct.SHEET, make, actor, source.name), work)
        return replace(found[0], done=done)


def read_lines(source: Path, *, practice: bool) -> list[UnitLine]:
    """Return the units a file names.

    Args:
        source: the file.
        practice: whether it is read where everything is invented.

    Raises:
        ListFileError: the file cannot be read.
        PracticeMixedError: it is a sheet of practice, and this is none.
        UnitSheetError: it has no column of names.
    """
    table = ListFile(source).table()
    refuse_practice_sheet(source.name, table.sheet, practice=practice)
    rows = texts_of(table.rows)
    for number, row in enumerate(rows[:_LOOKED_AT]):
        places = {_TITLES[fold(text)]: at for at, text in enumerate(row) if fold(text) in _TITLES}
        if _NAME in places:
            return list(_lines(rows[number + 1 :], number + 2, places))
    raise UnitSheetError(
        tr("Tệp không có cột “Tên đơn vị”."),
        tr("Xuất cây tổ chức ra Excel, sửa trong tệp đó rồi nhập lại."),
    )


def _lines(
    rows: Sequence[Sequence[str]], first: int, places: Mapping[str, int]
) -> Iterator[UnitLine]:
    for number, row in enumerate(rows, start=first):
        said = {key: clean(row[at]) if at < len(row) else "" for key, at in places.items()}
        if said[_NAME]:
            yield UnitLine(
                number,
                said.get(_ID, ""),
                said.get(_KIND, ""),
                said[_NAME],
                said.get(_PARENT, ""),
                said.get(_SECRETARY, ""),
            )


def apply_lines(draft: Draft, lines: Sequence[UnitLine]) -> None:
    """Do to a draft what the rows say: first who is there already, then who is new.

    Raises:
        UnitSheetError: a row cannot be understood; names it.
        NotAllowedError: what a row wants is refused.
    """
    known = [(line, unit) for line in lines if (unit := _known(draft, line))]
    _refuse_twice(known)
    for line, unit in known:
        if line.name != unit.name:
            draft.rename(unit.unit_id, line.name, is_sure=True)
        if line.secretary != unit.secretary:
            draft.describe(unit.unit_id, secretary=line.secretary)
    there = {line.row_number for line, _ in known}
    _add_all(draft, [line for line in lines if line.row_number not in there])
    for line, unit in known:
        if line.parent and unit.parent_id is not None:
            parent = _named(draft, line.parent)
            if parent is None:
                raise _no_parent(line)
            if unit.parent_id != parent.unit_id:
                draft.move(unit.unit_id, parent.unit_id)


def _refuse_twice(known: Sequence[tuple[UnitLine, Unit]]) -> None:
    seen: set[UUID] = set()
    for line, unit in known:
        if unit.unit_id in seen:
            raise _wrong(line, tr("đơn vị này đã có ở dòng trên"))
        seen.add(unit.unit_id)


def _add_all(draft: Draft, lines: Sequence[UnitLine]) -> None:
    """Add new units, committees before what stands beneath them, in whatever order they come."""
    new = list(lines)
    while new:
        ready = [line for line in new if not line.parent or _named(draft, line.parent)]
        if not ready:
            raise _no_parent(new[0])
        for line in ready:
            _add(draft, line)
        new = [line for line in new if line not in ready]


def _add(draft: Draft, line: UnitLine) -> None:
    top = rules.root_of(draft.units)
    parent = _named(draft, line.parent) if line.parent else top
    if parent is None:
        raise _wrong(line, tr("chưa có cây tổ chức"))
    draft.add(line.name, _kind(line), parent.unit_id, secretary=line.secretary, is_sure=True)


def _kind(line: UnitLine) -> UnitKind:
    if not line.kind:
        return UnitKind.CELL
    kind = _KINDS.get(fold(line.kind))
    if kind is None:
        raise _wrong(line, tr("không rõ loại đơn vị “{kind}”").format(kind=line.kind))
    return kind


def _known(draft: Draft, line: UnitLine) -> Unit | None:
    """Return the open unit a row is about: by its id, else by its name."""
    if line.unit_id:
        found = next(
            (one for one in draft.units.values() if str(one.unit_id) == line.unit_id.lower()), None
        )
        if found is None or found.closed_at:
            raise _wrong(line, tr("mã đơn vị này không còn trong cây"))
        return found
    return rules.with_same_key(draft.units, line.name, _kind(line))


def _named(draft: Draft, name: str) -> Unit | None:
    """Return the open committee of a name."""
    exact = (
        one
        for one in draft.units.values()
        if one.name == name and not one.is_cell and not one.closed_at
    )
    found = next(exact, None)
    return found or rules.with_same_key(draft.units, name, UnitKind.COMMITTEE)


def report_of(lines: Sequence[UnitLine], before: Mapping[UUID, Unit], draft: Draft) -> SheetReport:
    """Return what became of the tree."""
    edits = [edit for edit in draft.edits() if edit.before != edit.after]
    old = [(before.get(edit.after.unit_id), edit.after) for edit in edits]
    is_open = sum(not one.closed_at for one in before.values())
    known = len(lines) - sum(was is None for was, _ in old)
    return SheetReport(
        lines=len(lines),
        added=tuple(now.name for was, now in old if was is None),
        renamed=tuple(now.name for was, now in old if was and was.name != now.name),
        moved=tuple(now.name for was, now in old if was and was.parent_id != now.parent_id),
        described=sum(1 for was, now in old if was and was.secretary != now.secretary),
        unnamed=max(0, is_open - known),
        near=tuple(
            _near(lines, [now for was, now in old if not was or was.name != now.name], draft)
        ),
    )


def _near(
    lines: Sequence[UnitLine], named: Sequence[Unit], draft: Draft
) -> Iterator[tuple[int, str, str]]:
    """Yield the rows whose new name has the same letters as one beside it."""
    told: set[frozenset[UUID]] = set()
    rows = {rules.unit_name(line.name, _kind(line)): line.row_number for line in reversed(lines)}
    for unit in named:
        other = rules.near_by(draft.units, unit.name, unit.kind, unit.parent_id, unit.unit_id)
        if other is None or unit.name not in rows:
            continue
        pair = frozenset({unit.unit_id, other.unit_id})
        if pair not in told:
            told.add(pair)
            yield rows[unit.name], unit.name, other.name


def near_words(row: int, name: str, other: str) -> str:
    """Return what is said of a row whose name differs from one beside it in accents alone."""
    words = tr("Dòng {n}: “{name}” chỉ khác dấu với “{other}”.")
    return words.format(n=row, name=name, other=other)


def _no_parent(line: UnitLine) -> UnitSheetError:
    return _wrong(line, tr("không có đơn vị “{name}”").format(name=line.parent))


def _wrong(line: UnitLine, why: str) -> UnitSheetError:
    return UnitSheetError(
        tr("Dòng {n}: {why}.").format(n=line.row_number, why=why),
        tr("Sửa dòng đó trong tệp rồi nhập lại; chưa có gì thay đổi."),
    )
