"""The other lists that were taken in: which, when, by whom, and how far the check got."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.dates import show_iso
from desktop.common.i18n import tr
from desktop.common.vocabulary import SourceKind
from desktop.roster.register.words import SOURCE_NAMES
from desktop.roster.sources.views import SourceReport, SourceSummary
from desktop.security.access.permissions import Permission
from desktop.ui import theme
from desktop.ui.context import UiContext
from desktop.ui.roster.figures import Figures, grouped
from desktop.ui.roster.person_words import moment
from desktop.ui.roster.register_face import RegisterFace
from desktop.ui.tasks import Task
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.key_cap import KeyCap
from desktop.ui.widgets.panel import Panel, rule
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.tag import Tag


def state_words(summary: SourceSummary) -> tuple[str, theme.Kind]:
    """Return how far a source was compared; never more than was done."""
    if summary.source is None:
        return tr("Chưa có bản trích"), "neutral"
    if summary.waiting:
        return tr("Còn cặp chờ xác nhận"), "warn"
    return tr("Đã đối chiếu với danh sách"), "ok"


class _Fact(QWidget):
    """A quiet word and what it is."""

    def __init__(self, label: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._label = PlainLabel(label, "label", "ink2")
        self.value = PlainLabel("", "body")
        row.addWidget(self._label)
        row.addWidget(self.value, 1)
        theme.on_change(self.refresh_theme)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self._label.setFixedWidth(theme.current().pick(112, 96))


class _Empty(EmptyState):
    """As high as the facts of a source, so that two panels side by side are alike."""

    def sizeHint(self) -> QSize:
        """Return the room of the facts."""
        return QSize(super().sizeHint().width(), theme.current().pick(210, 180))


class SourcePanel(Panel):
    """One kind of source."""

    def __init__(self, kind: SourceKind) -> None:
        super().__init__(tr(SOURCE_NAMES[kind.value]))
        self.kind = kind
        self.state = Tag("", "neutral")
        self.head.addWidget(self.state)
        self._facts = QWidget()
        box = QVBoxLayout(self._facts)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        self.file = _Fact(tr("Tệp"))
        self.as_of = _Fact(tr("Số liệu đến"))
        self.taken = _Fact(tr("Nạp"))
        self.figures = Figures((tr("đã ghép"), tr("chờ xác nhận"), tr("chưa ghép với ai")))
        self.how = PlainLabel("", "body", "ink2", wrap=True)
        for fact in (self.file, self.as_of, self.taken):
            box.addWidget(fact)
        box.addWidget(rule())
        box.addWidget(self.figures)
        box.addWidget(self.how)
        box.addStretch(1)
        none = (
            tr("Bản trích dân cư của công an xã: đối chiếu họ tên, ngày sinh, số định danh.")
            if kind is SourceKind.POPULATION
            else tr("Danh sách từ hồ sơ đảng viên: đối chiếu ngày vào Đảng, số thẻ, quê quán.")
        )
        self.empty = _Empty(tr("Chưa nạp nguồn này"), none, icon="file")
        self.body.addWidget(self._facts, 1)
        self.body.addWidget(self.empty, 1)

    def show_summary(self, summary: SourceSummary) -> None:
        """Show what was done with the source."""
        source = summary.source
        self._facts.setVisible(source is not None)
        self.empty.setVisible(source is None)
        self.state.set(*state_words(summary))
        if source is None:
            return
        self.file.value.setText(source.file_name)
        self.as_of.value.setText(show_iso(source.as_of) or tr("Không ghi ngày"))
        words = tr("{when} · {who}")
        self.taken.value.setText(
            words.format(when=moment(source.imported_at), who=source.imported_by)
        )
        linked = summary.linked_alone + summary.linked_asked
        apart = max(0, source.records - linked - summary.waiting)
        self.figures.set((linked, summary.waiting, apart))
        how = tr(
            "{all} người trong tệp. Máy tự ghép {alone}, người xác nhận {asked}, "
            "đã chọn “không phải” {refused} cặp."
        )
        self.how.setText(
            how.format(
                all=grouped(source.records),
                alone=grouped(summary.linked_alone),
                asked=grouped(summary.linked_asked),
                refused=grouped(summary.refused),
            )
        )


class _ReportPanel(Panel):
    """What the last taking in did; figures that add up."""

    def __init__(self) -> None:
        super().__init__(tr("Vừa đối chiếu xong"))
        self.words = PlainLabel("", "body", wrap=True)
        self.body.addWidget(self.words)

    def show_report(self, report: SourceReport) -> None:
        """Show a report."""
        lines = [
            tr(
                "{all} người trong tệp = {linked} đã ghép + {waiting} chờ xác nhận "
                "+ {refused} đã chọn không phải + {rest} chưa thấy ai giống."
            ).format(
                all=grouped(report.records),
                linked=grouped(report.linked),
                waiting=grouped(report.waiting),
                refused=grouped(report.refused),
                rest=grouped(report.unmatched),
            ),
            tr(
                "{n} người trong danh sách không có trong nguồn này. {open} mục khác nhau đang mở."
            ).format(n=grouped(report.members_without), open=grouped(report.discrepancies)),
            *report.messages[:2],
        ]
        if not report.is_new:
            lines.insert(
                0, tr("Tệp này đã nạp trước đó, nay đối chiếu lại với danh sách hiện tại.")
            )
        self.words.setText("\n".join(lines))


class _NextPanel(Panel):
    """What is left to do, and how to get there."""

    def __init__(self) -> None:
        super().__init__(tr("Việc tiếp theo"))
        self.pairs = PlainLabel("", "body")
        self.lines = PlainLabel("", "body")
        for label, key in ((self.pairs, "Alt+2"), (self.lines, "Alt+3")):
            line = QHBoxLayout()
            line.setSpacing(10)
            line.addWidget(KeyCap(key))
            line.addWidget(label, 1)
            self.body.addLayout(line)
        self.body.addStretch(1)

    def show_left(self, pairs: int, lines: int) -> None:
        """Show how much is left."""
        waiting = tr("{n} cặp chờ xác nhận có phải một người không.")
        opened = tr("{n} chỗ khác nhau chờ chọn giá trị đúng.")
        none = tr("Không có cặp nào chờ xác nhận.")
        self.pairs.setText(waiting.format(n=grouped(pairs)) if pairs else none)
        decided = tr("Không có chỗ khác nhau nào đang mở.")
        self.lines.setText(opened.format(n=grouped(lines)) if lines else decided)


class SourcesFace(RegisterFace):
    """Both kinds side by side, and the last report.

    Signals:
        load_asked: somebody wants to take a list in.
        summed_up: what was done with each source is known.
    """

    load_asked = Signal()
    summed_up = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._asked: Task | None = None
        self.summaries: tuple[SourceSummary, ...] = ()
        self.panels = {kind: SourcePanel(kind) for kind in SourceKind}
        self.report = _ReportPanel()
        self.report.hide()
        self.next = _NextPanel()
        self.next.hide()
        row = QHBoxLayout()
        row.setSpacing(16)
        for panel in self.panels.values():
            row.addWidget(panel, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        self._intro = PlainLabel(
            tr(
                "Nạp danh sách của nơi khác để so với danh sách đảng viên. Danh sách không tự đổi: "
                "chỗ nào khác thì mở ra để anh chị quyết định."
            ),
            "body",
            "ink2",
            wrap=True,
        )
        box.addWidget(self._intro)
        box.addLayout(row)
        below = QHBoxLayout()
        below.setSpacing(16)
        below.addWidget(self.report, 1)
        below.addWidget(self.next, 1)
        box.addLayout(below)
        box.addStretch(1)

    def primary(self) -> tuple[str, str]:
        """Return the verb of Enter."""
        return tr("Nạp nguồn khác"), self._context.why_not(Permission.ROSTER_IMPORT)

    def go(self) -> None:
        """Choose a file."""
        self.load_asked.emit()

    def load(self) -> None:
        """Read what was done with each source."""
        self.stop()
        self._asked = self._context.tasks.query(self._context.services.sources.summary, self._show)

    def stop(self) -> None:
        """Ask nothing more."""
        if self._asked is not None:
            self._asked.cancel()

    def _show(self, summaries: Sequence[SourceSummary]) -> None:
        self.summaries = tuple(summaries)
        for summary in summaries:
            self.panels[summary.kind].show_summary(summary)
        self.next.setVisible(bool(self.kinds_taken))
        self.summed_up.emit()
        self.moved.emit()

    def show_report(self, report: SourceReport | None) -> None:
        """Show what the last comparison did; None hides it."""
        self.report.setVisible(report is not None)
        for panel in self.panels.values():
            panel.how.setVisible(report is None)  # the report says it
        self._intro.setVisible(report is None)
        if report is not None:
            self.report.show_report(report)

    def show_next(self, *, pairs: int, lines: int) -> None:
        """Show what is left to do."""
        self.next.show_left(pairs, lines)

    @property
    def kinds_taken(self) -> tuple[SourceKind, ...]:
        """Kinds of which there is a list to compare again."""
        return tuple(one.kind for one in self.summaries if one.source is not None)
