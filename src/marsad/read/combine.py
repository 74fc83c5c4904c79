"""Let the claims of one sentence complete each other: an attack and its dead share place, party, target."""

from __future__ import annotations

import re
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
    result = [_of_scene(claim, scene, attacks, places, aimed) for claim in found]
    return [_shared_number(claim, result) for claim in result]


def _of_scene(
    claim: Claim, scene: Sequence[Claim], attacks: Sequence[Claim], places: Sequence[Where], aimed: frozenset[str]
) -> Claim:
    """Return a claim with what the others of its scene say of it."""
    others = sorted(
        (item for item in scene if item.id != claim.id), key=lambda item: abs(claim.cue.start - item.cue.start)
    )
    attackers = {item.who.text: item for item in attacks if item.who is not None}
    completed = claim
    if claim in attacks and len(attackers) == 1:
        completed = _completed(completed, list(attackers.values()), ("who",))
    if claim not in scene:
        return completed
    completed = _placed(completed, others, places)
    if claim.family == "casualty":
        completed = _completed(completed, attacks, ("who",))
    elif claim.family == "attack" and claim.id not in aimed:
        completed = _completed(completed, [item for item in others if item.family == "casualty"], ("whom",))
    return _completed(completed, others, ("when",))


def _shared_number(claim: Claim, found: Sequence[Claim]) -> Claim:
    """ "Killed and wounded 30": one number for both says only that neither is more than 30."""
    if claim.family != "casualty" or claim.count is None or claim.whom is None:
        return claim
    for other in found:
        if (
            other.family == "casualty"
            and other.kind != claim.kind
            and other.whom
            and other.whom.start == claim.whom.start
            and _is_beside(claim, other)
        ):
            return replace(claim, count=replace(claim.count, low=None))
    return claim


_AND = re.compile(r"\W*(?:and|or)?\W*(?:were |was )?(?:\w+ly )?\W*", re.IGNORECASE)


def _is_beside(claim: Claim, other: Claim) -> bool:
    """Whether only "and" stands between two cues."""
    first, second = sorted((claim.cue, other.cue), key=lambda cue: cue.start)
    between = claim.sentence.text[first.end - claim.sentence.start : second.start - claim.sentence.start]
    return _AND.fullmatch(between) is not None


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
