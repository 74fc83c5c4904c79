"""Actors with dated roles: who a name means, and which side it was on, on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import msgspec

from marsad.reference.names import key


class Role(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    rename={"title": "as", "first": "from", "last": "to"},
):
    """An office held: `title` of actor `of`, from `first` to `last` (None: still, or not known)."""

    title: str
    of: str = ""
    first: date | None = None
    last: date | None = None


class Membership(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"first": "from", "last": "to"}
):
    """Being part of actor `of`, from `first` to `last`."""

    of: str
    first: date | None = None
    last: date | None = None


class Actor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A party to the conflict. `kind` is state, state-forces, rebel, militia, civilians, external, ..."""

    id: str
    name: str
    kind: str
    side: str = ""
    names: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    part_of: tuple[Membership, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Actors:
    """The actors that are known, by id and by name."""

    by_id: dict[str, Actor] = field(default_factory=dict)
    by_key: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, actors: Iterable[Actor]) -> Actors:
        """Return an index of the actors; where two share a name, the later one wins."""
        by_id = {actor.id: actor for actor in actors}
        by_key = {key(name): actor.id for actor in by_id.values() for name in (actor.name, *actor.names)}
        return cls(by_id, by_key)

    def get(self, actor: str) -> Actor | None:
        """Return the actor with this id."""
        return self.by_id.get(actor)

    def named(self, name: str) -> Actor | None:
        """Return the actor that has this name."""
        found = self.by_key.get(key(name))
        return self.by_id[found] if found else None

    def side(self, actor: str, day: date | None = None) -> str:
        """Return the side that an actor was on, on a day: its own, or that of what it was part of."""
        seen: set[str] = set()
        while actor and actor not in seen:
            seen.add(actor)
            found = self.by_id.get(actor)
            if found is None:
                return ""
            if found.side:
                return found.side
            actor = next((item.of for item in found.part_of if _covers(item, day)), "")
        return ""


def _covers(item: Membership, day: date | None) -> bool:
    if day is None:
        return item.last is None
    return (item.first is None or item.first <= day) and (item.last is None or day <= item.last)
