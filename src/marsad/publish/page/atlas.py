"""The schematic map: a cell a place, coloured by who holds it, with what is known only of the area around."""

from __future__ import annotations

import math
import statistics
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from marsad.model.where import Place
from marsad.publish.page import frame as framing
from marsad.publish.page.cells import cells, path, shrink
from marsad.publish.page.control import Bar, Row, places
from marsad.publish.page.desk import NO_SIDE, Cite, Desk
from marsad.publish.page.labels import Box, Label, Wanted, place
from marsad.reference.areas import on_day

_SPOT_KINDS = frozenset({"bridge", "hospital", "square", "road", "river", "mosque", "school", "crossing"})
_SMALL, _LARGE = 11.5, 21.0
_INSET = 5.0
_EYE = 0.7
"""Units of the drawing within which two corners of an outline look like one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One place on the map, in units of the drawing.

    `told` is false where nobody ever speaks of the place itself. What is then known of the area around it is
    drawn `pale`, as it is on days on which nobody speaks of a place; `around` are the ids of those areas, nearest
    first. A `spot`
    is a thing within a place (a bridge) and is drawn as a small dot.
    """

    place: str
    name: str
    x: float
    y: float
    outline: str
    inner: str
    paint: str
    state: str
    words: str
    told: bool
    spot: bool
    pale: bool
    around: str
    besieged: bool
    cite: Cite
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """An outline that somebody else drew, in units of the drawing, with its holder's colour and its source."""

    outline: str
    paint: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Beyond:
    """A place too far away for the frame: how far, and in which direction."""

    row: Row
    km: int
    wind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """The map with its two sets of labels: many small ones for a wide page, few large ones for a phone."""

    width: float
    height: float
    cells: tuple[Cell, ...]
    drawn: tuple[Drawn, ...]
    small: tuple[Label, ...]
    large: tuple[Label, ...]
    small_size: float
    large_size: float
    km: float
    bar: float
    beyond: tuple[Beyond, ...]
    areas: tuple[Row, ...]
    unplaced: tuple[Row, ...]


def draw(desk: Desk, rows: Sequence[Row]) -> Map | None:
    """Return the map, or None where no place has coordinates."""
    own = {row.place: row for row in places(rows)}
    known = framing.located(desk.look.place(name) for name in own)
    if not known:
        return None
    shown = framing.near(known)
    frame = framing.fit(shown)
    spots = [item for item in shown if item.kind in _SPOT_KINDS]
    told = [item for item in shown if item.kind not in _SPOT_KINDS] or spots
    around = _untold(desk, {row.place for row in rows if row.wide or row.named}, told, frame)
    sites = _apart([*told, *around], frame)
    radius = _radius([point for _, point in sites])
    outlines = cells([point for _, point in sites], radius)
    made = [_cell(desk, item, point, outline, rows) for (item, point), outline in zip(sites, outlines, strict=True)]
    drawn = {cell.place for cell in made}
    made += [_spot(item, frame.at(item), own[item.id]) for item in shown if item.id not in drawn]
    km, bar = frame.km()
    centre = framing.middle(shown)
    far = [item for item in known if item not in shown]
    return Map(
        width=framing.WIDTH, height=frame.height, cells=tuple(made), drawn=_drawn(desk, frame), km=km, bar=bar,
        small=_labels(made, _SMALL, frame), large=_labels(made, _LARGE, frame),
        small_size=_SMALL, large_size=_LARGE,
        beyond=tuple(_beyond(own[item.id], centre, item) for item in far),
        areas=tuple(row for row in rows if row.wide),
        unplaced=tuple(row for name, row in own.items() if name not in {item.id for item in known}),
    )  # fmt: skip


def _untold(desk: Desk, drawn: Collection[str], told: Sequence[Place], frame: framing.Frame) -> list[Place]:
    """Return the pack's other places of the same kinds that lie in the frame: where no report speaks of them.

    Without them the cells of the known places would spread over ground that nobody spoke of.
    """
    kinds = {item.kind for item in told if item.kind in {"neighbourhood", "district", "village", "town", "quarter"}}
    gazetteer = desk.look.edition.reference.places
    parents = {parent for item in told for parent in gazetteer.ancestors(item.id)}
    others = [
        item
        for item in gazetteer.own.values()
        if item.id not in drawn and item.id not in parents and item.kind in kinds
    ]
    inside = [item for item in framing.located(others) if _is_inside(frame.at(item), frame)]
    return sorted(inside, key=lambda item: item.id)


def _drawn(desk: Desk, frame: framing.Frame) -> tuple[Drawn, ...]:
    """Return the imported areas of the picture's day; points closer than the eye parts are left out."""
    found = []
    for area in on_day(desk.look.edition.reference.areas, desk.picture.day):
        rings = [_thinned([frame.point(*corner) for corner in ring]) for polygon in area.polygons for ring in polygon]
        holder = desk.look.party_name(area.holder) or area.holder
        named = f"{area.name}: " if area.name else ""
        found.append(
            Drawn(
                outline="".join(path(ring) for ring in rings if len(ring) > 2 and _touches(ring, frame)),
                paint=desk.paint(area.holder), words=f"{named}held by {holder}, as drawn by {area.source}",
            )
        )  # fmt: skip
    return tuple(item for item in found if item.outline)


def _thinned(ring: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    kept: list[tuple[float, float]] = []
    for corner in ring:
        if not kept or math.dist(kept[-1], corner) >= _EYE:
            kept.append(corner)
    return kept


def _touches(ring: Sequence[tuple[float, float]], frame: framing.Frame) -> bool:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return max(xs) >= 0 and min(xs) <= framing.WIDTH and max(ys) >= 0 and min(ys) <= frame.height


def _is_inside(point: tuple[float, float], frame: framing.Frame) -> bool:
    return 0 <= point[0] <= framing.WIDTH and 0 <= point[1] <= frame.height


def _apart(places: Sequence[Place], frame: framing.Frame) -> list[tuple[Place, tuple[float, float]]]:
    """Return places with their points; of two at one point the first keeps it and the other steps aside."""
    taken: set[tuple[float, float]] = set()
    found = []
    for item in places:
        x, y = frame.at(item)
        while (round(x), round(y)) in taken:
            x += 9.0
        taken.add((round(x), round(y)))
        found.append((item, (x, y)))
    return found


def _radius(points: list[tuple[float, float]]) -> float:
    """Return how far a cell may reach: some two thirds more than the usual distance to the next point."""
    if len(points) < 2:
        return 60.0
    nearest = [
        min(math.dist(point, other) for other in points[:index] + points[index + 1 :])
        for index, point in enumerate(points)
    ]
    return min(max(statistics.median(nearest) * 1.15, 16.0), 60.0)


def _cell(
    desk: Desk, item: Place, point: tuple[float, float], outline: list[tuple[float, float]], rows: Sequence[Row]
) -> Cell:  # fmt: skip
    row = next((row for row in rows if row.place == item.id), None)
    told = row is not None and row.named
    bar = row.now if row else None
    areas = _areas(desk, item, rows)
    around = next((area for area in areas if area.now and area.now.state == "held"), None) if bar is None else None
    shown = around.now if around else bar
    return Cell(
        place=item.id, name=item.name, x=round(point[0], 1), y=round(point[1], 1),
        outline=path(outline), inner=path(shrink(outline, _INSET)) if told else "",
        words=_words(item, bar, around, told=told), told=told, spot=False,
        pale=shown is not None and (around is not None or not told), around=" ".join(area.place for area in areas),
        paint=shown.paint if shown else NO_SIDE, state=_state(shown),
        besieged=bool(told and row and row.under_siege), cite=row.cite if row and told else Cite(()),
        anchor=row.anchor if row else "",
    )  # fmt: skip


def _words(item: Place, bar: Bar | None, around: Row | None, *, told: bool) -> str:
    if bar:
        return f"{item.name}: {bar.words}" if told else f"{item.name}: no claim of its own; {bar.words}"
    if around and around.now:
        return f"{item.name}: no claim of its own; {around.name} held by {around.now.holder}"
    return f"{item.name}: no claim"


def _areas(desk: Desk, item: Place, rows: Sequence[Row]) -> list[Row]:
    """Return the areas around a place that reports speak of, the nearest first; a country tells too little."""
    wide = {row.place: row for row in rows if row.wide}
    found = []
    for parent in desk.look.edition.reference.places.ancestors(item.id):
        area = desk.look.place(parent)
        if area and area.kind in {"country", "province", "division"}:
            break
        if parent in wide:
            found.append(wide[parent])
    return found


def _spot(item: Place, point: tuple[float, float], row: Row) -> Cell:
    bar = row.now
    return Cell(
        place=item.id, name=item.name, x=round(point[0], 1), y=round(point[1], 1), outline="", inner="",
        words=f"{row.name}: {bar.words if bar else 'not known'}", told=True, spot=True, pale=False, around="",
        paint=bar.paint if bar else NO_SIDE, state=_state(bar), besieged=False, cite=row.cite, anchor=row.anchor,
    )  # fmt: skip


def _state(bar: Bar | None) -> str:
    return bar.state if bar else "unknown"


def _labels(made: Sequence[Cell], size: float, frame: framing.Frame) -> tuple[Label, ...]:
    """Return the labels, the best attested places first; the corner of the scale bar stays free."""
    wanted = [
        Wanted(
            cell.place, cell.name, cell.x, cell.y, len(cell.cite) - (50 if cell.spot else 0), 7.0 if cell.spot else 0.0
        )
        for cell in made
        if cell.told
    ]
    corner: Box = (0, frame.height - 46, 190, frame.height)
    rings = [(cell.x - 4, cell.y - 4, cell.x + 4, cell.y + 4) for cell in made if cell.spot]
    return tuple(place(wanted, size, (4, 4, framing.WIDTH - 4, frame.height - 4), [corner, *rings]))


def _beyond(row: Row, centre: Place, item: Place) -> Beyond:
    return Beyond(row=row, km=round(framing.distance(centre, item)), wind=framing.bearing(centre, item))
