"""What is hit and with what, and the words by which one sentence tells of two."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from marsad.model.claim import Claim, Phrase
from marsad.reconcile.compare import compare
from marsad.reconcile.details import targets, weapons
from marsad.reconcile.prepare import prepare
from marsad.reconcile.rules import rules
from tests.reconcile.hand import DAY, REFERENCE, say

BOOK = rules()


def at(claim: Claim, cue: str) -> Claim:
    """Return the claim with its cue at these words of its sentence."""
    start = claim.sentence.start + claim.sentence.text.index(cue)
    return replace(claim, cue=Phrase(text=cue, start=start, end=start + len(cue)))


def weight(a: Claim, b: Claim, feature: str) -> float:
    one, other = prepare([a, b], [], REFERENCE, BOOK)
    return sum(reason.weight for reason in compare(one, other, BOOK)[1] if reason.feature == feature)


def words(a: Claim, b: Claim) -> str:
    one, other = prepare([a, b], [], REFERENCE, BOOK)
    return " / ".join(reason.words for reason in compare(one, other, BOOK)[1])


def test_what_is_hit_is_read_near_the_cue() -> None:
    claim = say(
        "attack.air",
        "arnor",
        text="Warplanes hit a clinic in the town, while far from there" + " and on" * 20 + " a market",
    )
    assert targets(claim, "Arnor", holds_quarters=False, rules=BOOK) == {"hospital"}


def test_quarters_count_within_a_city_however_they_are_spelled() -> None:
    one = say("attack.air", "arnor", text="Warplanes hit the village of al-Qusour near Arnor")
    other = say("attack.air", "arnor", text="Warplanes hit the district of Qusor in Arnor")
    assert targets(one, "Arnor", holds_quarters=True, rules=BOOK) == targets(
        other, "Arnor", holds_quarters=True, rules=BOOK
    )
    assert targets(one, "Arnor", holds_quarters=False, rules=BOOK) == frozenset()


def test_the_city_itself_is_no_quarter_of_it() -> None:
    claim = say("attack.air", "arnor", text="Warplanes hit the city of Arnor")
    assert targets(claim, "Arnor", holds_quarters=True, rules=BOOK) == frozenset()


def test_weapons_are_sorted_whatever_they_are_called() -> None:
    assert weapons(say("attack.explosive", "arnor", text="Blasts by two car bombs and a mortar"), BOOK) == {
        "car",
        "rocket",
    }


def test_other_targets_and_weapons_weigh_against_and_are_told_in_words() -> None:
    market = say("attack.air", "arnor", when=DAY, text="Raids with barrel bombs on a market")
    clinic = say("attack.air", "arnor", when=DAY, text="Raids with missiles on a clinic", outlet="gazette")
    assert weight(market, clinic, "target") < 0
    assert weight(market, clinic, "weapon") < 0
    assert "hospital hit in one, market in the other" in words(market, clinic)
    assert weight(market, replace(market, id="again", report="r2"), "target") > 0


@pytest.mark.parametrize(
    "text",
    [
        "The raids on Arnor were in retaliation for the shelling of the port",
        "The raids on Arnor came a day after the shelling of the port",
    ],
)
def test_a_reprisal_is_apart_from_what_it_answers(text: str) -> None:
    raid = at(say("attack.air", "arnor", when=DAY, text=text), "raids")
    shelling = at(say("attack.shelling", "arnor", when=DAY, text=text), "shelling")
    plain = "The raids on Arnor and the shelling of the port"
    joined = (
        at(say("attack.air", "arnor", when=DAY, text=plain), "raids"),
        at(say("attack.shelling", "arnor", when=DAY, text=plain), "shelling"),
    )
    assert weight(raid, shelling, "report") < weight(*joined, "report")


def test_an_offensive_that_something_fell_into_has_not_its_dead() -> None:
    text = "Killings took place in Arnor during an offensive along the road"
    dead = say("casualty.killed", "arnor", when=DAY, n=48, text=text)
    offensive = at(say("attack.offensive", "arnor", when=DAY, text=text), "offensive")
    one, other = prepare([dead, offensive], [], REFERENCE, BOOK)
    assert {one.toll, other.toll} == {48.0, None}
    assert compare(one, other, BOOK)[0] < BOOK.bands["same"]


def test_the_dead_of_another_killer_are_not_the_toll_of_an_attack() -> None:
    text = "Killed were 43 people by the army after the league shot a pilot"
    by_army = say("casualty.killed", "arnor", who="army", n=43, text=text)
    by_league = at(say("casualty.killed", "arnor", who="league", text=text), "shot")
    league = replace(by_league, who=replace(by_league.who, side="league")) if by_league.who else by_league
    tolls = {profile.id: profile.toll for profile in prepare([by_army, league], [], REFERENCE, BOOK)}
    assert tolls == {by_army.id: 43.0, league.id: None}


def test_undated_news_recalls_what_seldom_happens() -> None:
    attack = say("attack.chemical", "tessaly", when=DAY)
    later = say("attack.chemical", "tessaly", outlet="gazette", day=date(2019, 3, 20))
    much_later = say("attack.chemical", "tessaly", outlet="gazette", day=date(2019, 6, 20))
    assert "told without a day, some weeks later" in words(attack, later)
    one, other = prepare([attack, much_later], [], REFERENCE, BOOK)
    assert abs(one.first - other.first) > BOOK.recall_days


def test_at_least_twelve_is_less_against_thirty_nine_than_twelve() -> None:
    many = say("casualty.killed", "arnor", when=DAY, n=39)
    assert weight(many, say("casualty.killed", "arnor", when=DAY, n=(12, None), outlet="gazette"), "count") >= weight(
        many, say("casualty.killed", "arnor", when=DAY, n=12, outlet="gazette"), "count"
    )
