import ast
import gettext
import re
from pathlib import Path

import pytest

from desktop.common import i18n
from resources.translations import refresh

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "desktop").rglob("*.py"))
PLACE = re.compile(r"\{(\w+)[^}]*\}")
VIETNAMESE = re.compile(
    "[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE
)


def ids(catalog):
    return {message.id for message in catalog if message.id}


@pytest.mark.parametrize("language", refresh.LANGUAGES)
def test_every_text_has_a_translation(language):
    assert refresh.untranslated(refresh.read(language)) == []


@pytest.mark.parametrize("language", refresh.LANGUAGES)
def test_the_catalogue_is_neither_stale_nor_short(language):
    assert ids(refresh.read(language)) == ids(refresh.extracted()), "run: python3 dev.py strings"


@pytest.mark.parametrize("language", refresh.LANGUAGES)
def test_the_binary_form_is_made_from_the_text(language):
    with refresh.po_file(language).with_suffix(".mo").open("rb") as stream:
        binary = gettext.GNUTranslations(stream)
    for message in refresh.read(language):
        if isinstance(message.id, str) and message.id:
            assert binary.gettext(message.id) == message.string


@pytest.mark.parametrize("language", refresh.LANGUAGES)
def test_translations_keep_the_places_of_values(language):
    for message in refresh.read(language):
        if not message.id:
            continue
        pairs = (
            [(message.id, message.string)]
            if isinstance(message.id, str)
            else list(zip(message.id, message.string, strict=True))
        )
        for source, target in pairs:
            assert sorted(PLACE.findall(source)) == sorted(PLACE.findall(target)), source


def test_english_texts_are_english():
    # Names of things that stay Vietnamese in English, e.g. "Đảng", stand in the text on purpose.
    allowed = {"Đảng", "Việt", "đ"}
    for message in refresh.read("en"):
        if not message.id:
            continue
        target = message.string if isinstance(message.string, str) else message.string[0]
        words = {word for word in re.findall(r"\w+", target) if VIETNAMESE.search(word)}
        assert not words - allowed - quoted(message.id), (message.id, target)


def quoted(text):
    """Examples of names and places in a source text may stay as they are."""
    source = text if isinstance(text, str) else text[0]
    return {word for word in re.findall(r"\w+", source) if word[:1].isupper()}


def test_texts_are_literals():
    """An f-string or a variable inside tr() never reaches the catalogue."""
    wrong = []
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {"tr", "mark", "trn"}
                and node.args
            ):
                first = node.args[0]
                parts = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
                declared = all(
                    isinstance(part, (ast.Subscript, ast.Attribute, ast.Name)) for part in parts
                )
                literal = isinstance(first, ast.Constant) and isinstance(first.value, str)
                # A text that was declared with mark() elsewhere may be looked up by name.
                if not literal and not (node.func.id == "tr" and declared):
                    wrong.append(f"{file.relative_to(ROOT)}:{node.lineno}")
    assert wrong == []


def test_switching_the_language_changes_what_is_said():
    assert i18n.language() == "vi"
    try:
        i18n.set_language("en")
        assert i18n.tr("Ổ đĩa đã đầy.") != "Ổ đĩa đã đầy."
    finally:
        i18n.set_language("vi")
    assert i18n.tr("Ổ đĩa đã đầy.") == "Ổ đĩa đã đầy."
    with pytest.raises(ValueError, match="xx"):
        i18n.set_language("xx")
