"""Proposals and claims made by hand, on one sentence."""

from __future__ import annotations

from dataclasses import replace

from marsad.model.claim import Claim, Party, Phrase, ReadBy
from marsad.model.where import Where
from marsad.read.learned.labels import ROLES, SPEAKERS
from marsad.read.learned.proposals import Proposal, Span

TEXT = "The monitor said rebels seized Arnor from the army."
NOBODY = dict.fromkeys(SPEAKERS, 0.01)
PROPOSAL = Proposal(
    sentence=0, kind="control.change", start=24, end=30, odds=0.5, rival=("control.hold", 0.1),
    spans=dict.fromkeys(ROLES, ()), modality={"asserted": 0.97, "denied": 0.03}, speaker={**NOBODY, "none": 0.97},
    pieces=tuple((at, at + len(word)) for word in TEXT.split() for at in [TEXT.index(word)]),
    insides=dict.fromkeys(ROLES, (0.02,) * len(TEXT.split())),
)  # fmt: skip


def span(words: str, odds: float = 0.9) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words), odds=odds)


def told(role: str, words: str, odds: float = 0.9) -> Proposal:
    """Return the proposal with words for a role that the network sees with these odds."""
    seen = span(words, odds)
    insides = tuple(odds if first < seen.end and seen.start < last else 0.02 for first, last in PROPOSAL.pieces)
    return replace(PROPOSAL, spans={**PROPOSAL.spans, role: (seen,)}, insides={**PROPOSAL.insides, role: insides})  # type: ignore[dict-item]


def party(words: str) -> Party:
    return Party(text=words, start=TEXT.index(words), end=TEXT.index(words) + len(words))


def claim(**slots: object) -> Claim:
    """Return a claim of the codebook."""
    base = Claim(
        id="c1", report="r1", outlet="wire", sentence=Phrase(text=TEXT, start=0, end=len(TEXT)),
        cue=Phrase(text="seized", start=24, end=30), kind="control.change", modality="asserted",
        where=Where(text="Arnor", start=TEXT.index("Arnor"), end=TEXT.index("Arnor") + 5),
        published="2013-06-06", read_by=ReadBy(reader="codebook", version="1", entry="e", digest=""), sureness=0.9,
    )  # fmt: skip
    return replace(base, **slots)  # type: ignore[arg-type]
