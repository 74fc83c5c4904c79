"""Features and curves of what fills a slot."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.model.claim import Speaker
from marsad.model.clause import Sentence
from marsad.read.attribution import UNSPECIFIED
from marsad.read.learned.choose import Chance, log_odds, of_cue, of_slot, of_voice, overlap, ranked
from tests.read.learned.by_hand import PROPOSAL, TEXT, claim, party, span, told

HERE = Sentence(text=TEXT, start=0, end=len(TEXT), paragraph=0, clauses=())
LATER = Sentence(text="It added that the army fled.", start=100, end=128, paragraph=0, clauses=())
MONITOR = Speaker(text="The monitor", start=0, end=11)


def test_a_curve_adds_up_the_features_that_it_knows() -> None:
    curve = Chance(shift=1.0, weights={"odds": 0.5})
    assert curve.of({"odds": 2.0, "unheard of": 9.0}) == pytest.approx(1 / (1 + math.exp(-2.0)))


@given(st.floats(0, 1), st.floats(0, 1))
def test_log_odds_are_finite_and_never_fall(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert -7 < log_odds(low) <= log_odds(high) < 7


def test_the_likeliest_option_is_first_and_of_equals_the_codebooks() -> None:
    chances = {"own": Chance(shift=0.0), "told": Chance(shift=0.0), "none": Chance(shift=0.1)}
    assert ranked(["own", "none", "told"], chances, {}) == ["none", "own", "told"]
    assert ranked(["own", "told"], {"told": chances["told"]}, {}) == ["told"]


def test_a_claim_that_the_codebook_also_reads_brings_its_sureness() -> None:
    assert of_cue(claim(sureness=0.6), "control.change", 0.5, 0.5)["sureness"] == 0.6
    assert "sureness" not in of_cue(None, "control.change", 0.5, 0.5)


def test_a_slot_knows_what_the_network_thinks_of_the_codebooks_words() -> None:
    own = (span("rebels").start, span("rebels").end)
    features = of_slot("who", own, None, told("whom", "rebels"), claim(who=party("rebels")), 1)
    assert features["own seen"] < 0 < features["own seen as other"]
    assert "told" not in features
    assert of_slot("who", (500, 510), None, PROPOSAL, claim(), 1)["own outside"] == 1


def test_words_that_another_slot_holds_are_marked() -> None:
    held = claim(whom=party("the army"))
    assert of_slot("who", None, None, told("who", "the army"), held, 1)["told is another"] == 1
    assert of_slot("who", None, None, told("who", "rebels"), held, 1)["told is another"] == 0


def test_a_slot_knows_what_the_claim_beside_it_has() -> None:
    words = (span("rebels").start, span("rebels").end)
    features = of_slot("who", None, words, told("who", "rebels"), None, 1)
    assert (features["beside"], features["beside is told"], features["beside is own"]) == (1, 1, 0)


def _voice(own: tuple[Speaker, ...], sentence: Sentence, before: tuple[Speaker, ...] = ()) -> dict[str, float]:
    return of_voice(own, None, before, PROPOSAL, PROPOSAL.speaker, sentence)


def test_a_speaker_of_the_sentence_one_before_it_and_one_unnamed_are_told_apart() -> None:
    names = [
        {name for name in _voice((one,), sentence) if name.startswith("own ")}
        for one, sentence in ((MONITOR, HERE), (MONITOR, LATER), (UNSPECIFIED, HERE))
    ]
    assert names == [{"own here", "own seen"}, {"own before", "own far"}, {"own unspecified"}]


def test_who_spoke_before_is_near_or_far_and_may_speak_on() -> None:
    features = _voice((), LATER, (MONITOR,))
    assert 0 < features["earlier far"] < 1
    assert features["goes on"] == 1
    assert _voice((), HERE, (MONITOR,))["earlier is here"] == 1


def test_phrases_overlap_by_half_of_the_longer() -> None:
    assert overlap((0, 10), (4, 10))
    assert not overlap((0, 10), (7, 10))
    assert not overlap((0, 10), (20, 30))
