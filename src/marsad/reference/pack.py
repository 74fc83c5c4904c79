"""A pack: the places, actors, sources and words of one war, in a folder that layers over what ships."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib import resources
from pathlib import Path
from typing import TypeVar

import msgspec

from marsad.model.problem import MarsadError
from marsad.reference.actors import Actor, Actors
from marsad.reference.areas import Area, load_areas
from marsad.reference.gazetteer import World, cache_path, imports
from marsad.reference.places import Places, load_places
from marsad.reference.sources import Source, Sources
from marsad.reference.tables import load_yaml, typed


class Side(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A camp of the war, with its colour on a light and on a dark page."""

    id: str
    name: str
    colour: str = "#777777"
    dark: str = "#aaaaaa"


class Anchor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A named event that a text may count time from ("a year after the civil war began")."""

    id: str
    words: tuple[str, ...]
    when: date


class Span(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The days that a pack is about."""

    first: date | None = None
    last: date | None = None


class Pack(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one war needs beside its lists. `home` is the place that a bare "the city" means.

    `before` is the side that held, on the eve of `days`, whatever no outline of the pack gives to another.
    `household_size` is the persons of a household, 0 where not known, and `household_source` who says so.
    """

    id: str = ""
    title: str = ""
    summary: str = ""
    days: Span = Span()
    country: str = ""
    home: str = ""
    before: str = ""
    household_size: float = 0.0
    household_source: str = ""
    sides: tuple[Side, ...] = ()
    anchors: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """All that claims refer to."""

    places: Places = field(default_factory=Places)
    actors: Actors = field(default_factory=Actors)
    sources: Sources = field(default_factory=Sources)
    pack: Pack = field(default_factory=Pack)
    areas: tuple[Area, ...] = ()


def load(folder: Path | None = None, *, world: bool = True) -> Reference:
    """Return what ships with marsad, with the pack of `folder` layered over it; later entries win."""
    gazetteer = World(cache_path(), imports()) if world else None
    shipped = Path(str(resources.files("marsad.reference").joinpath("data")))
    actors, sources = load_actors(shipped), load_sources(shipped)
    if folder is None:
        return Reference(Places.of((), gazetteer), Actors.of(actors), Sources.of(sources), Pack())
    if not (folder / "pack.yaml").is_file():
        raise MarsadError(f"{folder} is not a pack: it has no pack.yaml. See `marsad init --help`.")
    pack = typed(load_yaml(folder / "pack.yaml"), Pack, folder / "pack.yaml")
    own_actors = load_actors(folder)
    if own_actors:
        # A pack that knows its parties knows them better than the general list does.
        replaced = {name for actor in own_actors for name in (actor.name, *actor.names)}
        own = {actor.id: actor for actor in own_actors}
        actors = [_without(actor, replaced) for actor in actors]
        own_actors = [_with_names(actor, actors) for actor in own.values()]
    places = load_places(folder / "places.csv", pack.country) if (folder / "places.csv").is_file() else []
    return Reference(
        Places.of(places, gazetteer, pack.country),
        Actors.of([*actors, *own_actors]),
        Sources.of([*sources, *(_with_names(source, sources) for source in load_sources(folder))]),
        pack,
        load_areas(folder / "areas.geojson") if (folder / "areas.geojson").is_file() else (),
    )


def _without(actor: Actor, names: set[str]) -> Actor:
    return msgspec.structs.replace(actor, names=tuple(name for name in actor.names if name not in names))


_Named = TypeVar("_Named", bound=Actor | Source)


def _with_names(item: _Named, shipped: Sequence[Actor | Source]) -> _Named:
    """Return a pack's entry with the names of the one that ships with the same id, which it replaces."""
    names: list[str] = []
    for other in shipped:
        if other.id == item.id:
            names += [other.name, *other.names]
    return msgspec.structs.replace(item, names=tuple(dict.fromkeys((*item.names, *names))))


def load_actors(folder: Path) -> list[Actor]:
    """Return the actors of a folder's own list."""
    path = folder / "actors.yaml"
    return typed(load_yaml(path), list[Actor], path) if path.is_file() else []


def load_sources(folder: Path) -> list[Source]:
    """Return the sources of a folder's own list."""
    path = folder / "sources.yaml"
    return typed(load_yaml(path), list[Source], path) if path.is_file() else []
