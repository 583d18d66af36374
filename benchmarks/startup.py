"""Start to a usable window, against a bare PySide6 window with the same fonts.

Each start is a process of its own. Bare: QApplication, the same bundled fonts, one label, shown.
Ours: the real start on a practice profile; "paint" is the first picture, "ready" is the log-in page
with its tiles, the store opened and checked. Its key comes as on every day, from the keyring: the
library is loaded and asked, and as it may have none here, the key it would give is given instead
(the recovery code is for other days, and checking it is slow on purpose). Starts alternate. Both
run from compiled modules, as an installed program does: one start of each goes before. Goal: paint
at most 1.5x.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

ROUNDS = 15

BARE = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication(sys.argv[:1])
for font in sorted(Path('resources/fonts').glob('*.ttf')):
    if not font.name.startswith('Tinos'):
        QFontDatabase.addApplicationFont(str(font))
label = QLabel('Quầy Tiếp Nhận')
label.resize(1366, 768)
label.show()
QTimer.singleShot(0, lambda: (print('paint', time.time()), app.quit()))
app.exec()
"""

OURS = """
import sys, time
from pathlib import Path
from desktop.app import no_collecting
from desktop.ui.shell import start
from desktop.ui.shell.launch import Launch

def opened():
    with no_collecting():
        from desktop import wiring
    from desktop.security.keystore import KeyUnavailableError, OsKeyring

    class Kept(OsKeyring):
        def get(self, profile_id):
            try:
                return super().get(profile_id)
            except KeyUnavailableError:
                return bytes.fromhex(sys.argv[2])

    return wiring.open_services(Path(sys.argv[1]), None, wiring.Adapters(keystore=Kept()))

def ready():
    print('ready', time.time())
    made[0].close()

def marked(app, launch):
    made[:] = window, session = make_session(app, launch)
    window.painted.disconnect(session.open)
    window.painted.connect(lambda: print('paint', time.time()))
    window.painted.connect(session.open)
    session.opened.connect(ready)
    return window, session

made = []
make_session, start.make_session = start.make_session, marked
start.run_window(Launch(Path(sys.argv[1]), opened, lambda station: None))
"""


def surroundings(cache: Path) -> dict[str, str]:
    """Return the environment of every start: no keyring, compiled modules in `cache`."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {
        "QT_QPA_PLATFORM": "offscreen",
        **kept,
        "PYTHONPYCACHEPREFIX": str(cache),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }


def start(code: str, environment: dict[str, str], *arguments: str) -> dict[str, float]:
    """Run one start and return seconds until each mark."""
    begun = time.time()
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    marks = (line.split() for line in done.stdout.splitlines())
    return {mark[0]: float(mark[1]) - begun for mark in marks if len(mark) == 2}


def key_of(profile: Path, code: Path) -> bytes:
    """Return the store key of a profile."""
    from desktop.security import recovery
    from desktop.storage.profile import Profile

    wrapped = Profile(profile).recovery_file.read_bytes()
    return recovery.unwrap(wrapped, recovery.read_code_file(code))


def main() -> None:
    """Alternate both and print the ratios."""
    with tempfile.TemporaryDirectory() as name:
        profile, code = Path(name) / "data", Path(name) / "code.txt"
        environment = surroundings(Path(name) / "compiled")
        subprocess.run(
            [
                *(sys.executable, "main.py", "init", "--data", str(profile), "--commune", "03862"),
                *("--station", "MT02", "--recovery", str(code)),
            ],
            cwd=ROOT,
            check=True,
            capture_output=True,
            env=environment,
        )
        key = key_of(profile, code).hex()
        start(BARE, environment)
        start(OURS, environment, str(profile), key)
        bare, paint, ready = [], [], []
        for _ in range(ROUNDS):
            bare.append(start(BARE, environment)["paint"])
            marks = start(OURS, environment, str(profile), key)
            paint.append(marks["paint"])
            ready.append(marks["ready"])
    base = statistics.median(bare)
    for label, values in (("bare window", bare), ("first paint", paint), ("log-in ready", ready)):
        middle = statistics.median(values)
        print(
            f"{label:14s} median {middle * 1000:6.0f} ms   ratio {middle / base:.2f}"
            f"   from {min(values) * 1000:.0f} to {max(values) * 1000:.0f} ms"
        )
    print("goal: first paint <= 1.5")


if __name__ == "__main__":
    main()
