"""Ethnic groups and places of birth registration.

Ethnic groups: Decision 121-TCTK/PPCĐ of 2/3/1979. Places: Circular 07/2016/TT-BCA, appendix;
numbers already given keep their code through every merger of provinces.
"""

from __future__ import annotations

import re
from functools import cache

from desktop.common.reference import tables
from desktop.common.text import fold

_NOT_LETTERS = re.compile(r"[^a-z]+")
# Births registered abroad carry a country code, 101 (Afghanistan) to 295 (Zimbabwe).
FOREIGN_CODES = range(101, 296)


@cache
def birth_provinces() -> dict[str, str]:
    """Return code (first three digits of a personal number) -> province, names of 2016."""
    return {row["code"]: row["province_2016"] for row in tables.rows("birth_province_codes")}


@cache
def ethnic_groups() -> dict[str, str]:
    """Return code (`01` to `54`) -> official name."""
    return {row["code"]: row["name"] for row in tables.rows("ethnic_groups")}


@cache
def _by_name() -> dict[str, str]:
    return {
        _key(name): row["code"]
        for row in tables.rows("ethnic_groups")
        for name in (row["name"], *row["aliases"].split("|"))
        if name
    }


def ethnic_code(text: str) -> str:
    """Return the code of an ethnic group however it is written, empty when it is not known.

    `H'Mông`, `Hmông` and `Mèo` are `08`; what a list says is kept as written all the same.
    """
    return _by_name().get(_key(text), "")


def _key(text: str) -> str:
    folded = fold(text).removeprefix("dan toc ")
    return _NOT_LETTERS.sub("", folded)
