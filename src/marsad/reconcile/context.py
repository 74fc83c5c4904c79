"""Context: what a claim without place or day of its own leans on in its report.

"Warplanes struck the market. Seventeen people were killed": the deaths have the place and the day of the
strike, though their sentence names neither. A claim leans on the nearest earlier happening of its report
that fits, never on one told after it or far away from it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from marsad.model.claim import Claim
from marsad.model.when import When
from marsad.model.where import Where
from marsad.reconcile.kinds import kinds_fit
from marsad.reconcile.rules import Rules
from marsad.reconcile.words import is_name, plain
from marsad.reference import Reference


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when a claim is taken to happen, and the claim it leans on for either, "" for none."""

    where: Where | None
    when: When
    leans_on: str = ""


def settings(
    claims: Iterable[Claim], dates: Mapping[str, When], reference: Reference, rules: Rules
) -> dict[str, Setting]:
    """Return the setting of each claim that makes events, by claim id."""
    reports: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        reports[claim.report].append(_sized(claim, reference, rules))
    found: dict[str, Setting] = {}
    for told in reports.values():
        told.sort(key=lambda claim: (claim.sentence.start, claim.cue.start, claim.id))
        for number, claim in enumerate(told):
            own = Setting(place_of(claim) or _target(claim, rules), dates[claim.id])
            if _lacks_place(own.where, rules) and claim.kind in rules.causes | rules.effects:
                before = _leaned_on(claim, told[:number], told[number + 1 :], rules)
                named = _quarter(claim, rules)
                if named and (before is None or before.sentence.start != claim.sentence.start):
                    own = Setting(named, own.when)
                elif before is not None:
                    theirs = found.get(before.id, _own(before, dates))
                    leant = theirs.where.place if theirs.where else ""
                    if own.where is None or not _is_too_large(leant, own.where, reference, rules):
                        own = _lean(own, before.id, theirs, claim)
            found[claim.id] = own
    return found


def place_of(claim: Claim) -> Where | None:
    """Return where a claim happens: a withdrawal where it leaves from, a move where it leads to, if told."""
    if claim.kind == "force.withdraw":
        return claim.whence or claim.where
    return claim.where or claim.whence


def _target(claim: Claim, rules: Rules) -> Where | None:
    """Return the place that is itself what is hit: "struck the village of Daret Izza"."""
    match = rules.target.search(claim.whom.text) if claim.whom else None
    if match is None or claim.whom is None:
        return None
    start, end = claim.whom.start + match.start("name"), claim.whom.start + match.end("name")
    return Where(text=match["name"], start=start, end=end, name=match["name"])


def _quarter(claim: Claim, rules: Rules) -> Where | None:
    """Return a place that the words after the cue name, though the reading did not take it for the claim's place."""
    after = claim.sentence.text[claim.cue.end - claim.sentence.start :]
    before = claim.sentence.text[: max(0, claim.cue.start - claim.sentence.start)]
    found = (pattern.search(words) for words in (after, before) for pattern in (rules.quarter, rules.target))
    match = next((match for match in found if match), None)
    return Where(text=match["name"], start=-1, end=-1, name=match["name"]) if match else None


def _sized(claim: Claim, reference: Reference, rules: Rules) -> Claim:
    """Return the claim, its place unresolved again where the reading took "the village" for a great city."""
    where = place_of(claim)
    if where is None or not _is_too_large(where.place, where, reference, rules):
        return claim
    return replace(claim, where=replace(where, place="", name=""), whence=None)


def _is_too_large(place: str, where: Where, reference: Reference, rules: Rules) -> bool:
    """Return whether a place is larger than what the phrase can mean: no city of a million is "the village"."""
    most = rules.largest.get(plain(where.text))
    found = reference.places.get(place) if place and most else None
    return found is not None and most is not None and found.population > most


def _own(claim: Claim, dates: Mapping[str, When]) -> Setting:
    return Setting(place_of(claim), dates[claim.id])


def _lacks_place(where: Where | None, rules: Rules) -> bool:
    """Return whether a phrase names no place: none at all, or only "the town"."""
    return where is None or (not where.place and plain(where.text) in rules.pointing)


def _has_place(claim: Claim) -> bool:
    where = place_of(claim)
    return where is not None and (bool(where.place) or is_name(where.text))


def _leaned_on(claim: Claim, before: Sequence[Claim], after: Sequence[Claim], rules: Rules) -> Claim | None:
    """Return the happening that the claim leans on: of its sentence, else the last one told before."""
    same = [other for other in (*before, *after) if other.sentence.start == claim.sentence.start]
    near = [other for other in same if _carries(other, claim, rules) and _has_place(other)]
    if near:
        return min(near, key=lambda o: (o.kind not in rules.causes, abs(o.cue.start - claim.cue.start), o.id))
    reach = [o for o in before if claim.sentence.start - o.sentence.end <= rules.context_characters]
    fit = [o for o in reversed(reach) if _carries(o, claim, rules) and _has_place(o)]
    # The dead belong to the last fighting told of, and to a mere capture only where there was none.
    return next((other for other in fit if other.kind in rules.causes), fit[0] if fit else None)


def _carries(other: Claim, claim: Claim, rules: Rules) -> bool:
    """Return whether one happening can give another its place: the attack its dead, the capture too."""
    if claim.kind in rules.effects and other.kind in rules.settings:
        return True
    both_attack = claim.kind in rules.causes and other.kind in rules.causes
    return both_attack and kinds_fit(other.kind, claim.kind, rules)


def _lean(own: Setting, before: str, theirs: Setting, claim: Claim) -> Setting:
    if claim.when is not None and claim.when.first is not None:
        apart = theirs.when.first and theirs.when.last and own.when.first and own.when.last
        if apart and (own.when.first > theirs.when.last or theirs.when.first > own.when.last):  # type: ignore[operator]
            return own
        return Setting(theirs.where, own.when, before)
    return Setting(theirs.where, replace(theirs.when, basis="anchor", text="", start=-1, end=-1), before)
