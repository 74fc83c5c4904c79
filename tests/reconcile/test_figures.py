"""Figures of an event: a range over origins, a headline by rule, parts that are no rivals."""

from __future__ import annotations

from datetime import date

import pytest

from marsad.model.claim import Claim
from marsad.model.event import Event
from marsad.reconcile import HeadlineRule, events
from tests.reconcile.hand import DAY, REFERENCE, say

NEXT = date(2019, 3, 8)


def event(*claims: Claim, headline: HeadlineRule = "best") -> Event:
    strike = say("attack.air", "market", who="army", when=DAY, report="strike")
    made = events([strike, *claims], REFERENCE, headline=headline).events
    assert len(made) == 1
    return made[0]


def toll(n: float | tuple[float | None, float | None], said: str, **more: object) -> Claim:
    return say("casualty.killed", "market", who="army", when=DAY, n=n, said=said, report=f"{said} {n}", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("headline", "best"), [("best", 20), ("conservative", 4)])
def test_a_range_over_origins_and_a_headline(headline: HeadlineRule, best: float) -> None:
    (figure,) = event(toll(20, "monitor"), toll(4, "ministry"), toll(26, "spokesman"), headline=headline).figures
    assert (figure.low, figure.best, figure.high, figure.rule) == (4, best, 26, headline)


def test_a_later_toll_of_one_origin_supersedes_the_earlier() -> None:
    old, new = toll(12, "monitor"), toll(17, "monitor", day=NEXT)
    made = events([old, new, say("attack.air", "market", who="army", when=DAY)], REFERENCE)
    figures = [figure for event in made.events for figure in event.figures]
    assert [(figure.low, figure.high, figure.superseded) for figure in figures] == [(17, 17, (old.id,))]
    assert [(link.a, link.b) for link in made.links if link.verdict == "supersedes"] == [(new.id, old.id)]


def test_children_among_the_dead_do_not_lower_the_toll() -> None:
    text = "The monitor said 12 people were killed, including 3 people from one family."
    parts = [
        say("casualty.killed", "market", who="army", when=DAY, n=12, said="monitor", text=text),
        say("casualty.killed", "market", who="army", when=DAY, n=3, said="monitor", text=text),
    ]
    (figure,) = event(*parts).figures
    assert (figure.low, figure.best, figure.high) == (12, 12, 12)
    assert figure.parts == (parts[1].id,)


def test_fighters_civilians_and_the_sides_are_counted_apart() -> None:
    clash = say("attack.clash", "old", who="army", whom="league", when=DAY, at=0)
    dead = [
        say("casualty.killed", "old", whom="army", n=11, unit="fighters", when=DAY, at=0),
        say("casualty.killed", "old", whom="league", n=26, unit="fighters", when=DAY, at=0),
        say("casualty.killed", "old", whom="civilians", n=4, when=DAY, at=0),
    ]
    (made,) = events([clash, *dead], REFERENCE).events
    assert [(figure.unit, figure.whose, figure.best) for figure in made.figures] == [
        ("civilians", "", 4),
        ("fighters", "league", 26),
        ("fighters", "republic", 11),
    ]


def test_at_least_and_up_to_keep_their_ends() -> None:
    (figure,) = event(toll((20, None), "monitor"), toll((None, 30), "ministry")).figures
    assert (figure.low, figure.best, figure.high) == (20, 20, 30)


def test_tolls_that_exclude_each_other_are_a_dispute() -> None:
    (dispute,) = event(toll(20, "monitor"), toll(4, "ministry")).disputes
    assert dispute.about == "toll.killed"
    assert dispute.words == "4 killed according to Ministry, 20 according to Vale Monitor"
    assert event(toll(20, "monitor"), toll(17, "ministry")).disputes == ()
    assert event(toll((4, None), "monitor"), toll(20, "ministry")).disputes == ()


def test_injured_and_killed_never_mix() -> None:
    hurt = say("casualty.injured", "market", who="army", when=DAY, n=90, said="monitor")
    assert [(figure.measure, figure.best) for figure in event(toll(20, "monitor"), hurt).figures] == [
        ("injured", 90),
        ("killed", 20),
    ]
