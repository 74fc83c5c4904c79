"""The dead, the wounded and the missing: a line an event, a dot an origin, nothing added up."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.model.claim import Claim
from marsad.model.picture import Toll
from marsad.publish import words
from marsad.publish.page.desk import Cite, Desk, Tick, slug
from marsad.publish.page.scale import Range, Scale, over, ranged


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """The figure of one origin; `old` where the same origin has since given another."""

    said_by: str
    paint: str
    amount: str
    range: Range
    old: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One toll with the figure of each origin."""

    anchor: str
    measure: str
    where: str
    span: str
    about: str
    amount: str
    rule: str
    range: Range | None
    best: float | None
    dots: tuple[Dot, ...]
    uncounted: int
    cite: Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """All tolls on one scale."""

    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]


def ledger(desk: Desk) -> Ledger:
    """Return the tolls in the order of their days, those without a day last."""
    tolls = sorted(desk.picture.tolls, key=lambda item: (str(item.first or "9999"), item.measure != "killed", item.id))
    scale = over(value for item in tolls for value in (item.low, item.best, item.high))
    return Ledger(lines=tuple(_line(desk, item, scale) for item in tolls), ticks=scale.ticks)


def _line(desk: Desk, item: Toll, scale: Scale) -> Line:
    look = desk.look
    dots = _dots(desk, item, scale)
    return Line(
        anchor=f"t-{slug(item.id)}", measure=item.measure, where=look.place_name(item.place, item.place_text),
        span=words.span(item.first, item.last, desk.axis.last), about=_about(desk, item),
        amount=words.count(item.low, item.high), rule=item.rule,
        range=ranged(scale, item.low, item.high), dots=dots, uncounted=len(item.claims) - len(dots),
        best=scale.at(item.best) if item.best is not None and item.low != item.high else None,
        cite=desk.cite(item.claims, item.superseded),
    )  # fmt: skip


def _about(desk: Desk, item: Toll) -> str:
    who, whom = desk.look.party_name(item.who), desk.look.party_name(item.whom)
    running = "the war until then" if item.is_running_total else ""
    return ", ".join(part for part in (whom, f"blamed on {who}" if who else "", running) if part)


def _dots(desk: Desk, item: Toll, scale: Scale) -> tuple[Dot, ...]:
    """Return one dot for each origin and number: an origin that repeats itself is one."""
    made: dict[tuple[str, object, object], Dot] = {}
    for name in (*item.claims, *item.superseded):
        claim = desk.look.claims.get(name)
        if claim is None or claim.count is None:
            continue
        found = ranged(scale, claim.count.low, claim.count.high)
        origin = desk.look.edition.reconciled.origin_of.get(name, name)
        if found:
            made.setdefault((origin, found.low, found.high), _dot(desk, claim, found, name in item.superseded))
    return tuple(made[key] for key in sorted(made, key=str))


def _dot(desk: Desk, claim: Claim, found: Range, old: bool) -> Dot:
    count = claim.count
    speaker = claim.said_by[0] if claim.said_by else None
    source = desk.look.source((speaker.source or speaker.text) if speaker else claim.outlet)
    return Dot(
        said_by=desk.look.origin_name(claim.id), paint=desk.paint(source.side if source else ""),
        amount=words.count(count.low, count.high) if count else "", range=found, old=old,
    )  # fmt: skip
