"""Witnesses: what each claim says about who holds a place, and how much its speaker's word weighs.

The tiers follow the source rules of Wikipedia's detailed war maps: a partisan source counts in full
only for what its own side would rather not say.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from marsad.model.claim import Claim
from marsad.model.where import Where
from marsad.picture.heard import NO_SIDE, Heard, counts_another, is_name, plain
from marsad.picture.settings import Settings
from marsad.reference import Reference, Source

_FIGHTING = frozenset({
    "attack.clash", "attack.offensive", "attack.air", "attack.shelling", "attack.explosive",
    "control.advance", "control.contest", "control.change", "siege.begin", "siege.hold", "siege.supply_cut",
})  # fmt: skip
_MUTUAL = frozenset({"attack.clash", "control.contest"})
_EFFECTS = {
    "control.change": "takes", "control.hold": "holds", "control.advance": "enters",
    "control.contest": "contests", "attack.clash": "clashes", "attack.air": "bombs",
    "attack.shelling": "bombs", "force.withdraw": "leaves",
}  # fmt: skip
_FILLERS = frozenset({"of", "the", "its", "city", "town", "place", "area", "district"})
KINDS = frozenset(_EFFECTS)
"""The kinds of claims that can say who holds a place."""
CHANGES = frozenset({"takes", "loses", "leaves"})
_EXACT = timedelta(days=7)
"""A change of hands told to within a week has a date; one told of a month or a year has not."""
_HELD = re.compile(r"\w[- ](?:held|controlled|run)\b", re.IGNORECASE)
_PART_OF = re.compile(
    r"\b(?:parts?|half|halves|districts?|neighbourhoods?|outskirts|edge) of\s+(?:the\s+)?$", re.IGNORECASE
)
"""What stands right before the words of a place that only part of it is meant of: "the first part of the city"."""
_SPLIT = frozenset({"enters", "contests", "clashes"})


@dataclass(frozen=True, slots=True)
class Witness:
    """One claim's word on one place: who it is for, who it is against, and its weight from 0 to 1.

    `day` is when the word takes effect, the last day on which the thing can have happened; `first` and
    `last` bound the day itself. `suffices` marks a witness whose word alone can make a place held.
    `until` is the day to which the word is told to have stayed true. `fighting` are the sides told to fight there: whoever
    "the fall of X" may mean. `passed_on` marks a word on a whole that was passed on to its part. `told` is where in
    the text of `report` it stands.
    """

    claim: str
    place: str
    effect: str
    holder: str
    loser: str
    weight: float
    day: date
    first: date
    last: date
    origin: str
    camp: str
    suffices: bool
    until: date | None = None
    fighting: frozenset[str] = frozenset()
    passed_on: bool = False
    report: str = ""
    told: int = 0


@dataclass(frozen=True, slots=True)
class Denial:
    """A denied claim on control: it opens a dispute and moves no belief."""

    claim: str
    holder: str
    loser: str
    first: date
    last: date


class Sides(Protocol):
    """Which sides are told to fight at a spot: a place, or somewhere in a report."""

    def get(self, spot: str, default: AbstractSet[str], /) -> AbstractSet[str]:
        """Return the sides, `default` where none is told of."""


Taken = Mapping[tuple[str, str], Sequence[tuple[str, date]]]
"""By report and place: who took it, and on which day."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a claim is weighed with beside itself: who fights where, and what its report tells to be taken."""

    sides: Sides
    taken: Taken


def context(items: Sequence[Heard]) -> Context:
    """Return what all the claims tell of who fights where and of what was taken."""
    return Context(fighting_sides(items), taken_in_report(items))


def witnesses(items: Sequence[Heard], reference: Reference, settings: Settings, day: date) -> dict[str, list[Witness]]:
    """Return what has been said of each place, in the order in which it takes effect.

    Where a place has nothing but claims without a date, they count as of `day`.
    """
    beside = context(items)
    by_place: dict[str, list[tuple[bool, Witness]]] = defaultdict(list)
    for item in items:
        for one in spoken(item, beside, reference, settings, day):
            by_place[one.place].append((item.first is not None, one))
    return {place: in_order(by_place[place]) for place in sorted(by_place)}


def spoken(item: Heard, beside: Context, reference: Reference, settings: Settings, day: date) -> list[Witness]:
    """Return what one claim says, of each place that it reaches and for each day on which it takes effect."""
    said = _witness(item, beside.sides, reference, settings, day)
    if said is None:
        return []
    told = _told(said, item, beside.taken, day)
    return [
        replace(one, place=place, weight=one.weight * share, passed_on=share < 1)
        for place, share in (reached(item, reference, settings) if told else ())
        for one in told
    ]


def in_order(said: Sequence[tuple[bool, Witness]]) -> list[Witness]:
    """Return what is said of one place as it takes effect; what has no date counts only where nothing has one."""
    dated = [one for is_dated, one in said if is_dated]
    found = dated or [one for _, one in said]
    return sorted(_own_words_first(_vague_dates_settled(found)), key=_order)


def _vague_dates_settled(said: Sequence[Witness]) -> list[Witness]:
    """Date changes of hands that are told vaguely ("in 2022") by what else is told of the place.

    A change that a more exact one of the same taker falls within is that one. One that its report tells before another
    came before it. One that was told before, as vaguely, is no later than when it was first told.
    """
    changes = [one for one in said if one.effect in CHANGES]
    return [_settled(one, changes) if one.effect == "takes" and one.first < one.last else one for one in said]


def _settled(vague: Witness, changes: Sequence[Witness]) -> Witness:
    length = vague.last - vague.first
    within = [one for one in changes if vague.first <= one.first and one.last <= vague.last and one is not vague]
    same = [one for one in within if one.effect == "takes" and one.holder == vague.holder]
    exact = [one for one in same if one.last - one.first < min(length, _EXACT)]
    again = [one for one in same if one.first == vague.first and one.last < vague.last]
    if exact and (length > _EXACT):
        known = min(exact, key=lambda one: (one.last, one.claim))
        return replace(vague, day=known.day, first=known.first, last=known.last)
    if again and length > _EXACT:
        last = min(one.last for one in again)
        vague = replace(vague, day=last, last=last)
    later = [
        one for one in changes
        if one.report == vague.report and one.told > vague.told and vague.first <= one.first <= vague.last
    ]  # fmt: skip
    if later:
        last = max(vague.first, min(one.first for one in later) - timedelta(days=1))
        vague = replace(vague, day=min(vague.day, last), last=min(vague.last, last))
    return vague


def _own_words_first(said: Sequence[Witness]) -> list[Witness]:
    """Leave out what a whole passes on to a part of which a word of its own, no older, says otherwise.

    "The whole city is in the army's hands" does not take the quarter that others are told to hold still.
    """
    own = [one for one in said if not one.passed_on and one.holder]
    return [
        one for one in said
        if not one.passed_on or not any(other.day >= one.day and other.holder != one.holder for other in own)
    ]  # fmt: skip


def denials(items: Iterable[Heard], day: date) -> dict[str, list[Denial]]:
    """Return by place the claims that deny a change of hands or a hold."""
    found: dict[str, list[Denial]] = defaultdict(list)
    for item in items:
        if is_denial(item):
            found[item.place].append(denial(item, day))
    return dict(found)


def is_denial(item: Heard) -> bool:
    """Return whether a claim denies that a place is held or has changed hands."""
    return item.claim.modality == "denied" and item.kind in ("control.change", "control.hold") and bool(item.place)


def denial(item: Heard, day: date) -> Denial:
    """Return what a claim denies; without a date it is about `day`."""
    return Denial(item.id, item.who.label, item.whom.label, item.first or day, item.last or day)


def fighting_days(items: Iterable[Heard], reference: Reference, settings: Settings) -> dict[str, list[date]]:
    """Return by zone the days on which there was fighting, sorted."""
    days: dict[str, set[date]] = defaultdict(set)
    for item in items:
        if is_fighting(item) and item.place and item.last:
            days[zone(item.place, reference, settings)].add(item.last)
    return {place: sorted(found) for place, found in days.items()}


def is_fighting(item: Heard) -> bool:
    """Return whether a claim tells of fighting of whatever sort."""
    return item.claim.modality == "asserted" and item.kind in _FIGHTING


def zone(place: str, reference: Reference, settings: Settings) -> str:
    """Return the surroundings of a place: what it lies in, unless that is a province or a country."""
    found = reference.places.get(place)
    parent = reference.places.get(found.parent) if found and found.parent else None
    return parent.id if parent and parent.kind not in settings.broad else place


def _witness(
    item: Heard,
    opponents: Sides,
    reference: Reference,
    settings: Settings,
    day: date,
) -> Witness | None:
    effect = _effect(item, reference, settings)
    if not effect:
        return None
    holder, loser = item.who.label, item.whom.label
    fighting: frozenset[str] = frozenset()
    if effect == "takes" and not holder:
        effect = "loses"
        fighting = _fighting_there(item, opponents, reference, settings, loser)
        holder = the_other(fighting, loser)
    elif effect in ("leaves", "bombs"):
        holder, loser = "", item.who.label
        if effect == "leaves":
            holder = the_other(_fighting_there(item, opponents, reference, settings, loser), loser)
    elif effect in _SPLIT:
        loser = ""
    if not holder and not loser and not fighting and effect not in _SPLIT:
        return None
    camp, tier, suffices = _tier(item, holder if effect not in ("loses", "leaves") else "", loser, reference, settings)
    return Witness(
        claim=item.id, place=item.place, effect=effect, holder=holder, loser=loser,
        weight=_strength(item, effect, settings) * tier * _precision(item, settings),
        day=item.last or day, first=item.first or day, last=item.last or day,
        origin=item.origin, camp=camp, suffices=suffices, fighting=fighting,
        report=item.claim.report, told=item.claim.cue.start,
    )  # fmt: skip


def _strength(item: Heard, effect: str, settings: Settings) -> float:
    """Return what an effect says; "controls all of it" is said on purpose, where "rebel-held" is carried over."""
    return settings.strength["holds_all" if effect == "holds" and _is_whole(item.claim, settings) else effect]


def _effect(item: Heard, reference: Reference, settings: Settings) -> str:
    claim = item.claim
    if claim.modality != "asserted" or not item.place:
        return ""
    if claim.count and claim.count.unit == "share" and not counts_another(item):
        return ""
    # Without the place that it left, a withdrawal says only where to.
    where = claim.where if item.kind != "force.withdraw" else claim.whence
    if where is None or where.relation in ("near", "towards"):
        return ""
    effect = _EFFECTS.get(item.kind, "")
    if effect == "leaves" and claim.who is not None and settings.some.intersection(plain(claim.who.text).split()[:1]):
        # "Some rebels have pulled out": others stay.
        return ""
    if effect in ("takes", "holds", "leaves") and _is_part(item, where, reference, settings):
        # Part of a place says that the place is split, not whose it is.
        return "enters" if effect == "takes" and item.who.label else ""
    return effect


def _is_part(item: Heard, where: Where, reference: Reference, settings: Settings) -> bool:
    """Return whether the words are about a part of it: "parts of Arnor", or "rebel-held Arnor" of a city."""
    claim = item.claim
    said = frozenset(plain(where.part).split())
    # Who takes the rest of a place leaves none of it to whoever held it.
    if said and not _is_all(said, settings) and not (item.kind == "control.change" and said & settings.rest):
        return True
    before = claim.sentence.text[: max(0, where.start - claim.sentence.start)]
    if where.start >= claim.sentence.start and _PART_OF.search(before):
        return True
    if _HELD.search(where.text) and reference.places.children(item.place):
        return True
    units = ("places", "buildings", "positions", "blocks")
    return claim.count is not None and claim.count.unit in units and not counts_another(item)


def _is_whole(claim: Claim, settings: Settings) -> bool:
    if claim.where is None or claim.kind not in ("control.change", "control.hold"):
        return False
    said = frozenset(plain(claim.where.part).split())
    words = f"{claim.where.text} {claim.cue.text}"
    return _is_all(said, settings) if said else bool(settings.whole.intersection(plain(words).split()))


def _is_all(said: AbstractSet[str], settings: Settings) -> bool:
    """Whether words for a part mean all of the place: "the whole", but not "the whole northeast"."""
    return bool(said & settings.whole) and said <= settings.whole | _FILLERS


def reached(item: Heard, reference: Reference, settings: Settings) -> list[tuple[str, float]]:
    """Return the places that a word is about: those it lists, and the parts of what it calls whole, weaker."""
    named = (item.place, *item.listed)
    found = dict.fromkeys(named, 1.0)
    # "The fall of the whole city" that names nobody says too little to be passed on.
    if _is_whole(item.claim, settings) and (item.who.label or item.whom.label):
        for place in named:
            for child in _below(place, reference):
                found.setdefault(child, settings.strength["whole"])
    return list(found.items())


def _below(place: str, reference: Reference) -> list[str]:
    found: list[str] = []
    waiting = list(reference.places.children(place))
    while waiting:
        child = waiting.pop()
        if child not in found:
            found.append(child)
            waiting.extend(reference.places.children(child))
    return sorted(found)


def fighting_sides(items: Iterable[Heard]) -> dict[str, set[str]]:
    """Return the sides told to fight, by the place in which they do and by report where no place is told."""
    sides: dict[str, set[str]] = defaultdict(set)
    for item in items:
        for spot, side in fighters(item):
            sides[spot].add(side)
    return sides


def fighters(item: Heard) -> list[tuple[str, str]]:
    """Return the spots at which a claim has a side fight, each with the side."""
    if not is_fighting(item):
        return []
    parties = (item.who, item.whom) if item.kind in _MUTUAL else (item.who,)
    spots = item.chain or (in_report(item),)
    return [(spot, party.side) for party in parties if party.side for spot in spots]


def in_report(item: Heard) -> str:
    """Return the spot that stands for wherever in its report a claim is about."""
    return f"report {item.claim.report}"


def _fighting_there(item: Heard, sides: Sides, reference: Reference, settings: Settings, loser: str) -> frozenset[str]:
    """Return the sides that fight at the place, else around it, else somewhere in the same report.

    A place that no opponent of the loser is told to fight at says nothing of who took it.
    """
    around: list[str] = []
    for place in item.chain:
        found = reference.places.get(place)
        if found is not None and found.kind in settings.broad:
            break
        around.append(place)
    for spot in (*around, in_report(item)):
        present = sides.get(spot, frozenset())
        if (present - {loser}) if loser else len(present) > 1:
            return frozenset(present)
    return frozenset()


def the_other(fighting: frozenset[str], loser: str) -> str:
    """Return the one side that fights the loser, or "" where that is nobody or several."""
    others = fighting - {loser}
    return next(iter(others)) if loser and len(others) == 1 else ""


def taken_in_report(items: Iterable[Heard]) -> dict[tuple[str, str], list[tuple[str, date]]]:
    """Return who is told to have taken a place on which day, by report and place."""
    found: dict[tuple[str, str], list[tuple[str, date]]] = defaultdict(list)
    for item in items:
        if item.claim.modality == "asserted" and item.kind == "control.change" and item.place and item.first:
            found[item.claim.report, item.place].append((item.who.label, item.first))
    return found


def _told(said: Witness, item: Heard, taken: Taken, day: date) -> list[Witness]:
    """Return the days on which a word takes effect, none of them after `day`: "held since July" has two."""
    if said.effect == "holds":
        said = _as_before(said, item, taken, day)
        if item.is_lasting and said.first < said.last:
            said = replace(said, last=min(said.last, day), day=min(said.day, day))
            return [replace(said, day=said.first, last=said.first, until=said.last), said]
    return [said] if said.day <= day else []


def _as_before(said: Witness, item: Heard, taken: Taken, day: date) -> Witness:
    """Date "rebel-held X" before the day on which the same report has X change hands."""
    changes = taken.get((item.claim.report, item.place), ())
    days = [first for taker, first in changes if taker != said.holder and first <= day]
    if not days or (item.claim.when is not None and not item.is_lasting):
        return said
    before = min(days) - timedelta(days=1)
    return replace(said, day=before, first=min(said.first, before) if item.is_lasting else before, last=before)


def _tier(item: Heard, holder: str, loser: str, reference: Reference, settings: Settings) -> tuple[str, float, bool]:
    """Return the camp of the speaker, how much its word weighs, and whether it suffices alone."""
    source, is_quoted = speaker(item.claim, reference)
    if source is None:
        unnamed = bool(item.claim.said_by) and not is_name(item.claim.said_by[0].text)
        return "", settings.tier["anonymous" if unnamed else "unknown"], False
    worth = settings.reliability.get(source.reliability, 1.0)
    if source.kind == "witness":
        return "", settings.tier["anonymous"] * worth, False
    if source.side in NO_SIDE:
        tier = "neutral_relay" if is_quoted else "neutral_direct"
        return "", settings.tier[tier] * worth, not is_quoted
    gains = source.side == holder or (not holder and source.side != loser)
    if gains:
        return source.side, settings.tier["own_side"] * worth, False
    return source.side, settings.tier["against_interest"] * worth, True


def speaker(claim: Claim, reference: Reference) -> tuple[Source | None, bool]:
    """Return the source whose word a claim is, None where no list knows it, and whether another quotes it."""
    outlet = reference.sources.get(claim.outlet) or reference.sources.named(claim.outlet)
    if not claim.said_by:
        return outlet, False
    found = reference.sources.get(claim.said_by[0].source)
    return found, found is None or outlet is None or found.id != outlet.id


def _precision(item: Heard, settings: Settings) -> float:
    if item.first is None or item.last is None:
        return settings.precision["longer"]
    if item.is_lasting and item.kind == "control.hold":
        # A long hold is told for all of its days; a long "in July" leaves its day open.
        return settings.precision["within_week"]
    days = (item.last - item.first).days + 1
    if days <= settings.precision["week"]:
        return settings.precision["within_week"]
    return settings.precision["within_month" if days <= settings.precision["month"] else "longer"]


def _order(said: Witness) -> tuple[date, bool, str]:
    # On one day, what was held comes before what changed hands.
    return (said.day, said.effect != "holds", said.claim)
