"""Disputes: claims that cannot all be right, with both sides, a sentence in words, and whether it is still open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from marsad.model.decision import Settlement
from marsad.model.event import Dispute, Event
from marsad.model.ids import digest
from marsad.reconcile.figures import Tally
from marsad.reconcile.kinds import is_cause
from marsad.reconcile.profile import NO_SIDE, Profile
from marsad.reconcile.rules import Rules
from marsad.reconcile.words import is_name
from marsad.reference import Reference

NAMELESS = "a named person"
"""What stands in print for a name that no list knows."""


def disputes(
    members: Sequence[Profile], tallies: Sequence[Tally], reference: Reference, rules: Rules
) -> tuple[Dispute, ...]:
    """Return what is disputed within one event: that it happened, who did it, how many."""
    asserted = [profile for profile in members if profile.claim.modality == "asserted"]
    denied = [profile for profile in members if profile.claim.modality == "denied"]
    found = _denials(asserted, denied, reference, rules)
    found.extend(_culprits(asserted, reference, rules))
    for tally in tallies:
        found.extend(_rival_tolls(tally, reference, rules))
    return tuple(found)


def rival_holders(
    events: Sequence[Event], profiles: Mapping[str, Profile], reference: Reference
) -> dict[str, list[Dispute]]:
    """Return the disputes over who took one place, by the ids of the events that each is about.

    Two sides said by different origins to have taken it on common days.
    """
    taken = [(event, takers) for event in events if (takers := _takers(event, profiles))]
    found: dict[str, list[Dispute]] = defaultdict(list)
    taken.sort(key=lambda entry: (_first(entry[1]), entry[0].id))
    for number, (event, takers) in enumerate(taken):
        for other, rivals in taken[number + 1 :]:
            if _first(rivals) > max(profile.last for profile in takers):
                break
            if _are_rivals(takers, rivals):
                words = _holder_words(event.place, takers, rivals, reference)
                dispute = _dispute("holder", [takers, rivals], words)
                found[event.id].append(dispute)
                found[other.id].append(dispute)
    return found


def takes_a_place(event: Event) -> bool:
    """Return whether an event may be set against others over who holds its place."""
    return event.kind == "control.change" and bool(event.place and event.when and event.when.first)


def _takers(event: Event, profiles: Mapping[str, Profile]) -> list[Profile]:
    told = [profiles[claim] for claim in event.claims if profiles[claim].claim.modality == "asserted"]
    return [profile for profile in told if profile.who.side and profile.kind == event.kind]


def moot(events: Sequence[Event], profiles: Mapping[str, Profile], reference: Reference) -> list[Event]:
    """Return the events of one place, those of their disputes over it closed that a later agreed state makes moot.

    Agreed is a later change of hands that two origins or more tell of, not all of one camp, and nobody disputes.
    """
    agreed = [event for event in events if _is_agreed(event, profiles, reference)]
    return [
        replace(event, disputes=tuple(_mooted(item, agreed, profiles, reference) for item in event.disputes))
        for event in events
    ]


def _is_agreed(event: Event, profiles: Mapping[str, Profile], reference: Reference) -> bool:
    takers = _takers(event, profiles)
    origins = {profile.origin for profile in takers}
    camps = {source.side if (source := reference.sources.get(origin)) else "" for origin in origins}
    over = [item for item in event.disputes if item.about in ("holder", "denial", "culprit")]
    return len(origins) > 1 and (len(camps) > 1 or not camps - NO_SIDE) and not event.against and not over


def _mooted(item: Dispute, agreed: Sequence[Event], profiles: Mapping[str, Profile], reference: Reference) -> Dispute:
    if item.state != "open" or item.about not in ("holder", "denial"):
        return item
    last = max(profiles[claim].last for side in item.sides for claim in side)
    later = [(takers, event) for event in agreed if _first(takers := _takers(event, profiles)) > last]
    if not later:
        return item
    takers, event = min(later, key=lambda entry: (_first(entry[0]), entry[1].id))
    day = event.when.first.isoformat() if event.when and event.when.first else ""
    who = takers[0].who.side
    return replace(
        item,
        state="moot",
        by="rule",
        why=f"by {day} {_names(takers, reference)} say that {who} took it (event {event.id})",
    )


def settled(dispute: Dispute, settlements: Iterable[Settlement]) -> Dispute:
    """Return a dispute as the last of the settlements that is about it leaves it."""
    fitting = [one for one in settlements if _favours(dispute, one) is not None]
    if not fitting:
        return dispute
    last = max(fitting, key=lambda one: (one.when, one.by, one.why))
    side = _favours(dispute, last)
    if side is None or side < 0:
        return replace(dispute, state="moot", favours=None, by=last.by, why=last.why)
    return replace(dispute, state="settled", favours=side, by=last.by, why=last.why)


def refuted(disputes: Iterable[Dispute], *about: str) -> frozenset[str]:
    """Return the claims that settled disputes about something found wrong."""
    return frozenset[str]().union(*(item.refuted for item in disputes if item.about in about))


def _favours(dispute: Dispute, settlement: Settlement) -> int | None:
    """Return the side that a settlement favours, -1 where it favours none, None where it is of another dispute."""
    if dispute.about != settlement.about:
        return None
    favoured, others = set(settlement.favoured), set(settlement.others)
    for_it = [number for number, side in enumerate(dispute.sides) if not favoured.isdisjoint(side)]
    against = [number for number, side in enumerate(dispute.sides) if not others.isdisjoint(side)]
    if not favoured:
        return -1 if len(against) > 1 else None
    return for_it[0] if len(for_it) == 1 and against and for_it[0] not in against else None


def _first(profiles: Sequence[Profile]) -> int:
    return min(profile.first for profile in profiles)


def _are_rivals(one: Sequence[Profile], other: Sequence[Profile]) -> bool:
    sides = {profile.who.side for profile in one} & {profile.who.side for profile in other}
    origins = {profile.origin for profile in one} & {profile.origin for profile in other}
    return not sides and not origins


def _holder_words(place: str, one: Sequence[Profile], other: Sequence[Profile], reference: Reference) -> str:
    found = reference.places.get(place)
    return (
        f"{_names(one, reference)} says that {one[0].who.side} took {found.name if found else place}, "
        f"{_names(other, reference)} that {other[0].who.side} did"
    )


def _denials(
    asserted: Sequence[Profile], denied: Sequence[Profile], reference: Reference, rules: Rules
) -> list[Dispute]:
    """Return by kind what others deny: the attack, or only that anybody died in it."""
    found: list[Dispute] = []
    for kind in sorted({profile.kind for profile in denied}):
        against = [profile for profile in denied if profile.kind == kind]
        origins = {profile.origin for profile in against}
        said = [
            profile for profile in asserted if not is_cause(profile.kind, kind, rules) and profile.origin not in origins
        ]
        if said:
            words = f"{_names(against, reference)} denies what {_names(said, reference)} says ({kind})"
            dispute = _dispute("denial", [said, against], words)
            found.append(_conceded(dispute, against, asserted, reference))
    return found


def _conceded(
    dispute: Dispute, against: Sequence[Profile], asserted: Sequence[Profile], reference: Reference
) -> Dispute:
    """Settle a denial where everybody who denied it has since said so themselves."""
    later = [
        any(one.origin == denial.origin and one.kind == denial.kind and one.claim.published > denial.claim.published
            for one in asserted)
        for denial in against
    ]  # fmt: skip
    if not all(later):
        return dispute
    return replace(dispute, state="settled", favours=0, by=_names(against, reference), why="has since said so too")


def _culprits(asserted: Sequence[Profile], reference: Reference, rules: Rules) -> list[Dispute]:
    by_side: dict[str, list[Profile]] = defaultdict(list)
    for profile in asserted:
        if profile.who.side and profile.kind not in rules.mutual:
            by_side[profile.who.side].append(profile)
    if len(by_side) < 2 or any(profile.kind in rules.mutual for profile in asserted):
        return []
    sides = sorted(by_side.items())
    words = ", ".join(f"{_names(said, reference)} blames {side}" for side, said in sides)
    return [_dispute("culprit", [said for _, said in sides], words)]


def _rival_tolls(tally: Tally, reference: Reference, rules: Rules) -> list[Dispute]:
    current = sorted(tally.current.values(), key=lambda profile: (profile.number or 0, profile.id))
    if len(current) < 2:
        return []
    lowest, highest = current[0], current[-1]
    if not _apart(lowest, highest, rules):
        return []
    low = [profile for profile in current if not _apart(lowest, profile, rules)]
    high = [profile for profile in current if _apart(lowest, profile, rules)]
    measure = tally.figure.measure
    words = (
        f"{lowest.number:g} {measure} according to {_names(low, reference)}, "
        f"{highest.number:g} according to {_names(high, reference)}"
    )
    return [_dispute(f"toll.{measure}", [low, high], words)]


def _apart(low: Profile, high: Profile, rules: Rules) -> bool:
    """Return whether two tolls exclude each other: "at least 20" does not exclude 50."""
    if low.claim.count is None or low.number is None or high.number is None:
        return False
    if low.claim.count.high is None or low.claim.count.high >= high.number:
        return False
    return high.number > low.number * rules.rival_ratio


def _names(profiles: Iterable[Profile], reference: Reference) -> str:
    names = {}
    for profile in profiles:
        names[profile.origin] = _name(profile, reference)
    shown = [names[origin] for origin in sorted(names)]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _name(profile: Profile, reference: Reference) -> str:
    """Return what to call an origin; a name that no list knows may be that of a private person."""
    if source := reference.sources.get(profile.origin):
        return source.name
    speakers = profile.claim.said_by
    return NAMELESS if speakers and is_name(speakers[0].text) else profile.origin.rpartition("/")[2]


def _dispute(about: str, sides: Sequence[Sequence[Profile]], words: str) -> Dispute:
    claims = tuple(tuple(sorted(profile.id for profile in side)) for side in sides)
    return Dispute(id=digest("dispute", about, *sorted(claims)), about=about, sides=claims, words=words)
