"""Places by name: a pack's own gazetteer over the world's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from marsad.model.problem import MarsadError
from marsad.model.where import Place
from marsad.reference.gazetteer import World
from marsad.reference.names import key
from marsad.reference.tables import load_csv


@dataclass(frozen=True, slots=True)
class Places:
    """A pack's places, found first, and the world's where `world` is given."""

    own: dict[str, Place] = field(default_factory=dict)
    world: World | None = None
    country: str = ""
    _by_key: dict[str, list[str]] = field(default_factory=dict)
    _children: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, places: Iterable[Place], world: World | None = None, country: str = "") -> Places:
        """Return an index of the pack's places."""
        own = {place.id: place for place in places}
        by_key: dict[str, list[str]] = defaultdict(list)
        children: dict[str, list[str]] = defaultdict(list)
        for place in own.values():
            children[place.parent].append(place.id)
            for name_key in {key(name) for name in (place.name, *place.names)}:
                by_key[name_key].append(place.id)
        return cls(own, world, country, dict(by_key), dict(children))

    def get(self, place: str) -> Place | None:
        """Return the place with this id."""
        if place in self.own:
            return self.own[place]
        return self.world.get(place) if self.world and ":" in place else None

    def ancestors(self, place: str) -> tuple[str, ...]:
        """Return the ids of what the place lies in, nearest first."""
        chain: list[str] = []
        found = self.get(place)
        while found and found.parent and found.parent not in chain:
            chain.append(found.parent)
            found = self.get(found.parent)
        return tuple(chain)

    def children(self, place: str) -> tuple[str, ...]:
        """Return the ids of the pack's places that lie directly in the place."""
        return tuple(self._children.get(place, ()))

    def named(self, names: Iterable[str]) -> dict[str, list[Place]]:
        """Return the places that each name may mean, the pack's own before the world's."""
        keys = {name: key(name) for name in names}
        world = self.world.named(keys.values()) if self.world else {}
        found: dict[str, list[Place]] = {}
        for name, name_key in keys.items():
            own = [self.own[place] for place in self._by_key.get(name_key, ())]
            if places := own + world.get(name_key, []):
                found[name] = places
        return found

    def own_named(self, name: str) -> Place | None:
        """Return the pack's own place of a name, if it has just one."""
        found = self._by_key.get(key(name), ())
        return self.own[found[0]] if len(found) == 1 else None

    def most_populous(self, country: str) -> Place | None:
        """Return the most populous city of a country, by its code, the pack's own place of it first."""
        largest = self.world.most_populous(country) if self.world and country else None
        return (self.own_named(largest.name) or largest) if largest else None

    def is_capital(self, place: Place) -> bool:
        """Return whether the place is the capital of its country."""
        return self.world is not None and place.id in self.world.capitals()

    def is_own(self, place: Place) -> bool:
        """Return whether the place belongs to the pack."""
        return place.id in self.own


def load_places(path: Path, country: str) -> list[Place]:
    """Return the places of a CSV table with the columns id, name, kind, parent, lat, lon, names."""
    places: list[Place] = []
    for line, row in enumerate(load_csv(path), start=2):
        try:
            places.append(
                Place(
                    id=row["id"], name=row["name"], kind=row["kind"], parent=row["parent"],
                    latitude=float(row["lat"]) if row["lat"] else None,
                    longitude=float(row["lon"]) if row["lon"] else None,
                    country=country,
                    names=tuple(name.strip() for name in row["names"].split("|") if name.strip()),
                )
            )  # fmt: skip
        except KeyError as error:
            raise MarsadError(
                f"{path}: there is no column {error}. Its first line must be id,name,kind,parent,lat,lon,names,note."
            ) from error
        except ValueError as error:
            raise MarsadError(f"{path}:{line}: {error}; lat and lon are degrees, or empty. Correct the row.") from error
    return places
