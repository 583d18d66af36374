"""The first start: which counter this is, who works here, where the recovery code goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QWidget

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.ui import theme
from desktop.ui.feedback import Message
from desktop.ui.security.first_start_parts import (
    CodePanel,
    GivenPanel,
    StationGiven,
    province_words,
)
from desktop.ui.security.front import FrontPage
from desktop.ui.security.new_operator import NewOperatorFields
from desktop.ui.security.recovery_papers import RecoveryPapers, save_papers
from desktop.ui.tasks import TaskRunner
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.fields import DigitsEdit, FormEntry, TextEdit
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel

_BAR = "first-start"


@dataclass(frozen=True)
class StationAnswers:
    """What was answered; the shell makes a profile of it."""

    commune_code: str
    commune_name: str
    station_code: str
    recovery_file: Path
    operator_name: str
    operator_pin: str


class FirstStartPage(FrontPage):
    """Asks once, makes the profile in a worker, shows the recovery code, goes on.

    Args:
        create: makes the profile; runs off the GUI thread; raises UserFacingError; returns (name,
            PIN) of people whose PIN the program made.
        tasks: the way off the GUI thread.

    Signals:
        created: the profile is there and the code was seen.
        restore_wanted: this counter was on another machine before.
    """

    created = Signal()
    restore_wanted = Signal()

    def __init__(
        self, create: Callable[[StationAnswers], tuple[tuple[str, str], ...]], tasks: TaskRunner
    ) -> None:
        super().__init__(tr("Lập quầy mới trên máy này"))
        self._create, self._tasks = create, tasks
        self._done: RecoveryPapers | None = None
        self._named_by_us = ""
        self._asks_person = True
        # Beside the title: a line of its own would make a small screen scroll.
        self._lead = PlainLabel(
            tr("Chỉ làm một lần. Dữ liệu được mã hóa ngay từ đầu."), "label", "ink2"
        )
        self.title_row.addWidget(self._lead)
        self._form = self._make_form()
        self.content.addWidget(self._form)
        self._code_panel = CodePanel()
        self._code = self._code_panel.code
        self.content.addWidget(self._code_panel)
        self.content.addStretch(1)
        leave = self.action_bar.add_left(OutlineButton(tr("Thoát")))
        leave.clicked.connect(self._leave_program)
        self.restore = self.action_bar.add_right(
            OutlineButton(tr("Khôi phục từ bản sao"), key="Ctrl+B", icon="usb")
        )
        self.restore.clicked.connect(self.restore_wanted)
        self.action_bar.set_primary(tr("Lập quầy"), self._go)

    def _make_form(self) -> QWidget:
        form = QWidget()
        grid = QGridLayout(form)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.current().fixed(16, 12))
        self._place = place = Panel(tr("Quầy"))
        self.commune_code = DigitsEdit(length=5)
        self.commune_name = TextEdit(limit=120)
        self.station_code = TextEdit(upper=True, limit=6)
        self._code_entry = FormEntry(tr("Mã xã"), self.commune_code, hint=tr("5 chữ số"))
        self._name_entry = FormEntry(tr("Tên xã, phường"), self.commune_name)
        self._station_entry = FormEntry(
            tr("Mã quầy"), self.station_code, hint=tr("2 đến 6 chữ hoa hoặc số, như TN01")
        )
        codes = QHBoxLayout()
        codes.setSpacing(16)
        codes.addWidget(self._code_entry, 1)
        codes.addWidget(self._station_entry, 1)
        place.body.addLayout(codes)
        place.body.addWidget(self._name_entry)
        place.body.addStretch(1)
        self._person = person = Panel(tr("Người dùng đầu tiên"))
        self.operator = NewOperatorFields()
        person.body.addWidget(self.operator)
        person.body.addStretch(1)
        self._given = GivenPanel()
        grid.addWidget(place, 0, 0)
        grid.addWidget(person, 0, 1)
        grid.addWidget(self._given, 0, 1)
        grid.addWidget(self._make_recovery(), 1, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.station_code.value_changed.connect(self._suggest_file)
        self._suggest_file()
        return form

    def _make_recovery(self) -> QWidget:
        panel = Panel()
        self.recovery = TextEdit(limit=400)
        self._recovery_entry = FormEntry(
            tr("Nơi ghi tệp mã khôi phục"),
            self.recovery,
            hint=tr("Nên ghi ra USB. Mất máy thì chỉ còn mã này mở được dữ liệu."),
        )
        choose = OutlineButton(tr("Chọn nơi ghi"), key="Ctrl+O")
        choose.clicked.connect(self._choose)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._recovery_entry, 1)
        line.addWidget(choose)
        panel.body.addLayout(line)
        return panel

    def begin_with(self, given: StationGiven) -> None:
        """Fill in what IT laid down; only what is missing is left to be asked."""
        self._lead.setText(tr("Đã điền theo tệp cấu hình của máy. Xem lại rồi lập quầy."))
        self.commune_code.set_value(given.commune_code)
        self.commune_name.set_value(given.commune_name)
        self.station_code.set_value(given.station_code)
        if given.recovery_file is not None:
            self.recovery.set_value(str(given.recovery_file))
        if given.people:
            self._asks_person = False
            self._person.hide()
            self._given.show_given(given)
        elif given.provinces:
            self._name_entry.set_hint(province_words(given))

    def enter(self) -> None:
        """Start with the first thing that is missing."""
        super().enter()
        asked: list[DigitsEdit | TextEdit] = [self.commune_code, self.station_code]
        if self._asks_person:
            asked.append(self.operator.name)
        missing = next((field for field in asked if not field.value()), None)
        if missing is not None:
            missing.setFocus()
        elif self.action_bar.primary is not None:
            self.action_bar.primary.setFocus()

    def _suggest_file(self) -> None:
        """Propose a name until somebody writes another one."""
        if self.recovery.text() not in {"", self._named_by_us}:
            return
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(QStandardPaths.writableLocation(documents) or Path.home())
        code = self.station_code.value() or "quay"
        self._named_by_us = str(folder / f"ma-khoi-phuc-{code}.txt")
        self.recovery.set_value(self._named_by_us)

    def _choose(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self,
            tr("Nơi ghi tệp mã khôi phục"),
            self.recovery.value(),
            tr("Tệp chữ (*.txt)"),
            options=QFileDialog.Option.DontUseNativeDialog
            | QFileDialog.Option.DontConfirmOverwrite,
        )
        if name:
            self.recovery.set_value(name if name.endswith(".txt") else f"{name}.txt")

    # ------------------------------------------------------------ making

    def _answers(self) -> StationAnswers | None:
        problems = (
            (
                self._code_entry,
                "" if len(self.commune_code.value()) == 5 else tr("Mã xã phải có đủ 5 chữ số."),
            ),
            (
                self._station_entry,
                ""
                if 2 <= len(self.station_code.value()) <= 6
                else tr("Mã quầy có 2 đến 6 chữ hoa không dấu hoặc chữ số."),
            ),
            (
                self._recovery_entry,
                "" if self.recovery.value() else tr("Ghi nơi cất tệp mã khôi phục."),
            ),
        )
        for entry, words in problems:
            entry.set_error(words)
        wrong = next((entry for entry, words in problems if words), None)
        if wrong is not None:
            wrong.field.setFocus()
            return None
        if self._asks_person and not self.operator.check():
            return None
        return StationAnswers(
            commune_code=self.commune_code.value(),
            commune_name=self.commune_name.value(),
            station_code=self.station_code.value(),
            recovery_file=Path(self.recovery.value()),
            operator_name=self.operator.name.value(),
            operator_pin=self.operator.pin.value(),
        )

    def _go(self) -> None:
        if self._done is not None:
            self.created.emit()
            return
        answers = self._answers()
        if answers is None:
            return
        self.bars.clear(_BAR)
        self.action_bar.set_reason(tr("Đang lập quầy…"))
        create = self._create

        def make() -> RecoveryPapers:
            pins = create(answers)
            return save_papers(
                answers.recovery_file,
                station=answers.station_code,
                commune_code=answers.commune_code,
                commune_name=answers.commune_name,
                first_pins=pins,
            )

        self._tasks.change(make, self._made, self._failed)

    def _made(self, papers: RecoveryPapers) -> None:
        self._done = papers
        self.operator.clear()
        self.action_bar.set_reason("")
        self.title = tr("Cất mã khôi phục")
        self._lead.hide()
        self._form.hide()
        self.restore.hide()
        self._code_panel.show_papers(papers)
        primary = self.action_bar.set_primary(tr("Đã cất mã, vào quầy"))
        # Entered anew, so that one Enter too many does not skip the code.
        super().enter()
        primary.setFocus()

    def _failed(self, error: UserFacingError) -> None:
        self.action_bar.set_reason("")
        self.bars.show_message(Message("bad", error.title, error.advice, key=_BAR, code=error.code))

    def _leave_program(self) -> None:
        self.window().close()
