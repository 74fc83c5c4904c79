"""The timeline: events grouped by day, the best corroborated of a day first, and a chart of their numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from marsad.model.event import Event, Figure
from marsad.publish import words
from marsad.publish.page.desk import Cite, Desk, slug
from marsad.publish.page.phrases import FAMILIES, in_words, tell

LEADING = 5
"""Events of a day that stand in the open; the others are one click away."""
_BIGGEST_DOT = 8.5
_LONG_DAYS = 7
_WHOLE = {"all", "whole", "entire", "full", "rest", "nearly", "almost"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One event in words."""

    anchor: str
    family: str
    family_name: str
    text: str
    span: str
    figures: str
    support: str
    denied: bool
    dispute: str
    sides: str
    cite: Cite
    weight: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The events of one day, or of what lies before the axis, or of no known day."""

    anchor: str
    heading: str
    day: str
    items: tuple[Item, ...]

    @property
    def leading(self) -> tuple[Item, ...]:
        """Return the items that stand in the open."""
        return self.items[:LEADING]

    @property
    def others(self) -> tuple[Item, ...]:
        """Return the items that are one click away."""
        return self.items[LEADING:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """How many events of a family fell on a day; `x` in percent, `r` in pixels."""

    x: float
    r: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """The events of one family over the days."""

    family: str
    name: str
    total: int
    dots: tuple[Dot, ...]


def groups(desk: Desk) -> tuple[Group, ...]:
    """Return the events by day: first what lies before the axis, then day by day, then the undated."""
    events = desk.picture.events or desk.look.edition.reconciled.events
    ordered = sorted(events, key=lambda event: (_bucket(desk, event), event.id))
    made = []
    for (order, first), members in groupby(ordered, key=lambda event: _bucket(desk, event)):
        items = sorted((event_item(desk, event) for event in members), key=_by_weight)
        heading, day = _heading(desk, order, first)
        made.append(Group(anchor=f"d-{day or order}", heading=heading, day=day, items=tuple(items)))
    return tuple(made)


def _by_weight(item: Item) -> tuple[int, int, int, str, str]:
    rank = list(FAMILIES).index(item.family) if item.family in FAMILIES else len(FAMILIES)
    return (-item.weight[0], -item.weight[1], rank, item.text, item.anchor)


def _bucket(desk: Desk, event: Event) -> tuple[int, date]:
    first, last = (event.when.first, event.when.last) if event.when else (None, None)
    if first is None:
        return (2, last or date.max) if last is None else (1, max(last, desk.axis.first))
    if first < desk.axis.first:
        return (0, date.min) if (last or first) < desk.axis.first else (1, desk.axis.first)
    return (1, min(first, desk.axis.last))


def _heading(desk: Desk, order: int, first: date) -> tuple[str, str]:
    if order == 0:
        return f"Before {words.day(desk.axis.first)}", ""
    if order == 1:
        return words.day(first), first.isoformat()
    return "No day known", ""


def event_item(desk: Desk, event: Event) -> Item:
    """Return one event in words."""
    look = desk.look
    family = event.kind.split(".")[0]
    who = words.join([look.party_in_text(party) for party in event.who], 3)
    whom = words.join([look.party_in_text(party) for party in event.whom], 3)
    origins, reports = event.origins, event.reports
    return Item(
        anchor=f"e-{slug(event.id)}", family=family, family_name=FAMILIES.get(family, family),
        text=tell(event.kind, who=who, whom=whom, where=_where(desk, event), whence=_whence(desk, event)),
        span=_span(desk, event), figures="; ".join(figure_words(item) for item in event.figures if item.unit != "things"),
        support=f"{words.many(reports, 'report')}, {words.many(origins, 'origin')}" if origins else "",
        denied=bool(event.claims) and set(event.claims) <= set(event.against),
        dispute="; ".join(in_words(item.words) for item in event.disputes if item.state == "open"),
        sides=" ".join(sorted({side for party in (*event.who, *event.whom) if (side := look.side_of(party))})),
        cite=desk.cite(event.claims, event.against), weight=(origins, reports),
    )  # fmt: skip


def _where(desk: Desk, event: Event) -> str:
    """Return the place; for a move that keeps only its origin there is no destination to name."""
    name = desk.look.place_name(event.place, event.place_text)
    if event.kind == "control.change" and event.place and _is_of_parts(desk, event):
        name = f"part of {name}"
    return "" if name and name == _whence(desk, event) else name


def _is_of_parts(desk: Desk, event: Event) -> bool:
    """Return whether every claim of an event is of a part or a share of its place."""
    claims = [desk.look.claims[name] for name in event.claims if name in desk.look.claims and name not in event.against]
    wheres = [(claim.where, claim.count) for claim in claims if claim.where and claim.where.place == event.place]
    return bool(wheres) and all(
        (where.part and not _WHOLE & set(where.part.lower().split()))
        or (count is not None and count.unit in ("share", "places"))
        for where, count in wheres
    )


def _whence(desk: Desk, event: Event) -> str:
    """Return where a move set out from, as its first claim has it; events keep the destination only."""
    for claim in sorted(event.claims):
        found = desk.look.claims.get(claim)
        if found and found.whence:
            return desk.look.place_name(found.whence.place, found.whence.text)
    return ""


def _span(desk: Desk, event: Event) -> str:
    """Return the days in words where it is more than the day of the group."""
    when = event.when
    if when is None or when.first is None or when.first == when.last:
        return ""
    text = words.span(when.first, when.last, desk.axis.last)
    if (when.days or 0) < _LONG_DAYS:
        return text
    return f"some time {'' if '–' in text else 'in '}{text}"


def figure_words(item: Figure) -> str:
    """Return a figure in words: "12 killed", "5–12 killed, 8 by the rule best"."""
    unit = "" if item.unit in {"", "people"} else f" {words.unit(item.best or item.low, item.unit)}"
    if item.unit == "share":
        return f"a share of {words.count(item.low, item.high)}"
    bounds = words.count(item.low, item.high)
    if item.low != item.high and item.best is not None:
        return f"{words.number(item.best)}{unit} {item.measure} ({bounds})"
    return f"{bounds}{unit} {item.measure}"


def rhythms(desk: Desk) -> tuple[Rhythm, ...]:
    """Return for each family how many events fell on each day; an event of several days counts on its first."""
    events = desk.picture.events or desk.look.edition.reconciled.events
    counted: Counter[tuple[str, date]] = Counter()
    for event in events:
        if event.when and event.when.first and desk.axis.covers(event.when.first):
            counted[event.kind.split(".")[0], event.when.first] += 1
    most = max(counted.values(), default=1)
    return tuple(
        Rhythm(family=family, name=name, total=_total(counted, family), dots=_dots(desk, counted, family, most))
        for family, name in FAMILIES.items()
        if _total(counted, family)
    )


def _total(counted: Counter[tuple[str, date]], family: str) -> int:
    return sum(count for (name, _), count in counted.items() if name == family)


def _dots(desk: Desk, counted: Counter[tuple[str, date]], family: str, most: int) -> tuple[Dot, ...]:
    """Return the dots; their area, not their width, tells the number."""
    return tuple(
        Dot(
            x=desk.axis.middle(day), r=round(max(1.6, _BIGGEST_DOT * (count / most) ** 0.5), 1),
            words=f"{words.day(day)}: {words.many(count, 'event')}",
        )
        for (name, day), count in sorted(counted.items())
        if name == family
    )  # fmt: skip


def total(found: Sequence[Group]) -> int:
    """Return how many events there are."""
    return sum(len(group.items) for group in found)
