"""Time words of one sentence that belong together: intervals over neighbours, and what has been so since an event."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from marsad.model.when import When

SINCE_EVENT = re.compile(
    r"\b(?:ever )?since\s+(?:[\w'’-]+\s+){1,8}?(?:\w+ed|began|broke\s+out|came|took|fell|went|was|were)\b[^,;.]{0,60}$"
)


def since_event(text: str, found: Sequence[When], published: date | None) -> Iterator[When]:
    """Yield what "since the war began in May" says of the verb above it; the day within dates what is said to have begun."""
    for when in found:
        match = SINCE_EVENT.search(text[: when.start])
        if match and published and when.first and when.first <= published:
            yield replace(
                when, text=text[match.start() : when.end], start=match.start(), last=published, precision="days"
            )


def month_span(year: int, month: int) -> tuple[date, date]:
    """Return the first and the last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def joined(text: str, found: list[When]) -> list[When]:
    """Join "between Monday and Wednesday", "from X to Y", and neighbouring days or months, into one interval."""
    whole: list[When] = []
    for when in found:
        previous = whole[-1] if whole else None
        gap = text[previous.end : when.start].strip().lower() if previous else ""
        opening = text[: previous.start].rstrip().lower()[-8:] if previous else ""
        ranged = (gap in ("to", "until", "through", "-", "–") and opening.endswith("from")) or (
            gap in ("and", "and the") and opening.endswith("between")
        )
        if previous and gap == "and" and (both := _neighbours(previous, when)):
            whole[-1] = replace(both, text=text[previous.start : when.end])
        elif previous and ranged and previous.first and when.last and previous.first <= when.last:
            whole[-1] = replace(
                previous, last=when.last, end=when.end, precision="days", text=text[previous.start : when.end]
            )
        elif previous and gap in ("", ",") and previous.precision == "day" == when.precision and when.basis == "stated":
            whole[-1] = replace(when, start=previous.start, text=text[previous.start : when.end])
        else:
            whole.append(when)
    return whole


def _neighbours(previous: When, when: When) -> When | None:
    """Return "Saturday and Sunday" or "May and June 2000" as one interval, or None."""
    if previous.first is None or previous.last is None or when.first is None or when.last is None:
        return None
    if previous.precision != when.precision or when.precision not in ("day", "month"):
        return None
    years = when.first.year - previous.first.year if when.precision == "month" and re.search(r"\d", when.text) else 0
    first = previous.first.replace(year=previous.first.year + years)
    last = month_span(first.year, first.month)[1] if when.precision == "month" else first
    if (when.first - last).days != 1:
        return None
    return replace(previous, first=first, last=when.last, end=when.end, precision="days")
