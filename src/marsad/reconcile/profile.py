"""A claim as comparing sees it: its days, places, parties and numbers in a form made to be compared."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from marsad.model.claim import Claim, Count, Party
from marsad.model.when import When
from marsad.reconcile.context import Setting
from marsad.reconcile.details import targets, weapons
from marsad.reconcile.rules import Rules
from marsad.reconcile.words import content, is_name, plain
from marsad.reference import Reference

NO_SIDE = frozenset({"", "none", "neutral"})
_ANOTHER = re.compile(r"\b(?:another|a second|a third|separate|separately|elsewhere)\b", re.IGNORECASE)
_ANEW = re.compile(r"\W*(?:meanwhile|elsewhere|separately|in a separate|in another)\b", re.IGNORECASE)
_INSIDE = re.compile(r"\b(?:including|among (?:them|the dead|those)|of (?:them|whom)|whom)\b", re.IGNORECASE)
_LASTING = re.compile(r"\b(?:over|since|during|for|throughout|through|past|days|hours|between|from)\b", re.IGNORECASE)
_LASTING_REACH = 14
_REACH = 30
"""Characters before a number in which "another" or "including" is taken to speak of it."""


@dataclass(frozen=True, slots=True)
class Role:
    """Who fills a role: actor id or words, and the side, each "" where not known."""

    name: str = ""
    side: str = ""
    known: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """One claim, ready to be compared.

    `first` and `last` are ordinal days, 0 where there is no date. `chain` is the place and what it lies
    in; `spot` the words of a place that no gazetteer holds. `number` is the claim's own figure, `toll`
    the dead of its sentence. `vague` claims have no place, or a province or a fortnight and more for one;
    `repeated` ones tell of what happens time and again, `lasting` ones of all of their days, `backdrop` ones of an
    offensive that something else fell into; what `recalls` is of a rare kind, dated by its publication alone, and may
    have happened some weeks before.
    """

    claim: Claim
    origin: str
    when: When
    first: int
    last: int
    pad: int
    place: str
    place_text: str
    chain: tuple[str, ...]
    container: bool
    small: bool
    spot: str
    who: Role
    whom: Role
    number: float | None
    unit: str
    toll: float | None
    vague: bool
    repeated: bool
    lasting: bool
    backdrop: bool
    another: bool
    anew: bool
    inside: bool
    at_least: bool
    recalls: bool
    targets: frozenset[str]
    weapons: frozenset[str]
    leans_on: str
    words: frozenset[str]

    @property
    def id(self) -> str:
        """Return the claim's id."""
        return self.claim.id

    @property
    def kind(self) -> str:
        """Return the claim's kind."""
        return self.claim.kind


def profiles(
    claims: Sequence[Claim],
    origin_of: Mapping[str, str],
    found: Mapping[str, Setting],
    reference: Reference,
    rules: Rules,
) -> list[Profile]:
    """Return the profiles of the claims, in the order of their ids."""
    tolls: dict[tuple[str, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.kind == "casualty.killed" and point(claim.count) is not None:
            tolls[claim.report, claim.sentence.start].append(claim)
    ordered = sorted(claims, key=lambda claim: claim.id)
    return [
        _profile(claim, (origin_of[claim.id], _toll(claim, tolls)), found[claim.id], reference, rules)
        for claim in ordered
    ]


def point(count: Count | None) -> float | None:
    """Return the one number that stands for a count: what it names as likeliest, else says at least, else at most."""
    if count is None:
        return None
    if count.best is not None:
        return count.best
    return count.low if count.low is not None else count.high


def unit_class(claim: Claim, rules: Rules) -> str:
    """Return what a claim counts: fighters, civilians, people or families, else the unit's own word."""
    unit = plain(claim.count.unit) if claim.count else ""
    found = rules.unit_class.get(unit, unit)
    if found != "people" or claim.whom is None:
        return found
    for word in reversed(plain(claim.whom.text).split()):
        if rules.unit_class.get(word, "people") in ("fighters", "civilians"):
            return rules.unit_class[word]
    return found


def _profile(
    claim: Claim,
    origin_and_toll: tuple[str, float | None],
    setting: Setting,
    reference: Reference,
    rules: Rules,
) -> Profile:
    where, when = setting.where, setting.when
    origin, toll = origin_and_toll
    place = where.place if where else ""
    chain = (place, *reference.places.ancestors(place)) if place else ()
    spot = plain(where.text) if where and not place and is_name(where.text) else ""
    days = when.days or 0
    day = when.first
    backdrop = claim.kind == "attack.offensive" and bool(rules.backdrop.search(_before(claim, claim.cue.start)))
    city = _is_city(place, reference, rules)
    container = bool(place) and _holds_others(place, reference, rules)
    return Profile(
        claim=claim,
        origin=origin,
        when=when,
        first=when.first.toordinal() if when.first else 0,
        last=when.last.toordinal() if when.last else 0,
        pad=rules.pad.get(when.precision, 1),
        place=place,
        place_text=where.text if where else "",
        chain=chain,
        container=container,
        small=_is_small(place, reference, rules),
        spot=spot,
        who=_role(claim.who, day, reference),
        whom=_role(claim.whom, day, reference),
        number=point(claim.count),
        unit=unit_class(claim, rules),
        toll=None if backdrop else toll,
        vague=_is_vague(place, spot, days, reference, rules) or bool(where and rules.coarse.search(where.text)),
        repeated=_is_repeated(claim, rules),
        lasting=_lasts(when, claim),
        backdrop=backdrop,
        another=bool(_ANOTHER.search(_before(claim, claim.cue.start) + " " + claim.cue.text))
        or bool(claim.count and _ANOTHER.search(_before(claim, claim.count.start) + " " + claim.count.text)),
        anew=bool(_ANEW.match(claim.sentence.text)),
        inside=bool(claim.count and _INSIDE.search(_around(claim, claim.count))),
        at_least=bool(claim.count and claim.count.best is None and claim.count.high is None),
        recalls=when.basis == "publication" and rules.rarity.get(claim.kind, 0.0) >= rules.recalled,
        targets=targets(claim, where.name if where else "", container or city, rules),
        weapons=weapons(claim, rules),
        leans_on=setting.leans_on,
        words=content(claim.sentence.text, int(rules.shares["shortest"])),
    )


def _toll(claim: Claim, tolls: Mapping[tuple[str, int], Sequence[Claim]]) -> float | None:
    """Return the dead of the claim's sentence, but for those that somebody else is said to have killed."""
    beside = tolls.get((claim.report, claim.sentence.start), ())
    numbers = [point(other.count) or 0.0 for other in beside if other is claim or not _others_do(claim, other)]
    return max(numbers, default=None)


def _others_do(a: Claim, b: Claim) -> bool:
    if a.who is None or b.who is None or not a.who.actor or not b.who.actor:
        return False
    return a.who.actor != b.who.actor and a.who.side != b.who.side


def _holds_others(place: str, reference: Reference, rules: Rules) -> bool:
    found = reference.places.get(place)
    return bool(reference.places.children(place)) or (found is not None and found.kind in rules.vague_kinds)


def _is_city(place: str, reference: Reference, rules: Rules) -> bool:
    found = reference.places.get(place)
    return found is not None and found.population >= rules.small["city"]


def _is_small(place: str, reference: Reference, rules: Rules) -> bool:
    found = reference.places.get(place)
    return found is not None and 0 < found.population < rules.small["people"]


def _is_vague(place: str, spot: str, days: int, reference: Reference, rules: Rules) -> bool:
    if days == 0 or days > rules.vague_days:
        return True
    if not place:
        return not spot
    found = reference.places.get(place)
    return found is not None and found.kind in rules.vague_kinds


def _is_repeated(claim: Claim, rules: Rules) -> bool:
    """Return whether a claim tells of what happens time and again, or of a whole war, not of one happening."""
    if claim.kind == "casualty.killed" and (point(claim.count) or 0) >= rules.war_dead:
        return True
    start, end = claim.cue.start - claim.sentence.start, claim.cue.end - claim.sentence.start
    near = claim.sentence.text[max(0, start - rules.repeated_reach) : max(0, end + rules.repeated_reach)]
    # The number of an attack counts strikes, and many of them may be all of a campaign; any other is of one happening.
    return (claim.count is None or claim.kind in rules.causes) and bool(rules.repeated.search(near))


def _lasts(when: When, claim: Claim) -> bool:
    """Return whether a claim's days are all of them meant ("over the past days"), not one of them ("last week")."""
    own = claim.when if claim.when is not None and claim.when.start >= 0 else when
    before = claim.sentence.text[max(0, own.start - _LASTING_REACH) : max(0, own.start)]
    return own.open_start or own.open_end or bool(_LASTING.search(f"{before} {own.text}"))


def _role(party: Party | None, day: date | None, reference: Reference) -> Role:
    if party is None or not party.text:
        return Role()
    side = party.side or (reference.actors.side(party.actor, day) if party.actor else "")
    if side in NO_SIDE:
        side = ""
    return Role(party.actor or plain(party.text), side, bool(party.actor))


def _before(claim: Claim, start: int) -> str:
    end = start - claim.sentence.start
    return claim.sentence.text[max(0, end - _REACH) : max(0, end)]


def _around(claim: Claim, count: Count) -> str:
    end = count.end - claim.sentence.start
    after = claim.sentence.text[max(0, end) : max(0, end) + _REACH // 2]
    return _before(claim, count.start) + " | " + after
