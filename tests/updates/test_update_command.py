"""`main.py update …` as IT staff runs it."""

import json

from tests.cli.test_commands import qtn


def test_a_copy_of_the_sources_says_that_it_believes_nobody(stick, tmp_path):
    rc, out, _ = qtn("--data", tmp_path / "data", "update", "status", "--json")
    told = json.loads(out)
    assert (rc, told["installed"], told["has_keys"]) == (0, False, False)
    rc, out, err = qtn("--data", tmp_path / "data", "update", "check", stick, "--json")
    assert (rc, json.loads(out)["error"]["code"]) == (1, "QTN-633")
    assert "Traceback" not in err
