"""`python3 dev.py prove debian`: the whole life of the package on a clean Debian.

Built twice, installed, used by an ordinary account on a virtual screen, refused while it is open,
upgraded, purged, installed again. Takes several minutes, needs root and mmdebstrap; what it
measures goes into docs/install-proof.md.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from installer import manifest
from installer.console import BuildError, megabytes, say
from installer.debian.build import Built, build
from installer.debian.control import NAME
from installer.debian.root import SUITES, USER, Root
from installer.debian.start_times import StartTimes, measure
from installer.debian.tree import EXAMPLE, FILES, TOP
from installer.report import replace_section, table
from installer.stage import parts
from installer.target import BUILD

OLD = "0.0.9"
_SCREEN = 'xvfb-run -a -s "-screen 0 1366x768x24"'
_CODE = "ma-khoi-phuc.txt"
_FAULTY = '{"format": 1,\n "commune": "3862",\n "station": "thôn",\n "lang": "vi"}\n'
_MISTAKES = 3
_KNOWN_MISSING = ("libgtk-3", "libgdk", "libpango", "libatk", "libcairo", "libwayland", "libcups")
"""What only optional plugins of Qt ask for: GTK's dialogs, Wayland, printers of CUPS."""


@dataclass
class Proof:
    """What was seen, step by step.

    Attributes:
        steps: (what was done, what came of it, seconds).
        figures: values for the report.
    """

    steps: list[tuple[str, str, float]] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)

    @contextmanager
    def step(self, what: str) -> Iterator[list[str]]:
        """Time a step; the list takes what came of it."""
        say(f"> {what}")
        seen: list[str] = []
        begun = time.monotonic()
        yield seen
        self.steps.append((what, "; ".join(seen) or "done", time.monotonic() - begun))
        say(f"  {self.steps[-1][1]} ({self.steps[-1][2]:.1f} s)")


def prove(root: Root, proof: Proof) -> Built:
    """Go through all steps; the first that does not hold ends it.

    Raises:
        BuildError: a step did not hold.
    """
    old, new = _build(root, proof)
    with proof.step(f"make a bare Debian ({root.suite}, minbase)"):
        root.make()
    _install(root, proof, old)
    _set_up(root, proof)
    _upgrade(root, proof, new)
    _use(root, proof)
    proof.figures["start"] = _starts(root, proof)
    _purge(root, proof, new)
    return new


def _build(root: Root, proof: Proof) -> tuple[Built, Built]:
    with proof.step(f"build {OLD} from the same tree") as seen:
        old = build(OLD, python=root.python, level="1")
        shutil.rmtree(old.staged.tree.parents[1], ignore_errors=True)
        seen.append(megabytes(old.file.stat().st_size))
    with proof.step("build the version itself, twice") as seen:
        first, second = (build(python=root.python) for _ in range(2))
        _hold(first.sha256 == second.sha256, "two builds differ")
        seen.append(f"bit-identical, SHA-256 {second.sha256[:16]}…")
    return old, second


def _install(root: Root, proof: Proof, built: Built) -> None:
    before = _count(root)
    place = root.folder / "etc" / NAME / EXAMPLE
    place.parent.mkdir()
    place.write_text(_FAULTY, encoding="utf-8")
    with proof.step(f"install {OLD} with apt, without recommended packages") as seen:
        shutil.copyfile(built.file, root.folder / "srv" / built.file.name)
        said = root.must(
            f"apt-get install -qq -y --no-install-recommends /srv/{built.file.name} 2>&1"
        )
        told = root.must("qtn --version", user=True).strip()
        _hold(told == f"qtn {OLD}", told)
        mistakes = re.findall(r"^- dòng [234], ", said, re.MULTILINE)
        _hold(len(mistakes) == _MISTAKES, f"mistakes of {EXAMPLE}: {said[-1500:]}")
        seen.append(f"{_MISTAKES} mistakes in {EXAMPLE} told with their lines")
        seen.append(f"{_count(root) - before} packages came with it; `{told}`")


def _set_up(root: Root, proof: Proof) -> None:
    with proof.step(f"`qtn init` of an ordinary account, from /etc/{NAME}/{EXAMPLE}") as seen:
        values = json.loads((FILES / EXAMPLE).read_text(encoding="utf-8"))
        values["recovery"] = f"/home/{USER}/{_CODE}"
        place = root.folder / "etc" / NAME / EXAMPLE
        place.write_text(json.dumps(values), encoding="utf-8")
        told = json.loads(root.must("qtn init --json", user=True))
        _hold(told["station"] == values["station"], str(told))
        seen.append(f"nothing asked; station {told['station']}, data in {told['data']}")
    with proof.step("add a virtual screen (xvfb), for the windows below"):
        root.must("apt-get install -qq -y --no-install-recommends xvfb xauth desktop-file-utils")
        root.must(f"desktop-file-validate /usr/share/applications/{NAME}.desktop")


def _upgrade(root: Root, proof: Proof, built: Built) -> None:
    deb = f"/srv/{built.file.name}"
    shutil.copyfile(built.file, root.folder / deb.lstrip("/"))
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
        _hold("upgraded" not in told and "open" in told and "Close it" in told, told)
        again = root.must("dpkg --configure -a && qtn --version && dpkg --verify " + NAME)
        _hold(again.strip() == f"qtn {OLD}", again)
        seen.append("refused, says which process; the old version works on")
    with proof.step("close the window, upgrade") as seen:
        root.must(f"apt-get install -qq -y {deb}")
        told = root.must("qtn --version", user=True).strip()
        _hold(told == f"qtn {built.staged.version}", told)
        root.must(f"qtn audit verify --unlock-with {_CODE}", user=True)
        seen.append(f"`{told}`; the data made before open, their trail is whole")


def _use(root: Root, proof: Proof) -> None:
    with proof.step("files against dpkg's sums and against the manifest") as seen:
        told = root.must(f"dpkg --verify {NAME}").strip()
        changed = manifest.compare(root.folder / TOP)
        _hold(not told and not changed, f"{told} {changed[:5]}")
        seen.append("nothing missing, added or changed")
    with proof.step("every shared library finds what it needs") as seen:
        script = (
            f"find /{TOP}/lib -name '*.so*' -exec "
            "sh -c 'for f; do ldd \"$f\" 2>/dev/null; done' sh {} + | grep 'not found' | sort -u"
        )
        lacking = {line.split()[0] for line in root.run(script).stdout.splitlines()}
        own = {file.name for file in (root.folder / TOP / "lib").rglob("*.so*")}
        bad = [one for one in lacking - own if not one.startswith(_KNOWN_MISSING)]
        _hold(not bad, f"not found: {bad}")
        seen.append(f"{len(lacking - own)} asked for by optional plugins alone")
    with proof.step("smoke test as an ordinary account on the virtual screen") as seen:
        report = json.loads(root.must(f"{_SCREEN} qtn demo --smoke", user=True))
        _hold(report["ok"] and report["screen"] == "xcb", str(report["problems"]))
        proof.figures["smoke"] = report
        seen.append(f"{len(report['pages'])} pages, receipt {report['receipt']}, QR read")


def _starts(root: Root, proof: Proof) -> StartTimes:
    with proof.step("start the installed program and `python main.py`, in turn") as seen:
        times = measure(root, _SCREEN, _CODE)
        seen.append(times.in_words())
    return times


def _purge(root: Root, proof: Proof, built: Built) -> None:
    home = root.folder / "home" / USER / ".local/share" / NAME
    with proof.step("purge") as seen:
        before = manifest.tree_hash(manifest.entries(home))
        root.must(f"apt-get purge -qq -y {NAME}")
        left = root.run(
            f"find / -xdev -path /proc -prune -o -path '*{NAME}*' -print | grep -v ^/srv/"
        ).stdout.split()
        ours = [path for path in left if not path.startswith(f"/home/{USER}/")]
        _hold(not ours, f"left behind: {ours[:5]}")
        _hold(manifest.tree_hash(manifest.entries(home)) == before, "data were touched")
        seen.append("nothing of the package is left; the account's data are byte for byte the same")
    with proof.step("install again") as seen:
        root.must(f"apt-get install -qq -y --no-install-recommends /srv/{built.file.name}")
        root.must(f"qtn audit verify --unlock-with {_CODE}", user=True)
        seen.append("opens the data that were there before")


def _count(root: Root) -> int:
    return len(root.must("dpkg-query -f '${Package}\\n' -W").split())


def _hold(is_so: bool, otherwise: str) -> None:
    if not is_so:
        raise BuildError(otherwise)


def report(proof: Proof, built: Built) -> str:
    """Return the section of docs/install-proof.md."""
    tree_parts = parts(built.staged.tree)
    whole = sum(part.size for part in tree_parts)
    smoke, times = proof.figures["smoke"], proof.figures["start"]
    rows = [(part.name, megabytes(part.size), str(part.files)) for part in tree_parts[:20]]
    rest = tree_parts[20:]
    rows.append(
        ("the rest", megabytes(sum(one.size for one in rest)), str(sum(one.files for one in rest)))
    )
    left = [(one.what, megabytes(one.size), one.why) for one in built.staged.left_out]
    load = ", ".join(f"{value:.0f}" for value in os.getloadavg())
    day, size = datetime.now(UTC).date().isoformat(), megabytes(built.file.stat().st_size)
    files, seconds = sum(part.files for part in tree_parts), smoke["milliseconds"]
    steps = ((what, seen, f"{took:.0f}") for what, seen, took in proof.steps)
    tested = (
        f"Smoke test: {seconds['all'] / 1000:.0f} s, {seconds['pages'] / 1000:.0f} s of them for "
        f"{len(smoke['pages'])} pages ({smoke['screen']}, Qt {smoke['qt']}, {smoke['python']})."
    )
    paragraphs = (
        f"Last run: {day}, version {built.staged.version}; load of the machine {load} (2 cores).",
        table(("Step", "Seen", "Seconds"), steps),
        f"Package {size}; installed {megabytes(whole)} in {files} files, and the compiled modules.",
        tested,
        times.as_table(),
        table(("Part", "Size", "Files"), rows),
        "Left out of the locked packages:",
        table(("What", "Size", "Why"), left),
    )
    return "\n\n".join(paragraphs)


def main(arguments: list[str]) -> int:
    """Prove, and write the report."""
    parser = argparse.ArgumentParser(prog="dev.py prove debian", description=__doc__)
    parser.add_argument("--suite", default="bookworm", choices=tuple(SUITES), help="of Debian")
    parser.add_argument("--keep", action="store_true", help="keep the Debian root afterwards")
    chosen = parser.parse_args(arguments)
    root, proof = Root(BUILD / "debian" / f"root-{chosen.suite}", chosen.suite), Proof()
    try:
        built = prove(root, proof)
        replace_section(f"debian-{chosen.suite}", report(proof, built))
    except BuildError as error:
        say(f"NOT PROVED: {error}")
        return 1
    finally:
        if not chosen.keep:
            root.remove()
    say("Proved; the figures stand in docs/install-proof.md.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
