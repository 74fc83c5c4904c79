"""Tolls and totals: nobody is counted twice."""

from __future__ import annotations

from datetime import date

from marsad.model.claim import Claim
from marsad.model.picture import Picture
from marsad.picture import totals
from tests.picture.seen import DAY, see
from tests.reconcile.hand import REFERENCE, say

NEXT = date(2019, 3, 8)


def strike(place: str, n: float, day: date = DAY, **more: object) -> list[Claim]:
    report = f"{place} {day} {n} {more}"
    return [
        say("attack.air", place, who="army", when=day, day=day, report=report, **more),  # type: ignore[arg-type]
        say("casualty.killed", place, who="army", when=day, n=n, day=day, report=report, **more),  # type: ignore[arg-type]
    ]


def killed(picture: Picture, key: str, by: str = "place") -> tuple[float | None, float | None, float | None]:
    for total in totals(picture.tolls, REFERENCE, by):  # type: ignore[arg-type]
        if (total.key, total.measure) == (key, "killed"):
            return (total.low, total.best, total.high)
    return (None, None, None)


def test_a_toll_names_its_event_and_its_doer() -> None:
    picture = see(*strike("market", 17))
    (toll,) = picture.tolls
    assert (toll.measure, toll.best, toll.place, toll.who) == ("killed", 17, "market", "republic")
    assert toll.event == picture.events[0].id


def test_totals_go_up_the_places() -> None:
    picture = see(*strike("old", 5), *strike("mills", 7))
    assert killed(picture, "arnor") == (12, 12, 12)
    assert killed(picture, "vale") == (12, 12, 12)
    assert killed(picture, "old") == (5, 5, 5)
    assert killed(picture, "republic", "perpetrator") == (12, 12, 12)
    assert killed(picture, "2019-03-07", "day") == (12, 12, 12)


def test_the_toll_of_the_month_holds_the_tolls_of_its_days() -> None:
    month = say("casualty.killed", "arnor", n=96, when=(date(2019, 3, 1), date(2019, 3, 24)), day=date(2019, 3, 24))
    days = [*strike("old", 5), *strike("mills", 7, NEXT)]
    assert killed(see(*days, month, day=date(2019, 3, 24)), "vale") == (96, 96, 96)
    small = say("casualty.killed", "arnor", n=8, when=(date(2019, 3, 1), date(2019, 3, 24)), day=date(2019, 3, 24))
    assert killed(see(*days, small, day=date(2019, 3, 24)), "vale") == (12, 12, 12)


def test_civilians_among_the_people_killed_are_not_added() -> None:
    dead = [
        *strike("market", 20),
        say("casualty.killed", "market", who="army", when=DAY, n=12, unit="civilians", said="monitor"),
    ]
    picture = see(*dead)
    assert [toll.whom for toll in picture.tolls] in (["", "civilians"], ["civilians", ""])
    assert killed(picture, "market") == (20, 20, 20)


def test_a_superseded_toll_is_not_in_the_total() -> None:
    early = strike("market", 12, said="monitor")
    late = say("casualty.killed", "market", who="army", when=DAY, n=17, said="monitor", day=NEXT, report="late")
    assert killed(see(*early, late), "market") == (17, 17, 17)


def test_what_was_published_later_is_taken_out_again() -> None:
    early = strike("market", 12, said="monitor")
    late = say("casualty.killed", "market", who="army", when=DAY, n=17, said="monitor", day=NEXT, report="late")
    rival = say("casualty.killed", "market", who="army", when=DAY, n=90, said="spokesman", day=NEXT, report="rival")
    assert killed(see(*early, late, rival, day=NEXT, known_by=DAY), "market") == (12, 12, 12)
    assert killed(see(*early, late, rival, day=NEXT), "market") == (17, 17, 90)


def test_disputed_blame_is_nobodys() -> None:
    claims = [
        say("attack.shelling", "market", who="army", when=DAY, at=0, outlet="courier"),
        say("casualty.killed", "market", n=20, when=DAY, at=0, outlet="courier"),
        say("attack.shelling", "market", who="league", when=DAY, at=0, outlet="radio"),
        say("casualty.killed", "market", n=20, when=DAY, at=0, outlet="radio"),
    ]
    (toll,) = see(*claims).tolls
    assert (toll.who, toll.best) == ("", 20)


def test_what_the_war_has_cost_so_far_holds_what_was_told_before() -> None:
    first = say("casualty.killed", "vale", n=200_000, when=DAY, report="one")
    later = say("casualty.killed", "vale", n=210_000, day=date(2019, 3, 9), when=date(2019, 3, 9), report="two")
    nowhere = say("casualty.killed", n=205_000, day=NEXT, when=NEXT, report="three")
    picture = see(first, later, nowhere, *strike("old", 5))
    assert killed(picture, "vale") == (210_000, 210_000, 210_000)
    assert sum(toll.is_running_total for toll in picture.tolls) == 3


def test_things_are_not_killed() -> None:
    assert see(say("casualty.killed", "old", n=16, unit="things", when=DAY)).tolls == ()
