"""Two readers, one output: what the codebook reads and what the network proposes, weighed by fitted settings."""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import msgspec

from marsad.model.claim import Claim, Kind, Modality, ReadBy, Speaker
from marsad.model.when import When
from marsad.read import drafts
from marsad.read.attribution import UNSPECIFIED
from marsad.read.build import Context
from marsad.read.learned import choose
from marsad.read.learned.choose import Chance, Option, Voice
from marsad.read.learned.labels import SPEAKERS, Role, Said
from marsad.read.learned.network import DATA, Network
from marsad.read.learned.proposals import INSIDE, Proposal, propose

READER = "learned"
BOTH = "codebook+learned"
SLOTS: tuple[Role, ...] = ("when", "who", "whom", "where", "whence", "count")
"""In the order in which they are filled: the day of a claim says which role an actor had."""

OWN_OR_TOLD: tuple[Option, ...] = ("own", "told")

Found = Literal["codebook", "beside", "alone"]
"""Read by the codebook; by the network where the codebook has a claim of that family in the sentence, or none."""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the readers are weighed; fitted by cross-validation over whole reports (`training/`).

    `least` is the chance from which a claim of the network alone is kept; below `drop` one of the codebook is left
    out. The others hold the chance of each option that it is right; an option without one is never taken.
    """

    least: float
    drop: float
    keep: dict[Found, Chance]
    kind: dict[Option, Chance]
    modality: dict[Option, Chance]
    slots: dict[Role, dict[Option, Chance]]
    speaker: dict[Voice, Chance]


@functools.cache
def settings(name: Literal["both", "learned"]) -> Settings:
    """Return the settings that ship with marsad: for both readers together, or for the network alone."""
    return msgspec.toml.decode((DATA / f"{name}.toml").read_bytes(), type=Settings)


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim of the codebook, or None, with what the network proposes there.

    `cues` is the number of the codebook's claims that share the cue, `voices` the mean shares of speakers over the
    claims of the sentence, `beside` where the words stand that the nearest other claim of it has in each slot.
    """

    claim: Claim | None
    proposal: Proposal
    found: Found
    cues: int
    voices: Mapping[Said, float]
    beside: Mapping[Role, drafts.Spot] = field(default_factory=dict)


def pairs(found: Sequence[Claim], network: Network, context: Context, how: Settings | None = None) -> list[Pair]:
    """Return the codebook's claims with their proposals, and the proposals that stand alone, in the text's order.

    With settings, only what they keep is there, and nothing else is asked of the network.
    """
    read = {(claim.sentence.start, claim.family) for claim in found}
    cues = Counter(claim.cue.start for claim in found)

    def where_found(claim: Claim | None, sentence: int, kind: Kind) -> Found:
        is_beside = (context.sentences[sentence].start, kind.split(".")[0]) in read
        return "codebook" if claim is not None else "beside" if is_beside else "alone"

    def is_worth(claim: Claim | None, sentence: int, kind: Kind, odds: float, rival: float) -> bool:
        if how is None or (claim is not None and claim.modality == "predicted"):
            # The codebook alone knows forecasts.
            return True
        least = how.least if claim is None else how.drop
        keep = how.keep[where_found(claim, sentence, kind)]
        return keep.of(choose.of_cue(claim, kind, odds, rival)) >= least

    beside, lone = propose(context.report.text, context.sentences, found, network, is_worth)
    voices = _voices([told for told in (*beside, *lone) if told])
    paired = [
        Pair(claim, told, "codebook", cues[claim.cue.start], voices[told.sentence])
        for claim, told in zip(found, beside, strict=True) if told
    ]  # fmt: skip
    paired += [Pair(None, told, where_found(None, told.sentence, told.kind), 1, voices[told.sentence]) for told in lone]
    paired.sort(key=lambda pair: (_start(pair), pair.claim is None))
    by_sentence: dict[int, list[Pair]] = defaultdict(list)
    for pair in paired:
        by_sentence[pair.proposal.sentence].append(pair)
    return [replace(pair, beside=_beside(pair, by_sentence[pair.proposal.sentence])) for pair in paired]


def _beside(pair: Pair, sentence: Sequence[Pair]) -> dict[Role, drafts.Spot]:
    """Return for each slot where the words stand that the nearest other claim of the sentence has in it."""
    found: dict[Role, drafts.Spot] = {}
    for other in sorted(sentence, key=lambda other: abs(_start(other) - _start(pair))):
        if other is pair:
            continue
        for role in SLOTS:
            best = other.proposal.best(role)
            own = choose.spot_of(other.claim, role) if other.claim else None
            spot = own or ((best.start, best.end) if best is not None and best.odds >= INSIDE else None)
            if spot is not None:
                found.setdefault(role, spot)
    return found


def _voices(proposals: Sequence[Proposal]) -> dict[int, dict[Said, float]]:
    """Return for each sentence the mean shares of speakers, without stances, whose speaker is who takes them."""
    by_sentence: dict[int, list[Proposal]] = defaultdict(list)
    for proposal in proposals:
        by_sentence[proposal.sentence].append(proposal)
    return {sentence: _mean_voice(some) for sentence, some in by_sentence.items()}


def _mean_voice(some: Sequence[Proposal]) -> dict[Said, float]:
    told = [one for one in some if not one.kind.startswith("stance.")] or some
    return {name: sum(one.speaker[name] for one in told) / len(told) for name in SPEAKERS}


def _start(pair: Pair) -> int:
    return pair.claim.cue.start if pair.claim else pair.proposal.start


def combine(
    found: Sequence[Claim], times: Mapping[int, Sequence[When]], network: Network, context: Context, how: Settings
) -> list[Claim]:
    """Return the claims that both readers together stand for.

    `times` are the time expressions of each sentence, by its number.
    """
    kept: list[Claim] = []
    before: tuple[Speaker, ...] = ()
    for pair in pairs(found, network, context, how):
        made = weighed(pair, times, before, context, how)
        kept.append(made)
        if is_named(made.said_by):
            before = made.said_by
    return kept


def chance_of(pair: Pair, how: Settings) -> float:
    """Return the chance that a claim is right, by the settings."""
    told = pair.proposal
    return how.keep[pair.found].of(choose.of_cue(pair.claim, told.kind, told.odds, told.rival[1]))


def weighed(
    pair: Pair, times: Mapping[int, Sequence[When]], before: tuple[Speaker, ...], context: Context, how: Settings
) -> Claim:
    """Return the claim that both readers together make of a pair; `before` is who was last named as speaking."""
    if pair.claim is not None and pair.claim.modality == "predicted":
        # Forecasts are rare in what the network has learned from.
        return replace(pair.claim, sureness=round(chance_of(pair, how), 2))
    claim = pair.claim or drafted(pair.proposal, times, context)
    reader = READER if pair.claim is None else BOTH
    return replace(
        claim, kind=kind(pair, how), modality=modality(pair, how), **_slots(claim, pair, times, context, how),
        said_by=said_by(pair, before, context, how), sureness=round(chance_of(pair, how), 2),
        read_by=replace(claim.read_by, reader=reader),
    )  # fmt: skip


def drafted(proposal: Proposal, times: Mapping[int, Sequence[When]], context: Context) -> Claim:
    """Return the claim that the network alone proposes, with no slot filled."""
    draft = drafts.Draft(
        sentence=proposal.sentence, kind=proposal.kind, modality=likeliest(proposal.modality),
        cue=(proposal.start, proposal.end),
    )  # fmt: skip
    read_by = ReadBy(reader=READER, version="1", entry="", digest="", model="")
    return drafts.claim(draft, times[proposal.sentence], read_by, 0.0, context)


def kind(pair: Pair, how: Settings) -> Kind:
    """Return the kind of a claim: as read, or the likeliest other one of its family."""
    proposal = pair.proposal
    features = choose.of_cue(pair.claim, proposal.kind, proposal.odds, proposal.rival[1])
    best = choose.ranked(OWN_OR_TOLD, how.kind, features)
    return proposal.rival[0] if pair.claim and best[:1] == ["told"] else proposal.kind


def modality(pair: Pair, how: Settings) -> Modality:
    """Return the modality of a claim: as read, or as the network tells where it is surer."""
    told = likeliest(pair.proposal.modality)
    if pair.claim is None:
        return told
    own = pair.claim.modality
    if own == told:
        return own
    best = choose.ranked(OWN_OR_TOLD, how.modality, choose.of_modality(own, told, pair.proposal))
    return told if best[:1] == ["told"] else own


def likeliest(shares: Mapping[Modality, float]) -> Modality:
    """Return what has the largest share."""
    return max(shares, key=lambda name: shares[name])


def _slots(
    claim: Claim, pair: Pair, times: Mapping[int, Sequence[When]], context: Context, how: Settings
) -> dict[str, Any]:
    """Return what fills each slot."""
    filled: dict[str, Any] = {}
    for role in SLOTS:
        chances = how.slots.get(role, {})
        features = features_of(role, pair)
        for choice in choose.ranked(options_of(role, pair), chances, features) or OWN_OR_TOLD[:1]:
            option: Option = choice
            value = value_of(role, option, pair, replace(claim, **filled), times, context)
            own = getattr(pair.claim, role, None)
            if value is not None and own is not None and _is_same(value, own):
                # They name the same, and the codebook's are cut at the bounds of phrases.
                option, value = "own", own
            is_open = value is not None and (option == "own" or not _is_taken(role, value, filled, pair.claim))
            if option == "none" or is_open:
                filled[role] = value
                break
    return filled


_FOUND: tuple[Option, ...] = ("told", "second")


def options_of(role: Role, pair: Pair) -> list[Option]:
    """Return what a slot can be filled with, what leaves most to the codebook first."""
    has_own = pair.claim is not None and getattr(pair.claim, role) is not None
    if role == "when" and has_own:
        # Annotators often leave out a time that the sentence has; a date that grammar binds to the verb stays.
        return ["own"]
    options: list[Option] = ["own", "none"] if has_own else ["none"]
    options += _FOUND[: len(pair.proposal.spans[role])]
    if role in pair.beside:
        options.append("beside")
    return options


def features_of(role: Role, pair: Pair) -> dict[str, float]:
    """Return the features of a slot's options."""
    own = choose.spot_of(pair.claim, role) if pair.claim else None
    return choose.of_slot(role, own, pair.beside.get(role), pair.proposal, pair.claim, pair.cues)


def value_of(
    role: Role, option: Option, pair: Pair, claim: Claim, times: Mapping[int, Sequence[When]], context: Context
) -> Any:
    """Return what an option puts into a slot; None for nothing, and for words that mean nothing there.

    `claim` is what is known so far of the claim.
    """
    if option == "own":
        return getattr(pair.claim, role, None)
    told = dict(zip(_FOUND, pair.proposal.ranked(role), strict=False))
    spots = {name: (span.start, span.end) for name, span in told.items()}
    span = pair.beside.get(role) if option == "beside" else spots.get(option)
    if span is None:
        return None
    at = pair.proposal.sentence
    if role in ("who", "whom"):
        day = claim.when.first if claim.when and claim.when.first else context.report.published
        return drafts.party(span, at, day, context)
    if role in ("where", "whence"):
        return drafts.place(span, context)
    if role == "count":
        return drafts.count(span, claim.kind, at, context)
    return drafts.time(span, context.sentences[at], times[at])


_APART: Mapping[Role, tuple[Role, ...]] = {
    "who": ("whom",), "whom": ("who",), "where": ("who", "whom"), "whence": ("where",),
}  # fmt: skip


def _is_same(one: Any, other: Any) -> bool:
    """Whether phrases are within each other, or share half of the longer one."""
    ours, theirs = (one.start, one.end), (other.start, other.end)
    is_nested = ours[0] <= theirs[0] < theirs[1] <= ours[1] or theirs[0] <= ours[0] < ours[1] <= theirs[1]
    return bool(is_nested or choose.overlap(ours, theirs))


def _is_taken(role: Role, value: Any, filled: Mapping[str, Any], own: Claim | None) -> bool:
    """Whether words stand in another slot of the claim already, or in another of the codebook's.

    Nobody is both who and whom, who loses is told from who takes by grammar, a place is no party, and nothing leads from a
    place to itself. A place may stand within the words for a party ("residents of Arnor").
    """
    for name in _APART.get(role, ()):
        other = filled[name] if name in filled else getattr(own, name, None)
        if other is None:
            continue
        ours, theirs = (value.start, value.end), (other.start, other.end)
        is_touching = ours[0] < theirs[1] and theirs[0] < ours[1]
        if choose.overlap(ours, theirs) if role == "where" else is_touching:
            return True
    return False


def said_by(pair: Pair, before: tuple[Speaker, ...], context: Context, how: Settings) -> tuple[Speaker, ...]:
    """Return the chain of speakers: the codebook's, or what the network tells where it is surer."""
    own = pair.claim.said_by if pair.claim else ()
    features = voice_features(pair, before, context)
    for voice in choose.ranked(voices_of(pair, before), how.speaker, features):
        return chain_of(voice, pair, before, context)
    return own


def voices_of(pair: Pair, before: tuple[Speaker, ...]) -> list[Voice]:
    """Return who may be the speaker, what leaves most to the codebook first."""
    voices: list[Voice] = ["none", "unspecified"]
    if pair.claim and pair.claim.said_by:
        voices.insert(0, "own")
    if pair.proposal.spans["said_by"]:
        voices.append("here")
    if before:
        voices.append("before")
    return voices


def voice_features(pair: Pair, before: tuple[Speaker, ...], context: Context) -> dict[str, float]:
    """Return the features of the choice of a speaker."""
    sentence = context.sentences[pair.proposal.sentence]
    own = pair.claim.said_by if pair.claim else ()
    return choose.of_voice(own, pair.proposal.best("said_by"), before, pair.proposal, pair.voices, sentence)


def chain_of(voice: Voice, pair: Pair, before: tuple[Speaker, ...], context: Context) -> tuple[Speaker, ...]:
    """Return the chain of speakers that an option means; words that overlap the codebook's stand for its whole chain."""
    own = pair.claim.said_by if pair.claim else ()
    told = pair.proposal.best("said_by")
    if voice == "own":
        return own
    if voice == "before":
        return before
    if voice == "here" and told is not None:
        if any(one.start < told.end and told.start < one.end for one in own):
            return own
        return (drafts.speaker((told.start, told.end), context),)
    return (UNSPECIFIED,) if voice == "unspecified" else ()


def is_named(chain: tuple[Speaker, ...]) -> bool:
    """Whether a chain of speakers names somebody."""
    return bool(chain) and chain[0] != UNSPECIFIED
