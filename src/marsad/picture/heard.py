"""What has been heard by a day of a time before a day: the claims that a picture may rest on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from marsad.model.claim import Claim, Party
from marsad.model.event import Reconciled
from marsad.model.when import When
from marsad.model.where import Where
from marsad.reference import Reference

NO_SIDE = frozenset({"", "none", "neutral"})
_LIST = re.compile(r",\s*(?:and\s+)?|\s+and\s+|\s+&\s+")
_OF = re.compile(r"^\s*(?:of\s+)?(?:the\s+)?")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Named:
    """A party: actor id or words, and the side it took, each "" where not known."""

    name: str = ""
    side: str = ""

    @property
    def label(self) -> str:
        """Return the side where it is known, else the actor, else the words."""
        return self.side or self.name


@dataclass(frozen=True, slots=True)
class Heard:
    """A claim with its days, its origin and its parties; `first` and `last` are None without a date.

    `listed` are the further places of a phrase that names several ("Arnor, Belgarth and Marren").
    `is_lasting` marks what is told to have gone on from `first` to `last` ("since July").
    """

    claim: Claim
    origin: str
    first: date | None
    last: date | None
    published: date | None
    who: Named
    whom: Named
    place: str
    chain: tuple[str, ...]
    listed: tuple[str, ...] = ()
    is_lasting: bool = False

    @property
    def id(self) -> str:
        """Return the claim's id."""
        return self.claim.id

    @property
    def kind(self) -> str:
        """Return the claim's kind."""
        return self.claim.kind


def heard(
    reconciled: Reconciled, claims: Sequence[Claim], reference: Reference, day: date, known_by: date
) -> list[Heard]:
    """Return the claims published by `known_by` about what began by `day`, in the order of their days.

    Claims of reports without a date are always among them: nobody can say that they were not known.
    Claims that are not told as facts (predicted, planned, urged, possible) are kept, marked by their
    modality, whenever they are about. Those that a settled dispute found wrong are left out.
    """
    found: list[Heard] = []
    aside = set(reconciled.set_aside)
    for claim in {claim.id: claim for claim in claims if claim.id not in aside}.values():
        published = day_of(claim.published)
        if published is not None and published > known_by:
            continue
        item = _heard(claim, published, reconciled, reference)
        is_fact = claim.modality in ("asserted", "denied")
        if is_fact and item.first is not None and item.first > day:
            continue
        found.append(item)
    return sorted(found, key=order)


def order(item: Heard) -> tuple[date, date, str]:
    """Return the sorting key of a claim: when it was over, when it was published, its id."""
    return (item.last or date.min, item.published or date.min, item.id)


def day_of(text: str) -> date | None:
    """Return the day of an ISO date or time, or None."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def plain(text: str) -> str:
    """Return words in lower case, set apart by single spaces, without punctuation."""
    return " ".join(_WORD.findall(text.casefold()))


def is_name(text: str) -> bool:
    """Return whether a phrase ends in a capitalised word: a name, not a description."""
    words = _WORD.findall(text)
    return bool(words) and bool(words[-1][0].isupper())


def place_key(where: Where | None) -> str:
    """Return what a place is known by: its gazetteer id, else its words."""
    if where is None:
        return ""
    return where.place or plain(where.text)


def listed(where: Where | None, reference: Reference) -> tuple[str, ...]:
    """Return the places that a phrase names beside the one it was resolved to, nearest kin of it first."""
    if where is None or not where.place:
        return ()
    names = [name.strip() for name in _LIST.split(where.text) if name.strip()]
    if len(names) < 2:
        return ()
    chain = reference.places.ancestors(where.place)
    meant = reference.places.named(names)
    found: list[str] = []
    for name in names:
        kin = [place for place in meant.get(name, ()) if set(chain) & set(reference.places.ancestors(place.id))]
        if kin and kin[0].id != where.place and kin[0].id not in chain:
            found.append(kin[0].id)
    return tuple(dict.fromkeys(found))


def counts_another(item: Heard) -> bool:
    """Return whether the number of a claim is of a later place of its list: "Arnor and most of Belgarth"."""
    count, where = item.claim.count, item.claim.where
    if count is None or where is None or not where.name:
        return False
    return where.start < count.start < where.end and where.name in where.text[: count.start - where.start]


def counted(item: Heard, reference: Reference) -> str:
    """Return the place that the number of a claim is of, "" where it is of a later place that no list knows."""
    count, where = item.claim.count, item.claim.where
    if count is None or where is None or not counts_another(item):
        return item.place
    name = _OF.sub("", where.text[count.end - where.start :]).strip()
    return next((place.id for place in reference.places.named([name]).get(name, ())), "")


def facts(items: Iterable[Heard], *families: str, modality: str = "asserted") -> list[Heard]:
    """Return the claims of the given families or kinds that are told in one modality."""
    return [
        item
        for item in items
        if item.claim.modality == modality and (item.kind in families or item.claim.family in families)
    ]


def _heard(claim: Claim, published: date | None, reconciled: Reconciled, reference: Reference) -> Heard:
    when = reconciled.dated.get(claim.id, claim.when)
    first, last = (when.first, when.last) if when else (None, None)
    if claim.modality == "asserted" and first and last and published and first <= published < last:
        # What is told as done was done by then: "captured in 2022", told in April, was before May.
        last = published
    where = claim.where or claim.whence
    if claim.kind == "force.withdraw" and claim.whence:
        where = claim.whence
    place = where.place if where else ""
    return Heard(
        claim=claim,
        origin=reconciled.origin_of.get(claim.id, claim.report),
        first=first or last,
        last=last or first,
        published=published,
        who=named(claim.who, first, reference),
        whom=named(claim.whom, first, reference),
        place=place,
        chain=(place, *reference.places.ancestors(place)) if place else (),
        listed=listed(where, reference),
        is_lasting=when is not None and _is_lasting(when, published),
    )


def _is_lasting(when: When, published: date | None) -> bool:
    """Return whether something is told to go on until the report: "since July", not "in July"."""
    until_now = when.first != when.last and when.last == published and when.basis != "publication"
    return when.open_end or (until_now and when.last is not None)


def named(party: Party | None, day: date | None, reference: Reference) -> Named:
    """Return who a party is and which side it was on, on a day."""
    if party is None or not party.text:
        return Named()
    side = party.side or (reference.actors.side(party.actor, day) if party.actor else "")
    return Named(party.actor or plain(party.text), "" if side in NO_SIDE else side)
