"""How much each claim's word weighs on who holds a place, in words: whose word it is, and for or against whose side."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from marsad.model.claim import Claim
from marsad.model.event import Reconciled
from marsad.picture.heard import heard
from marsad.picture.settings import settings
from marsad.picture.witnesses import Witness, context, is_denial, spoken
from marsad.reference import Reference


def weighed(
    place: str,
    wanted: Collection[str],
    reconciled: Reconciled,
    claims: Sequence[Claim],
    reference: Reference,
    clocks: tuple[date, date],
) -> dict[str, str]:
    """Return by claim what its word on a place weighs and why; `clocks` are the picture's day and day of knowledge."""
    items = heard(reconciled, claims, reference, *clocks)
    beside, book = context(items), settings()
    found: dict[str, str] = {}
    for item in items:
        if item.id not in wanted:
            continue
        if is_denial(item):
            found[item.id] = "a denial: it opens a dispute and moves no belief"
        for one in spoken(item, beside, reference, book, clocks[0]):
            if one.place == place:
                found[item.id] = _words(one, reference)
    return found


def _words(one: Witness, reference: Reference) -> str:
    side = next((side.name for side in reference.pack.sides if side.id == one.camp), one.camp)
    if one.camp and one.suffices:
        whose = f"favours {side}, and tells against its own side: counts in full, and suffices alone"
    elif one.camp:
        whose = f"favours {side}, and tells for its own side: counts as claimed until someone else says so"
    elif one.suffices:
        whose = "a known source of no side, in its own voice: suffices alone"
    else:
        whose = "of no known side, relayed or unnamed: needs another origin beside it"
    return f"{one.effect}, weight {one.weight:.2f}; {whose}"
