"""Words of a text in a form that can be compared."""

from __future__ import annotations

import functools
import re

_WORD = re.compile(r"[^\W_]+")


@functools.lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Return the text in lower case, its words set apart by single spaces, without punctuation."""
    return " ".join(_WORD.findall(text.casefold()))


@functools.lru_cache(maxsize=65536)
def content(text: str, shortest: int) -> frozenset[str]:
    """Return the words of at least `shortest` letters, which carry most of what a sentence says."""
    return frozenset(word for word in plain(text).split() if len(word) >= shortest)


def shingles(text: str, size: int = 3) -> frozenset[str]:
    """Return all runs of `size` words of a plain text, or the whole of a shorter one."""
    words = text.split()
    if len(words) <= size:
        return frozenset([text])
    return frozenset(" ".join(words[start : start + size]) for start in range(len(words) - size + 1))


def is_name(text: str) -> bool:
    """Return whether a phrase ends in a capitalised word: a name, not a description like "the town"."""
    words = [word for word in re.split(r"\W+", text) if word]
    return bool(words) and words[-1][0].isupper()
