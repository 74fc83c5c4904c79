"""The means of an attack that is spoken of again: once it was called chemical, "the attack" is a chemical one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from marsad.model.claim import Claim

_AGAIN = re.compile(r"\b(?:the|this|that|these|those|such)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
"""What stands before a noun for something already told."""
_MEANS = frozenset({"attack.air", "attack.shelling", "attack.explosive", "attack.chemical"})
_REACH = 40
"""Characters before a cue in which its article stands."""


def carried(found: Sequence[Claim], text: str) -> list[Claim]:
    """Return the claims of a report with the attacks that name no means of their own, but speak of a chemical one, as such."""
    last = ""
    kind_of: dict[str, str] = {}
    for claim in sorted(found, key=lambda item: item.cue.start):
        if claim.kind in _MEANS:
            last = claim.kind
        elif claim.kind == "attack.violence" and last == "attack.chemical":
            before = text[max(0, claim.cue.start - _REACH) : claim.cue.start]
            if _AGAIN.search(before):
                kind_of[claim.id] = last
    return [replace(claim, kind=kind_of[claim.id]) if claim.id in kind_of else claim for claim in found]  # type: ignore[arg-type]
