"""The audit trail of a provincial desk: proved by command and told, on both engines."""

import argparse
import json

import pytest
from sqlalchemy import text

from desktop.cli import audit as commands
from desktop.cli.context import MUST_ACT, OK, CliContext
from desktop.province.desk import create_desk, open_desk
from desktop.security.journal import telling
from desktop.security.journal.views import JournalQuery
from desktop.security.keystore import MemoryKeyring
from desktop.storage import guards
from desktop.storage.profile import Profile
from tests import factories


@pytest.fixture(params=["sqlcipher", "postgresql"])
def made(request, tmp_path):
    """A desk with a few events, and how to open it."""
    server = ""
    if request.param == "postgresql":
        postgres = request.getfixturevalue("postgres_server")
        name = postgres.new_database()
        server = postgres.url(name)
    keyring, profile, code_file = MemoryKeyring(), Profile(tmp_path / "tinh"), tmp_path / "ma.txt"
    create_desk(
        profile,
        province="14",
        name="Tỉnh thử",
        keystore=keyring,
        clock=factories.clock(),
        recovery_file=code_file,
        server=server,
    )

    def opened():
        return open_desk(profile, keyring, None, factories.clock())

    yield profile, code_file, opened, bool(server)
    if server:
        postgres.drop(name)


def verify(profile, code_file, capsys):
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=type(profile.folder))
    parser.add_argument("--unlock-with", type=type(profile.folder))
    commands.add_parser(parser.add_subparsers())
    line = ["--data", profile.folder, "--unlock-with", code_file, "audit", "verify", "--json"]
    args = parser.parse_args(list(map(str, line)))
    code = args.handler(args, CliContext(args, lambda _: pytest.fail("not a counter")))
    return code, json.loads(capsys.readouterr().out)


def change(store, number):
    with store.write() as session:
        guards.remove_from_trail(session.connection())
        statement = f"UPDATE audit_events SET actor = 'Ai Đó' WHERE number = {number}"
        session.connection().execute(text(statement))
        guards.install(session.connection())


def test_the_command_proves_both_trails_of_a_desk(made, capsys):
    profile, code_file, opened, has_server = made
    desk = opened()
    newest = desk.own_journal.frame().newest
    desk.close()
    code, data = verify(profile, code_file, capsys)
    assert (code, data["ok"]) == (OK, True)
    assert ("own" in data) == has_server
    own = data["own"] if has_server else data
    assert own["head"]["number"] >= newest
    desk = opened()
    change(desk.profile, 1)
    desk.close()
    code, data = verify(profile, code_file, capsys)
    assert code == MUST_ACT
    own = data["own"] if has_server else data
    assert (own["first_broken"]["number"], own["first_broken"]["fault"]) == (1, "edited")
    assert data["ok"] == has_server  # the shared one holds


def test_the_desk_reads_its_trail_in_sentences(made):
    _, _, opened, has_server = made
    desk = opened()
    told = [telling.sentence(one) for one in desk.own_journal.page(JournalQuery()).entries]
    assert "Chương trình đã tạo khóa của bàn tỉnh." in told
    if has_server:
        assert not any("tạo khóa" in telling.sentence(one) for one in _all(desk.journal))
    desk.close()


def _all(journal):
    return journal.page(JournalQuery()).entries
