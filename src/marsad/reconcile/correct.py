"""Correcting a slot of a claim by hand: the words stay where they are, what they mean changes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, get_args

from marsad.model.claim import KINDS, Claim, Count, Modality, Party, Speaker
from marsad.model.problem import MarsadError
from marsad.model.when import When
from marsad.model.where import Where
from marsad.reference import Reference

_COUNT = re.compile(
    r"(?P<low>\d+(?:\.\d+)?)?(?P<dots>\.\.)?(?P<high>\d+(?:\.\d+)?)?(?P<plus>\+)?(?:\s+(?P<unit>\w[\w ]*))?"
)


def corrected(claim: Claim, slot: str, value: str, reference: Reference) -> Claim:
    """Return the claim with a slot set by hand; an empty value clears it. The claim keeps its id.

    Raises MarsadError, which says how the value is written, for a slot or a value that is none.
    """
    if slot not in SLOTS:
        raise MarsadError(f"{slot!r} is no slot that can be corrected; choose one of {', '.join(SLOTS)}.")
    return SLOTS[slot](claim, slot, value.strip(), reference)


def _party(claim: Claim, slot: str, value: str, reference: Reference) -> Claim:
    if not value:
        return _with(claim, slot, None)
    before: Party | None = getattr(claim, slot)
    actor = reference.actors.get(value) or reference.actors.named(value)
    day = claim.when.first if claim.when else None
    side = reference.actors.side(actor.id, day or _day(claim.published)) if actor else ""
    text = before.text if before and actor else actor.name if actor else value
    start, end = (before.start, before.end) if before and actor else (-1, -1)
    return _with(claim, slot, Party(text=text, start=start, end=end, actor=actor.id if actor else "", side=side))


def _where(claim: Claim, slot: str, value: str, reference: Reference) -> Claim:
    if not value:
        return _with(claim, slot, None)
    found = reference.places.get(value) or next(iter(reference.places.named([value]).get(value, ())), None)
    if found is None:
        raise MarsadError(
            f"No gazetteer holds a place {value!r}. Give its id or name as in places.csv, or add it to the pack first."
        )
    before: Where | None = getattr(claim, slot)
    base = before or Where(text=found.name, start=-1, end=-1)
    return _with(claim, slot, replace(base, place=found.id, name=found.name, candidates=()))


def _when(claim: Claim, slot: str, value: str, _: Reference) -> Claim:
    if not value:
        return _with(claim, slot, None)
    first, slash, last = value.partition("/")
    begins, ends = _day(first), _day(last if slash else first)
    if begins is None or ends is None or ends < begins:
        raise MarsadError(f"{value!r} is no day; write 2016-11-29, or 2016-11-27/2016-11-29.")
    before = claim.when
    words = (before.text, before.start, before.end) if before else ("", -1, -1)
    when = When(
        first=begins, last=ends, precision="day" if begins == ends else "days", basis="stated",
        text=words[0], start=words[1], end=words[2],
    )  # fmt: skip
    return _with(claim, slot, when)


def _count(claim: Claim, slot: str, value: str, _: Reference) -> Claim:
    if not value:
        return _with(claim, slot, None)
    match = _COUNT.fullmatch(value)
    if match is None or not (match["low"] or match["high"]):
        raise MarsadError(f"{value!r} is no number; write 20, 20..30, 20+ or ..30, and a unit after it if need be.")
    low = float(match["low"]) if match["low"] else None
    high = float(match["high"]) if match["high"] else None
    if not match["dots"] and not match["plus"]:
        high = low
    if low is not None and high is not None and high < low:
        raise MarsadError(f"{value!r} ends below where it begins.")
    before = claim.count
    unit = match["unit"] or (before.unit if before else "people")
    words = (before.text, before.start, before.end) if before else (value, -1, -1)
    count = Count(
        text=words[0], start=words[1], end=words[2], low=low, high=high, unit=unit, more=bool(before and before.more)
    )
    return _with(claim, slot, count)


def _choice(options: tuple[str, ...]) -> Callable[[Claim, str, str, Reference], Claim]:
    def choose(claim: Claim, slot: str, value: str, _: Reference) -> Claim:
        if value not in options:
            raise MarsadError(f"{value!r} is no {slot}; choose one of {', '.join(options)}.")
        return _with(claim, slot, value)

    return choose


def _said_by(claim: Claim, slot: str, value: str, reference: Reference) -> Claim:
    if not value:
        return _with(claim, slot, ())
    source = reference.sources.get(value) or reference.sources.named(value)
    before = claim.said_by[0] if claim.said_by else Speaker(text=source.name if source else value)
    nearest = replace(before, source=source.id) if source else Speaker(text=value)
    return _with(claim, slot, (nearest, *claim.said_by[1:]))


SLOTS: dict[str, Callable[[Claim, str, str, Reference], Claim]] = {
    "who": _party,
    "whom": _party,
    "where": _where,
    "whence": _where,
    "when": _when,
    "count": _count,
    "kind": _choice(KINDS),
    "modality": _choice(get_args(Modality)),
    "said_by": _said_by,
}
"""The slots that a person can correct, each with what reads the value."""


def _with(claim: Claim, slot: str, value: Any) -> Claim:
    return replace(claim, **{slot: value})


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
