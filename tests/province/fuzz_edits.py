"""Edits of files and documents, as far as Hypothesis thinks of them."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

ODD_TEXTS = (
    *("", " ", "\x00", "\u202e", "\ud800", "a" * 5000, "1" * 30, "../../x", "Lò Thị Hương"),
    *("٠١٢٣", "2025-02-30", "0001-01-01", "9999-12-31T23:59:60Z", "1e999", "null", "true\n"),
)
ODD_NUMBERS = (
    0,
    -1,
    1,
    2,
    2.0,
    1e300,
    float("inf"),
    -0.0,
    1 << 31,
    (1 << 31) - 1,
    1 << 63,
    1 << 64,
    10**400,
)

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.sampled_from(ODD_NUMBERS)
    | st.sampled_from(ODD_TEXTS)
    | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
PLACES = st.floats(0, 1, exclude_max=True)


@st.composite
def edited(draw: st.DrawFn, data: bytes) -> bytes:
    """Give bytes with a few places changed, cut out, put in, doubled or lost at the end."""
    out = bytearray(data)
    for _ in range(draw(st.integers(1, 4))):
        at = int(draw(PLACES) * len(out)) if out else 0
        match draw(st.integers(0, 6)):
            case 0 | 1 if out:
                out[at] ^= draw(st.integers(1, 255))
            case 2:
                del out[at : at + draw(st.integers(1, 64))]
            case 3:
                out[at:at] = draw(st.binary(min_size=1, max_size=24))
            case 4:
                width = draw(st.sampled_from((1, 2, 4, 8)))
                out[at : at + width] = draw(st.sampled_from((b"\0", b"\xff", b"\x7f", b"\x80"))) * (
                    width
                )
            case 5:
                start = int(draw(PLACES) * len(out)) if out else 0
                out[at:at] = out[start : start + draw(st.integers(1, 200))]
            case _:
                del out[at:]
    return bytes(out)


@st.composite
def edited_document(draw: st.DrawFn, document: dict[str, Any]) -> dict[str, Any]:
    """Give a document with a few values exchanged, taken out, added or moved."""
    out: dict[str, Any] = json.loads(json.dumps(document))
    for _ in range(draw(st.integers(1, 3))):
        holders = [out, *_holders(out)]
        holder = holders[draw(st.integers(0, len(holders) - 1))]
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        if not keys:
            continue
        key = keys[draw(st.integers(0, len(keys) - 1))]
        match draw(st.integers(0, 5)):
            case 0 | 1 | 2:
                holder[key] = draw(VALUES)
            case 3:
                del holder[key]
            case 4 if isinstance(holder, dict):
                holder[draw(st.text(max_size=9))] = draw(VALUES)
            case _ if isinstance(holder[key], str):
                holder[key] += draw(st.sampled_from(ODD_TEXTS))
            case _:
                pass
    return out


def _holders(value: object) -> list[Any]:
    inner = (
        list(value.values())
        if isinstance(value, dict)
        else value
        if isinstance(value, list)
        else []
    )
    found = [one for one in inner if isinstance(one, dict | list)]
    return found + [deeper for one in found for deeper in _holders(one)]
