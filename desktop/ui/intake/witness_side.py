"""In the place of the pad while somebody says why a person cannot sign: who stands by, and how."""

from __future__ import annotations

from PySide6.QtCore import QSizeF, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from desktop.common.i18n import tr
from desktop.common.standing_by import SecondSigner, WitnessRelation
from desktop.common.vocabulary import CannotSign
from desktop.intake.pen import PenStrokes, is_signature
from desktop.intake.views import StandingBy
from desktop.intake.witness_words import RELATIONS
from desktop.ui.intake.sign_side import capital
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.choice_row import TickRow
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.fields import ChoiceEdit, FormEntry, TextEdit
from desktop.ui.widgets.image_view import ImageView
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.signature_pad import SignaturePad

_PAD, _PAPER = "pad", "paper"


class WitnessSide(Panel):
    """Relation of the witness, second signature, thumbprint.

    Attributes:
        pad: where the witness or the second officer signs.
        kept_png: picture of the second signature that was accepted before, until it is given anew.

    Signals:
        changed: something was chosen, typed or drawn.
        drawn: a hand ended a stroke.
    """

    changed = Signal()
    drawn = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Người làm chứng và chữ ký thứ hai"))
        relations = [(one.value, capital(tr(words))) for one, words in RELATIONS.items()]
        self.relation = ChoiceEdit(relations, empty=tr("Chọn"))
        self.signing = ChoiceEdit(_signings())
        self.officer = TextEdit(limit=80)
        self.officer_entry = FormEntry(tr("Họ và tên cán bộ thứ hai"), self.officer)
        self.pad = SignaturePad()
        self.kept = ImageView(tr("Chữ ký thứ hai"), self.pad.sizeHint(), background="#FFFFFF")
        self.on_paper = EmptyState(
            tr("Ký trên biên nhận giấy."),
            tr("Sau khi in, mời ký vào ô có tên; liên lưu giữ lại ở quầy."),
            icon="printer",
        )
        self.stack = QStackedWidget()
        for part in (self.pad, self.kept, self.on_paper):
            self.stack.addWidget(part)
        self.thumbprint = TickRow(tr("Điểm chỉ trên biên nhận giấy"))
        self.again = OutlineButton(tr("Ký lại"), icon="retake")
        self.kept_png = b""
        self._by_hand = False  # somebody chose where it is signed; a broken pad changes it no more
        self._lay_out()
        self.again.clicked.connect(self.wipe)
        self.relation.value_changed.connect(self.changed)
        self.officer.value_changed.connect(self.changed)
        self.signing.value_changed.connect(self._show_signing)
        self.signing.activated.connect(self._chosen_by_hand)
        self.thumbprint.toggled.connect(self.changed)
        self.pad.changed.connect(self.changed)
        self.pad.drawn.connect(self.drawn)
        self._show_signing()

    def _lay_out(self) -> None:
        fields = QHBoxLayout()
        fields.setSpacing(12)
        fields.addWidget(FormEntry(tr("Là gì của người này"), self.relation), 2)
        fields.addWidget(FormEntry(tr("Chữ ký thứ hai"), self.signing), 3)
        fields.addWidget(self.officer_entry, 3)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.thumbprint, 1)
        below.addWidget(self.again)
        self.body.addLayout(fields)
        self.body.addWidget(self.stack, 1)
        self.body.addLayout(below)

    # ------------------------------------------------------------ what stands here

    @property
    def how(self) -> StandingBy:
        """What was chosen so far."""
        relation = self.relation.value()
        second, _, where = self.signing.value().partition(" ")
        return StandingBy(
            WitnessRelation(relation) if relation else None,
            SecondSigner(second),
            self.officer.value() if second == SecondSigner.OFFICER else "",
            on_paper=where == _PAPER,
            thumbprint=self.thumbprint.isChecked(),
        )

    @property
    def strokes(self) -> PenStrokes:
        """What was drawn."""
        return self.pad.pen_strokes

    @property
    def lacks(self) -> str:
        """What is missing before it can be written down, "" when nothing is."""
        how = self.how
        if how.relation is None:
            return tr("Chọn người làm chứng là gì của người này")
        if how.second is SecondSigner.OFFICER and not how.officer:
            return tr("Ghi cán bộ thứ hai")
        if how.on_paper or self.kept_png:
            return ""
        if not self.pad.strokes:
            return tr("Chờ chữ ký thứ hai")
        return "" if is_signature(self.strokes) else tr("Nét quá ngắn, mời ký cả tên")

    # ------------------------------------------------------------ filling

    def clear(self) -> None:
        """Forget everybody: another person comes."""
        self.fill(None, (), (0.0, 0.0))

    def fill(
        self,
        how: StandingBy | None,
        strokes: PenStrokes,
        paper: tuple[float, float],
        kept: bytes = b"",
    ) -> None:
        """Show what was chosen and drawn.

        Args:
            how: what was chosen; None before anything was.
            strokes: what was drawn.
            paper: width and height of the pad it was drawn on.
            kept: picture of the second signature that was accepted before.
        """
        self._by_hand = how is not None
        how = how or StandingBy(on_paper=False)
        self.relation.set_value(how.relation.value if how.relation else "")
        self.officer.set_value(how.officer)
        where = _PAPER if how.on_paper else _PAD
        self.signing.set_value(f"{how.second.value} {where}")
        self.thumbprint.setChecked(how.thumbprint)
        self._show_kept(kept)
        self.pad.wipe()
        self.pad.restore(strokes, QSizeF(*paper))
        self._show_signing()

    def suit(self, reason: CannotSign) -> None:
        """Offer paper where the pad is what is broken, unless somebody chose."""
        if not self._by_hand:
            where = _PAPER if reason is CannotSign.PAD_BROKEN else _PAD
            second = self.signing.value().partition(" ")[0]
            self.signing.set_value(f"{second} {where}")

    def wipe(self) -> None:
        """Give clean paper."""
        self._show_kept(b"")
        self.pad.wipe()
        self._show_signing()
        self.pad.setFocus()
        self.drawn.emit()

    def _show_kept(self, png: bytes) -> None:
        self.kept_png = png
        self.kept.set_image(QImage.fromData(png) if png else None)

    def _chosen_by_hand(self, _place: int) -> None:
        self._by_hand = True

    def _show_signing(self) -> None:
        how = self.how
        self.officer_entry.setVisible(how.second is SecondSigner.OFFICER)
        if how.on_paper:
            self.stack.setCurrentWidget(self.on_paper)
        else:
            self.stack.setCurrentWidget(self.kept if self.kept_png else self.pad)
        self.again.setVisible(not how.on_paper)
        self.changed.emit()


def _signings() -> list[tuple[str, str]]:
    witness, officer = SecondSigner.WITNESS.value, SecondSigner.OFFICER.value
    return [
        (f"{witness} {_PAD}", tr("Người làm chứng ký vào khung")),
        (f"{witness} {_PAPER}", tr("Người làm chứng ký trên giấy")),
        (f"{officer} {_PAD}", tr("Cán bộ thứ hai ký vào khung")),
        (f"{officer} {_PAPER}", tr("Cán bộ thứ hai ký trên giấy")),
    ]
