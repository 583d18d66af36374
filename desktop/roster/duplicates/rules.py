"""Pure: whose values the merged person has, and what an undo gives back."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from desktop.common.vocabulary import FieldKey

Fields = Mapping[FieldKey, str]


def merged_values(
    kept: Fields, lost: Fields, from_lost: Collection[FieldKey]
) -> dict[FieldKey, str]:
    """Return the values that the kept row takes over: those chosen, and where it has none.

    Args:
        kept: filled fields of the row that stays.
        lost: filled fields of the row that leaves.
        from_lost: fields whose value is taken from the row that leaves.

    Raises:
        ValueError: a field is chosen that the row that leaves does not have.
    """
    missing = set(from_lost) - lost.keys()
    if missing:
        raise ValueError(sorted(missing))
    return {
        field: text
        for field, text in lost.items()
        if (field in from_lost or field not in kept) and kept.get(field) != text
    }


def given_back(before: Fields, merged: Fields, now: Fields) -> dict[FieldKey, str]:
    """Return what an undo puts back on a row that was changed again after the merge.

    Only what the merge brought, and only where nobody changed it since; "" takes a value away.
    """
    brought = {field for field in {*before, *merged} if before.get(field) != merged.get(field)}
    return {
        field: before.get(field, "") for field in brought if now.get(field) == merged.get(field)
    }
