"""Displacement: flows, returns, stocks and trapped people, each as one origin gives it.

After IDMC: a stock and a flow never add up; flows add up only where one origin gives them in one report
for destinations that lie apart. What is added up is marked as derived and names its parts. Of rival figures one is
recommended; stocks grow stale; households become persons only by a size that the pack states.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from typing import Literal

from marsad.model.claim import Count
from marsad.model.event import Reconciled
from marsad.model.ids import digest
from marsad.model.picture import Movement
from marsad.model.where import Where
from marsad.picture.heard import NO_SIDE, Heard, facts, place_key
from marsad.picture.witnesses import speaker
from marsad.reference import Reference

Measure = Literal["flow", "stock", "return", "trapped"]
MEASURES: Mapping[str, Measure] = {
    "displacement.flow": "flow",
    "displacement.stock": "stock",
    "displacement.return": "return",
    "displacement.trapped": "trapped",
}
SAME_TIME = timedelta(days=7)
"""Stocks told within a week of each other are told of one state; a stock changes more slowly than that."""
STALE_DAYS, EXPIRED_DAYS = 90, 365
"""Days after which a stock is stale, and after which it no longer counts, unless it is told again (after IDMC)."""
_HOUSEHOLDS = frozenset({"households", "household", "families", "family"})
_PEOPLE = frozenset({"people", "persons", "civilians", "residents", "", "women", "men", "children"})
_HELD = re.compile(r"\b([\w]+)[- ](?:held|controlled|run|occupied)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Told:
    """A movement with the claim that gives it, as long as the two are needed together."""

    movement: Movement
    item: Heard
    matter: str


def movements(
    items: Sequence[Heard], reconciled: Reconciled, reference: Reference, day: date | None = None
) -> tuple[Movement, ...]:
    """Return the movements, with the rivals of each and the sums that may be made; stocks aged until `day`."""
    told = _latest(items, reconciled, reference)
    rivals = _rivals(told)
    ranks = {one.movement.id: _rank(one, reference) for one in told}
    given = [
        replace(
            one.movement, rival_of=(rival_of := rivals.get(one.movement.id, ())),
            role="recommended" if all(ranks[one.movement.id] > ranks[other] for other in rival_of) else "triangulation",
        )
        for one in told
    ]  # fmt: skip
    found = [_in_persons(_aged(one, day), reference) for one in (*given, *_derived(told, reference))]
    return tuple(sorted(found, key=lambda one: (one.first or date.min, one.measure, one.where_text, one.id)))


def _rank(one: _Told, reference: Reference) -> tuple[object, ...]:
    """Return how well placed a figure is: a source of no side before a partisan one, the finest place, the latest."""
    claim = one.item.claim
    source = speaker(claim, reference)[0]
    neutral = 0 if source is None else 2 if source.side in NO_SIDE else 1
    depth = len(one.item.chain)
    told = one.item.published or date.min
    return (one.movement.low is not None, neutral, depth, told, one.movement.low or 0, one.movement.id)


def _aged(movement: Movement, day: date | None) -> Movement:
    if movement.measure not in ("stock", "trapped") or day is None or movement.last is None:
        return movement
    days = (day - movement.last).days
    return replace(movement, age="expired" if days > EXPIRED_DAYS else "stale" if days > STALE_DAYS else "fresh")


def _in_persons(movement: Movement, reference: Reference) -> Movement:
    """Count households as persons where the pack says how large one is; a half is rounded up, as IDMC does."""
    size = reference.pack.household_size
    if movement.unit not in _HOUSEHOLDS or not size:
        return movement
    low, high = (None if end is None else math.floor(end * size + 0.5) for end in (movement.low, movement.high))
    return replace(movement, persons_low=low, persons_high=high)


def _latest(items: Sequence[Heard], reconciled: Reconciled, reference: Reference) -> list[_Told]:
    """Return for each matter and origin what it said last; a flow's matter is its event.

    What one report counts apart ("6,000 more") does not supersede each other.
    """
    event_of = {claim: event.id for event in reconciled.events for claim in event.claims}
    by_matter: dict[tuple[str, str, str, str], list[Heard]] = defaultdict(list)
    for item in facts(items, "displacement"):
        if item.claim.count is None and item.claim.where is None and item.claim.whence is None:
            continue
        place = place_key(item.claim.where) or place_key(item.claim.whence)
        matter = event_of.get(item.id, f"{place} {item.last}")
        by_matter[item.kind, matter, item.origin, _unit(item.claim.count)].append(item)
    told = []
    for (_, matter, _, _), said in sorted(by_matter.items(), key=lambda entry: entry[0]):
        numbered = [item for item in said if item.claim.count is not None] or said
        newest = sorted(numbered, key=lambda item: (item.published or date.min, _low(item) or 0, item.id), reverse=True)
        parts: list[Heard] = []
        for item in newest:
            if item.claim.report == newest[0].claim.report and all(_apart(item, one, reference) for one in parts):
                parts.append(item)
        rest = [item for item in said if item not in parts]
        told += [_Told(_movement(part, [part, *(rest if part is parts[0] else ())]), part, matter) for part in parts]
    return told


def _movement(item: Heard, said: Iterable[Heard]) -> Movement:
    claim = item.claim
    measure = MEASURES[claim.kind]
    count = claim.count
    return Movement(
        id=digest("movement", measure, item.origin, claim.id),
        measure=measure,
        whence=claim.whence.place if claim.whence else "",
        where=claim.where.place if claim.where else "",
        whence_text=claim.whence.text if claim.whence else "",
        where_text=claim.where.text if claim.where else "",
        first=item.first,
        last=item.last,
        low=count.low if count else None,
        high=count.high if count else None,
        unit=_unit(count),
        said_by=item.origin,
        claims=tuple(sorted(one.id for one in said)),
    )


def _rivals(told: Sequence[_Told]) -> dict[str, tuple[str, ...]]:
    """Return for each movement those of other origins that give another number for the same."""
    by_matter: dict[tuple[str, str, str], list[_Told]] = defaultdict(list)
    for one in told:
        place = place_key(one.item.claim.where)
        matter = one.matter if one.movement.measure in ("flow", "return") else place
        by_matter[one.movement.measure, matter, one.movement.unit].append(one)
    rivals: dict[str, set[str]] = defaultdict(set)
    for same in by_matter.values():
        # Sorted by time, so that a stock meets only those told about the same week.
        same.sort(key=lambda one: (one.movement.last or date.min, one.movement.id))
        for number, one in enumerate(same):
            for other in same[number + 1 :]:
                if _gap(one.movement, other.movement) > SAME_TIME:
                    break
                if one.movement.said_by != other.movement.said_by and _differ(one.movement, other.movement):
                    rivals[one.movement.id].add(other.movement.id)
                    rivals[other.movement.id].add(one.movement.id)
    return {movement: tuple(sorted(found)) for movement, found in rivals.items()}


def _gap(one: Movement, other: Movement) -> timedelta:
    if one.last is None or other.last is None:
        return timedelta(0)
    return other.last - one.last


def _differ(one: Movement, other: Movement) -> bool:
    return (one.low, one.high) != (other.low, other.high)


def _derived(told: Sequence[_Told], reference: Reference) -> list[Movement]:
    by_report: dict[tuple[str, str, Measure, str], list[_Told]] = defaultdict(list)
    for one in told:
        movement = one.movement
        if movement.measure in ("flow", "return") and movement.low is not None and _has_end(one):
            by_report[one.item.claim.report, movement.said_by, movement.measure, movement.unit].append(one)
    found = []
    for _, parts in sorted(by_report.items()):
        # The parts must lie apart two by two; one pair that does not makes the sum unsafe.
        if len(parts) < 2 or not all(_apart(a.item, b.item, reference) for a, b in combinations(parts, 2)):
            continue
        if _is_stated(told, parts):
            continue
        found.append(_sum([one.movement for one in parts], reference))
    return found


def _has_end(one: _Told) -> bool:
    return bool(place_key(one.item.claim.where))


def _apart(one: Heard, other: Heard, reference: Reference) -> bool:
    """Return whether nobody can have been counted in both: the text says "more", or the places lie apart."""
    if any(item.claim.count is not None and item.claim.count.more for item in (one, other)):
        return True
    here, there = one.claim.where, other.claim.where
    if here is None or there is None:
        return False
    ours, theirs = _HELD.search(here.text), _HELD.search(there.text)
    if ours and theirs and ours.group(1).lower() != theirs.group(1).lower():
        return True
    if not here.place or not there.place:
        return not here.place and not there.place and place_key(here) != place_key(there)
    return not _nested(here, there, reference)


def _nested(here: Where, there: Where, reference: Reference) -> bool:
    return (
        here.place == there.place
        or here.place in reference.places.ancestors(there.place)
        or there.place in reference.places.ancestors(here.place)
    )


def _is_stated(told: Sequence[_Told], parts: Sequence[_Told]) -> bool:
    """Return whether the report itself gives a total that the parts stay within."""
    total = sum(one.movement.low or 0 for one in parts)
    report, origin = parts[0].item.claim.report, parts[0].movement.said_by
    return any(
        one.item.claim.report == report
        and one.movement.said_by == origin
        and one.movement.measure == parts[0].movement.measure
        and one not in parts
        and (one.movement.low or 0) >= total
        for one in told
    )


def _sum(parts: Sequence[Movement], reference: Reference) -> Movement:
    highs = [part.high for part in parts]
    ids = tuple(sorted(part.id for part in parts))
    firsts, lasts = [p.first for p in parts if p.first], [p.last for p in parts if p.last]
    where = _common({part.where for part in parts}, reference)
    whence = {part.whence for part in parts}
    place = reference.places.get(where)
    return Movement(
        id=digest("movement", "derived", *ids),
        measure=parts[0].measure,
        whence=whence.pop() if len(whence) == 1 else "",
        where=where,
        whence_text=parts[0].whence_text if len({part.whence_text for part in parts}) == 1 else "",
        where_text=place.name if place else "",
        first=min(firsts, default=None),
        last=max(lasts, default=None),
        low=sum(part.low or 0 for part in parts),
        high=None if None in highs else sum(high or 0 for high in highs),
        unit=parts[0].unit,
        said_by=parts[0].said_by,
        claims=tuple(sorted({claim for part in parts for claim in part.claims})),
        derived=True,
        parts=ids,
    )


def _common(places: set[str], reference: Reference) -> str:
    """Return the nearest place that holds all of them, or "" where there is none or one is unknown."""
    if "" in places:
        return ""
    chains = [(place, *reference.places.ancestors(place)) for place in sorted(places)]
    return next((place for place in chains[0] if all(place in chain for chain in chains)), "")


def _unit(count: Count | None) -> str:
    unit = count.unit if count else ""
    return "people" if unit in _PEOPLE else unit


def _low(item: Heard) -> float | None:
    return item.claim.count.low if item.claim.count else None
