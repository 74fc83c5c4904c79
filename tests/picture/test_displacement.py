"""Flows, stocks, returns and trapped people: rivals, sums, what is never summed."""

from __future__ import annotations

from datetime import date

from marsad.model.claim import Claim
from tests.picture.seen import DAY, see
from tests.reconcile.hand import say


def flow(n: float, where: str, **more: object) -> Claim:
    slots = {"day": DAY, "said": "monitor", "whom": "civilians", **more}
    return say("displacement.flow", where, n=n, **slots)  # type: ignore[arg-type]


def test_the_founding_case_four_and_six_thousand_are_ten() -> None:
    picture = see(flow(4000, "old", at=0), flow(6000, "arnor", at=50, more=True))
    (derived,) = [one for one in picture.movements if one.derived]
    parts = {one.id for one in picture.movements if not one.derived}
    assert (derived.low, derived.high, derived.said_by, derived.where) == (10000, 10000, "monitor", "arnor")
    assert set(derived.parts) == parts


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
