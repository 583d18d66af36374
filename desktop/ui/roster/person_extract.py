"""The button that writes everything kept about the person on the screen to a PDF for them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Signal

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.work import Work
from desktop.disclosure.views import Disclosed
from desktop.security.access.permissions import Permission
from desktop.ui.context import UiContext
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.file_question import ask_for_file


class ExtractButton(OutlineButton):
    """Asks for a file and writes the extract; disabled with the reason for whoever may not.

    Args:
        context: what a page may use.
        whose: gives the person on the screen, None for nobody.

    Signals:
        failed (UserFacingError): nothing was written; says what to do.
    """

    failed = Signal(object)

    def __init__(self, context: UiContext, whose: Callable[[], UUID | None]) -> None:
        super().__init__(tr("Trích xuất cho người này"), key="Ctrl+S", icon="file")
        self._context, self._whose = context, whose
        self.clicked.connect(self._choose)

    def fit(self) -> None:
        """Offer it to whoever may."""
        seat = self._context.services.login.seat
        self.set_disabled(seat.why_not(Permission.PERSON_EXPORT))

    def _choose(self) -> None:
        """Ask where to, then write; the proposed name tells nobody whose data it is."""
        member_id = self._whose()
        if member_id is None:
            return
        path = ask_for_file(self, self.label, "trich-xuat-du-lieu.pdf", tr("PDF (*.pdf)"))
        if path is not None:
            self.export(member_id, path.with_suffix(".pdf"))

    def export(self, member_id: UUID, target: Path) -> None:
        """Write the extract of a person to a file."""
        disclosure, actor = self._context.services.disclosure, self._context.actor
        write = partial(disclosure.export, member_id, target, actor=actor)

        def run(work: Work) -> Disclosed:
            del work
            return write()

        self.set_disabled(tr("Đang ghi tệp"))
        self._context.tasks.run_long(run, self._written, self._not_written)

    def _written(self, made: Disclosed) -> None:
        self.fit()
        words = tr("Đã ghi {pages} trang vào {file}; chỉ giao cho chính người có tên.")
        self._context.feedback.toast(words.format(pages=made.pages, file=made.file.name))

    def _not_written(self, error: UserFacingError) -> None:
        self.fit()
        self.failed.emit(error)
