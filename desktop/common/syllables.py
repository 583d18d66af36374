"""Whether a word can be a Vietnamese syllable: onset, rhyme, one tone. Enough to tell encodings.

No dictionary: `nguyễn` has the shape, `nguyÔn` (the same bytes in another encoding) has not.
Names of other peoples may fail; only shares over many words are ever used.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_NO_TONES = {ord(mark): None for mark in _TONES}
_RHYME_WORDS = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt
oc oe oem oen oeo oet oi om on ong ooc oong op ot
ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uên uênh ui um un ung uơ uôc uôi uôm uôn uông uôp uôt up ut
uy uya uych uyên uyêt uynh uyt uyu
ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu
"""
_RHYMES = frozenset(_RHYME_WORDS.split())
_AFTER_GI = frozenset({"", "n", "ng", "êng", "êc", "êt"})  # gì, gìn, giêng, giếc, giết
_ONSET = re.compile(r"^(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?")
_WORDS = re.compile(r"[\s!-/:-@\[-`{-~’‘“”–—…]+")


@lru_cache(maxsize=65_536)
def is_syllable(word: str) -> bool:
    """Whether a word has the shape of a Vietnamese syllable; `Nguyễn` and `AN` have."""
    body = word[1:]
    if not word.isalpha() or (body != body.lower() and word != word.upper()):
        return False
    parts = unicodedata.normalize("NFD", word.lower())
    if sum(parts.count(mark) for mark in _TONES) > 1:
        return False
    bare = unicodedata.normalize("NFC", parts.translate(_NO_TONES))
    onset = _ONSET.match(bare)
    start = onset[0] if onset else ""
    if bare[len(start) :] in _RHYMES:
        return True
    if start == "gi":
        return bare[2:] in _AFTER_GI or bare[1:] in _RHYMES
    if start == "qu":
        return f"u{bare[2:]}" in _RHYMES or f"o{bare[2:]}" in _RHYMES
    return False


def words_with_marks(text: str) -> list[str]:
    """Return the words that hold letters beyond ASCII: the only ones that tell an encoding."""
    if text.isascii():
        return []
    return [word for word in _WORDS.split(text) if word and not word.isascii()]


def shape(text: str) -> tuple[int, int]:
    """Return (words of the shape of a syllable, words) among the words with marks."""
    words = words_with_marks(text)
    return sum(1 for word in words if is_syllable(word)), len(words)
