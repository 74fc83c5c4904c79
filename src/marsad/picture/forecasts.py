"""The ledger of forecasts: each frozen as it was issued, with its words, horizon and proposed outcome."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from marsad.model.claim import Claim
from marsad.model.ids import digest
from marsad.model.picture import Forecast, ForecastStatus
from marsad.picture.heard import Heard, place_key, plain
from marsad.picture.outlook import Horizon, Likelihood, horizon, likelihood, off_the_map, tables
from marsad.picture.resolve import Ground, resolve
from marsad.reference import Reference

_OTHER_WAY: Mapping[ForecastStatus, ForecastStatus] = {"true": "false", "false": "true"}
"""What is foretold not to come comes true when it is false that it came."""


def forecasts(items: Iterable[Heard], on: Ground) -> tuple[Forecast, ...]:
    """Return one entry for each forecaster and proposition, as first issued, in the order of issue."""
    by_content: dict[tuple[str, ...], list[Heard]] = defaultdict(list)
    for item in items:
        issued_later = item.published is not None and item.published > on.day
        if foretells(item, on.reference) and not issued_later:
            by_content[_proposition_key(item)].append(item)
    found = [_entry(said, on) for said in by_content.values()]
    return tuple(sorted(found, key=lambda entry: (entry.issued or date.max, entry.id)))


def foretells(item: Heard, reference: Reference) -> bool:
    """Return whether a claim is a prediction: with words of one beside it, and no plan of whoever speaks.

    "It would answer with missiles" and "chemical weapons would be discussed" foretell neither missiles nor chemical weapons.
    """
    claim = item.claim
    if claim.modality != "predicted":
        return False
    is_told = bool(likelihood(claim).phrase) or horizon(claim, item.published).basis != "none"
    return is_told and not is_plan(item, reference)


def is_plan(item: Heard, reference: Reference) -> bool:
    """Return whether who speaks only says what he himself will do: "we will attack" is a plan, "we will win" is none."""
    claim = item.claim
    if claim.who is None or not claim.said_by or claim.family not in tables()["plans"]["families"]:
        return False
    speaker, actor = claim.said_by[0], claim.who
    source = reference.sources.get(speaker.source)
    own_side = source is not None and bool(item.who.side) and source.side == item.who.side
    return own_side or plain(actor.text) == plain(speaker.text)


def _proposition_key(item: Heard) -> tuple[str, ...]:
    claim = item.claim
    return (
        item.origin,
        claim.kind,
        item.who.label,
        item.whom.label,
        place_key(claim.where),
        _condition(claim),
    )


def _entry(said: Sequence[Heard], on: Ground) -> Forecast:
    first = min(said, key=lambda item: (item.published or date.max, item.id))
    claim = first.claim
    stated = likelihood(claim)
    until = horizon(claim, first.published)
    status, evidence = resolve(first, until.day, on)
    if stated.negated:
        status = _OTHER_WAY.get(status, status)
    return Forecast(
        id=digest("forecast", *_proposition_key(first)),
        claim=claim.id,
        forecaster=first.origin,
        relayed_by=claim.outlet if claim.said_by else "",
        issued=first.published,
        words=claim.sentence.text,
        proposition=_proposition(claim, stated),
        phrase=stated.phrase,
        low=stated.low,
        high=stated.high,
        horizon_text=until.text,
        horizon=until.day,
        horizon_basis=until.basis,
        condition=_condition(claim),
        status=status,
        flags=_flags(first, stated, until, on),
        evidence=evidence,
        repeats=tuple(sorted(item.id for item in said if item.id != first.id)),
    )


def _proposition(claim: Claim, stated: Likelihood) -> str:
    slots = (("who", claim.who), ("whom", claim.whom), ("where", claim.where))
    filled = [f"{name}: {phrase.text}" for name, phrase in slots if phrase is not None and phrase.text]
    return "; ".join([f"not {claim.kind}" if stated.negated else claim.kind, *filled])


def _condition(claim: Claim) -> str:
    return claim.condition.text if claim.condition else ""


def _flags(item: Heard, stated: Likelihood, until: Horizon, on: Ground) -> tuple[str, ...]:
    flags = {
        "geography": off_the_map(item.claim, on.reference),
        "conditional": item.claim.condition is not None,
        "negated": stated.negated,
        "unscored": not stated.scored,
        "no probability": stated.scored and stated.low is None,
        "no horizon": until.basis == "none",
        "undated": item.published is None,
        "vague": not item.place,
    }
    return tuple(flag for flag, is_raised in flags.items() if is_raised)
