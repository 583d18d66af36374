"""Guidance for one camera frame against two yardsticks on the same frames, one thread.

- **naive** is what a first version does: Haar cascades for face and eyes, Laplacian and
  histogram, all on the full 1280 x 720 frame, and a smoothly scaled pixmap. It finds less (no
  pose, no shut eyes, no background).
- **bare** is what nobody can leave out: one resize, one detector run, one picture drawn.

Ours is the live guide as the photo page runs it (`desktop.photo.live`), drawing included, on
short videos of people who move a little: the first frame of each runs everything, the others
one network each. The shot check is measured on single frames. All are taken in turn in the same
process, so that the ratios survive a busy host.

Run: python benchmarks/photo_guidance.py [--rounds N]
Prints one line of JSON. Goals: naive / guidance >= 25, guidance / bare <= 1.5, naive / shot >= 10.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import cv2
import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPixmap

from desktop.photo import models_files
from desktop.photo.detector import BlazeFace
from desktop.photo.ports import Frame
from desktop.photo.service import PhotoStudio
from desktop.ui.photo.preview import to_image

SCREEN = QSize(960, 540)
VIDEO = 12  # frames of one video


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
        smooth = Qt.TransformationMode.SmoothTransformation
        keep = Qt.AspectRatioMode.KeepAspectRatio
        shown = QPixmap.fromImage(to_image(frame)).scaled(SCREEN, keep, smooth)
        return found, pairs, sharp, light, shown

    return run


def drawing() -> Callable[[Frame], object]:
    """Draw as the preview does: the widget paints the picture into its rectangle."""
    screen = QImage(SCREEN, QImage.Format.Format_RGB32)
    place = QRectF(0, 0, SCREEN.width(), SCREEN.height())

    def run(frame: Frame) -> object:
        painter = QPainter(screen)
        painter.drawImage(place, to_image(frame))
        painter.end()
        return screen

    return run


def people() -> list[Frame]:
    """Place the two public-domain portraits of the tests in frames of a camera's size."""
    folder = Path(__file__).resolve().parents[1] / "tests" / "data" / "portraits"
    frames = []
    for path in sorted(folder.glob("*.jpg")):
        picture = cv2.imread(str(path))
        assert picture is not None, path
        for height in (720, 560):
            scale = height / picture.shape[0]
            sized = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
            left, top = (1280 - sized.shape[1]) // 2, 720 - height
            right = 1280 - sized.shape[1] - left
            frames.append(cv2.copyMakeBorder(sized, top, 0, left, right, cv2.BORDER_REFLECT_101))
    return frames


def video(frame: Frame, seed: int) -> list[Frame]:
    """Let the person sway by a few pixels, with sensor noise."""
    rng = np.random.default_rng(seed)
    frames = []
    for number in range(VIDEO):
        sway = 6 * np.sin(number / 3)
        matrix = np.array([[1, 0, sway], [0, 1, sway / 3]], np.float32)
        moved = cv2.warpAffine(frame, matrix, (1280, 720), borderMode=cv2.BORDER_REFLECT_101)
        noisy = moved + rng.normal(0, 2, moved.shape)
        frames.append(np.clip(noisy, 0, 255).astype(np.uint8))
    return frames


def milliseconds(work: Callable[[Frame], object], frame: Frame) -> float:
    start = time.perf_counter()
    work(frame)
    return (time.perf_counter() - start) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=2)
    rounds = max(1, parser.parse_args().rounds)
    QGuiApplication(sys.argv[:1])
    cv2.setNumThreads(1)
    studio, simple, draw = PhotoStudio(), naive_pipeline(), drawing()
    detector = BlazeFace(models_files.SHORT_RANGE, 0.5)
    persons = people()
    for warm in (studio.follow().guide, studio.check_shot, simple, detector.faces, draw):
        warm(persons[0])
    spent: dict[str, list[float]] = defaultdict(list)
    for number in range(rounds * len(persons)):
        live = studio.follow()
        for place, frame in enumerate(video(persons[number % len(persons)], number)):
            spent["draw"].append(milliseconds(draw, frame))
            spent["guide"].append(milliseconds(live.guide, frame))
            spent["detector"].append(milliseconds(detector.faces, frame))
            if place % 4 == 0:
                spent["shot"].append(milliseconds(studio.check_shot, frame))
                spent["naive"].append(milliseconds(simple, frame))
    report(spent)


def report(spent: dict[str, list[float]]) -> None:
    # the frames of a video do different work, so their mean counts; a tenth on either side is
    # left out, because the host's hiccups are in it
    mean = {
        name: float(np.mean(np.sort(times)[len(times) // 10 : len(times) - len(times) // 10]))
        for name, times in spent.items()
    }
    guidance, bare = mean["guide"] + mean["draw"], mean["detector"] + mean["draw"]
    ratios = (mean["naive"] / guidance, guidance / bare, mean["naive"] / mean["shot"])
    print(
        json.dumps(
            {
                "benchmark": "photo_guidance",
                "guidance_ms": round(guidance, 1),
                "guidance_p95_ms": round(float(np.percentile(spent["guide"], 95)), 1),
                "bare_ms": round(bare, 1),
                "shot_ms": round(mean["shot"], 1),
                "naive_ms": round(mean["naive"], 1),
                "naive_over_guidance": round(ratios[0], 1),
                "guidance_over_bare": round(ratios[1], 2),
                "naive_over_shot": round(ratios[2], 1),
                "goal": "naive/guidance >= 25, guidance/bare <= 1.5, naive/shot >= 10",
                "met": ratios[0] >= 25 and ratios[1] <= 1.5 and ratios[2] >= 10,
            }
        )
    )


if __name__ == "__main__":
    main()
