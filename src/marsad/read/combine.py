"""Let the claims of one sentence complete each other: an attack and its dead share place, party, target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from marsad.model.claim import Claim


def combine(found: Sequence[Claim]) -> list[Claim]:
    """Return the claims of a sentence with what the attack and its casualties say of each other."""
    attacks = [claim for claim in found if claim.family == "attack" and claim.kind != "attack.abduction"]
    tolls = [claim for claim in found if claim.family == "casualty"]
    if len(attacks) != 1 or not tolls:
        return list(found)
    attack = attacks[0]
    result: list[Claim] = []
    for claim in found:
        if claim in tolls:
            result.append(_completed(claim, attack, ("who", "where", "when")))
        elif claim is attack:
            result.append(_completed(claim, tolls[0], ("where", "when", *(("whom",) if not claim.whom else ()))))
        else:
            result.append(claim)
    return result


def _completed(claim: Claim, other: Claim, slots: tuple[str, ...]) -> Claim:
    changes = {slot: getattr(other, slot) for slot in slots if getattr(claim, slot) is None}
    return replace(claim, **changes) if changes else claim
