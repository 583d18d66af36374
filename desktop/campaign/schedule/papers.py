"""The papers of cells: printed one by one, or written as files; each time noted in the trail."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from desktop.campaign.precheck import store as lists
from desktop.campaign.priority.store import flagged
from desktop.campaign.schedule import paper_content, rules, store
from desktop.campaign.schedule.errors import NoSuchCellError
from desktop.campaign.schedule.paper_content import CellPaper, Frame
from desktop.campaign.schedule.rules import Slot
from desktop.common.actors import signer
from desktop.common.clock import Clock, local
from desktop.common.files import write_whole
from desktop.common.i18n import tr, vi
from desktop.common.settings import CAMPAIGN_TITLE, LEGAL_BASIS, OFFICE_NAME, OFFICE_UPPER
from desktop.common.text import fold
from desktop.common.work import Work
from desktop.documents.figure_words import dated
from desktop.documents.workbook import write_workbook
from desktop.security import store as trail
from desktop.security.preferences import Preferences
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store


class CellForm(StrEnum):
    """A paper of a cell."""

    NOTICE = "notice"
    INVITATION = "invitation"
    CONFIRMATION = "confirmation"


_MAKERS: dict[CellForm, Callable[[CellPaper, Frame], bytes]] = {
    CellForm.NOTICE: paper_content.notice,
    CellForm.INVITATION: paper_content.invitation,
    CellForm.CONFIRMATION: paper_content.confirmation,
}
_NAMES = {
    CellForm.NOTICE: "thong-bao",
    CellForm.INVITATION: "danh-sach-moi",
    CellForm.CONFIRMATION: "phieu-xac-nhan",
}


class SchedulePapers:
    """Writes what cells are told and asked to sign."""

    def __init__(self, store_: Store, clock: Clock, preferences: Preferences) -> None:
        self._store = store_
        self._clock = clock
        self._preferences = preferences

    def pdfs(self, cell: str, *, actor: str) -> dict[str, bytes]:
        """Return the papers of one cell to be printed, by the name of each.

        A cell without a slot from tomorrow on has only the list to be confirmed.

        Raises:
            NoSuchCellError: nobody of the list is in such a cell.
        """
        with self._store.read() as session:
            slots, done = store.slots(session), store.received(session)
            paper, frame = self._read(session, cell, slots, done), self._frame(session, actor)
        made = {_NAMES[form]: _MAKERS[form](paper, frame) for form in _forms(paper)}
        self._note([paper], "print", actor)
        return made

    def write(
        self, cells: Iterable[str] | None, folder: Path, work: Work, *, actor: str
    ) -> list[Path]:
        """Write papers and a workbook for each cell; return the files.

        Args:
            cells: their names; None for every cell on the list.
            folder: where to; made when it is not there.
            work: told after each cell, and asked whether to go on.
            actor: who writes them.

        Raises:
            NoSuchCellError: nobody of the list is in such a cell; nothing was written.
            InputFileError: the folder cannot be written.
            DiskFullError: there is no room; what was written stays whole.
            CancelledError: somebody asked to stop; what was written stays.
        """
        with self._store.read() as session:
            wanted = list(cells) if cells is not None else lists.cells(session)
            slots = store.slots(session)
            done = store.received(session)
            papers = [self._read(session, cell, slots, done) for cell in wanted]
            frame = self._frame(session, actor)
        written: list[Path] = []
        for number, (stem, paper) in enumerate(_stems(papers)):
            work.report(number, len(papers), tr("Đang ghi giấy tờ"))
            for form in _forms(paper):
                written.append(folder / f"{stem}-{_NAMES[form]}.pdf")
                write_whole(written[-1], _MAKERS[form](paper, frame))
            written.append(folder / f"{stem}.xlsx")
            write_whole(written[-1], _workbook(paper, frame))
        self._note(papers, "files", actor)
        return written

    def _read(
        self, session: Session, cell: str, slots: Iterable[Slot], received: Collection[UUID]
    ) -> CellPaper:
        """Return a cell with its slots ahead; whoever came already is not asked again."""
        people = tuple(lists.listed(session, cell))
        if not people:
            raise NoSuchCellError(cell)
        today = rules.moment_of(self._clock.now())[0]
        awaited = {one.member_id for one in people} - set(received)
        ahead = [
            rules.with_only(slot, awaited)
            for slot in slots
            if slot.cell == cell and slot.day > today
        ]
        kept = tuple(slot for slot in ahead if slot.seats)
        return CellPaper(cell, kept, people, today, flagged(session))

    def _frame(self, session: Session, actor: str) -> Frame:
        text, station = self._preferences.text, trail.station_of(session)
        place = station.commune_name or station.code
        office = text(OFFICE_NAME) or station.name or place
        return Frame(
            office_lines=tuple(one for one in (text(OFFICE_UPPER), office) if one),
            place_date=dated(place, local(self._clock.now())),
            campaign_title=text(CAMPAIGN_TITLE),
            legal_basis=text(LEGAL_BASIS),
            where=office,
            maker=signer(actor),
            practice=station.is_practice,
        )

    def _note(self, papers: list[CellPaper], form: str, actor: str) -> None:
        people = sum(len(paper.people) for paper in papers)
        with self._store.write() as session:
            trail.record(
                session,
                Tag.SCHEDULE_PAPERS_MADE,
                at=self._clock.now(),
                actor=actor,
                detail={"cells": len(papers), "people": people, "form": form},
            )


def _forms(paper: CellPaper) -> tuple[CellForm, ...]:
    return tuple(CellForm) if paper.slots else (CellForm.CONFIRMATION,)


def _stems(papers: Iterable[CellPaper]) -> Iterator[tuple[str, CellPaper]]:
    """Yield the beginning of each cell's file names; two that would be alike get a number."""
    seen: dict[str, int] = {}
    for paper in papers:
        words = "".join(one if one.isalnum() else " " for one in fold(paper.cell)).split()
        stem = "-".join(words)[:60] or "chua-ro-chi-bo"
        seen[stem] = seen.get(stem, 0) + 1
        yield (stem if seen[stem] == 1 else f"{stem}-{seen[stem]}"), paper


def _workbook(paper: CellPaper, frame: Frame) -> bytes:
    heads = [
        frame.office_lines[-1],
        frame.campaign_title,
        vi("Lập: {place_date}").format(place_date=frame.place_date),
    ]
    return write_workbook(heads, paper_content.sheets(paper), decimals=0, practice=frame.practice)
