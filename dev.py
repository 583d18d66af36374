#!/usr/bin/env python3
"""The front door for developers; standard library only, Linux and Windows.

python3 dev.py demo [...]     set up, then run the main job (a window, or headless)
python3 dev.py test [...]     set up, then lint, types, contracts and every test
python3 dev.py check          lint, types, import contracts, translations
python3 dev.py run [...]      the application itself, same arguments as main.py
python3 dev.py bench [NAME]   the side-by-side measurements in benchmarks/
python3 dev.py strings        refresh the translation catalogues
python3 dev.py migration WHY  a new schema revision from the models
python3 dev.py build PLATFORM the installer: debian or windows (see docs/install-proof.md)
python3 dev.py prove PLATFORM builds, installs, starts, upgrades and removes it; takes long;
                              --resume goes on where a run stopped, --from PART begins there
python3 dev.py prove office   an office with ten counters in a bad hour (see docs/office-proof.md)
python3 dev.py release ...    keys, signed releases and sticks of the updates
python3 dev.py setup          only set up
"""

from __future__ import annotations

import ctypes.util
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
LOCK = ROOT / "requirements" / f"dev-{'windows' if WINDOWS else 'linux'}.txt"
STAMP = VENV / "locked.sha256"

# Qt's own needs (the shared library -> the Debian package that carries it).
RUN_LIBRARIES = {
    "glib-2.0": "libglib2.0-0",
    "EGL": "libegl1",
    "GL": "libgl1",
    "xkbcommon": "libxkbcommon0",
    "dbus-1": "libdbus-1-3",
    "fontconfig": "libfontconfig1",
    "X11": "libx11-6",
    "gssapi_krb5": "libgssapi-krb5-2",
}
SCREEN_LIBRARIES = {
    "xcb-cursor": "libxcb-cursor0",
    "xcb-icccm": "libxcb-icccm4",
    "xcb-image": "libxcb-image0",
    "xcb-keysyms": "libxcb-keysyms1",
    "xcb-randr": "libxcb-randr0",
    "xcb-render-util": "libxcb-render-util0",
    "xcb-shape": "libxcb-shape0",
    "xcb-xkb": "libxcb-xkb1",
    "xkbcommon-x11": "libxkbcommon-x11-0",
    "X11-xcb": "libx11-xcb1",
}
# What the tests drive beside Python (the command -> its Debian package).
TEST_COMMANDS = {
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "dbus-run-session": "dbus",
    "gnome-keyring-daemon": "gnome-keyring",
    "pdftotext": "poppler-utils",
    "age": "age",
    "openssl": "openssl",
    "unzip": "unzip",
    "soffice": "libreoffice-calc-nogui",
    "pg_ctlcluster": "postgresql",
}


def say(text: str) -> None:
    """Print at once, also when standard output is a pipe."""
    print(text, flush=True)


def missing_system_packages(*, for_tests: bool) -> list[str]:
    """Return Debian packages that this machine lacks (none on Windows)."""
    if WINDOWS:
        return []
    libraries = dict(RUN_LIBRARIES)
    commands: dict[str, str] = {}
    if for_tests or os.environ.get("DISPLAY"):
        libraries |= SCREEN_LIBRARIES
    if for_tests:
        commands = TEST_COMMANDS
    lacking = [package for name, package in libraries.items() if not ctypes.util.find_library(name)]
    if not PYTHON.exists() and importlib.util.find_spec("ensurepip") is None:
        lacking.append("python3-venv")  # Debian ships Python without the part that makes venvs
    lacking += [package for name, package in commands.items() if not shutil.which(name)]
    return list(dict.fromkeys(lacking))


def ensure_system(*, for_tests: bool) -> None:
    """Install the missing system packages where that is allowed, else print the exact line."""
    lacking = missing_system_packages(for_tests=for_tests)
    if not lacking:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *lacking]
    say(f"Missing system packages: {' '.join(lacking)}")
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=False, env=environment)
        subprocess.run([*install[:2], "-qq", *install[2:]], check=True, env=environment)
        return
    say("Install them, then run this command again:")
    say("  sudo " + " ".join(install))
    sys.exit(1)


def ensure_venv() -> None:
    """Make `.venv` and install exactly the locked, hashed packages into it."""
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text().strip() == wanted:
        return
    say("Setting up .venv with the locked packages (once, about a minute) ...")
    if not PYTHON.exists():
        try:
            venv.create(VENV, with_pip=True)
        except subprocess.CalledProcessError:
            shutil.rmtree(VENV, ignore_errors=True)
            sys.exit("Python's venv module is incomplete: sudo apt-get install python3-venv")
    subprocess.run(
        [
            *(str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
            *("--no-deps", "--require-hashes", "--only-binary", ":all:"),
            *("--no-binary", "bagit", "-r", str(LOCK)),  # bagit (tests only) has no wheel
        ],
        check=True,
    )
    STAMP.write_text(wanted + "\n")


def python(*arguments: str, check: bool = True, **environment: str) -> int:
    """Run the virtual environment's Python in the project and return its exit code."""
    done = subprocess.run(
        [str(PYTHON), *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        check=False,
    )
    if check and done.returncode:
        sys.exit(done.returncode)
    return done.returncode


def setup(*, for_tests: bool = False) -> None:
    """Everything the other commands need."""
    ensure_system(for_tests=for_tests)
    ensure_venv()


def command_setup(_arguments: list[str]) -> int:
    """Only set up."""
    setup(for_tests=True)
    return 0


def command_demo(arguments: list[str]) -> int:
    """Run the main job with invented people and a demo camera."""
    setup()
    return python("main.py", "demo", *arguments, check=False)


def command_run(arguments: list[str]) -> int:
    """Start the application itself."""
    setup()
    return python("main.py", *arguments, check=False)


def command_check(_arguments: list[str]) -> int:
    """Lint, formatting, types, import contracts."""
    setup()
    tool = VENV / ("Scripts" if WINDOWS else "bin")
    steps = (
        ("-m", "ruff", "check", "."),
        ("-m", "ruff", "format", "--check", "."),
        ("-m", "mypy", "desktop", "installer", "dev.py", "main.py"),
    )
    for step in steps:
        say("> " + " ".join(step[1:]))
        python(*step)
    say("> lint-imports")
    contracts = subprocess.run([str(tool / "lint-imports")], cwd=ROOT, check=False)
    return contracts.returncode


def command_test(arguments: list[str]) -> int:
    """Run the checks and every test, three files at a time; with arguments, only those."""
    setup(for_tests=True)
    if not arguments:
        if command_check([]):
            return 1
        # Tests wait (for windows, processes, the drive) more than they compute: one more than two
        # cores. Fixtures of a file are made once, so a file stays with the process that began it.
        arguments = ["-n", str(min(3, 1 + (os.cpu_count() or 1))), "--dist", "loadfile"]
    platform = {} if "QT_QPA_PLATFORM" in os.environ else {"QT_QPA_PLATFORM": "offscreen"}
    return python("-m", "pytest", *arguments, check=False, **platform)


def command_bench(arguments: list[str]) -> int:
    """Run the benchmarks, or the named ones."""
    setup()
    names = arguments or sorted(path.stem for path in (ROOT / "benchmarks").glob("[a-z]*.py"))
    for name in names:
        say(f"\n== {name}")
        python(f"benchmarks/{name}.py", check=False, PYTHONPATH=str(ROOT))
    return 0


def command_strings(_arguments: list[str]) -> int:
    """Refresh the translation catalogues from the sources."""
    setup()
    return python("-m", "resources.translations.refresh", check=False)


def command_migration(arguments: list[str]) -> int:
    """Write a new schema revision from the difference between models and head."""
    setup()
    return python("-m", "desktop.storage.new_revision", *arguments, check=False)


def command_build(arguments: list[str]) -> int:
    """Build the installer of a platform from the locked packages."""
    return _installer("build", arguments)


def command_prove(arguments: list[str]) -> int:
    """Install, start, upgrade and remove what was built, on a clean system; takes minutes.

    The proof of an office needs no installer: it runs counters from here.
    """
    if arguments[:1] == ["office"]:
        setup(for_tests=True)
        return python("-m", "tests.soak.prove", *arguments[1:], check=False)
    return _installer("prove", arguments)


def _installer(step: str, arguments: list[str]) -> int:
    """Run `installer/PLATFORM/STEP.py` with the rest of the arguments."""
    known = sorted(path.parent.name for path in (ROOT / "installer").glob(f"*/{step}.py"))
    if not arguments or arguments[0] not in known:
        known += ["office"] if step == "prove" else []
        say(f"python3 dev.py {step} {'|'.join(known)}")
        return 2
    setup()
    return python("-m", f"installer.{arguments[0]}.{step}", *arguments[1:], check=False)


def command_release(arguments: list[str]) -> int:
    """Make keys, sign releases, write sticks."""
    setup()
    return python("-m", "installer.release", *arguments, check=False)


COMMANDS = {
    "setup": command_setup,
    "demo": command_demo,
    "run": command_run,
    "check": command_check,
    "test": command_test,
    "bench": command_bench,
    "strings": command_strings,
    "migration": command_migration,
    "build": command_build,
    "prove": command_prove,
    "release": command_release,
}


def main() -> int:
    """Dispatch to the command named first."""
    if sys.version_info < (3, 11):  # noqa: UP036 - says it before anything fails obscurely
        sys.exit("Python 3.11 or newer is needed.")
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        say(__doc__ or "")
        return 2
    return COMMANDS[sys.argv[1]](sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
