"""What the surroundings of a place suggest: who presumably holds it, where its own word is old or there is none.

A schematic estimate beside the holdings, never one of them: words on a place weigh here, words on places near it less
with every spacing between, each less with age; who held it before the war is a weak word that does not age. Distances
are in spacings (the usual distance to the next place), so that quarters of a city and towns of a country read alike.
"""

from __future__ import annotations

import math
import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from marsad.model.picture import Holding, Presumption
from marsad.model.where import Place
from marsad.picture.settings import Settings
from marsad.reference import Reference
from marsad.reference.areas import on_day

_KM = 111.2
"""Kilometres to a degree of latitude."""


@dataclass(frozen=True, slots=True)
class Word:
    """The last that was told of a place itself: its holder, "" for a contest, and since when; None: nothing."""

    holder: str | None = None
    since: date | None = None
    claims: tuple[str, ...] = ()


_NOTHING = Word()


@dataclass(frozen=True, slots=True)
class Ground:
    """Places with their neighbours, and who held each before anything was told ("" where nobody says)."""

    before: Mapping[str, str]
    near: Mapping[str, tuple[tuple[str, float], ...]]


def presumed(
    history: Sequence[Holding], reference: Reference, settings: Settings, day: date
) -> tuple[Presumption, ...]:
    """Return who presumably holds the pack's places that nobody says to be contested, and those that are told of.

    A whole is not next door to its parts, so only places that hold no other take part.
    """
    told = {holding.place for holding in history}
    own = reference.places.own.values()
    beyond = [place for name in sorted(told - set(reference.places.own)) if (place := reference.places.get(name))]
    places = [
        place for place in (*own, *beyond)
        if not reference.places.children(place.id) and place.kind not in settings.broad
    ]  # fmt: skip
    words = last_words(history, day)
    return presume(ground(places, held_before(places, reference), settings), words, day, settings)


def ground(places: Iterable[Place], before: Mapping[str, str], settings: Settings) -> Ground:
    """Return places that have coordinates, each with its neighbours and their weight by distance."""
    located = {
        place.id: (place.latitude, place.longitude)
        for place in sorted(places, key=lambda place: place.id)
        if place.latitude is not None and place.longitude is not None
    }
    limit, reach = settings.surroundings["spacings"], settings.surroundings["reach"]
    spacing = _spacing(located) or 1.0
    near: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for one, other, far in _pairs(located, limit * spacing):
        weight = math.exp(-far / (reach * spacing))
        near[one].append((other, weight))
        near[other].append((one, weight))
    return Ground({place: before.get(place, "") for place in located}, {k: tuple(v) for k, v in near.items()})


def presume(ground: Ground, words: Mapping[str, Word], day: date, settings: Settings) -> tuple[Presumption, ...]:
    """Return who presumably holds each place on a day; a place said to be contested is left to what is said."""
    votes = {place: _vote(words.get(place, _NOTHING), day, settings) for place in ground.before}
    found = []
    for place in sorted(ground.before):
        own = words.get(place, _NOTHING)
        if own.holder != "":
            found.append(_presumed(place, own, ground, words, votes, settings))
    return tuple(item for item in found if item is not None)


def last_words(history: Iterable[Holding], day: date) -> dict[str, Word]:
    """Return for each place the last that its holdings say of it by a day.

    Of what nobody speaks any more the last holder is kept; a contest of which nobody speaks any more is over.
    """
    found: dict[str, Word] = {}
    held: dict[str, Word] = {}
    for holding in sorted(history, key=lambda item: (item.place, item.first)):
        place = holding.place
        if holding.first > day:
            continue
        if holding.state == "unknown":
            found[place] = held.get(place, _NOTHING)
            continue
        before = held.get(place) if holding.holder else found.get(place)
        same = before is not None and before.holder == holding.holder
        since = before.since if before is not None and same else holding.change_last
        found[place] = Word(holding.holder, since, holding.claims_for)
        if holding.holder:
            held[place] = found[place]
    return found


def held_before(places: Iterable[Place], reference: Reference) -> dict[str, str]:
    """Return who held each place on the eve of the war: by an outline of the pack for that day, else by its word."""
    first = reference.pack.days.first
    eve = first - timedelta(days=1) if first else date.min
    drawn = on_day(reference.areas, eve)
    found = {}
    for place in places:
        holder = reference.pack.before
        if place.latitude is not None and place.longitude is not None:
            point = (place.longitude, place.latitude)
            holder = next((area.holder for area in drawn if area.holds(point)), holder)
        found[place.id] = holder
    return found


def _vote(word: Word, day: date, settings: Settings) -> float:
    """Return how much a word still weighs: half after each half-life."""
    if not word.holder or word.since is None:
        return 0.0
    return float(2.0 ** (-max(0, (day - word.since).days) / settings.surroundings["half_life"]))


def _presumed(
    place: str, own: Word, ground: Ground, words: Mapping[str, Word], votes: Mapping[str, float], settings: Settings
) -> Presumption | None:
    table = settings.surroundings
    points: dict[str, float] = defaultdict(float)
    claims: dict[str, list[str]] = {}
    if before := ground.before[place]:
        points[before] += table["before"]
    if own.holder:
        points[own.holder] += table["own"] * votes[place]
        claims.setdefault(own.holder, []).extend(own.claims)
    for other, weight in ground.near.get(place, ()):
        word = words.get(other, _NOTHING)
        if word.holder:
            points[word.holder] += weight * votes[other]
            claims.setdefault(word.holder, []).extend(word.claims)
        elif word.holder is None and (side := ground.before[other]):
            points[side] += weight * table["silence"]
    if not points:
        return None
    ranked = sorted(points, key=lambda side: (-points[side], side))
    total = sum(points.values())
    margin = (points[ranked[0]] - (points[ranked[1]] if len(ranked) > 1 else 0.0)) / total if total else 0.0
    belief = 1.0 / (1.0 + math.exp(-table["gain"] * margin))
    kept = own.holder or before
    if kept in points and ranked[0] != kept and belief < table["leave"]:
        # The neighbours do not outweigh it clearly: on a map that does not flap, it stays.
        ranked.insert(0, kept)
        belief = 1.0 - belief
    basis = "own word" if own.holder == ranked[0] else "surroundings" if ranked[0] in claims else "before the war"
    return Presumption(
        place=place, holder=ranked[0], belief=round(belief, 4), basis=basis,
        claims=tuple(sorted(set(claims.get(ranked[0], ()))))[:_CLAIMS],
    )  # fmt: skip


_CLAIMS = 20
"""So many claims of a place and its neighbours are named; the holdings of the neighbours name all."""


def _spacing(located: Mapping[str, tuple[float, float]]) -> float:
    """Return the usual distance in km from a place to the next one that is not at the same spot."""
    nearest: dict[str, float] = {}
    reach = 8.0
    while located and reach < 1000 and len(nearest) < len(located) / 2:
        nearest = {}
        for one, other, far in _pairs(located, reach):
            if far > 0:
                nearest[one] = min(far, nearest.get(one, far))
                nearest[other] = min(far, nearest.get(other, far))
        reach *= 2
    return statistics.median(nearest.values()) if nearest else 0.0


def _pairs(located: Mapping[str, tuple[float, float]], limit: float) -> Iterable[tuple[str, str, float]]:
    """Yield pairs of places no further than `limit` km apart, by a sweep from south to north."""
    ordered: Sequence[tuple[float, float, str]] = sorted((lat, lon, place) for place, (lat, lon) in located.items())
    for index, (lat, lon, place) in enumerate(ordered):
        shrink = math.cos(math.radians(lat))
        for other_lat, other_lon, other in ordered[index + 1 :]:
            north = (other_lat - lat) * _KM
            if north > limit:
                break
            far = math.hypot(north, (other_lon - lon) * _KM * shrink)
            if far <= limit:
                yield place, other, far
