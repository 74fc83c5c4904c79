"""The measured record of origins: how often what one says is later said, or contradicted, by others.

This is kept apart from the letter of reliability, which a person gives: nothing here is read from a list. What
others say is no proof either; camps repeat each other. So no rule of reconciling or of control looks at it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from marsad.model.event import Event, Record
from marsad.reconcile.profile import Profile

LEAST = 20
"""Below so many events that others speak of, a share says nothing and none is given."""
_Z = 1.96
"""Of the 95 % interval."""


Fortune = tuple[frozenset[str], frozenset[str]]
"""The origins whose word on one event others confirmed, and those whose word they contradicted."""


def fortune(event: Event, profiles: Mapping[str, Profile]) -> Fortune:
    """Return how the word of each origin on one event has fared.

    It is confirmed where another origin says the same on the same day or later, and contradicted where the event's
    disputes set the two against each other and nobody confirms it.
    """
    first = _first_said(event, profiles)
    if len(first) < 2 and not event.disputes:
        return frozenset(), frozenset()
    against = _opposed(event, profiles)
    confirmed = {
        origin
        for origin, day in first.items()
        if any(other != origin and other not in against.get(origin, ()) and first[other] >= day for other in first)
    }
    contradicted = {origin for origin in first if against.get(origin)} - confirmed
    return frozenset(confirmed), frozenset(contradicted)


def records(fortunes: Iterable[Fortune]) -> dict[str, Record]:
    """Return the record of each origin whose word others have confirmed or contradicted, by origin."""
    confirmed: Counter[str] = Counter()
    contradicted: Counter[str] = Counter()
    for well, ill in fortunes:
        confirmed.update(well)
        contradicted.update(ill)
    return {
        origin: _record(confirmed[origin], contradicted[origin])
        for origin in sorted(confirmed.keys() | contradicted.keys())
    }


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927), which stays within 0 and 1 for few cases too."""
    if not of:
        return 0.0, 1.0
    share, spread = hits / of, _Z**2 / of
    middle = (share + spread / 2) / (1 + spread)
    half = _Z / (1 + spread) * math.sqrt(share * (1 - share) / of + spread / (4 * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def _record(confirmed: int, contradicted: int) -> Record:
    judged = confirmed + contradicted
    low, high = wilson(confirmed, judged) if judged >= LEAST else (None, None)
    return Record(confirmed=confirmed, contradicted=contradicted, low=low, high=high)


def _first_said(event: Event, profiles: Mapping[str, Profile]) -> dict[str, str]:
    """Return the day on which each origin first said that the event happened."""
    days: dict[str, str] = {}
    for claim in event.claims:
        profile = profiles[claim]
        if profile.claim.modality == "asserted":
            day = profile.claim.published
            days[profile.origin] = min(day, days.get(profile.origin, day))
    return days


def _opposed(event: Event, profiles: Mapping[str, Profile]) -> dict[str, set[str]]:
    """Return for each origin those that a dispute of the event sets against it."""
    against: dict[str, set[str]] = defaultdict(set)
    for dispute in event.disputes:
        sides = [{profiles[claim].origin for claim in side} for side in dispute.sides]
        for number, side in enumerate(sides):
            others = set().union(*(theirs for place, theirs in enumerate(sides) if place != number))
            for origin in side:
                against[origin] |= others - {origin}
    return against
