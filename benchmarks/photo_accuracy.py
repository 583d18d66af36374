"""How often the photo check is right, on a folder of portraits and on pictures made from them.

The folder holds pictures and a `manifest.csv` with the columns `file`, `category` and
`real_or_derived`. Pictures whose category starts with `good` are the good ones; from these and
from a few more that only have a wrong place or background, faulty pictures are **made**:
turned, blurred, darkened, lit from one side or from behind, seen from afar, doubled, with
painted lids, glasses and masks, without a face. Synthetic faults are easier to control than to
believe; docs/photo-quality.md gives both kinds apart.

Run by hand: python benchmarks/photo_accuracy.py FOLDER [--values]
Prints Markdown tables for docs/photo-quality.md; `--values` prints each picture's measures.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import cv2
import numpy as np

from benchmarks._photo_faults import FAULTS, GOOD, Subject
from desktop.photo.service import PhotoStudio
from desktop.photo.views import PictureVerdict

# which measures a person would name for each category of a real or derived picture
REASONS = {
    "flag_bg": {"background"},
    "dark_room": {"exposure", "background"},
    "plain_yellow_bg": {"background"},
    "dark_bg_frontal": {"background"},
    "tilt_10deg": {"roll"},
    "tilt_17": {"roll"},
    "tilt_30": {"roll"},
    "tilt_12": {"roll"},
    "yaw_31": {"yaw"},
    "yaw_31_tilt_21": {"yaw", "roll"},
    "silhouette_tilt": {"exposure", "roll", "yaw"},
    "sunglasses_hand": {"occlusion"},
    "microphone": {"occlusion", "background"},
    "backlit_dark": {"exposure"},
    "two_faces": {"face_count"},
    "no_face_statue": {"face_count"},
    "eyes_closed_synth": {"eyes_open"},
    "sunglasses_synth": {"occlusion"},
    "mask_synth": {"occlusion"},
    "blur_light": {"sharpness"},
    "blur_extreme": {"sharpness"},
    "motion_blur": {"sharpness"},
    "overexposed_synth": {"exposure"},
    "side_light_synth": {"light_balance"},
    "blue_cast": {"natural_colour"},
    "orange_cast": {"natural_colour"},
    "low_res": {"resolution", "sharpness"},
    "too_close_cropped": {"head_size"},
    "pink_wall_close": {"head_size", "background"},
    "off_centre": {"centring"},
    "jpeg_q8": {"compression"},
    "hood_far": {"head_size", "eye_distance", "head_covering"},
    "cap": {"head_covering", "background"},
}
# the kinds that must be refused, by the beginnings of their names
MUST_REFUSE = (
    *("eyes closed", "leaning", "turned", "blurred", "dark", "two faces", "nobody"),
    *("sunglasses", "mask", "too far"),
)
# pictures that show one person well enough to make others from
BASES = ("good", "flag_bg", "off_centre", "plain_yellow_bg", "pink_wall", "dark_bg_frontal")
# a face must have this distance between the eyes (pixels) to be one that should pass
LEAST_EYES = 90


def base_pictures(studio: PhotoStudio, folder: Path) -> Iterator[tuple[str, Subject, bool]]:
    """Yield name, subject and whether a good portrait can be made of it."""
    for row in rows(folder):
        if not row["category"].startswith(BASES):
            continue
        frame = studio.load_file(folder / row["file"])
        report = studio.check_shot(frame)
        face = report.geometry
        if face is None or face.eye_distance < LEAST_EYES or abs(face.roll) > 8:
            continue
        yield row["file"], Subject(frame, face), not row["category"].startswith("flag")


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def judge(studio: PhotoStudio, picture: np.ndarray, folder: Path) -> PictureVerdict:
    path = folder / "picture.png"
    cv2.imwrite(str(path), picture, [cv2.IMWRITE_PNG_COMPRESSION, 1])
    return studio.judge_file(path)


class Tally:
    """Counts refusals and right reasons by category."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.named: Counter[str] = Counter()
        self.said: dict[str, Counter[str]] = defaultdict(Counter)
        self.missed: list[str] = []

    def add(self, category: str, name: str, found: PictureVerdict, reasons: set[str]) -> None:
        """Count one picture; `reasons` are the measures that name its fault."""
        failed = [measure.value for measure in found.failed]
        warned = [measure.value for measure in found.warnings]
        self.seen[category] += 1
        self.refused[category] += not found.passes
        self.named[category] += bool(reasons & {*failed, *warned})
        self.said[category].update(failed or ["-"])
        wrong = bool(failed) if not reasons else not reasons & {*failed, *warned}
        if wrong:
            self.missed.append(f"{category}: {name}: {', '.join(failed) or 'pass'}")

    def table(self) -> str:
        """Return the counts as a Markdown table."""
        lines = ["| category | pictures | refused | right reason named | measures named |"]
        lines.append("|---|---|---|---|---|")
        for category, count in self.seen.items():
            said = ", ".join(f"{name} {n}" for name, n in self.said[category].most_common(5))
            named = "-" if category.startswith("good") else str(self.named[category])
            lines.append(f"| {category} | {count} | {self.refused[category]} | {named} | {said} |")
        return "\n".join(lines)


def confusion(tally: Tally) -> str:
    """Return the table of verdicts for good pictures and for the kinds that matter most."""
    good = [name for name in tally.seen if name.startswith("good")]
    bad = [name for name in tally.seen if name.startswith(MUST_REFUSE)]
    lines = ["| | pictures | passed | refused | right reason named |", "|---|---|---|---|---|"]
    for title, names in (("should pass", good), ("should be refused", bad)):
        seen = sum(tally.seen[name] for name in names)
        refused = sum(tally.refused[name] for name in names)
        named = str(sum(tally.named[name] for name in names)) if names is bad else "-"
        lines.append(f"| {title} | {seen} | {seen - refused} | {refused} | {named} |")
    return "\n".join(lines)


def show(name: str, found: PictureVerdict) -> None:
    values = {m.name.value: m.value for m in found.measures if m.value is not None}
    parts = {k: v for m in found.measures for k, v in m.parts.items()}
    print(name, " ".join(f"{k}={v:.3g}" for k, v in {**values, **parts}.items()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--values", action="store_true")
    parser.add_argument("--only", default="")
    args = parser.parse_args()
    studio = PhotoStudio()
    given, made = Tally(), Tally()
    for row in rows(args.folder):
        if args.only and args.only not in row["category"]:
            continue
        found = studio.judge_file(args.folder / row["file"])
        given.add(row["category"], row["file"], found, REASONS.get(row["category"], set()))
        if args.values:
            show(row["file"], found)
    with tempfile.TemporaryDirectory() as scratch:
        for name, subject, passable in base_pictures(studio, args.folder):
            for category, makers in {"good (made)": GOOD, **FAULTS}.items():
                if makers is GOOD and not passable:
                    continue
                if args.only and args.only not in category:
                    continue
                for number, maker in enumerate(makers.pictures):
                    found = judge(studio, maker(subject), Path(scratch))
                    made.add(category, f"{name} {number}", found, makers.reasons)
                    if args.values:
                        show(f"{category} {name} {number}", found)
    print("\nPictures as given\n\n" + given.table())
    print("\nMade pictures\n\n" + made.table())
    print("\nConfusion, made pictures\n\n" + confusion(made))
    print("\nNot as expected\n\n" + "\n".join(given.missed + made.missed))


if __name__ == "__main__":
    main()
