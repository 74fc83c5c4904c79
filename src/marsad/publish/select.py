"""Filters: an edition with exactly the items that pass, and no trace of the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from marsad.model.claim import KINDS, Claim
from marsad.model.event import Event, Reconciled
from marsad.model.picture import Picture
from marsad.model.problem import MarsadError
from marsad.publish.edition import Edition
from marsad.reference import Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What to keep. An empty field asks nothing; items that do not tell of what is asked do not pass.

    `places` keeps what lies in one of them, `actors` what one of them (or of its parts, or of a side) takes part in, `kinds`
    kinds or whole families, `since` and `until` what can have happened on these days.
    """

    places: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        """Return whether anything is asked."""
        return bool(self.places or self.actors or self.kinds or self.since or self.until)


class Facets(NamedTuple):
    """What a filter looks at in an item."""

    kind: str
    places: tuple[str, ...]
    parties: tuple[str, ...]
    first: date | None
    last: date | None


def of_words(
    reference: Reference, places: Iterable[str], actors: Iterable[str], kinds: Iterable[str], since: date | None,
    until: date | None,
) -> Selection:  # fmt: skip
    """Return the selection that a person names in words; raises MarsadError for a name that nothing has."""
    return Selection(
        places=tuple(_place(reference, name) for name in places),
        actors=tuple(_actor(reference, name) for name in actors),
        kinds=tuple(_kind(name) for name in kinds), since=since, until=until,
    )  # fmt: skip


def _place(reference: Reference, name: str) -> str:
    if reference.places.get(name):
        return name
    found = reference.places.named([name]).get(name)
    if not found:
        raise MarsadError(f"No place is called {name!r}. Use a name or an id of places.csv, or of the place columns.")
    return found[0].id


def _actor(reference: Reference, name: str) -> str:
    if any(side.id == name for side in reference.pack.sides) or reference.actors.get(name):
        return name
    found = reference.actors.named(name)
    if not found:
        raise MarsadError(f"No actor or side is called {name!r}. Use a name or an id of actors.yaml.")
    return found.id


def _kind(name: str) -> str:
    if name not in KINDS and name not in {kind.split(".")[0] for kind in KINDS}:
        raise MarsadError(f"No kind is called {name!r}. Use a family such as `attack`, or a kind such as `attack.air`.")
    return name


def select(edition: Edition, asked: Selection) -> Edition:
    """Return the edition with what passes; references to what does not pass are gone too."""
    if not asked:
        return edition
    sieve = _Sieve(edition, asked)
    kept = {claim.id: claim for claim in edition.claims if sieve.passes(sieve.of_claim(claim))}
    reports = {claim.report for claim in kept.values()}
    own = edition.reconciled
    events = tuple(_event(event, kept) for event in own.events if sieve.passes(_of_event(event)))
    links = tuple(link for link in own.links if link.a in kept and link.b in kept)
    return replace(
        edition,
        picture=sieve.picture(kept), claims=tuple(kept.values()),
        reports=tuple(report for report in edition.reports if report.id in reports),
        reconciled=Reconciled(
            events=events, links=links, run=own.run,
            origin_of={name: origin for name, origin in own.origin_of.items() if name in kept},
            dated={name: when for name, when in own.dated.items() if name in kept},
        ),
        misses=(), problems=(),
    )  # fmt: skip


class _Sieve:
    def __init__(self, edition: Edition, asked: Selection) -> None:
        self.edition, self.asked = edition, asked
        self.claims = {claim.id: claim for claim in edition.claims}

    def passes(self, found: Facets) -> bool:
        """Say whether an item passes every filter."""
        asked = self.asked
        if asked.kinds and found.kind not in asked.kinds and found.kind.split(".")[0] not in asked.kinds:
            return False
        if asked.places and not any(self._lies_in(place) for place in found.places):
            return False
        if asked.actors and not any(self._belongs(party, found.last) for party in found.parties):
            return False
        if (asked.since or asked.until) and found.first is None and found.last is None:
            return False
        first, last = found.first or date.min, found.last or date.max
        return (asked.since is None or last >= asked.since) and (asked.until is None or first <= asked.until)

    def _lies_in(self, place: str) -> bool:
        within = (place, *self.edition.reference.places.ancestors(place)) if place else ()
        return any(name in self.asked.places for name in within)

    def _belongs(self, party: str, day: date | None) -> bool:
        actors = self.edition.reference.actors
        named = actors.named(party) if party else None
        chain, seen = [party, named.id if named else ""], set[str]()
        while chain:
            name = chain.pop()
            if name in self.asked.actors:
                return True
            found = actors.get(name)
            if name and found and name not in seen:
                seen.add(name)
                chain += [actors.side(name, day), *(item.of for item in found.part_of)]
        return False

    def of_claim(self, claim: Claim) -> Facets:
        """Return what a claim tells of."""
        when = self.edition.reconciled.dated.get(claim.id) or claim.when
        where = tuple(place.place for place in (claim.where, claim.whence) if place)
        parties = tuple(
            name for party in (claim.who, claim.whom) if party for name in (party.actor, party.side, party.text)
        )
        return Facets(claim.kind, where, parties, when.first if when else None, when.last if when else None)

    def picture(self, kept: dict[str, Claim]) -> Picture:
        """Return the picture with what passes; totals and notes are of the whole and are left out."""
        own = self.edition.picture

        def those(items: Iterable[Any], facets: Any) -> tuple[Any, ...]:
            return tuple(_restricted(item, kept) for item in items if self.passes(facets(item)))

        return Picture(
            day=own.day, known_by=own.known_by, run=own.run,
            holdings=those(own.holdings, _of_holding), history=those(own.history, _of_holding),
            shares=those(own.shares, self._of_share), sieges=those(own.sieges, _of_siege),
            movements=those(own.movements, self._of_movement), tolls=those(own.tolls, _of_toll),
            ties=those(own.ties, _of_tie),
            forecasts=tuple(_restricted(item, kept) for item in own.forecasts if item.claim in kept),
            events=tuple(_event(item, kept) for item in own.events if self.passes(_of_event(item))),
        )  # fmt: skip

    def _of_share(self, item: Any) -> Facets:
        found = [self.of_claim(self.claims[name]) for name in item.claims if name in self.claims]
        first = min((facets.first for facets in found if facets.first), default=None)
        last = max((facets.last for facets in found if facets.last), default=None)
        return Facets("control.change", (item.place,), (item.holder, item.loser), first, last)

    def _of_movement(self, item: Any) -> Facets:
        found = [self.of_claim(self.claims[name]) for name in item.claims if name in self.claims]
        parties = tuple(party for facets in found for party in facets.parties)
        return Facets(f"displacement.{item.measure}", (item.where, item.whence), parties, item.first, item.last)


def _of_event(item: Event) -> Facets:
    when = item.when
    return Facets(
        item.kind, (item.place,), (*item.who, *item.whom), when.first if when else None, when.last if when else None
    )


def _of_holding(item: Any) -> Facets:
    return Facets("control.hold", (item.place,), (item.holder,), item.first, item.last)


def _of_siege(item: Any) -> Facets:
    return Facets("siege.hold", (item.place,), (item.besieger, item.besieged), item.first, item.last)


def _of_toll(item: Any) -> Facets:
    return Facets(f"casualty.{item.measure}", (item.place,), (item.who, item.whom), item.first, item.last)


def _of_tie(item: Any) -> Facets:
    return Facets(f"tie.{item.relation}", (), (item.who, item.whom), item.first, item.last)


_REFERENCES = (
    "claims",
    "claims_for",
    "claims_against",
    "superseded",
    "against",
    "evidence",
    "parts",
    "rival_of",
    "repeats",
)


def _restricted(item: Any, kept: dict[str, Claim]) -> Any:
    """Return an item whose references are those that are kept."""
    changed = {
        name: tuple(one for one in getattr(item, name) if one in kept) for name in _REFERENCES if hasattr(item, name)
    }
    return replace(item, **changed)


def _event(event: Event, kept: dict[str, Claim]) -> Event:
    restricted: Event = _restricted(event, kept)
    figures = tuple(_restricted(figure, kept) for figure in event.figures)
    return replace(restricted, figures=figures, disputes=())
