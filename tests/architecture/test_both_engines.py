"""Every test of a store runs on both engines, or it is said here why it is about one."""

from pathlib import Path

import pytest

from tests.reach import only_on_the_file

TESTS = Path(__file__).resolve().parents[1]

FOLDERS = {
    "backup": "copies of the file itself; a server's are its keeper's (docs/huong-dan/may-chu.md)",
    "cli": "commands open a counter's own profile; test_office_command.py has those of a server",
    "journeys": "power cuts, kills and full disks of the machine on which the file lies",
    "migrations": "older stores are files; the same migrations make the server's tables",
    "ui": "pages stand on services; tests/ui/shell/test_two_counters.py shows them on a server",
    "updates": "a new version is tried on a copy of the file",
}
_FILES = "what is read and written on sticks; what the province keeps of it is on both"
ONLY_EMBEDDED = {
    "diagnostics/test_support_bundle.py": "what lies in the profile of a counter",
    "erasure/test_erasure_bytes.py": "no byte of the file holds what was erased",
    "field/test_field_commands.py": "commands open a counter's own profile",
    "field/test_field_standard_tools.py": "files between two machines, opened by other programs",
    "intake/test_counter_leases.py": "a counter on its own holds nobody; all others need a server",
    "province/test_arrival_checks.py": _FILES,
    "province/test_bad_targets.py": _FILES,
    "province/test_desk_presence.py": "two programs on one profile",
    "province/test_escrow.py": _FILES,
    "province/test_province_files_masked.py": _FILES,
    "province/test_province_hostile.py": _FILES,
    "province/test_province_kill.py": "station and desk are killed on the machine of their files",
    "province/test_province_printing.py": _FILES,
    "province/test_province_report.py": "papers; the figures are on both",
    "province/test_report_commands.py": "commands open the desk's own profile",
    "province/test_station_keys.py": _FILES,
    "security/test_clock_watch.py": "a clock that is wrong by years never opens a server",
    "security/test_every_verb_by_role.py": "rights are asked before any store is",
    "security/test_every_writing_verb.py": "verbs, and whether each leaves an event",
    "security/test_practice_apart.py": "profiles of practice, which have no server",
    "security/test_profile_setup.py": "making and opening the profile of a counter",
    "security/test_trail_quick_ways.py": "leaps over columns of text, which a server does not have",
    "storage/test_frozen.py": "copying the file while others write",
    "storage/test_sealed_values.py": "what the file does not seal; all others need a server",
    "storage/test_store.py": "key, pages and log of the file; `either` is on both",
}


@pytest.fixture(scope="module")
def alone():
    return only_on_the_file(TESTS, FOLDERS)


def test_every_test_of_a_store_runs_on_both_engines(alone):
    left = {file: names for file, names in alone.items() if file not in ONLY_EMBEDDED}
    assert not left, "let its fixture ask for `engine_name` (tests/engines.py), or say why not here"


def test_nothing_is_excused_that_needs_no_excuse(alone):
    assert set(alone) == set(ONLY_EMBEDDED)
    assert all((TESTS / folder).is_dir() for folder in FOLDERS)


def test_a_test_that_forgot_the_server_is_found(tmp_path):
    (tmp_path / "conftest.py").write_text(
        "import pytest\n"
        "from tests import helpers\n"
        "@pytest.fixture\n"
        "def store(): return helpers.opened()\n"
        "@pytest.fixture\n"
        "def either(store, engine_name): return store\n"
    )
    (tmp_path / "helpers.py").write_text("def opened(): return make_engine()\n")
    (tmp_path / "test_some_store.py").write_text(
        "def test_one(store): pass\n"
        "def test_two(either): pass\n"
        "def test_three(store, postgres_store): pass\n"
        "def test_four(tmp_path): pass\n"
    )
    assert only_on_the_file(tmp_path) == {"test_some_store.py": ["test_one"]}
