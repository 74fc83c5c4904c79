"""What tells two attacks on one city and day apart: what is hit in it, and with what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from marsad.model.claim import Claim
from marsad.reconcile.rules import Rules
from marsad.reconcile.words import plain

_ARTICLE = re.compile(r"^(?:al|el|ad|as|ash|at|az|an|ar) ")
_VOWELS = re.compile(r"[aeiouyh']|(.)(?=\1)")


def targets(claim: Claim, place: str, holds_quarters: bool, rules: Rules) -> frozenset[str]:
    """Return the sorts of things that a claim says are hit ("market"), and the quarters and villages it names.

    A quarter tells something only within a larger place; its name is brought to its consonants, since papers spell it
    as they like.
    """
    near = _near(claim, rules)
    words = " | ".join([near, *(phrase.text for phrase in (claim.where, claim.whom) if phrase)])
    found = set(_classes(words, rules.targets))
    if holds_quarters:
        own = {_bare(name) for name in (place, claim.where.name if claim.where else "") if name}
        named = {_bare(match["name"]) for text in (words,) for match in _quarters(text, rules)}
        found |= {f"named {name}" for name in named - own if name}
    return frozenset(found)


def weapons(claim: Claim, rules: Rules) -> frozenset[str]:
    """Return the sorts of weapons named near a claim's cue."""
    return frozenset(_classes(_near(claim, rules), rules.weapons))


def _near(claim: Claim, rules: Rules) -> str:
    start, end = claim.cue.start - claim.sentence.start, claim.cue.end - claim.sentence.start
    return claim.sentence.text[max(0, start - rules.detail_reach) : max(0, end + rules.detail_reach)]


def _classes(text: str, table: tuple[tuple[str, re.Pattern[str]], ...]) -> Iterator[str]:
    return (name for name, pattern in table if pattern.search(text))


def _quarters(text: str, rules: Rules) -> Iterator[re.Match[str]]:
    yield from rules.quarter.finditer(text)
    yield from rules.target.finditer(text)


def _bare(name: str) -> str:
    """Return the consonants of a name without its article."""
    return _VOWELS.sub("", _ARTICLE.sub("", plain(name)).replace(" ", ""))
