"""Figures: the numbers of an event, kept as a range over origins with one headline, never averaged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Literal

from marsad.model.event import Figure
from marsad.reconcile.profile import Profile
from marsad.reconcile.rules import Rules
from marsad.reference import Reference

HeadlineRule = Literal["conservative", "best"]
RELIABILITY = "ABCFDE"
"""Letters of the Admiralty scale, best first; F (cannot be judged) says nothing, so it stands midway."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A figure with the one claim of each origin that counts, as disputes look at it."""

    figure: Figure
    current: dict[str, Profile]


def tallies(members: Sequence[Profile], reference: Reference, rules: Rules, rule: HeadlineRule) -> list[Tally]:
    """Return the figures of one event: one for each measure, unit and side of the people counted."""
    by_key: dict[tuple[str, str, str], list[Profile]] = defaultdict(list)
    for profile in members:
        measure = rules.measures.get(profile.kind)
        if measure and profile.number is not None and profile.claim.modality == "asserted":
            by_key[measure, profile.unit, profile.whom.side].append(profile)
    return [_tally(key, by_key[key], reference, rule) for key in sorted(by_key)]


def _tally(key: tuple[str, str, str], members: Sequence[Profile], reference: Reference, rule: HeadlineRule) -> Tally:
    parts = _parts(members)
    whole = [profile for profile in members if profile.id not in parts]
    by_origin: dict[str, list[Profile]] = defaultdict(list)
    for profile in whole:
        by_origin[profile.origin].append(profile)
    current = {origin: max(said, key=_recency) for origin, said in sorted(by_origin.items())}
    kept = sorted(current.values(), key=lambda profile: profile.id)
    old = {
        profile.id for origin, said in by_origin.items() for profile in said if profile.number != current[origin].number
    }
    latest = sorted((profile for profile in whole if profile.id not in old), key=_recency, reverse=True)
    latest.sort(key=lambda profile: standing(profile.origin, reference))
    measure, unit, whose = key
    low, best, high = span(kept, reference, rule)
    figure = Figure(
        measure=measure, unit=unit, whose=whose, low=low, best=best, high=high, rule=rule,
        claims=tuple(profile.id for profile in latest), superseded=tuple(sorted(old)),
        parts=tuple(sorted(parts)),
    )  # fmt: skip
    return Tally(figure, current)


def headline(tally: Tally, refuted: AbstractSet[str], reference: Reference, rule: HeadlineRule) -> Figure:
    """Return a tally's figure, the headline picked among what is not refuted; the range stays that of all origins."""
    left = [profile for profile in tally.current.values() if profile.id not in refuted]
    if not left or len(left) == len(tally.current):
        return tally.figure
    kept = sorted(left, key=lambda profile: profile.id)
    ordered = sorted(tally.figure.claims, key=lambda claim: claim in refuted)
    return replace(tally.figure, best=span(kept, reference, rule)[1], rule="settled", claims=tuple(ordered))


def span(
    current: Sequence[Profile], reference: Reference, rule: HeadlineRule
) -> tuple[float | None, float | None, float | None]:
    """Return the lowest, the headline and the highest figure over origins, each origin's latest.

    "At least 20" counts as 20 at both ends, as UCDP counts the highest number that anybody has stated.
    """
    counts = [profile.claim.count for profile in current]
    lows = [count.low for count in counts if count and count.low is not None]
    highs = [end for count in counts if count and (end := count.low if count.high is None else count.high) is not None]
    points = [profile.number for profile in current if profile.number is not None]
    if rule == "conservative":
        best = min(points)
    else:
        # Latest of the best-placed: sorting by the older key first keeps it as the tie-breaker.
        latest = sorted(current, key=_recency, reverse=True)
        best_placed = min(latest, key=lambda profile: standing(profile.origin, reference))
        best = best_placed.number if best_placed.number is not None else min(points)
    return (min(lows) if lows else None), best, (max(highs) if highs else None)


def standing(origin: str, reference: Reference) -> tuple[int, int]:
    """Return how well an origin is placed, best first: not of a camp, then by reliability."""
    source = reference.sources.get(origin)
    if source is None:
        return (1, len(RELIABILITY))
    camp = 0 if source.side in ("", "none", "neutral") else 2
    return (camp, RELIABILITY.find(source.reliability))


def _recency(profile: Profile) -> tuple[str, float, str]:
    return (profile.claim.published, profile.number or 0.0, profile.id)


def _parts(members: Sequence[Profile]) -> set[str]:
    """Return the claims whose number stands inside a bigger one of its report ("including three children")."""
    highest: dict[tuple[str, int], float] = defaultdict(float)
    for profile in members:
        for spot in ((profile.claim.report, -1), (profile.claim.report, profile.claim.sentence.start)):
            highest[spot] = max(highest[spot], profile.number or 0)
    return {
        profile.id
        for profile in members
        if highest[profile.claim.report, -1 if profile.inside else profile.claim.sentence.start] > (profile.number or 0)
    }
