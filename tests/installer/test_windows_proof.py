"""What a proof under Wine writes down, and that its own NumPy is never part of an installer."""

from __future__ import annotations

from installer import manifest, wheels
from installer.proof import Proof, sizes
from installer.stage import Staged
from installer.target import WINDOWS
from installer.windows import other_numpy, prove
from installer.windows.seen import Machine, differences


def test_the_report_has_every_step_and_says_that_wine_is_not_windows(tmp_path):
    tree = tmp_path / "tree"
    (tree / "app").mkdir(parents=True)
    (tree / "app/main.py").write_text("x" * 2_000_000, "ascii")
    proof = Proof(tmp_path / "proof.json")

    def install() -> None:
        with proof.step("install") as seen:
            seen.append("every file as in the manifest")
        staged = Staged(tree, WINDOWS, "1.2.3", [], [])
        told = {"wine": "wine-10.0", "smoke": {"screen": "windows"}, "installers": ".exe 1.5 MB"}
        proof.note(**told, **sizes(staged))

    proof.part("install", install)
    text = prove.report(proof)
    assert "Version 1.2.3, under wine-10.0 of Debian 13" in text
    assert "No step below is a statement about a real Windows." in text
    assert "| install | every file as in the manifest | 0 |" in text
    assert ".exe 1.5 MB; installed 2.0 MB in 1 files" in text
    assert "crealf" in text


def test_the_numpy_for_wine_is_another_one_and_pinned():
    (pinned,) = wheels.read_lock(other_numpy.LOCK)
    (shipped,) = (one for one in wheels.read_lock(WINDOWS.lock) if one.name == "numpy")
    assert pinned.name == "numpy"
    assert pinned.version != shipped.version
    assert not pinned.hashes & shipped.hashes


def test_a_machine_knows_where_things_lie(tmp_path):
    class Drive:
        drive = tmp_path

    machine = Machine(Drive(), Proof(tmp_path / "proof.json"), "1.2.3", tmp_path / "build")
    assert machine.top == tmp_path / "Program Files" / "Quay Tiep Nhan"
    assert machine.shared == tmp_path / "ProgramData" / "quay-tiep-nhan"
    assert machine.stick == tmp_path / "build" / "stick"


def test_an_installed_tree_is_compared_to_the_last_file(tmp_path):
    for name in ("app/main.py", "app/__pycache__/main.cpython-311.pyc"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, "ascii")
    manifest.write(tmp_path, version="1.2.3", target="windows")
    (tmp_path / "uninstall.exe").write_text("made there", "ascii")
    assert differences(tmp_path) == []
    (tmp_path / "app/__pycache__/main.cpython-311.pyc").unlink()
    (tmp_path / "app/main.py").write_text("broken", "ascii")
    assert differences(tmp_path) == ["app/__pycache__/main.cpython-311.pyc", "app/main.py"]
