"""The days that a claim is taken to be about."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from marsad.model.claim import Claim
from marsad.model.when import When
from marsad.reconcile.rules import Rules

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(r"\b(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?\b", re.IGNORECASE)


def published_on(claim: Claim) -> date | None:
    """Return the day on which the claim's report came out."""
    try:
        return date.fromisoformat(claim.published[:10])
    except ValueError:
        return None


def recounted(when: When | None, published: date | None, told_on: date | None) -> When | None:
    """Return days that were counted from publication as they are counted from the day that a report is told on.

    "On Sunday" becomes the last Sunday up to that day; any other relative words keep their distance.
    """
    if when is None or when.basis != "relative" or not (published and told_on) or published == told_on:
        return when
    first = when.first or when.last
    if first is None:
        return when
    named = _WEEKDAY.search(when.text)
    if named and when.days is not None and when.days <= 2:
        number = _DAYS.index(named.group(1)[:3].casefold())
        move = told_on - timedelta(days=(told_on.weekday() - number) % 7) - first
    else:
        move = told_on - published
    try:
        return replace(
            when, first=when.first + move if when.first else None, last=when.last + move if when.last else None
        )
    except OverflowError:
        return when


def dated(claim: Claim, rules: Rules, told_on: date | None = None) -> When:
    """Return the claim's own interval with its open ends closed, or one counted from publication.

    What happened is told on the day or on the day after; what is so, is so on the day it is told. `told_on` is the
    day that the report counts from, where that is not the day of publication.
    A claim without either has an interval without ends.
    """
    published = told_on or published_on(claim)
    when = recounted(claim.when, published_on(claim), told_on)
    if when is not None and (when.first or when.last):
        first, last = when.first, when.last
        if last is None:
            last = max(first, published) if first and published and when.open_end else first
        if first is None and last is not None:
            first = last - timedelta(days=rules.open_start_days) if when.open_start else last
        return replace(when, first=first, last=last)
    if published is None:
        return When(first=None, last=None, precision="unknown", basis="unresolved")
    lag = rules.before_publication
    if claim.kind in rules.states or not rules.makes_event(claim.kind):
        lag = 0
    first = published - timedelta(days=lag)
    return When(first=first, last=published, precision="days" if lag else "day", basis="publication")
