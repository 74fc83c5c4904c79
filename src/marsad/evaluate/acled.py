"""The main sub-event of a text, in ACLED's terms.

It is that of the claim with the highest weight, where a claim weighs the weight of its row (the codebook's
`schemes/acled.yaml`), less a little for each sentence before it and more than that for a claim that is not asserted. Rows stand in
order of how specific they are, as in ACLED's codebook, where an event of two types is coded as the more specific one.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.codebook.words import Words
from marsad.model.claim import Claim
from marsad.publish.coding import rule_of
from marsad.reference import Reference

_PER_SENTENCE = 0.3
_UNSAID = {"denied": 3.0, "planned": 3.0, "urged": 3.0, "possible": 0.3, "predicted": 1.0}
"""What a claim loses for each sentence before it, and for not being asserted."""


def sub_event(claims: Sequence[Claim], words: Words, reference: Reference) -> str:
    """Return the sub-event that a text's claims tell of above all, or "" where no claim tells of one."""
    starts = sorted({claim.sentence.start for claim in claims})
    scored = [
        (_weight(claim, rule.weight, starts), -number, rule.sub_event)
        for number, claim in enumerate(claims)
        if (rule := rule_of(claim, words, reference)) is not None
    ]
    return max(scored)[2] if scored else ""


def _weight(claim: Claim, weight: float, starts: Sequence[int]) -> float:
    return weight - _PER_SENTENCE * starts.index(claim.sentence.start) - _UNSAID.get(claim.modality, 0.0)
