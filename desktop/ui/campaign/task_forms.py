"""Beside the tasks: what one says and its way so far, and the forms that change it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from desktop.campaign.tasks.rules import LONGEST
from desktop.campaign.tasks.views import NOTHING, About, TaskStepView, TaskView
from desktop.campaign.tasks.words import KINDS, act_words, kind_words
from desktop.common.clock import show_date, show_time
from desktop.common.dates import parse_date
from desktop.common.duties import TaskKind
from desktop.common.i18n import tr
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.fields import ChoiceEdit, DateEdit, FormEntry, TextEdit
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel

_WIDTH, _SMALL = 344, 284


class TaskSide(SidePanel):
    """The selected task, whole, and its history.

    Attributes:
        person: opens the page of whom it is about.
        give, drop: hand it to somebody else, let it fall.
    """

    def __init__(self) -> None:
        super().__init__(tr("Việc đang chọn"), width=_WIDTH, small_width=_SMALL)
        self.text = PlainLabel("", "section", wrap=True)
        self.about = PlainLabel("", "table", "ink2", wrap=True)
        self.result = PlainLabel("", "table", wrap=True)
        self.person = OutlineButton(tr("Mở trang người này"), key="Ctrl+O", small=True)
        self.give = OutlineButton(tr("Giao lại"), key="Ctrl+G", small=True)
        self.drop = OutlineButton(tr("Bỏ việc"), key="Del", small=True)
        self.past = PlainLabel("", "hint", "ink2", wrap=True)
        parts = (self.text, self.about, self.result, self.person, self.give, self.drop, self.past)
        for part in parts:
            self.inside.addWidget(part)
        self.inside.addStretch(1)
        self.foot_box.hide()

    def show_task(self, task: TaskView | None) -> None:
        """Show a task; its history follows when it has been read."""
        self.past.setText("")
        self.person.setVisible(task is not None and task.about.member_id is not None)
        self.text.setText(task.text if task else tr("Chưa chọn việc nào."))
        self.about.setText(_about(task) if task else "")
        self.result.setText(tr("Kết quả: {result}").format(result=task.result) if task else "")
        self.result.setVisible(bool(task and task.result))
        self.about.setVisible(task is not None)

    def show_history(self, steps: tuple[TaskStepView, ...]) -> None:
        """Show what was done to the task, the latest first."""
        lines = []
        for one in reversed(steps):
            when = f"{show_time(one.at)} {show_date(one.at)}"
            said = act_words(one.act, one.owner, one.deadline)
            note = f": {one.note}" if one.note else ""
            lines.append(f"{when}, {one.by}\n{said}{note}")
        self.past.setText("\n\n".join(lines))


def _about(task: TaskView) -> str:
    parts = [kind_words(task.kind)]
    if task.about.words:
        parts.append(task.about.words)
    parts.append(tr("Người làm: {who}").format(who=task.owner))
    parts.append(tr("Hạn: {day}").format(day=f"{task.deadline:%d/%m/%Y}"))
    return "\n".join(parts)


def _day_field(today: date) -> DateEdit:
    return DateEdit(latest_year=today.year + 1)


def _iso(field: DateEdit) -> str:
    day = field.value()
    return day.iso if day else ""


def _show_day(field: DateEdit, day: date) -> None:
    field.set_value(parse_date(f"{day:%d/%m/%Y}", latest_year=day.year))


class NewTaskSide(SidePanel):
    """A new task: what, about whom, by whom, by when.

    Args:
        today: the deadline it is first offered with.
    """

    def __init__(self, today: date) -> None:
        super().__init__(tr("Việc mới"), width=_WIDTH, small_width=_SMALL)
        self._about = NOTHING
        self.text = TextEdit(limit=LONGEST)
        self.kind = ChoiceEdit([(one.value, kind_words(one)) for one in KINDS])
        self.about = TextEdit()
        self.owner = ChoiceEdit([])
        self.deadline = _day_field(today)
        hint = tr("Tên không dấu, 4 số cuối, chi bộ hoặc số biên nhận.")
        self.inside.addWidget(FormEntry(tr("Làm gì"), self.text))
        self.inside.addWidget(FormEntry(tr("Loại việc"), self.kind))
        self.inside.addWidget(FormEntry(tr("Về ai"), self.about, optional=True, hint=hint))
        self.inside.addWidget(FormEntry(tr("Người làm"), self.owner))
        self.inside.addWidget(FormEntry(tr("Hạn"), self.deadline))
        self.inside.addStretch(1)
        self.foot_box.hide()

    def ask(
        self, people: Mapping[UUID, str], mine: str, today: date, about: About = NOTHING
    ) -> None:
        """Ask for a new task; whoever asks is offered as the one who does it.

        Args:
            people: who can be given it.
            mine: who asks.
            today: the deadline it is first offered with.
            about: whom it is about, if that is known already.
        """
        self._about = about
        self.owner.set_choices([(str(key), name) for key, name in people.items()])
        self.owner.set_value(next((str(key) for key, name in people.items() if name == mine), ""))
        self.text.set_value("")
        self.kind.set_value(TaskKind.OTHER.value)
        self.about.set_value(about.words)
        _show_day(self.deadline, today)
        self.text.setFocus()

    @property
    def known_about(self) -> About | None:
        """Whom it is about as it was asked for; None once somebody typed something else."""
        said = self.about.value() == self._about.words
        return self._about if said and self._about != NOTHING else None

    @property
    def deadline_iso(self) -> str:
        """ISO day, "" when it is none."""
        return _iso(self.deadline)


class EndTaskSide(SidePanel):
    """What came of a task, or why it is let fall."""

    def __init__(self) -> None:
        super().__init__(tr("Kết quả"), width=_WIDTH, small_width=_SMALL)
        self.task = PlainLabel("", "strong", wrap=True)
        self.result = TextEdit(limit=LONGEST)
        self._entry = FormEntry(tr("Kết quả"), self.result)
        self.inside.addWidget(self.task)
        self.inside.addWidget(self._entry)
        self.inside.addStretch(1)
        self.foot_box.hide()

    def ask(self, task: TaskView, *, done: bool) -> None:
        """Ask about one task."""
        words = tr("Đã làm gì") if done else tr("Vì sao bỏ")
        self.set_title(tr("Ghi kết quả") if done else tr("Bỏ việc"))
        self._entry.label.setText(words)
        self.result.setAccessibleName(words)
        self.task.setText(task.text)
        self.result.set_value("")
        self.result.setFocus()


class GiveTaskSide(SidePanel):
    """Who does it from now on, and by when.

    Args:
        today: decides which years make sense.
    """

    def __init__(self, today: date) -> None:
        super().__init__(tr("Giao lại"), width=_WIDTH, small_width=_SMALL)
        self.task = PlainLabel("", "strong", wrap=True)
        self.owner = ChoiceEdit([])
        self.deadline = _day_field(today)
        self.note = TextEdit(limit=LONGEST)
        self.inside.addWidget(self.task)
        self.inside.addWidget(FormEntry(tr("Người làm"), self.owner))
        self.inside.addWidget(FormEntry(tr("Hạn"), self.deadline))
        self.inside.addWidget(FormEntry(tr("Vì sao"), self.note, optional=True))
        self.inside.addStretch(1)
        self.foot_box.hide()

    def ask(self, task: TaskView, people: Mapping[UUID, str], today: date) -> None:
        """Ask about one task; a deadline that is over is offered as today."""
        self.task.setText(task.text)
        self.owner.set_choices([(str(key), name) for key, name in people.items()])
        self.owner.set_value(str(task.owner_id))
        _show_day(self.deadline, max(task.deadline, today))
        self.note.set_value("")
        self.owner.setFocus()

    @property
    def deadline_iso(self) -> str:
        """ISO day, "" when it is none."""
        return _iso(self.deadline)
