"""What screens and papers say of somebody who could not sign."""

from __future__ import annotations

from collections.abc import Callable

from desktop.common.i18n import mark, tr, vi
from desktop.common.standing_by import SecondSigner, WitnessRelation
from desktop.common.vocabulary import CannotSign
from desktop.intake.views import SignException

CANNOT_SIGN = {
    CannotSign.HAND: mark("tay yếu hoặc bị thương"),
    CannotSign.SIGHT: mark("mắt kém"),
    CannotSign.ILLITERATE: mark("không viết được"),
    CannotSign.ILL: mark("đang ốm nặng"),
    CannotSign.PAD_BROKEN: mark("bảng ký hỏng"),
}
"""Why somebody did not sign, as the papers say it."""

RELATIONS = {
    WitnessRelation.FAMILY: mark("người nhà"),
    WitnessRelation.SECRETARY: mark("bí thư chi bộ"),
    WitnessRelation.NEIGHBOUR: mark("hàng xóm"),
    WitnessRelation.MEDICAL: mark("nhân viên y tế"),
    WitnessRelation.OFFICIAL: mark("cán bộ thôn, xã"),
    WitnessRelation.OTHER: mark("người khác"),
}
"""What a witness is to the person."""

SIGNERS = {
    SecondSigner.WITNESS: mark("Người làm chứng"),
    SecondSigner.OFFICER: mark("Cán bộ thứ hai"),
}
"""Whose second signature it is."""


def cannot_sign_text(reason: CannotSign) -> str:
    """Return the reason as the screen says it."""
    return tr(CANNOT_SIGN[reason])


def witness_text(exception: SignException, say: Callable[[str], str] = tr) -> str:
    """Return the witness with what they are to the person, where that was asked.

    Args:
        exception: why there is no signature.
        say: `tr` for a screen, `vi` for a paper.
    """
    relation = exception.how.relation
    if relation is None:
        return exception.witness
    return f"{exception.witness}, {say(RELATIONS[relation])}"


def short_words(exception: SignException, *, ink: bool) -> str:
    """Return what fits beside the pictures of the check page.

    Args:
        exception: why there is no signature.
        ink: the second signature is shown above the words, which have less room then.
    """
    witness = witness_text(exception)
    if ink:
        return tr("Làm chứng: {witness}").format(witness=witness)
    return tr("Không ký được: {reason}. Làm chứng: {witness}").format(
        reason=cannot_sign_text(exception.reason), witness=witness
    )


def screen_words(exception: SignException) -> str:
    """Return reason, witness, second signature and thumbprint as a screen says them."""
    how = exception.how
    said = [
        tr("Không ký được: {reason}. Làm chứng: {witness}").format(
            reason=cannot_sign_text(exception.reason), witness=witness_text(exception)
        )
    ]
    signer = tr(SIGNERS[how.second])
    signer = f"{signer} {how.officer}" if how.officer else signer
    if not how.on_paper:
        said.append(tr("{who} đã ký vào khung").format(who=signer))
    elif how.relation is not None:
        said.append(tr("{who} ký trên biên nhận giấy").format(who=signer))
    if how.thumbprint:
        said.append(tr("Điểm chỉ trên biên nhận giấy"))
    return ". ".join(said)


def paper_words(exception: SignException) -> str:
    """Return the line a receipt carries, in Vietnamese."""
    return vi("Không ký được ({reason}). Người làm chứng: {witness}").format(
        reason=vi(CANNOT_SIGN[exception.reason]), witness=witness_text(exception, vi)
    )


def paper_notes(exception: SignException) -> tuple[str, ...]:
    """Return how the witness stood by, as an extract tells the person, in Vietnamese."""
    how = exception.how
    signer = vi(SIGNERS[how.second]).lower()
    signer = f"{signer} {how.officer}" if how.officer else signer
    told = [vi("người làm chứng {name}").format(name=witness_text(exception, vi))]
    if not how.on_paper:
        told.append(vi("{who} ký vào khung").format(who=signer))
    elif how.relation is not None:
        told.append(vi("{who} ký trên biên nhận giấy").format(who=signer))
    if how.thumbprint:
        told.append(vi("điểm chỉ trên biên nhận giấy"))
    return tuple(told)
