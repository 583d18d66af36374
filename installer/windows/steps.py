"""The life of the setup program under Wine; the first step that does not hold ends it."""

from __future__ import annotations

import json
import re
import shutil

from installer import manifest
from installer.windows import product
from installer.windows.other_numpy import exchange_numpy
from installer.windows.seen import TOP, Machine, hold

OLD = "0.0.9"
"""Version that is upgraded: the same tree, calling itself older."""

_PLAN = {
    "format": 1,
    "commune": "06982",
    "commune_name": "Mường Thử",
    "station": "TN02",
    "data": "C:/QTN",
    "language": "vi",
    "recovery": "C:/ma-khoi-phuc.txt",
    "operators": [{"name": "Lò Thị Hương", "role": "administrator", "pin": "482913"}],
}


def live_through_setup(machine: Machine) -> None:
    """Install, start, repair, upgrade, remove by the setup program.

    Raises:
        BuildError: a step did not hold.
    """
    _install_with_bad_file(machine)
    _install_with_good_file(machine)
    _make_station(machine)
    _see_window(machine)
    _refuse_while_open(machine)
    _repair(machine)
    _upgrade(machine)
    _smoke(machine)
    _remove(machine)
    _purge(machine)


def _install_with_bad_file(machine: Machine) -> None:
    what = f"setup.exe {OLD} /S, beside it a file with mistakes"
    with machine.proof.step(what) as seen:
        plan = machine.stick / product.CONFIG
        plan.write_text('{"format": 1,\n"comune": "06982"}', "utf-8")
        machine.setup(OLD, product.EXIT_CONFIG)
        told = (machine.shared / "cai-dat.log").read_text("utf-8")
        hold("dòng 2, comune" in told and "dòng 1, commune" in told, told)
        hold(not (machine.shared / product.CONFIG).exists(), "the bad file was taken")
        machine.must_be_whole(OLD)
        seen.append(f"installed; file not taken, code {product.EXIT_CONFIG}, both lines in the log")


def _install_with_good_file(machine: Machine) -> None:
    with machine.proof.step("the same again, beside it a good file") as seen:
        plan = machine.stick / product.CONFIG
        plan.write_text(json.dumps(_PLAN, ensure_ascii=False), "utf-8")
        machine.setup(OLD, 0)
        hold((machine.shared / product.CONFIG).read_bytes() == plan.read_bytes(), "not taken")
        machine.must_be_whole(OLD)
        links = sorted(path.name for path in machine.wine.drive.rglob("*.lnk"))
        hold(links == [f"{product.TITLE}.lnk"] * 2, str(links))
        seen.append("every file as in the manifest, two shortcuts, the file in ProgramData")


def _make_station(machine: Machine) -> None:
    with machine.proof.step("`qtn init` without a word: the station of the file") as seen:
        said = machine.qtn("init --json").text
        profile = machine.wine.drive / "QTN/profile.json"
        hold('"station": "TN02"' in said and profile.is_file(), said)
        hold('"key_in_keyring": true' in said, said)
        seen.append("profile in C:\\QTN, key in the Credential Locker")


def _see_window(machine: Machine) -> None:
    with machine.proof.step("start the window on a virtual screen") as seen:
        pictures = machine.proof.pictures
        script = f"""
        (win "{TOP}\\{product.WINDOW_EXE}" >/dev/null &)
        for second in $(seq 90); do
            sleep 1
            xwininfo -root -tree 2>/dev/null | grep -qi '"{product.WINDOW_EXE}"' && break
        done
        sleep 15
        import -window root "/build/{pictures.name}/window.png"
        echo "on the screen within $second s"
        """
        said = machine.wine.run(script).text
        found = re.search(r"within (\d+) s", said)
        hold(found is not None and int(found[1]) < 90, said[-500:])
        picture = pictures / "window.png"
        hold(picture.is_file() and picture.stat().st_size > 20_000, "the screen is empty")
        seen.append(f"{said.splitlines()[-1]}; picture {picture.name}")


def _refuse_while_open(machine: Machine) -> None:
    with machine.proof.step("setup.exe while the program is open") as seen:
        opened = f'(win "{TOP}\\{product.WINDOW_EXE}" >/dev/null &); sleep 20'
        tried = f'win "Z:\\build\\stick\\qtn-{machine.version}.exe" /S'
        code = machine.wine.run(f"{opened}; {tried}").code
        hold(code == product.EXIT_RUNNING, f"exit code {code}")
        machine.must_be_whole(OLD)
        seen.append(f"refused with code {product.EXIT_RUNNING}; the old version stays whole")


def _repair(machine: Machine) -> None:
    with machine.proof.step("repair: one file deleted, one changed; setup.exe again") as seen:
        (machine.top / "start.py").unlink()
        (machine.top / "app/main.py").write_text("broken", "utf-8")
        machine.setup(OLD, 0)
        machine.must_be_whole(OLD)
        seen.append("every file as in the manifest again")


def _upgrade(machine: Machine) -> None:
    with machine.proof.step(f"upgrade to {machine.version}") as seen:
        (machine.top / "ghi-chu.txt").write_text("của người khác", "utf-8")
        machine.setup(machine.version, 0)
        machine.must_be_whole(machine.version)
        kept = machine.top.with_name(f"{machine.top.name}.old") / "ghi-chu.txt"
        hold(kept.is_file(), "somebody's file was removed")
        shutil.rmtree(kept.parent)
        said = machine.qtn("audit verify").text
        hold("QTN-" not in said, said)
        seen.append("the data made before open, their trail is whole; a foreign file was kept")


def _smoke(machine: Machine) -> None:
    with machine.proof.step("smoke test of the installed program, with another NumPy") as seen:
        exchange_numpy(machine.top / "lib")
        said = machine.qtn("demo --smoke").text
        at = said.find("{")
        found = json.loads(said[at : said.rfind("}") + 1]) if at >= 0 else {}
        hold(bool(found.get("ok")), said[-1500:])
        machine.proof.figures["smoke"] = {
            key: found[key] for key in ("python", "qt", "system", "screen", "milliseconds")
        }
        seen.append(f"{len(found['pages'])} pages, receipt {found['receipt']}, QR read")


def _remove(machine: Machine) -> None:
    with machine.proof.step("uninstall.exe /S") as seen:
        data = machine.wine.drive / "QTN"
        before = manifest.tree_hash(manifest.entries(data))
        machine.uninstall("/S")
        hold(not machine.top.exists(), "the program's folder is left")
        hold(not list(machine.wine.drive.rglob("*.lnk")), "a shortcut is left")
        hold(manifest.tree_hash(manifest.entries(data)) == before, "data were touched")
        hold((machine.shared / product.CONFIG).is_file(), "the configuration is gone")
        seen.append("nothing of the program left; data byte for byte the same, configuration kept")


def _purge(machine: Machine) -> None:
    with machine.proof.step("install again; uninstall.exe /S /PURGE") as seen:
        profile = machine.wine.drive / "users/root/AppData/Local" / product.SHARED_FOLDER
        profile.mkdir(parents=True, exist_ok=True)
        (profile / "profile.json").write_text("{}", "utf-8")
        machine.setup(machine.version, 0)
        machine.uninstall("/S /PURGE")
        hold(not profile.exists() and not machine.shared.exists(), "something is left")
        hold((machine.wine.drive / "QTN/profile.json").is_file(), "C:\\QTN is gone")
        seen.append("accounts' data and configuration gone; C:\\QTN left to whoever chose it")


def live_through_msi(machine: Machine) -> None:
    """Install, upgrade, remove by Windows Installer.

    Raises:
        BuildError: a step did not hold.
    """
    with machine.proof.step(f"msiexec /i {OLD} /qn") as seen:
        machine.msiexec("/i", OLD)
        machine.must_be_whole(OLD)
        hold((machine.shared / product.CONFIG).is_file(), "the file beside it was not copied")
        seen.append("every file as in the manifest; the file beside the MSI is in ProgramData")
    with machine.proof.step("a file deleted; msiexec /fa /qn") as seen:
        (machine.top / "start.py").unlink()
        machine.msiexec("/fa", OLD)
        restored = (machine.top / "start.py").is_file()
        seen.append("restored" if restored else "NOT restored: to be seen on a real Windows")
    with machine.proof.step("setup.exe over the MSI") as seen:
        machine.setup(machine.version, product.EXIT_OTHER_KIND)
        hold((machine.top / product.CONSOLE_EXE).is_file(), "the program is gone")
        seen.append(f"refused with code {product.EXIT_OTHER_KIND}")
    with machine.proof.step(f"upgrade to {machine.version} by msiexec /i /qn") as seen:
        machine.msiexec("/i", machine.version)
        machine.must_be_whole(machine.version)
        seen.append("every file as in the manifest")
    with machine.proof.step("msiexec /x /qn") as seen:
        machine.msiexec("/x", machine.version)
        left = [path for path in machine.top.rglob("*") if path.is_file()]
        hold(not left, f"left: {left[:5]}")
        hold((machine.shared / product.CONFIG).is_file(), "the configuration is gone")
        seen.append("no file of the program left; configuration kept")
