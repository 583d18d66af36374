"""How well sheets of paper are found: corner error and found-rate on drawn scenes, by kind.

Usage: python3 dev.py bench paper_edges        (25 scenes of each kind, about two minutes)
       .venv/bin/python benchmarks/paper_edges.py --scenes 60
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from pathlib import Path

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from desktop.photo.paper_edges import find_page
from tests.photo.paper_scenes import EMPTY_KINDS, KINDS, corner_error, scene

RIGHT = 2.0  # % of the diagonal; a corner farther away is a wrong find


def main() -> int:
    """Draw, search, print one line per kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenes", type=int, default=25, help="of each kind")
    parser.add_argument("--first-seed", type=int, default=1000)
    asked = parser.parse_args()
    cv2.setNumThreads(1)
    everything: list[float] = []
    times: list[float] = []
    print(f"{'kind':15} {'found':>7} {'wrong':>6} {'none':>5} {'median %':>9} {'p95 %':>7}")
    for kind in (*KINDS, *EMPTY_KINDS):
        errors: list[float] = []
        wrong = none = 0
        for number in range(asked.scenes):
            drawn = scene(kind, asked.first_seed + number)
            begun = time.thread_time()
            found = find_page(drawn.frame)
            times.append(1000 * (time.thread_time() - begun))
            if found is None:
                none += 1
            elif drawn.corners is None or corner_error(found.corners, drawn) > RIGHT:
                wrong += 1
            else:
                errors.append(corner_error(found.corners, drawn))
        everything += errors
        middle = f"{np.median(errors):9.2f} {np.percentile(errors, 95):7.2f}" if errors else ""
        print(f"{kind:15} {len(errors):7} {wrong:6} {none:5} {middle}")
    typical, high = np.median(everything), np.percentile(everything, 95)
    print(f"all found: median {typical:.2f} %, p95 {high:.2f} % of the diagonal")
    slow = np.percentile(times, 95)
    print(f"one core: median {statistics.median(times):.0f} ms, p95 {slow:.0f} ms for a frame")
    return 0


if __name__ == "__main__":
    sys.exit(main())
