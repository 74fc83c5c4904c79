"""Laws of reconciling, on claims drawn at random from a small war."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.model.claim import Claim, Kind, Modality
from marsad.reconcile import events
from marsad.reconcile.context import settings as found_settings
from marsad.reconcile.dates import dated
from marsad.reconcile.profile import profiles
from marsad.reconcile.rules import rules
from marsad.reconcile.vetoes import veto
from tests.reconcile.hand import DAY, REFERENCE, copy_of, say, to_report

KINDS: tuple[Kind, ...] = (
    "control.change", "control.advance", "attack.air", "attack.shelling", "attack.clash", "attack.violence",
    "casualty.killed", "casualty.injured", "siege.begin", "displacement.flow", "control.hold", "tie.support",
)  # fmt: skip
MODALITIES: tuple[Modality, ...] = ("asserted", "asserted", "asserted", "denied", "predicted", "planned")
EVENT_LIKE = {kind for kind in KINDS if kind not in ("control.hold", "tie.support")}


PRINTED_BY = {"r1": "wire", "r2": "gazette", "r3": "wire"}
"""Every report has one outlet."""


@st.composite
def claim(draw: st.DrawFn) -> Claim:
    start = DAY + timedelta(days=draw(st.integers(0, 3)))
    length = draw(st.sampled_from([0, 0, 0, 1, 30]))
    published = draw(st.none() | st.just(start + timedelta(days=length)))
    report = draw(st.sampled_from(["", *PRINTED_BY]))
    said = say(
        draw(st.sampled_from(KINDS)),
        draw(st.sampled_from(["", "vale", "arnor", "old", "old", "mills", "market", "the bridge"])),
        who=draw(st.sampled_from(["", "army", "airforce", "league", "strangers"])),
        whom=draw(st.sampled_from(["", "", "army", "league", "civilians"])),
        when=draw(st.none() | st.just((start, start + timedelta(days=length)))),
        n=draw(st.sampled_from([None, None, 3, 4, 12, 20, (20, None)])),
        said=draw(st.sampled_from(["", "", "monitor", "ministry", "residents"])),
        outlet=PRINTED_BY.get(report) or draw(st.sampled_from(["wire", "gazette", "radio"])),
        day=published,
        report=report,
        at=draw(st.sampled_from([0, 0, 100, 400])),
        modality=draw(st.sampled_from(MODALITIES)),
        text=draw(st.sampled_from(["", "", "Another strike killed 12 people including 3 children."])),
    )
    is_row = draw(st.sampled_from([False, False, False, True]))
    return replace(said, read_by=replace(said.read_by, reader="rows")) if is_row else said


claims = st.lists(claim(), max_size=14, unique_by=lambda one: one.id)


@given(claims, st.randoms(use_true_random=False))
@settings(max_examples=120, deadline=None)
def test_the_order_of_claims_and_reports_changes_nothing(said: list[Claim], shuffle: random.Random) -> None:
    reports = [to_report(name, f"{name} " * 5) for name in ("r1", "r2", "r3")]
    before = events(said, REFERENCE, reports)
    shuffle.shuffle(said)
    shuffle.shuffle(reports)
    assert events(said, REFERENCE, reports) == before
    assert events([*said, *said], REFERENCE, reports) == before


@given(claims)
@settings(max_examples=120, deadline=None)
def test_every_claim_of_a_happening_is_in_exactly_one_event(said: list[Claim]) -> None:
    counts = Counter(claim for event in events(said, REFERENCE).events for claim in event.claims)
    expected = {one.id for one in said if one.kind in EVENT_LIKE and one.modality in ("asserted", "denied")}
    assert set(counts) == expected
    assert set(counts.values()) <= {1}


@given(claims)
@settings(max_examples=120, deadline=None)
def test_no_event_holds_two_claims_that_veto_each_other(said: list[Claim]) -> None:
    result, book = events(said, REFERENCE), rules()
    dates = {one.id: dated(one, book) for one in said}
    telling = [one for one in said if any(one.id in event.claims for event in result.events)]
    setting = found_settings(telling, dates, REFERENCE, book)
    by_id = {profile.id: profile for profile in profiles(telling, result.origin_of, setting, REFERENCE, book)}
    for event in result.events:
        for a, b in combinations(event.claims, 2):
            assert veto(by_id[a], by_id[b], book) == ""
            assert veto(by_id[b], by_id[a], book) == ""


@given(claims)
@settings(max_examples=80, deadline=None)
def test_a_copy_of_a_report_raises_no_origins(said: list[Claim]) -> None:
    text = " ".join(f"word{number}" for number in range(40))
    mine = [one for one in said if one.report == "r1"]
    theirs = copy_of(mine, "r1-copied", "evening-paper", date(2019, 6, 1))
    before = events(said, REFERENCE, [to_report("r1", text)])
    copied = [to_report("r1", text), to_report("r1-copied", text, "evening-paper", date(2019, 6, 1))]
    after = events([*said, *theirs], REFERENCE, copied)
    assert len(set(after.origin_of.values())) <= len(set(before.origin_of.values()))
    for own, copy in zip(mine, theirs, strict=True):
        assert after.origin_of[copy.id] == after.origin_of[own.id]


@given(claims)
@settings(max_examples=80, deadline=None)
def test_an_unrelated_claim_leaves_all_events_alone(said: list[Claim]) -> None:
    far = say("attack.air", "marren", who="guard", when=date(2020, 1, 1), report="far", day=date(2020, 1, 2))
    before = {event.id: event for event in events(said, REFERENCE).events}
    after = {event.id: event for event in events([*said, far], REFERENCE).events}
    assert len(after) == len(before) + 1
    assert before.items() <= after.items()


@given(claims)
@settings(max_examples=80, deadline=None)
def test_figures_are_ordered_and_origins_are_counted(said: list[Claim]) -> None:
    for event in events(said, REFERENCE).events:
        assert event.origins <= len(event.claims)
        assert (event.origins == 0) == all(_is_denied(said, claim) for claim in event.claims)
        for figure in event.figures:
            assert figure.best is not None
            assert figure.low is None or figure.low <= figure.best
            assert figure.high is not None
            assert figure.best <= figure.high


def _is_denied(said: list[Claim], wanted: str) -> bool:
    return any(one.id == wanted and one.modality == "denied" for one in said)
