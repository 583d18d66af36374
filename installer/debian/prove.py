"""`python3 dev.py prove debian`: the whole life of the package on a clean Debian.

Built twice, installed, used by an ordinary account on a virtual screen, refused while it is open,
upgraded, removed, purged, installed again. Takes several minutes, needs root and mmdebstrap; what
it measures goes into docs/install-proof.md. After a part that did not hold, `--resume` goes on
with it in the same root.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import asdict
from functools import partial

from desktop.common.chosen_version import VERSIONS
from installer import manifest, source
from installer.console import BuildError, megabytes, say
from installer.debian.build import build, package_file
from installer.debian.control import NAME
from installer.debian.root import SUITES, USER, Root
from installer.debian.start_times import StartTimes, measure
from installer.debian.tree import EXAMPLE, FILES, TOP
from installer.proof import Proof, add_options, hold, size_tables, sizes
from installer.report import replace_section
from installer.target import BUILD

OLD = "0.0.9"
_SCREEN = 'xvfb-run -a -s "-screen 0 1366x768x24"'
_CODE = "ma-khoi-phuc.txt"
_FAULTY = '{"format": 1,\n "commune": "3862",\n "station": "thôn",\n "lang": "vi"}\n'
_MISTAKES = 3
_KNOWN_MISSING = ("libgtk-3", "libgdk", "libpango", "libatk", "libcairo", "libwayland", "libcups")
"""What only optional plugins of Qt ask for: GTK's dialogs, Wayland, printers of CUPS."""


def prove(root: Root, proof: Proof) -> None:
    """Go through all parts; the first that does not hold ends it.

    Raises:
        BuildError: a part did not hold.
    """
    for name, work in PARTS.items():
        proof.part(name, partial(work, root, proof))


def _build_old(root: Root, proof: Proof) -> None:
    with proof.step(f"build {OLD} from the same tree") as seen:
        old = build(OLD, python=root.python, level="1")
        shutil.rmtree(old.staged.tree.parents[1], ignore_errors=True)
        seen.append(megabytes(old.file.stat().st_size))


def _build(root: Root, proof: Proof) -> None:
    with proof.step("build the version itself, twice") as seen:
        first, second = (build(python=root.python) for _ in range(2))
        hold(first.sha256 == second.sha256, "two builds differ")
        seen.append(f"bit-identical, SHA-256 {second.sha256[:16]}…")
        proof.note(package=megabytes(second.file.stat().st_size), **sizes(second.staged))


def _make_root(root: Root, proof: Proof) -> None:
    with proof.step(f"make a bare Debian ({root.suite}, minbase)"):
        root.make()


def _install(root: Root, proof: Proof) -> None:
    before = _count(root)
    place = root.folder / "etc" / NAME / EXAMPLE
    place.parent.mkdir(exist_ok=True)
    place.write_text(_FAULTY, encoding="utf-8")
    with proof.step(f"install {OLD} with apt, without recommended packages") as seen:
        deb = _bring(root, OLD)
        said = root.must(f"apt-get install -qq -y --no-install-recommends {deb} 2>&1")
        told = root.must("qtn --version", user=True).strip()
        hold(told == f"qtn {OLD}", told)
        mistakes = re.findall(r"^- dòng [234], ", said, re.MULTILINE)
        hold(len(mistakes) == _MISTAKES, f"mistakes of {EXAMPLE}: {said[-1500:]}")
        seen.append(f"{_MISTAKES} mistakes in {EXAMPLE} told with their lines")
        seen.append(f"{_count(root) - before} packages came with it; `{told}`")


def _set_up(root: Root, proof: Proof) -> None:
    with proof.step(f"`qtn init` of an ordinary account, from /etc/{NAME}/{EXAMPLE}") as seen:
        values = json.loads((FILES / EXAMPLE).read_text(encoding="utf-8"))
        values["recovery"] = f"/home/{USER}/{_CODE}"
        place = root.folder / "etc" / NAME / EXAMPLE
        place.write_text(json.dumps(values), encoding="utf-8")
        told = json.loads(root.must("qtn init --json", user=True))
        hold(told["station"] == values["station"], str(told))
        own = "the account's own folder" if USER in told["data"] else told["data"]
        seen.append(f"nothing asked; station {told['station']}, data in {own}")
    with proof.step("add a virtual screen (xvfb), for the windows below"):
        root.must("apt-get install -qq -y --no-install-recommends xvfb xauth desktop-file-utils")
        root.must(f"desktop-file-validate /usr/share/applications/{NAME}.desktop")


def _bring(root: Root, version: str) -> str:
    """Copy a package into the root; return where it lies there."""
    file = package_file(version, root.python)
    hold(file.is_file(), f"{file.name} is gone: begin anew")
    shutil.copyfile(file, root.folder / "srv" / file.name)
    return f"/srv/{file.name}"


def _refuse_while_open(root: Root, proof: Proof) -> None:
    deb = _bring(root, source.version())
    with proof.step("upgrade while the window is open") as seen:
        script = f"""
        su -l {USER} -c '{_SCREEN} quay-tiep-nhan' >/tmp/window.log 2>&1 &
        for second in $(seq 60); do
            sleep 1
            grep -qs "[s]tart.py" /proc/[0-9]*/cmdline && break
        done
        sleep 10
        if apt-get install -qq -y {deb} >/tmp/upgrade.log 2>&1; then echo upgraded; fi
        grep -qs "[s]tart.py" /proc/[0-9]*/cmdline && echo open
        tail -20 /tmp/upgrade.log
        """
        told = root.must(script)
        hold("upgraded" not in told and "open" in told and "Close it" in told, told)
        again = root.must("dpkg --configure -a && qtn --version && dpkg --verify " + NAME)
        hold(again.strip() == f"qtn {OLD}", again)
        seen.append("refused, says which process; the old version works on")


def _upgrade(root: Root, proof: Proof) -> None:
    deb = _bring(root, source.version())
    with proof.step("close the window, upgrade") as seen:
        root.must(f"apt-get install -qq -y {deb}")
        told = root.must("qtn --version", user=True).strip()
        hold(told == f"qtn {source.version()}", told)
        root.must(f"qtn audit verify --unlock-with {_CODE}", user=True)
        seen.append(f"`{told}`; the data made before open, their trail is whole")


def _compare_files(root: Root, proof: Proof) -> None:
    with proof.step("files against dpkg's sums and against the manifest") as seen:
        told = root.must(f"dpkg --verify {NAME}").strip()
        changed = manifest.compare(root.folder / TOP)
        hold(not told and not changed, f"{told} {changed[:5]}")
        seen.append("nothing missing, added or changed")


def _find_libraries(root: Root, proof: Proof) -> None:
    with proof.step("every shared library finds what it needs") as seen:
        script = (
            f"find /{TOP}/lib -name '*.so*' -exec "
            "sh -c 'for f; do ldd \"$f\" 2>/dev/null; done' sh {} + | grep 'not found' | sort -u"
        )
        lacking = {line.split()[0] for line in root.run(script).stdout.splitlines()}
        own = {file.name for file in (root.folder / TOP / "lib").rglob("*.so*")}
        bad = [one for one in lacking - own if not one.startswith(_KNOWN_MISSING)]
        hold(not bad, f"not found: {bad}")
        seen.append(f"{len(lacking - own)} asked for by optional plugins alone")


def _smoke(root: Root, proof: Proof) -> None:
    with proof.step("smoke test as an ordinary account on the virtual screen") as seen:
        report = json.loads(root.must(f"{_SCREEN} qtn demo --smoke", user=True))
        hold(report["ok"] and report["screen"] == "xcb", str(report["problems"]))
        proof.note(smoke=report)
        seen.append(f"{len(report['pages'])} pages, receipt {report['receipt']}, QR read")


def _starts(root: Root, proof: Proof) -> None:
    with proof.step("start the installed program and `python main.py`, in turn") as seen:
        times = measure(root, _SCREEN, _CODE)
        seen.append(times.in_words())
        proof.note(start=asdict(times))


def _purge(root: Root, proof: Proof) -> None:
    home = root.folder / "home" / USER / ".local/share" / NAME
    before = manifest.tree_hash(manifest.entries(home))
    with proof.step("remove, with a version of a USB drive beside it") as seen:
        laid = root.folder / TOP / VERSIONS / "0.0.1"
        laid.mkdir(parents=True, exist_ok=True)
        (laid / "main.py").write_text("", encoding="utf-8")
        root.must(f"apt-get remove -qq -y {NAME}")
        hold(not (root.folder / TOP).exists(), f"/{TOP} is left")
        hold((root.folder / "etc" / NAME / EXAMPLE).is_file(), "the configuration is gone")
        seen.append("nothing in /opt is left; configuration kept")
    with proof.step("purge") as seen:
        root.must(f"apt-get purge -qq -y {NAME}")
        left = root.run(
            f"find / -xdev -path /proc -prune -o -path '*{NAME}*' -print | grep -v ^/srv/"
        ).stdout.split()
        ours = [path for path in left if not path.startswith(f"/home/{USER}/")]
        hold(not ours, f"left behind: {ours[:5]}")
        hold(manifest.tree_hash(manifest.entries(home)) == before, "data were touched")
        seen.append("nothing of the package is left; the account's data are byte for byte the same")


def _install_again(root: Root, proof: Proof) -> None:
    deb = _bring(root, source.version())
    with proof.step("install again") as seen:
        root.must(f"apt-get install -qq -y --no-install-recommends {deb}")
        root.must(f"qtn audit verify --unlock-with {_CODE}", user=True)
        seen.append("opens the data that were there before")


PARTS: dict[str, Callable[[Root, Proof], None]] = {
    "build-old": _build_old,
    "build": _build,
    "root": _make_root,
    "install": _install,
    "set-up": _set_up,
    "refuse-while-open": _refuse_while_open,
    "upgrade": _upgrade,
    "compare-files": _compare_files,
    "find-libraries": _find_libraries,
    "smoke": _smoke,
    "start-times": _starts,
    "purge": _purge,
    "install-again": _install_again,
}
"""Each can be gone through again in the root that the parts before it left."""


def _count(root: Root) -> int:
    return len(root.must("dpkg-query -f '${Package}\\n' -W").split())


def report(proof: Proof) -> str:
    """Return the section of docs/install-proof.md."""
    smoke, times = proof.figure("smoke"), StartTimes(**proof.figure("start"))
    seconds = smoke["milliseconds"]
    tested = (
        f"Smoke test: {seconds['all'] / 1000:.0f} s, {seconds['pages'] / 1000:.0f} s of them for "
        f"{len(smoke['pages'])} pages ({smoke['screen']}, Qt {smoke['qt']}, {smoke['python']})."
    )
    package = (
        f"Package {proof.figure('package')}; installed {proof.figure('installed')} in "
        f"{proof.figure('files')} files, and the compiled modules."
    )
    paragraphs = (
        f"{proof.head()}. Version {proof.figure('version')}.",
        proof.as_table(),
        package,
        tested,
        times.as_table(proof.load_of("start-times")),
        *size_tables(proof),
    )
    return "\n\n".join(paragraphs)


def main(arguments: list[str]) -> int:
    """Prove, and write the report."""
    parser = argparse.ArgumentParser(prog="dev.py prove debian", description=__doc__)
    parser.add_argument("--suite", default="bookworm", choices=tuple(SUITES), help="of Debian")
    parser.add_argument("--keep", action="store_true", help="keep the Debian root afterwards")
    add_options(parser, tuple(PARTS))
    chosen = parser.parse_args(arguments)
    folder = BUILD / "debian"
    proof = Proof(folder / f"proof-{chosen.suite}.json")
    try:
        root = Root(folder / f"root-{chosen.suite}", chosen.suite)
        if chosen.resume or chosen.again:
            proof.take_up(tuple(PARTS), chosen.again)
        prove(root, proof)
        replace_section(f"debian-{chosen.suite}", report(proof))
    except BuildError as error:
        say(f"NOT PROVED: {error}\nMend it and go on: dev.py prove debian --resume")
        return 1
    if not chosen.keep:
        root.remove()
    say("Proved; the figures stand in docs/install-proof.md.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
