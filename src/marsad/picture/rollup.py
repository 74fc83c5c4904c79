"""How much of a whole each side has: its smallest known parts, counted and weighed by who lives there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from marsad.model.picture import Holding, HoldingState, Part, Siege
from marsad.reference import Reference


def roll_up(
    parent: str, holdings: Iterable[Holding], sieges: Iterable[Siege], reference: Reference
) -> tuple[Part, ...]:
    """Return the parts of a place by state and holder, the largest first; a part that nobody tells of is unknown.

    The parts are the pack's places within it that hold no other place. They are weighed by population only where each
    of them has one, since a share of those that happen to be counted would be a share of nothing.
    """
    held = {holding.place: holding for holding in holdings}
    besieged = {siege.place for siege in sieges if siege.last is None}
    leaves = _leaves(parent, reference)
    found: dict[tuple[HoldingState, str], list[str]] = defaultdict(list)
    for place in leaves:
        holding = held.get(place)
        state: HoldingState = holding.state if holding else "unknown"
        found[state, holding.holder if holding and state in ("held", "claimed") else ""].append(place)
    living = {place: _population(place, reference) for place in leaves}
    total = sum(living.values()) if leaves and all(living.values()) else 0
    parts = [
        Part(
            state=state, holder=holder, places=len(places), share=len(places) / len(leaves),
            population_share=sum(living[place] for place in places) / total if total else None,
            besieged=sum(place in besieged or bool(besieged & _around(place, parent, reference)) for place in places),
        )
        for (state, holder), places in found.items()
    ]  # fmt: skip
    return tuple(sorted(parts, key=lambda part: (-part.places, part.state, part.holder)))


def _leaves(parent: str, reference: Reference) -> list[str]:
    waiting, seen, found = list(reference.places.children(parent)), set(), []
    while waiting:
        place = waiting.pop()
        if place in seen:
            continue
        seen.add(place)
        children = reference.places.children(place)
        waiting.extend(children)
        if not children:
            found.append(place)
    return sorted(found)


def _around(place: str, parent: str, reference: Reference) -> set[str]:
    """Return what a place lies in, up to the whole: who is inside a besieged quarter is besieged."""
    chain = reference.places.ancestors(place)
    return set(chain[: chain.index(parent) + 1] if parent in chain else chain)


def _population(place: str, reference: Reference) -> int:
    found = reference.places.get(place)
    return found.population if found else 0
