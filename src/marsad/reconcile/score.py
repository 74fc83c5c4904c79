"""Scoring: the candidate pairs that may tell of one happening, surest first.

Claims with the same slots (in a city under fire there are many) compare alike, so each pair of slots is
compared once, and only what the sentences and reports add is looked at for each pair of claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from marsad.reconcile.candidates import Pair
from marsad.reconcile.compare import content_reasons, text_weight
from marsad.reconcile.profile import Profile
from marsad.reconcile.rules import Rules
from marsad.reconcile.vetoes import FACT, general_veto, report_veto, row

_KEPT = 1 << 17
"""Pairs of slots whose comparison is remembered; in a dense block there are some tens of thousands."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate pair without a veto, with its log2 odds."""

    a: int
    b: int
    score: float


def surest(pair: Scored) -> tuple[float, int, int]:
    """Return what sorts pairs, the surest first."""
    return (-pair.score, pair.a, pair.b)


class Points(Protocol):
    """Whatever tells the odds of pairs of claims by their positions."""

    def points(self, one: int, other: int) -> float | None:
        """Return the log2 odds that two claims tell of one happening, None where one vetoes the other."""


class Scorer:
    """The log2 odds of pairs of claims, each pair of slots compared once."""

    def __init__(self, profiles: Sequence[Profile], rules: Rules) -> None:
        """Take the profiles by whose positions pairs are asked for; more may be added under numbers of their own."""
        self.profiles: dict[int, Profile] = {}
        self._rules = rules
        self._numbers: dict[tuple[object, ...], int] = {}
        self._slots: dict[int, int] = {}
        self._kept: dict[tuple[int, int, bool], float | None] = {}
        for number, profile in enumerate(profiles):
            self.add(number, profile)

    def add(self, number: int, profile: Profile) -> None:
        """Take a profile in, under a number that none has."""
        self.profiles[number] = profile
        self._slots[number] = self._numbers.setdefault(_key(profile), len(self._numbers))

    def drop(self, number: int) -> None:
        """Forget the profile of a number."""
        del self.profiles[number], self._slots[number]

    def points(self, one: int, other: int) -> float | None:
        """Return the log2 odds that two claims tell of one happening, None where one vetoes the other."""
        a, b = self.profiles[one], self.profiles[other]
        key = self._slots[one], self._slots[other], a.claim.report == b.claim.report
        if key not in self._kept:
            if len(self._kept) == _KEPT:
                self._kept.clear()
            self._kept[key] = _content(a, b, self._rules)
        points = self._kept[key]
        if points is None or report_veto(a, b):
            return None
        return round(points + text_weight(a, b, self._rules), 4)


class Renumbered:
    """A scorer seen through positions in a list of its numbers."""

    def __init__(self, scorer: Points, numbers: Sequence[int]) -> None:
        """Take the scorer, and the number that stands at each position."""
        self._scorer = scorer
        self._at = numbers

    def points(self, one: int, other: int) -> float | None:
        """Return the log2 odds of the claims at two positions."""
        return self._scorer.points(self._at[one], self._at[other])


def score(scorer: Points, candidates: Iterable[Pair], rules: Rules) -> list[Scored]:
    """Return the pairs that are at least worth asking about, surest first, each once."""
    found: dict[Pair, float] = {}
    for pair in candidates:
        points = scorer.points(*pair)
        if points is not None and points >= rules.bands["ask"]:
            found[pair] = points
    scored = [Scored(a, b, points) for (a, b), points in found.items()]
    return sorted(scored, key=surest)


def _content(a: Profile, b: Profile, rules: Rules) -> float | None:
    if general_veto(a, b, rules):
        return None
    return sum(reason.weight for reason in content_reasons(a, b, rules))


def _key(profile: Profile) -> tuple[object, ...]:
    return (
        profile.kind, profile.claim.modality in FACT, profile.first, profile.last, profile.pad, profile.place,
        profile.repeated, profile.lasting, profile.spot, profile.who, profile.whom, profile.number, profile.unit, profile.toll, profile.inside,
        profile.backdrop, profile.at_least, profile.recalls, profile.targets, profile.weapons, (row(profile.claim) or ("",))[0],
    )  # fmt: skip
