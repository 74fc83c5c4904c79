"""Control of areas, as GeoJSON polygons (RFC 7946): outlines that somebody drew, and schematic cells around places."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from marsad.model.picture import Holding, Presumption
from marsad.model.where import Place
from marsad.publish.lookup import Lookup
from marsad.publish.page.cells import cells
from marsad.reference.areas import Area, on_day

_REACH = 1.15
"""A cell reaches this many times the usual distance to the next place, so that empty land stays empty."""
_ALONE = 0.05
"""Degrees that the cell of a single place reaches."""


def collection(look: Lookup) -> bytes:
    """Return a FeatureCollection of the areas drawn for the picture's day, and of a cell for each place.

    `basis` is "drawn" for an imported outline, which says what its source says; a "told" cell is coloured by what
    reports say of its place; a "presumed" one by what the places around it suggest. Cells are schematic: their
    borders are halfway to the next place and no border on the ground.
    """
    picture = look.edition.picture
    features = [_drawn(area, look) for area in on_day(look.edition.reference.areas, picture.day)]
    features += _cells(look)
    found = {
        "type": "FeatureCollection",
        "day": picture.day.isoformat(),
        "known_by": picture.known_by.isoformat(),
        "features": features,
    }
    return msgspec.json.format(msgspec.json.encode(found), indent=0) + b"\n"


def _drawn(area: Area, look: Lookup) -> dict[str, Any]:
    polygons = [[[list(point) for point in (*ring, ring[0])] for ring in polygon] for polygon in area.polygons]
    return {
        "type": "Feature", "id": area.id,
        "geometry": {"type": "MultiPolygon", "coordinates": polygons},
        "properties": {
            "basis": "drawn", "schematic": False, "name": area.name, "source": area.source,
            "state": "drawn", "holder": area.holder, "holder_name": look.party_name(area.holder) or area.holder,
            "side": look.side_of(area.holder),
            "first": area.first.isoformat() if area.first else None,
            "last": area.last.isoformat() if area.last else None,
        },
    }  # fmt: skip


def _cells(look: Lookup) -> Iterator[dict[str, Any]]:
    picture = look.edition.picture
    held = {item.place: item for item in picture.holdings if item.state != "unknown"}
    presumed = {item.place: item for item in picture.presumed}
    gazetteer = look.edition.reference.places
    names = [name for name in sorted({*held, *presumed}) if not gazetteer.children(name)]
    located = [
        place for name in names
        if (place := look.place(name)) and place.latitude is not None and place.longitude is not None
    ]  # fmt: skip
    if not located:
        return
    squeeze = math.cos(math.radians(statistics.median(place.latitude or 0.0 for place in located)))
    points = _apart(located, squeeze)
    outlines = cells(points, _radius(points))
    for place, outline in zip(located, outlines, strict=True):
        ring = [[round(x / squeeze, 5), round(y, 5)] for x, y in outline]
        if len(ring) >= 3:
            yield _cell(place, [*ring, ring[0]], held.get(place.id), presumed.get(place.id), look)


def _cell(
    place: Place, ring: list[list[float]], holding: Holding | None, presumption: Presumption | None, look: Lookup
) -> dict[str, Any]:
    by: Holding | Presumption | None = holding or presumption
    holder = by.holder if by else ""
    return {
        "type": "Feature", "id": place.id,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
        "properties": {
            "basis": "told" if holding else "presumed", "schematic": True, "name": place.name,
            "state": holding.state if holding else "presumed", "holder": holder,
            "holder_name": look.party_name(holder), "side": look.side_of(holder),
            "belief": by.belief if by else None,
            "presumed": presumption.holder if presumption else "",
            "presumed_by": presumption.basis if presumption else "",
            "presumed_belief": presumption.belief if presumption else None,
        },
    }  # fmt: skip


def _apart(places: Sequence[Place], squeeze: float) -> list[tuple[float, float]]:
    """Return points on a plane of equal scale; of several at one spot, each steps a little to the east."""
    taken: set[tuple[float, float]] = set()
    found = []
    for place in places:
        x, y = (place.longitude or 0.0) * squeeze, place.latitude or 0.0
        while (round(x, 4), round(y, 4)) in taken:
            x += 0.0005
        taken.add((round(x, 4), round(y, 4)))
        found.append((x, y))
    return found


def _radius(points: Sequence[tuple[float, float]]) -> float:
    if len(points) < 2:
        return _ALONE
    nearest = [
        min(math.dist(point, other) for place, other in enumerate(points) if place != index)
        for index, point in enumerate(points)
    ]
    return statistics.median(nearest) * _REACH
