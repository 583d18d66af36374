from __future__ import annotations

import hashlib

import pytest

from desktop.common.vocabulary import FieldKey, MemberStatus
from desktop.roster.plan import row_digest
from desktop.roster.problems import problem
from desktop.roster.views import PreviewRow

NAME = {FieldKey.FULL_NAME: "Lò Văn Panh"}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            PreviewRow(1, NAME, MemberStatus.OFFICIAL, (), {}),
            ["official", "full_name", "Lò Văn Panh"],
        ),
        (PreviewRow(1, {}, MemberStatus.MOVED, (), {}), ["moved"]),
        (
            PreviewRow(
                9,
                {FieldKey.FULL_NAME: "A 100%", FieldKey.CELL: "%s"},
                MemberStatus.OFFICIAL,
                (problem("id_length", "personal_id", "12"),),
                {"b": "2", "a": "%d"},
            ),
            [
                *("official", "cell", "%s", "full_name", "A 100%"),
                *("id_length/personal_id/12", "+a:%d", "+b:2"),
            ],
        ),
    ],
)
def test_a_digest_says_what_it_always_said(row, said):
    """Digests stand in stores: another one would make every row of the next list look changed."""
    assert row_digest(row) == hashlib.sha256("\x1f".join(said).encode()).hexdigest()


def test_the_order_of_columns_and_the_place_of_a_row_change_no_digest():
    fields = {**NAME, FieldKey.SEX: "male", FieldKey.CELL: "Bản Nà"}
    turned = dict(reversed(fields.items()))
    one = PreviewRow(1, fields, MemberStatus.OFFICIAL, (), {"a": "1", "b": "2"})
    other = PreviewRow(7, turned, MemberStatus.OFFICIAL, (), {"b": "2", "a": "1"})
    assert row_digest(one) == row_digest(other)
