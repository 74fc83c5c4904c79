"""From any item of the picture down to the claims for and against it: the heart of the product."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from marsad.deciding import bearing_on, disputes, words
from marsad.model.claim import Claim
from marsad.model.event import Dispute, Link
from marsad.model.problem import MarsadError
from marsad.picture import weighed
from marsad.publish import Edition
from marsad.publish.credibility import CREDIBILITY, credibility

_PARTS = ("holdings", "history", "shares", "sieges", "movements", "tolls", "ties", "forecasts", "events")
_EVIDENCE = (
    ("claim", "The forecast as it was issued"),
    ("claims_for", "Claims for it"),
    ("claims", "Claims that tell of it"),
    ("evidence", "Evidence on whether it came true"),
    ("superseded", "Earlier figures of the same origin"),
    ("claims_against", "Claims against it"),
)
_LINKS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the picture with its evidence and the links between its claims, in words.

    `words` tell by claim how much its word weighs, `decisions` what persons decided that bears on it.
    """

    id: str
    title: str
    evidence: tuple[tuple[str, tuple[Claim, ...]], ...]
    links: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    decisions: tuple[str, ...] = ()


def find(edition: Edition, identifier: str) -> list[Item]:
    """Return the items, or the claims, whose id begins with `identifier`.

    Raises MarsadError where there is none, or where items of more than five ids begin so.
    """
    by_id = {claim.id: claim for claim in (*edition.claims, *edition.rejected)}
    found = {
        item.id: _item(item, part, edition, by_id) for part, item in _items(edition) if item.id.startswith(identifier)
    }
    for dispute in disputes(edition):
        if dispute.id.startswith(identifier):
            found.setdefault(dispute.id, _dispute(dispute, edition, by_id))
    for claim in by_id.values():
        if claim.id.startswith(identifier):
            found.setdefault(claim.id, _claim(claim, edition))
    if not found:
        raise MarsadError(f"Nothing has an id that begins with {identifier!r}. Copy one from the page or a table.")
    if len(found) > 5:
        raise MarsadError(f"{len(found)} ids begin with {identifier!r}. Give more of its letters.")
    return [found[key] for key in sorted(found)]


def _items(edition: Edition) -> Iterator[tuple[str, Any]]:
    for part in _PARTS:
        for item in getattr(edition.picture, part):
            yield part, item


def _item(item: Any, part: str, edition: Edition, by_id: dict[str, Claim]) -> Item:
    evidence: list[tuple[str, tuple[Claim, ...]]] = []
    ids: list[str] = []
    for slot, heading in _EVIDENCE:
        value = getattr(item, slot, ())
        members = (value,) if isinstance(value, str) else value
        claims = tuple(by_id[member] for member in members if member in by_id)
        if claims:
            evidence.append((heading, claims))
            ids += [claim.id for claim in claims]
    evidence += _parts(item, edition, by_id)
    disputed = [_standing(dispute) for dispute in getattr(item, "disputes", ())]
    return Item(
        item.id, title(item, part, edition), tuple(evidence), (*disputed, *_links(edition, set(ids))),
        _weights(item, ids, edition) if part in ("holdings", "history") else {}, _decisions(edition, ids),
    )  # fmt: skip


def _claim(claim: Claim, edition: Edition) -> Item:
    rejected = any(claim.id == other.id for other in edition.rejected)
    name = f"Claim{' (rejected: nothing rests on it)' if rejected else ''}: {claim.kind}"
    source = edition.reference.sources.get(edition.reconciled.origin_of.get(claim.id, ""))
    digit = credibility(edition).get(claim.id, 6)
    words = (
        f"reliability of its origin {source.reliability if source else 'F'}, credibility {digit} ({CREDIBILITY[digit]})"
    )
    return Item(
        claim.id, name, (("The claim", (claim,)),), tuple(_place_of(claim, edition)), words={claim.id: words},
        decisions=_decisions(edition, [claim.id]),
    )  # fmt: skip


def _place_of(claim: Claim, edition: Edition) -> Iterator[str]:
    """Yield the event that a claim is put into, and the links that did it."""
    event = next((event for event in edition.reconciled.events if claim.id in event.claims), None)
    if event is None or len(event.claims) == 1:
        return
    yield f"one of {len(event.claims)} claims of {event.id[:8]}, {title(event, 'events', edition)}"
    by_id = {other.id: other for other in edition.claims if other.id in event.claims}
    yield from (_link(link, by_id) for link in edition.reconciled.links if claim.id in (link.a, link.b))


def _dispute(dispute: Dispute, edition: Edition, by_id: dict[str, Claim]) -> Item:
    sides = [
        (f"Side {number}", tuple(by_id[claim] for claim in side if claim in by_id))
        for number, side in enumerate(dispute.sides, start=1)
    ]
    about = [claim for side in dispute.sides for claim in side]
    return Item(
        dispute.id, f"Dispute ({dispute.about}): {dispute.words}", tuple(sides), (_standing(dispute),),
        decisions=_decisions(edition, about),
    )  # fmt: skip


def _standing(dispute: Dispute) -> str:
    """Return a dispute in words, with how it stands."""
    if dispute.state == "open":
        return f"In dispute, open: {dispute.words} (dispute {dispute.id})"
    favours = f" for side {dispute.favours + 1}" if dispute.favours is not None else ""
    return (
        f"In dispute, {dispute.state}{favours} by {dispute.by}, {dispute.why}: {dispute.words} (dispute {dispute.id})"
    )


def _weights(item: Any, ids: Sequence[str], edition: Edition) -> dict[str, str]:
    seen = edition.picture
    return weighed(
        item.place, set(ids), edition.reconciled, edition.claims, edition.reference, (seen.day, seen.known_by)
    )


def _decisions(edition: Edition, claims: Iterable[str]) -> tuple[str, ...]:
    return tuple(
        f"{item.decision.id[:8]} {words(item.decision)}, by {item.decision.by} on {item.decision.when[:10]}: "
        f"{item.decision.why} ({item.words or 'in force'})"
        for item in bearing_on(edition, claims)
    )


def _parts(item: Any, edition: Edition, by_id: dict[str, Claim]) -> Iterator[tuple[str, tuple[Claim, ...]]]:
    """Yield the claims of the movements that a derived sum was made of."""
    wanted = set(getattr(item, "parts", ()))
    for movement in edition.picture.movements:
        if movement.id in wanted:
            yield "Summed from", tuple(by_id[claim] for claim in movement.claims if claim in by_id)


def title(item: Any, part: str, edition: Edition) -> str:
    """Return what to call an item of a part of the picture, such as "holdings"."""
    name = {"holdings": "holding", "history": "holding"}.get(part, part.removesuffix("s")).capitalize()
    values = [
        ", ".join(_words(edition, str(one)) for one in (value if isinstance(value, tuple) else (value,)))
        for slot in ("kind", "measure", "relation", "state", "status", "holder", "who", "whom", "place_text", "place",
                      "where_text", "first", "last", "proposition")
        if (value := getattr(item, slot, None))
    ]  # fmt: skip
    return f"{name}: {', '.join(dict.fromkeys(values))}"


def _words(edition: Edition, value: str) -> str:
    place = edition.reference.places.get(value)
    actor = edition.reference.actors.get(value)
    return place.name if place else actor.name if actor else value.removeprefix("named:")


def _links(edition: Edition, ids: set[str]) -> Iterable[str]:
    reports = {claim.report for claim in edition.claims if claim.id in ids}
    shown = [
        link for link in edition.reconciled.links
        if ({link.a, link.b} <= ids) or ({link.a, link.b} <= reports)
    ]  # fmt: skip
    by_id = {claim.id: claim for claim in edition.claims if claim.id in ids}
    # What contradicts and what hangs by the thinnest thread comes first: there the event is likeliest to be wrong.
    for link in sorted(shown, key=lambda link: (abs(link.score), link.a, link.b))[:_LINKS_SHOWN]:
        yield _link(link, by_id)
    if len(shown) > _LINKS_SHOWN:
        yield f"and {len(shown) - _LINKS_SHOWN} surer links"


def _link(link: Link, by_id: Mapping[str, Claim]) -> str:
    ends = " and ".join(_end(name, by_id.get(name)) for name in (link.a, link.b))
    reasons = "; ".join(f"{reason.words} ({reason.weight:+.1f})" for reason in link.reasons)
    return f"{ends}: {link.verdict}, score {link.score:.1f}, by {link.by}: {reasons}"


def _end(name: str, claim: Claim | None) -> str:
    return f"{name[:8]} “{claim.cue.text}” ({claim.outlet}, {claim.published})" if claim else name[:8]
