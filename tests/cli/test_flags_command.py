"""`main.py person priority` and `main.py report services`: real processes, health untold."""

import json

from tests import factories
from tests.cli.test_commands import qtn, station  # noqa: F401 - a fixture
from tests.cli.test_field_visits_command import PANG


def test_flags_are_set_and_services_counted(station, tmp_path):  # noqa: F811
    rc, out, err = qtn(*station, "roster", "import", factories.list_file(tmp_path), "--json")
    assert rc == 0, err
    about = (*station, "person", "priority", "--id", PANG)
    rc, out, err = qtn(*about, "--set", "ill", "war_invalid", "--json")
    assert rc == 0, err
    data = json.loads(out)
    assert (data["reasons"], data["health_hidden"]) == (["war_invalid"], True)
    rc, out, err = qtn(*about, "--set", "other", "--json")
    assert (rc, json.loads(out)["error"]["code"]) == (1, "QTN-600")
    rc, out, err = qtn(*about)
    assert rc == 0
    assert "Thương binh" in out
    assert "Ốm" not in out
    rc, out, err = qtn(*station, "report", "services", "--as-of", "20/08/2025", "--json")
    assert rc == 0, err
    data = json.loads(out)
    assert data["as_of"] == "2025-08-20"
    assert data["services"] == {"id_card": 0, "e_id": 0, "residence": 0, "other": 0}
    assert data["total"] == 0
