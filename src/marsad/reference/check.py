"""Faults of a pack's tables: names that refer to nothing, coordinates off the globe, circles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from marsad.model.problem import Problem
from marsad.reference.pack import Reference, load_actors, load_sources

PLACE_KINDS = frozenset(
    {"country", "province", "city", "town", "village", "district", "neighbourhood", "area", "hill", "road", "bridge",
     "hospital", "base", "airport", "factory", "camp", "crossing", "river", "prison", "square", "port", "coast"}
)  # fmt: skip
ACTOR_KINDS = frozenset(
    {"state", "state-forces", "rebel", "militia", "civilians", "external", "person", "organisation"}
)
NO_SIDE = frozenset({"", "none", "neutral"})


def faults(reference: Reference, folder: Path) -> Iterator[Problem]:
    """Yield what is wrong with a pack's places, actors and sources, each with its file and remedy."""
    yield from _places(reference, str(folder / "places.csv"))
    sides = {side.id for side in reference.pack.sides} | NO_SIDE
    for actor in reference.actors.by_id.values():
        place = str(folder / "actors.yaml")
        if actor.kind not in ACTOR_KINDS:
            yield _fault(f"{actor.id}: no actor is of kind {actor.kind!r}", f"use one of {_listed(ACTOR_KINDS)}", place)
        for of in (*(item.of for item in actor.part_of), *(role.of for role in actor.roles)):
            if of and of not in reference.actors.by_id:
                yield _fault(f"{actor.id}: no actor is called {of!r}", "correct the id, or add the actor", place)
    if not reference.pack.sides:
        return
    for name, items in (("actors.yaml", load_actors(folder)), ("sources.yaml", load_sources(folder))):
        for item in items:
            if item.side not in sides:
                remedy = "correct it, or add the side to pack.yaml"
                yield _fault(f"{item.id}: no side is called {item.side!r}", remedy, str(folder / name))


def _places(reference: Reference, path: str) -> Iterator[Problem]:
    own = reference.places.own
    for place in own.values():
        if place.kind not in PLACE_KINDS:
            yield _fault(f"{place.id}: no place is of kind {place.kind!r}", f"use one of {_listed(PLACE_KINDS)}", path)
        if place.parent and place.parent not in own:
            yield _fault(
                f"{place.id}: its parent {place.parent!r} is not in the table", "add it, or correct the id", path
            )
        if place.id in reference.places.ancestors(place.id):
            yield _fault(f"{place.id}: it lies in itself", "correct its parent", path)
        if abs(place.latitude or 0) > 90 or abs(place.longitude or 0) > 180:
            yield _fault(f"{place.id}: its coordinates are off the globe", "write lat and lon in degrees", path)
    home = reference.pack.home
    if home and home not in own:
        yield _fault(f"home {home!r} is not in places.csv", "correct the id", path.replace("places.csv", "pack.yaml"))


def _listed(words: frozenset[str]) -> str:
    return ", ".join(sorted(words))


def _fault(message: str, remedy: str, place: str) -> Problem:
    return Problem(code="pack.table", message=message, remedy=remedy, place=place)
