"""Beside and below the picture of a sheet: pages and papers, what they are, what can be done."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.common.vocabulary import AttachedKind
from desktop.ui import theme
from desktop.ui.photo.page_strip import PageStrip
from desktop.ui.widgets.buttons import FlatButton, OutlineButton
from desktop.ui.widgets.choice_row import ChoiceList
from desktop.ui.widgets.fields import FormEntry, TextEdit
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel


def kind_words() -> dict[AttachedKind, str]:
    """Return what the kinds of papers are called."""
    return {
        AttachedKind.SIGNED_FORM: tr("Đơn đã ký"),
        AttachedKind.SUPPORTING: tr("Giấy tờ khác"),
    }


class PageTools(QWidget):
    """Below the picture: what can be done with the chosen page or paper."""

    def __init__(self) -> None:
        super().__init__()
        self.turn = OutlineButton(tr("Xoay"), key="Ctrl+R", small=True)
        self.look = OutlineButton(tr("Đen trắng"), key="Ctrl+B", small=True)
        self.up = OutlineButton(tr("Lên"), key="Alt+Up", small=True)
        self.down = OutlineButton(tr("Xuống"), key="Alt+Down", small=True)
        self.remove = OutlineButton(tr("Bỏ"), key="Delete", small=True)
        self._buttons = (self.turn, self.look, self.up, self.down, self.remove)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        self._grid.setColumnStretch(len(self._buttons), 1)
        theme.on_change(self.refresh_theme)
        self.refresh_theme()

    def refresh_theme(self) -> None:
        """Stand in two rows where large letters leave no room for one."""
        columns = 3 if theme.current().scale > 1.1 else len(self._buttons)
        for place, button in enumerate(self._buttons):
            self._grid.removeWidget(button)
            self._grid.addWidget(button, place // columns, place % columns)

    def offer(self, *, page: bool, paper: bool, several: bool) -> None:
        """Show what can be done.

        Args:
            page: a page that waits is chosen.
            paper: a bound paper is chosen.
            several: there is more than one page, so their order matters.
        """
        self.turn.setVisible(page)
        self.look.setVisible(page)
        self.up.setVisible(page and several)
        self.down.setVisible(page and several)
        self.remove.setVisible(page or paper)
        self.setVisible(page or paper)


class PapersSide(Panel):
    """The right column of the page of papers.

    Attributes:
        strip: the cards of papers and pages.
        kinds: what the waiting pages will be.
        title_field: what the paper is called, for one that is not the signed form.
        from_file: takes a page from a file.
    """

    def __init__(self) -> None:
        super().__init__(tr("Trang và giấy"))
        self.count = PlainLabel("", "hint", "ink2")
        self.head.addWidget(self.count)
        self.empty = PlainLabel(
            tr("Chưa có trang nào. Mỗi lần bấm Space là một trang; nhiều trang thành một giấy."),
            "body",
            "ink2",
            wrap=True,
        )
        self.strip = PageStrip()
        kinds = [(kind.value, words, "") for kind, words in kind_words().items()]
        self.kinds = ChoiceList(kinds, name=tr("Đây là giấy gì?"))
        self.title_field = FormEntry(tr("Tên giấy"), TextEdit(limit=80))
        self._what = QWidget()
        what = QVBoxLayout(self._what)
        what.setContentsMargins(0, 0, 0, 0)
        what.setSpacing(4)
        self._question = PlainLabel(tr("Đây là giấy gì?"), "strong")
        for part in (self._question, self.kinds, self.title_field):
            what.addWidget(part)
        self.body.addWidget(self.empty)
        self.body.addWidget(self.strip, 1)
        self.body.addWidget(self._what)
        self.from_file = FlatButton(tr("Lấy ảnh từ tệp"), key="Ctrl+O", small=True)
        self.foot.addWidget(self.from_file)
        self.foot.addStretch(1)
        self.kinds.set_value(AttachedKind.SIGNED_FORM.value)
        self.kinds.chosen.connect(self._kind_chosen)
        self.show_binding(pages=0)
        self.refresh_theme()

    @property
    def kind(self) -> AttachedKind:
        """What the waiting pages will be."""
        return AttachedKind(self.kinds.value() or AttachedKind.SIGNED_FORM.value)

    @property
    def title(self) -> str:
        """What the paper is called; empty for the signed form."""
        field = self.title_field.field
        assert isinstance(field, TextEdit)
        return "" if self.kind is AttachedKind.SIGNED_FORM else field.value()

    def begin_paper(self) -> None:
        """Forget name and kind of the paper before."""
        self.kinds.set_value(AttachedKind.SIGNED_FORM.value)
        field = self.title_field.field
        assert isinstance(field, TextEdit)
        field.clear()
        self._kind_chosen("")

    def show_binding(self, *, pages: int) -> None:
        """Ask what the paper is, once there are pages."""
        self._what.setVisible(pages > 0)
        self._kind_chosen("")

    def _kind_chosen(self, code: str) -> None:
        del code
        self.title_field.setVisible(self.kind is AttachedKind.SUPPORTING)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        super().refresh_theme()
        look = theme.current()
        self.setFixedWidth(round(look.fixed(344, 300) * min(look.scale, 1.15)))
        if hasattr(self, "_question"):
            self._question.setVisible(not look.compact)
