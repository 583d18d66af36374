"""What left with the last export, or what a batch file turned out to be."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from desktop.batch.views import SendReport, VerifyReport
from desktop.common.clock import show_date, show_time
from desktop.common.i18n import tr
from desktop.ui import theme
from desktop.ui.batch.answers_taker import Taken
from desktop.ui.batch.drives import eject_words
from desktop.ui.batch.rows import check_code, grouped, size_words
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.tag import Tag

_ROWS = 6


class ResultPanel(Panel):
    """Label and value rows with one tag on top."""

    def __init__(self) -> None:
        super().__init__(tr("Kết quả"))
        self.tag = Tag("", "ok")
        self._lead = PlainLabel("", "strong", wrap=True)
        self.head.addWidget(self.tag)
        box = QVBoxLayout()
        box.setSpacing(8)
        box.addWidget(self._lead)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self._pairs: list[tuple[PlainLabel, PlainLabel]] = []
        for number in range(_ROWS):
            label, value = PlainLabel("", "label", "ink2"), PlainLabel("", "body", wrap=True)
            grid.addWidget(label, number, 0)
            grid.addWidget(value, number, 1)
            self._pairs.append((label, value))
        box.addLayout(grid)
        self.body.addLayout(box)

    def _show(self, title: str, lead: str, pairs: list[tuple[str, str]]) -> None:
        """Show a title, a sentence below it if there is one, and the pairs that have a value."""
        self.set_title(title)
        self._lead.setText(lead)
        self._lead.setVisible(bool(lead))
        for number, (label, value) in enumerate(self._pairs):
            name, words = pairs[number] if number < len(pairs) else ("", "")
            label.setText(name)
            value.setText(words)
            label.setVisible(bool(words))
            value.setVisible(bool(words))
        self.show()

    def show_export(self, sent: SendReport, *, is_stick: bool) -> None:
        """Show a batch that left; every file of it was read back and verified.

        Args:
            sent: the batch and its copies.
            is_stick: whether one of the places is a stick, which has to be taken out rightly.
        """
        report = sent.export
        self.tag.set(tr("Đã kiểm"), "ok")
        title = tr("Đã ghi xong {n} hồ sơ và đọc lại đúng.").format(n=grouped(report.records))
        places = ", ".join(str(path.parent) for path in sent.paths)
        words = tr("{file}, {size}, mã kiểm {code}").format(
            file=report.path.name,
            size=size_words(report.size),
            code=check_code(report.file_sha256),
        )
        pairs = [
            (tr("Tệp"), words),
            (tr("Ghi ở"), "" if theme.current().compact else places),
            (tr("Rút USB"), eject_words() if is_stick else ""),
        ]
        lead = tr("Đây là lô ghi dở lần trước, đúng nội dung và số lúc đó.")
        self._show(title, lead if report.was_begun else "", pairs)

    def show_answers(self, taken: Taken) -> None:
        """Show what some answers changed; at least one was applied."""
        sums, (name, last) = taken.sums, taken.reports[-1]
        self.tag.set(tr("Đã nhận"), "ok")
        lead = tr("Đã ghi lời của tỉnh về {n} hồ sơ.").format(n=grouped(sums["applied"]))
        if not sums["applied"]:
            lead = tr("Trả lời này đã nhận trước đây, không có gì đổi.")
        files = grouped(len(taken.reports))
        pairs = [
            (tr("Tệp"), name if len(taken.reports) == 1 else tr("{n} tệp").format(n=files)),
            (tr("Lô số"), grouped(last.sequence) if len(taken.reports) == 1 else ""),
            (tr("Tỉnh nhận"), grouped(sums["accepted"])),
            (tr("Tỉnh trả về"), grouped(sums["rejected"])),
            (tr("Không đổi"), grouped(sums["unchanged"]) if sums["unchanged"] else ""),
        ]
        self._show(tr("Trả lời của tỉnh"), lead, pairs)

    def show_verdict(self, found: tuple[str, VerifyReport]) -> None:
        """Show what can be said of a file, by its name, without its key."""
        name, report = found
        if not report.valid:
            self.tag.set(tr("Chưa đúng"), "bad")
            self._show(tr("Kiểm tra lô"), " ".join(report.texts), [(tr("Tệp"), name)])
            return
        self.tag.set(tr("Nguyên vẹn"), "ok")
        lead = tr("Lô còn nguyên và đúng chữ ký của quầy.")
        when = report.exported_at
        pairs = [
            (tr("Tệp"), name),
            (tr("Quầy"), report.station or ""),
            (tr("Hồ sơ"), grouped(report.records or 0)),
            (tr("Xuất lúc"), f"{show_time(when)} {show_date(when)}" if when else ""),
            (tr("Mã kiểm"), check_code(report.file_sha256 or "")),
        ]
        self._show(tr("Kiểm tra lô"), lead, pairs)
