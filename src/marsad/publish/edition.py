"""An edition: all that goes into one publication, gathered in one immutable value."""

from __future__ import annotations

from dataclasses import dataclass, field

from marsad.model.claim import Claim
from marsad.model.decision import Standing
from marsad.model.event import Reconciled
from marsad.model.picture import Picture
from marsad.model.problem import Miss, Problem
from marsad.model.report import Report
from marsad.reference import Reference


def _nothing() -> Reconciled:
    return Reconciled(events=(), links=(), origin_of={}, run="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The picture of a day, and what it was made from.

    `picture.history` holds every interval of every place up to the picture's day, so that any earlier
    day can be drawn too. `standings` are the decisions of persons and what became of each, `rejected` the claims that
    they found misread, which nothing rests on. `title` is the name of the publication; without it the pack's title is used.
    """

    picture: Picture
    claims: tuple[Claim, ...] = ()
    reports: tuple[Report, ...] = ()
    reconciled: Reconciled = field(default_factory=_nothing)
    reference: Reference = field(default_factory=Reference)
    misses: tuple[Miss, ...] = ()
    problems: tuple[Problem, ...] = ()
    title: str = ""
    standings: tuple[Standing, ...] = ()
    rejected: tuple[Claim, ...] = ()
