"""Makes of an edition the one that may leave: built anew from what the profile allows, never by striking out.

Every value that leaves is made from a list of fields here; a field that is added to the model does not leave until it
is named. So every format, the page and their derived fields are safe together.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec

from marsad.model.claim import Claim, Count, Party, Phrase, ReadBy, Speaker
from marsad.model.event import Event, Figure, Reconciled
from marsad.model.picture import Forecast, Holding, Movement, Picture, Siege, Tie, Toll
from marsad.model.report import Raw, Report
from marsad.model.when import When
from marsad.model.where import Place, Where
from marsad.publish.edition import Edition
from marsad.publish.release.note import Note
from marsad.publish.release.profile import Item, Profile
from marsad.publish.release.rounding import coarse_place, released_place, rounded, rounded_day
from marsad.reference import Actors, Pack, Places, Reference, Sources

_UNITS = frozenset(
    [
        "people",
        "civilians",
        "families",
        "fighters",
        "soldiers",
        "children",
        "women",
        "men",
        "places",
        "vehicles",
        "strikes",
        "shells",
        "households",
        "bodies",
        "share",
    ]
)
_MEASURES = frozenset({"killed", "injured", "missing", "displaced", "trapped"})
_RULES = frozenset({"best", "conservative"})
_NO_WORDS = Phrase(text="", start=0, end=0)


def redact(edition: Edition, profile: Profile, key: bytes, note: Note) -> Edition:
    """Return the edition that may leave under a profile; `key` makes the ids of this release, `note` counts what stays."""
    return _Redaction(edition, profile, key, note).edition()


class _Redaction:
    def __init__(self, edition: Edition, profile: Profile, key: bytes, note: Note) -> None:
        self.own, self.profile, self.key, self.note = edition, profile, key, note
        self.reference = edition.reference
        self.places: dict[str, Place] = {}
        self.actors: dict[str, Any] = {}
        self.sources: dict[str, Any] = {}

    def edition(self) -> Edition:
        own, profile = self.own, self.profile
        claims = self.sorted(self.claim(item) for item in own.claims) if "claims" in profile.items else ()
        self.kept = {claim.id for claim in claims}
        self.count("claims", len(own.claims), len(claims))
        cited = {claim.report for claim in claims}
        reports = self.sorted(self.report(item) for item in own.reports if self.id(item.id) in cited)
        self.count("reports", len(own.reports), len(reports))
        self.count("sentences that were not understood", len(own.misses), 0)
        picture = self.picture()
        return Edition(
            picture=picture, claims=claims, reports=reports, title=own.title,
            reconciled=Reconciled(
                events=picture.events, links=(), run="",
                origin_of={self.id(name): self.id(f"origin {origin}") for name, origin in sorted(own.reconciled.origin_of.items())
                           if self.id(name) in self.kept},
                dated={self.id(name): self.when(when) for name, when in own.reconciled.dated.items()
                       if self.id(name) in self.kept},
            ),
            reference=self.public_reference(),
        )  # fmt: skip

    def picture(self) -> Picture:
        own = self.own.picture
        events = own.events or self.own.reconciled.events
        at_level = [item for item in own.holdings if self.is_at_level(item.place)]
        past = [item for item in own.history if self.is_at_level(item.place)]
        sorts: tuple[tuple[Item, Sequence[Any], int, Callable[[Any], Any]], ...] = (
            ("events", events, len(events), self.event), ("holdings", at_level, len(own.holdings), self.holding),
            ("sieges", own.sieges, len(own.sieges), self.siege),
            ("movements", own.movements, len(own.movements), self.movement), ("tolls", own.tolls, len(own.tolls), self.toll),
            ("ties", own.ties, len(own.ties), self.tie), ("forecasts", own.forecasts, len(own.forecasts), self.forecast),
        )  # fmt: skip
        made: dict[str, Any] = {}
        for name, items, total, make in sorts:
            kept = [make(item) for item in items] if name in self.profile.items else []
            made[name] = self.sorted(item for item in kept if item is not None)
            self.count(name, total, len(made[name]))
        history = self.sorted(self.holding(item) for item in past) if "holdings" in self.profile.items else ()
        day, known = self.day(own.day, last=True) or own.day, self.day(own.known_by, last=True) or own.known_by
        return Picture(day=day, known_by=known, history=history, **made)

    def count(self, name: str, total: int, kept: int) -> None:
        self.note.kept[name] += kept
        self.note.out[name] += total - kept

    def id(self, identifier: str) -> str:
        """Return this release's id: without the key nobody can tell what it is the id of, or try contents on it."""
        return hmac.new(self.key, identifier.encode(), hashlib.sha256).hexdigest()[:16]

    def sorted(self, items: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(sorted(items, key=lambda item: item.id))

    def ids(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(self.id(name) for name in names if self.id(name) in self.kept))

    def place(self, place: str) -> str:
        """Return the place that may leave in place of this one, "" for none."""
        found = released_place(place, self.reference.places, self.profile.place)
        if place and (found is None or found.id != place):
            self.note.less["places"] += 1
        if found is None:
            return ""
        self.places[found.id] = found
        return found.id

    def is_at_level(self, place: str) -> bool:
        found = coarse_place(place, self.reference.places, self.profile.place)
        return found is not None and found.id == place

    def party(self, party: str) -> str:
        """Return the id of a party that a list knows, "" for any other words: they may name a private person."""
        if any(side.id == party for side in self.reference.pack.sides):
            return party
        actor = self.reference.actors.get(party) or (self.reference.actors.named(party) if party else None)
        if actor is None:
            self.note.less["parties that no list knows"] += bool(party)
            return ""
        self.actors[actor.id] = actor
        return actor.id

    def parties(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted({found for name in names if (found := self.party(name))}))

    def source(self, name: str, *, allowed: bool) -> str:
        known = self.reference.sources.get(name) or (self.reference.sources.named(name) if name else None)
        if known is None or not allowed:
            self.note.less["outlets and speakers"] += bool(name)
            return ""
        self.sources[known.id] = known
        return known.id

    def number(self, value: float | None) -> float | None:
        small = value is not None and 0 < value < self.profile.least
        self.note.less["small numbers"] += small
        return None if small else value

    def day(self, day: date | None, *, last: bool = False) -> date | None:
        return rounded_day(day, self.profile.dates, last=last)

    def when(self, when: When) -> When:
        return rounded(when, self.profile.dates)

    def phrase(self, phrase: Phrase | None) -> Phrase | None:
        return phrase if self.profile.words else None

    def claim(self, item: Claim) -> Claim:
        own_words = self.profile.words
        self.note.less["sentences"] += not own_words
        return Claim(
            id=self.id(item.id), report=self.id(item.report), outlet=self.source(item.outlet, allowed=self.profile.outlets),
            sentence=item.sentence if own_words else _NO_WORDS, cue=item.cue if own_words else _NO_WORDS, kind=item.kind,
            modality=item.modality, who=self.slot(item.who), whom=self.slot(item.whom), where=self.where(item.where),
            whence=self.where(item.whence), when=self.when(item.when) if item.when else None, count=self.amount(item.count),
            said_by=tuple(self.speaker(one) for one in item.said_by), condition=self.phrase(item.condition),
            horizon=self.phrase(item.horizon), published=self.published(item.published),
            read_by=ReadBy(reader="marsad", version="", entry="", digest=""), sureness=item.sureness,
        )  # fmt: skip

    def published(self, day: str) -> str:
        try:
            return str(self.day(date.fromisoformat(day)))
        except ValueError:
            return ""

    def slot(self, item: Party | None) -> Party | None:
        if item is None:
            return None
        actor = self.party(item.actor or item.text)
        if self.profile.words:
            return replace(item, actor=actor)
        if not actor:
            return None
        found = self.reference.actors.get(actor)
        side = item.side if any(side.id == item.side for side in self.reference.pack.sides) else ""
        return Party(text=found.name if found else actor, start=0, end=0, actor=actor, side=side)

    def where(self, item: Where | None) -> Where | None:
        if item is None:
            return None
        place = self.place(item.place)
        if self.profile.words:
            return replace(item, place=place, candidates=())
        name = self.places[place].name if place else ""
        return Where(text=name, start=0, end=0, place=place, name=name) if place else None

    def amount(self, item: Count | None) -> Count | None:
        if item is None:
            return None
        return Count(
            text=item.text if self.profile.words else "", start=item.start if self.profile.words else 0,
            end=item.end if self.profile.words else 0, low=self.number(item.low), high=self.number(item.high),
            unit=self.unit(item.unit), more=item.more,
        )  # fmt: skip

    def unit(self, unit: str) -> str:
        return unit if unit in _UNITS or self.profile.words else ""

    def speaker(self, item: Speaker) -> Speaker:
        if self.profile.words:
            return item
        known = self.source(item.source or item.text, allowed=self.profile.speakers)
        return Speaker(text=self.sources[known].name if known else "unspecified", source=known)

    def report(self, item: Report) -> Report:
        own = self.profile
        return Report(
            id=self.id(item.id), source=self.source(item.source, allowed=own.outlets), published=self.day(item.published),
            title=item.title if own.words else "", text=item.text if own.words else "",
            raw=Raw(path="", sha256="", size=0), url=item.url if own.links else "",
        )  # fmt: skip

    def event(self, item: Event) -> Event | None:
        claims = self.ids(item.claims)
        if not claims and "claims" in self.profile.items:
            return None
        return Event(
            id=self.id(item.id), kind=item.kind, place=self.place(item.place), place_text="",
            when=self.when(item.when) if item.when else None, who=self.parties(item.who), whom=self.parties(item.whom),
            claims=claims, origins=item.origins, reports=item.reports, against=self.ids(item.against),
            figures=tuple(self.figure(figure) for figure in item.figures if figure.measure in _MEASURES),
        )  # fmt: skip

    def figure(self, item: Figure) -> Figure:
        return Figure(
            measure=item.measure, unit=self.unit(item.unit), low=self.number(item.low), best=self.number(item.best),
            high=self.number(item.high), rule=item.rule if item.rule in _RULES else "", claims=self.ids(item.claims),
            superseded=self.ids(item.superseded), parts=self.ids(item.parts), whose=self.party(item.whose),
        )  # fmt: skip

    def holding(self, item: Holding) -> Holding:
        change = self.day(item.change_first), self.day(item.change_last, last=True)
        return Holding(
            id=self.id(item.id), place=self.place(item.place), state=item.state, holder=self.party(item.holder),
            first=self.day(item.first) or item.first, last=self.day(item.last, last=True),
            change_first=change[0] or item.change_first, change_last=change[1] or item.change_last,
            belief=round(item.belief, 1), claims_for=self.ids(item.claims_for), claims_against=self.ids(item.claims_against),
        )  # fmt: skip

    def siege(self, item: Siege) -> Siege:
        return Siege(
            id=self.id(item.id), place=self.place(item.place), place_text="", besieger=self.party(item.besieger),
            besieged=self.party(item.besieged), first=self.day(item.first), last=self.day(item.last, last=True),
            supply_cut=item.supply_cut, claims_for=self.ids(item.claims_for), claims_against=self.ids(item.claims_against),
        )  # fmt: skip

    def movement(self, item: Movement) -> Movement:
        return Movement(
            id=self.id(item.id), measure=item.measure, whence=self.place(item.whence), where=self.place(item.where),
            whence_text="", where_text="", first=self.day(item.first), last=self.day(item.last, last=True),
            low=self.number(item.low), high=self.number(item.high), unit=self.unit(item.unit),
            said_by=self.source(item.said_by, allowed=self.profile.speakers), claims=self.ids(item.claims), derived=item.derived,
            parts=tuple(sorted(self.id(name) for name in item.parts)), role=item.role, age=item.age,
            rival_of=tuple(sorted(self.id(name) for name in item.rival_of)),
        )  # fmt: skip

    def toll(self, item: Toll) -> Toll:
        return Toll(
            id=self.id(item.id), measure=item.measure, event=self.id(item.event), place=self.place(item.place), place_text="",
            who=self.party(item.who), whom=self.party(item.whom), first=self.day(item.first), last=self.day(item.last, last=True),
            low=self.number(item.low), best=self.number(item.best), high=self.number(item.high),
            rule=item.rule if item.rule in _RULES else "", claims=self.ids(item.claims), superseded=self.ids(item.superseded),
        )  # fmt: skip

    def tie(self, item: Tie) -> Tie | None:
        who, whom = self.party(item.who), self.party(item.whom)
        if not who or not whom:
            return None
        return Tie(
            id=self.id(item.id), relation=item.relation, who=who, whom=whom, first=self.day(item.first),
            last=self.day(item.last, last=True), claims_for=self.ids(item.claims_for), claims_against=self.ids(item.claims_against),
        )  # fmt: skip

    def forecast(self, item: Forecast) -> Forecast:
        own_words = self.profile.words
        return Forecast(
            id=self.id(item.id), claim=self.id(item.claim), forecaster=self.source(item.forecaster, allowed=self.profile.speakers),
            relayed_by=self.source(item.relayed_by, allowed=self.profile.outlets), issued=self.day(item.issued),
            words=item.words if own_words else "", proposition=item.proposition if own_words else "",
            phrase=item.phrase if own_words else "", low=item.low, high=item.high, horizon_text=item.horizon_text if own_words else "",
            horizon=self.day(item.horizon, last=True), horizon_basis=item.horizon_basis if own_words else "",
            condition=item.condition if own_words else "", status=item.status, evidence=self.ids(item.evidence),
        )  # fmt: skip

    def public_reference(self) -> Reference:
        """Return the names of what leaves, and no other: no other spellings, no notes, no finer places."""
        for place in list(self.places.values()):
            whole = place.id.removeprefix("in:")
            for name in (whole, *self.reference.places.ancestors(whole)):
                if found := self.reference.places.get(name):
                    self.places[name] = found
        places = [replace(place, names=()) for place in self.places.values()]
        actors = [msgspec.structs.replace(actor, names=(), roles=(), note="", part_of=(),
                                          side=self.reference.actors.side(actor.id, self.own.picture.day))
                  for actor in self.actors.values()]  # fmt: skip
        sources = [msgspec.structs.replace(source, names=(), note="") for source in self.sources.values()]
        own = self.reference.pack
        pack = Pack(id=own.id, title=own.title, days=own.days, country=own.country, sides=own.sides)
        return Reference(Places.of(sorted(places, key=lambda item: item.id), None, own.country),
                         Actors.of(sorted(actors, key=lambda item: item.id)),
                         Sources.of(sorted(sources, key=lambda item: item.id)), pack)  # fmt: skip


def count_left_out(note: Note, before: Edition, used: Edition) -> None:
    """Count what the profile kept from being used at all."""
    note.out.update(
        Counter({"claims": len(before.claims) - len(used.claims), "reports": len(before.reports) - len(used.reports)})
    )
