"""Who stands by when somebody cannot sign: what is asked for, and how it is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from desktop.common.i18n import tr
from desktop.common.standing_by import SecondSigner, WitnessRelation
from desktop.common.text import clean
from desktop.common.vocabulary import CannotSign
from desktop.intake import pen
from desktop.intake.errors import NotReadyError
from desktop.intake.pen import PenStrokes
from desktop.intake.views import SignException, StandingBy


def checked(exception: SignException, png: bytes, strokes: PenStrokes) -> SignException:
    """Return an exception as it is kept.

    Args:
        exception: as it was given.
        png: picture of the second signature; needed unless it is given on paper.
        strokes: how it was drawn; none for a picture that was taken before.

    Raises:
        NotReadyError: no witness was named, no second officer, or nobody signed the pad.
    """
    witness, officer = clean(exception.witness), clean(exception.how.officer)
    if not witness:
        raise NotReadyError(
            tr("Chưa ghi người làm chứng."), tr("Ghi họ tên người làm chứng rồi bấm tiếp.")
        )
    if exception.how.second is SecondSigner.WITNESS:
        officer = ""
    elif not officer:
        raise NotReadyError(
            tr("Chưa ghi cán bộ thứ hai."), tr("Ghi họ tên cán bộ cùng ký rồi bấm tiếp.")
        )
    is_drawn = bool(png) and (not strokes or pen.is_signature(strokes))
    if not exception.how.on_paper and not is_drawn:
        raise NotReadyError(
            tr("Chưa có chữ ký thứ hai."), tr("Mời ký cả tên vào khung, hoặc chọn ký trên giấy.")
        )
    return replace(exception, witness=witness, how=replace(exception.how, officer=officer))


def stored(exception: SignException) -> dict[str, Any]:
    """Return the exception as plain values, as the store and a batch have it."""
    return {
        "reason": exception.reason.value,
        "witness": exception.witness,
        **plain(exception.how),
    }


def plain(how: StandingBy) -> dict[str, Any]:
    """Return how somebody stands by as plain values."""
    return {
        "relation": how.relation.value if how.relation else "",
        "second": how.second.value,
        "officer": how.officer,
        "on_paper": how.on_paper,
        "thumbprint": how.thumbprint,
    }


def read(values: dict[str, Any]) -> SignException | None:
    """Read what was stored; records of before anybody was asked have reason and witness alone."""
    if not values:
        return None
    return SignException(CannotSign(values["reason"]), str(values["witness"]), read_how(values))


def read_how(values: dict[str, Any]) -> StandingBy:
    """Read how somebody stands by."""
    relation = values.get("relation")
    return StandingBy(
        WitnessRelation(relation) if relation else None,
        SecondSigner(values.get("second", SecondSigner.WITNESS.value)),
        str(values.get("officer", "")),
        bool(values.get("on_paper", True)),
        bool(values.get("thumbprint", False)),
    )


def told(exception: SignException) -> dict[str, Any]:
    """Return what the audit trail keeps: everything that names nobody."""
    names = {"witness", "officer"}
    return {name: value for name, value in stored(exception).items() if name not in names}
