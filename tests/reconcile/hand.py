"""Claims, reports and a small war made by hand: Arnor, a city of three parts, and its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from marsad.model.claim import Claim, Count, Kind, Modality, Party, Phrase, ReadBy, Speaker
from marsad.model.ids import digest
from marsad.model.report import Raw, Report
from marsad.model.when import Precision, When
from marsad.model.where import Place, Relation, Where
from marsad.reference import Actor, Actors, Pack, Places, Reference, Side, Source, Sources

DAY = date(2019, 3, 7)

_PLACES = (
    ("vale", "the Vale", "country", "", 0.0),
    ("north", "the North", "province", "vale", 0.5),
    ("arnor", "Arnor", "city", "north", 0.6),
    ("old", "Old Quarter", "neighbourhood", "arnor", 0.61),
    ("mills", "Mill District", "neighbourhood", "arnor", 0.62),
    ("market", "Arnor market", "square", "arnor", 0.63),
    ("belgarth", "Belgarth", "town", "north", 0.7),
    ("tessaly", "Tessaly", "town", "north", 0.8),
    ("marren", "Marren", "town", "vale", 3.0),
    ("caleth", "Port Caleth", "port", "vale", 5.0),
)
_ACTORS = (
    ("army", "Army", "republic"),
    ("airforce", "Air Force", "republic"),
    ("league", "League", "league"),
    ("company", "Company", "league"),
    ("guard", "River Guard", "guard"),
    ("norvik", "Norvik", "league"),
    ("civilians", "Civilians", "none"),
)
_SOURCES = (
    ("wire", "Vale Wire", "wire", "", "F"),
    ("gazette", "Gazette", "newspaper", "none", "F"),
    ("monitor", "Vale Monitor", "monitor", "", "B"),
    ("radio", "State Radio", "state-media", "republic", "F"),
    ("ministry", "Ministry", "official", "republic", "F"),
    ("courier", "Courier", "party-media", "league", "F"),
    ("spokesman", "League spokesman", "official", "league", "F"),
    ("witnesses", "witnesses", "witness", "", "F"),
)


def reference() -> Reference:
    """Return the small war."""
    return Reference(
        Places.of(
            Place(id=place, name=name, kind=kind, latitude=latitude, longitude=0.0, parent=parent, country="XX")
            for place, name, kind, parent, latitude in _PLACES
        ),
        Actors.of(Actor(id=actor, name=name, kind="rebel", side=side) for actor, name, side in _ACTORS),
        Sources.of(
            Source(id=source, name=name, kind=kind, side=side, reliability=letter)
            for source, name, kind, side, letter in _SOURCES
        ),
        Pack(id="arnor", home="arnor", sides=(Side(id="republic", name="Republic"), Side(id="league", name="League"))),
    )


REFERENCE = reference()


def say(
    kind: Kind,
    where: str = "",
    *,
    who: str = "",
    whom: str = "",
    whence: str = "",
    when: date | tuple[date, date] | None = None,
    n: float | tuple[float | None, float | None] | None = None,
    unit: str = "people",
    more: bool = False,
    said: str = "",
    outlet: str = "wire",
    day: date | None = DAY,
    report: str = "",
    at: int = 0,
    text: str = "",
    modality: Modality = "asserted",
    condition: str = "",
    horizon: str = "",
    part: str = "",
    relation: Relation = "in",
    place_text: str = "",
) -> Claim:
    """Return a claim; `at` is where its sentence begins, so that claims of one sentence share it."""
    words = text or f"{kind} {who} {whom} {where} {whence} {n} {unit} {at}"
    named = report or f"{outlet} {day}"
    return Claim(
        id=digest("claim", named, at, words, kind, who, whom, where, whence, when, n, unit, said, modality, outlet),
        report=named,
        outlet=outlet,
        sentence=Phrase(text=words, start=at, end=at + len(words)),
        cue=Phrase(text=words.split()[0], start=at, end=at + len(words.split()[0])),
        kind=kind,
        modality=modality,
        who=_party(who),
        whom=_party(whom),
        where=_where(where, place_text, part, relation),
        whence=_where(whence),
        when=_when(when),
        count=_count(n, unit, words, at, more=more),
        said_by=(_speaker(said),) if said else (),
        condition=_phrase(condition),
        horizon=_phrase(horizon),
        published=day.isoformat() if day else "",
        read_by=ReadBy(reader="hand", version="1", entry="", digest=""),
    )


def to_report(name: str, text: str, outlet: str = "wire", day: date | None = DAY) -> Report:
    """Return a report."""
    raw = Raw(path=name, sha256="", size=len(text))
    return Report(id=name, source=outlet, published=day, title="", text=text, raw=raw)


def copy_of(claims: Sequence[Claim], report: str, outlet: str, day: date) -> list[Claim]:
    """Return the claims as another outlet prints them in a report of its own."""
    return [
        replace(claim, id=digest(claim.id, report), report=report, outlet=outlet, published=day.isoformat())
        for claim in claims
    ]


def _party(name: str) -> Party | None:
    if not name:
        return None
    actor = REFERENCE.actors.get(name)
    return Party(text=name, start=0, end=len(name), actor=name if actor else "")


def _where(name: str, text: str = "", part: str = "", relation: Relation = "in") -> Where | None:
    if not name and not text:
        return None
    place = REFERENCE.places.get(name)
    words = text or (place.name if place else name)
    return Where(
        text=words, start=0, end=len(words), place=name if place else "", name=words, part=part, relation=relation
    )


def _when(when: date | tuple[date, date] | None) -> When | None:
    if when is None:
        return None
    first, last = when if isinstance(when, tuple) else (when, when)
    days = (last - first).days
    precision: Precision = "day" if days == 0 else "days" if days < 10 else "month"
    return When(first=first, last=last, precision=precision, basis="stated")


def _count(
    n: float | tuple[float | None, float | None] | None, unit: str, words: str, at: int, *, more: bool
) -> Count | None:
    if n is None:
        return None
    low, high = n if isinstance(n, tuple) else (n, n)
    shown = f"{low:g}" if low is not None else "up to"
    start = at + max(0, words.find(shown))
    return Count(text=shown, start=start, end=start + len(shown), low=low, high=high, unit=unit, more=more)


def _speaker(name: str) -> Speaker:
    source = REFERENCE.sources.get(name)
    return Speaker(text=source.name if source else name, source=name if source else "")


def _phrase(text: str) -> Phrase | None:
    return Phrase(text=text, start=0, end=len(text)) if text else None
