"""A trail that did not go on, in words."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.common.i18n import tr
from desktop.province.chain.rules import ChainBreak, Turn


def chain_text(found: Sequence[ChainBreak]) -> str:
    """Say at which batches the trail of a station did not go on, and what to ask."""
    first = found[0]
    number = first.sequence
    if first.turn is Turn.FORKED:
        text = tr("Nhật ký của quầy rẽ sang nhánh khác ở lô số {n}.").format(n=number)
    elif first.turn is Turn.TORN:
        text = tr("Nhật ký của quầy không liền mạch từ lô trước đến lô số {n}.").format(n=number)
    else:
        text = tr("Nhật ký của quầy bị lùi lại ở lô số {n}.").format(n=number)
    more = len(found) - 1
    if more:
        text += " " + tr("Còn {n} lô khác như vậy.").format(n=more)
    return text + " " + tr("Hỏi quầy có khôi phục từ bản sao không; lô vẫn nhận bình thường.")
