"""The JSON Schemas in `resources/schemas`, made into functions once: what is no such document."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "schemas"


class SchemaError(ValueError):
    """A document does not fit its schema; the text names the place and no value."""


@cache
def _checker(name: str) -> Callable[[Any], Any]:
    import fastjsonschema  # noqa: PLC0415 - first use

    schema = json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))
    made: Callable[[Any], Any] = fastjsonschema.compile(schema, use_default=False)
    return made


def check(name: str, document: object) -> None:
    """Check a document against a schema.

    Args:
        name: of a file in `resources/schemas`, without its ending.
        document: parsed JSON.

    Raises:
        SchemaError: it does not fit.
    """
    import fastjsonschema  # noqa: PLC0415 - first use

    try:
        _checker(name)(document)
    except fastjsonschema.JsonSchemaValueException as error:
        # The library's message quotes the value, which belongs to a person.
        raise SchemaError(f"{error.name}: {error.rule}") from None
