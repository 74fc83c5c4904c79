"""Time expressions in the vocabulary of TIMEX3: what `read.time` resolves, plus what dates no claim.

Claims need days. TIMEX3 also marks lengths of time ("three years"), sets ("annual") and vague references
("recently"), which are read here and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from marsad.model.when import When
from marsad.read import time
from marsad.read.quantity import number


@dataclass(frozen=True, slots=True)
class Found:
    """An expression with its value; `day` is the day that it names, if it names a single one."""

    start: int
    end: int
    value: str
    day: date | None = None


_NUMBER = (
    r"(?:\d+(?:\.\d+)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"eighteen|twenty|thirty|forty|fifty|sixty|ninety|(?:a |one )?hundred|several|few|many|couple of)(?: and a half)?"
)
_UNIT = r"(?P<unit>second|minute|hour|day|week|month|quarter|year|decade|centur(?:y|ie))s?"
_UNITS = {"second": ("PT", "S", 1), "minute": ("PT", "M", 1), "hour": ("PT", "H", 1), "day": ("P", "D", 1), "week": ("P", "W", 1),
          "month": ("P", "M", 1), "quarter": ("P", "Q", 1), "year": ("P", "Y", 1), "decade": ("P", "Y", 10),
          "century": ("P", "Y", 100), "centurie": ("P", "Y", 100)}  # fmt: skip
_SETS = {"annual": "P1Y", "annually": "P1Y", "yearly": "P1Y", "monthly": "P1M", "weekly": "P1W", "daily": "P1D", "quarterly": "P1Q",
         "single-day": "P1D", "per year": "P1Y", "a year": "P1Y"}  # fmt: skip
_REFERENCES = (
    ("PRESENT_REF", r"currently|current|now(?!-)|presently|at (?:the moment|present|this time)|the time being|nowadays|these days"),
    ("PAST_REF", r"recently|recent(?: years| months| weeks| days| times)?|in recent history|(?:in )?the past(?! \w+ (?:day|week|month|year))"),
    ("FUTURE_REF", r"(?:very )?soon|(?:in )?the (?:near )?future|the near term|the long term|later(?! (?:this|that|in|on|than))|shortly"),
)  # fmt: skip
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_SEASON = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
_QUARTER = re.compile(
    rf"\b(?:(?:the|its) )?(?:(?P<nth>{'|'.join(_ORDINALS)})(?:-| )quarter|Q(?P<digit>[1-4]))\b"
    r"(?:(?: of|,)? (?P<year>\d{4}|this year|last year|next year))?",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    rf"\b(?:the )?(?:(?:last|past|next|previous|coming|first) )?(?P<count>{_NUMBER})(?:-|\s)(?:straight |consecutive |trading |full |more )?{_UNIT}\b"
    r"(?!\s+(?:ago|earlier|later)\b)(?!-old)(?: old\b)?",
    re.IGNORECASE,
)
_AGO = re.compile(rf"\b(?P<count>{_NUMBER})\s(?P<unit>year|decade|centur(?:y|ie))s?\s+ago\b", re.IGNORECASE)
"""MEANTIME gives the length of what lies years back, and the day of what lies days or weeks back."""
_THE_YEAR = re.compile(
    r"\bthe (?:(?:very )?(?:beginning|start|end|rest|remainder|whole|entire) (?:of the )?)?year\b(?! (?:after|before|of|previous))",
    re.IGNORECASE,
)
_THE_WEEKEND = re.compile(r"\bthe weekend\b", re.IGNORECASE)
_LAST_QUARTER = re.compile(r"\b(?:the )?(?:last|previous) quarter\b", re.IGNORECASE)
_VAGUE_LENGTH = re.compile(
    r"\b(?:(?:for|over|in|after|take|takes|within) (?:the )?(?P<unit>minute|hour|day|week|month|year|decade)s)\b|\b(?P<single>(?:the )?(?:past|last|coming) (?P<one>decade|century))\b",
    re.IGNORECASE,
)
_DECADE = re.compile(r"(?:\bthe )?(?<![\d$.,])(?P<century>1[89]|20)?(?P<decade>[0-9])0['’]?s\b")
_THE_DAY = re.compile(
    r"\bthe (?:same )?(?:day|morning|afternoon|evening)\b(?! (?:after|before|of|when|that|to))", re.IGNORECASE
)
_CLOCK = re.compile(
    r"\b\d{1,2}[:.]?\d\d(?::\d\d)? ?(?:a\.?m\.?|p\.?m\.?|UTC|GMT|local time|EST|EDT|PST|PDT)|\b\d{1,2} ?(?:a\.m\.|p\.m\.|am\b|pm\b)|\b\d{1,2}:\d\d\b(?! UTC)",
    re.IGNORECASE,
)
_SET = re.compile(r"\b(?:" + "|".join(_SETS) + r")\b", re.IGNORECASE)
_REFERENCE = tuple((value, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)) for value, pattern in _REFERENCES)


def find(text: str, published: date | None, last: date | None = None) -> list[Found]:
    """Return the time expressions of a sentence in order; `last` is the day that the text spoke of last."""
    found: list[Found] = []
    for item in _candidates(text, published, last):
        if all(item.end <= other.start or other.end <= item.start for other in found):
            found.append(item)
    return sorted(found, key=lambda item: item.start)


def _candidates(text: str, published: date | None, last: date | None) -> Iterator[Found]:
    yield from _matches(_QUARTER, text, lambda match: _quarter(match, published))
    yield from _matches(_AGO, text, _length)
    yield from _matches(_LENGTH, text, _length)
    dated = list(_dated(text, published, last))
    yield from dated
    day = next((item.day for item in dated if item.day), None) or last or published
    yield from _matches(_CLOCK, text, lambda _: f"{day.isoformat()}T" if day else "")
    yield from _matches(_THE_YEAR, text, lambda _: f"{published:%Y}" if published else "")
    yield from _matches(_THE_WEEKEND, text, lambda _: f"{_week(published)}-WE" if published else "")
    yield from _matches(_LAST_QUARTER, text, lambda _: _quarter_before(published) if published else "")
    yield from _matches(_VAGUE_LENGTH, text, _vague_length)
    yield from _matches(_DECADE, text, lambda match: (match["century"] or "19") + match["decade"])
    yield from _matches(_THE_DAY, text, lambda _: day.isoformat() if day else "")
    yield from _matches(_SET, text, lambda match: _SETS[match.group().lower()])
    for reference, pattern in _REFERENCE:
        yield from _matches(pattern, text, lambda _, reference=reference: reference)  # type: ignore[misc]


def _dated(text: str, published: date | None, last: date | None) -> Iterator[Found]:
    """Yield what `read.time` resolves; of a range that it joins, both ends."""
    for when in time.find(text, published, (), last):
        ends = re.split(r"\s+(?:and|to|until|through)\s+(?:the\s+)?", when.text)
        if len(ends) == 2:
            start = when.start
            for end in ends:
                start = text.index(end, start)
                for part in time.find(end, published, (), last):
                    yield Found(start + part.start, start + part.end, value(part), None)
        elif found := value(when):
            yield Found(when.start, when.end, found, when.first if when.first == when.last else None)


def _matches(pattern: re.Pattern[str], text: str, of: Callable[[re.Match[str]], str]) -> Iterator[Found]:
    for match in pattern.finditer(text):
        if found := of(match):
            yield Found(match.start(), match.end(), found)


def _quarter(match: re.Match[str], published: date | None) -> str:
    year = published.year if published else 0
    number_of = int(match["digit"]) if match["digit"] else _ORDINALS[match["nth"].lower()]
    stated = (match["year"] or "this year").lower()
    shift = {"this year": 0, "last year": -1, "next year": 1}.get(stated)
    of = int(stated) if shift is None else year + shift
    if not match["year"] and published and 3 * number_of - 2 > published.month:
        of -= 1  # A quarter without a year is the last one that has begun.
    return f"{of}-Q{number_of}" if of else ""


def _quarter_before(published: date) -> str:
    quarter = (published.month - 1) // 3
    return f"{published.year}-Q{quarter}" if quarter else f"{published.year - 1}-Q4"


def _length(match: re.Match[str]) -> str:
    if match.group().endswith(" old"):
        return ""
    prefix, letter, factor = _UNITS[match["unit"].lower()]
    words = match["count"].lower()
    if words in ("several", "few", "many"):
        return f"{prefix}X{letter}"
    half = 0.5 if words.endswith(" and a half") else 0
    count = 1.0 if words in ("a", "an") else 2.0 if words == "couple of" else number(words.removesuffix(" and a half"))
    if count is None or (words in ("a", "an") and match["unit"].lower() in ("second", "minute")):
        return ""
    return f"{prefix}{(count + half) * factor:g}{letter}"


def _vague_length(match: re.Match[str]) -> str:
    prefix, letter, factor = _UNITS[(match["unit"] or match["one"]).lower()]
    return f"{prefix}{factor}{letter}" if match["one"] else f"{prefix}X{letter}"


def value(when: When) -> str:
    """Return the value of a resolved expression, "" for one that is not resolved."""
    if when.first is None or when.precision not in _PRECISE:
        return ""
    return _PRECISE[when.precision](when, when.first)


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def _season(when: When, first: date) -> str:
    named = next((code for season, code in _SEASON.items() if season in when.text.lower()), "")
    return f"{first:%Y}-{named}" if named else f"{first:%Y}"


def _days(when: When, first: date) -> str:
    """Return the value of several days: of a part of a month the month, of "the last nine days" their length."""
    words = when.text.lower()
    if "weekend" in words:
        return f"{_week(first)}-WE"
    if match := re.search(rf"(?:last|past|previous)\s+(?P<count>{_NUMBER})\s+{_UNIT}\b", words):
        return _length(match)
    if "recent" in words:
        return "PAST_REF"
    if re.fullmatch(r"(?:19|20)\d\d", words):
        return f"{first:%Y}"
    if re.fullmatch(r"(?:last |this |next )?[a-z]+(?:,? (?:19|20)\d\d)?", words) and first.day == 1:
        return f"{first:%Y-%m}"
    if (
        when.last
        and when.last.month == first.month
        and when.last.year == first.year
        and re.search(r"early|mid|late|end|begin|start", words)
    ):
        return f"{first:%Y-%m}"
    if re.search(r"night", words) and when.last:
        return f"{first.isoformat()}TNI"
    return first.isoformat()


_PRECISE: dict[str, Callable[[When, date], str]] = {
    "day": lambda _, first: first.isoformat(),
    "week": lambda _, first: _week(first),
    "month": lambda _, first: f"{first:%Y-%m}",
    "year": lambda _, first: f"{first:%Y}",
    "season": _season,
    "days": _days,
}
