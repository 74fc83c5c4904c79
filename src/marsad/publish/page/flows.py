"""People displaced: rival figures of one movement side by side, flows and stocks never added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from marsad.model.picture import Movement
from marsad.publish import words
from marsad.publish.page.desk import Cite, Desk, Tick, slug
from marsad.publish.page.scale import Range, Scale, over, ranged

_UNITS_OF_PEOPLE = frozenset({"", "people", "civilians", "fighters", "persons"})
MEASURES: tuple[tuple[str, str, str], ...] = (
    ("flow", "Who left, and for where", "People who moved in the days named. Each line is one origin's figure."),
    ("return", "Who went back", "People who are said to have returned."),
    ("trapped", "Who could not leave", "People said to be trapped or under siege on a day: a stock, not a movement."),
    ("stock", "Who was displaced where", "People said to be living somewhere as displaced on a day: a stock."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One origin's figure of a movement."""

    anchor: str
    said_by: str
    paint: str
    amount: str
    span: str
    derived: bool
    range: Range | None
    parts: int
    cite: Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One movement, from and to, with every figure that somebody gives for it."""

    whence: str
    where: str
    measure: str
    span: str
    rivals: bool
    figures: tuple[Figure, ...]

    @property
    def heading(self) -> str:
        """Return the movement in words; an arrow joins the two ends that are known."""
        if self.whence and self.where:
            return words.sentence_case(f"{self.whence} → {self.where}")
        if self.whence:
            return f"From {self.whence}"
        moved = self.measure in {"flow", "return"}
        return f"To {self.where}" if self.where and moved else words.sentence_case(self.where) or "Place not said"


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """The routes of one measure."""

    measure: str
    title: str
    note: str
    routes: tuple[Route, ...]
    uncounted: tuple[Route, ...]
    ticks: tuple[Tick, ...]


def panels(desk: Desk) -> tuple[Panel, ...]:
    """Return a panel for each measure that has a figure; all share one scale."""
    movements = desk.picture.movements
    scale = over(value for item in movements if item.unit in _UNITS_OF_PEOPLE for value in (item.low, item.high))
    made = []
    for measure, title, note in MEASURES:
        routes = [
            _route(desk, group, scale) for group in _rivals([item for item in movements if item.measure == measure])
        ]
        if routes:
            counted = [route for route in routes if any(figure.amount for figure in route.figures)]
            silent = [route for route in routes if route not in counted]
            panel = Panel(
                measure=measure,
                title=title,
                note=note,
                routes=tuple(counted),
                uncounted=tuple(silent),
                ticks=scale.ticks,
            )
            made.append(panel)
    return tuple(made)


def _rivals(movements: Sequence[Movement]) -> list[list[Movement]]:
    """Group figures of the same people: those that name each other as rivals, and those of one route and day."""
    group_of: dict[str, int] = {}
    grouped: dict[int, list[Movement]] = {}
    by_key: dict[tuple[object, ...], int] = {}
    for number, item in enumerate(sorted(movements, key=_order)):
        key = (item.whence or item.whence_text, item.where or item.where_text, item.first, item.last)
        known = [group_of[other] for other in item.rival_of if other in group_of]
        known += [by_key[key]] if item.first and key in by_key else []
        target = known[0] if known else number
        by_key.setdefault(key, target)
        group_of[item.id] = target
        grouped.setdefault(target, []).append(item)
    return list(grouped.values())


def _order(item: Movement) -> tuple[str, str, str, str, float, str]:
    first = str(item.first or item.last or "9999")
    return (first, item.whence, item.where, item.unit, -(item.high or item.low or 0.0), item.id)


def _route(desk: Desk, group: Sequence[Movement], scale: Scale) -> Route:
    look, lead = desk.look, group[0]
    figures = tuple(_figure(desk, item, scale) for item in group)
    return Route(
        whence=look.place_name(lead.whence, lead.whence_text), where=look.place_name(lead.where, lead.where_text),
        measure=lead.measure, span=words.span(_first(group), _last(group), desk.axis.last),
        rivals=len({item.said_by for item in group}) > 1 and len({(item.low, item.high) for item in group}) > 1,
        figures=figures,
    )  # fmt: skip


def _first(group: Iterable[Movement]) -> date | None:
    return min((item.first for item in group if item.first), default=None)


def _last(group: Iterable[Movement]) -> date | None:
    return max((item.last for item in group if item.last), default=None)


def _figure(desk: Desk, item: Movement, scale: Scale) -> Figure:
    people = item.unit in _UNITS_OF_PEOPLE
    unit = "" if item.unit in {"", "people", "share"} else f" {words.unit(item.high or item.low, item.unit)}"
    counted = item.low is not None or item.high is not None
    source = desk.look.source(item.said_by)
    return Figure(
        anchor=f"m-{slug(item.id)}", said_by=desk.look.said_by(item.said_by, item.claims) or "Speaker not known",
        paint=desk.paint(source.side if source else ""),
        amount=_amount(item) + unit if counted else "", span=words.span(item.first, item.last, desk.axis.last),
        derived=item.derived, range=ranged(scale, item.low, item.high) if people else None,
        parts=len(item.parts), cite=desk.cite(item.claims),
    )  # fmt: skip


def _amount(item: Movement) -> str:
    if item.unit != "share":
        return words.count(item.low, item.high)
    bounds = [None if value is None else round(100 * value) for value in (item.low, item.high)]
    return words.count(*bounds) + " per cent"
