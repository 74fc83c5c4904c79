"""Disputes: open, settled, moot, and what that does to the picture."""

from __future__ import annotations

from datetime import date, timedelta

from marsad import picture
from marsad.model.decision import Settlement
from marsad.model.event import Dispute, Reconciled
from marsad.reconcile import events
from tests.reconcile.hand import DAY, REFERENCE, say

LATER = DAY + timedelta(days=10)
ARMY = say("control.change", "belgarth", who="army", when=DAY)
LEAGUE = say("control.change", "belgarth", who="league", when=DAY, outlet="gazette")
SAID = say("attack.air", "old", who="army", when=DAY)
DENIED = say("attack.air", "old", who="army", when=DAY, modality="denied", said="ministry", outlet="gazette")
FEW = say("casualty.killed", "belgarth", n=4, when=DAY)
MANY = say(
    "casualty.killed", "belgarth", n=30, when=DAY, outlet="gazette", text="Belgarth dead were counted, 30 of them"
)


def settle(about: str, favoured: tuple[str, ...], others: tuple[str, ...]) -> Settlement:
    return Settlement(about=about, favoured=favoured, others=others, by="amal", when="2020", why="seen")


def only(made: Reconciled, about: str) -> Dispute:
    found = {item.id: item for event in made.events for item in event.disputes if item.about == about}
    assert len(found) == 1
    return found.popitem()[1]


def test_rival_holders_are_open_until_a_person_settles_it() -> None:
    assert only(events([ARMY, LEAGUE], REFERENCE), "holder").state == "open"
    made = events([ARMY, LEAGUE], REFERENCE, settlements=[settle("holder", (LEAGUE.id,), (ARMY.id,))])
    found = only(made, "holder")
    assert (found.state, found.by, found.why) == ("settled", "amal", "seen")
    assert found.refuted == {ARMY.id}
    assert made.set_aside == (ARMY.id,)


def test_what_a_settlement_found_wrong_moves_the_map_no_more() -> None:
    def holder(*settlements: Settlement) -> str:
        made = events([ARMY, LEAGUE], REFERENCE, settlements=settlements)
        seen = picture.at(made, [ARMY, LEAGUE], REFERENCE, DAY, DAY)
        return next((item.holder for item in seen.holdings if item.place == "belgarth" and item.state == "held"), "")

    assert holder() == ""
    assert holder(settle("holder", (LEAGUE.id,), (ARMY.id,))) == "league"
    assert holder(settle("holder", (ARMY.id,), (LEAGUE.id,))) == "republic"


def test_a_settlement_against_everybody_makes_a_dispute_moot() -> None:
    made = events([ARMY, LEAGUE], REFERENCE, settlements=[settle("holder", (), (LEAGUE.id, ARMY.id))])
    assert only(made, "holder").state == "moot"
    assert made.set_aside == ()


def test_a_later_state_that_is_agreed_makes_it_moot_and_a_camp_alone_does_not() -> None:
    agreed = [
        say("control.change", "belgarth", who="guard", when=LATER, day=LATER, outlet=outlet)
        for outlet in ("wire", "gazette")
    ]
    found = only(events([ARMY, LEAGUE, *agreed], REFERENCE), "holder")
    assert (found.state, found.by) == ("moot", "rule")
    assert "guard" in found.why
    camp = [
        say("control.change", "belgarth", who="army", when=LATER, day=LATER, said=speaker, outlet="gazette")
        for speaker in ("radio", "ministry")
    ]
    assert only(events([ARMY, LEAGUE, *camp], REFERENCE), "holder").state == "open"


def test_a_denial_is_settled_by_those_who_denied_it_when_they_say_so_too() -> None:
    assert only(events([SAID, DENIED], REFERENCE), "denial").state == "open"
    admitted = say("attack.air", "old", who="army", when=DAY, said="ministry", outlet="radio", day=date(2019, 3, 8))
    found = only(events([SAID, DENIED, admitted], REFERENCE), "denial")
    assert (found.state, found.by, found.favours) == ("settled", "Ministry", 0)


def test_a_settled_toll_picks_the_headline_and_keeps_the_range() -> None:
    made = events([FEW, MANY], REFERENCE, decisions=(), settlements=[settle("toll.killed", (MANY.id,), (FEW.id,))])
    rivals = [event for event in made.events if event.disputes]
    if not rivals:  # the two are apart by the rules; a person joins them first
        from marsad.model.event import Link

        join = Link(a=FEW.id, b=MANY.id, verdict="same", score=0.0, by="amal")
        made = events(
            [FEW, MANY], REFERENCE, decisions=[join], settlements=[settle("toll.killed", (MANY.id,), (FEW.id,))]
        )
        rivals = [event for event in made.events if event.disputes]
    (event,) = rivals
    (figure,) = event.figures
    assert (figure.low, figure.best, figure.high, figure.rule) == (4, 30, 30, "settled")
    assert made.set_aside == ()


def test_a_settled_culprit_is_the_one_who_did_it() -> None:
    blame = [
        say("attack.air", "market", who="army", n=None, when=DAY),
        say("casualty.killed", "market", who="army", n=12, when=DAY),
        say("casualty.killed", "market", who="league", n=12, when=DAY, outlet="radio"),
        say("attack.air", "market", who="league", when=DAY, outlet="radio"),
    ]
    made = events(blame, REFERENCE)
    disputes = [item for event in made.events for item in event.disputes if item.about == "culprit"]
    assert disputes
    (dispute, *_) = disputes
    settled = settle("culprit", dispute.sides[0], dispute.sides[1])
    after = events(blame, REFERENCE, settlements=[settled])
    assert all("army" not in event.who or "league" not in event.who for event in after.events)
    assert only(after, "culprit").state == "settled"
