"""The long work of the desk, one thing at a time: taking files in, writing answers, reporting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.work import Work
from desktop.province.errors import AnswersKeptError
from desktop.province.views import Received, WrittenAnswer
from desktop.ui.province.context import ProvinceContext
from desktop.ui.province.rows import (
    Line,
    answered_lines,
    answered_title,
    received_lines,
    received_title,
)
from desktop.ui.tasks import Task
from desktop.ui.theme import Kind


@dataclass(frozen=True)
class Result:
    """What was done: a heading, a tag, one sentence, and the lines below it."""

    title: str
    tag: str
    kind: Kind
    lead: str
    lines: Sequence[Line]


class DeskWork(QObject):
    """Runs off the GUI thread; what is asked for while something runs is not begun.

    Args:
        context: what the page was given.
        parent: the page.

    Signals:
        begun (str, bool): why nothing else can be begun, in words; whether it can be stopped.
        progressed (int, int, str): files done, files in all, other words for it.
        ended: whatever the outcome, before it is told.
        done (Result): it was done.
        stopped: it was stopped between two files.
        failed (UserFacingError, bool): it was not done; whether answers wait to be written again.
    """

    begun = Signal(str, bool)
    progressed = Signal(int, int, str)
    ended = Signal()
    done = Signal(object)
    stopped = Signal()
    failed = Signal(object, bool)

    def __init__(self, context: ProvinceContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self._context = context
        self._task: Task | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something runs."""
        return self._task is not None

    def receive(self, paths: Sequence[Path]) -> None:
        """Take in files and whole folders."""
        if self.is_busy:
            return
        receiving, actor = self._context.desk.receiving, self._context.actor

        def run(work: Work) -> Received:
            return receiving.receive(paths, actor=actor, work=work)

        self.begun.emit(tr("Đang nhận tệp."), True)
        self._task = self._context.tasks.run_long(
            run,
            self._received,
            self._not_received,
            on_progress=self.progressed.emit,
            on_cancelled=self._stopped,
        )

    def answer(self, folder: Path, *, again: bool = False) -> None:
        """Accept what is clean and write the answers; `again` writes all that were ever made."""
        if self.is_busy:
            return
        answering, actor = self._context.desk.answering, self._context.actor

        def run(work: Work) -> tuple[WrittenAnswer, ...]:
            del work
            return answering.answer(folder, actor=actor, again=again)

        self.begun.emit(tr("Đang ghi trả lời."), False)
        self._task = self._context.tasks.run_long(
            run, self._answered, self._not_answered, on_cancelled=self._stopped
        )

    def ask_report(self) -> None:
        """Let the person choose where the report goes, and write it."""
        if folder := ask_folder(self._parent, tr("Ghi báo cáo vào")):
            self.report(folder)

    def report(self, folder: Path) -> None:
        """Count, and write the report in every form."""
        if self.is_busy:
            return
        reports = self._context.desk.reports

        def run(work: Work) -> tuple[Path, ...]:
            del work
            return reports.write_all(folder)

        self.begun.emit(tr("Đang lập báo cáo."), False)
        self._task = self._context.tasks.run_long(
            run, self._reported, self._not_received, on_cancelled=self._stopped
        )

    def stop(self) -> None:
        """Stop at the next safe point; every file is taken in whole or not at all."""
        if self._task is not None:
            self._task.work.cancel()

    # ------------------------------------------------------------ outcomes

    def _end(self) -> None:
        self._task = None
        self.ended.emit()

    def _received(self, found: Received) -> None:
        self._end()
        tag: tuple[str, Kind] = (tr("Không có lô"), "neutral")
        if found.refused:
            tag = (tr("Có tệp không nhận"), "bad")
        elif found.taken or found.cards:
            tag = (tr("Đã nhận"), "ok")
        lead, lines = received_title(found), received_lines(found)
        self.done.emit(Result(tr("Vừa nhận"), *tag, lead, lines))

    def _answered(self, written: tuple[WrittenAnswer, ...]) -> None:
        self._end()
        tag: tuple[str, Kind] = (tr("Không có gì mới"), "neutral")
        if written:
            tag = (tr("Đã ghi"), "ok")
        lead, lines = answered_title(written), answered_lines(written)
        self.done.emit(Result(tr("Vừa trả lời"), *tag, lead, lines))

    def _reported(self, paths: tuple[Path, ...]) -> None:
        self._end()
        lines = [Line(tr("Ghi vào {folder}").format(folder=paths[0].parent), strong=True)]
        lines += [Line(path.name) for path in paths]
        lead = tr("Báo cáo để in, bảng tính và dữ liệu, cùng một số liệu.")
        self.done.emit(Result(tr("Báo cáo"), tr("Đã ghi"), "ok", lead, lines))

    def _not_received(self, error: UserFacingError) -> None:
        self._end()
        self.failed.emit(error, False)

    def _not_answered(self, error: UserFacingError) -> None:
        self._end()
        self.failed.emit(error, isinstance(error, AnswersKeptError))

    def _stopped(self) -> None:
        self._end()
        self.stopped.emit()


def ask_files(parent: QWidget, title: str) -> list[Path]:
    """Let the person choose batch files; none when they changed their mind."""
    names, _ = QFileDialog.getOpenFileNames(
        parent,
        title,
        str(Path.home()),
        tr("Lô hồ sơ, tình hình thẻ (*.qtn *.qtc)"),
        options=QFileDialog.Option.DontUseNativeDialog,
    )
    return [Path(name) for name in names]


def ask_folder(parent: QWidget, title: str) -> Path | None:
    """Let the person choose a folder; None when they changed their mind."""
    name = QFileDialog.getExistingDirectory(
        parent,
        title,
        str(Path.home()),
        QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.ShowDirsOnly,
    )
    return Path(name) if name else None
