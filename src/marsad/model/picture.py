"""The picture: what claims add up to on a day, as known on a day, each item with its claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from marsad.model.event import Event

HoldingState = Literal["held", "claimed", "contested", "unknown"]
ForecastStatus = Literal["open", "true", "false", "void", "unresolvable", "disputed"]


RUNNING_TOTAL = 5000
"""So many people die of no single event: a number like that is what a war has cost until it is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Who held one place from `first` on, until `last` (None: still so on the picture's day).

    `change_first` and `change_last` bound the day on which it began. `belief` is between 0 and 1.
    """

    id: str
    place: str
    state: HoldingState
    holder: str
    first: date
    last: date | None
    change_first: date
    change_last: date
    belief: float
    claims_for: tuple[str, ...]
    claims_against: tuple[str, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """How much of a whole one holder has: of its `places`, and of the people who live in them, each as a share.

    `holder` is "" where the state is contested or unknown. `besieged` counts the places of it that are under siege.
    """

    state: HoldingState
    holder: str
    places: int
    share: float
    population_share: float | None
    besieged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Presumption:
    """Who presumably holds a place, by its own last word and those of the places around it: schematic, no holding.

    `belief` is between 0 and 1. `basis` is what decides: its "own word", its "surroundings", or who held it "before
    the war". `claims` are some of those that it rests on.
    """

    place: str
    holder: str
    belief: float
    basis: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share of a place that changed hands or is held, kept on the place and never on its parts."""

    id: str
    place: str
    place_text: str
    holder: str
    loser: str
    low: float
    high: float
    when: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Siege:
    """A siege of a place: an overlay on control, not a holder."""

    id: str
    place: str
    place_text: str
    besieger: str
    besieged: str
    first: date | None
    last: date | None
    supply_cut: bool
    claims_for: tuple[str, ...]
    claims_against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """People displaced: a flow, a return, a stock or a trapped population, as one origin gives it.

    Of rival figures for one matter one is `recommended`, the others are kept for `triangulation`. A stock is `fresh`
    for 90 days after it was told, then `stale`, and `expired` after a year; a flow stays what it was. Households are
    counted as told; `persons_low` and `persons_high` are their persons, where the pack states the size of a household.
    """

    id: str
    measure: Literal["flow", "stock", "return", "trapped"]
    whence: str
    where: str
    whence_text: str
    where_text: str
    first: date | None
    last: date | None
    low: float | None
    high: float | None
    unit: str
    said_by: str
    claims: tuple[str, ...]
    derived: bool = False
    parts: tuple[str, ...] = ()
    rival_of: tuple[str, ...] = ()
    role: Literal["recommended", "triangulation"] = "recommended"
    age: Literal["fresh", "stale", "expired"] = "fresh"
    persons_low: float | None = None
    persons_high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Whether the stock of a place moved as the flows told in between say; nothing is corrected by it.

    `change` is how much the stock that one origin tells grew, `moved` what flows and returns of that time add up to,
    and `residual` what neither explains, each as the lowest and highest that the figures allow.
    """

    place: str
    said_by: str
    first: date
    last: date
    change: tuple[float, float]
    moved: tuple[float, float]
    residual: tuple[float, float]
    movements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """People killed, injured or missing in one event: low, best and high, and each origin's figure."""

    id: str
    measure: Literal["killed", "injured", "missing"]
    event: str
    place: str
    place_text: str
    who: str
    whom: str
    first: date | None
    last: date | None
    low: float | None
    best: float | None
    high: float | None
    rule: str
    claims: tuple[str, ...]
    superseded: tuple[str, ...] = ()

    @property
    def is_running_total(self) -> bool:
        """Return whether so many are of a whole war up to the day on which they were told, and not of one event."""
        return (self.low or self.best or 0) >= RUNNING_TOTAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """Tolls added up over one key (a place, a side, a day), counting nobody twice."""

    key: str
    measure: Literal["killed", "injured", "missing"]
    low: float | None
    best: float | None
    high: float | None
    tolls: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A backs, is allied to, fights or breaks with B; `first` is the day it was first told of."""

    id: str
    relation: Literal["support", "ally", "oppose", "end"]
    who: str
    whom: str
    first: date | None
    last: date | None
    claims_for: tuple[str, ...]
    claims_against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """A predicted claim in the ledger, frozen as it was issued.

    `low` and `high` are the probability that its words state by ICD 203, None where they state none.
    `repeats` are later claims in which the same forecaster says the same. `status` is proposed by the program until a
    person rules; then it is that person's, `ruled_by` names them and `proposed` keeps what the program had proposed.
    """

    id: str
    claim: str
    forecaster: str
    relayed_by: str
    issued: date | None
    words: str
    proposition: str
    phrase: str
    low: float | None
    high: float | None
    horizon_text: str
    horizon: date | None
    horizon_basis: str
    condition: str
    status: ForecastStatus
    flags: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()
    proposed: ForecastStatus | None = None
    ruled_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A person's verdict on a forecast; `status` None takes an earlier one back. `when` is an ISO day or time."""

    forecast: str
    status: ForecastStatus | None
    by: str
    when: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """How somebody's forecasts have fared.

    `brier` and `log_score` are means over the `scored` ones, which state a probability and came true or false: the
    square of the error of the middle of the band (0 is best), and the log of the probability given to what came about
    (0 is best). `brier_low` and `brier_high` are the best and the worst within the bands. Forecasts without a
    probability count as `hits` of `bare`, with the Wilson interval of 95 per cent. Repeats of a forecast count once.
    """

    key: str
    issued: int
    statuses: Mapping[str, int]
    ruled: int
    scored: int
    brier: float | None
    brier_low: float | None
    brier_high: float | None
    log_score: float | None
    bare: int
    hits: int
    hit_rate: float | None
    hit_low: float | None
    hit_high: float | None
    unresolvable: float
    uncommitted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The picture of one `day`, as known from what was published by `known_by`.

    `notes` say in words what could not be placed: claims without a date, changes without a place.
    """

    day: date
    known_by: date
    holdings: tuple[Holding, ...] = ()
    history: tuple[Holding, ...] = ()
    presumed: tuple[Presumption, ...] = ()
    shares: tuple[Share, ...] = ()
    sieges: tuple[Siege, ...] = ()
    movements: tuple[Movement, ...] = ()
    tolls: tuple[Toll, ...] = ()
    ties: tuple[Tie, ...] = ()
    forecasts: tuple[Forecast, ...] = ()
    records: tuple[Record, ...] = ()
    events: tuple[Event, ...] = ()
    run: str = ""
    notes: tuple[str, ...] = ()
