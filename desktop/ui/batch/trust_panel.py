"""Comparing digits on the phone: those of a key that came, those of this station's enrolment."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal

from desktop.batch.trust.service import EnrolmentFile, ProvinceView
from desktop.common.i18n import tr
from desktop.ui.widgets.fields import FormEntry
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel
from desktop.ui.widgets.spoken_digits import SpokenDigits


class TrustPanel(SidePanel):
    """What to do next, in words; the digits to type or to read out.

    The digits of a key file are not shown before somebody has typed what the province said: a
    comparison against the screen alone would compare nothing.

    Attributes:
        file: the key file whose digits are asked for, if it is one.
        key: the installed key whose digits are asked for, if it is one.

    Signals:
        changed: another file or key, or another digit.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Đối chiếu qua điện thoại"), width=376, small_width=300)
        self.file: Path | None = None
        self.key: ProvinceView | None = None
        self.lead = PlainLabel("", "strong", wrap=True)
        self.text = PlainLabel("", "body", "ink2", wrap=True)
        self.ways = [PlainLabel("", "body", "ink2", wrap=True) for _ in range(3)]
        self.spoken = [PlainLabel("", "section") for _ in range(2)]
        self.digits = SpokenDigits()
        self.entry = FormEntry(
            tr("Dãy số bàn tỉnh đọc"), self.digits, hint=tr("6 nhóm, mỗi nhóm 5 số.")
        )
        self.digits.value_changed.connect(self._typed)
        for part in (self.lead, self.text, *self.ways, *self.spoken, self.entry):
            self.inside.addWidget(part)
        self.inside.addStretch(1)
        self.foot_box.hide()
        self.ask(None)

    @property
    def is_asking(self) -> bool:
        """Whether digits are asked for."""
        return self.file is not None or self.key is not None

    def ask(self, file: Path | None, key: ProvinceView | None = None) -> None:
        """Ask for the digits of a file or an installed key; without both say how it goes."""
        self.file, self.key = file, key
        self.digits.set_value("")
        self.entry.set_error("")
        self._speak("")
        self.entry.setVisible(self.is_asking)
        if not self.is_asking:
            self.lead.setText(tr("Tỉnh ký, quầy mới tin."))
            self._say(
                tr("Làm một lần, theo thứ tự:"),
                tr("1. Ghi tệp ghi danh, gửi bàn tỉnh, đọc cho họ dãy số hiện ra."),
                tr("2. Chọn tệp khóa tỉnh gửi (.qtp), gõ dãy số họ đọc."),
                tr("3. Từ đó quầy nhận được trả lời do tỉnh ký."),
            )
        else:
            self.lead.setText(file.name if file else key.name if key else "")
            self._say(tr("Gọi số điện thoại bàn tỉnh mà anh chị đã biết, nhờ đọc dãy số của khóa."))
        self.changed.emit()

    def show_enrolment(self, made: EnrolmentFile) -> None:
        """Show the digits that the province has to hear."""
        self.lead.setText(tr("Đã ghi {file}.").format(file=made.path.name))
        self._say(tr("Gửi tệp cho bàn tỉnh, rồi gọi điện và đọc dãy số này:"))
        self._speak(made.fingerprint)

    def _say(self, lead: str, *ways: str) -> None:
        self.text.setText(lead)
        for number, label in enumerate(self.ways):
            label.setText(ways[number] if number < len(ways) else "")
            label.setVisible(number < len(ways))

    def _speak(self, digits: str) -> None:
        """Show the digits in two lines of three groups, as they are read out."""
        groups = digits.split()
        for label, part in zip(self.spoken, (groups[:3], groups[3:]), strict=True):
            label.setText(" ".join(part))
            label.setVisible(bool(part))

    @property
    def spoken_digits(self) -> str:
        """The digits that are shown to be read out, "" when there are none."""
        return " ".join(label.text() for label in self.spoken).strip()

    def say_other_digits(self) -> None:
        """Say that the digits are not those of the file."""
        self.entry.set_error(
            tr("Dãy số khác với khóa trong tệp. Đọc lại từng nhóm; vẫn khác thì đừng dùng tệp này.")
        )
        self.digits.setFocus()
        self.digits.selectAll()

    def _typed(self) -> None:
        self.entry.set_error("")
        self.changed.emit()
