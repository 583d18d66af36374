"""Starts the installed program from its own folder: nothing of the system's packages mixes in."""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE / "app"), str(HERE / "lib")]

if __name__ == "__main__":
    # What the person typed stands in messages and names the window, not this file.
    sys.argv[0] = "qtn" if len(sys.argv) > 1 else "quay-tiep-nhan"
    from desktop.common import chosen_version

    chosen_version.give_way(HERE / "app", os.environ)
    from desktop.app import run

    sys.exit(run(sys.argv[1:]))
