"""Taking a list in, whole path, against merely reading the same file; one run, ratios travel.

    python benchmarks/roster_import.py [--rows 100000] [--small 2000] [--skip-openpyxl] [--repeat 3]

For each file: calamine's bare read (every cell as a Python value), openpyxl's bare read
(`read_only`), our preview (bytes to people with problems) and our import (preview, comparison and
commit into the encrypted store). Times are CPU seconds of this process, the least of the repeats;
the list is invented and seeded.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from desktop.common.clock import FixedClock
from desktop.roster.keeping.imports import RosterImports
from desktop.roster.reading.preview import preview_file
from desktop.storage.engine import make_engine
from desktop.storage.migrate import upgrade
from desktop.storage.unit_of_work import Store

NOW = datetime(2025, 8, 20, 2, 0, tzinfo=UTC)
HEADER = (
    "STT|Họ và tên|Ngày sinh|Giới tính|Dân tộc|Tôn giáo|Số CCCD|Số CMND cũ|Ngày vào Đảng|"
    "Ngày chính thức|Số thẻ đảng|Ngày cấp thẻ|Số lý lịch|Chi bộ|Thôn, bản|Quê quán|"
    "Nơi thường trú|Chức vụ|Điện thoại|Ghi chú"
)
FAMILIES = "Nguyễn|Trần|Lê|Phạm|Lò|Giàng|Sùng|Vàng|Hoàng|Cầm|Quàng|Lường"
MIDDLES = "Văn|Thị|A|Đức|Minh|Ngọc|Thanh|Quốc"
GIVENS = "An|Bình|Chung|Dũng|Hà|Hạnh|Páo|Pâng|Sơn|Thắng|Ún|Vừ|Lan|Liên|Phương|Quyết"


def write_list(path: Path, rows: int) -> None:
    import openpyxl

    r = random.Random(5)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Danh sách")
    sheet.append(HEADER.split("|"))
    names = [words.split("|") for words in (FAMILIES, MIDDLES, GIVENS)]
    for place in range(rows):
        born = date(1945, 1, 1) + timedelta(days=r.randrange(16_000))
        joined = born + timedelta(days=365 * r.randint(20, 30))
        official = joined + timedelta(days=366)
        is_male = r.random() < 0.6
        village = r.randint(1, 300)
        sheet.append(
            [
                place + 1,
                " ".join(r.choice(words) for words in names),
                born if r.random() < 0.5 else f"{born:%d/%m/%Y}",
                "Nam" if is_male else "Nữ",
                r.choice(["Kinh", "Thái", "Mông", "Tày"]),
                "Không",
                f"014{int(not is_male)}{born.year % 100:02d}{place:06d}",
                "" if r.random() < 0.5 else f"05{place:07d}",
                f"{joined:%d/%m/%Y}",
                official,
                f"12.{place:06d}",
                official,
                f"{place:06d}SL",
                f"Chi bộ bản {village}",
                f"Bản {village}",
                "Mường Thử, Sơn La",
                f"Bản {village}, Mường Thử, Sơn La",
                r.choice(["", "", "Bí thư", "Chi ủy viên"]),
                f"09{r.randint(10**7, 10**8 - 1)}",
                "",
            ]
        )
    book.save(path)


def bare_calamine(path: Path) -> None:
    import python_calamine

    sheet = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    for _row in sheet.iter_rows():
        pass


def bare_openpyxl(path: Path) -> None:
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    for _row in book.worksheets[0].iter_rows(values_only=True):
        pass


def import_into_a_store(path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(Path(folder) / "bench.db", os.urandom(32))
        upgrade(engine, now=NOW)
        store = Store(engine)
        began = time.process_time()
        report = RosterImports(store, FixedClock(NOW)).import_list(path, actor="bench")
        import_into_a_store.took = time.process_time() - began  # type: ignore[attr-defined]
        if not report.new:
            raise RuntimeError("nothing was taken in")
        store.close()


def took(act: Callable[[Path], object], path: Path) -> float:
    began = time.process_time()
    act(path)
    if act is import_into_a_store:
        # The empty store is made before the watch starts.
        return float(act.took)  # type: ignore[attr-defined]
    return time.process_time() - began


def measure(path: Path, *, repeat: int, with_openpyxl: bool) -> dict[str, float]:
    clock = FixedClock(NOW)
    acts: dict[str, Callable[[Path], object]] = {
        "calamine": bare_calamine,
        "preview": lambda one: preview_file(one, clock),
        "import": import_into_a_store,
    }
    best: dict[str, float] = {}
    for _turn in range(repeat):
        # Side by side in each turn, so that a busy machine is unkind to all alike.
        for name, act in acts.items():
            best[name] = min(best.get(name, 1e9), took(act, path))
    if with_openpyxl:
        best["openpyxl"] = took(bare_openpyxl, path)
    return best


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--small", type=int, default=2_000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--skip-openpyxl", action="store_true")
    args = parser.parse_args()
    for rows in (args.small, args.rows):
        if not rows:
            continue
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "list.xlsx"
            write_list(path, rows)
            import_into_a_store(path) if rows <= 5_000 else None  # warm imports
            best = measure(path, repeat=args.repeat, with_openpyxl=not args.skip_openpyxl)
        print(
            f"{rows:,} rows x 20 columns, CPU s: "
            + ", ".join(f"{name} {seconds:.3f}" for name, seconds in best.items())
        )
        for name in ("preview", "import"):
            print(f"  {name}: {best[name] / best['calamine']:.2f} x calamine's bare read", end="")
            if "openpyxl" in best:
                print(f", 1/{best['openpyxl'] / best[name]:.1f} of openpyxl's bare read", end="")
            print()


if __name__ == "__main__":
    main()
