from __future__ import annotations

import pytest

from desktop.common.vocabulary import MemberStatus, Sex
from desktop.roster.rules import (
    REASONS,
    STATUS_NAMES,
    eligibility,
    reason_text,
    sex_of,
    status_of,
)

S = MemberStatus


@pytest.mark.parametrize(
    ("status", "card", "has_cards", "eligible", "reason"),
    [
        (S.OFFICIAL, "99000001", True, True, None),
        (S.OFFICIAL, "", True, False, "no_card"),
        (S.OFFICIAL, "", False, True, "card_unrecorded"),
        (S.PROBATIONARY, "", True, False, "probationary"),
        (S.PROBATIONARY, "99000001", True, False, "probationary"),
        (S.EXEMPT, "99000001", True, True, None),
        (S.MOVED, "99000001", True, False, "moved"),
        (S.ABROAD, "99000001", True, False, "abroad"),
        (S.DECEASED, "99000001", True, False, "deceased"),
        (S.EXPELLED, "99000001", True, False, "expelled"),
        (S.DISCIPLINED, "99000001", True, False, "disciplined"),
        (S.TEMPORARY_RESIDENT, "", True, True, "counted_apart"),
        (S.OUTSIDE_LIST, "", True, True, "counted_apart"),
    ],
)
def test_who_may_renew(status, card, has_cards, eligible, reason):
    found = eligibility(status, card_number=card, list_has_cards=has_cards)
    assert (found.eligible, found.reason) == (eligible, reason)


def test_every_status_has_a_verdict_with_words_and_a_name():
    for status in MemberStatus:
        found = eligibility(status, card_number="")
        assert found.reason is None or found.reason in REASONS
        assert bool(reason_text(found.reason)) == (found.reason is not None)
        assert STATUS_NAMES[status]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Đang sinh hoạt Đảng", S.OFFICIAL),
        ("Đảng viên chính thức", S.OFFICIAL),
        ("Chưa chính thức", S.PROBATIONARY),
        ("ĐV dự bị", S.PROBATIONARY),
        ("Đã chuyển sinh hoạt", S.MOVED),
        ("Miễn sinh hoạt", S.EXEMPT),
        ("Đã từ trần", S.DECEASED),
        ("Khai trừ", S.EXPELLED),
        ("Đang bị kỷ luật", S.DISCIPLINED),
        ("Đi nước ngoài", S.ABROAD),
        ("Tạm trú", S.TEMPORARY_RESIDENT),
        ("Bí thư", None),
        ("", None),
    ],
)
def test_words_of_status(text, status):
    assert status_of(text) is status


@pytest.mark.parametrize(
    ("text", "sex"),
    [("Nam", Sex.MALE), ("NỮ", Sex.FEMALE), ("nu", Sex.FEMALE), ("?", None), ("", None)],
)
def test_words_of_sex(text, sex):
    assert sex_of(text) is sex
