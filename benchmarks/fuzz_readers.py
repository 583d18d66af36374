"""Fuzzes the readers of batches, records, answers and keys for a time, with a seed.

    python3 dev.py bench fuzz_readers          (a minute)
    .venv/bin/python benchmarks/fuzz_readers.py --minutes 60 --seed 5

The targets are the properties of tests/province/fuzzing.py; each gets its turn with a seed of its
own again and again until the time is over. What falls over is made as small as it gets, printed and
counted once for each place; the exit code says whether anything did. Nothing is kept on the disk.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, seed, settings

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

AT_ONCE = 400
"""Executions of a target before the next one has its turn."""


class Runs:
    """Counts executions and findings."""

    def __init__(self) -> None:
        self.executions: Counter[str] = Counter()
        self.findings: Counter[str] = Counter()

    def turn(self, name: str, make, material, turn_seed: int) -> None:
        """Run a target some hundred times; keep what falls over."""
        target = make(material)
        inner = target.hypothesis.inner_test

        def counted(*arguments, **named):
            self.executions[name] += 1
            return inner(*arguments, **named)

        target.hypothesis.inner_test = counted
        run = settings(
            max_examples=AT_ONCE,
            deadline=None,
            database=None,
            report_multiple_bugs=True,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        )(seed(turn_seed)(target))
        try:
            run()
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - a finding is whatever falls out of a reader
            self._found(name, turn_seed, error)

    def _found(self, name: str, turn_seed: int, error: BaseException) -> None:
        for one in error.exceptions if isinstance(error, BaseExceptionGroup) else [error]:
            last = traceback.extract_tb(one.__traceback__)[-1]
            place = f"{name}: {type(one).__name__} at {Path(last.filename).name}:{last.lineno}"
            self.findings[place] += 1
            if self.findings[place] == 1:
                print(f"--- {place}, seed {turn_seed}", flush=True)
                print("".join(traceback.format_exception(one))[-3000:], flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--target", action="append", help="only this one (may stand again)")
    options = parser.parse_args()
    from tests.province.fuzz_material import Material
    from tests.province.fuzzing import TARGETS

    names = options.target or list(TARGETS)
    runs, start = Runs(), time.monotonic()
    told = start
    with tempfile.TemporaryDirectory() as folder:
        material = Material(Path(folder))
        for number in itertools.count():
            now = time.monotonic()
            if now - start > options.minutes * 60:
                break
            if now - told > 60:
                told = now
                print(f"{(now - start) / 60:.0f} min: {runs.executions.total():,}", flush=True)
            name = names[number % len(names)]
            runs.turn(name, TARGETS[name], material, options.seed * 1_000_003 + number)
    print(
        json.dumps(
            {
                "minutes": round((time.monotonic() - start) / 60, 1),
                "seed": options.seed,
                "executions": runs.executions.total(),
                "by_target": dict(runs.executions),
                "findings": dict(runs.findings),
            },
            indent=1,
        )
    )
    return 1 if runs.findings else 0


if __name__ == "__main__":
    sys.exit(main())
