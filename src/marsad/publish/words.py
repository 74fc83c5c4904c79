"""Dates, numbers and lists in English words; no locale, so that the bytes are the same everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_LONGEST_ABBREVIATION = 5


def month(number: int) -> str:
    """Return the short name of a month; June and July stay whole, September takes four letters."""
    name = MONTHS[number - 1]
    return name if len(name) < _LONGEST_ABBREVIATION else ("Sept" if name == "September" else name[:3])


def day(value: date | None, *, year: bool = True) -> str:
    """Return "22 December 2016", or "" for no day."""
    if value is None:
        return ""
    words = f"{value.day} {MONTHS[value.month - 1]}"
    return f"{words} {value.year}" if year else words


def short_day(value: date | None) -> str:
    """Return "22 Dec"."""
    return f"{value.day} {month(value.month)}" if value else ""


def span(first: date | None, last: date | None, of: date | None = None) -> str:
    """Return an interval in few words, with the year where it is not that of `of`."""
    if first is None and last is None:
        return ""
    if first is None:
        return f"until {_dated(last, of)}"
    if last is None:
        return f"since {_dated(first, of)}"
    if first == last:
        return _dated(first, of)
    if whole := _whole(first, last):
        return whole
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_dated(last, of)}"
    if first.year == last.year:
        return f"{short_day(first)} – {_dated(last, of)}"
    return f"{_dated(first, of, always=True)} – {_dated(last, of, always=True)}"


def _whole(first: date, last: date) -> str:
    """Return "2012" or "July 2016" where the interval is just that."""
    following = last + timedelta(days=1)
    if (first.day, following.day) != (1, 1):
        return ""
    if (first.month, following.month, following.year - first.year) == (1, 1, 1):
        return str(first.year)
    is_month = (first.year, first.month) == (last.year, last.month)
    return f"{MONTHS[first.month - 1]} {first.year}" if is_month else ""


def _dated(value: date | None, of: date | None, *, always: bool = False) -> str:
    if value is None:
        return ""
    same = of is not None and of.year == value.year and not always
    return short_day(value) if same else f"{short_day(value)} {value.year}"


def number(value: float | None) -> str:
    """Return 1,234 or 0.33, and "" for None."""
    if value is None:
        return ""
    if float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:.2f}".rstrip("0").rstrip(".")


def count(low: float | None, high: float | None) -> str:
    """Return a number with its bounds: "24–99", "20 or more", "up to 500"."""
    if low is None and high is None:
        return "not counted"
    if high is None:
        return f"{number(low)} or more"
    if low is None:
        return f"up to {number(high)}"
    return number(low) if low == high else f"{number(low)}–{number(high)}"


_VAGUE = {
    (24, 99): "dozens", (100, 999): "hundreds", (1000, 9999): "thousands", (10_000, 99_999): "tens of thousands",
    (100_000, 999_999): "hundreds of thousands", (1_000_000, 9_999_999): "millions",
}  # fmt: skip


def counted(low: float | None, high: float | None, noun: str) -> str:
    """Return a number of people in running text: "400–600 people", and "millions of people" where no more was said."""
    vague = _VAGUE.get((int(low), int(high))) if low is not None and high is not None else None
    return f"{vague} of {noun}" if vague else f"{count(low, high)} {noun}"


def percent(low: float, high: float) -> str:
    """Return a share, given from 0 to 1, as a range in per cent."""
    ends = [f"{100 * end:.0f}" for end in (low, high)]
    return f"{'–'.join(dict.fromkeys(ends))} per cent"


def unit(value: float | None, noun: str) -> str:
    """Return a unit in the number that the value asks for: "1 civilian", "2 civilians"."""
    return noun[:-1] if value == 1 and noun.endswith("s") else noun


def many(value: int, noun: str, plural: str = "") -> str:
    """Return "1 place", "48 places"."""
    return f"{number(value)} {noun if value == 1 else plural or noun + 's'}"


def spelled(value: int) -> str:
    """Return a small number in letters, as running text has it."""
    return _SMALL[value] if 0 <= value < len(_SMALL) else number(value)


def join(names: Sequence[str], limit: int = 4, last: str = "and") -> str:
    """Return "a, b and c"; past the limit "a, b, c and 5 more"."""
    kept = [name for name in names if name]
    if len(kept) > limit:
        kept = [*kept[: limit - 1], f"{len(kept) - limit + 1} more"]
    if len(kept) < 2:
        return "".join(kept)
    return f"{', '.join(kept[:-1])} {last} {kept[-1]}"


def is_plural(name: str) -> bool:
    """Return whether a group's name takes a plural verb ("forces hold", "Opposition holds")."""
    last = name.rsplit(maxsplit=1)[-1].lower() if name.split() else ""
    return " and " in name or (last.endswith("s") and not last.endswith(("ss", "us", "is")))


def sentence_case(text: str) -> str:
    """Return the text with a capital at its head and the rest as it was."""
    return text[:1].upper() + text[1:]
