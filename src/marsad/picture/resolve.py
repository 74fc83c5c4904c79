"""Resolving forecasts: what the picture says, from origins other than the forecaster, after it was issued.

The program proposes and a person confirms. "False" needs a picture that is informed otherwise: silence
makes no forecast false.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from marsad.model.event import Event
from marsad.model.picture import ForecastStatus, Holding
from marsad.picture.heard import Heard, facts, plain
from marsad.picture.outlook import tables
from marsad.picture.settings import settings
from marsad.reference import Reference

Finding = Literal["yes", "no", "unknown", "disputed"]
_CONTROL = frozenset({"control.change", "control.hold", "control.contest"})
_EVENT_FAMILIES = frozenset({"attack", "deal", "siege", "relief", "force", "unrest", "casualty"})
_EVENT_KINDS = frozenset({"control.advance", "displacement.flow", "displacement.return"})


@dataclass(frozen=True, slots=True)
class Ground:
    """What forecasts are resolved on: known claims, holdings by place, events, the two clocks."""

    known: Mapping[str, Heard]
    holdings: Mapping[str, Sequence[Holding]]
    events: Sequence[Event]
    reference: Reference
    day: date
    known_by: date


def ground(
    known: Mapping[str, Heard],
    history: Iterable[Holding],
    events: Sequence[Event],
    reference: Reference,
    clocks: tuple[date, date],
) -> Ground:
    """Return what forecasts are resolved on; `clocks` are the picture's day and the day of knowledge."""
    holdings: dict[str, list[Holding]] = defaultdict(list)
    for holding in history:
        holdings[holding.place].append(holding)
    return Ground(known, holdings, events, reference, *clocks)


def resolve(item: Heard, horizon: date | None, on: Ground) -> tuple[ForecastStatus, tuple[str, ...]]:
    """Return the proposed status of a forecast and the claims that it rests on.

    Open until the horizon and a fortnight for late reports have passed; true as soon as it has come true in
    time; void where its condition was not met; unresolvable where it is too vague to be looked up, or where
    nothing is heard of it for as long again as its horizon was away.
    """
    if item.published is None or not _is_definite(item, on):
        return "unresolvable", ()
    until = min(on.day, horizon) if horizon else on.day
    finding, evidence = _find(item, until, on)
    if finding in ("yes", "disputed"):
        return ("true" if finding == "yes" else "disputed"), evidence
    grace = timedelta(days=tables()["grace_days"])
    if horizon is None or on.day <= horizon or on.known_by < horizon + grace:
        return "open", ()
    met, told = _condition_met(item, horizon, on)
    if met == "no":
        return "void", told
    if finding == "no":
        return "false", evidence
    given_up = item.published + (horizon - item.published) * tables()["extend"] + grace
    return ("unresolvable" if on.known_by > given_up else "open"), ()


def _is_definite(item: Heard, on: Ground) -> bool:
    """Return whether a proposition can be looked up: it has a place, or for a tie both parties."""
    if item.kind in _CONTROL:
        return bool(item.place)
    if item.claim.family == "tie":
        return bool(item.who.name and item.whom.name)
    is_event = item.claim.family in _EVENT_FAMILIES or item.kind in _EVENT_KINDS
    place = on.reference.places.get(item.place)
    # Some such thing always comes true somewhere in a country or a province.
    return is_event and bool(item.place) and not (place and place.kind in settings().broad)


def _find(item: Heard, until: date, on: Ground) -> tuple[Finding, tuple[str, ...]]:
    if item.kind in _CONTROL:
        return _find_control(item, until, on)
    if item.claim.family == "tie":
        return _find_tie(item, until, on)
    return _find_event(item, until, on)


def _find_control(item: Heard, until: date, on: Ground) -> tuple[Finding, tuple[str, ...]]:
    """Return whether the place is in the hands that were foretold, by itself or by all its known parts."""
    valid = {place: holding for place in _within(item.place, on) if (holding := _valid(place, until, on))}
    own = valid.get(item.place)
    if own is not None and own.state != "unknown":
        deciding = [own]
    else:
        deciding = [holding for _, holding in sorted(valid.items()) if holding.state != "unknown"]
    if not deciding:
        return "unknown", ()
    who, whom = _parties(item, on)
    if not who and not whom and item.kind != "control.contest":
        return "unknown", ()
    good = [holding for holding in deciding if _as_foretold(holding, item.kind, who, whom)]
    evidence = _independent((claim for holding in deciding for claim in holding.claims_for), item, on)
    if len(good) == len(deciding) and (own in deciding or _has_turned(item, good)):
        if not evidence:
            return "unknown", ()
        denied = [
            claim
            for holding in good
            for claim in holding.claims_against
            if claim in on.known and on.known[claim].claim.modality == "denied"
        ]
        return ("disputed", (*evidence, *denied)) if denied else ("yes", evidence)
    # Still believed on old reports alone is not being informed.
    fresh = [holding for holding in deciding if holding not in good and _is_recent(holding, item, on)]
    against = _independent((claim for holding in fresh for claim in holding.claims_for), item, on)
    return ("no", against) if against else ("unknown", ())


def _within(place: str, on: Ground) -> list[str]:
    return [p for p in sorted(on.holdings) if p == place or place in on.reference.places.ancestors(p)]


def _valid(place: str, day: date, on: Ground) -> Holding | None:
    for holding in on.holdings.get(place, ()):
        if holding.first <= day and (holding.last is None or day <= holding.last):
            return holding
    return None


def _parties(item: Heard, on: Ground) -> tuple[str, str]:
    """Return who is to hold the place and who is to lose it: "X will fall" is about its holder of the day."""
    if item.who.label or item.whom.label or item.published is None:
        return item.who.label, item.whom.label
    then = _valid(item.place, item.published, on)
    return "", then.holder if then else ""


def _as_foretold(holding: Holding, kind: str, who: str, whom: str) -> bool:
    if kind == "control.contest":
        return holding.state == "contested"
    if holding.state != "held":
        return False
    return holding.holder == who if who else holding.holder != whom


def _has_turned(item: Heard, good: Iterable[Holding]) -> bool:
    """Return whether some part of the place did change hands after the forecast."""
    return any(item.published is not None and holding.first >= item.published for holding in good)


def _is_recent(holding: Holding, item: Heard, on: Ground) -> bool:
    return any(
        (known.published or date.min) >= (item.published or date.min)
        for claim in holding.claims_for
        if (known := on.known.get(claim)) is not None
    )


def _find_event(item: Heard, until: date, on: Ground) -> tuple[Finding, tuple[str, ...]]:
    for event in on.events:
        if event.kind != item.kind or event.when is None or event.when.first is None:
            continue
        in_time = item.published is not None and item.published <= event.when.first <= until
        inside = event.place and item.place in (event.place, *on.reference.places.ancestors(event.place))
        if in_time and inside and _parties_fit(item, event, on) and _details_fit(item, event, on):
            asserted = [claim for claim in event.claims if claim not in event.against]
            if evidence := _independent(asserted, item, on):
                against = tuple(claim for claim in event.against if claim in on.known)
                return ("disputed", (*evidence, *against)) if against else ("yes", evidence)
    later = [
        known.id
        for known in facts(on.known.values(), "control", *_EVENT_FAMILIES)
        if item.place in known.chain and known.first is not None and known.first > until
    ]
    against = _independent(later, item, on)
    return ("no", against[:5]) if against else ("unknown", ())


def _details_fit(item: Heard, event: Event, on: Ground) -> bool:
    """Whether the event meets the number foretold, where there is one, and the destination of a move."""
    if item.claim.family == "displacement" and item.claim.where is not None and item.claim.where.place:
        told = [on.known[claim].claim.where for claim in event.claims if claim in on.known]
        if not any(where is not None and where.place == item.claim.where.place for where in told):
            return False
    wanted = item.claim.count
    if wanted is None:
        return True
    figures = [known.claim.count for claim in event.claims if (known := on.known.get(claim)) is not None]
    return any(
        found is not None
        and (wanted.low is None or found.high is None or found.high >= wanted.low)
        and (wanted.high is None or found.low is None or found.low <= wanted.high)
        for found in figures
    )


def _parties_fit(item: Heard, event: Event, on: Ground) -> bool:
    told = [on.known[claim] for claim in event.claims if claim in on.known]
    for wanted, found in (
        (item.who.label, {known.who.label for known in told}),
        (item.whom.label, {known.whom.label for known in told}),
    ):
        if wanted and found - {""} and wanted not in found:
            return False
    return True


def _find_tie(item: Heard, until: date, on: Ground) -> tuple[Finding, tuple[str, ...]]:
    told = [
        known.id
        for known in facts(on.known.values(), item.kind)
        if (known.who.name, known.whom.name) == (item.who.name, item.whom.name)
        and known.last is not None
        and item.published is not None
        and item.published <= known.last <= until
    ]
    evidence = _independent(told, item, on)
    return ("yes", evidence) if evidence else ("unknown", ())


def _independent(claims: Iterable[str], item: Heard, on: Ground) -> tuple[str, ...]:
    """Return the claims that others than the forecaster made once the forecast was out."""
    found = {
        claim
        for claim in claims
        if (known := on.known.get(claim)) is not None
        and known.origin != item.origin
        and known.published is not None
        and item.published is not None
        and known.published >= item.published
        and known.claim.report != item.claim.report
    }
    return tuple(sorted(found))


def _condition_met(item: Heard, horizon: date, on: Ground) -> tuple[Finding, tuple[str, ...]]:
    """Return whether what the if-clause asks for was told of in time; unknown where its words say nothing."""
    if item.claim.condition is None or item.published is None:
        return "unknown", ()
    conditions: Mapping[str, Sequence[str]] = tables()["conditions"]
    words = plain(item.claim.condition.text).split()
    kinds = [kind for word in words for kind in conditions.get(word, ())]
    if not kinds:
        return "unknown", ()
    told = [known for known in on.known.values() if known.claim.modality == "asserted" and known.first]
    near = [known for known in told if not item.place or item.place in known.chain or known.place in item.chain]
    in_time = [known for known in near if known.first and item.published <= known.first <= horizon]
    if met := [known.id for known in facts(in_time, *kinds)]:
        return "yes", tuple(sorted(met))
    return ("no", tuple(sorted(known.id for known in in_time))) if in_time else ("unknown", ())
