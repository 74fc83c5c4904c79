"""Rows of coded data sets to claims of that data set. Nothing is parsed: each slot is a cell, tied to its words in the row."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import cast

from marsad.codebook.schemes import Rows, rows
from marsad.model.claim import Claim, Count, Kind, Party, Phrase, ReadBy
from marsad.model.ids import digest
from marsad.model.report import Report
from marsad.model.when import Precision, When
from marsad.model.where import Place, Where
from marsad.reference import Reference

VERSION = "1"  # of how rows are read
NEAR_KM = 25.0
"""A place of the same name counts as the row's where it lies no further from its coordinates than this."""
_CELL = re.compile(r"^(?P<name>[^:\n]+): (?P<value>.*)$", re.MULTILINE)
_SORT_OF_PLACE = re.compile(
    r"\s+(?:village|town|city|district|governorate|province|sub-district|area|neighbou?rhood)s?$", re.IGNORECASE
)
_KM_PER_DEGREE = 111.2


class _Row:
    """The cells of a row with their place in the report's text."""

    def __init__(self, report: Report, form: Rows) -> None:
        self.form = form
        self.spans = {
            match["name"]: (match["value"], match.start("value"), match.end("value"))
            for match in _CELL.finditer(report.text)
        }

    def text(self, column: str) -> str:
        return self.spans.get(column, ("", 0, 0))[0]

    def phrase(self, column: str) -> Phrase | None:
        if column not in self.spans:
            return None
        value, start, end = self.spans[column]
        return Phrase(text=value, start=start, end=end)

    def number(self, column: str) -> float | None:
        return float(self.text(column)) if self.text(column) else None


def claims(report: Report, reference: Reference) -> tuple[Claim, ...]:
    """Return the claims of a row: what happened, and how many it killed as low, best and high."""
    name = report.language.removeprefix("x-")
    form = rows()[name]
    row = _Row(report, form)
    kind = form.kinds[row.text(form.kind).removesuffix(".0")]
    when = _when(row)
    who, whom = (_party(row.phrase(column), reference, when.first) for column in (form.who, form.whom))
    shared = {"where": _where(row, reference), "when": when}
    cue, count = row.phrase(form.kind), _count(row)
    made = []
    if kind and cue:
        made.append(_claim(report, name, cast("Kind", kind), cue, who=who, whom=whom, **shared))
    if count and any((count.low, count.best, count.high)):
        toll_cue = row.phrase(form.best) or Phrase(text=count.text, start=count.start, end=count.end)
        one_sided = kind == "attack.violence"
        made.append(
            _claim(report, name, "casualty.killed", toll_cue, who=who if one_sided else None,
                   whom=whom if one_sided else None, count=count, **shared)
        )  # fmt: skip
    return tuple(made)


def _claim(report: Report, name: str, kind: Kind, cue: Phrase, **slots: object) -> Claim:
    return Claim(
        id=digest(report.id, kind, cue.start, VERSION), report=report.id, outlet=report.source,
        sentence=Phrase(text=report.text, start=0, end=len(report.text)), cue=cue, kind=kind, modality="asserted",
        published=report.published.isoformat() if report.published else "",
        read_by=ReadBy(reader="rows", version=VERSION, entry=name, digest=""), **slots,  # type: ignore[arg-type]
    )  # fmt: skip


def _party(phrase: Phrase | None, reference: Reference, day: date | None) -> Party | None:
    if phrase is None:
        return None
    actor = reference.actors.named(phrase.text)
    known = actor.id if actor else ""
    return Party(
        text=phrase.text, start=phrase.start, end=phrase.end, actor=known, side=reference.actors.side(known, day)
    )


def _when(row: _Row) -> When:
    """Return the row's days; a date that is coded as good to a week or a month is widened to it."""
    form = row.form
    phrase = row.phrase(form.first)
    first, last = (date.fromisoformat(row.text(column)[:10]) for column in (form.first, form.last))
    coded = row.text(form.precision).removesuffix(".0") if form.precision else ""
    if coded == "2":
        first, last = first - timedelta(days=3), last + timedelta(days=3)
    elif coded == "3":
        first = first.replace(day=1)
        last = (last.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    first, last = min(first, last), max(first, last)
    days = (last - first).days + 1
    precision: Precision = (
        "day" if days == 1 else "days" if days < 7 else "week" if days == 7 else "month" if days <= 31 else "year"
    )
    start, end = (phrase.start, phrase.end) if phrase else (-1, -1)
    return When(
        first=first,
        last=last,
        precision=precision,
        basis="stated",
        text=phrase.text if phrase else "",
        start=start,
        end=end,
    )


def _count(row: _Row) -> Count | None:
    form = row.form
    low, best, high = (row.number(column) for column in (form.low, form.best, form.high))
    phrase = row.phrase(form.best) or row.phrase(form.low) or row.phrase(form.high)
    if phrase is None:
        return None
    return Count(text=phrase.text, start=phrase.start, end=phrase.end, low=low, high=high, best=best, unit="people")


def _where(row: _Row, reference: Reference) -> Where | None:
    """Return the finest place that the row names, and the place of a gazetteer of that name near its coordinates."""
    named = [phrase for column in row.form.places if (phrase := row.phrase(column))]
    if not named:
        return None
    at = row.number(row.form.latitude), row.number(row.form.longitude)
    for phrase in named:
        bare = _SORT_OF_PLACE.sub("", phrase.text)
        found = reference.places.named({phrase.text, bare})
        near = _nearest((place for places in found.values() for place in places), at)
        if near:
            whole = phrase is named[0]
            return Where(text=named[0].text, start=named[0].start, end=named[0].end, place=near.id, name=near.name,
                         part="" if whole else named[0].text)  # fmt: skip
    return Where(text=named[0].text, start=named[0].start, end=named[0].end)


def _nearest(places: Iterable[Place], at: tuple[float | None, float | None]) -> Place | None:
    latitude, longitude = at
    if latitude is None or longitude is None:
        return None
    squeeze = math.cos(math.radians(latitude))
    scored = [
        (
            math.hypot(place.latitude - latitude, (place.longitude - longitude) * squeeze) * _KM_PER_DEGREE,
            place.id,
            place,
        )
        for place in places
        if place.latitude is not None and place.longitude is not None
    ]
    if not scored:
        return None
    distance, _, place = min(scored, key=lambda item: item[:2])
    wide = place.kind in ("province", "governorate", "division", "region")
    return place if distance <= NEAR_KM * (4 if wide else 1) else None
