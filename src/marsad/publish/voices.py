"""Who told it, as data: interest, reliability, credibility of what they said, and how their word has fared.

Three things are kept apart. Reliability (A to F) is of the source, and a person gives it in a list. Credibility (1 to 6)
is of each claim, and rules give it from what others say. The record counts how often others later said the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from marsad.model.event import Record
from marsad.publish.credibility import NO_SIDE
from marsad.publish.lookup import Lookup


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One origin: who it is, whom its word favours, and what became of what it said.

    `source` is its id where a list knows it. `judged` counts the events on which others later said the same or were
    set against it; `share` and its bounds are None where those are too few to tell.
    """

    source: str
    name: str
    kind: str
    side: str
    reliability: str
    reports: int
    claims: tuple[str, ...]
    credibility: tuple[str, ...]
    confirmed: int
    contradicted: int
    judged: int
    share: float | None
    low: float | None
    high: float | None


def voices(look: Lookup) -> tuple[Voice, ...]:
    """Return the origins of the claims, those with most claims first."""
    reconciled = look.edition.reconciled
    by_origin: dict[str, list[str]] = defaultdict(list)
    for claim in look.claims:
        by_origin[reconciled.origin_of.get(claim, look.claims[claim].outlet)].append(claim)
    digits = look.credibility
    found = [_voice(look, origin, claims, digits) for origin, claims in by_origin.items()]
    return tuple(sorted(found, key=lambda item: (-len(item.claims), item.name, item.source, item.claims)))


def _voice(look: Lookup, origin: str, claims: list[str], digits: Mapping[str, int]) -> Voice:
    source = look.edition.reference.sources.get(origin)
    record = look.edition.reconciled.records.get(origin, Record(confirmed=0, contradicted=0))
    judged = record.confirmed + record.contradicted
    counted = Counter(digits[claim] for claim in claims)
    return Voice(
        source=source.id if source else "", name=source.name if source else look.said_by(origin, claims),
        kind=source.kind if source else "", side=source.side if source and source.side not in NO_SIDE else "",
        reliability=source.reliability if source else "F", reports=len({look.claims[claim].report for claim in claims}),
        claims=tuple(claims), credibility=tuple(f"{digit}: {counted[digit]}" for digit in sorted(counted)),
        confirmed=record.confirmed, contradicted=record.contradicted, judged=judged,
        share=record.confirmed / judged if record.low is not None else None, low=record.low, high=record.high,
    )  # fmt: skip
