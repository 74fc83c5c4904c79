"""Sieges open, close and are denied."""

from __future__ import annotations

from datetime import date

from tests.picture.seen import DAY, see
from tests.reconcile.hand import say


def test_a_siege_lasts_until_it_is_broken() -> None:
    begun = say("siege.begin", "tessaly", who="army", whom="league", when=DAY)
    again = say("siege.hold", "tessaly", day=date(2019, 3, 12))
    ended = say("siege.end", "tessaly", who="league", when=date(2019, 3, 16), day=date(2019, 3, 17))
    (siege,) = see(begun, again, day=date(2019, 3, 14)).sieges
    assert (siege.besieger, siege.besieged, siege.first, siege.last) == ("republic", "league", DAY, None)
    assert set(siege.claims_for) == {begun.id, again.id}
    (siege,) = see(begun, again, ended, day=date(2019, 3, 20)).sieges
    assert siege.last == date(2019, 3, 16)
    anew = say("siege.hold", "tessaly", who="army", when=date(2019, 3, 19))
    assert len(see(begun, again, ended, anew, day=date(2019, 3, 20)).sieges) == 2


def test_a_cut_road_belongs_to_the_siege_of_its_sentence() -> None:
    begun = say("siege.begin", "tessaly", who="army", when=DAY, at=0)
    cut = say("siege.supply_cut", "belgarth", who="army", when=DAY, at=0)
    (siege,) = see(begun, cut).sieges
    assert (siege.place, siege.supply_cut) == ("tessaly", True)
    (alone,) = see(cut).sieges
    assert (alone.place, alone.supply_cut) == ("belgarth", True)


def test_those_encircled_are_where_their_sentence_says() -> None:
    held = say("control.hold", "old", who="league", when=DAY, at=0)
    begun = say("siege.begin", who="army", whom="league", when=DAY, at=0)
    cut = say("siege.supply_cut", who="army", when=DAY, at=0, place_text="their supply lines")
    (siege,) = see(held, begun, cut).sieges
    assert (siege.place, siege.besieger, siege.besieged, siege.supply_cut) == ("old", "republic", "league", True)


def test_a_capture_by_the_besieger_ends_a_siege() -> None:
    begun = say("siege.begin", "tessaly", who="army", when=DAY)
    taken = say("control.change", "tessaly", who="army", when=date(2019, 3, 9), day=date(2019, 3, 9))
    assert [siege.last for siege in see(begun, taken).sieges] == [date(2019, 3, 9)]


def test_denials() -> None:
    begun = say("siege.begin", "tessaly", who="army", when=DAY)
    denied = say("siege.hold", "tessaly", modality="denied", said="ministry", day=date(2019, 3, 8))
    still = say("siege.end", "tessaly", modality="denied", said="monitor", day=date(2019, 3, 9))
    (siege,) = see(begun, denied, still).sieges
    assert siege.claims_against == (denied.id,)
    assert still.id in siege.claims_for


def test_a_siege_without_a_date() -> None:
    (siege,) = see(say("siege.hold", "tessaly", who="army", day=None)).sieges
    assert (siege.first, siege.last) == (None, None)


def test_a_road_is_cut_and_a_province_not_besieged() -> None:
    assert see(say("siege.hold", "north", who="army", when=DAY)).sieges == ()
    assert see(say("siege.supply_cut", place_text="the fields", who="army", when=DAY)).sieges == ()


def test_words_that_only_describe_mean_the_siege_of_the_same_besieger() -> None:
    begun = say("siege.begin", "arnor", who="army", whom="league", when=DAY)
    other = say("siege.begin", "tessaly", who="league", when=DAY)
    pocket = say("siege.hold", place_text="the last pocket", who="army", when=date(2019, 3, 9), day=date(2019, 3, 9))
    found = {siege.place: siege for siege in see(begun, other, pocket).sieges}
    assert set(found) == {"arnor", "tessaly"}
    assert pocket.id in found["arnor"].claims_for


def test_each_place_of_a_list_is_besieged() -> None:
    said = say("siege.hold", "tessaly", who="army", when=DAY, place_text="Tessaly and Belgarth")
    assert {siege.place for siege in see(said).sieges} == {"tessaly", "belgarth"}


def test_surrounding_villages_are_besieged_by_nobody() -> None:
    said = say("siege.hold", "tessaly", when=DAY, text="surrounding villages")
    assert see(said).sieges == ()


def test_people_trapped_begin_no_siege() -> None:
    begun = say("siege.begin", "tessaly", who="army", whom="league", when=DAY)
    taken = say("control.change", "tessaly", who="army", when=date(2019, 3, 8), day=date(2019, 3, 8))
    inside = say("siege.begin", "tessaly", whom="civilians", text="trapped people", day=date(2019, 3, 9))
    (siege,) = see(begun, taken, inside).sieges
    assert (siege.last, inside.id in siege.claims_for) == (date(2019, 3, 8), True)


def test_part_of_the_place_taken_ends_no_siege_and_anybody_ends_one_of_nobody() -> None:
    begun = say("siege.hold", "tessaly", when=DAY)
    streets = say(
        "control.change", "tessaly", who="army", n=2, unit="places", when=date(2019, 3, 8), day=date(2019, 3, 8)
    )
    assert [siege.last for siege in see(begun, streets).sieges] == [None]
    taken = say("control.change", "tessaly", who="army", when=date(2019, 3, 9), day=date(2019, 3, 9))
    assert [siege.last for siege in see(begun, streets, taken).sieges] == [date(2019, 3, 9)]
