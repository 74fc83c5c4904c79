"""Proposals from odds that are written by hand, as a network would give them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from marsad.model.claim import KINDS
from marsad.model.clause import Sentence
from marsad.read.learned.labels import MODALITIES, ROLES, SPEAKERS
from marsad.read.learned.network import Told
from marsad.read.learned.proposals import propose

TEXT = "Rebels seized Arnor, the monitor said."
WORDS = ("Rebels", "seized", "Arnor", ",", "the", "monitor", "said", ".")


class Coded:
    def __init__(self, text: str) -> None:
        self.offsets, at = [], 0
        for word in WORDS:
            at = text.index(word, at)
            self.offsets.append((at, at + len(word)))
        self.ids = list(range(len(WORDS)))


class Tokenizer:
    def encode_batch(self, texts: list[str], **_: Any) -> list[Coded]:
        return [Coded(text) for text in texts]


class Network:
    """Sees a change of control at "seized", by "Rebels", in "Arnor", said by "the monitor"."""

    tokenizer = Tokenizer()

    def __init__(self, odds: float) -> None:
        self.odds = odds

    def hidden(self, windows: list[Any]) -> tuple[list[Any], list[Any]]:
        cues = np.zeros((len(windows[0].pieces), len(KINDS)), np.float32)
        cues[2, KINDS.index("control.change")] = self.odds
        cues[3, KINDS.index("control.change")] = self.odds / 2
        cues[2, KINDS.index("control.hold")] = 0.05
        return [np.zeros((len(windows[0].pieces), 4), np.float32)], [cues]

    def told(self, windows: list[Any], states: list[Any], cues: list[Any]) -> list[Told]:
        insides = np.zeros((len(windows[0].pieces) - 1, len(ROLES)), np.float32)
        for role, first, last in (("who", 0, 1), ("where", 2, 3), ("said_by", 4, 6)):
            insides[first:last, ROLES.index(role)] = 0.9
        modality = np.eye(len(MODALITIES), dtype=np.float32)[0]
        speaker = np.eye(len(SPEAKERS), dtype=np.float32)[SPEAKERS.index("here")]
        return [Told(1, np.zeros_like(insides), insides, modality, speaker) for _ in cues]


def every(*_: Any) -> bool:
    return True


SENTENCES = [Sentence(text=TEXT, start=0, end=len(TEXT), paragraph=0, clauses=())]


def test_a_cue_alone_becomes_a_proposal_with_words_of_the_text() -> None:
    beside, (proposal,) = propose(TEXT, SENTENCES, [], Network(0.8), every)  # type: ignore[arg-type]
    assert beside == []
    assert (proposal.kind, TEXT[proposal.start : proposal.end]) == ("control.change", "seized")
    assert proposal.rival == ("control.hold", pytest.approx(0.05))
    words = {role: [TEXT[span.start : span.end] for span in spans] for role, spans in proposal.spans.items() if spans}
    assert words == {"who": ["Rebels"], "where": ["Arnor"], "said_by": ["the monitor"]}


def test_of_neighbouring_pieces_only_the_likeliest_is_a_cue() -> None:
    _, lone = propose(TEXT, SENTENCES, [], Network(0.8), every)  # type: ignore[arg-type]
    assert len(lone) == 1


def test_what_the_network_hardly_sees_is_not_proposed() -> None:
    assert propose(TEXT, SENTENCES, [], Network(0.05), every) == ([], [])  # type: ignore[arg-type]


def test_no_text_gives_no_proposals() -> None:
    assert propose("", [], [], Network(0.9), every) == ([], [])  # type: ignore[arg-type]


def test_nothing_is_asked_for_a_cue_that_is_not_worth_it() -> None:
    assert propose(TEXT, SENTENCES, [], Network(0.8), lambda *_: False) == ([], [])  # type: ignore[arg-type]
