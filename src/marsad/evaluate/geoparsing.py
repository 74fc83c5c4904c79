"""Geoparsing: which places a text names, and which of the places of that name it means (LGL, GeoWebNews).

Wanted are the mentions whose place the gazetteer holds, by its GeoNames id. A mention is found where a name that
is read shares a character with it. A found mention is right where the place read is the same one, or lies within
161 km (100 miles) of it. Adjectives of peoples ("Syrian") are left
out: they name states, not places.
"""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from marsad.evaluate.corpora import shipped
from marsad.evaluate.result import Error, Measure, Result
from marsad.model.problem import MarsadError
from marsad.model.where import Place
from marsad.read import names
from marsad.reference import Reference

NEAR_KM = 161.0
_EARTH_KM = 6371.0
_CORPORA = {"lgl": "lgl.xml", "GWN": "GWN.xml"}


@dataclass(frozen=True, slots=True)
class Mention:
    """A place name in an article: its offsets, its GeoNames id, and where that is in degrees of WGS 84."""

    start: int
    end: int
    geonames: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Found:
    """What was read of one wanted mention; `km` is None where nothing was."""

    words: str
    km: float | None
    wanted: str
    read: str
    text: str


def measure(data: Path) -> Result:
    """Return the measures on lgl.xml and GWN.xml, those of the two that are there."""
    measures: list[Measure] = []
    errors: list[Error] = []
    for corpus, file in _CORPORA.items():
        path = data / file if data.is_dir() else data
        if path.is_file() and path.name == file:
            found = [item for text, mentions in articles(path) for item in resolved(text, mentions)]
            measures += scored(corpus, found)
            errors += _errors(corpus, found)
    if not measures:
        raise MarsadError(f"{data} holds neither lgl.xml nor GWN.xml. Name their folder with --data.")
    return Result(suite="geoparsing", measures=tuple(measures), errors=tuple(errors))


def articles(path: Path) -> Iterator[tuple[str, list[Mention]]]:
    """Yield the articles of a corpus with the mentions that have a GeoNames id."""
    for article in ET.parse(path).getroot().iter("article"):  # noqa: S314 - local, published corpora
        text = article.findtext("text") or ""
        mentions = [mention for item in article.iter("toponym") if (mention := _mention(item)) is not None]
        yield text, mentions


def _mention(item: ET.Element) -> Mention | None:
    tag = item.find("gaztag")
    geonames = tag.get("geonameid") if tag is not None else item.findtext("geonamesID")
    latitude = item.findtext("latitude") or (tag.findtext("lat") if tag is not None else None)
    longitude = item.findtext("longitude") or (tag.findtext("lon") if tag is not None else None)
    if not geonames or not latitude or not longitude:
        return None
    start, end = int(item.findtext("start") or 0), int(item.findtext("end") or 0)
    return Mention(start, end, geonames.strip().split(",")[0], float(latitude), float(longitude))


def resolved(text: str, mentions: Sequence[Mention]) -> Iterator[Found]:
    """Yield what is read of each mention that the gazetteer holds."""
    book, reference = shipped()
    read = names.find(text, book.words, reference)
    for mention in mentions:
        wanted = held(mention, reference)
        words = text[mention.start : mention.end]
        if wanted is None or words.lower() in book.words.demonyms:
            continue
        near = [place for place in read.places if place.start < mention.end and mention.start < place.end]
        around = text[max(0, mention.start - 60) : mention.end + 40]
        if not near:
            yield Found(words, None, wanted.id, "", around)
            continue
        best = reference.places.get(near[0].place)
        km = distance(best, wanted, mention) if best else math.inf
        yield Found(
            words, km, f"{wanted.name}, {wanted.country}", f"{best.name}, {best.country}" if best else "", around
        )


def held(mention: Mention, reference: Reference) -> Place | None:
    """Return the gazetteer's place with the GeoNames id of a mention."""
    return reference.places.get(f"geonames:{mention.geonames}") or (
        reference.places.world.of_geonames(mention.geonames) if reference.places.world else None
    )


def distance(read: Place, wanted: Place, mention: Mention) -> float:
    """Return how far the place read is from the one wanted, in km; 0 where they are the same."""
    if read.id == wanted.id:
        return 0.0
    if read.latitude is None or read.longitude is None:
        return math.inf
    return great_circle(read.latitude, read.longitude, mention.latitude, mention.longitude)


def great_circle(latitude: float, longitude: float, latitude2: float, longitude2: float) -> float:
    """Return the distance of two points in km."""
    a, b = math.radians(latitude), math.radians(latitude2)
    across = math.radians(longitude2 - longitude)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(across / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def scored(corpus: str, found: Sequence[Found]) -> list[Measure]:
    """Return the measures of one corpus."""
    read = [item for item in found if item.km is not None]
    near = [item for item in read if item.km is not None and item.km <= NEAR_KM]
    total = len(found)
    return [
        Measure(name=f"{corpus} recall", value=len(read) / total if total else 0.0, n=total),
        Measure(name=f"{corpus} within 161 km", value=len(near) / len(read) if read else 0.0, n=len(read)),
        Measure(name=f"{corpus} found and right", value=len(near) / total if total else 0.0, n=total),
    ]


def _errors(corpus: str, found: Sequence[Found]) -> Iterator[Error]:
    for item in found:
        if item.km is None:
            yield Error(sort=f"{corpus}: not found: {item.words}", wanted=item.wanted, read="", text=item.text)
        elif item.km > NEAR_KM:
            yield Error(sort=f"{corpus}: {item.words} is another", wanted=item.wanted, read=item.read, text=item.text)
