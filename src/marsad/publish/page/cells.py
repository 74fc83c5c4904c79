"""Cells around points: each cell holds what lies nearer to its point than to any other, within a radius.

A schematic stand-in for outlines that no gazetteer has. Each cell is clipped by the bisectors to the points within
twice the radius. Points have to differ.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence

Point = tuple[float, float]
_CORNERS = 24


def cells(points: Sequence[Point], radius: float) -> list[list[Point]]:
    """Return a convex polygon for each point, none reaching further than `radius` from it."""
    ordered = sorted(points)
    found = []
    for point in points:
        polygon = _disc(point, radius)
        start = bisect_left(ordered, (point[0] - 2 * radius,))
        for neighbour in ordered[start : bisect_left(ordered, (point[0] + 2 * radius,))]:
            if neighbour != point and math.dist(point, neighbour) < 2 * radius:
                polygon = _nearer(polygon, point, neighbour)
        found.append(polygon)
    return found


def _disc(centre: Point, radius: float) -> list[Point]:
    turn = 2 * math.pi / _CORNERS
    return [
        (centre[0] + radius * math.cos(turn * corner), centre[1] + radius * math.sin(turn * corner))
        for corner in range(_CORNERS)
    ]


def _nearer(polygon: list[Point], point: Point, other: Point) -> list[Point]:
    """Cut away what lies nearer to `other` (Sutherland and Hodgman's clip by one line)."""
    middle = ((point[0] + other[0]) / 2, (point[1] + other[1]) / 2)
    normal = (other[0] - point[0], other[1] - point[1])

    def beyond(corner: Point) -> float:
        return (corner[0] - middle[0]) * normal[0] + (corner[1] - middle[1]) * normal[1]

    kept: list[Point] = []
    for index, corner in enumerate(polygon):
        before = polygon[index - 1]
        here, there = beyond(corner), beyond(before)
        if (here > 0) != (there > 0):
            share = there / (there - here)
            kept.append((before[0] + share * (corner[0] - before[0]), before[1] + share * (corner[1] - before[1])))
        if here <= 0:
            kept.append(corner)
    return kept


def shrink(polygon: Sequence[Point], by: float) -> list[Point]:
    """Return a convex polygon drawn in by `by` units towards its middle, for an outline inside its edge."""
    if not polygon:
        return []
    x = sum(corner[0] for corner in polygon) / len(polygon)
    y = sum(corner[1] for corner in polygon) / len(polygon)
    found = []
    for corner in polygon:
        reach = math.dist(corner, (x, y)) or 1.0
        share = max(0.0, 1 - by / reach)
        found.append((x + share * (corner[0] - x), y + share * (corner[1] - y)))
    return found


def path(polygon: Sequence[Point]) -> str:
    """Return a polygon as the path data of SVG."""
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in polygon) + "Z" if polygon else ""
