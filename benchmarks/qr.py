"""Reading card codes: ours against zxing-cpp alone, OpenCV's detector and pyzbar.

All see the same generated 1280 x 720 frames (`_card_frames.py`: codes of 90 to 160 pixels, blur,
noise, tilt, glare, JPEG) in one run on one thread, turn about frame by frame. Ours is the reader
of the camera page. A text that is not the one in the frame counts as wrong, whatever else it is.

Run: python benchmarks/qr.py [--rounds N] [--seed N]
pyzbar is no dependency; it takes part when it can be imported (PYTHONPATH).
Goals: best share of all, no wrong text, median time <= 1.5 of zxing-cpp alone.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import cv2
import numpy as np
import zxingcpp
from _card_frames import CardFrame, card_frames

from desktop.identity.qr_image import look

Reader = Callable[[Any], list[str]]


def ours(frame: Any) -> list[str]:
    text = look(frame).text
    return [text] if text else []


def bare_zxing(frame: Any) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(frame, zxingcpp.BarcodeFormat.QRCode)]


def opencv(frame: Any, detector: Any = None) -> list[str]:
    detector = detector or cv2.QRCodeDetector()
    text, _, _ = detector.detectAndDecode(frame)
    return [text] if text else []


def readers() -> dict[str, Reader]:
    found: dict[str, Reader] = {"ours": ours, "zxing-cpp": bare_zxing, "opencv": opencv}
    try:
        from pyzbar import pyzbar
    except ImportError:
        print("pyzbar: not here, skipped", file=sys.stderr)
        return found

    def zbar(frame: Any) -> list[str]:
        codes = pyzbar.decode(frame, symbols=[pyzbar.ZBarSymbol.QRCODE])
        return [code.data.decode("utf-8", "replace") for code in codes]

    return found | {"pyzbar": zbar}


def measure(frames: list[CardFrame], read: dict[str, Reader]) -> dict[str, Any]:
    seconds: dict[str, list[float]] = {name: [] for name in read}
    right: dict[str, list[CardFrame]] = {name: [] for name in read}
    wrong: Counter[str] = Counter()
    for name, reader in read.items():
        reader(frames[0].pixels)  # libraries load, caches fill
        del name
    for frame in frames:
        for name, reader in read.items():
            began = time.perf_counter()
            texts = reader(frame.pixels)
            seconds[name].append(time.perf_counter() - began)
            if frame.text in texts:
                right[name].append(frame)
            wrong[name] += any(text != frame.text for text in texts)
    return {
        name: {
            "read": round(len(right[name]) / len(frames), 3),
            "wrong": wrong[name],
            "by_side": _shares(right[name], frames, lambda frame: str(frame.side)),
            "by_hardship": _shares(right[name], frames, lambda frame: frame.hardship),
            "ms_median": round(1000 * float(np.median(seconds[name])), 2),
            "ms_p95": round(1000 * float(np.percentile(seconds[name], 95)), 1),
        }
        for name in read
    }


def _shares(
    right: list[CardFrame], frames: list[CardFrame], kind: Callable[[CardFrame], str]
) -> dict[str, float]:
    good, all_ = Counter(map(kind, right)), Counter(map(kind, frames))
    return {name: round(good[name] / count, 2) for name, count in all_.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20, help="12 frames each")
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    cv2.setNumThreads(1)
    frames = list(card_frames(args.seed, args.rounds))
    found = measure(frames, readers())
    mine, bare = found["ours"], found["zxing-cpp"]
    ratio = round(mine["ms_median"] / bare["ms_median"], 2)
    print(json.dumps({"frames": len(frames), "median_ratio": ratio, "readers": found}, indent=1))
    best = all(mine["read"] >= other["read"] for other in found.values())
    sys.exit(0 if best and mine["wrong"] == 0 and ratio <= 1.5 else 1)


if __name__ == "__main__":
    main()
