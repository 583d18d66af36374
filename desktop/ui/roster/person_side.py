"""Right on the page of one person: application, checks, discrepancies, history, files."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.campaign.priority import words as priority_words
from desktop.common.i18n import tr, trn
from desktop.intake.leases.words import where_and_when
from desktop.roster.register.views import DiscrepancyView
from desktop.ui import theme
from desktop.ui.roster import person_story as story
from desktop.ui.roster import person_words as words
from desktop.ui.roster.person_file import PersonFile
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.panel import Panel, row, rule
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.tag import Tag


class PersonSide(Panel):
    """Sections under each other; it scrolls by itself, also with the keys.

    Args:
        why_not: why whoever works here may not see reasons of priority; "" when they may.

    Signals:
        priority_wanted: the reasons of priority are to be seen or changed.
    """

    priority_wanted = Signal()

    def __init__(self, why_not: str = "", parent: QWidget | None = None) -> None:
        super().__init__(padded=False, parent=parent)
        self._why_not = why_not
        self._file: PersonFile | None = None
        self._revealed = False
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(tr("Hồ sơ, đối chiếu và lịch sử của người này"))
        self.body.addWidget(self.area)
        self._column: QVBoxLayout | None = None

    def refresh_theme(self) -> None:
        """Keep the fixed width of side panels."""
        super().refresh_theme()
        self.setFixedWidth(theme.current().pick(408, 320))

    def show_file(self, file: PersonFile, *, revealed: bool) -> None:
        """Show a person."""
        self._file, self._revealed = file, revealed
        inner = QWidget()
        inner.setProperty("surface", "none")
        column = self._column = QVBoxLayout(inner)
        side = theme.current().fixed(16, 12)
        column.setContentsMargins(side, 12, side, 12)
        column.setSpacing(3)
        self._application(file)
        self._priority(file)
        self._checks(file)
        if file.lines:
            self._discrepancies(file)
        self._history(file)
        column.addStretch(1)
        old = self.area.takeWidget()
        if old is not None:
            old.deleteLater()
        self.area.setWidget(inner)

    def texts(self) -> list[str]:
        """Return everything that is said, from the top."""
        inner = self.area.widget()
        return [label.text() for label in inner.findChildren(PlainLabel)] if inner else []

    # ------------------------------------------------------------ sections

    def _application(self, file: PersonFile) -> None:
        person = file.dossier.person
        word, kind = words.state_tag(file.record.state if file.record else None)
        if file.record is None and not person.eligible:
            word, kind = tr("Không thuộc diện"), "bad"
        self._title(tr("Hồ sơ đổi thẻ"), Tag(word, kind))
        if not person.eligible:
            self._text(person.reason, role="table_strong")
        elif person.reason:
            self._text(person.reason)
        if file.holder is not None:
            self._text(where_and_when(file.holder), role="table_strong")
        lines = story.record_lines(file.record, file.source)
        for line in lines:
            self._text(line)
        if not lines and person.eligible:
            self._text(tr("Chưa có hồ sơ. Bấm Mở hồ sơ khi người đó đến quầy."))

    def _priority(self, file: PersonFile) -> None:
        self._line()
        found = file.priority
        if found.comes_first:
            self._title(tr("Trường hợp riêng"), Tag(tr("Ưu tiên"), "info", icon="user"))
            self._text(", ".join(priority_words.told(found)))
        else:
            self._title(tr("Trường hợp riêng"))
            self._text(tr("Chưa ghi lý do nào."))
        if file.party_years is not None:
            years = trn("{n} tuổi Đảng", "{n} tuổi Đảng", file.party_years)
            self._text(years.format(n=file.party_years))
        button = OutlineButton(tr("Xem, sửa"), key="F4", small=True)
        button.clicked.connect(self.priority_wanted)
        button.forbid(self._why_not)
        self._add(row(button, 1))

    def _checks(self, file: PersonFile) -> None:
        self._line()
        self._title(tr("Đối chiếu"))
        for found in file.checks:
            word, kind = words.check_tag(found.state)
            told = story.check(found)
            name = PlainLabel(told.title, "table_strong")
            self._add(row(name, 1, Tag(word, kind)))
            for text in told.said:
                self._text(text)
            if told.verdict:
                self._text(told.verdict, color="ink2")

    def _discrepancies(self, file: PersonFile) -> None:
        self._line()
        self._title(tr("Các nguồn ghi khác nhau"))
        for line in file.lines:
            self._discrepancy(line)

    def _discrepancy(self, line: DiscrepancyView) -> None:
        told = story.discrepancy(line, revealed=self._revealed)
        self._text(told.title, role="table_strong")
        for text in told.said:
            self._text(text)
        self._text(told.verdict, color="ink2" if line.decided_by else "warn")

    def _history(self, file: PersonFile) -> None:
        self._line()
        self._title(tr("Lịch sử"))
        for told in story.history(file.dossier, revealed=self._revealed):
            self._text(told.title, role="table_strong")
            for text in told.said:
                self._text(text)
            if told.verdict:
                self._text(told.verdict, color="ink2")

    # ------------------------------------------------------------ pieces

    def _add(self, part: object) -> None:
        assert self._column is not None
        if isinstance(part, QWidget):
            self._column.addWidget(part)
        else:
            self._column.addLayout(part)  # type: ignore[arg-type]  # a layout, the only other kind

    def _line(self) -> None:
        assert self._column is not None
        self._column.addSpacing(6)
        self._add(rule())
        self._column.addSpacing(5)

    def _title(self, text: str, tag: Tag | None = None) -> None:
        title = PlainLabel(text, "section")
        self._add(row(title, 1, tag) if tag is not None else row(title, 1))

    def _text(self, text: str, *, role: theme.Role = "table", color: str = "ink") -> None:
        self._add(PlainLabel(text, role, color, wrap=True))
