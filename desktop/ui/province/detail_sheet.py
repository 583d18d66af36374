"""The record at hand with one of its doubles beside it; masked numbers shown on demand."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from desktop.common.i18n import tr
from desktop.province.review.views import RecordDetail
from desktop.ui.province.context import ProvinceContext
from desktop.ui.province.record_sheet import RecordSheet
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.one_look import OneLook


class DetailSheet(RecordSheet):
    """A `RecordSheet` with a foot for the next double (T).

    Attributes:
        show_numbers: shows numbers and masks them again (F5); the page puts it beside its title,
            because a foot for it alone would take the room of two lines.
    """

    def __init__(self, context: ProvinceContext) -> None:
        super().__init__()
        self._context = context
        self._found: RecordDetail | None = None
        self._double = 0
        self._look = OneLook(context.tasks, context.feedback, self)
        self.other = OutlineButton("", key="T", small=True)
        self.other.clicked.connect(self._next_double)
        self.show_numbers = OutlineButton(tr("Hiện số"), key="F5", icon="eye", small=True)
        self.show_numbers.clicked.connect(self._toggle_numbers)
        self.foot.addWidget(self.other)
        self.foot.addStretch(1)

    def show_detail(self, found: RecordDetail) -> None:
        """Show a record, and its first double if it has any."""
        self._found, self._double = found, 0
        self._show()

    def _show(self) -> None:
        found = self._found
        if found is None:
            return
        self.show_records(found, *found.doubles[self._double : self._double + 1])
        count = len(found.doubles)
        words = tr("Hồ sơ trùng {n}/{all}, xem hồ sơ kế")
        self.other.setText(words.format(n=self._double + 1, all=count))
        self.other.setVisible(count > 1)
        self.show_foot(shown=count > 1)
        self.show_numbers.setText(tr("Che số") if self.is_revealed else tr("Hiện số"))

    def _next_double(self) -> None:
        if self._found is not None and self._found.doubles:
            self._double = (self._double + 1) % len(self._found.doubles)
            self._show()

    def _keys(self) -> list[UUID]:
        return [one.line.id for one in self._records]

    def _toggle_numbers(self) -> None:
        if self._found is None:
            return
        if self.is_revealed:
            self.reveal(False)
            self._show()
            return
        review, actor = self._context.desk.review, self._context.actor
        keys = self._keys()

        def note() -> None:
            for key in keys:
                review.reveal(key, actor=actor)

        self._look.ask(str(keys), note, partial(self._revealed, keys))

    def _revealed(self, asked: list[UUID]) -> None:
        # Somebody may have gone on meanwhile, also to the next double.
        if asked == self._keys():
            self.reveal(True)
            self._show()
