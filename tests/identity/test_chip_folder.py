"""The folder through which programs with chip readers hand over what they read."""

from __future__ import annotations

import json
import queue
from pathlib import Path
from typing import Any

import pytest

from desktop.identity.card import CardReading, CardSource
from desktop.identity.chip import FORMAT
from desktop.identity.chip_folder import ChipFolder
from desktop.identity.errors import CardTextError

TOLD = {
    "format": FORMAT,
    "personal_id": "014085012345",
    "full_name": "Nguyễn Văn An",
    "birth_date": "1985-02-14",
    "sex": "male",
    "address": "Xím Vàng, Bắc Yên, Sơn La",
}


class Heard:
    """What the folder told."""

    def __init__(self, folder: Path, every: float = 0.02) -> None:
        self.cards: queue.Queue[CardReading] = queue.Queue()
        self.refused: queue.Queue[CardTextError] = queue.Queue()
        self.folder = ChipFolder(
            folder, on_card=self.cards.put, on_refused=self.refused.put, every=every
        )


def hand_over(folder: Path, content: Any, name: str = "1.json") -> Path:
    path = folder / name
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_read_and_removed_in_a_thread_of_its_own(tmp_path: Path) -> None:
    heard = Heard(tmp_path)
    heard.folder.start()
    path = hand_over(tmp_path, TOLD)
    card = heard.cards.get(timeout=10)
    assert (card.full_name, card.source) == ("Nguyễn Văn An", CardSource.CHIP)
    assert any("không tự xác thực" in warning for warning in card.warnings)
    assert heard.folder.stop(10)
    assert not path.exists()


def test_what_is_not_in_the_format_is_told_once_and_left(tmp_path: Path) -> None:
    heard = Heard(tmp_path)
    path = hand_over(tmp_path, "{broken")
    for _ in range(3):
        heard.folder.look()
    assert heard.refused.qsize() == 1
    assert path.exists()
    hand_over(tmp_path, TOLD)  # mended by the other program
    heard.folder.look()
    assert heard.cards.qsize() == 1


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    heard = Heard(tmp_path)
    other = hand_over(tmp_path, TOLD, "reading.tmp")
    heard.folder.look()
    assert other.exists()
    assert heard.cards.empty()


def test_a_folder_that_is_not_there_is_waited_for(tmp_path: Path) -> None:
    folder = tmp_path / "later"
    heard = Heard(folder)
    heard.folder.look()
    folder.mkdir()
    hand_over(folder, TOLD)
    heard.folder.look()
    assert heard.cards.qsize() == 1


@pytest.mark.parametrize("content", ["[]", "null", "{}", '{"format": "other/9"}', "x" * 70_000])
def test_hostile_files_are_refused(tmp_path: Path, content: str) -> None:
    heard = Heard(tmp_path)
    hand_over(tmp_path, content)
    heard.folder.look()
    assert heard.refused.qsize() == 1
    assert heard.cards.empty()
