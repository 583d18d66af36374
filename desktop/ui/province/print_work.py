"""The long work of the printing page, one thing at a time: lists out, results in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.work import Work
from desktop.province.printing.views import CardFile, ResultReport, WrittenTransfer
from desktop.ui.province.context import ProvinceContext
from desktop.ui.province.print_side import Wanted
from desktop.ui.province.print_words import taken_words, told_words, written_words
from desktop.ui.tasks import Task

Looked = tuple[Path, ResultReport]


class PrintWork(QObject):
    """Runs off the GUI thread; what is asked for while something runs is not begun.

    Args:
        context: what the page was given.
        parent: the page.

    Signals:
        busy (str): why nothing else can be begun, in words; "" when it can again.
        looked (Path, ResultReport): what a result would bring.
        done (Done): something was done.
        failed (UserFacingError): it was not done.
    """

    busy = Signal(str)
    looked = Signal(object)
    done = Signal(object)
    failed = Signal(object)

    def __init__(self, context: ProvinceContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._task: Task | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something runs."""
        return self._task is not None

    def write(self, wanted: Wanted, folder: Path) -> None:
        """Make the next list for the printing office, or write an older one again."""
        transfers, actor = self._context.desk.printing.transfers, self._context.actor

        def run(work: Work) -> WrittenTransfer | None:
            del work
            if wanted.number:
                return transfers.again(wanted.number, folder, actor=actor, clear=wanted.clear)
            return transfers.transfer(
                folder, actor=actor, list_format=wanted.list_format, clear=wanted.clear
            )

        self._run(tr("Đang ghi danh sách chuyển in."), run, self._written)

    def look(self, path: Path) -> None:
        """Read a result of the printing office; nothing is written."""
        results = self._context.desk.printing.results

        def run(work: Work) -> Looked:
            del work
            return path, results.preview(path)

        self._run(tr("Đang đọc tệp."), run, self._looked)

    def take(self, path: Path) -> None:
        """Take a result in."""
        results, actor = self._context.desk.printing.results, self._context.actor

        def run(work: Work) -> ResultReport:
            del work
            return results.take(path, actor=actor)

        self._run(tr("Đang ghi kết quả in."), run, self._taken)

    def tell(self, folder: Path) -> None:
        """Write for each station the list of its cards."""
        cards, actor = self._context.desk.printing.cards, self._context.actor

        def run(work: Work) -> tuple[CardFile, ...]:
            del work
            return cards.write(folder, actor=actor)

        self._run(tr("Đang ghi danh sách thẻ."), run, self._told)

    # ------------------------------------------------------------ outcomes

    def _run(self, words: str, run: Callable[[Work], object], done: Callable[..., object]) -> None:
        if self.is_busy:
            return
        self.busy.emit(words)
        self._task = self._context.tasks.run_long(run, done, self._failed)

    def _end(self) -> None:
        self._task = None
        self.busy.emit("")

    def _written(self, made: WrittenTransfer | None) -> None:
        self._end()
        self.done.emit(written_words(made))

    def _looked(self, found: Looked) -> None:
        self._end()
        self.looked.emit(found)

    def _taken(self, report: ResultReport) -> None:
        self._end()
        self.done.emit(taken_words(report))

    def _told(self, files: tuple[CardFile, ...]) -> None:
        self._end()
        self.done.emit(told_words(files))

    def _failed(self, error: UserFacingError) -> None:
        self._end()
        self.failed.emit(error)
