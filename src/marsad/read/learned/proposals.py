"""What the network proposes: for each claim of another reader a second opinion, and claims that only it sees."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from marsad.model.claim import KINDS, Claim, Kind, Modality
from marsad.model.clause import Sentence
from marsad.read.learned.labels import MODALITIES, ROLES, SPEAKERS, Role, Said
from marsad.read.learned.network import Cue, Network, Told
from marsad.read.learned.windows import Window, windows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marsad.read.learned.network import Odds

SEEN = 0.1
"""The lowest odds of a cue that is proposed at all; the combination asks for more."""
INSIDE = 0.4
FAINT = 0.1
BEGINS = 0.5
"""The odds from which a piece belongs to a role's words, and from which new words of that role begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Words of the report, as offsets, with the mean odds of their pieces."""

    start: int
    end: int
    odds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the network reads at a cue, taken for one of a kind.

    `odds` are those of a cue of this kind there; `rival` is the likeliest other kind of the family
    with its odds. `sentence` is the number of the sentence. `pieces` are the offsets of the pieces that roles were
    asked of, and `insides` their odds of belonging to each role.
    """

    sentence: int
    kind: Kind
    start: int
    end: int
    odds: float
    rival: tuple[Kind, float]
    spans: Mapping[Role, tuple[Span, ...]]
    modality: Mapping[Modality, float]
    speaker: Mapping[Said, float]
    pieces: Sequence[tuple[int, int]]
    insides: Mapping[Role, Sequence[float]]

    def seen(self, role: Role, spot: tuple[int, int]) -> float | None:
        """Return the mean odds that words belong to a role; None for words that the network did not look at."""
        within = [
            odds
            for (first, last), odds in zip(self.pieces, self.insides[role], strict=True)
            if first < spot[1] and spot[0] < last
        ]
        return sum(within) / len(within) if within else None

    def ranked(self, role: Role) -> list[Span]:
        """Return the words of a role, the likeliest first."""
        return sorted(self.spans[role], key=lambda span: -span.odds)

    def best(self, role: Role) -> Span | None:
        """Return the likeliest words of a role."""
        return next(iter(self.ranked(role)), None)


Worth = Callable[[Claim | None, int, Kind, float, float], bool]
"""Whether a cue is worth reading roles for: the claim that it is of or None, its sentence, kind, odds, and the rival's."""


def propose(
    text: str, sentences: Sequence[Sentence], claims: Sequence[Claim], network: Network, worth: Worth
) -> tuple[list[Proposal | None], list[Proposal]]:
    """Return a proposal for each claim (None where its cue is not worth one), and those that match no claim's cue."""
    cut = list(windows(sentences, network.tokenizer))
    if not cut:
        return [None] * len(claims), []
    states, odds = network.hidden(cut)
    cues = [_cue_of(claim, cut, odds) for claim in claims]
    taken = set(cues)
    lone = [cue for cue in _cues(cut, odds) if cue not in taken]

    def is_worth(claim: Claim | None, cue: Cue | None) -> bool:
        if cue is None:
            return False
        row, sentence = odds[cue.window][cue.position], cut[cue.window].sentences[cue.position]
        return worth(claim, sentence, KINDS[cue.kind], float(row[cue.kind]), _rival(KINDS[cue.kind], row)[1])

    of_claims = [cue if is_worth(claim, cue) else None for claim, cue in zip(claims, cues, strict=True)]
    lone = [cue for cue in lone if is_worth(None, cue)]
    asked = [cue for cue in (*of_claims, *lone) if cue is not None]
    told = dict(zip(asked, network.told(cut, states, asked), strict=True)) if asked else {}
    made = {cue: _proposal(text, cue, told[cue], cut[cue.window], odds[cue.window]) for cue in told}
    return [made[cue] if cue is not None else None for cue in of_claims], [made[cue] for cue in lone]


def _cue_of(claim: Claim, cut: Sequence[Window], odds: Sequence[Odds]) -> Cue | None:
    """Return the piece of a claim's cue that the network finds likeliest for its kind."""
    kind = KINDS.index(claim.kind)
    for number, window in enumerate(cut):
        positions = [
            piece
            for piece in window.at(claim.cue.start, claim.cue.end)
            if window.sentences[piece] >= window.own
        ]  # fmt: skip
        if positions:
            return Cue(number, max(positions, key=lambda piece: odds[number][piece, kind]), kind)
    return None


def _cues(cut: Sequence[Window], odds: Sequence[Odds]) -> Iterator[Cue]:
    """Yield the cues above the lowest odds; of neighbouring pieces the likeliest alone."""
    for number, window in enumerate(cut):
        for position, kind in zip(*(odds[number] >= SEEN).nonzero(), strict=True):
            value = odds[number][position, kind]
            near = odds[number][max(0, position - 2) : position + 3, kind]
            if window.sentences[position] >= window.own and window.spans[position][0] >= 0 and value >= near.max():
                yield Cue(number, int(position), int(kind))


def _proposal(text: str, cue: Cue, told: Told, window: Window, odds: Odds) -> Proposal:
    kind = KINDS[cue.kind]
    pieces = window.spans[told.first : told.first + len(told.insides)]
    insides = dict(zip(ROLES, told.insides.T.tolist(), strict=True))
    begins = dict(zip(ROLES, told.begins.T.tolist(), strict=True))
    start, end = _whole_words(text, *window.spans[cue.position])
    row = odds[cue.position]
    return Proposal(
        sentence=window.sentences[cue.position],
        kind=kind,
        start=start,
        end=end,
        odds=float(row[cue.kind]),
        rival=_rival(kind, row),
        spans={role: tuple(_spans(text, pieces, insides[role], begins[role])) for role in ROLES},
        modality={name: float(value) for name, value in zip(MODALITIES, told.modality, strict=True)},
        speaker={name: float(value) for name, value in zip(SPEAKERS, told.speaker, strict=True)},
        pieces=pieces,
        insides=insides,
    )


def _rival(kind: Kind, row: Odds) -> tuple[Kind, float]:
    """Return the likeliest other kind of the family with its odds."""
    family = kind.split(".")[0] + "."
    rivals = [(other, float(row[n])) for n, other in enumerate(KINDS) if other != kind and other.startswith(family)]
    return max(rivals, key=lambda pair: pair[1])


def _spans(
    text: str, pieces: Sequence[tuple[int, int]], inside: Sequence[float], begins: Sequence[float]
) -> Iterator[Span]:
    """Yield the runs of pieces that belong to a role, in order; where none does, those around what is likeliest."""
    peak = max((odds for odds, (first, _) in zip(inside, pieces, strict=True) if first >= 0), default=0.0)
    if peak < FAINT:
        return
    least = min(INSIDE, peak / 2)
    start = -1
    for piece in range(len(inside) + 1):
        ends = piece == len(inside) or inside[piece] < least or pieces[piece][0] < 0
        if start >= 0 and (ends or begins[piece] >= BEGINS):
            first, last = _whole_words(text, pieces[start][0], pieces[piece - 1][1])
            yield Span(start=first, end=last, odds=sum(inside[start:piece]) / (piece - start))
            start = -1
        if start < 0 and not ends:
            start = piece


_EDGE = re.compile(r"^[\s,;:.\"“”'‘’()]+|[\s,;:\"“”‘(]+$")


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span to the bounds of its words, and drop punctuation at its edges."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    words = text[start:end]
    if words.strip(" ,;:\"“”‘’'()."):
        while _EDGE.match(words):
            words, start = words[1:], start + 1
        words = words.rstrip(' ,;:"“”‘(')
    return start, start + len(words)
