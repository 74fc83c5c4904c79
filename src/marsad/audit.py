"""From any item of the picture down to the claims for and against it: the heart of the product."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from marsad.model.claim import Claim
from marsad.model.event import Link
from marsad.model.problem import MarsadError
from marsad.publish import Edition

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
    """One item of the picture with its evidence and the links between its claims, in words."""

    id: str
    title: str
    evidence: tuple[tuple[str, tuple[Claim, ...]], ...]
    links: tuple[str, ...] = ()


def find(edition: Edition, identifier: str) -> list[Item]:
    """Return the items, or the claims, whose id begins with `identifier`.

    Raises MarsadError where there is none, or where items of more than five ids begin so.
    """
    by_id = {claim.id: claim for claim in edition.claims}
    found = {
        item.id: _item(item, part, edition, by_id) for part, item in _items(edition) if item.id.startswith(identifier)
    }
    for claim in edition.claims:
        if claim.id.startswith(identifier):
            found.setdefault(claim.id, Item(claim.id, f"Claim: {claim.kind}", (("The claim", (claim,)),)))
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
    for field, words in _EVIDENCE:
        value = getattr(item, field, ())
        members = (value,) if isinstance(value, str) else value
        claims = tuple(by_id[member] for member in members if member in by_id)
        if claims:
            evidence.append((words, claims))
            ids += [claim.id for claim in claims]
    evidence += _parts(item, edition, by_id)
    disputes = [f"In dispute: {dispute.words}" for dispute in getattr(item, "disputes", ())]
    return Item(item.id, title(item, part, edition), tuple(evidence), (*disputes, *_links(edition, set(ids))))


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
        _words(edition, str(getattr(item, field)))
        for field in ("kind", "measure", "relation", "state", "status", "holder", "who", "whom", "place_text", "place",
                      "where_text", "first", "last", "proposition")
        if getattr(item, field, None)
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
    for link in sorted(shown, key=lambda link: (-abs(link.score), link.a, link.b))[:_LINKS_SHOWN]:
        yield _link(link)
    if len(shown) > _LINKS_SHOWN:
        yield f"and {len(shown) - _LINKS_SHOWN} more links"


def _link(link: Link) -> str:
    reasons = "; ".join(f"{reason.words} ({reason.weight:+.1f})" for reason in link.reasons)
    return f"{link.a[:8]} and {link.b[:8]}: {link.verdict}, score {link.score:.1f}, by {link.by}: {reasons}"
