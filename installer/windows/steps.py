"""The life of both installers under Wine, part by part; each leaves what the next begins with."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from installer import manifest
from installer.proof import hold
from installer.windows import product
from installer.windows.other_numpy import borrowed_numpy, exchange_numpy
from installer.windows.seen import TOP, Machine
from installer.windows.sticks import NEWER, OTHERS, OURS, make_sticks

OLD = "0.0.9"
"""Version that is upgraded: the same tree, calling itself older."""

_SOME = 500
"""Files that are laid out when the setup program is killed, of some eight thousand."""

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
    with machine.proof.step(f"setup.exe {OLD} /S, beside it a good file") as seen:
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
        pictures = machine.pictures
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
        with borrowed_numpy(machine.top / "lib"):
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
        with borrowed_numpy(machine.top / "lib"):
            code = machine.wine.run(f"{opened}; {tried}").code
        hold(code == product.EXIT_RUNNING, f"exit code {code}")
        machine.must_be_whole(OLD)
        seen.append(f"refused with code {product.EXIT_RUNNING}; the old version stays whole")


def _repair(machine: Machine) -> None:
    with machine.proof.step("repair: one file deleted, one changed; setup.exe again") as seen:
        (machine.top / "start.py").unlink(missing_ok=True)
        (machine.top / "app/main.py").write_text("broken", "utf-8")
        machine.setup(OLD, 0)
        machine.must_be_whole(OLD)
        seen.append("every file as in the manifest again")


def _kill(machine: Machine) -> None:
    with machine.proof.step(
        f"setup.exe {machine.version} killed while it lays out its files"
    ) as seen:
        laid = f"$WINEPREFIX/drive_c/Program Files/{product.FOLDER}.new"
        script = f"""
        (win "Z:\\build\\stick\\qtn-{machine.version}.exe" /S >/dev/null &)
        for second in $(seq 600); do
            sleep 1
            files=$(find "{laid}" -type f 2>/dev/null | wc -l)
            [ "$files" -gt 500 ] && break
        done
        wineserver -k9
        echo "killed at $files files"
        """
        said = machine.wine.run(script).text
        found = re.search(r"killed at (\d+) files", said)
        hold(found is not None and int(found[1]) > _SOME, said[-500:])
        machine.must_be_whole(OLD)
        seen.append(f"{said.splitlines()[-1]}; the installed version is whole, file by file")


def _upgrade(machine: Machine) -> None:
    with machine.proof.step(f"upgrade to {machine.version}") as seen:
        foreign, laid = machine.top / "ghi-chu.txt", machine.top / product.UPDATES / "0.0.1/main.py"
        foreign.write_text("của người khác", "utf-8")
        laid.parent.mkdir(parents=True, exist_ok=True)
        laid.write_text("", "utf-8")
        machine.setup(machine.version, 0)
        hold(laid.is_file(), "a version of a USB drive is gone")
        _forget_updates(machine)
        machine.must_be_whole(machine.version)
        beside = machine.top.parent.glob(f"{machine.top.name}.*")
        kept = [path.relative_to(machine.top.parent).as_posix() for path in beside]
        hold(kept == [f"{product.FOLDER}.giu-1"], f"beside it: {kept}")
        aside = machine.top.with_name(kept[0])
        hold((aside / foreign.name).is_file(), "somebody's file was removed")
        seen.append("somebody's file went aside, versions of USB drives stayed")


def _open_data(machine: Machine) -> None:
    with machine.proof.step("`qtn audit verify` by the upgraded program") as seen:
        said = machine.qtn("audit verify")
        hold(said.code == 0 and "QTN-" not in said.text, said.text)
        seen.append("the data made before open, their trail is whole")


def _forget_updates(machine: Machine) -> None:
    """Take the made-up version away: what is compared with the manifest next does not know it."""
    (machine.top / product.UPDATES / "0.0.1/main.py").unlink()
    (machine.top / product.UPDATES / "0.0.1").rmdir()
    (machine.top / product.UPDATES).rmdir()


def _again(machine: Machine) -> None:
    with machine.proof.step("the same upgrade once more: another file of somebody") as seen:
        (machine.top / "ghi-chu-2.txt").write_text("của người khác", "utf-8")
        machine.setup(machine.version, 0)
        machine.must_be_whole(machine.version)
        second = machine.top.with_name(f"{product.FOLDER}.giu-2") / "ghi-chu-2.txt"
        hold(second.is_file(), "somebody's second file was removed")
        seen.append("goes through; the second went aside, too")


def _refuse_data(machine: Machine) -> None:
    with machine.proof.step("setup.exe /S /D= a folder with data") as seen:
        data = machine.wine.drive / "QTN"
        before = manifest.tree_hash(manifest.entries(data))
        machine.setup(machine.version, product.EXIT_FOLDER, "'/D=C:\\QTN'")
        hold(manifest.tree_hash(manifest.entries(data)) == before, "data were touched")
        seen.append(f"refused with code {product.EXIT_FOLDER}; the folder byte for byte the same")


def _smoke(machine: Machine) -> None:
    with machine.proof.step("smoke test of the installed program, with another NumPy") as seen:
        exchange_numpy(machine.top / "lib")
        said = machine.qtn("demo --smoke").text
        at = said.find("{")
        found = json.loads(said[at : said.rfind("}") + 1]) if at >= 0 else {}
        hold(bool(found.get("ok")), said[-1500:])
        told = ("python", "qt", "system", "screen", "milliseconds")
        machine.proof.note(smoke={key: found[key] for key in told})
        seen.append(f"{len(found['pages'])} pages, receipt {found['receipt']}, QR read")


def _refuse_others(machine: Machine) -> None:
    with machine.proof.step("`qtn update check` of a USB drive that others signed") as seen:
        make_sticks(machine.top / "app", machine.build)
        said = machine.qtn(f"update check 'Z:\\build\\{OTHERS}'")
        hold(said.code != 0 and "QTN-621" in said.text, said.text)
        hold(not (machine.top / product.UPDATES / NEWER).exists(), "it was laid")
        seen.append("refused with QTN-621")


def _update(machine: Machine) -> None:
    with machine.proof.step(
        f"`qtn update apply` of a USB drive with {NEWER}; `update back`"
    ) as seen:
        said = machine.qtn(f"update apply 'Z:\\build\\{OURS}'")
        hold(said.code == 0, said.text)
        hold(machine.said_version() == NEWER, machine.said_version())
        said = machine.qtn("audit verify")
        hold(said.code == 0 and "QTN-" not in said.text, said.text)
        seen.append("tried on a copy of the store, started; it opens the data")
        said = machine.qtn("update back")
        hold(said.code == 0 and machine.said_version() == machine.version, said.text)
        seen.append("and the way back")


def _remove(machine: Machine) -> None:
    with machine.proof.step("uninstall.exe /S") as seen:
        data = machine.wine.drive / "QTN"
        before = manifest.tree_hash(manifest.entries(data))
        _lay_update(machine)
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


def _lay_update(machine: Machine) -> None:
    laid = machine.top / product.UPDATES / "9.0.0/desktop/app.py"
    laid.parent.mkdir(parents=True, exist_ok=True)
    laid.write_text("", "utf-8")


def _msi_install(machine: Machine) -> None:
    with machine.proof.step(f"msiexec /i {OLD} /qn") as seen:
        machine.msiexec("/i", OLD)
        machine.must_be_whole(OLD)
        hold((machine.shared / product.CONFIG).is_file(), "the file beside it was not copied")
        seen.append("every file as in the manifest; the file beside the MSI is in ProgramData")


def _msi_repair(machine: Machine) -> None:
    with machine.proof.step("a file deleted, one changed; the MSI's repair, silent") as seen:
        (machine.top / "start.py").unlink(missing_ok=True)
        (machine.top / "app/main.py").write_text("broken", "utf-8")
        machine.msiexec("/fa", OLD)
        if not (machine.top / "start.py").is_file():
            seen.append("`/fa` does nothing under Wine, to be seen on a real Windows; spelled out")
            machine.msiexec("/i", OLD, product.MSI_REPAIR)
        machine.must_be_whole(OLD)
        seen.append("every file as in the manifest again")


def _setup_over_msi(machine: Machine) -> None:
    with machine.proof.step("setup.exe over the MSI") as seen:
        machine.setup(machine.version, product.EXIT_OTHER_KIND)
        hold((machine.top / product.CONSOLE_EXE).is_file(), "the program is gone")
        seen.append(f"refused with code {product.EXIT_OTHER_KIND}")


def _msi_upgrade(machine: Machine) -> None:
    with machine.proof.step(f"upgrade to {machine.version} by msiexec /i /qn") as seen:
        machine.msiexec("/i", machine.version)
        machine.must_be_whole(machine.version)
        seen.append("every file as in the manifest")


def _msi_remove(machine: Machine) -> None:
    with machine.proof.step("msiexec /x /qn, with a version of a USB drive beside it") as seen:
        _lay_update(machine)
        machine.msiexec("/x", machine.version)
        left = [path for path in machine.top.rglob("*") if path.is_file()]
        hold(not left, f"left: {left[:5]}")
        hold((machine.shared / product.CONFIG).is_file(), "the configuration is gone")
        seen.append("no file of the program left; configuration kept")


PARTS: dict[str, Callable[[Machine], None]] = {
    "bad-file": _install_with_bad_file,
    "good-file": _install_with_good_file,
    "station": _make_station,
    "window": _see_window,
    "refuse-while-open": _refuse_while_open,
    "repair": _repair,
    "kill": _kill,
    "upgrade": _upgrade,
    "data": _open_data,
    "upgrade-again": _again,
    "refuse-data": _refuse_data,
    "smoke": _smoke,
    "refuse-others": _refuse_others,
    "update": _update,
    "remove": _remove,
    "purge": _purge,
    "msi": _msi_install,
    "msi-repair": _msi_repair,
    "setup-over-msi": _setup_over_msi,
    "msi-upgrade": _msi_upgrade,
    "msi-remove": _msi_remove,
}
"""In the order of a computer's life."""
