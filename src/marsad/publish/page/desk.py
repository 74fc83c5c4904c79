"""What every section of the page needs: the days of the axis, the colour of a side, the way to the sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from marsad.publish import words
from marsad.publish.lookup import Lookup

NO_SIDE = "sx"
_TICKS = 6


@dataclass(frozen=True, slots=True)
class Cite:
    """The way from an item to the sentences it rests on: the numbers and anchors of its claims."""

    claims: tuple[tuple[int, str], ...]

    def __len__(self) -> int:
        """Return how many sentences there are."""
        return len(self.claims)

    @property
    def ids(self) -> str:
        """Return the anchors of the claims, separated by spaces."""
        return " ".join(anchor for _, anchor in self.claims)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the axis of days: where it stands in percent, and its words."""

    x: float
    words: str


@dataclass(frozen=True, slots=True)
class Axis:
    """The days that the figures show, `first` to `last`, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Return how many days the axis spans."""
        return (self.last - self.first).days + 1

    def left(self, day: date) -> float:
        """Return where a day begins, in percent of the axis."""
        return _percent((min(max(day, self.first), self.last + timedelta(1)) - self.first).days, self.days)

    def middle(self, day: date) -> float:
        """Return where noon of a day stands, in percent of the axis."""
        return _percent((min(max(day, self.first), self.last) - self.first).days + 0.5, self.days)

    def width(self, first: date, last: date) -> float:
        """Return how wide the interval is, both days included, in percent of the axis."""
        return round(self.left(last + timedelta(1)) - self.left(first), 3)

    def covers(self, day: date) -> bool:
        """Return whether the day is on the axis."""
        return self.first <= day <= self.last

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """Return some five evenly spaced days to write under the axis."""
        step = next((size for size in _steps() if self.days / size <= _TICKS), self.days)
        marks = (self.first + timedelta(count) for count in range(0, self.days, step))
        return tuple(
            Tick(self.left(day), words.short_day(day) if self.days < _YEARS else f"{words.month(day.month)} {day.year}")
            for day in marks
        )


_YEARS = 500


def _steps() -> Iterable[int]:
    return (1, 2, 3, 5, 7, 14, 30, 61, 91, 182, 365, 730, 1826, 3652)


def _percent(part: float, whole: float) -> float:
    return round(100 * part / whole, 3)


class Desk:
    """An edition's lookup with the choices that all figures share."""

    def __init__(self, look: Lookup) -> None:
        """Take the indexes of the edition."""
        self.look = look
        self.picture = look.edition.picture
        self.pack = look.edition.reference.pack

    @cached_property
    def axis(self) -> Axis:
        """Return the days from the first report (or the pack's first day) to the picture's day."""
        last = self.picture.day
        published = [report.published for report in self.look.edition.reports if report.published]
        known = [item.first for item in self.look.history]
        first = self.pack.days.first or min(published, default=None) or min(known, default=last)
        return Axis(min(first, last), last)

    def paint(self, party: str, day: date | None = None) -> str:
        """Return the class that colours a party's side, or that of no side."""
        side = self.look.side_of(party, day)
        order = list(self.look.sides)
        return f"s{order.index(side)}" if side in self.look.sides else NO_SIDE

    def cite(self, *groups: Iterable[str]) -> Cite:
        """Return the way to the sentences of the claims; ids that the edition lacks are left out."""
        numbers = self.look.number
        wanted = {claim for group in groups for claim in group if claim in numbers}
        return Cite(tuple(sorted((numbers[claim], anchor(claim)) for claim in wanted)))


def anchor(claim: str) -> str:
    """Return the id of a claim's place in the list of sentences."""
    return f"c-{slug(claim)}"


def slug(text: str) -> str:
    """Return text as an id of HTML: ids of places may hold colons, dots and spaces."""
    return "".join(letter if letter.isascii() and letter.isalnum() else f"-{ord(letter):x}-" if letter not in "-_" else letter
                   for letter in text)  # fmt: skip
