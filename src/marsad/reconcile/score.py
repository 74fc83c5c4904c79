"""Scoring: the candidate pairs that may tell of one happening, surest first.

Claims with the same slots (in a city under fire there are many) compare alike, so each pair of slots is
compared once, and only what the sentences and reports add is looked at for each pair of claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from marsad.reconcile.candidates import Pair
from marsad.reconcile.compare import content_reasons, text_reasons
from marsad.reconcile.profile import Profile
from marsad.reconcile.rules import Rules
from marsad.reconcile.vetoes import FACT, general_veto, report_veto

_KEPT = 1 << 17
"""Pairs of slots whose comparison is remembered; in a dense block there are some tens of thousands."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate pair without a veto, with its log2 odds."""

    a: int
    b: int
    score: float


def score(profiles: Sequence[Profile], candidates: Iterable[Pair], rules: Rules) -> list[Scored]:
    """Return the pairs that are at least worth asking about, surest first, each once."""
    slots = _slots(profiles)
    kept: dict[tuple[int, int, bool], float | None] = {}
    found: dict[Pair, float] = {}
    for pair in candidates:
        a, b = profiles[pair[0]], profiles[pair[1]]
        key = slots[pair[0]], slots[pair[1]], a.claim.report == b.claim.report
        if key not in kept:
            if len(kept) == _KEPT:
                kept.clear()
            kept[key] = _content(a, b, rules)
        points = kept[key]
        if points is None or report_veto(a, b):
            continue
        points = round(points + sum(reason.weight for reason in text_reasons(a, b, rules)), 4)
        if points >= rules.bands["ask"]:
            found[pair] = points
    scored = [Scored(a, b, points) for (a, b), points in found.items()]
    return sorted(scored, key=lambda one: (-one.score, one.a, one.b))


def _content(a: Profile, b: Profile, rules: Rules) -> float | None:
    if general_veto(a, b, rules):
        return None
    return sum(reason.weight for reason in content_reasons(a, b, rules))


def _slots(profiles: Sequence[Profile]) -> list[int]:
    """Return for each profile the number of all that comparing its slots looks at."""
    numbers: dict[tuple[object, ...], int] = {}
    return [numbers.setdefault(_key(profile), len(numbers)) for profile in profiles]


def _key(profile: Profile) -> tuple[object, ...]:
    return (
        profile.kind, profile.claim.modality in FACT, profile.first, profile.last, profile.pad, profile.place,
        profile.spot, profile.who, profile.whom, profile.number, profile.unit, profile.toll, profile.inside,
    )  # fmt: skip
