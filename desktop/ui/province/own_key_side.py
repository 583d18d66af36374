"""Beside the province's keys: what to read out on the phone, or what a change of keys means."""

from __future__ import annotations

from enum import Enum, auto

from desktop.batch.trust.documents import Escrow
from desktop.common.i18n import tr
from desktop.province.key_views import OwnKey
from desktop.province.registry.keys import KeyFile
from desktop.ui.province.rows import Line
from desktop.ui.province.side_lines import Lines
from desktop.ui.province.spoken import SpokenFingerprint
from desktop.ui.roster.person_words import moment
from desktop.ui.widgets.fields import FormEntry, TextEdit
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel


class Asked(Enum):
    """What is about to be done."""

    ROTATION = auto()
    ESCROW = auto()


class OwnKeySide(SidePanel):
    """The fingerprint of the chosen key in digits and words, and what the key is for."""

    def __init__(self) -> None:
        super().__init__(tr("Khóa đang chọn"), width=376, small_width=316)
        self.asked: Asked | None = None
        self.lead = PlainLabel("", "strong", wrap=True)
        self.spoken = SpokenFingerprint()
        self.lines = Lines()
        self.escrow = TextEdit(tr("Khóa công khai dự phòng"))
        self.escrow_entry = FormEntry(
            tr("Khóa công khai dự phòng"),
            self.escrow,
            hint=tr("Bắt đầu bằng age1; để trống thì bỏ."),
        )
        for part in (self.lead, self.spoken, self.lines, self.escrow_entry):
            self.inside.addWidget(part)
        self.inside.addStretch(1)
        self.foot_box.hide()
        self.close_question()

    @property
    def is_asking(self) -> bool:
        """Whether a question stands."""
        return self.asked is not None

    def show_key(self, row: OwnKey | None) -> None:
        """Show a key; a question that stands is not put away by it."""
        if self.is_asking or row is None:
            return
        self.set_title(tr("Khóa {number}").format(number=row.certificate_sha256[:8]))
        self.spoken.set(row.fingerprint)
        if row.signs:
            self.lead.setText(tr("Đọc dãy số này cho quầy qua điện thoại"))
            words = [
                tr("Quầy gõ dãy số vào máy; khớp thì quầy mới tin khóa này."),
                tr("Khóa này ký mọi tệp trả lời và mở các lô quầy gửi."),
            ]
        else:
            self.lead.setText(tr("Khóa cũ, vẫn giữ"))
            words = [tr("Không ký nữa. Lô quầy niêm phong bằng khóa này vẫn mở được.")]
        self.lines.set([Line(text) for text in words])
        self.scroll_up()

    def show_written(self, made: KeyFile) -> None:
        """Say where the key file lies; its digits stay in sight."""
        self.set_title(tr("Đã ghi tệp khóa"))
        self.lead.setText(made.path.name)
        self.spoken.set(made.fingerprint)
        folder = tr("Ghi vào {folder}").format(folder=made.path.parent)
        words = tr("Gửi tệp cho các quầy, rồi gọi điện và đọc dãy số trên.")
        self.lines.set([Line(folder), Line(words)])
        self.scroll_up()

    def ask_rotation(self) -> None:
        """Say what a change of keys means before it is made."""
        self.asked = Asked.ROTATION
        self.set_title(tr("Đổi khóa"))
        self.lead.setText(tr("Tạo khóa mới cho tỉnh?"))
        self.spoken.set("")
        self.lines.set(
            [
                Line(tr("Khóa mới ký các tệp trả lời từ lúc này.")),
                Line(tr("Khóa cũ vẫn mở được lô mà quầy đã niêm phong; không mất lô nào.")),
                Line(tr("Khóa cũ bảo lãnh khóa mới: quầy đã tin khóa cũ thì không cần gọi lại.")),
                Line(tr("Sau đó ghi tệp khóa và gửi mọi quầy trước khi gửi trả lời.")),
            ]
        )
        self.scroll_up()

    def ask_escrow(self, escrow: Escrow | None) -> None:
        """Ask for the key that batches are sealed to beside the province's own."""
        self.asked = Asked.ESCROW
        self.set_title(tr("Khóa dự phòng"))
        self.lead.setText(tr("Ai giữ khóa dự phòng cũng mở được lô của quầy."))
        self.spoken.set("")
        lines = [
            tr("Mất khóa của tỉnh thì vẫn mở được lô. Cất khóa bí mật ở nơi khác."),
            tr("Quầy chỉ niêm phong cho khóa này sau khi cài tệp khóa mới của tỉnh."),
        ]
        if escrow is not None and escrow.public_key:
            lines.append(tr("Đang dùng từ {when}.").format(when=moment(escrow.since)))
        self.lines.set([Line(text) for text in lines])
        self.escrow.set_value(escrow.public_key if escrow is not None else "")
        self.escrow_entry.set_error("")
        self.escrow_entry.show()
        self.scroll_up()

    def close_question(self) -> None:
        """Ask nothing any more."""
        self.asked = None
        self.escrow_entry.hide()
