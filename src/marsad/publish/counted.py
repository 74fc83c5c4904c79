"""Which places count: those that reports speak of, and that are no areas with other places in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from marsad.model.picture import Holding
from marsad.publish.lookup import Lookup

_REGION = re.compile(r"(?:north|south|east|west|central)\w*[\s-]", re.IGNORECASE)
"""A part of something larger, named after where it lies: it overlaps the places in it."""
WIDE_KINDS = frozenset({"country", "province", "division", "region", "governorate"})
_WIDE_PARTS = 3
"""A place with this many places inside it that have a state of their own is an area, not a place."""
_MANY_PARTS = 6


@dataclass(frozen=True, slots=True)
class Counted:
    """The places with a state: `wide` are areas; `silent` are spoken of by no claim, only what lies around them is."""

    places: frozenset[str]
    wide: frozenset[str]
    silent: frozenset[str]


def counted(look: Lookup) -> Counted:
    """Sort the places with a state into those that count as places, areas, and those that no report speaks of."""
    history: dict[str, list[Holding]] = {}
    for item in look.history:
        history.setdefault(item.place, []).append(item)
    wide = areas(look, history)
    silent = {place for place, items in history.items() if place not in wide and not is_named(look, place, items)}
    return Counted(frozenset(history) - wide - silent, wide, frozenset(silent))


def areas(look: Lookup, history: Mapping[str, Sequence[Holding]]) -> frozenset[str]:
    """Return the areas: large by kind, or with several places inside them that have a state."""
    ancestors = look.edition.reference.places.ancestors
    inside = Counter(parent for place in history for parent in ancestors(place))
    found = {place for place in history if inside[place] >= _WIDE_PARTS}
    large = {place for place in history if _is_area(look, place)}
    return frozenset(found | large)


def is_named(look: Lookup, place: str, items: Sequence[Holding]) -> bool:
    """Return whether a claim behind the intervals speaks of the place: resolved to it, or with its name in the words."""
    told = {claim for item in items for claim in (*item.claims_for, *item.claims_against)}
    claims = [look.claims[claim] for claim in told if claim in look.claims]
    found = look.place(place)
    names = (found.name, *found.names) if found else ()
    for claim in claims:
        wheres = [where for where in (claim.where, claim.whence) if where]
        if any(where.place == place for where in wheres) or any(name in claim.sentence.text for name in names):
            return True
    return not claims


def _is_area(look: Lookup, place: str) -> bool:
    found = look.place(place)
    if found is None:
        return False
    parts = look.edition.reference.places.children(place)
    return found.kind in WIDE_KINDS or bool(_REGION.match(found.name)) or len(parts) >= _MANY_PARTS
