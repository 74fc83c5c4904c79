"""Two readers, one output: what the codebook reads and what the network proposes, weighed by fitted settings."""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import msgspec

from marsad.model.claim import Claim, Kind, Party, ReadBy, Speaker
from marsad.model.when import When
from marsad.model.where import Where
from marsad.read import drafts
from marsad.read.attribution import UNSPECIFIED
from marsad.read.build import Context
from marsad.read.learned.labels import Role, Said
from marsad.read.learned.network import DATA, Network
from marsad.read.learned.proposals import Proposal, Span, propose

READER = "learned"
BOTH = "codebook+learned"

Found = Literal["codebook", "beside", "alone"]
"""Read by the codebook; by the network where the codebook has a claim of that family in the sentence, or none."""


class Keep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The chance that a claim is right: a logistic curve over the log odds of its cue, shifted by its family."""

    slope: float
    shift: float
    family: dict[str, float] = {}


class Slot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Odds from which the network's words fill an empty slot or replace the codebook's.

    `drop` empties a slot where the network sees no words for it.
    """

    fill: float
    switch: float
    drop: bool


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the readers are weighed; fitted by cross-validation over whole reports (`training/`).

    `least` is the chance from which a claim of the network alone is kept; below `drop` one of the codebook is left out.
    """

    least: float
    drop: float
    kind: float
    modality: float
    speaker: dict[str, dict[Said, float]]
    keep: dict[Found, Keep]
    slots: dict[Role, Slot]


@functools.cache
def settings(name: Literal["both", "learned"]) -> Settings:
    """Return the settings that ship with marsad: for both readers together, or for the network alone."""
    return msgspec.toml.decode((DATA / f"{name}.toml").read_bytes(), type=Settings)


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim of the codebook, or None, with what the network proposes there."""

    claim: Claim | None
    proposal: Proposal
    found: Found


def pairs(found: Sequence[Claim], network: Network, context: Context, how: Settings | None = None) -> list[Pair]:
    """Return the codebook's claims with their proposals, and the proposals that stand alone, in the text's order.

    With settings, only what they keep is there, and nothing else is asked of the network.
    """
    read = {(claim.sentence.start, claim.family) for claim in found}

    def where_found(claim: Claim | None, sentence: int, kind: Kind) -> Found:
        is_beside = (context.sentences[sentence].start, kind.split(".")[0]) in read
        return "codebook" if claim is not None else "beside" if is_beside else "alone"

    def is_worth(claim: Claim | None, sentence: int, kind: Kind, odds: float) -> bool:
        if how is None or (claim is not None and claim.modality == "predicted"):
            # Forecasts are rare in what the network has learned from; the codebook alone knows them.
            return True
        least = how.least if claim is None else how.drop
        return chance(odds, kind, where_found(claim, sentence, kind), how) >= least

    beside, lone = propose(context.report.text, context.sentences, found, network, is_worth)
    paired = [Pair(claim, told, "codebook") for claim, told in zip(found, beside, strict=True) if told]
    paired += [Pair(None, told, where_found(None, told.sentence, told.kind)) for told in lone]
    return sorted(paired, key=lambda pair: (_start(pair), pair.claim is None))


def _start(pair: Pair) -> int:
    return pair.claim.cue.start if pair.claim else pair.proposal.start


def combine(
    found: Sequence[Claim], times: Mapping[int, Sequence[When]], network: Network, context: Context, how: Settings
) -> list[Claim]:
    """Return the claims that both readers together stand for.

    `times` are the time expressions of each sentence, by its number.
    """
    kept: list[Claim] = []
    speakers: tuple[Speaker, ...] = ()
    shared = frozenset(start for start, number in Counter(claim.cue.start for claim in found).items() if number > 1)
    for pair in pairs(found, network, context, how):
        sureness = chance_of(pair, how)
        if pair.claim is not None:
            made = _amended(pair.claim, pair.proposal, times, speakers, sureness, shared, context, how)
        else:
            made = drafted(pair.proposal, times, speakers, sureness, context, how)
        kept.append(made)
        if state_of(made.said_by) == "named":
            speakers = made.said_by
    return kept


def chance_of(pair: Pair, how: Settings) -> float:
    """Return the chance that a claim is right, by the settings."""
    return chance(pair.proposal.odds, pair.proposal.kind, pair.found, how)


def chance(odds: float, kind: Kind, found: Found, how: Settings) -> float:
    """Return the chance that a claim of a kind is right whose cue has these odds."""
    keep = how.keep[found]
    value = keep.slope * log_odds(odds) + keep.shift
    return 1 / (1 + math.exp(-value - keep.family.get(kind.split(".")[0], 0.0)))


def log_odds(odds: float) -> float:
    """Return the logarithm of odds given as a share, kept finite."""
    odds = min(max(odds, 1e-4), 1 - 1e-4)
    return math.log(odds / (1 - odds))


def _amended(
    claim: Claim, proposal: Proposal, times: Mapping[int, Sequence[When]], before: tuple[Speaker, ...], sureness: float,
    shared: frozenset[int], context: Context, how: Settings,
) -> Claim:  # fmt: skip
    """Return a claim of the codebook with the slots that the network knows better."""
    kind, odds = proposal.rival
    day = claim.when.first if claim.when and claim.when.first else context.report.published
    at = proposal.sentence
    changes: dict[str, object] = {}
    if odds - proposal.odds >= how.kind:
        changes["kind"] = kind
    modality, sure = max(proposal.modality.items(), key=lambda item: item[1])
    if modality != claim.modality != "predicted" and sure >= how.modality:
        changes["modality"] = modality
    for role in ("who", "whom", "where", "whence", "count", "when"):
        own = getattr(claim, role)
        span = chosen((own.start, own.end) if own else None, proposal.spans[role], how.slots[role])
        if own is not None and span is None:
            changes[role] = None
        elif span is not None and (own is None or span != (own.start, own.end)):
            made = _made(role, span, claim, at, day, times, context)
            if made is not None:
                changes[role] = made
    if "count" in changes and claim.count is None and claim.cue.start in shared:
        # One verb over a list, told apart by the codebook: whose the number is, it knows.
        del changes["count"]
    if _is_swapped(claim.whom, changes.get("who")) or _is_swapped(claim.who, changes.get("whom")):
        # Who loses and who takes is told by grammar ("rebels lost Arnor"), which the network often mistakes.
        changes.pop("who", None)
        changes.pop("whom", None)
    place = changes.get("where", claim.where)
    for role in ("who", "whom"):
        if role in changes and _is_place(changes[role], place):
            del changes[role]
    changes["said_by"] = said_by(claim.said_by, proposal, before, context, how)
    return replace(claim, **changes, sureness=round(sureness, 2), read_by=replace(claim.read_by, reader=BOTH))  # type: ignore[arg-type]


def _made(role: str, span: drafts.Spot, claim: Claim, at: int, day, times, context: Context):  # type: ignore[no-untyped-def]
    if role in ("who", "whom"):
        return drafts.party(span, at, day, context)
    if role in ("where", "whence"):
        return drafts.place(span, context)
    if role == "count":
        return drafts.count(span, claim.kind, at, context)
    return drafts.time(span, context.sentences[at], times[at])


def chosen(own: drafts.Spot | None, spans: Sequence[Span], how: Slot) -> drafts.Spot | None:
    """Return the words of a slot: the codebook's, the network's, or none."""
    best = max(spans, key=lambda span: span.odds, default=None)
    if own is None:
        return (best.start, best.end) if best and best.odds >= how.fill else None
    same = [span for span in spans if span.start < own[1] and own[0] < span.end]
    if same:
        nearest = max(same, key=lambda span: min(span.end, own[1]) - max(span.start, own[0]))
        # Words within each other name the same, and the codebook's are cut at the bounds of phrases.
        is_nested = nearest.start <= own[0] < own[1] <= nearest.end or own[0] <= nearest.start < nearest.end <= own[1]
        return (nearest.start, nearest.end) if nearest.odds >= how.switch and len(same) == 1 and not is_nested else own
    if best is not None and best.odds >= how.switch:
        return best.start, best.end
    return None if best is None and how.drop else own


def said_by(
    own: tuple[Speaker, ...], proposal: Proposal, before: tuple[Speaker, ...], context: Context, how: Settings
) -> tuple[Speaker, ...]:
    """Return the chain of speakers: the codebook's, or what the network tells where it is surer."""
    told, odds = max(proposal.speaker.items(), key=lambda item: item[1])
    if odds < how.speaker[state_of(own)][told]:
        return own
    if told == "none":
        return ()
    if told == "unspecified":
        return (UNSPECIFIED,)
    span = max(proposal.spans["said_by"], key=lambda span: span.odds, default=None)
    if span is None:
        return own or (before if told == "before" else ())
    if any(one.start < span.end and span.start < one.end for one in own):
        return own
    return (drafts.speaker((span.start, span.end), context),)


def state_of(chain: tuple[Speaker, ...]) -> str:
    """Return whether a chain of speakers names somebody: named, unspecified, or none."""
    return "none" if not chain else "unspecified" if chain[0] == UNSPECIFIED else "named"


def drafted(
    proposal: Proposal, times: Mapping[int, Sequence[When]], before: tuple[Speaker, ...], sureness: float, context: Context,
    how: Settings,
) -> Claim:  # fmt: skip
    """Return the claim that a proposal of the network alone makes."""
    at = proposal.sentence
    slots = {role: chosen(None, proposal.spans[role], slot) for role, slot in how.slots.items()}
    draft = drafts.Draft(
        sentence=at, kind=proposal.kind, modality=max(proposal.modality.items(), key=lambda item: item[1])[0],
        cue=(proposal.start, proposal.end), **slots,  # type: ignore[arg-type]
    )  # fmt: skip
    read_by = ReadBy(reader=READER, version="1", entry="", digest="", model="")
    made = drafts.claim(draft, times[at], read_by, round(sureness, 2), context)
    no_party = {role: None for role in ("who", "whom") if _is_place(getattr(made, role), made.where)}
    return replace(made, said_by=said_by((), proposal, before, context, how), **no_party)  # type: ignore[arg-type]


def _is_swapped(own: Party | None, told: object) -> bool:
    """Whether the network gives to one party's slot the words that the codebook has in the other's."""
    return own is not None and isinstance(told, Party) and own.start < told.end and told.start < own.end


def _is_place(party: object, place: object) -> bool:
    """Whether words for a party are those for the place: what it happens to is not who does it."""
    if not isinstance(party, Party) or not isinstance(place, Where):
        return False
    return party.start < place.end and place.start < party.end and place.end - place.start <= party.end - party.start
