"""When something happened: an interval that is never narrower than the words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Precision = Literal["day", "days", "week", "month", "season", "year", "unknown"]
Basis = Literal["stated", "relative", "publication", "anchor", "unresolved"]


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """First and last day on which it can have happened, both included.

    `basis` says what the days rest on: dates in the words ("stated"), words counted from the day of
    publication ("relative"), the day of publication itself ("publication"), another event
    ("anchor"), or nothing ("unresolved", with both days None: an undated report).
    `open_start` and `open_end` mark "until" and "since". `edtf` is ISO 8601-2, level 1.
    """

    first: date | None
    last: date | None
    precision: Precision
    basis: Basis
    text: str = ""
    start: int = -1
    end: int = -1
    open_start: bool = False
    open_end: bool = False

    @property
    def edtf(self) -> str:
        """Return the interval in Extended Date/Time Format."""
        if self.first is None and self.last is None:
            return ""
        first = _edtf_day(self.first, self.open_start)
        last = _edtf_day(self.last, self.open_end)
        return first if first == last else f"{first}/{last}"

    @property
    def days(self) -> int | None:
        """Return how many days the interval spans, or None where an end is not known."""
        if self.first is None or self.last is None:
            return None
        return (self.last - self.first).days + 1


def _edtf_day(day: date | None, is_open: bool) -> str:
    if is_open:
        return ".."
    return day.isoformat() if day else ""


def on(day: date, text: str = "") -> When:
    """Return the interval of one stated day."""
    return When(first=day, last=day, precision="day", basis="stated", text=text)
