"""Events: what claims of many reports agree to be one happening, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from marsad.model.claim import Kind
from marsad.model.when import When

Verdict = Literal["same", "different", "copy", "contradicts", "supersedes"]
DisputeState = Literal["open", "settled", "moot"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One comparison that spoke for or against a link, with its weight (log2 odds) and its words."""

    feature: str
    weight: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two claims (or two reports, for a copy) and what they are to each other."""

    a: str
    b: str
    verdict: Verdict
    score: float
    reasons: tuple[Reason, ...] = ()
    by: str = "rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that the claims of an event give, by origin, with the rule that picked the headline.

    `measure` is killed, injured, missing, displaced, trapped, ...; `low` and `high` are the range
    over origins; `best` the headline figure, picked by `rule` ("conservative": the lowest figure of
    any origin, "best": the latest figure of the best-placed origin, "settled": the figure of the side that a settled
    dispute favours). `claims` begin with those of the
    best-placed origin. `whose` is the side of the people
    counted, where the claims name one. `parts` are claims of a number inside a number ("including
    three children"), which are no rivals of the whole.
    """

    measure: str
    unit: str
    low: float | None
    best: float | None
    high: float | None
    rule: str
    claims: tuple[str, ...]
    superseded: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    whose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Claims that contradict each other: they cannot all be right.

    `about` is "holder" (who took a place), "culprit" (who did it), "toll." with a measure (how many), or "denial"
    (whether it happened). It is `settled` where a person, or a side's own later word, decided for the side numbered
    `favours`, and `moot` where a later state is agreed; `by` and `why` tell who or what closed it.
    """

    id: str
    about: str
    sides: tuple[tuple[str, ...], ...]
    words: str
    state: DisputeState = "open"
    favours: int | None = None
    by: str = ""
    why: str = ""

    @property
    def refuted(self) -> frozenset[str]:
        """Return the claims of the sides that it was settled against."""
        if self.state != "settled":
            return frozenset()
        return frozenset(claim for number, side in enumerate(self.sides) if number != self.favours for claim in side)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One happening, and all the claims that tell of it.

    `place` is a gazetteer id or "", `who` and `whom` actor ids or words. `origins` counts
    independent origins of the claims that say it happened, `reports` the reports that print them.
    `against` are those of `claims` that deny it; where it is all of them, `origins` is 0.
    """

    id: str
    kind: Kind
    place: str
    place_text: str
    when: When | None
    who: tuple[str, ...]
    whom: tuple[str, ...]
    claims: tuple[str, ...]
    origins: int
    reports: int
    figures: tuple[Figure, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """How often other origins have later said the same as one origin, or contradicted it, in events.

    `low` and `high` bound the confirmed share (95 %, Wilson); None where too few events tell.
    """

    confirmed: int
    contradicted: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """What reconciling makes of claims.

    `origin_of` maps each claim to its origin: claims with the same origin are one witness. `dated`
    maps each claim to the days it is taken to be about, by publication where its words name none.
    `questions` are links that the rules leave to a person, each with the verdict that they lean to.
    `records` tells by origin how its word has fared. `set_aside` are claims that a settled dispute found wrong: they
    stay in their events and move nothing.
    """

    events: tuple[Event, ...]
    links: tuple[Link, ...]
    origin_of: dict[str, str]
    run: str
    dated: dict[str, When] = field(default_factory=dict)
    questions: tuple[Link, ...] = ()
    records: dict[str, Record] = field(default_factory=dict)
    set_aside: tuple[str, ...] = ()
