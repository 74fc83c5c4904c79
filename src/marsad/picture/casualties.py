"""Casualties: a toll for each event, and totals in which nobody is counted twice.

After UCDP, a toll has a low, a best and a high figure. A toll of a month or of a whole city is taken to
hold the tolls of the days and districts inside it: the larger of the two counts, never their sum. A toll of thousands is
what a war has cost until it is told: it holds all that was told before, a smaller one of the war among it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from marsad.model.event import Event, Figure
from marsad.model.ids import digest
from marsad.model.picture import Toll, Total
from marsad.picture.heard import Heard
from marsad.reference import Reference

Measure = Literal["killed", "injured", "missing"]
Key = Literal["place", "perpetrator", "victim", "day"]
EPISODE_DAYS = 7
"""A toll over a longer time than this tells of an episode that may hold other tolls of its place."""
_NOBODY = frozenset({"things", "buildings", "vehicles", "weapons"})
_MEASURES = frozenset({"killed", "injured", "missing"})


def tolls(events: Iterable[Event], known: Mapping[str, Heard]) -> tuple[Toll, ...]:
    """Return the tolls of the events of a timeline."""
    found = [
        _toll(event, figure, known)
        for event in events
        for figure in event.figures
        if figure.measure in _MEASURES and figure.unit not in _NOBODY
    ]
    return tuple(sorted(found, key=lambda toll: (toll.first or date.max, toll.place, toll.id)))


def totals(found: Sequence[Toll], reference: Reference, by: Key = "place") -> tuple[Total, ...]:
    """Return the totals of tolls by measure and by place (each with what lies in it), side or first day."""
    groups: dict[tuple[str, Measure], list[Toll]] = defaultdict(list)
    for toll in found:
        for key in _keys(toll, reference, by):
            groups[key, toll.measure].append(toll)
    return tuple(_total(key, measure, groups[key, measure], reference) for key, measure in sorted(groups))


def _toll(event: Event, figure: Figure, known: Mapping[str, Heard]) -> Toll:
    cleared = frozenset[str]().union(*(item.refuted for item in event.disputes if item.about == "culprit"))
    told = [known[claim] for claim in event.claims if claim not in event.against and claim not in cleared]
    culprits = {item.who.label for item in told if item.who.label}
    victims = figure.whose or (figure.unit if figure.unit != "people" else "")
    return Toll(
        id=digest("toll", event.id, figure.measure, figure.unit, figure.whose),
        measure=cast("Measure", figure.measure),
        event=event.id,
        place=event.place,
        place_text=event.place_text,
        # In a clash, or where blame is disputed, nobody is set down as the one who did it.
        who=culprits.pop() if len(culprits) == 1 and event.kind != "attack.clash" else "",
        whom=victims,
        first=event.when.first if event.when else None,
        last=event.when.last if event.when else None,
        low=figure.low,
        best=figure.best,
        high=figure.high,
        rule=figure.rule,
        claims=figure.claims,
        superseded=figure.superseded,
    )


def _keys(toll: Toll, reference: Reference, by: Key) -> tuple[str, ...]:
    if by == "place":
        return (toll.place, *reference.places.ancestors(toll.place)) if toll.place else ("",)
    if by == "day":
        return (toll.first.isoformat() if toll.first else "",)
    return (toll.who if by == "perpetrator" else toll.whom,)


@dataclass(slots=True)
class _Node:
    """A toll with those inside it."""

    toll: Toll
    inside: list[_Node]

    def sum(self, end: Literal["low", "best", "high"]) -> float:
        """Return the larger of the toll's own figure and of what the tolls inside it add up to."""
        own = {"low": self.toll.low, "best": self.toll.best, "high": self.toll.high}[end]
        return max(own or 0.0, sum(node.sum(end) for node in self.inside))


def _total(key: str, measure: Measure, found: Sequence[Toll], reference: Reference) -> Total:
    nodes = {toll.id: _Node(toll, []) for toll in found}
    by_place: dict[str, list[Toll]] = defaultdict(list)
    for toll in found:
        by_place[toll.place].append(toll)
    tops: list[_Node] = []
    for toll in found:
        around = _holder_of(toll, by_place, reference)
        (nodes[around.id].inside if around else tops).append(nodes[toll.id])
    return Total(
        key=key,
        measure=measure,
        low=sum(node.sum("low") for node in tops),
        best=sum(node.sum("best") for node in tops),
        high=sum(node.sum("high") for node in tops),
        tolls=tuple(sorted(nodes)),
    )


def _holder_of(toll: Toll, by_place: Mapping[str, Sequence[Toll]], reference: Reference) -> Toll | None:
    """Return the narrowest toll that holds this one: of its event, of its episode, of its city."""
    chain = (toll.place, *reference.places.ancestors(toll.place)) if toll.place else ("",)
    holders = [other for place in chain for other in by_place.get(place, ()) if _holds(other, toll)]
    if not holders:
        # Of what a war has cost, the place is often not said; the latest and largest holds all that came before.
        wars = [other for found in by_place.values() for other in found if other.is_running_total]
        holders = [other for other in wars if (not other.place or toll.is_running_total) and _holds(other, toll)]
        return max(holders, key=lambda other: (other.last or date.min, other.best or 0, other.id), default=None)
    return min(holders, key=lambda other: (*_extent(other, chain), other.id), default=None)


def _holds(outer: Toll, inner: Toll) -> bool:
    if outer.id == inner.id or (outer.whom and outer.whom != inner.whom):
        return False
    if outer.event == inner.event:
        return not outer.whom and bool(inner.whom)
    if outer.who and inner.who and outer.who != inner.who:
        return False
    if outer.is_running_total:
        return _size(inner) < _size(outer)
    if not (outer.first and outer.last and inner.first and inner.last):
        return False
    covers = outer.first <= inner.first and inner.last <= outer.last
    longer = (outer.last - outer.first) > (inner.last - inner.first)
    is_episode = longer and (outer.last - outer.first).days > EPISODE_DAYS
    return covers and (is_episode or (outer.place != inner.place and bool(outer.place)))


def _size(toll: Toll) -> tuple[float, date, str]:
    """Return the order of running totals: the dead of a war become no fewer."""
    return (toll.best or toll.low or 0.0, toll.last or date.min, toll.id)


def _extent(outer: Toll, chain: Sequence[str]) -> tuple[int, int]:
    days = (outer.last - outer.first).days if outer.first and outer.last else 0
    return (chain.index(outer.place), days)
