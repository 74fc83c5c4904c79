"""Flows, stocks, returns and trapped people: rivals, sums, what is never summed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import msgspec

from marsad.model.claim import Claim
from marsad.picture import at, balances
from marsad.reconcile import events
from tests.picture.seen import DAY, see
from tests.reconcile.hand import REFERENCE, say


def flow(n: float, where: str, **more: object) -> Claim:
    slots = {"day": DAY, "said": "monitor", "whom": "civilians", **more}
    return say("displacement.flow", where, n=n, **slots)  # type: ignore[arg-type]


def test_the_founding_case_four_and_six_thousand_are_ten() -> None:
    picture = see(flow(4000, "old", at=0), flow(6000, "arnor", at=50, more=True))
    (derived,) = [one for one in picture.movements if one.derived]
    parts = {one.id for one in picture.movements if not one.derived}
    assert (derived.low, derived.high, derived.said_by, derived.where) == (10000, 10000, "monitor", "arnor")
    assert set(derived.parts) == parts


def test_what_one_report_counts_apart_in_one_event_stays_apart() -> None:
    claims = [flow(4000, "arnor", at=0), flow(6000, "arnor", at=50, more=True)]
    apart = events(claims, REFERENCE)
    one = replace(apart.events[0], claims=tuple(claim.id for claim in claims))
    whole = replace(apart, events=(one,))
    found = {(one.low, one.derived) for one in at(whole, claims, REFERENCE, DAY, DAY).movements}
    assert found == {(4000, False), (6000, False), (10000, True)}


def test_only_destinations_that_lie_apart_are_summed() -> None:
    assert any(one.derived for one in see(flow(4000, "old", at=0), flow(6000, "mills", at=50)).movements)
    assert not any(one.derived for one in see(flow(4000, "old", at=0), flow(6000, "arnor", at=50)).movements)
    other_origin = flow(6000, "mills", at=50, said="ministry")
    assert not any(one.derived for one in see(flow(4000, "old", at=0), other_origin).movements)
    other_report = flow(6000, "mills", report="elsewhere")
    assert not any(one.derived for one in see(flow(4000, "old"), other_report).movements)


def test_areas_held_by_two_sides_lie_apart() -> None:
    here = flow(4000, "arnor", at=0, place_text="government-controlled Arnor")
    there = flow(6000, "arnor", at=50, place_text="a Guard-held part of Arnor")
    assert any(one.derived for one in see(here, there).movements)


def test_a_stated_total_needs_no_sum() -> None:
    total = flow(10000, "vale", at=90)
    assert not any(one.derived for one in see(flow(4000, "old", at=0), flow(6000, "mills", at=50), total).movements)


def test_a_stock_and_a_flow_never_add_up() -> None:
    stock = say("displacement.stock", "mills", n=12000, said="monitor", day=DAY, at=50)
    picture = see(flow(2500, "old", at=0), stock)
    assert [(one.measure, one.derived) for one in picture.movements] == [("flow", False), ("stock", False)]


def test_two_origins_with_two_numbers_are_rivals() -> None:
    mine = say("displacement.flow", "marren", whom="civilians", n=3000, when=DAY, said="monitor")
    theirs = say("displacement.flow", "marren", whom="civilians", n=2800, when=DAY, said="ministry", outlet="radio")
    one, other = see(mine, theirs).movements
    assert (one.rival_of, other.rival_of) == ((other.id,), (one.id,))
    stocks = [
        say("displacement.stock", "marren", n=12000, said="monitor", day=DAY),
        say("displacement.stock", "marren", n=9000, said="ministry", day=date(2019, 3, 9), outlet="radio"),
        say("displacement.stock", "marren", n=5000, said="ministry", day=date(2019, 6, 9), outlet="radio"),
    ]
    rivals = [bool(found.rival_of) for found in see(*stocks, day=date(2019, 7, 1)).movements]
    assert rivals == [True, True, False]


def test_a_later_number_of_one_origin_replaces_the_earlier() -> None:
    early = say("displacement.flow", "marren", whom="civilians", n=3000, when=DAY, said="monitor", day=DAY)
    late = say("displacement.flow", "marren", whom="civilians", n=3200, when=DAY, said="monitor", day=date(2019, 3, 8))
    (found,) = see(early, late).movements
    assert (found.low, set(found.claims)) == (3200, {early.id, late.id})


def test_trapped_and_returns() -> None:
    trapped = say("displacement.trapped", "tessaly", n=7000, day=DAY)
    back = say("displacement.return", "arnor", whence="marren", n=900, when=DAY)
    measures = {one.measure: (one.where, one.whence, one.low) for one in see(trapped, back).movements}
    assert measures == {"trapped": ("tessaly", "", 7000), "return": ("arnor", "marren", 900)}


def test_of_rivals_the_best_placed_is_recommended() -> None:
    neutral = say("displacement.flow", "marren", whom="civilians", n=3000, when=DAY, said="monitor")
    partisan = say("displacement.flow", "marren", whom="civilians", n=2800, when=DAY, said="ministry", outlet="radio")
    roles = {one.low: one.role for one in see(neutral, partisan).movements}
    assert roles == {3000: "recommended", 2800: "triangulation"}


def test_a_stock_grows_stale_and_expires_unless_it_is_told_again() -> None:
    stock = say("displacement.stock", "marren", n=12000, said="monitor", day=DAY)
    ages = [see(stock, day=DAY + timedelta(days=days)).movements[0].age for days in (30, 120, 400)]
    assert ages == ["fresh", "stale", "expired"]
    again = say("displacement.stock", "marren", n=12000, said="monitor", day=DAY + timedelta(days=390))
    told = see(stock, again, day=DAY + timedelta(days=400)).movements
    assert sorted(one.age for one in told) == ["expired", "fresh"]
    assert see(flow(4000, "old"), day=DAY + timedelta(days=400)).movements[0].age == "fresh"


def test_households_become_persons_only_by_a_stated_size() -> None:
    claims = [say("displacement.flow", "marren", n=(25, None), unit="households", when=DAY)]
    (plain,) = see(*claims).movements
    assert (plain.low, plain.unit, plain.persons_low) == (25, "households", None)
    sized = replace(REFERENCE, pack=msgspec.structs.replace(REFERENCE.pack, household_size=5.5))
    (found,) = at(events(claims, sized), claims, sized, DAY, DAY).movements
    assert (found.low, found.persons_low, found.persons_high) == (25, 138, None)


def test_the_balance_shows_what_flows_do_not_explain() -> None:
    later = DAY + timedelta(days=30)
    claims = [
        say("displacement.stock", "marren", n=12000, said="monitor", day=DAY),
        say("displacement.stock", "marren", n=15000, said="monitor", day=later),
        say("displacement.flow", "marren", whom="civilians", n=2000, when=DAY + timedelta(days=10), said="monitor"),
        say("displacement.return", "arnor", whence="marren", n=500, when=DAY + timedelta(days=12), said="monitor"),
        say("displacement.flow", "tessaly", whom="civilians", n=9000, when=DAY + timedelta(days=12), said="monitor"),
    ]
    (found,) = balances(see(*claims, day=later).movements, REFERENCE)
    assert (found.place, found.first, found.last) == ("marren", DAY, later)
    assert (found.change, found.moved, found.residual) == ((3000, 3000), (1500, 1500), (1500, 1500))
    assert len(found.movements) == 4


def test_one_stock_has_no_balance() -> None:
    stock = say("displacement.stock", "marren", n=12000, said="monitor", day=DAY)
    assert balances(see(stock).movements, REFERENCE) == ()
