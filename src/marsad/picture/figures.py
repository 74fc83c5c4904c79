"""Figures as they were known on a day: what was published later is taken out again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from marsad.model.event import Figure
from marsad.picture.heard import Heard


def as_known(figure: Figure, known: Mapping[str, Heard]) -> Figure | None:
    """Return the figure that the known claims give by the figure's own rule, or None where none is known.

    The latest number of each origin counts, as it does where the figure was made.
    """
    if all(claim in known for claim in figure.claims):
        return figure
    latest: dict[str, Heard] = {}
    told = [known[claim] for claim in (*figure.claims, *figure.superseded) if claim in known]
    for item in told:
        before = latest.get(item.origin)
        if before is None or _recency(item) > _recency(before):
            latest[item.origin] = item
    if not latest:
        return None
    current = list(latest.values())
    lows = [low for item in current if (low := _low(item)) is not None]
    ends = [end for item in current for end in (_low(item), _high(item)) if end is not None]
    points = [point for item in current if (point := _point(item)) is not None]
    # The first claim of an origin that the figure names stands for how well the origin is placed.
    best = min(points) if figure.rule == "conservative" else points[0]
    kept = tuple(item.id for item in current)
    return replace(
        figure,
        low=min(lows, default=None),
        best=best,
        high=max(ends, default=None),
        claims=kept,
        superseded=tuple(item.id for item in told if item.id not in kept),
        parts=tuple(claim for claim in figure.parts if claim in known),
    )


def _recency(item: Heard) -> tuple[date, float, str]:
    return (item.published or date.min, _point(item) or 0.0, item.id)


def _low(item: Heard) -> float | None:
    return item.claim.count.low if item.claim.count else None


def _high(item: Heard) -> float | None:
    return item.claim.count.high if item.claim.count else None


def _point(item: Heard) -> float | None:
    low = _low(item)
    return low if low is not None else _high(item)
