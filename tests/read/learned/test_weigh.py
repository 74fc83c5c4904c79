"""How two readers are weighed, on proposals made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from marsad.model.claim import Speaker
from marsad.read.attribution import UNSPECIFIED
from marsad.read.learned.proposals import Proposal, Span
from marsad.read.learned.weigh import Keep, Pair, Settings, Slot, chance_of, chosen, said_by, state_of

HOW = Settings(
    least=0.5, drop=0.25, kind=0.3, modality=0.7,
    speaker={state: dict.fromkeys(("none", "unspecified", "here", "before"), 0.6) for state in ("none", "unspecified", "named")},
    keep={
        "codebook": Keep(slope=0.5, shift=1.0, family={"attack": -3.0}), "beside": Keep(slope=1.0, shift=0.0),
        "alone": Keep(slope=1.0, shift=0.0),
    },
    slots={"who": Slot(fill=0.7, switch=0.8, drop=True)},
)  # fmt: skip
NOBODY = dict.fromkeys(("none", "unspecified", "here", "before"), 0.0)
PROPOSAL = Proposal(
    sentence=0, kind="control.change", start=10, end=16, odds=0.5, rival=("control.hold", 0.1),
    spans=dict.fromkeys(("who", "whom", "where", "whence", "count", "when", "said_by"), ()),
    modality={"asserted": 1.0}, speaker={**NOBODY, "none": 1.0},
)  # fmt: skip
SOHR = Speaker(text="the monitor", start=40, end=51)


def _span(start: int, end: int, odds: float) -> Span:
    return Span(start=start, end=end, odds=odds)


def test_the_chance_rises_with_the_odds_and_is_shifted_by_the_family() -> None:
    low, high = (chance_of(Pair(None, replace(PROPOSAL, odds=odds), "alone"), HOW) for odds in (0.3, 0.8))
    assert low == pytest.approx(0.3)
    assert high == pytest.approx(0.8)
    attack = replace(PROPOSAL, kind="attack.air")
    assert chance_of(Pair(None, attack, "codebook"), HOW) < chance_of(Pair(None, PROPOSAL, "codebook"), HOW)


@pytest.mark.parametrize(
    ("own", "spans", "words"),
    [
        (None, [], None),
        (None, [_span(0, 5, 0.9)], (0, 5)),
        (None, [_span(0, 5, 0.6)], None),
        (None, [_span(0, 5, 0.75), _span(8, 9, 0.9)], (8, 9)),
        ((0, 5), [], None),
        ((0, 5), [_span(0, 9, 0.75)], (0, 5)),
        ((0, 5), [_span(0, 9, 0.9)], (0, 5)),
        ((0, 5), [_span(3, 9, 0.9)], (3, 9)),
        ((0, 5), [_span(20, 30, 0.75)], (0, 5)),
        ((0, 5), [_span(20, 30, 0.9)], (20, 30)),
    ],
)
def test_a_slot_goes_to_whoever_is_surer(
    own: tuple[int, int] | None, spans: list[Span], words: tuple[int, int] | None
) -> None:
    assert chosen(own, spans, HOW.slots["who"]) == words


def test_without_drop_the_codebook_keeps_what_the_network_does_not_see() -> None:
    assert chosen((0, 5), [], Slot(fill=0.7, switch=0.8, drop=False)) == (0, 5)


def _told(**odds: float) -> Proposal:
    return replace(PROPOSAL, speaker={**NOBODY, **odds})


def test_a_speaker_stays_where_the_network_is_not_sure() -> None:
    assert said_by((SOHR,), _told(none=0.55), (), None, HOW) == (SOHR,)  # type: ignore[arg-type]


def test_the_network_can_tell_that_nobody_or_somebody_unnamed_speaks() -> None:
    assert said_by((SOHR,), _told(none=0.9), (), None, HOW) == ()  # type: ignore[arg-type]
    assert said_by((), _told(unspecified=0.9), (), None, HOW) == (UNSPECIFIED,)  # type: ignore[arg-type]


def test_a_chain_whose_speaker_the_network_also_sees_stays_whole() -> None:
    chain = (SOHR, Speaker(text="the agency", start=60, end=70))
    proposal = replace(_told(here=0.9), spans={**PROPOSAL.spans, "said_by": (_span(44, 51, 0.9),)})
    assert said_by(chain, proposal, (), None, HOW) == chain  # type: ignore[arg-type]


def test_who_spoke_before_is_taken_up_where_nobody_is_named() -> None:
    assert said_by((), _told(before=0.9), (SOHR,), None, HOW) == (SOHR,)  # type: ignore[arg-type]


def test_states() -> None:
    assert [state_of(chain) for chain in ((), (UNSPECIFIED,), (SOHR,))] == ["none", "unspecified", "named"]
