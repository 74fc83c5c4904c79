"""Let the claims of one sentence complete each other: an attack and its dead share place, party, target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from marsad.model.claim import Claim
from marsad.model.where import Where

_SCENE = frozenset({"attack", "casualty", "unrest"})
"""Families whose claims in one sentence tell of one scene, so that one names the place for all."""
_SCENE_KINDS = frozenset({"relief.damage", "force.destroy"})


def combine(found: Sequence[Claim], places: Sequence[Where], aimed: frozenset[str]) -> list[Claim]:
    """Return the claims of a sentence with what those of one scene say of each other.

    `places` are the place phrases of the sentence that say where, in order; a scene that names no
    place of its own lies in the nearest of them. `aimed` are the ids of attacks whose target is a
    place: their victims are not what they were aimed at.
    """
    scene = [claim for claim in found if claim.family in _SCENE or claim.kind in _SCENE_KINDS]
    attacks = [claim for claim in scene if claim.family == "attack" and claim.kind != "attack.abduction"]
    actors = {claim.who.text: claim for claim in attacks if claim.who is not None}
    result: list[Claim] = []
    for claim in found:
        if claim in attacks and len(actors) == 1:
            claim = _completed(claim, list(actors.values()), ("who",))
        if claim.family in _SCENE or claim.kind in _SCENE_KINDS:
            others = sorted((item for item in scene if item.id != claim.id), key=lambda item: _distance(claim, item))
            claim = _placed(claim, others, places)
            if claim.family == "casualty":
                claim = _completed(claim, attacks, ("who",))
            elif claim.family == "attack" and claim.id not in aimed:
                claim = _completed(claim, [item for item in others if item.family == "casualty"], ("whom",))
            claim = _completed(claim, others, ("when",))
        result.append(claim)
    return [_shared_number(claim, result) for claim in result]


def _shared_number(claim: Claim, found: Sequence[Claim]) -> Claim:
    """"Killed and wounded 30": one number for both says only that neither is more than 30."""
    if claim.family != "casualty" or claim.count is None or claim.whom is None:
        return claim
    for other in found:
        if other.family == "casualty" and other.kind != claim.kind and other.whom and other.whom.start == claim.whom.start:
            return replace(claim, count=replace(claim.count, low=None))
    return claim


def _placed(claim: Claim, others: Sequence[Claim], places: Sequence[Where]) -> Claim:
    if claim.where is not None:
        return claim
    shared = next((item.where for item in others if item.where is not None), None)
    if shared is None and places:
        shared = min(places, key=lambda place: abs(place.start - claim.cue.start))
    return replace(claim, where=shared) if shared is not None else claim


def _completed(claim: Claim, others: Sequence[Claim], slots: tuple[str, ...]) -> Claim:
    changes = {
        slot: value
        for slot in slots
        if getattr(claim, slot) is None
        and (value := next((getattr(item, slot) for item in others if getattr(item, slot) is not None), None))
    }
    return replace(claim, **changes) if changes else claim


def _distance(claim: Claim, other: Claim) -> int:
    return abs(claim.cue.start - other.cue.start)
