"""The one spelling of a JSON value whose bytes are hashed."""

from __future__ import annotations

import json
from typing import Any


def canonical_json(value: Any) -> str:
    """Return sorted keys, no spaces, letters as they are (no `u00e1`); UTF-8 when encoded.

    Raises:
        TypeError: the value is none that JSON knows.
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
