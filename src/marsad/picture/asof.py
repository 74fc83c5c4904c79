"""Who held a place on one day, as known on another: answered from an index, without making a whole picture.

The answer is that of `picture.at(..., day, known_by).holdings`. The index keeps by place what can bear on it. A query takes
what was published by `known_by` about what began by `day`, and tells the history of that place alone, from a milestone on where it can (`chain.py`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Generic, TypeVar

from marsad.model.claim import Claim
from marsad.model.event import Reconciled
from marsad.model.picture import Holding
from marsad.picture.chain import Chain, Floor, Word, forge
from marsad.picture.control import carry_on, close, tell
from marsad.picture.heard import Heard, heard
from marsad.picture.settings import Settings, settings
from marsad.picture.witnesses import (
    KINDS,
    Context,
    Denial,
    Witness,
    denial,
    fighters,
    in_order,
    in_report,
    is_denial,
    is_fighting,
    reached,
    spoken,
    zone,
)  # fmt: skip
from marsad.reference import Reference

K = TypeVar("K")
V = TypeVar("V")
Progress = Callable[[int, int], None]
_FEW = 8
"""A place with fewer claims is told anew each time."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A claim that bears on a place; `said` is what it says of it when all is known.

    `settled` are the days of knowledge and of asking from which on it says just that, None where it always does.
    """

    known: date
    began: date
    item: Heard
    said: tuple[Witness, ...]
    settled: tuple[date, date] | None = None


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

    def complete(self, key: K) -> tuple[date, date]:
        """Return the days of knowledge and of asking from which on all values of a key are there."""
        firsts = [min(front.seen) for front in self._fronts.get(key, {}).values()]
        return max((k for k, _ in firsts), default=date.min), max((b for _, b in firsts), default=date.min)

    def all(self, key: K) -> list[tuple[V, date]]:
        """Return all values of a key with the day from which on each is known."""
        return [(value, min(front.seen)[0]) for value, front in self._fronts.get(key, {}).items()]

    def at(self, key: K, day: date, known_by: date) -> list[V]:
        """Return the values told of by one day about what began by another."""
        return [value for value, front in self._fronts.get(key, {}).items() if front.holds(day, known_by)]


@dataclass(frozen=True, slots=True)
class _SidesAt:
    """Which sides were told to fight where, as of the two clocks."""

    sides: _Clocked[str, str]
    day: date
    known_by: date

    def get(self, spot: str, default: AbstractSet[str], /) -> AbstractSet[str]:
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
        for item in items:
            self._add(item)
        for entries in self._entries.values():
            entries.sort(key=lambda entry: (entry.known, entry.item.id))
        self._inside = _by_parent(self._entries, reference)
        self._open = {
            place: [number for number, entry in enumerate(entries) if entry.settled is not None]
            for place, entries in self._entries.items()
        }
        self._unknown_fights: dict[str, Floor] = {}
        self._chains: dict[str, Chain | None] = {}
        for number, place in enumerate(self._entries, start=1):
            self._chains[place] = self._forge(place)
            if progress:
                progress(number, len(self._entries))

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
            self._denied[item.place].append(_Entry(known, began, item, ()))
        if item.claim.modality != "asserted" or not item.place or item.kind not in KINDS:
            return
        said: dict[str, list[Witness]] = defaultdict(list)
        everything = Context(_SidesAt(self._sides, date.max, date.max), self._taken)
        for one in spoken(item, everything, self._reference, self._book, date.max):
            said[one.place].append(one)
        settled = self._settled(item)
        reach = said if settled is None else [place for place, _ in reached(item, self._reference, self._book)]
        for place in reach:
            self._entries[place].append(_Entry(known, began, item, tuple(said.get(place, ())), settled))

    def _settled(self, item: Heard) -> tuple[date, date] | None:
        """Return from when on a claim says what it says when all is known; None where it depends on nothing else."""
        taken = self._taken.get((item.claim.report, item.place), ())
        if item.first is None:
            return date.max, date.max
        if item.kind == "control.hold":
            days = [first for _, first in taken]
            return (date.min, max([*days, item.last or item.first])) if days or item.is_lasting else None
        if item.kind == "force.withdraw" or (item.kind == "control.change" and not item.who.label):
            ends = [self._sides.complete(spot) for spot in (*item.chain, in_report(item))]
            return max(known for known, _ in ends), max(began for _, began in ends)
        return None

    def _forge(self, place: str) -> Chain | None:
        around = zone(place, self._reference, self._book)
        if around not in self._unknown_fights:
            self._unknown_fights[around] = Floor.of((known, day) for day, known in self._fights.all(around))
        entries = self._entries[place]
        if len(entries) < _FEW:
            return None
        words = [
            Word(one, entry.known, number)
            for number, entry in enumerate(entries) if entry.item.first is not None
            for one in entry.said
        ]  # fmt: skip
        return forge(words, sorted(day for day, _ in self._fights.all(around)), self._book)

    def _holding(self, place: str, day: date, known_by: date, fights: dict[str, list[date]]) -> Holding | None:
        around = zone(place, self._reference, self._book)
        if around not in fights:
            fights[around] = sorted(self._fights.at(around, day, known_by))
        denied = [
            denial(entry.item, day)
            for entry in self._denied.get(place, ())
            if entry.known <= known_by and entry.began <= day
        ]
        told = self._resumed(place, day, known_by, fights[around], denied)
        if told is None:
            told = tell(place, in_order(self._said(place, day, known_by)), fights[around], denied, self._book, day)
        return told[-1] if told else None

    def _resumed(
        self, place: str, day: date, known_by: date, fights: Sequence[date], denied: Sequence[Denial]
    ) -> list[Holding] | None:
        """Return what is told of a place from its last milestone on; None where there is none to go on from."""
        chain = self._chains.get(place)
        if chain is None or not chain.milestones:
            return None
        around = zone(place, self._reference, self._book)
        anew = self._unsettled(place, day, known_by)
        same_until = min(
            chain.unknown.after(known_by), chain.later.after(day), self._unknown_fights[around].after(known_by),
            min((bears for _, _, bears in anew.values()), default=date.max),
        )  # fmt: skip
        milestone = chain.before(min(same_until, day + timedelta(days=1)))
        if milestone is None:
            return None
        since, telling = milestone
        said = [word.witness for word in chain.since(since, day, known_by) if word.entry not in anew]
        said += [one for _, now, _ in anew.values() for one in now]
        rest = [one for one in in_order([(True, one) for one in said]) if one.day > since]
        telling = telling.copy()
        for _ in carry_on(telling, rest, fights, self._book):
            pass
        return close(telling, place, fights, denied, self._book, day)

    def _unsettled(
        self, place: str, day: date, known_by: date
    ) -> dict[int, tuple[_Entry, list[Witness], date]]:  # fmt: skip
        """Return by number the claims that say something else than when all is known: what, and since which day."""
        beside = Context(_SidesAt(self._sides, day, known_by), self._taken)
        found: dict[int, tuple[_Entry, list[Witness], date]] = {}
        for number in self._open.get(place, ()):
            entry = self._entries[place][number]
            if entry.settled is None or entry.item.first is None or entry.known > known_by or entry.began > day:
                continue
            if entry.settled[0] <= known_by and entry.settled[1] <= day:
                continue
            said = spoken(entry.item, beside, self._reference, self._book, day)
            now = [one for one in said if one.place == place]
            if now != [one for one in entry.said if one.day <= day]:
                found[number] = entry, now, min(one.first for one in (*now, *entry.said)) if now or entry.said else day
        return found

    def _said(self, place: str, day: date, known_by: date) -> list[tuple[bool, Witness]]:
        entries = self._entries.get(place, [])
        beside = Context(_SidesAt(self._sides, day, known_by), self._taken)
        found: list[tuple[bool, Witness]] = []
        for entry in entries[: bisect_right(entries, known_by, key=lambda entry: entry.known)]:
            if entry.began > day:
                continue
            if entry.settled is None:
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
