"""What an extract says of tasks and difficulties about somebody, and what came of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from desktop.campaign.difficulties.words import kind_words as kind_of_difficulty
from desktop.campaign.tasks.words import STATES, kind_words
from desktop.common.dates import show_iso
from desktop.common.duties import DifficultyKind, TaskKind, TaskState
from desktop.common.i18n import vi
from desktop.disclosure import words
from desktop.documents.person_extract import ExtractSection
from desktop.documents.pieces import SheetNote


def tasks(found: Iterable[tuple[Any, str]]) -> ExtractSection:
    """Return the tasks about somebody.

    Args:
        found: rows, each with the name of who has it.
    """
    notes = []
    for row, owner in found:
        deadline = vi("hạn {day}").format(day=show_iso(row.deadline))
        told = (kind_words(TaskKind(row.kind), vi), row.text, deadline)
        state = vi(STATES[TaskState(row.state)])
        lines = [", ".join(part for part in told if part), f"{state}. {row.result}".strip()]
        notes.append(SheetNote(words.short(row.created_at), tuple(lines), owner))
    return ExtractSection(vi("Việc được giao"), tuple(notes), vi("Chưa có việc nào."))


def difficulties(found: Iterable[Any]) -> ExtractSection:
    """Return what was written down as hard about somebody, and what the province said to it."""
    notes = []
    for row in found:
        told = (kind_of_difficulty(DifficultyKind(row.kind), vi), row.place, row.text)
        lines = [", ".join(part for part in told if part)]
        if row.answer:
            lines.append(vi("Trả lời: {answer}").format(answer=row.answer))
        notes.append(SheetNote(words.short(row.created_at), tuple(lines), row.said_by))
    empty = vi("Chưa ghi vướng mắc nào.")
    return ExtractSection(vi("Vướng mắc"), tuple(notes), empty)
