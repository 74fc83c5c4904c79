"""Sieges: an overlay on control. Who besieges a place does not hold it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from marsad.model.ids import digest
from marsad.model.picture import Siege
from marsad.picture.heard import Heard, facts, place_key

_OPENING = frozenset({"siege.begin", "siege.hold", "siege.supply_cut"})


@dataclass(slots=True)
class _Siege:
    """A siege while its story is being told."""

    first: Heard
    began: date | None
    ended: date | None = None
    besieger: str = ""
    besieged: str = ""
    supply_cut: bool = False
    claims_for: set[str] = field(default_factory=set)
    claims_against: set[str] = field(default_factory=set)


def sieges(items: Sequence[Heard]) -> tuple[Siege, ...]:
    """Return the sieges that claims tell of, place by place.

    A siege lasts from the first day told of until it is said to be broken, or the place, or what it lies in,
    to be taken by the besieger or by anybody whom the besieged are not. A cut supply line belongs to the siege of its sentence, else to its own place. A claim that
    names no besieger belongs to whatever siege of the place is open.
    """
    told: dict[str, list[Heard]] = defaultdict(list)
    spots = _sentence_places(items)
    for item in items:
        if item.claim.modality not in ("asserted", "denied"):
            continue
        if item.claim.family == "siege" or item.kind == "control.change":
            place = _place(item, spots)
            if place:
                told[place].append(item)
    for place in list(told):
        told[place] += _taken_around(told[place], items)
    found: list[Siege] = []
    for place in sorted(told):
        is_known = any(item.place == place for item in items)
        found.extend(_published(place if is_known else "", place, _tell(told[place])))
    return tuple(found)


def _taken_around(own: Sequence[Heard], items: Sequence[Heard]) -> list[Heard]:
    """Return the captures of what the besieged place lies in: who takes the whole city ends the sieges within."""
    around = {place for item in own for place in item.chain[1:]}
    return [
        item for item in items
        if item.kind == "control.change" and item.claim.modality == "asserted" and item.place in around
        and item.claim.where is not None and not item.claim.where.part and item.claim.count is None
    ]  # fmt: skip


def _sentence_places(items: Iterable[Heard]) -> dict[tuple[str, int], str]:
    """Return the place that each sentence names: that of its siege, else of whatever else it tells."""
    found: dict[tuple[str, int], str] = {}
    for item in sorted(facts(items, "siege", "control", "attack"), key=_closeness):
        if item.place:
            found.setdefault((item.claim.report, item.claim.sentence.start), item.place)
    return found


def _closeness(item: Heard) -> tuple[bool, bool, int, str]:
    is_siege = item.kind in ("siege.begin", "siege.hold")
    return (not is_siege, item.kind == "siege.supply_cut", item.claim.cue.start, item.id)


def _place(item: Heard, spots: Mapping[tuple[str, int], str]) -> str:
    """Return the besieged place: a cut road, or "they were encircled", is about that of its sentence."""
    own = item.place or place_key(item.claim.where)
    if item.kind == "siege.supply_cut" or not item.place:
        return spots.get((item.claim.report, item.claim.sentence.start), own)
    return own


def _tell(items: Sequence[Heard]) -> list[_Siege]:
    ordered = sorted(items, key=lambda item: (item.first or date.min, item.last or date.min, item.id))
    told: list[_Siege] = []
    for item in ordered:
        if item.claim.modality == "denied":
            continue
        if item.kind in _OPENING:
            _open(told, item)
        elif item.kind == "siege.end":
            _close([siege for siege in told if siege.ended is None], item)
        else:
            _close([s for s in told if s.ended is None and _takes(item, s)], item)
    for item in ordered:
        if item.claim.modality == "denied" and item.claim.family == "siege":
            _deny(told, item)
    return told


def _takes(item: Heard, siege: _Siege) -> bool:
    """Whether a capture ends a siege: the besieger takes the place, or anybody whom the besieged are not."""
    who = item.who.label
    return bool(who) and (who == siege.besieger or (bool(siege.besieged) and who != siege.besieged))


def _open(told: list[_Siege], item: Heard) -> None:
    still = [siege for siege in told if siege.ended is None]
    besieger = item.who.label
    siege = next((s for s in still if not besieger or not s.besieger or s.besieger == besieger), None)
    if siege is None:
        siege = _Siege(first=item, began=item.first)
        told.append(siege)
    siege.besieger = siege.besieger or besieger
    siege.besieged = siege.besieged or item.whom.label
    siege.supply_cut = siege.supply_cut or item.kind == "siege.supply_cut"
    siege.began = siege.began or item.first
    siege.claims_for.add(item.id)


def _close(sieges_open: Iterable[_Siege], item: Heard) -> None:
    for siege in sieges_open:
        siege.ended = item.last
        if item.claim.family == "siege":
            siege.claims_for.add(item.id)


def _deny(told: Iterable[_Siege], item: Heard) -> None:
    for siege in told:
        before = siege.began is not None and item.last is not None and item.last < siege.began
        after = siege.ended is not None and item.first is not None and item.first > siege.ended
        if not before and not after:
            # To deny that a siege has ended is to say that it goes on.
            (siege.claims_for if item.kind == "siege.end" else siege.claims_against).add(item.id)


def _published(place: str, spot: str, told: Iterable[_Siege]) -> list[Siege]:
    return [
        Siege(
            id=digest("siege", spot, siege.besieger, siege.began),
            place=place,
            place_text=siege.first.claim.where.text if siege.first.claim.where else "",
            besieger=siege.besieger,
            besieged=siege.besieged,
            first=siege.began,
            last=siege.ended,
            supply_cut=siege.supply_cut,
            claims_for=tuple(sorted(siege.claims_for)),
            claims_against=tuple(sorted(siege.claims_against)),
        )
        for siege in told
    ]
