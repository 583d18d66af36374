"""`dev.py strings`: refresh the catalogues from the sources and compile them.

The source language is Vietnamese; each other language has one `.po`, edited by people, and one
`.mo` made from it. Both are committed, so the program needs no build step.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

FOLDER = Path(__file__).resolve().parent
SOURCES = FOLDER.parents[1] / "desktop"
DOMAIN = "qtn"
KEYWORDS: dict[str, object] = {"tr": None, "mark": None, "trn": (1, 2)}
LANGUAGES = ("en",)


def extracted() -> Catalog:
    """Return every text of the program that people read."""
    catalog = Catalog(project="quay-tiep-nhan", charset="utf-8")
    found = extract_from_dir(
        str(SOURCES), method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=()
    )
    for file, line, message, _comments, context in sorted(found, key=lambda item: item[:2]):
        catalog.add(message, None, [(f"desktop/{Path(file).as_posix()}", line)], context=context)
    return catalog


def po_file(language: str) -> Path:
    """Return the catalogue that people edit."""
    return FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(language: str) -> Catalog:
    """Return the catalogue of a language; empty when there is none yet."""
    file = po_file(language)
    if not file.exists():
        return Catalog(locale=language, project="quay-tiep-nhan", charset="utf-8")
    with file.open("rb") as stream:
        return read_po(stream, locale=language)


def written(catalog: Catalog) -> bytes:
    """Return the catalogue as text without line numbers, so that diffs stay small."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=100, no_location=True, omit_header=False, sort_output=True)
    return buffer.getvalue()


def compiled(catalog: Catalog) -> bytes:
    """Return the binary form that the program reads."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def untranslated(catalog: Catalog) -> list[str]:
    """Return the texts that have no translation yet, or only a doubtful one."""
    lacking = []
    for message in catalog:
        if not message.id:
            continue
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        if not all(forms) or message.fuzzy:
            lacking.append(message.id if isinstance(message.id, str) else message.id[0])
    return lacking


def refresh(language: str) -> list[str]:
    """Bring one language up to date; return what still lacks a translation."""
    catalog = read(language)
    catalog.update(extracted(), no_fuzzy_matching=True, update_header_comment=False)
    catalog.obsolete.clear()
    file = po_file(language)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(written(catalog))
    file.with_suffix(".mo").write_bytes(compiled(catalog))
    return untranslated(catalog)


def main() -> int:
    """Refresh every language and say what is missing."""
    lacking = 0
    for language in LANGUAGES:
        for text in refresh(language):
            lacking += 1
            sys.stdout.write(f"{language}: {text}\n")
    sys.stdout.write(f"{lacking} texts without translation\n")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
