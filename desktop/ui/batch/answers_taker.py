"""Takes in answer files of the province: chosen with a key or dropped onto the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.batch.answering.errors import AnswerRefusedError
from desktop.batch.answering.service import counted
from desktop.batch.answering.views import AnswerRefusal, AnswerReport
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.work import Work
from desktop.services import Services
from desktop.ui.batch.rows import grouped
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Message

_NO_TRUST = frozenset(
    {AnswerRefusal.NO_PROVINCE, AnswerRefusal.BAD_SIGNATURE, AnswerRefusal.NOT_COMPARED}
)


@dataclass(frozen=True)
class Taken:
    """What became of some files.

    Attributes:
        reports: of those that were applied, with the name of each file.
        refused: of those that were not; an answer that was refused is kept aside.
    """

    reports: tuple[tuple[str, AnswerReport], ...]
    refused: tuple[tuple[str, UserFacingError], ...]

    @property
    def sums(self) -> dict[str, int]:
        """Counts over all applied files."""
        return counted([report for _, report in self.reports])


def _take(services: Services, paths: Sequence[Path], actor: str, work: Work) -> Taken:
    reports: list[tuple[str, AnswerReport]] = []
    refused: list[tuple[str, UserFacingError]] = []
    for number, path in enumerate(paths, start=1):
        try:
            reports.append((path.name, services.answers.apply(path, actor=actor)))
        except UserFacingError as error:
            refused.append((path.name, error))
        work.report(number, len(paths))
    return Taken(tuple(reports), tuple(refused))


class AnswersTaker(QObject):
    """Asks for files and applies them; a file that is refused does not stop the others.

    Args:
        context: what every page has.
        page: the page that owns it.
        folder: tells where the dialog begins.

    Signals:
        taken (Taken): all of them were looked at.
    """

    taken = Signal(object)

    def __init__(self, context: UiContext, page: QWidget, folder: Callable[[], str]) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self._folder = folder
        self.is_taking = False

    def choose(self) -> None:
        """Let a person choose files."""
        names, _ = QFileDialog.getOpenFileNames(
            self._page,
            tr("Nhận trả lời của tỉnh"),
            self._folder(),
            tr("Tệp trả lời (*.qta)"),
            options=QFileDialog.Option.DontUseNativeDialog,
        )
        self.take([Path(name) for name in names])

    def take(self, paths: Sequence[Path]) -> None:
        """Apply files, whole or not at all each."""
        if self.is_taking or not paths:
            return
        self.is_taking = True
        services, actor = self._context.services, self._context.actor
        self._context.tasks.run_long(
            lambda work: _take(services, paths, actor, work), self._done, self._failed
        )

    def _done(self, taken: Taken) -> None:
        self.is_taking = False
        self.taken.emit(taken)

    def _failed(self, error: UserFacingError) -> None:
        self.is_taking = False
        self._context.feedback.error(error)

    # ------------------------------------------------------------ words

    def refusal(self, name: str, error: UserFacingError) -> Message:
        """Return the bar for a file that was not taken."""
        trouble = Message("bad", error.title, error.advice, key=f"answer {name}", code=error.code)
        if not isinstance(error, AnswerRefusedError) or error.refusal not in _NO_TRUST:
            return trouble
        waits = error.refusal is AnswerRefusal.NOT_COMPARED
        return Message(
            "warn" if waits else "bad",
            error.title,
            error.advice
            if waits
            else tr("Tệp được giữ riêng. Cài khóa của tỉnh, rồi nhận lại tệp này."),
            action=tr("Khóa của tỉnh"),
            on_action=self._to_keys,
            key=trouble.key,
            code=trouble.code,
        )

    def to_mend(self, count: int) -> Message:
        """Return the bar that leads to what was sent back."""
        return Message(
            "warn",
            tr("Tỉnh trả về {n} hồ sơ.").format(n=grouped(count)),
            tr("Mỗi hồ sơ mở đúng phần cần sửa, phần còn lại giữ nguyên."),
            action=tr("Xem và sửa"),
            on_action=self._to_sent_back,
            key="to-mend",
        )

    def _to_keys(self) -> None:
        self._context.navigator.show(PageName.PROVINCE_KEYS)

    def _to_sent_back(self) -> None:
        self._context.navigator.show(PageName.SENT_BACK)
