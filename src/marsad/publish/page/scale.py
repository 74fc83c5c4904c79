"""A scale for numbers from a handful to hundreds of thousands: logarithmic, with round ticks."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from marsad.publish import words
from marsad.publish.page.desk import Tick

_ROOM = 96.0
"""Percent of the width that the scale uses; the rest keeps the last dot clear of the edge."""
_LEFT = 2.0


@dataclass(frozen=True, slots=True)
class Scale:
    """A logarithmic scale from 1 to `top`, in percent of the width."""

    top: float

    def at(self, value: float) -> float:
        """Return where a number stands; less than one stands at the left end."""
        share = math.log10(max(value, 1.0)) / math.log10(self.top)
        return round(_LEFT + min(share, 1.0) * _ROOM, 3)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """Return the powers of ten up to the top."""
        powers = range(int(math.log10(self.top)) + 1)
        return tuple(Tick(self.at(10**power), words.number(10**power)) for power in powers)


def over(values: Iterable[float | None]) -> Scale:
    """Return the scale that holds the values."""
    most = max((value for value in values if value is not None), default=10.0)
    return Scale(max(10.0, most * 1.15))


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """One figure on a scale: from `low` to `high` with a dot at each end, or one dot; in percent.

    An open end has an arrow: `more` points up from the lowest number, `less` down from the highest.
    """

    low: float
    high: float
    more: bool
    less: bool


def ranged(scale: Scale, low: float | None, high: float | None) -> Range | None:
    """Return a figure on the scale, or None where it has no number."""
    ends = [value for value in (low, high) if value is not None]
    if not ends:
        return None
    return Range(low=scale.at(ends[0]), high=scale.at(ends[-1]), more=high is None, less=low is None)
