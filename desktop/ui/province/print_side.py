"""Beside the transfers: the chosen one, what was just done, or how the next list is written."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal

from desktop.common.i18n import tr
from desktop.province.printing.sheets import ListFormat
from desktop.province.printing.views import PrintOverview, TransferRow
from desktop.ui.province.print_words import Done
from desktop.ui.province.rows import Line
from desktop.ui.province.side_lines import Lines
from desktop.ui.roster.figures import grouped
from desktop.ui.roster.person_words import moment
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.fields import ChoiceEdit, FormEntry
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel

_SEALED, _CLEAR = "sealed", "clear"


@dataclass(frozen=True)
class Wanted:
    """How a list is written.

    Attributes:
        number: of a list that is written again; 0 makes the next one.
        clear: not sealed.
    """

    number: int
    list_format: ListFormat
    clear: bool


class TransferSide(SidePanel):
    """The chosen transfer, or in one sentence and lines what was just done.

    Attributes:
        is_news: whether it says what was just done.
    """

    def __init__(self) -> None:
        super().__init__(tr("Danh sách đang chọn"))
        self.is_news = False
        self.lead = PlainLabel("", "strong", wrap=True)
        self.lines = Lines()
        self.inside.addWidget(self.lead)
        self.inside.addWidget(self.lines)
        self.inside.addStretch(1)
        self.foot_box.hide()

    def show_transfer(self, row: TransferRow | None) -> None:
        """Show how far a transfer is."""
        self.is_news = False
        if row is None:
            return
        waiting = tr("Nơi in chưa báo: {n} hồ sơ.").format(n=grouped(row.sent))
        lines = [
            tr("Lập lúc {when}, {who}.").format(when=moment(row.made_at), who=row.made_by),
            tr("{photos} ảnh kèm theo.").format(photos=grouped(row.photos)),
            waiting if row.sent else tr("Nơi in đã báo hết."),
            tr("Đã in {n} thẻ.").format(n=grouped(row.printed)),
        ]
        if row.failed:
            words = tr("In không được {n}: nằm trong danh sách sau.")
            lines.append(words.format(n=grouped(row.failed)))
        title = tr("Danh sách số {number}").format(number=row.number)
        lead = tr("{n} hồ sơ").format(n=grouped(row.records))
        self._show(Done(title, lead, [Line(text) for text in lines]))

    def show_news(self, done: Done) -> None:
        """Show what was just done, until another transfer is chosen."""
        self.is_news = True
        self._show(done)

    def _show(self, done: Done) -> None:
        self.set_title(done.title)
        self.lead.setText(done.lead)
        self.lines.set(done.lines)
        self.scroll_up()


class MakeSide(SidePanel):
    """Asks for the form of a list, and whether it is sealed; clear text is never a silence.

    The columns and the printing office's key are kept: who chose them once is not asked again.

    Signals:
        changed: another answer.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Lập danh sách chuyển in"))
        self.number = 0
        self.is_asking = False
        self._was_offered = self._is_own = False
        self.lead = PlainLabel("", "strong", wrap=True)
        self.text = PlainLabel("", "body", "ink2", wrap=True)
        formats = [
            (ListFormat.XLSX.value, tr("Bảng tính Excel (.xlsx)")),
            (ListFormat.CSV.value, tr("Văn bản (.csv)")),
            (ListFormat.JSON.value, tr("Dữ liệu (.json)")),
        ]
        self.form = ChoiceEdit(formats, tr("Dạng danh sách"))
        self.sealing = ChoiceEdit([], tr("Niêm phong"))
        self.form_entry = FormEntry(tr("Dạng danh sách"), self.form)
        self.sealing_entry = FormEntry(tr("Niêm phong"), self.sealing)
        self.warning = PlainLabel(
            tr(
                "Tệp không niêm phong có họ tên, ngày sinh, số định danh, ảnh: ai nhặt được USB "
                "cũng đọc được. Giao tận tay, xong thì xóa."
            ),
            "body",
            "warn",
            wrap=True,
        )
        self.columns = PlainLabel("", "label", "ink2", wrap=True)
        self.key = PlainLabel("", "label", "ink2", wrap=True)
        self.choose_columns = OutlineButton(tr("Chọn tệp cột…"), key="Ctrl+O", small=True)
        self.usual_columns = OutlineButton(tr("Về cột thường dùng"), key="Ctrl+R", small=True)
        self.choose_key = OutlineButton(tr("Chọn khóa nơi in…"), key="Ctrl+E", small=True)
        for part in (self.lead, self.text, self.warning, self.form_entry, self.sealing_entry):
            self.inside.addWidget(part)
        self.inside.addWidget(self.key)
        self.inside.addWidget(self.choose_key)
        self.inside.addWidget(self.columns)
        self.inside.addWidget(self.choose_columns)
        self.inside.addWidget(self.usual_columns)
        self.inside.addStretch(1)
        self.foot_box.hide()
        self.sealing.value_changed.connect(self._chosen)

    def show_kept(self, found: PrintOverview) -> None:
        """Show the columns and the key that are kept, also while they are chosen anew."""
        heads = ", ".join(found.columns)
        words = tr("{n} cột: {heads}.").format(n=len(found.columns), heads=heads)
        damaged = tr("Các cột đã chọn không dùng được nữa. Chọn lại tệp cột.")
        self.columns.setText(words if found.columns else damaged)
        kept = tr("Khóa nơi in: {key}").format(key=f"{found.key[:10]}…{found.key[-6:]}")
        self.key.setText(kept if found.key else tr("Chưa có khóa của nơi in."))
        self._is_own = found.has_own_columns
        if self.is_asking:
            self._offer(has_key=bool(found.key))

    def ask(self, number: int, records: int, *, has_key: bool) -> None:
        """Ask how a list is written; `number` 0 is the next one."""
        self.number, self.is_asking, self._was_offered = number, True, False
        title = tr("Ghi lại danh sách số {number}").format(number=number)
        self.set_title(title if number else tr("Lập danh sách chuyển in"))
        self.lead.setText(tr("{n} hồ sơ").format(n=grouped(records)))
        words = tr("Nội dung giữ đúng như lần đầu, dạng tệp không đổi.")
        fresh = tr("Danh sách được đánh số và giữ trong sổ trước khi ghi ra; USB hỏng thì ghi lại.")
        self.text.setText(words if number else fresh)
        self.form_entry.setVisible(not number)
        self._offer(has_key=has_key)
        self.scroll_up()

    def _offer(self, *, has_key: bool) -> None:
        """Offer what can be chosen; an answer that still fits stays."""
        self.columns.setVisible(not self.number)
        self.choose_columns.setVisible(not self.number)
        self.usual_columns.setVisible(self._is_own and not self.number)
        before = self.sealing.value()
        clear = (_CLEAR, tr("Không niêm phong"))
        sealed = (_SEALED, tr("Niêm phong cho nơi in"))
        self.sealing.set_choices([sealed, clear] if has_key else [("", tr("Chọn")), clear])
        self.sealing.setCurrentIndex(0)
        if before == _CLEAR and self._was_offered:
            self.sealing.set_value(_CLEAR)
        self._was_offered = True
        words = tr("Chưa có khóa của nơi in nên chưa niêm phong được.")
        self.sealing_entry.set_hint("" if has_key else words)
        self._chosen()

    def close_question(self) -> None:
        """Ask nothing any more."""
        self.is_asking = False

    def missing(self) -> str:
        """Return what is still to be chosen, "" when nothing is."""
        if self.is_asking and not self.sealing.value():
            return tr("Chọn có niêm phong hay không.")
        return ""

    def wanted(self) -> Wanted:
        """Return what was answered."""
        return Wanted(
            self.number, ListFormat(self.form.value()), clear=self.sealing.value() == _CLEAR
        )

    def _chosen(self) -> None:
        is_clear = self.sealing.value() == _CLEAR
        self.warning.setVisible(is_clear)
        self.text.setVisible(not is_clear)
        self.changed.emit()
