"""Whose words fill a slot: for each option the chance that it is right, by fitted curves; the likeliest is taken."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Literal, TypeVar

import msgspec

from marsad.model.claim import Claim, Modality, Party, Speaker
from marsad.model.clause import Sentence
from marsad.read.attribution import UNSPECIFIED
from marsad.read.drafts import Spot
from marsad.read.learned.labels import SPEAKERS, Role, Said
from marsad.read.learned.proposals import Proposal, Span

Option = Literal["own", "told", "second", "beside", "none"]
"""What the codebook read, what the network finds likeliest and next likeliest, what the claim beside it has, nothing."""
Voice = Literal["own", "none", "unspecified", "here", "before"]
"""Speakers: the codebook's, nobody, somebody unnamed, the network's words, who spoke last."""
Features = Mapping[str, float]
_GOES_ON = re.compile(
    r"\b(?:it|he|she|they)\s+(?:also\s+|further\s+)?"
    r"(?:said|says|added|adds|reported|noted|stated|claimed|continued|explained|stressed|warned|confirmed|told)\b",
    re.IGNORECASE,
)
"""Somebody named before speaks on."""
_QUOTES = re.compile(r"[\"“”]")


class Chance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The chance that something is right: a logistic curve over features; one that is not named weighs nothing."""

    shift: float
    weights: dict[str, float] = {}

    def of(self, features: Features) -> float:
        """Return the chance under some features."""
        value = self.shift + sum(self.weights.get(name, 0.0) * size for name, size in features.items())
        return 1 / (1 + math.exp(-value))


Chosen = TypeVar("Chosen", bound=str)


def ranked(options: Sequence[Chosen], chances: Mapping[Chosen, Chance], features: Features) -> list[Chosen]:
    """Return the options that have a curve, the likeliest first; of equals the first stays first."""
    known = [option for option in options if option in chances]
    return sorted(known, key=lambda option: -chances[option].of(features))


def log_odds(odds: float) -> float:
    """Return the logarithm of odds given as a share, kept finite."""
    odds = min(max(odds, 1e-3), 1 - 1e-3)
    return math.log(odds / (1 - odds))


def of_cue(claim: Claim | None, kind: str, odds: float, rival: float) -> dict[str, float]:
    """Return the features of a claim as a whole: the odds of its cue, of the likeliest other kind there, its family."""
    own = {"sureness": claim.sureness} if claim is not None else {}
    return {"odds": log_odds(odds), "rival": log_odds(rival), _family(kind): 1.0, **own}


def of_modality(own: Modality, told: Modality, proposal: Proposal) -> dict[str, float]:
    """Return the features of a choice between two modalities."""
    return {
        f"own {own}": 1.0, f"told {told}": 1.0, _family(proposal.kind): 1.0,
        "own seen": log_odds(proposal.modality[own]), "told seen": log_odds(proposal.modality[told]),
    }  # fmt: skip


_RIVALS: Mapping[Role, tuple[Role, ...]] = {
    "who": ("whom", "where", "said_by"), "whom": ("who", "where"), "where": ("who", "whom", "whence"),
    "whence": ("where",), "count": (), "when": (),
}  # fmt: skip
"""Slots that often ask for the same words."""


def of_slot(
    role: Role, own: Spot | None, beside: Spot | None, proposal: Proposal, claim: Claim | None, cues: int
) -> dict[str, float]:
    """Return the features of a slot's options.

    `beside` are the words that the nearest other claim of the sentence has in this slot; `cues` is the number of the
    codebook's claims that share this claim's cue.
    """
    told, second = [*proposal.ranked(role), None, None][:2]
    best = max(proposal.insides[role], default=0.0)
    features = {_family(proposal.kind): 1.0, "best": log_odds(best)}
    if claim is not None:
        features |= {"codebook": 1.0, "sureness": claim.sureness, "shared cue": float(cues > 1)}
    if own is not None:
        seen = proposal.seen(role, own)
        features |= {"own": 1.0, "own outside": 1.0} if seen is None else {"own": 1.0, "own seen": log_odds(seen)}
        words = getattr(claim, role) if claim is not None else None
        if isinstance(words, Party) and words.pronoun:
            features["own is pronoun"] = 1.0
        rivals = [value for rival in _RIVALS[role] if (value := proposal.seen(rival, own)) is not None]
        if rivals:
            features["own seen as other"] = log_odds(max(rivals))
    if told is not None:
        others = [spot for other in _RIVALS[role] if claim and (spot := spot_of(claim, other))]
        taken = any(overlap(spot, (told.start, told.end)) for spot in others)
        features |= {"told": 1.0, "told seen": log_odds(told.odds), "told is another": float(taken)}
    if second is not None:
        features |= {"second": 1.0, "second seen": log_odds(second.odds)}
        features["second is own"] = float(own is not None and overlap(own, (second.start, second.end)))
    if beside is not None:
        features["beside"] = 1.0
        features["beside is own"] = float(own is not None and overlap(own, beside))
        features["beside is told"] = float(told is not None and overlap((told.start, told.end), beside))
        if (seen := proposal.seen(role, beside)) is not None:
            features["beside seen"] = log_odds(seen)
    if own is not None and told is not None:
        features["same"] = float(own[0] < told.end and told.start < own[1])
    return features


def of_voice(
    own: Sequence[Speaker], told: Span | None, before: Sequence[Speaker], proposal: Proposal,
    shared: Mapping[Said, float], sentence: Sentence,
) -> dict[str, float]:  # fmt: skip
    """Return the features of the choice of a speaker.

    `shared` are the mean shares of the claims of the sentence: they mostly have one speaker.
    """
    features = {f"seen {name}": log_odds(proposal.speaker[name]) for name in SPEAKERS}
    features |= {f"sentence {name}": log_odds(shared[name]) for name in SPEAKERS}
    features[_family(proposal.kind)] = 1.0
    features["goes on"] = float(bool(_GOES_ON.search(sentence.text)))
    features["quotes"] = float(bool(_QUOTES.search(sentence.text)))
    if own:
        name = "unspecified" if own[0] == UNSPECIFIED else "here" if _holds(sentence, own[0]) else "before"
        features[f"own {name}"] = 1.0
        if name == "before":
            features["own far"] = _far(sentence, own[0])
        if name == "here" and (seen := proposal.seen("said_by", (own[0].start, own[0].end))) is not None:
            features["own seen"] = log_odds(seen)
    if told is not None:
        features |= {"told": 1.0, "told seen": log_odds(told.odds)}
        features["told outside"] = float(not sentence.start <= told.start < sentence.end)
        features["same"] = float(any(one.start < told.end and told.start < one.end for one in own))
    if before:
        features |= {"earlier": 1.0, "earlier is own": float(bool(own) and before[0].text == own[0].text)}
        features |= (
            {"earlier is here": 1.0} if _holds(sentence, before[0]) else {"earlier far": _far(sentence, before[0])}
        )
    return features


def _holds(sentence: Sentence, speaker: Speaker) -> bool:
    return sentence.start <= speaker.start < sentence.end


def _far(sentence: Sentence, speaker: Speaker) -> float:
    """Return how far before a sentence a speaker was named, in sentences of some 200 letters, five at the most."""
    return min(5.0, (sentence.start - speaker.start) / 200)


def overlap(first: Spot, second: Spot) -> bool:
    """Whether two phrases share at least half of the longer one."""
    shared = min(first[1], second[1]) - max(first[0], second[0])
    return shared * 2 >= max(first[1] - first[0], second[1] - second[0])


def spot_of(claim: Claim, role: Role) -> Spot | None:
    """Return where the words of a slot stand."""
    if role == "said_by":
        return (claim.said_by[0].start, claim.said_by[0].end) if claim.said_by else None
    value = getattr(claim, role)
    return (value.start, value.end) if value is not None else None


def _family(kind: str) -> str:
    return f"{kind.split('.', maxsplit=1)[0]} family"
