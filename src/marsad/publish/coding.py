"""Claims in the terms of ACLED: which sub-event a claim tells of, by the codebook's table of rows."""

from __future__ import annotations

import re
from functools import cache

from marsad.codebook.schemes import Rule, acled
from marsad.codebook.words import Words
from marsad.model.claim import Claim, Party
from marsad.reference import Reference

_ACTOR_SORT = {"state": "state", "state-forces": "state", "rebel": "rebels", "militia": "rebels"}
_BACKED = re.compile(
    r"\S+[-–](?:backed|led|held|controlled|supported|allied|aligned|sponsored)\b|\banti-\w+", re.IGNORECASE
)
"""What stands before such a word is not the party itself: "government-backed fighters" are fighters."""


def rule_of(claim: Claim, words: Words, reference: Reference) -> Rule | None:
    """Return the first row that fits a claim."""
    return next((rule for rule in acled().rules if _fits(rule, claim, words, reference)), None)


def _fits(rule: Rule, claim: Claim, words: Words, reference: Reference) -> bool:
    if claim.kind not in rule.of:
        return False
    sentence = claim.sentence.text
    searched = (
        (rule.cue, claim.cue.text),
        (rule.sentence, sentence),
        (rule.object, claim.whom.text if claim.whom else ""),
    )
    if any(pattern and not _compiled(pattern).search(text) for pattern, text in searched):
        return False
    if rule.unless and _compiled(rule.unless).search(sentence):
        return False
    asked = ((rule.who, claim.who), (rule.whom, claim.whom))
    return all(not sorts or sort_of(party, words, reference) in sorts for sorts, party in asked)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.DOTALL)


def sort_of(party: Party | None, words: Words, reference: Reference) -> str:
    """Return whether a party is a state's force, rebels, police, protesters or a mob; "" where nothing says.

    Of several coordinated parties the first counts.
    """
    if party is None:
        return ""
    text = _BACKED.sub(" ", party.text)
    found = min(
        ((match.start(), row.sort) for row in acled().sorts if (match := _sort(row.words).search(text))),
        default=(0, ""),
    )[1]
    actor = reference.actors.get(party.actor)
    if not found and actor is not None:
        found = _ACTOR_SORT.get(actor.kind, "")
    if not found and any(word.lower() in words.demonyms for word in re.findall(r"\w+", text)):
        found = "state"
    return found


@cache
def _sort(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
