"""One batch to several places at once: exported to the first, copied to the others.

What goes wrong at one place stops no other. Only when no place can take the batch does the export
fail, and then nothing was marked.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from desktop.batch.choosing.rules import EVERYTHING, Choice
from desktop.batch.copies import CopiesService
from desktop.batch.errors import FileTakenError, StoppedCopyError
from desktop.batch.handover import HandoverService
from desktop.batch.service import BatchService
from desktop.batch.targets import flush_drive
from desktop.batch.views import AgainReport, CopyReport, ExportReport, SendReport
from desktop.common.errors import DiskFullError, InputFileError, UserFacingError
from desktop.common.i18n import tr
from desktop.common.work import CancelledError, Work

Trouble = tuple[Path, UserFacingError]

_OF_THE_PLACE = (InputFileError, DiskFullError, FileTakenError)
"""What is wrong with one place only; anything else would fail at the others too."""


class SendingService:
    """Exports with the hand-over sheet beside every file.

    Args:
        batch: writes and marks.
        copies: copies what was written.
        handover: makes the sheet.
    """

    def __init__(
        self, batch: BatchService, copies: CopiesService, handover: HandoverService
    ) -> None:
        self._batch = batch
        self._copies = copies
        self._handover = handover

    def send(
        self,
        folders: Sequence[Path],
        *,
        actor: str,
        choice: Choice = EVERYTHING,
        work: Work | None = None,
    ) -> SendReport:
        """Export the chosen records to every folder, in this order.

        Args:
            folders: at least one place.
            actor: who asked for it.
            choice: which of the waiting records leave.
            work: hears of progress. Cancelled before the batch is marked, nothing is left behind;
                afterwards only the copies that are still missing are left out.

        Raises:
            UserFacingError: as `BatchService.export`; nothing was marked.
            CancelledError: the work was cancelled before anything was marked.
        """
        work = work or Work()
        export, rest, troubles = self._exported(folders, actor, choice, work)
        copies: list[CopyReport] = []
        for folder in rest:
            try:
                # Copying has its own progress; its text names the place.
                part = _named(work, folder)
                copy = self._copies.copy_file(
                    export.batch_id, export.path, folder, actor=actor, work=part
                )
            except UserFacingError as error:
                troubles.append((folder, error))
            except CancelledError:
                troubles.append((folder, StoppedCopyError()))
            else:
                copies.append(copy)
                self._sheet(export, copy.path)
        sheet = self._sheet(export, export.path)
        for path in (export.path, *(copy.path for copy in copies)):
            flush_drive(path.parent)
        return SendReport(replace(export, handover_pdf=sheet), tuple(copies), tuple(troubles))

    def send_again(
        self,
        batch_id: UUID,
        folders: Sequence[Path],
        *,
        actor: str,
        work: Work | None = None,
    ) -> AgainReport:
        """Write a batch again to every folder: sealed once, then copied and read back.

        Args:
            batch_id: which batch.
            folders: at least one place.
            actor: who asked for it.
            work: hears of progress; cancelled, only whole copies stay.

        Raises:
            UserFacingError: no place could take it; nothing was written.
            CancelledError: the work was cancelled before the first copy was there.
        """
        work, copies, troubles = work or Work(), list[CopyReport](), list[Trouble]()
        for folder in folders:
            part = _named(work, folder)
            try:
                if copies:
                    first = copies[0]
                    copy = self._copies.copy_file(
                        batch_id,
                        first.path,
                        folder,
                        actor=actor,
                        work=part,
                        file_sha256=first.file_sha256,
                    )
                else:
                    copy = self._copies.write_again(batch_id, folder, actor=actor, work=part)
            except _OF_THE_PLACE as error:
                troubles.append((folder, error))
            except CancelledError:
                if not copies:
                    raise
                troubles.append((folder, StoppedCopyError()))
            else:
                copies.append(copy)
        if not copies:
            raise troubles[0][1]
        for copy in copies:
            flush_drive(copy.path.parent)
        return AgainReport(tuple(copies), tuple(troubles))

    def _exported(
        self, folders: Sequence[Path], actor: str, choice: Choice, work: Work
    ) -> tuple[ExportReport, Sequence[Path], list[Trouble]]:
        """Export to the first place that can take it; return the places that are left."""
        troubles: list[Trouble] = []
        for number, folder in enumerate(folders, start=1):
            try:
                report = self._batch.export(folder, actor=actor, choice=choice, work=work)
            except _OF_THE_PLACE as error:
                troubles.append((folder, error))
            else:
                return report, folders[number:], troubles
        raise troubles[0][1]

    def _sheet(self, export: ExportReport, path: Path) -> Path | None:
        # The batch is safe and counted; its sheet can still be printed from the list.
        with suppress(UserFacingError):
            return self._handover.write_beside(export.batch_id, path)
        return None


def _named(work: Work, folder: Path) -> Work:
    """Return work whose progress names the place; cancelling the one cancels the other."""
    words = tr("chép sang {folder}").format(folder=folder.name or str(folder))
    return Work(lambda done, total, _text: work.report(done, total, words))
