"""The columns of the register: who, what, and each source's word."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from desktop.common.i18n import tr
from desktop.common.vocabulary import DiscrepancyState, SourceKind
from desktop.roster.register.rules import LIST, OTHER, Likeness
from desktop.roster.register.views import DiscrepancyView
from desktop.roster.register.words import LIKENESS_NAMES, SOURCE_NAMES
from desktop.ui.roster.person_words import shown
from desktop.ui.widgets.table import Cell, Column

_FIRST_SOURCE = 3
"""Columns before those of the other lists: name, field, the list's own word."""


def columns_without(kinds: Collection[SourceKind]) -> list[int]:
    """Return which columns say nothing while only these kinds of lists were taken in."""
    return [place for place, kind in enumerate(SourceKind, _FIRST_SOURCE) if kind not in kinds]


def columns() -> tuple[Column, ...]:
    """Return the columns in the chosen language."""
    sources = (LIST, *(kind.value for kind in SourceKind))
    return (
        Column(tr("Họ và tên"), lambda line: Cell(line.full_name, strong=True), width=172),
        Column(tr("Mục"), lambda line: line.field_name, width=158),
        # The values come first: what is remarked of them stands in the panel, too.
        *(Column(tr(SOURCE_NAMES[one]), partial(_value, one), least=150) for one in sources),
        Column(tr("Nhận xét"), _state, width=208, drop=1, tags=True),
    )


def _value(source: str, line: DiscrepancyView) -> Cell:
    text = shown(line.field, line.value_of(source))
    said = next((one for one in line.said if one.source == source), None)
    if said is None or not text:
        return Cell(tr("Chưa có") if source == LIST else "–", quiet=True)
    is_chosen = line.chosen_source == source
    return Cell(text, strong=is_chosen, tint="warn" if said.is_at_odds and not is_chosen else "")


def _state(line: DiscrepancyView) -> Cell:
    if line.has_news:
        return Cell(tr("Có giá trị mới"), tag="warn")
    if line.state is DiscrepancyState.OPEN:
        if line.kind is Likeness.POSSIBLE:
            return Cell(tr("Xã đã chia tách"), tag="warn")  # the panel says what to ask
        return Cell(tr(LIKENESS_NAMES[line.kind]), tag="warn")
    if line.chosen_source == OTHER:
        return Cell(tr("Giá trị khác"), tag="ok", icon="edit")
    return Cell(tr(SOURCE_NAMES[line.chosen_source]), tag="ok")
