"""The words of a forecast: the probability that they state, by when it is to come true, what is odd in them.

Probability words are those of Intelligence Community Directive 203, kept verbatim. "Will" and "imminent"
state no probability; "may" and "could" commit to nothing and are never scored.
"""

from __future__ import annotations

import calendar
import functools
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from marsad.model.claim import Claim
from marsad.model.where import Place
from marsad.picture.settings import read
from marsad.reference import Reference

_WITHIN = re.compile(
    r"\b(?:within|in)\s+(?:the\s+next\s+)?(\d+|an?|one|two|three|four|five|six|seven|eight|ten|twelve)\s+"
    r"(day|week|fortnight|month|year)s?\b",
    re.IGNORECASE,
)
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "ten": 10, "twelve": 12,
}  # fmt: skip
_BY_END = re.compile(r"\b(?:end of|before the end of) (?:the|this) (week|month|year)\b", re.IGNORECASE)
_NEXT = re.compile(r"\bnext (week|month|year)\b", re.IGNORECASE)
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_BY_MONTH = re.compile(
    rf"\b(?:by|before|in)\s+(?:(?:mid|late|early|the end of)[\s-]+)?({'|'.join(_MONTHS)})(?:\s+(\d{{4}}))?\b",
    re.IGNORECASE,
)
_SEASONS = {"spring": 5, "summer": 8, "autumn": 11, "fall": 11, "winter": 2}
_BY_SEASON = re.compile(r"\bby (?:the )?(spring|summer|autumn|winter)\b", re.IGNORECASE)
_NOT = re.compile(r"\s+(?:not|never)\b|\s+no longer\b", re.IGNORECASE)
_FUTURE = re.compile(
    r"\b(would|(?:were|was|are|is) to|going to|expect(?:s|ed|ing)?\s(?:[\w'’-]+\s){0,5}?to)\s+"
    r"(?:(?:also|then|soon|first|be|been|have|not|never|\w+ly)\s+)*$",
    re.IGNORECASE,
)
"""What stands right before a verb that is foretold in reported speech: "said that they would leave"."""
_EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Likelihood:
    """A phrase of probability: its words and range, None where it states none; `scored` unless it is open.

    `negated` is what is foretold not to come ("will not fall").
    """

    phrase: str = ""
    low: float | None = None
    high: float | None = None
    scored: bool = True
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Horizon:
    """By when a forecast is to come true; `basis` is stated, mapped from vague words, or none."""

    text: str = ""
    day: date | None = None
    basis: str = "none"


@functools.cache
def tables() -> Mapping[str, Any]:
    """Return the tables of `forecasts.toml`."""
    return read("forecasts.toml")


def likelihood(claim: Claim) -> Likelihood:
    """Return the probability that the words nearest to the claim's cue state."""
    text = claim.sentence.text
    start = claim.cue.start - claim.sentence.start
    end = start + len(claim.cue.text)
    found: list[tuple[int, int, int, Likelihood]] = []
    for rank, (pattern, meaning) in enumerate(_patterns()):
        for match in pattern.finditer(text):
            distance = max(0, match.start() - end, start - match.end())
            found.append((distance, rank, match.start(), _meant(match, text, meaning)))
    if not found and (future := _FUTURE.search(text[:start])):
        negated = re.search(r"\b(?:not|never)\b", future.group(0)) is not None
        return Likelihood(phrase=future.group(1), negated=negated)
    return min(found, key=lambda entry: entry[:3])[3] if found else Likelihood()


def horizon(claim: Claim, issued: date | None) -> Horizon:
    """Return by when the claim is to come true, from its own date, its words, or the table of vague words."""
    text = claim.horizon.text if claim.horizon else ""
    if issued is None:
        return Horizon(text)
    when = claim.when
    if when and when.last and when.last >= issued and when.basis in ("stated", "relative", "anchor"):
        return Horizon(text or when.text, when.last, "stated")
    words = text or claim.cue.text
    if day := _stated(words, issued):
        return Horizon(words, day, "stated")
    days: Mapping[str, int] = tables()["horizon"]
    for phrase in sorted(days, key=lambda phrase: (-len(phrase), phrase)):
        if re.search(rf"\b{re.escape(phrase)}\b", words, re.IGNORECASE):
            return Horizon(text or phrase, issued + timedelta(days=days[phrase]), "mapped")
    return Horizon(text)


def off_the_map(claim: Claim, reference: Reference) -> bool:
    """Return whether the words put by the sea a place that is known to lie inland.

    Known means that the pack has places by the sea, and none of them is near. Where it has none, nobody
    can tell, and nothing is flagged.
    """
    where = claim.where
    place = reference.places.get(where.place) if where and where.place else None
    if where is None or place is None or place.latitude is None or place.longitude is None:
        return False
    geography = tables()["geography"]
    shores = rf"(?:{'|'.join(geography['words'])})s?\b"
    # What the place is said to have may stand right behind its words: "the city, including a vital shoreline".
    behind = claim.sentence.text[max(0, where.end - claim.sentence.start) :]
    had = rf",?\s+(?:including|with|and)\s+(?:[\w'’-]+\s+){{0,3}}{shores}"
    if not re.search(rf"\b{shores}", where.text, re.IGNORECASE) and not re.match(had, behind, re.IGNORECASE):
        return False
    shore = [other for other in reference.places.own.values() if other.kind in geography["kinds"]]
    distances = [_kilometres(place, other) for other in shore]
    known = [distance for distance in distances if distance is not None]
    return bool(known) and min(known) > geography["reach_km"]


@functools.cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    table = tables()
    return (
        (_any_of(table["icd203"]), "icd203"),
        (_any_of(table["open"]["words"], ignore_case=False), "open"),
        (_any_of(table["bare"]["words"]), "bare"),
    )


def _any_of(words: Iterable[str], *, ignore_case: bool = True) -> re.Pattern[str]:
    # The month May begins with a capital, the modal does not.
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    pattern = rf"(?:\b(not)\s+)?\b({'|'.join(map(re.escape, longest_first))})\b"
    return re.compile(pattern, re.IGNORECASE if ignore_case else 0)


def _meant(match: re.Match[str], text: str, meaning: str) -> Likelihood:
    phrase = text[match.start() : match.end()]
    if meaning != "icd203":
        negated = bool(match.group(1)) or _NOT.match(text, match.end()) is not None
        return Likelihood(phrase=phrase, scored=meaning == "bare", negated=negated)
    low, high = tables()["icd203"][match.group(2).lower()]
    if match.group(1):
        low, high = round(1.0 - high, 2), round(1.0 - low, 2)
    return Likelihood(phrase=phrase, low=low, high=high)


def _stated(words: str, issued: date) -> date | None:
    if found := _WITHIN.search(words):
        number = _NUMBERS.get(found.group(1).lower()) or int(found.group(1))
        return issued + timedelta(days=number * tables()["units"][found.group(2).lower()])
    if found := _BY_END.search(words):
        return _end_of(found.group(1).lower(), issued)
    if found := _NEXT.search(words):
        unit = found.group(1).lower()
        return _end_of(unit, _end_of(unit, issued) + timedelta(days=1))
    if found := _BY_MONTH.search(words):
        month = _MONTHS[found.group(1).lower()]
        year = int(found.group(2)) if found.group(2) else issued.year + (month < issued.month)
        return _month_end(year, month)
    if found := _BY_SEASON.search(words):
        month = _SEASONS[found.group(1).lower()]
        return _month_end(issued.year + (month < issued.month), month)
    return None


def _end_of(unit: str, day: date) -> date:
    if unit == "week":
        return day + timedelta(days=6 - day.weekday())
    return _month_end(day.year, day.month if unit == "month" else 12)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _kilometres(one: Place, other: Place) -> float | None:
    """Return the great-circle distance of two places by the haversine formula, in kilometres."""
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return None
    lat1, lon1 = math.radians(one.latitude or 0.0), math.radians(one.longitude or 0.0)
    lat2, lon2 = math.radians(other.latitude or 0.0), math.radians(other.longitude or 0.0)
    a = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(a)))
