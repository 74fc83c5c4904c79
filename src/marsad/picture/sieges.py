"""Sieges: an overlay on control. Who besieges a place does not hold it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date

from marsad.model.ids import digest
from marsad.model.picture import Siege
from marsad.picture.heard import Heard, facts, is_name, place_key, plain
from marsad.picture.settings import Settings
from marsad.reference import Reference

_OPENING = frozenset({"siege.begin", "siege.hold", "siege.supply_cut"})


@dataclass(slots=True)
class _Siege:
    """A siege while its story is being told; `side` is that of the besieged, who may be civilians of none."""

    first: Heard
    began: date | None
    ended: date | None = None
    besieger: str = ""
    besieged: str = ""
    side: str = ""
    supply_cut: bool = False
    claims_for: set[str] = field(default_factory=set)
    claims_against: set[str] = field(default_factory=set)


def sieges(items: Sequence[Heard], reference: Reference, settings: Settings) -> tuple[Siege, ...]:
    """Return the sieges that claims tell of, place by place.

    A siege lasts from the first day told of until it is said to be broken, or the place, or what it lies in,
    to be taken by the besieger or by anybody whom the besieged are not. A cut supply line belongs to the siege of its sentence, else to its own place. A claim that
    names no besieger belongs to whatever siege of the place is open. Words that only describe a place ("the enclave") mean the
    siege that goes on, if one alone does. Roads are cut and not besieged: theirs is the siege of what they lead into.
    """
    told: dict[str, list[Heard]] = defaultdict(list)
    spots = _sentence_places(items)
    for item in items:
        if item.claim.modality not in ("asserted", "denied") or not _is_of_a_siege(item):
            continue
        for place in _places(item, spots, reference, settings):
            told[place].append(item)
    known = {place for place in told if reference.places.get(place) is not None}
    described = {
        place: told.pop(place) for place in sorted(told) if place not in known and _is_description(told[place])
    }
    for place in list(told):
        told[place] += _taken_around(told[place], items)
    found = {place: _tell(told[place]) for place in sorted(told)}
    for words, captures_too in described.items():
        said = [item for item in captures_too if item.claim.family == "siege"]
        meant = _meant(said, found, known, reference)
        if meant:
            told[meant] += said
            found[meant] = _tell(told[meant])
        elif any(item.kind != "siege.supply_cut" and item.who.label for item in said):
            found[words] = _tell(said)
    return tuple(
        siege for place in sorted(found) for siege in _published(place if place in known else "", place, found[place])
    )


def _is_of_a_siege(item: Heard) -> bool:
    if item.kind == "control.change":
        return _is_of_a_whole(item)
    # "The surrounding villages" are besieged by nobody.
    nobody = not item.who.label and not item.whom.label
    return item.claim.family == "siege" and not (nobody and item.claim.cue.text.casefold() == "surrounding")


def _places(
    item: Heard, spots: Mapping[tuple[str, int], str], reference: Reference, settings: Settings
) -> tuple[str, ...]:
    """Return the places that a claim has besieged: those it lists, none of them a province or a country."""
    spot = _place(item, spots)
    named = (spot, *item.listed) if spot == item.place else (spot,)
    found: dict[str, None] = {}
    for name in named:
        place = reference.places.get(name)
        while place is not None and place.kind in settings.roads:
            place = reference.places.get(place.parent)
        if place is None or place.kind not in settings.broad:
            found[place.id if place else name] = None
    return tuple(name for name in found if name)


def _is_description(said: Iterable[Heard]) -> bool:
    return not any(item.claim.where is not None and is_name(item.claim.where.text) for item in said)


def _meant(
    said: Sequence[Heard], found: Mapping[str, Sequence[_Siege]], known: AbstractSet[str], reference: Reference
) -> str:
    """Return the place of the siege that words without a name mean, "" where it may be any of several.

    That is the one of their report, else of their besieger, else of the pack's home, else the only one.
    """
    who = next((item.who.label for item in said if item.who.label), "")
    first = min((item.first for item in said if item.first), default=None)
    reports = {item.claim.report for item in said}
    running = [
        (place, siege)
        for place, sieges_there in found.items()
        for siege in sieges_there
        if place in known
        and (not who or siege.besieger in ("", who))
        and (first is None or siege.ended is None or siege.ended >= first)
    ]
    tests = (
        {place for place, siege in running if siege.first.claim.report in reports},
        {place for place, siege in running if who and siege.besieger == who},
        {place for place, _ in running if place == reference.pack.home},
        {place for place, _ in running},
    )
    return next((next(iter(places)) for places in tests if len(places) == 1), "")


def _taken_around(own: Sequence[Heard], items: Sequence[Heard]) -> list[Heard]:
    """Return the captures of what the besieged place lies in: who takes the whole city ends the sieges within."""
    around = {place for item in own for place in item.chain[1:]}
    return [
        item for item in items
        if item.kind == "control.change" and item.claim.modality == "asserted" and item.place in around
        and _is_of_a_whole(item)
    ]  # fmt: skip


def _is_of_a_whole(item: Heard) -> bool:
    """Return whether a capture is of all of its place or of the rest: a hill near it or two of its streets end no siege."""
    where = item.claim.where
    return (
        where is not None
        and (not where.part or "rest" in plain(where.part).split())
        and where.relation == "in"
        and item.claim.count is None
    )


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
    # On one day, what was besieged comes before its capture.
    ordered = sorted(
        items, key=lambda item: (item.first or date.min, item.last or date.min, item.kind not in _OPENING, item.id)
    )
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
    if not siege.besieger and not siege.side:
        return bool(who)
    return bool(who) and (who == siege.besieger or (bool(siege.side) and who != siege.side))


def _open(told: list[_Siege], item: Heard) -> None:
    still = [siege for siege in told if siege.ended is None]
    besieger = item.who.label
    siege = next((s for s in still if not besieger or not s.besieger or s.besieger == besieger), None)
    if siege is None and not besieger and item.claim.cue.text.casefold() == "trapped":
        # Who is said to be trapped, by nobody named, is so in the siege that was told of; it begins none.
        if told:
            told[-1].claims_for.add(item.id)
        return
    if siege is None:
        siege = _Siege(first=item, began=item.first)
        told.append(siege)
    siege.besieger = siege.besieger or besieger
    siege.besieged = siege.besieged if siege.side or not item.whom.label else item.whom.label
    siege.side = siege.side or item.whom.side
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
