"""Who holds what: tiers of witnesses, states, decay, disputes, shares."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from marsad.model.claim import Claim, Modality
from tests.picture.seen import DAY, holding, see, state
from tests.reconcile.hand import say

EVE = date(2019, 3, 6)


def take(place: str = "old", who: str = "army", **more: object) -> Claim:
    return say("control.change", place, who=who, **{"when": DAY, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([take()], ("held", "republic")),
        ([take(outlet="unheard-of")], ("claimed", "republic")),
        ([take(outlet="radio")], ("claimed", "republic")),
        ([take(outlet="radio"), take(said="ministry", outlet="gazette")], ("claimed", "republic")),
        ([take(outlet="courier")], ("held", "republic")),
        ([take(said="monitor", outlet="radio")], ("claimed", "republic")),
        ([take(said="monitor", outlet="radio"), take(said="residents", outlet="wire")], ("held", "republic")),
        ([take(said="witnesses")], ("claimed", "republic")),
        ([take(who="guard")], ("held", "guard")),
        ([take(who="strangers")], ("held", "strangers")),
    ],
    ids=["neutral itself", "unknown", "own side", "one camp twice", "against its interest", "relayed",
         "relayed and anonymous", "anonymous", "third side", "words"],
)  # fmt: skip
def test_what_a_witness_is_worth(claims: list[Claim], expected: tuple[str, str]) -> None:
    assert state(see(*claims), "old") == expected


def test_two_relayed_neutral_origins_make_a_place_held() -> None:
    claims = [take(said="monitor", outlet="radio"), take(said="wire", outlet="gazette")]
    found = holding(see(*claims), "old")
    assert found is not None
    assert (found.state, found.rule) == ("held", "control-3: 2 origins")
    assert found.claims_for == tuple(sorted(claim.id for claim in claims))


def test_five_papers_that_quote_one_monitor_are_one_witness() -> None:
    one = [take(said="monitor", outlet="radio")]
    five = [take(said="monitor", outlet=f"paper-{number}") for number in range(5)]
    first, second = holding(see(*one), "old"), holding(see(*one, *five), "old")
    assert first is not None
    assert second is not None
    assert (first.belief, first.state) == (second.belief, second.state)


def test_the_founding_case_a_loss_without_a_taker_is_claimed_by_the_only_opponent() -> None:
    claims = [
        say("control.change", "old", whom="league", outlet="unheard-of", day=DAY),
        say("attack.offensive", "arnor", who="army", outlet="unheard-of", day=DAY, at=90),
    ]
    assert state(see(*claims), "old") == ("claimed", "republic")
    third = say("attack.clash", "mills", who="guard", whom="league", outlet="unheard-of", day=DAY, at=180)
    assert state(see(*claims, third), "old") == ("", "")
    assert state(see(claims[0]), "old") == ("", "")
    somewhere = say("attack.offensive", who="army", outlet="unheard-of", day=DAY, at=90)
    assert state(see(claims[0], somewhere), "old") == ("claimed", "republic")


def test_the_fall_of_a_place_is_the_loss_of_its_holder_and_is_not_told_twice() -> None:
    before = [
        say("control.hold", "old", who="league", day=date(2019, 3, 1)),
        say("attack.clash", "old", who="army", whom="league", day=EVE),
    ]
    fall = say("control.change", "old", when=DAY, outlet="monitor")
    assert state(see(*before, fall), "old") == ("claimed", "republic")
    again = say("control.change", "old", outlet="gazette", day=date(2019, 3, 9))
    assert state(see(*before, take(), again), "old") == ("held", "republic")


def test_a_change_of_hands_ends_what_was_held_before() -> None:
    picture = see(say("control.hold", "old", who="league", day=date(2019, 3, 1)), take())
    old, new = picture.history
    assert (old.holder, old.first, old.last) == ("league", date(2019, 3, 1), EVE)
    assert (new.holder, new.first, new.last) == ("republic", DAY, None)
    assert new.claims_against == ()


def test_weeks_of_reports_do_not_hide_one_sound_change() -> None:
    held = [
        say("control.hold", "old", who="league", outlet=f"p{n}", said=f"Name{n}", day=EVE - timedelta(days=n))
        for n in range(25)
    ]
    assert state(see(*held), "old")[1] == "league"
    assert state(see(*held, take(), take(outlet="courier")), "old") == ("held", "republic")


def test_a_change_interval_is_kept() -> None:
    found = holding(see(say("control.change", "old", who="army", day=DAY)), "old")
    assert found is not None
    assert (found.change_first, found.change_last, found.first) == (EVE, DAY, DAY)


def test_rebel_held_in_the_report_of_the_capture_is_what_was() -> None:
    claims = [
        say("control.hold", "old", who="league", report="r", day=DAY),
        take(report="r", at=50),
    ]
    assert state(see(*claims), "old") == ("held", "republic")


def test_held_since_lasts_from_then_until_the_report() -> None:
    since = say("control.hold", "old", who="league", when=(date(2017, 1, 1), DAY), day=DAY)
    assert state(see(since, day=date(2018, 6, 1), known_by=DAY), "old") == ("held", "league")
    assert state(see(since, day=date(2018, 6, 1)), "old") == ("", "")


def test_a_hold_told_by_another_confirms_a_change() -> None:
    old = take(who="army", outlet="monitor", when=date(2019, 3, 1))
    retaken = take(who="league", outlet="courier")
    confirmed = say("control.hold", "old", who="league", said="monitor", outlet="courier", day=date(2019, 3, 8))
    assert state(see(old, retaken), "old")[1] != "league"
    assert state(see(old, retaken, confirmed), "old") == ("claimed", "league")


@pytest.mark.parametrize("modality", ["predicted", "planned", "urged", "possible", "denied"])
def test_only_what_is_asserted_moves_belief(modality: Modality) -> None:
    assert see(take(modality=modality)).history == ()


def test_a_denial_opens_a_dispute_and_erases_nothing() -> None:
    denial = say("control.change", "old", modality="denied", said="spokesman", outlet="courier", day=date(2019, 3, 8))
    found, before = holding(see(take(), denial), "old"), holding(see(take()), "old")
    assert found is not None
    assert before is not None
    assert (found.state, found.belief, found.claims_against) == ("held", before.belief, (denial.id,))


def test_shelling_gives_nobody_control() -> None:
    assert see(say("attack.shelling", "old", who="army", when=DAY)).history == ()
    assert see(say("attack.air", "old", who="airforce", whom="league", when=DAY)).history == ()


def test_besieging_gives_nobody_control() -> None:
    picture = see(say("siege.begin", "tessaly", who="army", whom="league", when=DAY))
    assert picture.history == ()
    assert [(siege.place, siege.besieger) for siege in picture.sieges] == [("tessaly", "republic")]


def test_clashes_do_not_split_a_town_but_entering_does() -> None:
    hold = say("control.hold", "old", who="league", outlet="gazette", day=EVE)
    clashes = [say("attack.clash", "old", who="army", whom="league", when=DAY, outlet=f"p{n}") for n in range(6)]
    assert state(see(hold, *clashes, day=DAY), "old") == ("held", "league")
    entered = say("control.advance", "old", who="army", when=DAY)
    assert state(see(hold, entered, day=DAY), "old") == ("contested", "")
    assert state(see(hold, entered, day=date(2019, 4, 20)), "old")[0] != "contested"


@pytest.mark.parametrize(
    "claim",
    [take(part="northern parts of"), take(n=4, unit="places"), take(relation="near"), take(relation="towards")],
    ids=["part", "places", "near", "towards"],
)
def test_part_of_a_place_or_near_it_is_not_the_place(claim: Claim) -> None:
    assert state(see(claim), "old")[0] in ("", "contested")


def test_a_list_of_places_is_each_of_them() -> None:
    picture = see(take(place_text="the Old Quarter, the Mill District and Arnor market"))
    assert [one.place for one in picture.holdings] == ["market", "mills", "old"]


def test_all_of_a_city_reaches_its_parts_more_weakly() -> None:
    picture = see(take("arnor", place_text="the whole of Arnor"))
    city, part = holding(picture, "arnor"), holding(picture, "mills")
    assert city is not None
    assert part is not None
    assert (city.state, part.holder) == ("held", "republic")
    assert part.belief < city.belief
    assert [one.place for one in see(take("arnor")).holdings] == ["arnor"]


def test_the_whole_of_a_part_is_not_the_whole() -> None:
    part = take("arnor", part="the whole northeast", place_text="the whole northeast of the city")
    whole = take("arnor", part="the whole of", place_text="the whole of the city")
    assert [holding(see(claim), "old") is not None for claim in (part, whole)] == [False, True]


def test_a_part_that_changed_later_keeps_its_holder() -> None:
    whole = take("arnor", place_text="all of Arnor", when=date(2019, 3, 1))
    assert state(see(whole, take("mills", who="league")), "mills") == ("held", "league")


def test_what_is_not_heard_of_again_becomes_unknown() -> None:
    picture = see(take(), day=date(2030, 3, 1))
    assert [one.state for one in picture.history] == ["held", "claimed", "unknown"]
    assert picture.history[-1].last is None


def test_who_loses_a_place_is_told_to_have_held_it_until_then() -> None:
    early = take(who="guard", when=date(2017, 3, 7), outlet="unheard-of", day=date(2017, 3, 8))
    lost = take(whom="guard", outlet="courier")
    taken = take(outlet="courier")
    spans = [(one.holder, one.state, one.first, one.last) for one in see(early, lost).history]
    assert spans[0] == ("guard", "claimed", date(2017, 3, 7), EVE)
    assert spans[1][0] == "republic"
    assert "unknown" in [one.state for one in see(early, taken).history]


def test_fighting_wears_knowledge_down_faster() -> None:
    fights = [say("attack.clash", "mills", who="army", whom="league", when=DAY + timedelta(days=d)) for d in range(20)]
    calm, rough = (holding(see(take(), *more, day=date(2019, 4, 1)), "old") for more in ([], fights))
    assert calm is not None
    assert rough is not None
    assert rough.belief < calm.belief


def test_two_clocks() -> None:
    late = take(day=date(2019, 3, 9))
    assert see(late, day=DAY, known_by=date(2019, 3, 8)).history == ()
    assert state(see(late, day=DAY, known_by=date(2019, 3, 9)), "old") == ("held", "republic")
    assert see(late, day=EVE, known_by=date(2019, 3, 9)).history == ()


def test_undated_claims_count_where_there_is_nothing_else_and_are_noted() -> None:
    undated = say("control.change", "old", who="league", day=None)
    picture = see(undated)
    assert state(picture, "old") == ("claimed", "league")
    assert any("without a date" in note for note in picture.notes)
    assert state(see(undated, take()), "old") == ("held", "republic")


def test_a_share_moves_the_whole_and_no_part() -> None:
    third = shared(
        say("control.change", whom="league", n=0.33, unit="share", when=DAY, place_text="a third of the areas"),
        "a third",
    )
    picture = see(third)
    (share,) = picture.shares
    assert (share.place, share.holder, share.loser, share.claims) == ("arnor", "", "league", (third.id,))
    assert picture.history == ()


def shared(claim: Claim, words: str) -> Claim:
    """Return a claim whose number stands where these words do in those of its place."""
    assert claim.count is not None
    assert claim.where is not None
    start = claim.where.text.index(words)
    return replace(claim, count=replace(claim.count, text=words, start=start, end=start + len(words)))


def test_a_share_beside_the_words_of_the_place_is_of_something_else() -> None:
    """ "The district makes up a quarter of the rebel-held part": nobody is told to hold a quarter."""
    beside = say("control.hold", "arnor", who="league", n=0.25, unit="share", text="0.25 of rebel-held Arnor", at=40)
    assert see(beside).shares == ()


def test_a_share_in_a_list_is_of_the_place_behind_it() -> None:
    words = "Old Quarter, Mill District and most of Tessaly"
    said = say("control.hold", "old", who="league", n=(0.5, None), unit="share", outlet="gazette", place_text=words)
    assert said.where is not None
    told = shared(replace(said, where=replace(said.where, name="Old Quarter")), "most")
    picture = see(told)
    assert [state(picture, place) for place in ("old", "mills")] == [("held", "league")] * 2
    assert state(picture, "tessaly") == ("", "")
    assert [(one.place, one.place_text) for one in picture.shares] == [("tessaly", "most of Tessaly")]


def test_a_fraction_in_words_is_rounded_and_digits_are_not() -> None:
    said = say(
        "control.change", "arnor", who="army", n=0.33, unit="share", when=DAY, place_text="0.33 or a third of Arnor"
    )
    digits, words = shared(said, "0.33"), replace(shared(said, "a third"), id="w")
    assert [(one.low, one.high) for one in see(digits).shares] == [(0.33, 0.33)]
    assert [(one.low, one.high) for one in see(words).shares] == [(0.297, 0.363)]


def test_a_withdrawal_empties_the_place_it_left_only() -> None:
    hold = say("control.hold", "old", who="army", outlet="gazette", day=EVE)
    left = say("force.withdraw", who="army", whence="old", when=DAY)
    to = say("force.withdraw", "old", who="army", when=DAY)
    assert state(see(hold, left), "old") == ("unknown", "")
    assert state(see(hold, to), "old") == ("held", "republic")


def test_what_is_told_as_done_was_done_when_it_was_told() -> None:
    """ "Captured in March", told on the tenth, was before the eleventh, and what followed on the eighth came later."""
    march = (date(2019, 3, 1), date(2019, 3, 31))
    early = say("control.change", "old", who="army", when=march, day=date(2019, 3, 10), report="one", at=0)
    assert state(see(early, day=date(2019, 3, 12)), "old") == ("held", "republic")
    then = say("control.change", "old", who="league", when=date(2019, 3, 8), day=date(2019, 3, 10), report="one", at=60)
    assert state(see(early, then, day=date(2019, 3, 12)), "old")[1] == "league"


def test_a_vague_date_told_again_is_no_new_change() -> None:
    year = (date(2019, 1, 1), date(2019, 12, 31))
    first = say("control.change", "old", who="league", when=year, day=date(2019, 2, 1))
    back = say("control.change", "old", who="army", when=date(2019, 3, 5), day=date(2019, 3, 6))
    again = say("control.change", "old", who="league", when=year, day=date(2019, 3, 9))
    assert state(see(first, back, again, day=date(2019, 3, 10)), "old")[1] == "republic"


def test_a_vague_date_is_that_of_the_exact_one_within_it() -> None:
    march = (date(2019, 2, 1), date(2019, 3, 31))
    exact = say("control.change", "old", who="league", when=date(2019, 2, 3), day=date(2019, 2, 4))
    back = say("control.change", "old", who="army", when=date(2019, 3, 5), day=date(2019, 3, 6), said="monitor")
    vague = say("control.change", "old", who="league", when=march, day=date(2019, 3, 9), outlet="gazette")
    assert state(see(exact, back, vague, day=date(2019, 3, 10)), "old")[1] == "republic"


def test_who_leaves_a_place_leaves_it_to_the_one_who_fights_there() -> None:
    left = say("force.withdraw", whence="old", who="league", when=DAY)
    fights = say("attack.offensive", "old", who="army", when=EVE)
    assert state(see(left, fights), "old") == ("claimed", "republic")
    assert state(see(left), "old")[1] == ""


def test_some_who_pull_out_have_not_left() -> None:
    hold = say("control.hold", "old", who="league", outlet="gazette", day=EVE)
    left = say("force.withdraw", who="league", whence="old", when=DAY)
    assert left.who is not None
    some = replace(left, who=replace(left.who, text="some of the League"))
    fights = say("attack.offensive", "old", who="army", when=EVE)
    assert state(see(hold, some, fights), "old") == ("held", "league")


def test_an_older_word_and_a_newer_one_are_no_contest() -> None:
    """Two holders told of in one week are a contest; a fortnight apart, it changed hands and nobody said when."""
    first = say("control.hold", "old", who="league", outlet="gazette", day=date(2019, 3, 1))
    soon = say("control.hold", "old", who="army", outlet="wire", day=date(2019, 3, 4))
    assert state(see(first, soon, day=date(2019, 3, 4)), "old")[0] == "contested"
    later = say(
        "control.hold", "old", who="army", outlet="wire", day=date(2019, 3, 18), place_text="all of the Old Quarter"
    )
    assert state(see(first, later, day=date(2019, 3, 18)), "old")[1] == "republic"


def test_who_names_another_holder_takes_his_older_word_back() -> None:
    first = say("control.hold", "old", who="league", outlet="gazette", day=date(2019, 3, 1))
    later = say("control.hold", "old", who="army", outlet="gazette", day=date(2019, 3, 4))
    assert state(see(first, later, day=date(2019, 3, 4)), "old") == ("claimed", "republic")


def test_a_full_loss_to_the_one_opponent_ends_the_contest() -> None:
    entered = say("control.advance", "old", who="army", outlet="gazette", when=EVE)
    lost = say("control.change", "old", whom="league", outlet="wire", when=DAY)
    assert state(see(entered, lost), "old")[1] == "republic"


def test_the_first_part_of_a_city_is_not_the_city() -> None:
    words = "It was the first part of Arnor that they took"
    said = say("control.change", "arnor", who="league", when=DAY, text=words, place_text="Arnor")
    assert said.where is not None
    start = words.index("Arnor")
    part = replace(said, where=replace(said.where, start=start, end=start + 5))
    assert state(see(said), "arnor")[1] == "league"
    assert state(see(part), "arnor")[1] == ""
