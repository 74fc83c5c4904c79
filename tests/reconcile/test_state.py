"""What is reconciled bit by bit is what is reconciled at once."""

from __future__ import annotations

import random
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.model.claim import Claim
from marsad.model.event import Link
from marsad.model.report import Report
from marsad.reconcile import State, events
from tests.reconcile.hand import DAY, REFERENCE, say, to_report
from tests.reconcile.test_laws import PRINTED_BY, claims

TEXTS = {
    "r1": " ".join(f"word{number}" for number in range(40)),
    "r2": " ".join(f"word{number}" for number in range(40)),
    "r3": " ".join(f"word{number}" for number in range(38)) + " at last",
}
REPORTS = [to_report(name, text, PRINTED_BY[name], DAY + timedelta(days=len(name))) for name, text in TEXTS.items()]


def batches(items: list[Claim | Report], chance: random.Random) -> list[list[Claim | Report]]:
    chance.shuffle(items)
    cuts = sorted(chance.sample(range(len(items) + 1), min(3, len(items))))
    return [items[start:end] for start, end in zip([0, *cuts], [*cuts, len(items)], strict=True)]


def taken(state: State, batch: list[Claim | Report], **rest: object) -> None:
    state.update(
        [item for item in batch if isinstance(item, Claim)],
        [item for item in batch if isinstance(item, Report)],
        **rest,  # type: ignore[arg-type]
    )


@given(claims, st.randoms(use_true_random=False))
@settings(max_examples=250, deadline=None)
def test_any_batches_in_any_order_are_a_rebuild(said: list[Claim], chance: random.Random) -> None:
    state = State(REFERENCE)
    for batch in batches([*said, *REPORTS], chance):
        taken(state, batch)
        state.result()
    assert state.result() == events(said, REFERENCE, REPORTS)


@given(claims, claims, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_what_is_taken_out_leaves_nothing_behind(kept: list[Claim], other: list[Claim], chance: random.Random) -> None:
    state = State(REFERENCE)
    names = {claim.id for claim in kept}
    passing = [claim for claim in other if claim.id not in names]
    for batch in batches([*kept, *passing, *REPORTS], chance):
        taken(state, batch)
    state.update(without=[claim.id for claim in passing])
    assert state.result() == events(kept, REFERENCE, REPORTS)


@given(claims, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_decisions_made_and_taken_back_leave_nothing_behind(said: list[Claim], chance: random.Random) -> None:
    names = [claim.id for claim in said] * 2
    chance.shuffle(names)
    decided = [
        Link(a=a, b=b, verdict=chance.choice(["same", "different"]), score=0.0, by="someone")
        for a, b in zip(names[:3], names[3:6], strict=False)
        if a != b
    ]
    state = State(REFERENCE)
    first, *rest = batches([*said, *REPORTS], chance)
    taken(state, first, decisions=decided)
    for batch in rest:
        taken(state, batch)
    assert state.result() == events(said, REFERENCE, REPORTS, decisions=decided)
    state.update(decisions=())
    assert state.result() == events(said, REFERENCE, REPORTS)


def test_large_blocks_are_compared_alike_bit_by_bit() -> None:
    chance = random.Random(7)
    said = [
        say(
            chance.choice(["attack.air", "attack.shelling", "casualty.killed", "control.change"]),
            chance.choice(["arnor", "old", "north", "", "the bridge"]),
            who=chance.choice(["army", "league", ""]),
            when=DAY + timedelta(days=chance.randrange(4)),
            n=chance.randrange(1, 30),
            report=f"r{number // 3}",
            at=number % 3 * 300,
            text=" ".join(f"word{chance.randrange(60)}" for _ in range(8)),
        )
        for number in range(420)
    ]
    state = State(REFERENCE)
    for start in range(0, len(said), 60):
        state.update(said[start : start + 60])
    for claim in said[:20]:
        state.update(without=[claim.id])
        state.update([claim])
    assert state.result() == events(said, REFERENCE)


@given(st.integers(0, 10**9))
@settings(max_examples=60, deadline=None)
def test_reports_one_by_one_in_a_city_under_fire_are_a_rebuild(seed: int) -> None:
    chance = random.Random(seed)
    spots = chance.choice([["old"], ["old", "old", "arnor", "north", ""], ["old", "mills", "arnor", "the bridge", ""]])
    said = [_shot(chance, number, spots) for number in range(chance.choice([20, 40, 70]))]
    names = [claim.id for claim in said]
    decided = [
        Link(a=a, b=b, verdict=chance.choice(["same", "different"]), score=0.0, by="someone")
        for a, b in (chance.sample(names, 2) for _ in range(chance.choice([0, 3, 6])))
        if a != b
    ]
    state = State(REFERENCE)
    state.update(said[:15], decisions=decided)
    for claim in said[15:]:
        state.update([claim])
    gone = chance.sample(names, 4)
    for name in gone:
        state.update(without=[name])
    left = [claim for claim in said if claim.id not in gone]
    assert state.result() == events(left, REFERENCE, decisions=decided)
    state.update(decisions=decided[:1])
    assert state.result() == events(left, REFERENCE, decisions=decided[:1])


def _shot(chance: random.Random, number: int, spots: list[str]) -> Claim:
    day = DAY + timedelta(days=chance.randrange(3))
    return say(
        chance.choice(["control.change", "attack.air", "attack.shelling", "attack.clash", "casualty.killed"]),
        chance.choice(spots),
        who=chance.choice(["", "army", "league", "airforce"]),
        whom=chance.choice(["", "", "civilians", "army"]),
        when=chance.choice([None, (day, day), (day, day), (day, day + timedelta(days=20))]),
        n=chance.choice([None, 3, 4, 12, 20]),
        said=chance.choice(["", "monitor"]),
        outlet=chance.choice(["wire", "gazette", "radio"]),
        day=day,
        report=f"r{number // 2}",
        at=chance.choice([0, 100, 400]),
        text=" ".join(f"word{chance.randrange(12)}" for _ in range(6)),
    )
