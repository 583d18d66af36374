"""Guidance for one camera frame against a naive pipeline on the same frames, one thread.

Naive is what a first version does: Haar cascades for face and eyes, Laplacian and histogram,
all on the full 1280 x 720 frame. It finds less (no pose, no shut eyes, no background) and is
the yardstick because both run in the same process on the same machine, so that the ratio
survives a busy host.

Run: python benchmarks/photo_guidance.py [--frames N]
Prints one line of JSON. Goals: ratio >= 10, guidance p95 <= 40 ms.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import cv2
import numpy as np

from desktop.photo.ports import Frame
from desktop.photo.service import PhotoStudio


def naive_pipeline() -> Callable[[Frame], object]:
    folder = Path(cv2.__file__).parent / "data"
    faces = cv2.CascadeClassifier(str(folder / "haarcascade_frontalface_default.xml"))
    eyes = cv2.CascadeClassifier(str(folder / "haarcascade_eye.xml"))

    def run(frame: Frame) -> object:
        grey = cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY)
        found = faces.detectMultiScale(grey, 1.1, 5)
        pairs = [eyes.detectMultiScale(grey[y : y + h, x : x + w]) for x, y, w, h in found]
        sharp = cv2.Laplacian(grey, cv2.CV_64F).var()
        light = cv2.calcHist([grey], [0], None, [256], [0, 256])
        return found, pairs, sharp, light

    return run


def camera_frames() -> list[Frame]:
    """Place the two public-domain portraits of the tests in frames with sensor noise."""
    folder = Path(__file__).resolve().parents[1] / "tests" / "data" / "portraits"
    rng = np.random.default_rng(1)
    frames = []
    for path in sorted(folder.glob("*.jpg")):
        picture = cv2.imread(str(path))
        assert picture is not None, path
        for height in (720, 560):
            scale = height / picture.shape[0]
            sized = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
            left, top = (1280 - sized.shape[1]) // 2, 720 - height
            right = 1280 - sized.shape[1] - left
            frame = cv2.copyMakeBorder(sized, top, 0, left, right, cv2.BORDER_REFLECT_101)
            noisy = frame + rng.normal(0, 2, frame.shape)
            frames.append(np.clip(noisy, 0, 255).astype(np.uint8))
    return frames


def milliseconds(work: Callable[[Frame], object], frame: Frame) -> float:
    start = time.perf_counter()
    work(frame)
    return (time.perf_counter() - start) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--frames", type=int, default=32)
    count = max(8, parser.parse_args().frames)
    cv2.setNumThreads(1)
    studio, simple = PhotoStudio(), naive_pipeline()
    frames = camera_frames()
    for work in (studio.guide, studio.check_shot, simple):
        work(frames[0])  # loads models and caches
    guide, shot, naive = [], [], []
    for number in range(count):
        # taken in turn, so that a busy moment of the host hits all three
        frame = frames[number % len(frames)]
        guide.append(milliseconds(studio.guide, frame))
        if number < max(8, count // 4):
            shot.append(milliseconds(studio.check_shot, frame))
            naive.append(milliseconds(simple, frame))
    ratio = float(np.median(naive) / np.median(guide))
    print(
        json.dumps(
            {
                "benchmark": "photo_guidance",
                "guidance_ms": round(float(np.median(guide)), 1),
                "guidance_p95_ms": round(float(np.percentile(guide, 95)), 1),
                "shot_ms": round(float(np.median(shot)), 1),
                "naive_ms": round(float(np.median(naive)), 1),
                "ratio": round(ratio, 1),
                "goal": "ratio >= 10",
                "met": ratio >= 10,
            }
        )
    )


if __name__ == "__main__":
    main()
