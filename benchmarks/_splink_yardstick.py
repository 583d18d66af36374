"""The yardstick of `roster_linkage.py`: splink on the same columns; runs in its own interpreter.

Usage: `python _splink_yardstick.py FOLDER`, with `left.csv` and `right.csv` in the folder, as
written by `roster_linkage.py`: names split and folded, dates and numbers read, lost zeros given
back. Writes `splink.csv` (left place, right place, match probability) and prints what training and
predicting cost (s, CPU s, peak MB). Needs splink 5 and pandas, which are no part of this project.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pandas as pd
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

_TEXT = ["family", "middle", "given", "whole", "village", "commune", "pid", "old", "dob", "sex"]


def _part(name: str):
    """A part of a name: the same (rare ones say more), one slip apart, or another."""
    return cl.CustomComparison(
        output_column_name=name,
        comparison_levels=[
            cll.NullLevel(name),
            cll.ExactMatchLevel(name, term_frequency_adjustments=True),
            cll.DamerauLevenshteinLevel(name, 1),
            cll.ElseLevel(),
        ],
    )


def _number(name: str):
    return cl.CustomComparison(
        output_column_name=name,
        comparison_levels=[
            cll.NullLevel(name),
            cll.ExactMatchLevel(name),
            cll.DamerauLevenshteinLevel(name, 1),
            cll.ElseLevel(),
        ],
    )


def _birth():
    """The same cases that ours tells apart, so that splink can learn what each weighs."""
    same_year = "year_l = year_r"
    vague = "(day_l IS NULL OR day_r IS NULL)"
    return cl.CustomComparison(
        output_column_name="dob",
        comparison_levels=[
            cll.NullLevel("year"),
            cll.CustomLevel(f"{same_year} AND month_l = month_r AND day_l = day_r", "same day"),
            cll.CustomLevel(f"{same_year} AND month_l = day_r AND day_l = month_r", "swapped"),
            cll.CustomLevel(f"{same_year} AND {vague}", "same year, no day"),
            cll.CustomLevel("month_l = month_r AND day_l = day_r", "other year"),
            cll.CustomLevel(f"{same_year}", "other day"),
            cll.ElseLevel(),
        ],
    )


def _blocks():
    return [
        block_on("pid"),
        block_on("substr(pid, 7)", "substr(pid, 5, 2)"),
        block_on("old"),
        block_on("commune", "family", "given", "sex"),
        block_on("commune", "year", "given"),
        block_on("commune", "year", "month", "family"),
        block_on("commune", "dob"),
        "l.commune = r.commune AND l.year = r.year AND l.month = r.day AND l.day = r.month",
        block_on("whole", "year"),
    ]


def main() -> None:
    """Train, predict, write."""
    folder = Path(sys.argv[1])
    lists = []
    for side in ("left", "right"):
        frame = pd.read_csv(
            folder / f"{side}.csv",
            dtype=dict.fromkeys(_TEXT, "string") | dict.fromkeys(("year", "month", "day"), "Int64"),
        )
        lists.append(frame)
    start, cpu = time.perf_counter(), time.process_time()
    db = DuckDBAPI()
    tables = [
        db.register(frame, dataset_display_name=side)
        for frame, side in zip(lists, ("left_list", "right_list"), strict=True)
    ]
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[
            _part("family"),
            _part("middle"),
            _part("given"),
            _birth(),
            _number("pid"),
            _number("old"),
            cl.ExactMatch("sex"),
            cl.ExactMatch("village").configure(term_frequency_adjustments=True),
            cl.ExactMatch("commune").configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=_blocks(),
        retain_matching_columns=False,
    )
    linker = Linker(tables, settings, log_level=40)
    train = linker.training
    train.estimate_probability_two_random_records_match(
        [block_on("pid"), block_on("whole", "dob", "village")], recall=0.8
    )
    train.estimate_u_using_random_sampling(max_pairs=5e6, seed=1)
    train.estimate_parameters_using_expectation_maximisation(block_on("pid"))
    train.estimate_parameters_using_expectation_maximisation(block_on("whole", "dob"))
    found = linker.inference.predict(threshold_match_probability=0.01).as_pandas_dataframe()
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    found = found[["unique_id_l", "unique_id_r", "match_probability"]]
    found.to_csv(folder / "splink.csv", index=False)
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else ["VmHWM nan"]
    peak = float(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024
    print(f"cost {seconds:.3f} {cpu:.3f} {peak:.0f}")


if __name__ == "__main__":
    main()
