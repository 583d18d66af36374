"""Beside the register: the chosen station, or what is asked before something is done to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import Signal

from desktop.common.i18n import tr
from desktop.province.key_views import Newcomer
from desktop.province.views import StationRow
from desktop.ui.province.rows import Line
from desktop.ui.province.side_lines import Lines
from desktop.ui.province.spoken import SpokenFingerprint
from desktop.ui.province.station_words import in_force, key_lines, standing, station_facts
from desktop.ui.widgets.fields import FormEntry, TextEdit
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel
from desktop.ui.widgets.spoken_digits import SpokenDigits
from desktop.ui.widgets.tag import Tag


class StationKeySide(SidePanel):
    """The chosen station: how far it is believed, its fingerprint, the history of its keys."""

    def __init__(self) -> None:
        super().__init__(tr("Quầy đang chọn"), width=376, small_width=316)
        self.tag = Tag("", "neutral")
        self.place = PlainLabel("", "strong", wrap=True)
        self.facts, self.history = Lines(), Lines()
        self.lead = PlainLabel(tr("Dãy số của khóa, hai bên đọc cho nhau"), "label", "ink2")
        self.spoken = SpokenFingerprint()
        for part in (self.tag, self.place, self.facts, self.lead, self.spoken, self.history):
            self.inside.addWidget(part)
        self.inside.addStretch(1)
        self.foot_box.hide()

    def show_station(self, row: StationRow | None) -> None:
        """Show a station; who still has to compare must not read the digits off here."""
        self.tag.setVisible(row is not None)
        self.lead.setVisible(row is not None and row.compared)
        self.spoken.set(row.fingerprint if row is not None and row.compared else "")
        if row is None:
            self.set_title(tr("Quầy đang chọn"))
            self.place.setText(tr("Chọn một quầy trong bảng."))
            self.facts.set(())
            self.history.set(())
            return
        self.set_title(tr("Quầy {code}").format(code=row.code))
        self.tag.set(*standing(row))
        self.place.setText(row.commune_name or row.commune_code)
        self.facts.set(station_facts(row))
        self.history.set(key_lines(row))
        self.scroll_up()


class Act(Enum):
    """What is about to be done."""

    ENROL = auto()
    COMPARE = auto()
    REVOKE = auto()


@dataclass(frozen=True)
class Question:
    """What is asked: the digits of a file or of a station, or why a key is revoked."""

    act: Act
    station: str
    file: Path | None = None


class AskSide(SidePanel):
    """One question, and the field in which it is answered.

    The digits of a key are not shown before somebody has typed what the station said: a
    comparison against the screen alone would compare nothing.

    Signals:
        changed: something was typed.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Ghi danh quầy"), width=376, small_width=316)
        self.question: Question | None = None
        self.lead = PlainLabel("", "strong", wrap=True)
        self.lines = Lines()
        self.digits = SpokenDigits()
        self.digits_entry = FormEntry(
            tr("Dãy số quầy đọc"), self.digits, hint=tr("6 nhóm, mỗi nhóm 5 số.")
        )
        self.reason = TextEdit(tr("Lý do thu hồi"))
        self.reason_entry = FormEntry(
            tr("Lý do thu hồi"), self.reason, hint=tr("Ví dụ: máy của quầy bị mất.")
        )
        for part in (self.lead, self.lines, self.digits_entry, self.reason_entry):
            self.inside.addWidget(part)
        self.inside.addStretch(1)
        self.foot_box.hide()
        for field in (self.digits, self.reason):
            field.value_changed.connect(self._typed)

    def ask_newcomer(self, file: Path, found: Newcomer) -> None:
        """Ask for the digits of an enrolment file."""
        self._ask(Question(Act.ENROL, found.station, file), tr("Ghi danh quầy"))
        self.lead.setText(
            tr("Quầy {code} · {commune} ({number})").format(
                code=found.station, commune=found.commune_name, number=found.commune_code
            )
        )
        lines = []
        if found.has_key:
            lines.append(Line(tr("Khóa này đã có trong sổ; gõ dãy số để ghi là đã đối chiếu.")))
        elif found.is_known:
            lines.append(Line(tr("Quầy này đã có trong sổ: đây là khóa mới.")))
            if found.others_in_force:
                lines.append(Line(tr("Khóa cũ vẫn dùng được đến khi anh chị bỏ.")))
        else:
            lines.append(Line(tr("Quầy mới, chưa có trong sổ.")))
        lines.append(Line(_call()))
        self.lines.set(lines)
        self.digits.setFocus()

    def ask_digits(self, row: StationRow) -> None:
        """Ask for the digits of a station that was enrolled without."""
        self._ask(Question(Act.COMPARE, row.code), tr("Đối chiếu qua điện thoại"))
        self.lead.setText(_name(row))
        self.lines.set([Line(_call())])
        self.digits.setFocus()

    def ask_reason(self, row: StationRow) -> None:
        """Ask why the keys of a station are revoked."""
        self._ask(Question(Act.REVOKE, row.code), tr("Thu hồi khóa"))
        self.lead.setText(_name(row))
        words = tr("Từ lúc này tỉnh không nhận lô nào do khóa của quầy ký, kể cả lô ký từ trước.")
        lines = [Line(words), Line(tr("Hồ sơ đã nhận vẫn giữ. Thu hồi rồi không lấy lại được."))]
        if len(in_force(row)) > 1:
            lines.append(Line(tr("Mọi khóa đang dùng của quầy đều bị thu hồi.")))
        self.lines.set(lines)
        self.reason.setFocus()

    def _ask(self, question: Question, title: str) -> None:
        self.question = question
        self.set_title(title)
        is_reason = question.act is Act.REVOKE
        self.digits_entry.setVisible(not is_reason)
        self.reason_entry.setVisible(is_reason)
        self.digits.set_value("")
        self.reason.set_value("")
        self.digits_entry.set_error("")
        self.scroll_up()

    def close_question(self) -> None:
        """Ask nothing any more."""
        self.question = None

    def missing(self) -> str:
        """Return what is still to be typed, "" when nothing is."""
        if self.question is None:
            return ""
        if self.question.act is Act.REVOKE:
            return "" if self.reason.value() else tr("Gõ lý do thu hồi.")
        left = self.digits.remaining()
        return tr("Còn {n} số chưa gõ.").format(n=left) if left else ""

    def say_other_digits(self) -> None:
        """Say that the digits are not those of the key."""
        self.digits_entry.set_error(
            tr("Dãy số khác với khóa. Đọc lại từng nhóm; vẫn khác thì đừng ghi danh.")
        )
        self.digits.setFocus()
        self.digits.selectAll()

    def _typed(self) -> None:
        self.digits_entry.set_error("")
        self.changed.emit()


def _call() -> str:
    return tr("Gọi số điện thoại của quầy mà anh chị đã biết, nhờ đọc dãy số của tệp ghi danh.")


def _name(row: StationRow) -> str:
    return tr("Quầy {code} · {commune}").format(
        code=row.code, commune=row.commune_name or row.commune_code
    )
