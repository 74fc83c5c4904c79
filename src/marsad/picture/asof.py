"""Who held a place on one day, as known on another: answered from an index, without making a whole picture.

The answer is that of `picture.at(..., day, known_by).holdings`. The index keeps by place what can bear on it. A query takes
what was published by `known_by` about what began by `day`, and tells the history of that place alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from marsad.model.claim import Claim
from marsad.model.event import Reconciled
from marsad.model.picture import Holding
from marsad.picture.control import tell
from marsad.picture.heard import Heard, heard
from marsad.picture.settings import Settings, settings
from marsad.picture.witnesses import (
    KINDS, Context, Witness, denial, fighters, in_order, is_denial, is_fighting, reached, spoken, zone,
)  # fmt: skip
from marsad.reference import Reference

K = TypeVar("K")
V = TypeVar("V")
Progress = Callable[[int, int], None]
_EVERY = 4096


@dataclass(frozen=True, slots=True)
class _Entry:
    """A claim that bears on a place; `said` is what it says of it where that depends on no other claim."""

    known: date
    began: date
    item: Heard
    said: tuple[Witness, ...] | None


@dataclass(slots=True)
class _Front:
    """The earliest that something was known, and of how early a day: pairs of which none is later in both."""

    seen: list[tuple[date, date]] = field(default_factory=list)

    def add(self, known: date, began: date) -> None:
        """Take in when one claim was published and when what it tells began."""
        if not self.holds(began, known):
            self.seen = [(k, b) for k, b in self.seen if k < known or b < began]
            self.seen.append((known, began))

    def holds(self, day: date, known_by: date) -> bool:
        """Return whether it was known by one day of another."""
        return any(known <= known_by and began <= day for known, began in self.seen)


class _Clocked(Generic[K, V]):
    """Values by key, each from the clocks on at which some claim first tells of it."""

    def __init__(self) -> None:
        self._fronts: dict[K, dict[V, _Front]] = defaultdict(dict)

    def add(self, key: K, value: V, known: date, began: date) -> None:
        """Take in a value that a claim tells of."""
        self._fronts[key].setdefault(value, _Front()).add(known, began)

    def at(self, key: K, day: date, known_by: date) -> list[V]:
        """Return the values told of by one day about what began by another."""
        return [value for value, front in self._fronts.get(key, {}).items() if front.holds(day, known_by)]


@dataclass(frozen=True, slots=True)
class _SidesAt:
    """Which sides were told to fight where, as of the two clocks."""

    sides: _Clocked[str, str]
    day: date
    known_by: date

    def get(self, spot: str, default: Set[str], /) -> Set[str]:
        """Return the sides told to fight at a spot."""
        return frozenset(self.sides.at(spot, self.day, self.known_by)) or default


class AsOf:
    """An index over reconciled claims that answers who held what on a day, as known on another."""

    def __init__(
        self, reconciled: Reconciled, claims: Sequence[Claim], reference: Reference, book: Settings | None = None,
        progress: Progress | None = None,
    ) -> None:  # fmt: skip
        """Index the claims, which takes time and memory in proportion to their number."""
        self._reference = reference
        self._book = book or settings()
        self._entries: dict[str, list[_Entry]] = defaultdict(list)
        self._denied: dict[str, list[_Entry]] = defaultdict(list)
        self._taken: dict[tuple[str, str], list[tuple[str, date]]] = defaultdict(list)
        self._fights: _Clocked[str, date] = _Clocked()
        self._sides: _Clocked[str, str] = _Clocked()
        items = heard(reconciled, claims, reference, date.max, date.max)
        for item in items:
            self._add_surroundings(item)
        for number, item in enumerate(items):
            self._add(item)
            if progress and number % _EVERY == 0:
                progress(number, len(items))
        for entries in self._entries.values():
            entries.sort(key=lambda entry: (entry.known, entry.item.id))
        self._inside = _by_parent(self._entries, reference)
        if progress:
            progress(len(items), len(items))

    def places(self, parent: str = "") -> Sequence[str]:
        """Return the places of which something is told: all, or `parent` and those that lie in it."""
        return self._inside.get(parent, ()) if parent else sorted(self._entries)

    def place(self, place: str, day: date, known_by: date) -> Holding | None:
        """Return who held a place on `day`, as known from what was published by `known_by`; None: nothing is told."""
        return self._holding(place, day, known_by, {})

    def table(self, parent: str, day: date, known_by: date) -> tuple[Holding, ...]:
        """Return who held each place in `parent` of which something is told by then, and `parent` itself."""
        fights: dict[str, list[date]] = {}
        found = (self._holding(place, day, known_by, fights) for place in self.places(parent))
        return tuple(holding for holding in found if holding is not None)

    def _add_surroundings(self, item: Heard) -> None:
        known, began = item.published or date.min, item.first or date.min
        if item.claim.modality == "asserted" and item.kind == "control.change" and item.place and item.first:
            self._taken[item.claim.report, item.place].append((item.who.label, item.first))
        if is_fighting(item) and item.place and item.last:
            self._fights.add(zone(item.place, self._reference, self._book), item.last, known, began)
        for spot, side in fighters(item):
            self._sides.add(spot, side, known, began)

    def _add(self, item: Heard) -> None:
        known, began = item.published or date.min, item.first or date.min
        if is_denial(item):
            self._denied[item.place].append(_Entry(known, began, item, None))
        if item.claim.modality != "asserted" or not item.place or item.kind not in KINDS:
            return
        if not self._is_fixed(item):
            for place, _ in reached(item, self._reference, self._book):
                self._entries[place].append(_Entry(known, began, item, None))
            return
        by_place: dict[str, list[Witness]] = defaultdict(list)
        for one in spoken(item, _ALONE, self._reference, self._book, date.max):
            by_place[one.place].append(one)
        for place, said in by_place.items():
            self._entries[place].append(_Entry(known, began, item, tuple(said)))

    def _is_fixed(self, item: Heard) -> bool:
        """Return whether what a claim says depends neither on other claims nor on the day that is asked about."""
        if item.first is None or item.kind == "force.withdraw":
            return False
        if item.kind == "control.hold":
            return not item.is_lasting and (item.claim.report, item.place) not in self._taken
        return item.kind != "control.change" or bool(item.who.label)

    def _holding(self, place: str, day: date, known_by: date, fights: dict[str, list[date]]) -> Holding | None:
        said = in_order(self._said(place, day, known_by))
        if not said:
            return None
        around = zone(place, self._reference, self._book)
        if around not in fights:
            fights[around] = sorted(self._fights.at(around, day, known_by))
        denied = [
            denial(entry.item, day)
            for entry in self._denied.get(place, ())
            if entry.known <= known_by and entry.began <= day
        ]
        told = tell(place, said, fights[around], denied, self._book, day)
        return told[-1] if told else None

    def _said(self, place: str, day: date, known_by: date) -> list[tuple[bool, Witness]]:
        entries = self._entries.get(place, [])
        beside = Context(_SidesAt(self._sides, day, known_by), self._taken)
        found: list[tuple[bool, Witness]] = []
        for entry in entries[: bisect_right(entries, known_by, key=lambda entry: entry.known)]:
            if entry.began > day:
                continue
            if entry.said is not None:
                found += [(True, one) for one in entry.said if one.day <= day]
                continue
            said = spoken(entry.item, beside, self._reference, self._book, day)
            found += [(entry.item.first is not None, one) for one in said if one.place == place]
        return found


def _by_parent(places: Iterable[str], reference: Reference) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for place in sorted(places):
        for around in (place, *reference.places.ancestors(place)):
            found[around].append(place)
    return {parent: tuple(inside) for parent, inside in found.items()}


_ALONE = Context({}, {})
