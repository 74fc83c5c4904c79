"""The map's frame: which places it shows, and where a degree falls on the paper."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from marsad.model.where import Place

WIDTH = 720.0
_TALLEST, _FLATTEST = 760.0, 420.0
_MARGIN = 44.0
_KM_PER_DEGREE = 111.2
_FAR = 2.6
"""Places further from the middle than this many times the median distance are listed beside the map."""
_LEAST_KM = 1.5
_NICE = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_WINDS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")


@dataclass(frozen=True, slots=True)
class Frame:
    """A local projection: equal scale both ways at the middle latitude, in units of the drawing."""

    west: float
    north: float
    east_scale: float
    scale: float
    left: float
    top: float
    height: float

    def at(self, place: Place) -> tuple[float, float]:
        """Return where a place with coordinates falls."""
        return self.point(place.longitude or 0.0, place.latitude or 0.0)

    def point(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return where a point falls."""
        x = self.left + (longitude - self.west) * self.east_scale
        y = self.top + (self.north - latitude) * self.scale
        return (round(x, 2), round(y, 2))

    def km(self) -> tuple[float, float]:
        """Return a round length in kilometres for the scale bar, and how long it is drawn."""
        per_km = self.scale / _KM_PER_DEGREE
        length = max((item for item in _NICE if item * per_km <= WIDTH / 5), default=_NICE[0])
        return length, round(length * per_km, 1)


def located(places: Iterable[Place | None]) -> list[Place]:
    """Return the places that have coordinates."""
    return [item for item in places if item and item.latitude is not None and item.longitude is not None]


def distance(one: Place, other: Place) -> float:
    """Return about how many kilometres lie between two places that have coordinates."""
    north, east = _offset(one, other)
    return math.hypot(north, east)


def bearing(one: Place, other: Place) -> str:
    """Return in which of eight directions the other place lies."""
    north, east = _offset(one, other)
    return _WINDS[round(math.degrees(math.atan2(east, north)) / 45) % 8]


def _offset(one: Place, other: Place) -> tuple[float, float]:
    lat, lon = one.latitude or 0.0, one.longitude or 0.0
    north = ((other.latitude or 0.0) - lat) * _KM_PER_DEGREE
    east = ((other.longitude or 0.0) - lon) * _KM_PER_DEGREE * math.cos(math.radians(lat))
    return north, east


def middle(places: Sequence[Place]) -> Place:
    """Return the place nearest to the median of all."""
    lat = statistics.median(item.latitude or 0.0 for item in places)
    lon = statistics.median(item.longitude or 0.0 for item in places)
    at = Place(id="", name="", kind="", latitude=lat, longitude=lon)
    return min(places, key=lambda item: (distance(at, item), item.id))


def near(places: Sequence[Place]) -> list[Place]:
    """Return the places of the main cluster, which the map shows; a far town would shrink the rest to dots."""
    centre = middle(places)
    typical = max(statistics.median(distance(centre, item) for item in places), _LEAST_KM)
    return [item for item in places if distance(centre, item) <= _FAR * typical]


def fit(places: Sequence[Place]) -> Frame:
    """Return the frame that holds the places with a margin."""
    lats = [item.latitude or 0.0 for item in places]
    lons = [item.longitude or 0.0 for item in places]
    squeeze = math.cos(math.radians((min(lats) + max(lats)) / 2))
    high = max(max(lats) - min(lats), _LEAST_KM / _KM_PER_DEGREE)
    wide = max((max(lons) - min(lons)) * squeeze, _LEAST_KM / _KM_PER_DEGREE)
    scale = min((WIDTH - 2 * _MARGIN) / wide, (_TALLEST - 2 * _MARGIN) / high)
    height = max(min(high * scale + 2 * _MARGIN, _TALLEST), _FLATTEST)
    left = (WIDTH - (max(lons) - min(lons)) * squeeze * scale) / 2
    top = (height - (max(lats) - min(lats)) * scale) / 2
    return Frame(
        west=min(lons), north=max(lats), east_scale=scale * squeeze, scale=scale,
        left=left, top=top, height=round(height, 1),
    )  # fmt: skip
