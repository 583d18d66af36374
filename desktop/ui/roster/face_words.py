"""The words and buttons around one face of the import page."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.common.i18n import tr
from desktop.ui.roster.figures import grouped
from desktop.ui.widgets.buttons import FlatButton, OutlineButton
from desktop.ui.widgets.page import Page


@dataclass(frozen=True)
class FaceWords:
    """What stands around a face.

    Attributes:
        title: the one line on top.
        primary: the verb of the primary button.
        reason: why the primary cannot be pressed now; empty when it can.
        stop: the word on Esc; empty for none.
        saves: whether rows can be written to Excel.
        walks: how many rows can be gone through one by one.
        shows_columns: whether the columns can be looked at.
        undoes: whether what was taken in can be taken back here.
    """

    title: str
    primary: str
    reason: str = ""
    stop: str = ""
    saves: bool = False
    walks: int = 0
    shows_columns: bool = False
    undoes: bool = False


class FaceButtons:
    """The buttons of the page beside its primary; which are there depends on the face.

    Attributes:
        stop: Esc.
        save: rows to mend, as a file.
        undo: take back what was taken in.
        walk: go through the rows with something to see.
        columns: how the columns are understood.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        bar = page.action_bar
        self.stop = bar.add_left(OutlineButton(tr("Thôi"), key="Esc"))
        self.save = bar.add_left(FlatButton(tr("Lưu dòng cần xem ra Excel"), key="Ctrl+S"))
        self.undo = bar.add_left(OutlineButton(tr("Hoàn tác"), key="Ctrl+Z", icon="undo"))
        self.walk = bar.add_right(OutlineButton(tr("Xem lần lượt"), key="Ctrl+Enter"))
        self.columns = OutlineButton(tr("Xem cột đã ghép"), key="Ctrl+G", small=True)
        page.title_row.addWidget(self.columns)

    def show(self, words: FaceWords) -> None:
        """Put the words of a face around it."""
        self._page.title = words.title
        bar = self._page.action_bar
        bar.set_primary(words.primary)
        bar.set_reason(words.reason)
        self.stop.setText(words.stop)
        self.stop.setVisible(bool(words.stop))
        self.save.setVisible(words.saves)
        self.undo.setVisible(words.undoes)
        self.walk.setText(tr("Xem lần lượt {n} dòng").format(n=grouped(words.walks)))
        self.walk.setVisible(words.walks > 0)
        self.columns.setVisible(words.shows_columns)
