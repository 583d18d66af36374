"""Parts of the first-start page: what IT laid down already, and the code to put away."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop.common.i18n import tr, trn
from desktop.ui.security.recovery_papers import RecoveryPapers
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel

_MOST_NAMES = 6  # more would push the action bar off a small screen


@dataclass(frozen=True)
class StationGiven:
    """What the file of this computer says already; fields as in the launch of the shell."""

    commune_code: str
    commune_name: str
    station_code: str
    recovery_file: Path | None
    people: tuple[str, ...]
    provinces: tuple[str, ...]


class GivenPanel(Panel):
    """Who will work here and whose keys are installed, in place of fields nobody has to fill."""

    def __init__(self) -> None:
        super().__init__(tr("Theo tệp cấu hình"))
        self.people = PlainLabel("", "body", "ink", wrap=True)
        self.provinces = PlainLabel("", "body", "ink2", wrap=True)
        self.body.addWidget(self.people)
        self.body.addWidget(self.provinces)
        self.body.addStretch(1)
        self.hide()

    def show_given(self, given: StationGiven) -> None:
        """Show the names, the first few of many."""
        lines = list(given.people[:_MOST_NAMES])
        more = len(given.people) - len(lines)
        if more > 0:
            lines.append(trn("và {n} người nữa", "và {n} người nữa", more).format(n=more))
        self.people.setText("\n".join(lines))
        self.provinces.setText(province_words(given))
        self.provinces.setVisible(bool(given.provinces))
        self.show()


def province_words(given: StationGiven) -> str:
    """Return whose keys will be installed, "" without any."""
    if not given.provinces:
        return ""
    return "\n".join((tr("Khóa của tỉnh:"), *given.provinces))


class CodePanel(Panel):
    """The recovery code once it is made, where it lies, and what to do with the paper."""

    def __init__(self) -> None:
        super().__init__(tr("Mã khôi phục"))
        self.code = PlainLabel("", "title", "ink", wrap=True)
        self.where = PlainLabel("", "body", "ink2", wrap=True)
        self.pins = PlainLabel("", "body", "ink", wrap=True)
        warning = PlainLabel(
            tr(
                "In tờ này ra, niêm phong, cất két; rồi xóa hai tệp khỏi máy. "
                "Ai có mã này và thư mục dữ liệu thì mở được toàn bộ hồ sơ."
            ),
            "body",
            "ink",
            wrap=True,
        )
        for part in (self.code, self.where, self.pins, warning):
            self.body.addWidget(part)
        self.pins.hide()
        self.hide()

    def show_papers(self, papers: RecoveryPapers) -> None:
        """Show the code; PINs nobody knows are shown here only when there is no sheet."""
        self.code.setText(papers.code)
        if papers.sheet is None:
            words = tr("Đã ghi vào {file}.").format(file=papers.file)
        else:
            words = tr("Đã ghi vào {file} và tờ in {sheet}.").format(
                file=papers.file, sheet=papers.sheet
            )
        self.where.setText(words)
        if papers.first_pins and papers.sheet is not None:
            said = tr("Tờ in có mã PIN lần đầu của {n} người; lần vào đầu phải đổi.")
            self.pins.setText(said.format(n=len(papers.first_pins)))
        else:
            self.pins.setText("\n".join(f"{name}: {pin}" for name, pin in papers.first_pins))
        self.pins.setVisible(bool(papers.first_pins))
        self.show()
