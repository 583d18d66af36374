"""Quầy Tiếp Nhận: start the counter, or run one command (see `main.py --help`)."""

import os
import sys
from pathlib import Path

from desktop.common import chosen_version

if __name__ == "__main__":
    chosen_version.give_way(Path(__file__).resolve().parent, os.environ)
    from desktop.app import run

    sys.exit(run(sys.argv[1:]))
