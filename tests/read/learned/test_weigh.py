"""How two readers are weighed, on proposals made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from marsad import codebook as codebooks
from marsad import reference
from marsad.model.claim import Claim, Speaker
from marsad.model.clause import Sentence
from marsad.read import names
from marsad.read.attribution import UNSPECIFIED
from marsad.read.build import Context
from marsad.read.learned import weigh
from marsad.read.learned.choose import Chance
from marsad.read.learned.proposals import Proposal
from marsad.read.learned.weigh import Found, Pair, Settings, chance_of, is_named, settings, weighed
from tests.read.learned.by_hand import NOBODY, PROPOSAL, TEXT, claim, party, told

SEEN = {"own": Chance(shift=0.0, weights={"own seen": 1.0}), "told": Chance(shift=0.0, weights={"told seen": 1.0})}
EMPTY = Chance(shift=-1.0, weights={"best": -1.0})
HOW = Settings(
    least=0.5, drop=0.25,
    keep={
        "codebook": Chance(shift=1.0, weights={"odds": 0.5, "attack family": -3.0}),
        "beside": Chance(shift=0.0, weights={"odds": 1.0}), "alone": Chance(shift=0.0, weights={"odds": 1.0}),
    },
    kind={"own": Chance(shift=0.0, weights={"odds": 1.0}), "told": Chance(shift=0.0, weights={"rival": 1.0})},
    modality=SEEN, slots={role: {**SEEN, "none": EMPTY} for role in weigh.SLOTS},
    speaker={
        "own": Chance(shift=0.5), "none": Chance(shift=0.0, weights={"seen none": 1.0}),
        "unspecified": Chance(shift=0.0, weights={"seen unspecified": 1.0}),
        "here": Chance(shift=0.0, weights={"seen here": 1.0}), "before": Chance(shift=0.0, weights={"seen before": 1.0}),
    },
)  # fmt: skip
MONITOR = Speaker(text="The monitor", start=0, end=11)


@pytest.fixture(scope="module")
def context() -> Context:
    book, known = codebooks.load(), reference.load()
    report: Any = SimpleNamespace(id="r1", text=TEXT, published=date(2013, 6, 6), source="wire")
    sentence = Sentence(text=TEXT, start=0, end=len(TEXT), paragraph=0, clauses=())
    return Context(report, book, known, names.find(TEXT, book.words, known), [sentence], "none")


def read(
    context: Context, own: Claim | None, proposal: Proposal, before: tuple[Speaker, ...] = (), how: Settings = HOW
) -> Claim:
    pair = Pair(own, proposal, "codebook" if own else "alone", 1, proposal.speaker)
    return weighed(pair, {0: ()}, before, context, how)


def _pair(proposal: Proposal, found: Found) -> Pair:
    return Pair(None, proposal, found, 1, proposal.speaker)


def test_the_chance_rises_with_the_odds_and_is_shifted_by_the_family() -> None:
    low, high = (chance_of(_pair(replace(PROPOSAL, odds=odds), "alone"), HOW) for odds in (0.3, 0.8))
    assert low == pytest.approx(0.3)
    assert high == pytest.approx(0.8)
    attack = replace(PROPOSAL, kind="attack.air")
    assert chance_of(_pair(attack, "codebook"), HOW) < chance_of(_pair(PROPOSAL, "codebook"), HOW)


def test_an_empty_slot_is_filled_where_the_network_sees_words(context: Context) -> None:
    found = read(context, claim(), told("who", "rebels"))
    assert found.who is not None
    assert found.who.text == "rebels"
    assert found.read_by.reader == weigh.BOTH


def test_the_codebooks_words_stand_where_the_network_sees_them_too(context: Context) -> None:
    found = read(context, claim(who=party("rebels")), told("who", "rebels", 0.6))
    assert found.who == party("rebels")


def test_words_that_the_network_does_not_see_give_way_to_those_that_it_does(context: Context) -> None:
    found = read(context, claim(who=party("rebels")), told("who", "The monitor", 0.95))
    assert found.who is not None
    assert found.who.text == "The monitor"


def test_an_empty_slot_takes_the_words_of_the_claim_beside_it(context: Context) -> None:
    curves = {"none": EMPTY, "beside": Chance(shift=5.0)}
    shared = msgspec.structs.replace(HOW, slots={**HOW.slots, "who": curves})
    seen = told("who", "rebels").spans["who"][0]
    pair = Pair(claim(), PROPOSAL, "codebook", 1, PROPOSAL.speaker, {"who": (seen.start, seen.end)})
    found = weighed(pair, {0: ()}, (), context, shared)
    assert found.who is not None
    assert found.who.text == "rebels"


def test_nobody_is_both_who_and_whom(context: Context) -> None:
    both = told("who", "rebels")
    whom = told("whom", "rebels", 0.8)
    proposal = replace(
        both, spans={**both.spans, "whom": whom.spans["whom"]}, insides={**both.insides, "whom": whom.insides["whom"]}
    )
    found = read(context, None, proposal)
    assert (found.who is not None, found.whom) == (True, None)


def test_a_claim_of_the_network_alone_says_so(context: Context) -> None:
    found = read(context, None, told("who", "rebels"))
    assert (found.read_by.reader, found.cue.text, found.sureness) == (weigh.READER, "seized", 0.5)


def test_an_option_without_a_curve_is_never_taken(context: Context) -> None:
    silent = msgspec.structs.replace(HOW, slots={})
    assert read(context, claim(who=party("rebels")), told("whom", "the army"), how=silent).whom is None
    assert read(context, claim(who=party("rebels")), PROPOSAL, how=silent).who == party("rebels")


def test_the_kind_and_the_modality_go_to_whoever_is_surer(context: Context) -> None:
    found = read(
        context, claim(), replace(PROPOSAL, rival=("control.hold", 0.9), modality={"asserted": 0.1, "denied": 0.9})
    )
    assert (found.kind, found.modality) == ("control.hold", "denied")
    kept = read(context, claim(modality="predicted"), replace(PROPOSAL, modality={"asserted": 0.9, "predicted": 0.1}))
    assert (kept.kind, kept.modality) == ("control.change", "predicted")


def _voice(**odds: float) -> Proposal:
    return replace(PROPOSAL, speaker={**NOBODY, **odds})


def test_the_network_can_tell_that_nobody_or_somebody_unnamed_speaks(context: Context) -> None:
    own = claim(said_by=(MONITOR,))
    assert read(context, own, _voice(none=0.55)).said_by == (MONITOR,)
    assert read(context, own, _voice(none=0.9)).said_by == ()
    assert read(context, claim(), _voice(unspecified=0.9)).said_by == (UNSPECIFIED,)


def test_a_chain_whose_speaker_the_network_also_sees_stays_whole(context: Context) -> None:
    chain = (MONITOR, Speaker(text="the agency", start=60, end=70))
    proposal = replace(
        _voice(here=0.9), spans={**PROPOSAL.spans, "said_by": told("said_by", "monitor").spans["said_by"]}
    )
    assert read(context, claim(said_by=chain), proposal).said_by == chain


def test_who_spoke_before_is_taken_up_where_nobody_is_named(context: Context) -> None:
    assert read(context, claim(), _voice(before=0.9), before=(MONITOR,)).said_by == (MONITOR,)
    assert read(context, claim(), _voice(before=0.9)).said_by == ()


def test_who_is_named() -> None:
    assert [is_named(chain) for chain in ((), (UNSPECIFIED,), (MONITOR,))] == [False, False, True]


@pytest.mark.parametrize("name", ["both", "learned"])
def test_the_settings_that_ship_have_a_curve_for_every_slot(name: Any) -> None:
    how = settings(name)
    assert set(how.slots) == set(weigh.SLOTS)
    assert all("none" in curves for curves in how.slots.values())
    assert 0 < how.least < 1
