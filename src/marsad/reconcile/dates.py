"""The days that a claim is taken to be about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from marsad.model.claim import Claim
from marsad.model.when import When
from marsad.reconcile.rules import Rules


def published_on(claim: Claim) -> date | None:
    """Return the day on which the claim's report came out."""
    try:
        return date.fromisoformat(claim.published[:10])
    except ValueError:
        return None


def dated(claim: Claim, rules: Rules, told_on: date | None = None) -> When:
    """Return the claim's own interval with its open ends closed, or one counted from publication.

    What happened is told on the day or on the day after; what is so, is so on the day it is told. `told_on` is the
    day that the report counts from, where that is not the day of publication.
    A claim without either has an interval without ends.
    """
    published = told_on or published_on(claim)
    when = claim.when
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
