"""The credibility of claims: the digit of the Admiralty scale, from what other origins say, apart from any letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from marsad.model.claim import Claim
from marsad.model.event import Event
from marsad.publish.edition import Edition

CREDIBILITY = {
    1: "confirmed by other sources", 2: "probably true", 3: "possibly true", 4: "doubtful", 5: "improbable",
    6: "cannot be judged",
}  # fmt: skip
"""The digits of the Admiralty scale."""
NO_SIDE = frozenset({"", "none", "neutral"})


def credibility(edition: Edition) -> dict[str, int]:
    """Return the credibility of each claim, 1 to 6, as far as what other origins say tells.

    5 where a dispute was settled against it, 4 while one is open; else by the other origins that say the same of the
    event: 1 where they are two or more, not all of one camp with it; 2 where one is of another camp or of none; 3
    where all are of its own camp. 6, that nobody can judge it, is what is left.
    """
    found = {claim.id: 6 for claim in edition.claims}
    claims = {claim.id: claim for claim in edition.claims}
    for event in edition.reconciled.events:
        found |= dict(_in_event(event, claims, edition))
    for event in edition.reconciled.events:
        for dispute in event.disputes:
            if dispute.state == "open":
                found |= {claim: 4 for side in dispute.sides for claim in side if found.get(claim) != 5}
            found |= dict.fromkeys(dispute.refuted, 5)
    return {claim: digit for claim, digit in found.items() if claim in claims}


def _in_event(event: Event, claims: Mapping[str, Claim], edition: Edition) -> Iterator[tuple[str, int]]:
    origin_of = edition.reconciled.origin_of
    for denied in (False, True):
        said = [name for name in event.claims if name in claims and (claims[name].modality == "denied") == denied]
        camps = {origin_of[name]: _camp(origin_of[name], edition) for name in said}
        for name in said:
            yield name, _digit(origin_of[name], camps)


def _digit(origin: str, camps: Mapping[str, str]) -> int:
    others = [other for other in camps if other != origin]
    if not others:
        return 6
    if not _beyond({camps[origin]}, others, camps):
        return 3
    return 1 if len(others) > 1 else 2


def _beyond(camp: set[str], others: Iterable[str], camps: Mapping[str, str]) -> bool:
    """Return whether any of the others is of another camp, or of none."""
    return any(not camps[other] or camps[other] not in camp for other in others)


def _camp(origin: str, edition: Edition) -> str:
    source = edition.reference.sources.get(origin)
    return source.side if source and source.side not in NO_SIDE else ""
