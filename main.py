"""Quầy Tiếp Nhận: start the counter, or run one command (see `main.py --help`)."""

import sys

from desktop.app import run

if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
