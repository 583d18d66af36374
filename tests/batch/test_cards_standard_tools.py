"""Reads a card report as docs/batch-format.md tells others to, with standard tools alone."""

import json
import re
from datetime import UTC, datetime
from uuid import UUID

import pytest

from desktop.batch.card_report.files import CardNews, ReportHead, Whereabouts, write_report
from desktop.batch.schemas import check
from desktop.batch.signed_file import canonical
from desktop.security.sealing import new_identity
from desktop.security.station_identity import make_identity
from tests.batch.test_answer_standard_tools import DOCUMENT, documented, run

AT = datetime(2025, 8, 20, 2, 30, tzinfo=UTC)
HEADING = "## 10."


def key(number):
    return UUID(f"019934c4-0000-7000-8000-{number:012x}")


@pytest.fixture
def at_the_province(tmp_path):
    """A folder with the report, the certificate of the register and the province's key."""
    identity, province = make_identity("03862", "MT02", now=AT), new_identity()
    head = ReportHead(key(10), "03862", "MT02", practice=False, number=3, made_at=AT)
    news = [
        CardNews(key(1), 3, 1, "001400000001", Whereabouts.HANDED_OVER, "", AT),
        CardNews(key(2), 2, 1, "001400000002", Whereabouts.DAMAGED, "Gãy góc", AT),
    ]
    assert head.file_name == "MT02-the-000003.qtc"
    (tmp_path / head.file_name).write_bytes(write_report(identity, head, news, [province.public]))
    (tmp_path / "trusted.pem").write_text(identity.certificate_pem, encoding="ascii")
    (tmp_path / "province.key").write_text(province.secret + "\n", encoding="ascii")
    return tmp_path


def test_the_documented_commands_read_a_card_report_and_the_document_shows_it(at_the_province):
    done = run(at_the_province, documented(HEADING))
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.split("\n")[-3:-1] == [
        '      1 "state":"damaged"',
        '      1 "state":"handed_over"',
    ]
    inside = (at_the_province / "cards.json").read_bytes()
    check("cards", json.loads(inside))
    check("cards-envelope", json.loads((at_the_province / "c" / "envelope.json").read_bytes()))
    section = DOCUMENT.read_text(encoding="utf-8").split(HEADING)[1]
    shown = re.search(r"```json\n(.*?)```", section, re.DOTALL)
    assert shown
    assert canonical(json.loads(shown[1])) == inside


@pytest.mark.parametrize("name", ["c/envelope.json", "c/cards.age"])
def test_the_documented_commands_refuse_a_report_that_was_changed(at_the_province, name):
    commands = documented(HEADING)
    changed = commands.replace(
        "cmp c/station.pem",
        f"printf '\\377' | dd of={name} bs=1 seek=150 conv=notrunc\ncmp c/station.pem",
    )
    assert changed != commands
    assert run(at_the_province, changed).returncode != 0


def test_the_documented_commands_refuse_another_station(at_the_province):
    other = make_identity("03862", "MT02", now=AT)
    (at_the_province / "trusted.pem").write_text(other.certificate_pem, encoding="ascii")
    assert run(at_the_province, documented(HEADING)).returncode != 0
