"""Time words to days, counted from the day of publication; rules of `docs/claims.md`, "Time"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from marsad.model.when import Basis, Precision, When
from marsad.read.intervals import SINCE_EVENT, joined, month_span, since_event
from marsad.read.quantity import number

_MONTHS = {name.lower(): index for index, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): index for index, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_DAYS = {name.lower(): index for index, name in enumerate(calendar.day_name)}
_MONTH = "|".join(sorted((*_MONTHS,), key=len, reverse=True))
_WEEKDAY = "|".join(_DAYS)
_COUNT = (
    r"\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a few|several|a couple of|couple of|few|a|an"
)
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
_VAGUE_COUNT = {"a few": 3, "few": 3, "several": 3, "a couple of": 2, "couple of": 2, "a": 1, "an": 1}
_UNIT_DAYS = {"hour": 1, "day": 1, "night": 1, "week": 7, "weekend": 7, "month": 30, "year": 365}


class Anchor(Protocol):
    """A named event that words may count from."""

    @property
    def words(self) -> Sequence[str]:
        """Return the phrases that name it."""

    @property
    def when(self) -> date:
        """Return its day."""


@dataclass(frozen=True, slots=True)
class _Context:
    published: date | None
    last: date | None
    anchors: tuple[Anchor, ...] = ()


Resolver = Callable[[re.Match[str], date], tuple[date, date, Precision] | None]


def _year_of_month(month: int, base: date) -> int:
    """Return the most recent year in which the month had begun."""
    return base.year if month <= base.month else base.year - 1


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _full_date(match: re.Match[str], base: date) -> tuple[date, date, Precision] | None:
    groups = match.groupdict()
    month = _MONTHS[groups["month"].lower().rstrip(".")]
    stated = groups.get("year")
    year = int(stated) if stated else _year_of_month(month, base)
    first = _make(year, month, int(groups["day"]))
    if first is None:
        return None
    if not stated and first > base + timedelta(days=1):
        first = _make(year - 1, month, int(groups["day"])) or first
    if groups.get("day2"):
        last = _make(first.year, month, int(groups["day2"]))
        if last and last > first:
            return first, last, "days"
    return first, first, "day"


def _range_over_months(match: re.Match[str], base: date) -> tuple[date, date, Precision] | None:
    groups = match.groupdict()
    second = _MONTHS[groups["month2"].lower()]
    year = int(groups["year"]) if groups["year"] else _year_of_month(second, base)
    last = _make(year, second, int(groups["day2"]))
    month = _MONTHS[groups["month"].lower()]
    first = _make(year if month <= second else year - 1, month, int(groups["day"]))
    return (first, last, "days") if first and last else None


def _iso(match: re.Match[str], _base: date) -> tuple[date, date, Precision] | None:
    day = _make(int(match["y"]), int(match["m"]), int(match["d"]))
    return (day, day, "day") if day else None


_PARTS = {"early": (1, 10), "mid": (11, 20), "mid-": (11, 20), "middle of": (11, 20), "late": (21, 31), "beginning of": (1, 10),
          "start of": (1, 10), "end of": (21, 31)}  # fmt: skip


def _month(match: re.Match[str], base: date) -> tuple[date, date, Precision] | None:
    month = _MONTHS[match["month"].lower()]
    stated = match.groupdict().get("year")
    modifier = (match.groupdict().get("which") or "").lower()
    year = int(stated) if stated else _year_of_month(month, base)
    if modifier == "last" and not stated and month == base.month:
        year -= 1
    if modifier == "next" and not stated:
        year = base.year if month > base.month else base.year + 1
    first, last = month_span(year, month)
    part = _part(match)
    if part:
        low, high = _PARTS[part]
        return first.replace(day=low), last.replace(day=min(high, last.day)), "days"
    return first, last, "month"


def _part(match: re.Match[str]) -> str:
    words = " ".join((match.groupdict().get("part") or "").lower().split())
    return words.removeprefix("the ").strip(" -")


def _year(match: re.Match[str], _base: date) -> tuple[date, date, Precision] | None:
    year = int(match["year"])
    if _part(match) in _PARTS_OF_YEAR:
        return _part_of_year(year, _part(match))
    return date(year, 1, 1), date(year, 12, 31), "year"


_PARTS_OF_YEAR = {
    "early": (1, 4), "mid": (6, 8), "late": (10, 12), "end of": (12, 12), "beginning of": (1, 3), "start of": (1, 3),
}  # fmt: skip
"""First and last month."""


def _part_of_year(year: int, part: str) -> tuple[date, date, Precision]:
    low, high = _PARTS_OF_YEAR[part]
    return date(year, low, 1), month_span(year, high)[1], "season"


def _season(match: re.Match[str], base: date) -> tuple[date, date, Precision] | None:
    low, high = _SEASONS[match["season"].lower()]
    stated = match.groupdict().get("year")
    year = int(stated) if stated else _year_of_month(low, base)
    end_year = year + 1 if high < low else year
    return date(year, low, 1), month_span(end_year, high)[1], "season"


def _weekday(match: re.Match[str], base: date) -> tuple[date, date, Precision]:
    wanted = _DAYS[
        match["weekday"].lower().removesuffix("s")
        if match["weekday"].lower() not in _DAYS
        else match["weekday"].lower()
    ]
    modifier = (match.groupdict().get("which") or "").lower()
    back = (base.weekday() - wanted) % 7
    if modifier == "next" or modifier == "coming":
        day = base + timedelta(days=(wanted - base.weekday()) % 7 or 7)
    else:
        day = base - timedelta(days=back)
    return day, day, "day"


def _fixed(first: int, last: int, precision: Precision = "day") -> Resolver:
    def resolve(_match: re.Match[str], base: date) -> tuple[date, date, Precision]:
        return base + timedelta(days=first), base + timedelta(days=last), precision

    return resolve


def _how_many(words: str) -> int:
    words = " ".join(words.lower().split())
    return _VAGUE_COUNT.get(words) or int(number(words) or 1)


def _ago(match: re.Match[str], base: date) -> tuple[date, date, Precision]:
    count, unit = _how_many(match["count"]), match["unit"].lower().removesuffix("s")
    if unit == "month":
        return (*month_span(*_months_back(base, count)), "month")
    if unit == "year":
        return date(base.year - count, 1, 1), date(base.year - count, 12, 31), "year"
    if unit == "week":
        day = base - timedelta(days=7 * count)
        return day, day, "day"
    day = base - timedelta(days=count if unit != "hour" else 0)
    return day, day, "day"


def _months_back(base: date, count: int) -> tuple[int, int]:
    index = base.year * 12 + base.month - 1 - count
    return index // 12, index % 12 + 1


def _said(match: re.Match[str]) -> str:
    return " ".join((match.groupdict().get("count") or "").lower().split())


def _past(match: re.Match[str], base: date) -> tuple[date, date, Precision]:
    count = _how_many(_said(match) or ("several" if "for" in match.group().lower().split() else "a"))
    unit = match["unit"].lower().removesuffix("s")
    if unit == "hour":
        days = max(1, round(count / 24))
    elif unit == "month":
        return _same_day_months_back(base, count), base, "days"
    elif unit == "year":
        return date(base.year - count, base.month, min(base.day, 28)), base, "days"
    else:
        # The day of publication is one of a stated number: "the past three days" end on it.
        is_stated = unit == "day" and _said(match) not in _VAGUE_COUNT
        days = count * _UNIT_DAYS[unit] - is_stated
    return base - timedelta(days=days), base, "days"


def _same_day_months_back(base: date, count: int) -> date:
    year, month = _months_back(base, count)
    return date(year, month, min(base.day, calendar.monthrange(year, month)[1]))


def _recent_months(_match: re.Match[str], base: date) -> tuple[date, date, Precision]:
    return _same_day_months_back(base, 3), base, "days"


def _last_unit(match: re.Match[str], base: date) -> tuple[date, date, Precision]:
    unit = match["unit"].lower()
    which = match["which"].lower()
    monday = base - timedelta(days=base.weekday())
    step = {"last": -1, "previous": -1, "this": 0, "next": 1, "coming": 1, "past": -1}.get(which, 0)
    if unit == "week":
        first = monday + timedelta(days=7 * step)
        return first, (base if step == 0 else first + timedelta(days=6)), "week"
    if unit == "weekend":
        first = monday + timedelta(days=5 + 7 * (step or (0 if base.weekday() >= 5 else -1)))
        return first, first + timedelta(days=1), "days"
    if unit == "month":
        first, last = month_span(*_months_back(base, -step))
        return first, (base if step == 0 else last), "month"
    year = base.year + step
    if _part(match) in _PARTS_OF_YEAR:
        return _part_of_year(year, _part(match))
    return date(year, 1, 1), (base if step == 0 else date(year, 12, 31)), "year"


_RULES: tuple[tuple[str, Resolver, Basis], ...] = (
    (r"\b(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)\b", _iso, "stated"),
    (r"\b(?P<d>\d\d?)(?P<mark>[.-])(?P<m>\d\d?)(?P=mark)(?P<y>(?:19|20)\d\d)\b", _iso, "stated"),
    (rf"\b(?P<day>\d\d?)(?:st|nd|rd|th)?\s+(?P<month>{_MONTH})\.?\s*(?:-|–|to|and|until)\s*(?P<day2>\d\d?)(?:st|nd|rd|th)?\s+(?P<month2>{_MONTH})\b(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?", _range_over_months, "stated"),
    (rf"\b(?P<month>{_MONTH})\.?\s+(?P<day>\d\d?)(?:st|nd|rd|th)?\s*(?:-|–|to|and|until)\s*(?P<month2>{_MONTH})\.?\s+(?P<day2>\d\d?)(?:st|nd|rd|th)?\b(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?", _range_over_months, "stated"),
    (rf"\b(?P<day>\d\d?)(?:st|nd|rd|th)?\s*(?:-|–|to|and)\s*(?P<day2>\d\d?)(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})\b\.?(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?", _full_date, "stated"),
    (rf"\b(?P<day>\d\d?)(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})\b\.?(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?", _full_date, "stated"),
    (rf"\b(?P<month>{_MONTH})\.?\s+(?P<day>\d\d?)(?:st|nd|rd|th)?(?:\s*(?:-|–|to)\s*(?P<day2>\d\d?)(?:st|nd|rd|th)?)?\b(?!\d)(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?", _full_date, "stated"),
    (rf"\b(?:(?P<part>early|mid|late|(?:the\s+)?(?:beginning|end|start|middle) of)[\s-]+)?(?:(?P<which>last|this|next|past)\s+)?(?P<month>{_MONTH})\b(?:,?\s+(?:of\s+)?(?P<year>(?:19|20)\d\d)\b)?(?!\s*\d)", _month, "stated"),
    (r"\b(?:last|this|the past|early|late|in the|since|the)\s+(?P<season>spring|summer|autumn|winter)\b(?:\s+(?:of\s+)?(?P<year>(?:19|20)\d\d)\b)?", _season, "relative"),
    (r"\b(?:(?P<part>early|mid|late|(?:the\s+)?(?:beginning|end|start) of)[\s-]+)?(?P<year>(?:19|20)\d\d)\b(?!-\d)", _year, "stated"),
    (r"\bthe\s+day\s+before\s+yesterday\b", _fixed(-2, -2), "relative"),
    (r"\byesterdays?\b", _fixed(-1, -1), "relative"),
    (r"\b(?:today|tonight|this\s+(?:morning|afternoon|evening)|at\s+dawn\s+today|earlier\s+today)\b", _fixed(0, 0), "relative"),
    (r"\btomorrow\b", _fixed(1, 1), "relative"),
    (r"\b(?:overnight|last\s+night)\b", _fixed(-1, 0, "days"), "relative"),
    (r"\b(?:(?:in|over)\s+)?recent\s+days\b", _fixed(-7, 0, "days"), "relative"),
    (r"\b(?:in|over)\s+the\s+(?:past|last)\s+few\s+days\b", _fixed(-6, 0, "days"), "relative"),
    (r"\b(?:in|over)?\s*recent\s+weeks\b", _fixed(-28, 0, "days"), "relative"),
    (r"\b(?:in|over)?\s*recent\s+months\b", _recent_months, "relative"),
    (rf"\b(?P<count>{_COUNT})\s+(?P<unit>hours?|days?|weeks?|months?|years?)\s+(?:ago|earlier|before(?!\s+[\w“\"]))\b", _ago, "relative"),
    (rf"\b(?:(?:in|over|during|for|within|throughout)\s+)?(?:the\s+)?(?:past|last|previous)\s+(?:(?P<count>{_COUNT})\s+)?(?P<unit>hours?|days|weeks|months|years|24\s+hours?)\b", _past, "relative"),
    (rf"\b(?<!with)(?:in|over|within|during)\s+(?:(?:just|only|under|less than|about|the space of)\s+)?(?P<count>{_COUNT})\s+(?P<unit>hours|days)\b(?!\s+(?:of|from|to|after|before|ago|later|earlier))", _past, "relative"),
    (rf"\b(?P<which>last|this|next|coming|past|previous)?\s*\b(?P<weekday>(?:{_WEEKDAY})s?)\b", _weekday, "relative"),
    (r"\b(?:(?P<part>early|mid|late|(?:the\s+)?(?:beginning|end|start) of)[\s-]+)?(?P<which>last|this|next|previous|coming|past|(?:at|over)\s+the(?=\s+weekend))\s+(?P<unit>week|weekend|month|year)\b", _last_unit, "relative"),
    (rf"\bfor\s+(?:(?:more than|over|almost|nearly|about|at least|some|the)\s+)*(?:(?:past|last)\s+)?(?:(?P<count>{_COUNT})\s+)?(?P<unit>(?(count)(?:days?|weeks?|months?|years?)|(?:days|weeks|months|years)))\b(?!\s+to\s+come)", _past, "relative"),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern, re.IGNORECASE), resolve, basis) for pattern, resolve, basis in _RULES)
_SINCE = re.compile(
    r"(?:\bsince(?:\s+[\w'’-]+){0,9}(?:\s+(?:in|on))?|\bever since|\bstarting(?: on| from)?)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""Also with the event between: "since the conflict began in March 2011"."""
_UNTIL = re.compile(r"(?:\buntil|\btill|\bup to|\bby)\s+(?:the\s+)?$", re.IGNORECASE)
_AFTER_ANCHOR = re.compile(
    rf"\b(?P<count>{_COUNT})\s+(?P<unit>days?|weeks?|months?|years?)\s+(?P<side>after|before)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_SAME_DAY = re.compile(
    r"\b(?:(?:later|earlier)\s+)?(?:that|the\s+same)\s+(?:same\s+)?(?:day|night|morning|afternoon|evening)\b|\bon\s+the\s+day\b|"
    r"\b(?:later|earlier)\s+in\s+the\s+(?:day|night|morning|afternoon|evening)\b|\bby\s+the\s+end\s+of\s+the\s+day\b|"
    r"\bduring\s+the\s+(?:day|night)\b",
    re.IGNORECASE,
)
_SINCE_THEN = re.compile(r"\bsince\s+then\b", re.IGNORECASE)
_NEXT_DAY = re.compile(
    rf"\b(?:the\s+(?:next|following)\s+(?:day|morning|night|evening)\b|a\s+day\s+later|(?P<count>{_COUNT})\s+(?P<unit>days?|weeks?)\s+later)\b",
    re.IGNORECASE,
)
_NEXT_DAYS = re.compile(
    r"\b(?:(?:over|in|during)\s+)?the\s+(?:next|following)\s+(?:few\s+|several\s+)?days\b", re.IGNORECASE
)
_NOT_A_DATE = re.compile(r"\b(?:may|march)\b", re.ASCII)
"""Lower-case "may" and "march" are a modal and a walk, not months."""


def find(
    text: str,
    published: date | None,
    anchors: Sequence[Anchor] = (),
    last: date | None = None,
) -> list[When]:
    """Return the time expressions of a sentence, with offsets into it, in order.

    `last` is the day that the report spoke of last, which "the next day" counts from. Without
    `published`, relative words come back with basis "unresolved" and no days.
    """
    found: list[When] = []
    taken: list[tuple[int, int]] = []
    for when in _candidates(text, _Context(published, last, tuple(anchors))):
        if all(when.end <= start or when.start >= end for start, end in taken):
            found.append(when)
            taken.append((when.start, when.end))
    found.sort(key=lambda when: when.start)
    return sorted([*joined(text, found), *since_event(text, found, published)], key=lambda when: when.start)


def _candidates(text: str, context: _Context) -> list[When]:
    found = _anchored(text, context) + _from_last(text, context)
    for pattern, resolve, basis in _COMPILED:
        for match in pattern.finditer(text):
            if _NOT_A_DATE.search(match.groupdict().get("month") or "") or not _plausible(text, match):
                continue
            found.append(_resolved(text, match, resolve, basis, context))
    return found


def _plausible(text: str, match: re.Match[str]) -> bool:
    """Refuse bare years that are a count or a part of a name ("2012 people", "Resolution 2254")."""
    if match.groupdict().get("year") and match.group().strip() == match["year"]:
        after = text[match.end() : match.end() + 12]
        before = text[: match.start()].rstrip()[-14:].lower()
        if re.match(r"\s*(?:people|fighters|civilians|%|km|metres|killed)", after):
            return False
        return not re.search(r"(?:resolution|hill|unit|brigade|at least|about|some|than|over|\$|no\.)$", before)
    return True


def _resolved(text: str, match: re.Match[str], resolve: Resolver, basis: Basis, context: _Context) -> When:
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    open_end = bool(_SINCE.search(text[:start])) and not SINCE_EVENT.search(text[:start])
    open_start = bool(_UNTIL.search(text[:start]))
    needs_base = basis == "relative" or not re.search(r"(?:19|20)\d\d", match.group())
    base = _base(context, match, is_ahead=bool(_AHEAD.search(text[:start]))) or date(1, 1, 1)
    span = None if needs_base and base.year == 1 else resolve(match, base)
    if span is None:
        return When(
            first=None, last=None, precision="unknown", basis="unresolved", text=text[start : match.end()],
            start=start, end=match.end(),
        )  # fmt: skip
    first, last, precision = span
    when = When(
        first=first, last=last, precision=precision, basis=basis, text=text[start : match.end()],
        start=start, end=match.end(),
    )  # fmt: skip
    if open_end and context.published and first <= context.published:
        return replace(when, last=context.published, precision="days")
    return replace(when, open_start=open_start)


_TELLING = timedelta(days=300)
"""A report that has spoken of a day this long before its publication tells history, in which "On 1 May"
is the first of May next to the day spoken of last."""


_AHEAD = re.compile(
    r"\b(?:will|shall|going to|set (?:to|for)|due|scheduled|expected|plans? to|planned (?:to|for)|is to|are to|to be|may be|until|till)\b"
    r"(?:(?!\b(?:said|told|says|reported|announced|added|warned|confirmed|since|after)\b)[^,;.\"”“])*$",
    re.IGNORECASE,
)
"""What stands before a time that has yet to come: "will be held on", "until"."""
_LONGEST_AHEAD, _WEEK = timedelta(days=330), timedelta(days=7)


def _base(context: _Context, match: re.Match[str], *, is_ahead: bool) -> date | None:
    """Return the day that a date without a year, or a day of the week, is counted from.

    What is yet to come is the latest such day before a day that lies as far ahead as its name can mean.
    """
    published, last = context.published, context.last
    groups = match.groupdict()
    is_date = bool(groups.get("month"))
    if is_ahead and published is not None and not groups.get("which"):
        if is_date:
            return min(published, date.max - _LONGEST_AHEAD) + _LONGEST_AHEAD
        if groups.get("weekday"):
            return min(published, date.max - _WEEK) + _WEEK
    if is_date and last is not None and (published is None or published - last > _TELLING):
        return min(last + timedelta(days=183), published or date.max)
    return published


def _anchored(text: str, context: _Context) -> list[When]:
    found: list[When] = []
    for anchor in context.anchors:
        for words in anchor.words:
            for match in re.finditer(r"\b" + re.escape(words) + r"\b", text, re.IGNORECASE):
                counted = re.search(_AFTER_ANCHOR.pattern + r"$", text[: match.start()], re.IGNORECASE)
                if counted:
                    found.append(_counted(text, counted, match.end(), anchor.when))
    return found


def _counted(text: str, counted: re.Match[str], end: int, anchor: date) -> When:
    unit = counted["unit"].lower().removesuffix("s")
    sign = 1 if counted["side"].lower() == "after" else -1
    amount = sign * _how_many(counted["count"])
    if unit == "year":
        first, last = date(anchor.year + amount, 1, 1), date(anchor.year + amount, 12, 31)
        precision: Precision = "year"
    elif unit == "month":
        first, last = month_span(*_months_back(anchor, -amount))
        precision = "month"
    else:
        first = last = anchor + timedelta(days=amount * _UNIT_DAYS[unit])
        precision = "day"
    return When(
        first=first, last=last, precision=precision, basis="anchor", text=text[counted.start() : end],
        start=counted.start(), end=end,
    )  # fmt: skip


def _from_last(text: str, context: _Context) -> list[When]:
    """Resolve "the next day" and "that day" against the day that the report spoke of last."""
    found: list[When] = []
    for pattern, is_same in ((_NEXT_DAY, False), (_SAME_DAY, True)):
        for match in pattern.finditer(text):
            day = context.last
            if day is not None and not is_same:
                unit = (match.groupdict().get("unit") or "day").lower().removesuffix("s")
                day += timedelta(days=_how_many(match.groupdict().get("count") or "a") * _UNIT_DAYS[unit])
            if day is not None:
                found.append(_relative(match, day, day))
    if context.last is not None:
        week = timedelta(days=1), timedelta(days=7)
        found += [
            _relative(match, context.last + week[0], context.last + week[1]) for match in _NEXT_DAYS.finditer(text)
        ]
    if context.last is not None and context.published is not None and context.last <= context.published:
        found += [_relative(match, context.last, context.published) for match in _SINCE_THEN.finditer(text)]
    return found


def _relative(match: re.Match[str], first: date, last: date) -> When:
    return When(
        first=first, last=last, precision="day" if first == last else "days", basis="relative", text=match.group(),
        start=match.start(), end=match.end(),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _War:
    words: tuple[str, ...]
    when: date


ANCHORS: tuple[Anchor, ...] = (
    _War(
        (
            "the civil war began",
            "the start of the civil war",
            "the syrian civil war began",
            "the syrian conflict began",
        ),
        date(2011, 3, 15),
    ),
)
"""Events that reports without a pack may count from; a pack's own anchors replace them."""
