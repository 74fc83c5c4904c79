"""Decisions: which are in force, what becomes of them when readings change, and that taking them back leaves nothing."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.model.claim import Claim, Phrase
from marsad.model.decision import Act, Decision, Mark, decided
from marsad.model.problem import MarsadError
from marsad.reconcile import Applied, applied, events, marked
from marsad.reconcile.correct import SLOTS, corrected
from tests.reconcile.hand import DAY, REFERENCE, say
from tests.reconcile.test_laws import claims as some_claims

STRIKE = say("attack.air", "old", who="army", when=DAY, n=4)
AGAIN = say("attack.air", "old", who="airforce", when=DAY, outlet="courier")
OTHER = say("attack.air", "mills", who="league", when=DAY, outlet="radio")
ALL = (STRIKE, AGAIN, OTHER)


def decide(act: Act, *on: Claim, minute: int = 0, **rest: str) -> Decision:
    marks = tuple((marked(claim),) for claim in on)
    return decided(act, marks, by="amal", when=f"2020-01-01T00:{minute:02}:00", why="seen", **rest)


def undo(decision: Decision, minute: int = 30) -> Decision:
    return decided("undo", (), by="omar", when=f"2020-01-01T00:{minute:02}:00", why="no", undoes=decision.id)


def carry_out(log: list[Decision], said: tuple[Claim, ...] = ALL) -> Applied:
    return applied(log, said, {claim.report for claim in said}, REFERENCE)


def groups(done: Applied) -> set[tuple[str, ...]]:
    made = events(done.claims, REFERENCE, decisions=done.links, settlements=done.settlements)
    return {event.claims for event in made.events}


def test_persons_outrank_rules() -> None:
    assert len(groups(carry_out([]))) == 2
    assert len(groups(carry_out([decide("different", STRIKE, AGAIN)]))) == 3
    # Another side, another place: no rule would ever put these together.
    assert len(groups(carry_out([decide("same", STRIKE, OTHER)]))) == 1


def test_a_rejected_claim_is_out_and_an_accepted_one_sure() -> None:
    unsure = replace(STRIKE, sureness=0.4)
    done = carry_out([decide("reject", AGAIN), decide("accept", unsure)], (unsure, AGAIN))
    assert done.rejected == (AGAIN,)
    assert done.claims == (replace(unsure, sureness=1.0),)


def test_the_later_of_two_decisions_holds_and_the_earlier_says_so() -> None:
    accept, reject = decide("accept", STRIKE, minute=1), decide("reject", STRIKE, minute=2)
    done = carry_out([reject, accept])
    assert [item.words.split(" on ")[0] for item in done.standings] == ["overruled by amal", ""]
    assert done.rejected == (STRIKE,)


def test_a_chain_of_sames_gives_way_to_a_later_different() -> None:
    log = [
        decide("same", STRIKE, AGAIN, minute=1),
        decide("different", STRIKE, OTHER, minute=2),
        decide("same", AGAIN, OTHER, minute=0),
    ]
    assert [item.in_force for item in carry_out(log).standings] == [False, True, True]
    assert (STRIKE.id, OTHER.id) not in groups(carry_out(log))


def test_what_was_taken_back_can_be_given_again() -> None:
    made = decide("reject", STRIKE)
    back = undo(made)
    assert carry_out([made, back]).rejected == ()
    assert carry_out([made, back, undo(back, 31)]).rejected == (STRIKE,)


def reread(claim: Claim, name: str = "another id", **changes: object) -> Claim:
    return replace(claim, id=name, **changes)  # type: ignore[arg-type]


def test_a_decision_follows_its_claim_to_a_new_id() -> None:
    made = decide("reject", STRIKE)
    wider = reread(STRIKE, cue=Phrase(text=STRIKE.sentence.text[:14], start=0, end=14), kind="attack.shelling")
    assert carry_out([made], (wider, AGAIN)).rejected == (wider,)


@pytest.mark.parametrize(
    "now",
    [
        (),
        (reread(STRIKE, cue=Phrase(text="on", start=300, end=302)),),
        (reread(STRIKE, kind="control.change"),),
        (reread(STRIKE, "one"), reread(STRIKE, "other")),
    ],
    ids=["gone", "elsewhere", "another family", "two that fit alike"],
)
def test_what_cannot_be_carried_over_is_said_and_kept(now: tuple[Claim, ...]) -> None:
    made = decide("reject", STRIKE)
    done = applied([made], (*now, OTHER), {STRIKE.report, OTHER.report}, REFERENCE)
    assert done.rejected == ()
    assert [item.words.split(":")[0] for item in done.standings] == ["lost"]
    assert carry_out([made]).rejected == (STRIKE,)


def test_a_decision_on_a_report_that_is_not_here_waits() -> None:
    done = applied([decide("reject", STRIKE)], (OTHER,), {OTHER.report}, REFERENCE)
    assert [item.words.split(":")[0] for item in done.standings] == ["waits"]


def test_one_of_several_claims_of_a_cue_is_told_by_its_slots() -> None:
    first = say("control.change", "old", who="army", when=DAY)
    second = reread(first, "second", where=replace(first.where, start=40) if first.where else None)
    made = decide("reject", second)
    now = (reread(first, "a"), reread(second, "b"))
    assert [claim.id for claim in applied([made], now, {first.report}, REFERENCE).rejected] == ["b"]


@given(some_claims, st.randoms(use_true_random=False))
@settings(max_examples=120, deadline=None)
def test_undoing_restores_exactly_and_order_changes_nothing(said: list[Claim], chance: random.Random) -> None:
    told = tuple(said)
    kept = [_any(told, chance, minute) for minute in range(3)] if told else []
    passing = [_any(told, chance, 10 + minute) for minute in range(3)] if told else []
    log = [*kept, *passing, *(undo(one, 40) for one in passing)]
    before = _outcome(kept, told)
    chance.shuffle(log)
    assert _outcome(log, told) == before
    assert _outcome([*log, *log], told) == before


def _any(said: tuple[Claim, ...], chance: random.Random, minute: int) -> Decision:
    act: Act = chance.choice(["same", "different", "accept", "reject", "correct", "verdict"])
    one, other = chance.choice(said), chance.choice(said)
    if act in ("same", "different"):
        return decide(act, one, other, minute=minute)
    if act == "correct":
        slot, value = chance.choice([("where", "mills"), ("who", "league"), ("count", "7"), ("when", "2019-03-05")])
        return decide(act, one, minute=minute, slot=slot, value=value)
    return decide(act, one, minute=minute, value="true" if act == "verdict" else "")


def _outcome(log: list[Decision], said: tuple[Claim, ...]) -> object:
    done = carry_out(log, said)
    return events(done.claims, REFERENCE, decisions=done.links), sorted(done.rulings, key=str), set(done.rejected)


@pytest.mark.parametrize(
    ("slot", "value", "check"),
    [
        (
            "who",
            "League",
            lambda one: one.who.actor == "league" and one.who.side == "league" and one.who.text == "army",
        ),
        ("where", "Mill District", lambda one: one.where.place == "mills" and one.where.start == STRIKE.where.start),  # type: ignore[union-attr]
        ("when", "2019-03-05/2019-03-06", lambda one: one.when.days == 2),
        (
            "count",
            "20..30 fighters",
            lambda one: (one.count.low, one.count.high, one.count.unit) == (20, 30, "fighters"),
        ),
        ("count", "20+", lambda one: (one.count.low, one.count.high) == (20, None)),
        ("count", "..30", lambda one: (one.count.low, one.count.high) == (None, 30)),
        ("kind", "attack.shelling", lambda one: one.kind == "attack.shelling"),
        ("modality", "denied", lambda one: one.modality == "denied"),
        ("said_by", "monitor", lambda one: one.said_by[0].source == "monitor"),
        ("who", "", lambda one: one.who is None),
    ],
)
def test_a_slot_is_set_and_the_id_stays(slot: str, value: str, check: object) -> None:
    now = corrected(STRIKE, slot, value, REFERENCE)
    assert now.id == STRIKE.id
    assert check(now)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("slot", "value"),
    [("where", "Nowhere"), ("when", "Tuesday"), ("when", "2019-03-06/2019-03-05"), ("count", "many"), ("count", "9..3"),
     ("kind", "attack"), ("modality", "surely"), ("sentence", "x")],
)  # fmt: skip
def test_a_value_that_is_none_is_refused(slot: str, value: str) -> None:
    with pytest.raises(MarsadError):
        corrected(STRIKE, slot, value, REFERENCE)


def test_a_correction_whose_place_left_the_pack_is_lost_and_stops_nothing() -> None:
    done = carry_out([decide("correct", STRIKE, slot="where", value="a place that was")])
    assert done.claims == ALL
    assert done.standings[0].words.startswith("lost: No gazetteer")


def test_every_slot_can_be_cleared_or_says_why_not() -> None:
    for slot in set(SLOTS) - {"kind", "modality"}:
        assert not getattr(corrected(STRIKE, slot, "", REFERENCE), slot)


def test_copies_decided_are_one_witness_and_decided_apart_are_two() -> None:
    marks = [(Mark(report=claim.report),) for claim in (STRIKE, AGAIN)]
    made = decided("copy", tuple(marks), by="amal", when="2020", why="same text")
    done = carry_out([made])
    reports = {claim.report for claim in ALL}
    assert reports
    from tests.reconcile.hand import to_report

    texts = [
        to_report(STRIKE.report, "one two three four"),
        to_report(AGAIN.report, "five six", "courier", DAY + timedelta(1)),
    ]
    found = events(done.claims, REFERENCE, texts, decisions=done.links)
    assert {found.origin_of[STRIKE.id], found.origin_of[AGAIN.id]} == {"wire"}
    twice = [to_report(name, "word " * 30, outlet, date(2019, 3, 7)) for name, outlet in
             ((STRIKE.report, "wire"), (AGAIN.report, "courier"))]  # fmt: skip
    apart = decided("different", tuple(marks), by="amal", when="2020", why="both wrote it")
    found = events(ALL, REFERENCE, twice, decisions=carry_out([apart]).links)
    assert found.origin_of[STRIKE.id] != found.origin_of[AGAIN.id]
