"""Sieges, ties and forecasts: the three short ledgers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from marsad.model.claim import Claim
from marsad.model.picture import Forecast, Record, Siege, Tie
from marsad.publish import besieged, words
from marsad.publish.lookup import Lookup
from marsad.publish.page.desk import Cite, Desk, slug
from marsad.publish.page.phrases import tell

RELATIONS = {"support": "backed", "ally": "sided with", "oppose": "opposed", "end": "broke with"}
STATUSES = {
    "open": "Still open", "true": "Came true", "false": "Did not come true", "void": "Void",
    "unresolvable": "Cannot be settled", "disputed": "Disputed",
}  # fmt: skip


FLAGS = {
    "geography": "It puts the place by the sea, where the gazetteer has it inland.",
    "unscored": "It commits to nothing and is not scored.",
    "vague": "It names no place that can be looked up.",
    "no horizon": "It does not say by when.",
    "undated": "The report has no date.",
}
"""What is odd in a forecast, for the reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiegeRow:
    """One siege with its days, in percent of the axis; `early` where it began before the axis."""

    anchor: str
    where: str
    parties: str
    span: str
    running: bool
    paint: str
    x: float
    width: float
    early: bool
    shown: bool
    cite_for: Cite
    cite_against: Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class TieRow:
    """One tie as seen from the party that it is listed under."""

    anchor: str
    relation: str
    words: str
    whom: str
    paint: str
    span: str
    ended: bool
    cite_for: Cite
    cite_against: Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class TieGroup:
    """The ties of one party."""

    who: str
    paint: str
    ties: tuple[TieRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastRow:
    """One forecast as it was issued, and what became of it. `low` and `high` are in percent."""

    anchor: str
    forecaster: str
    relayed_by: str
    issued: str
    words: str
    read_as: str
    phrase: str
    low: float | None
    high: float | None
    horizon: str
    condition: str
    status: str
    status_words: str
    flags: tuple[str, ...] = ()
    cite: Cite
    evidence: Cite


def sieges(desk: Desk) -> tuple[SiegeRow, ...]:
    """Return the sieges, those that go on first."""
    rows = [_siege(desk, item) for item in desk.picture.sieges]
    return tuple(sorted(rows, key=lambda row: (not row.running, row.x, -len(row.cite_for), row.where, row.anchor)))


def _siege(desk: Desk, item: Siege) -> SiegeRow:
    axis, look = desk.axis, desk.look
    first, last = item.first or axis.first, item.last or axis.last
    by, of = look.party_name(item.besieger), look.party_name(item.besieged)
    cut = "supplies cut" if item.supply_cut else ""
    held, inside, days = besieged.is_silent(look, item), besieged.trapped(look, item), besieged.days(look, item)
    people = f"{words.counted(inside.low, inside.high, 'people')} said to be trapped" if inside else ""
    lasted = f"{words.many(days, 'day')}" if days else ""
    span = words.span(item.first, item.last, axis.last) or "days not known"
    state = besieged.state(look, item) if held else ""
    begin, end = max(first, axis.first), min(last, axis.last)
    return SiegeRow(
        anchor=f"g-{slug(item.id)}", where=look.place_name(item.place, item.place_text),
        parties=", ".join(part for part in (f"by {by}" if by else "", f"of {of}" if of else "", cut, people) if part),
        span=", ".join(part for part in (span, lasted, state) if part),
        running=(item.last is None or item.last >= axis.last) and not held,
        paint=desk.paint(item.besieger), shown=begin <= end, early=item.first is None or item.first < axis.first,
        x=axis.left(begin), width=axis.width(begin, end) if begin <= end else 0.0,
        cite_for=desk.cite(item.claims_for, inside.claims if inside else ()), cite_against=desk.cite(item.claims_against),
    )  # fmt: skip


def ties(desk: Desk) -> tuple[TieGroup, ...]:
    """Return the ties, grouped by the party that backs, joins, fights or leaves."""
    look = desk.look
    order = list(RELATIONS)
    named = [item for item in desk.picture.ties if look.party_name(item.who) and look.party_name(item.whom)]
    named.sort(
        key=lambda item: (look.party_name(item.who), order.index(item.relation), look.party_name(item.whom), item.id)
    )
    made = [
        TieGroup(who=who, paint=desk.paint(members[0].who), ties=tuple(_tie(desk, item) for item in members))
        for who, group in groupby(named, key=lambda item: look.party_name(item.who))
        if (members := list(group))
    ]
    return tuple(sorted(made, key=lambda group: (-len(group.ties), group.who)))


def _tie(desk: Desk, item: Tie) -> TieRow:
    return TieRow(
        anchor=f"l-{slug(item.id)}", relation=item.relation, words=RELATIONS[item.relation],
        whom=desk.look.party_name(item.whom), paint=desk.paint(item.whom),
        span=f"first told {words.span(item.first, item.first, desk.axis.last)}" if item.first else "",
        ended=item.last is not None, cite_for=desk.cite(item.claims_for), cite_against=desk.cite(item.claims_against),
    )  # fmt: skip


def forecasts(desk: Desk) -> tuple[ForecastRow, ...]:
    """Return the forecasts in the order in which they were issued."""
    ordered = sorted(desk.picture.forecasts, key=lambda item: (str(item.issued or ""), item.id))
    return tuple(_forecast(desk, item) for item in ordered)


def _forecast(desk: Desk, item: Forecast) -> ForecastRow:
    look = desk.look
    horizon = item.horizon_text or (words.day(item.horizon) if item.horizon else "")
    by = words.span(item.horizon, item.horizon, desk.axis.last) if item.horizon and item.horizon_text else ""
    claim = look.claims.get(item.claim)
    return ForecastRow(
        anchor=f"f-{slug(item.id)}", forecaster=look.said_by(item.forecaster, (item.claim,)) or look.outlet_name(item.relayed_by),
        relayed_by=look.outlet_name(claim.outlet if claim else item.relayed_by),
        issued=words.span(item.issued, item.issued, desk.axis.last) if item.issued else "day not known",
        words=item.words or item.proposition,
        read_as=_read_as(look, item, claim) if item.words else "", phrase=item.phrase,
        flags=tuple(FLAGS[flag] for flag in item.flags if flag in FLAGS),
        low=None if item.low is None else round(100 * item.low), high=None if item.high is None else round(100 * item.high),
        horizon=f"{horizon} ({by})" if by else horizon, condition=item.condition, status=item.status,
        status_words=STATUSES.get(item.status, item.status), cite=desk.cite((item.claim,)), evidence=desk.cite(item.evidence),
    )  # fmt: skip


def _read_as(look: Lookup, item: Forecast, claim: Claim | None) -> str:
    """Return what is foretold as the page tells of events, in the tense of its having come."""
    if claim is None:
        return item.proposition.replace(".", ": ", 1).replace("_", " ")
    who, whom = (look.party_in_text(party.actor or party.text) if party else "" for party in (claim.who, claim.whom))
    where, whence = (look.place_name(spot.place, spot.text) if spot else "" for spot in (claim.where, claim.whence))
    told = tell(claim.kind, who=who, whom=whom, where=where, whence=whence)
    return f"it will not be that: {told}" if "negated" in item.flags else told


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """How one forecaster has fared, in words; "–" where there is nothing to score."""

    name: str
    issued: int
    hits: str
    brier: str
    log_score: str
    vague: str


def track_records(desk: Desk) -> tuple[RecordRow, ...]:
    """Return the record of each forecaster, those with most forecasts first."""
    named = {item.forecaster: item for item in desk.picture.forecasts}
    return tuple(_record(desk, item, named[item.key]) for item in desk.picture.records)


def _record(desk: Desk, item: Record, forecast: Forecast) -> RecordRow:
    hits, brier = "–", "–"
    if item.hit_low is not None and item.hit_high is not None:
        hits = f"{item.hits} of {item.bare} ({100 * item.hit_low:.0f}–{100 * item.hit_high:.0f} %)"
    if item.brier is not None and item.brier_low is not None and item.brier_high is not None:
        brier = f"{item.brier:.2f} ({item.brier_low:.2f}–{item.brier_high:.2f})"
    return RecordRow(
        name=desk.look.said_by(item.key, (forecast.claim,)) or desk.look.outlet_name(forecast.relayed_by),
        issued=item.issued, hits=hits, brier=brier,
        log_score=f"{item.log_score:.2f}" if item.log_score is not None else "–", vague=f"{100 * item.unresolvable:.0f} %",
    )  # fmt: skip


def _forecasts(count: int) -> str:
    return f"{words.spelled(count)} forecast{'' if count == 1 else 's'}"


def standing(rows: Sequence[ForecastRow]) -> str:
    """Return how the forecasts stand, in words: "Nine forecasts: four came true, five are still open"."""
    counted = Counter(row.status for row in rows)
    parts = [
        f"{words.spelled(counted[status])} {label.lower()}" for status, label in STATUSES.items() if counted[status]
    ]
    return f"{words.sentence_case(_forecasts(len(rows)))}: {words.join(parts, 6)}." if rows else ""
