"""Areas: outlines that somebody else drew, each with who holds it and from when to when (GeoJSON, RFC 7946)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from marsad.model.ids import digest
from marsad.model.problem import MarsadError

Point = tuple[float, float]
"""Longitude and latitude in degrees of WGS 84, in the order of GeoJSON."""
Ring = tuple[Point, ...]
Polygon = tuple[Ring, ...]
"""An outline, and then the outlines of its holes."""

_DAY = re.compile(r"\d{4}-?\d{2}-?\d{2}")
_NAMES = {
    "holder": ("holder", "side", "held_by", "status"),
    "name": ("name", "title", "label"),
    "first": ("from", "first", "valid_from", "date", "day"),
    "last": ("to", "last", "valid_to"),
    "source": ("source", "attribution"),
}
"""Properties of a feature that are understood, the first that is there counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """An outline held by `holder` (a side, else an actor, else words) from `first` to `last`, None where open."""

    id: str
    name: str
    holder: str
    first: date | None
    last: date | None
    polygons: tuple[Polygon, ...]
    source: str = ""

    def holds(self, point: Point) -> bool:
        """Return whether a point lies in it and in none of its holes."""
        return any(
            contains(polygon[0], point) and not any(contains(hole, point) for hole in polygon[1:])
            for polygon in self.polygons
        )

    def is_valid(self, day: date) -> bool:
        """Return whether it is told for a day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def contains(ring: Ring, point: Point) -> bool:
    """Return whether a point lies in a ring, by the parity of the edges that a ray to the east crosses."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            inside = not inside
    return inside


def load_areas(path: Path, holder: str = "") -> tuple[Area, ...]:
    """Return the areas of a GeoJSON file in degrees of WGS 84; `holder` is that of features which name none.

    A feature without days takes the day in the file's name, if it has one. Raises MarsadError where the file is no
    GeoJSON, a feature is no polygon, or an outline has no holder.
    """
    try:
        given = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise MarsadError(f"{path}: not a GeoJSON file ({error}). Export the areas as GeoJSON in WGS 84.") from error
    if not isinstance(given, dict):
        raise MarsadError(f"{path}: not GeoJSON: it has to be an object. Export the areas as GeoJSON in WGS 84.")
    features: list[Any] = (given.get("features") or []) if given.get("type") == "FeatureCollection" else [given]
    named = _DAY.search(path.stem)
    day = _day(named.group(), path) if named else None
    return tuple(
        area for number, feature in enumerate(features, 1) for area in _area(feature, number, path, holder, day)
    )


def on_day(areas: Sequence[Area], day: date) -> tuple[Area, ...]:
    """Return the areas that are told for a day; of one holder's dated drawings of one name, only the latest."""
    latest: dict[tuple[str, str], date] = {}
    valid = [area for area in areas if area.is_valid(day)]
    for area in valid:
        key = (area.holder, area.name)
        latest[key] = max(latest.get(key, date.min), area.first or date.min)
    return tuple(area for area in valid if (area.first or date.min) == latest[area.holder, area.name])


def _area(feature: Any, number: int, path: Path, holder: str, day: date | None) -> Iterator[Area]:
    where = f"{path}: feature {number}"
    if not isinstance(feature, Mapping) or not isinstance(feature.get("geometry"), Mapping):
        raise MarsadError(f"{where} has no geometry. Remove it, or draw its outline.")
    properties = feature.get("properties") or {}
    held_by = _property(properties, "holder") or holder
    if not held_by:
        raise MarsadError(f"{where} does not say who holds it. Give it a property `holder` with the id of a side.")
    first, last = (_property(properties, end) for end in ("first", "last"))
    polygons = tuple(_polygons(feature["geometry"], where))
    yield Area(
        id=digest("area", held_by, first, last, polygons), name=_property(properties, "name"), holder=held_by,
        first=_day(first, path) if first else day, last=_day(last, path) if last else None,
        polygons=polygons, source=_property(properties, "source") or path.name,
    )  # fmt: skip


def _property(properties: Mapping[str, Any], name: str) -> str:
    return next((str(properties[key]).strip() for key in _NAMES[name] if properties.get(key)), "")


def _polygons(geometry: Mapping[str, Any], where: str) -> Iterator[Polygon]:
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind == "GeometryCollection":
        for part in geometry.get("geometries") or ():
            yield from _polygons(part, where)
        return
    if kind not in ("Polygon", "MultiPolygon"):
        raise MarsadError(f"{where} is a {kind}, not a Polygon or MultiPolygon. Leave out what is not an area.")
    try:
        for polygon in (coordinates or []) if kind == "MultiPolygon" else [coordinates or []]:
            yield tuple(_ring(ring) for ring in polygon)
    except (TypeError, ValueError, IndexError) as error:
        raise MarsadError(f"{where}: its coordinates are not longitude and latitude in degrees ({error}).") from error


def _ring(given: Sequence[Sequence[float]]) -> Ring:
    found = tuple((float(point[0]), float(point[1])) for point in given)
    if found and found[0] == found[-1]:
        found = found[:-1]
    if len(found) < 3:
        raise ValueError("a ring needs three corners")
    if any(not (-180 <= x <= 180 and -90 <= y <= 90) for x, y in found):
        raise ValueError("outside 180 and 90 degrees")
    return found


def _day(text: str, path: Path) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise MarsadError(f"{path}: {text!r} is not a day. Write it as 2016-12-01.") from error
