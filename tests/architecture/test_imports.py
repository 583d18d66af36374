"""What importing costs and touches: no Qt below the screens, nothing heavy at the start."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORE = [
    "desktop.services",
    "desktop.cli.main",
    "desktop.batch.service",
    "desktop.intake.service",
    "desktop.photo.service",
    "desktop.roster.service",
    "desktop.documents.receipt",
]


def run(code):
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_capabilities_need_no_qt():
    out = run(
        "import sys\n"
        "sys.modules['PySide6'] = None\n"  # any import of Qt now fails
        + "\n".join(f"import {name}" for name in CORE)
        + "\nprint('ok')"
    )
    assert out.strip() == "ok"


def test_importing_touches_no_disk(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    code = (
        f"import os; os.environ['HOME'] = {str(home)!r}; os.chdir({str(home)!r})\n"
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "import desktop.app, desktop.services, desktop.cli.main, desktop.wiring\n"
    )
    run(code)
    assert list(home.iterdir()) == []


def test_heavy_libraries_wait_for_their_first_use():
    out = run(
        "import sys, desktop.wiring\n"
        "print([name for name in ('cv2', 'reportlab', 'alembic', 'openpyxl', 'pypdfium2',"
        " 'python_calamine', 'argon2') if name in sys.modules])"
    )
    assert out.strip() == "[]"


def test_the_window_starts_with_qt_alone():
    out = run(
        "import os, sys; os.environ['QT_QPA_PLATFORM'] = 'offscreen'\n"
        "import desktop.app, desktop.ui.shell.start, desktop.ui.shell.launch\n"
        "print([name for name in ('sqlalchemy', 'cv2', 'numpy', 'reportlab', 'alembic', 'keyring',"
        " 'cryptography') if name in sys.modules])"
    )
    assert out.strip() == "[]"
