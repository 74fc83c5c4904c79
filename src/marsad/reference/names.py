"""One spelling key for names, so that al-Bab, Al Bab and Bab are looked up alike."""

from __future__ import annotations

import functools
import re

_ARTICLES = frozenset({"al", "el", "ar", "as", "ash", "ad", "an", "az", "at", "the"})
_NOT_WORD = re.compile(r"[^\w]+")


@functools.lru_cache(maxsize=65536)
def key(name: str) -> str:
    """Return the lookup key of a name: Latin letters, lower case, no articles, marks or spaces.

    Arabic and Cyrillic are transliterated letter by letter, which does not add vowels.
    """
    if not name.isascii():
        from anyascii import anyascii

        name = anyascii(name)
    words = [word for word in _NOT_WORD.sub(" ", name.lower().replace("'", "")).split() if word]
    kept = [word for word in words if word not in _ARTICLES] or words
    return "".join(kept)
