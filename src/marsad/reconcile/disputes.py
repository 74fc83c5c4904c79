"""Disputes: claims about one event that cannot all be right, with both sides and a sentence in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from marsad.model.event import Dispute, Event
from marsad.model.ids import digest
from marsad.reconcile.figures import Tally
from marsad.reconcile.kinds import is_cause
from marsad.reconcile.profile import Profile
from marsad.reconcile.rules import Rules
from marsad.reference import Reference


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
    """Return the disputes over who took a place, by the ids of the events that each is about.

    Two sides said by different origins to have taken one place on common days.
    """
    taken: dict[str, list[tuple[Event, list[Profile]]]] = defaultdict(list)
    for event in events:
        if event.kind == "control.change" and event.place and event.when and event.when.first:
            takers = [profiles[claim] for claim in event.claims if profiles[claim].claim.modality == "asserted"]
            if takers := [profile for profile in takers if profile.who.side and profile.kind == event.kind]:
                taken[event.place].append((event, takers))
    found: dict[str, list[Dispute]] = defaultdict(list)
    for place, entries in sorted(taken.items()):
        entries.sort(key=lambda entry: (_first(entry[1]), entry[0].id))
        for number, (event, takers) in enumerate(entries):
            for other, rivals in entries[number + 1 :]:
                if _first(rivals) > max(profile.last for profile in takers):
                    break
                if _are_rivals(takers, rivals):
                    words = _holder_words(place, takers, rivals, reference)
                    dispute = _dispute("holder", [takers, rivals], words)
                    found[event.id].append(dispute)
                    found[other.id].append(dispute)
    return found


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
            found.append(_dispute("denial", [said, against], words))
    return found


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
        f"{_names(low, reference)} gives {lowest.number:g} {measure}, "
        f"{_names(high, reference)} gives {highest.number:g}"
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
        source = reference.sources.get(profile.origin)
        names[profile.origin] = source.name if source else profile.origin.rpartition("/")[2]
    shown = [names[origin] for origin in sorted(names)]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _dispute(about: str, sides: Sequence[Sequence[Profile]], words: str) -> Dispute:
    claims = tuple(tuple(sorted(profile.id for profile in side)) for side in sides)
    return Dispute(id=digest("dispute", about, *sorted(claims)), about=about, sides=claims, words=words)
