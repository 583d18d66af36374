"""What stands around the page: ribbon, header, strips, toasts and the focus ring."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.common.clock import Clock, SystemClock
from desktop.common.i18n import tr
from desktop.ui.context import PageName
from desktop.ui.feedback import Feedback, Message
from desktop.ui.shell.campaign_routes import section_words
from desktop.ui.shell.copy_strip import CopyStanding, CopyStrip
from desktop.ui.shell.laptop_strip import LaptopStrip, Standing
from desktop.ui.shell.province_routes import PROVINCE_TAB_OF, province_tab_words
from desktop.ui.shell.routes import TAB_OF, step_words, tab_words
from desktop.ui.widgets.focus_ring import FocusRing
from desktop.ui.widgets.header import Header, Tab
from desktop.ui.widgets.inline_bar import BarArea
from desktop.ui.widgets.practice_ribbon import PracticeRibbon
from desktop.ui.widgets.section_strip import SectionStrip
from desktop.ui.widgets.step_strip import StepStrip
from desktop.ui.widgets.toast import ToastArea


class WithBars(Protocol):
    """A page that shows bars above its content."""

    @property
    def bars(self) -> BarArea:
        """Where the bars stand."""
        ...


class Furniture(QObject):
    """Made once for each window, after its first picture.

    Args:
        window: the window.
        layout: where the window stacks its parts.
        feedback: what is to be said to the person.
        open_page: gives the page on the screen.

    Signals:
        tab_chosen (PageName): a tab or a page of the open section was asked for.
        settings_requested: `Cài đặt` was pressed.
        lock_requested: `Khóa` was pressed.
        help_requested: `Trợ giúp` was pressed.
        turned: the counter is to be opened anew, in its copy or on its server.
    """

    tab_chosen = Signal(object)
    settings_requested = Signal()
    lock_requested = Signal()
    help_requested = Signal()
    turned = Signal()

    def __init__(
        self,
        window: QWidget,
        layout: QVBoxLayout,
        feedback: Feedback,
        open_page: Callable[[], WithBars | None],
    ) -> None:
        super().__init__(window)
        self._window, self._layout = window, layout
        self._open_page = open_page
        self._place, self._person = "", ""
        self._practice = self._is_province = False
        self._counts: dict[str, int] = {}
        self._standing: Standing | None = None
        self._copy_standing: CopyStanding | None = None
        self._clock: Clock = SystemClock()
        self.header: Header
        self.strip: StepStrip
        self.section: SectionStrip
        self.laptop: LaptopStrip
        self.copy: CopyStrip
        self._ribbon: PracticeRibbon
        self._build()
        self.toasts = ToastArea(window)
        self.toasts.follow(feedback)
        feedback.bar_requested.connect(self._show_bar)
        feedback.bars_cleared.connect(self._clear_bars)
        self.ring = FocusRing(window, below=self.toasts)

    def _build(self) -> None:
        """Make header and strips in the language in force."""
        words = province_tab_words() if self._is_province else tab_words()
        tabs = [Tab(name.value, word) for name, word in words.items()]
        self.header = Header(
            tr("Quầy Tiếp Nhận"),
            tabs,
            station=self._place,
            person=self._person,
            practice=self._practice,
            tools=not self._is_province,
        )
        self.header.set_clock(self._clock)
        self.header.tab_chosen.connect(self._tab)
        self.header.settings_requested.connect(self.settings_requested)
        self.header.lock_requested.connect(self.lock_requested)
        self.header.help_requested.connect(self.help_requested)
        self.strip = StepStrip(step_words())
        self._ribbon = PracticeRibbon()
        self.section = SectionStrip([Tab(n.value, word) for n, word in section_words().items()])
        self.section.chosen.connect(self._tab)
        self.laptop = LaptopStrip()
        self.laptop.show_standing(self._standing)
        self.copy = CopyStrip()
        self.copy.show_standing(self._copy_standing)
        self.copy.turned.connect(self.turned)
        for place, part in enumerate(self._parts()):
            self._layout.insertWidget(place, part)
        self.header.set_counts(self._counts)
        self.header.hide()
        self.strip.hide()
        self.section.hide()
        self.laptop.hide()
        self.copy.hide()
        self._ribbon.setVisible(self._practice)
        self._name_window()

    def translate(self) -> None:
        """Make header, strips and title again, after a change of language."""
        for old in self._parts():
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._build()

    def _parts(self) -> tuple[QWidget, ...]:
        return self._ribbon, self.header, self.laptop, self.copy, self.strip, self.section

    def serve_province(self) -> None:
        """Stand around a provincial desk: its own tabs, and nothing of the counter's."""
        self._is_province = True
        self.translate()

    def set_station(self, place: str, *, practice: bool) -> None:
        """Show where this is; in practice the whole window says so."""
        self._place = place
        if practice != self._practice:
            self._practice = practice
            self.translate()
        self.header.set_station(place)
        self.header.refresh_theme()
        self._name_window()

    def follow(self, clock: Clock) -> None:
        """Show the time of the clock that the counter works by."""
        self._clock = clock
        self.header.set_clock(clock)

    def set_person(self, name: str) -> None:
        """Show who works here."""
        self._person = name
        self.header.set_person(name)

    def set_counts(self, counts: Mapping[PageName, int]) -> None:
        """Show the numbers beside the tabs."""
        self._counts.update({name.value: count for name, count in counts.items()})
        self.header.set_counts(self._counts)

    def show_laptop(self, standing: Standing | None) -> None:
        """Show how a laptop of a mobile team stands; None on every other station."""
        self._standing = standing
        self.laptop.show_standing(standing)
        self.laptop.setVisible(standing is not None and self.header.isVisibleTo(self._window))

    def show_copy(self, standing: CopyStanding | None) -> None:
        """Show how a counter stands to its office's server; None when nobody has to know."""
        self._copy_standing = standing
        self.copy.show_standing(standing)
        self.copy.setVisible(standing is not None and self.header.isVisibleTo(self._window))

    def stand_around(self, name: PageName | None, step: int | None) -> None:
        """Show what belongs to the open page: its tab, its place on the strip."""
        self.header.setVisible(name is not None)
        self._ribbon.setVisible(self._practice and name is None)
        self.laptop.setVisible(name is not None and self._standing is not None)
        self.copy.setVisible(name is not None and self._copy_standing is not None)
        self.strip.setVisible(step is not None)
        here = name is not None and name.value in self.section.entries
        self.section.setVisible(here and self.section.is_needed)
        self.toasts.settle()  # what was done on the last page covers nothing on this one
        if name is not None:
            tab = (PROVINCE_TAB_OF if self._is_province else TAB_OF).get(name)
            self.header.set_current(tab.value if tab else "")
            self.section.set_current(name.value)
        if step is not None:
            self.strip.set_step(step)

    def _name_window(self) -> None:
        parts = [tr("Quầy Tiếp Nhận")]
        if self._place:
            parts.append(self._place)
        if self._practice:
            parts.insert(0, tr("THỰC HÀNH"))
        self._window.setWindowTitle(" – ".join(parts))

    def _tab(self, key: str) -> None:
        # The pressed tab lights up by itself; only an opened page may light one.
        self.tab_chosen.emit(PageName(key))

    def _show_bar(self, message: Message) -> None:
        page = self._open_page()
        if page is not None:
            page.bars.show_message(message)

    def _clear_bars(self, key: str) -> None:
        page = self._open_page()
        if page is not None:
            page.bars.clear(key)
