"""Taking a list in, whole path, against merely reading the same file; one run, ratios travel.

    python benchmarks/roster_import.py [--rows 100000] [--small 2000] [--skip-openpyxl] [--repeat 3]

For each file: calamine's bare read (every cell as a Python value), openpyxl's bare read
(`read_only`), our preview (bytes to people with problems) and our import (preview, comparison and
commit into the encrypted store). Times are CPU seconds of this process and seconds on the wall,
each the least of the repeats; openpyxl reads a long list once. The list is invented and seeded.
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


Took = tuple[float, float]
"""CPU seconds, seconds on the wall."""


def now() -> Took:
    return time.process_time(), time.perf_counter()


def since(began: Took) -> Took:
    cpu, wall = now()
    return cpu - began[0], wall - began[1]


def reading(read: Callable[[Path], object], path: Path) -> Took:
    began = now()
    read(path)
    return since(began)


def importing(path: Path) -> Took:
    """Take the list into an empty store, which is made before the watch starts."""
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(Path(folder) / "bench.db", os.urandom(32))
        upgrade(engine, now=NOW)
        store = Store(engine)
        service = RosterImports(store, FixedClock(NOW))
        began = now()
        report = service.import_list(path, actor="bench")
        took = since(began)
        if not report.new:
            raise RuntimeError("nothing was taken in")
        store.close()
    return took


def measure(path: Path, *, repeat: int, openpyxl_turns: int) -> dict[str, Took]:
    clock = FixedClock(NOW)
    acts: dict[str, Callable[[], Took]] = {
        "calamine": lambda: reading(bare_calamine, path),
        "preview": lambda: reading(lambda one: preview_file(one, clock), path),
        "import": lambda: importing(path),
        "openpyxl": lambda: reading(bare_openpyxl, path),
    }
    best: dict[str, Took] = {}
    for turn in range(repeat):
        # Side by side in each turn, so that a busy machine is unkind to all alike.
        for name, act in acts.items():
            if name != "openpyxl" or turn < openpyxl_turns:
                took = act()
                best[name] = (
                    min(best.get(name, took)[0], took[0]),
                    min(best.get(name, took)[1], took[1]),
                )
    return best


def ratios(best: dict[str, Took], name: str) -> str:
    texts = []
    for place, clock in enumerate(("CPU", "wall")):
        text = f"{best[name][place] / best['calamine'][place]:.2f} x calamine's bare read"
        if "openpyxl" in best:
            text += f" and 1/{best['openpyxl'][place] / best[name][place]:.1f} of openpyxl's"
        texts.append(f"{text} ({clock})")
    return "; ".join(texts)


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
        is_long = rows > 5_000
        turns = 0 if args.skip_openpyxl else 1 if is_long else args.repeat
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "list.xlsx"
            write_list(path, rows)
            if not is_long:
                importing(path)  # so that every module is loaded
            best = measure(path, repeat=args.repeat, openpyxl_turns=turns)
        told = [f"{name} {cpu:.3f} CPU, {wall:.3f} wall" for name, (cpu, wall) in best.items()]
        print(f"{rows:,} rows x 20 columns, seconds: {'; '.join(told)}")
        for name in ("preview", "import"):
            print(f"  {name}: {ratios(best, name)}")


if __name__ == "__main__":
    main()
