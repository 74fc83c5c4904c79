"""What becomes one event, what does not, and what stays a question."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from marsad.model.claim import Claim
from marsad.model.event import Event, Link, Reconciled
from marsad.reconcile import events
from tests.reconcile.hand import DAY, REFERENCE, copy_of, say, to_report

EVE = date(2019, 3, 6)
NEXT = date(2019, 3, 8)


def reconcile(*claims: Claim) -> Reconciled:
    return events(claims, REFERENCE)


def together(*claims: Claim) -> bool:
    return len(reconcile(*claims).events) == 1


def only(*claims: Claim) -> Event:
    made = reconcile(*claims).events
    assert len(made) == 1
    return made[0]


def test_two_reports_of_one_strike_are_one_event_of_two_origins() -> None:
    event = only(
        say("attack.air", "old", who="airforce", when=DAY),
        say("attack.air", "old", who="army", when=DAY, outlet="courier", day=NEXT),
    )
    assert (event.kind, event.place, event.origins, event.reports) == ("attack.air", "old", 2, 2)
    assert set(event.who) == {"airforce", "army"}


def test_an_outlet_that_relays_adds_a_report_but_no_origin() -> None:
    event = only(
        say("attack.air", "old", who="army", when=DAY, said="monitor"),
        say("attack.air", "old", who="army", when=DAY, said="monitor", outlet="gazette"),
    )
    assert (event.origins, event.reports) == (1, 2)


@pytest.mark.parametrize(
    "other",
    [
        say("attack.air", "mills", who="army", when=DAY, outlet="gazette"),
        say("attack.air", "old", who="league", when=DAY, outlet="gazette"),
        say("attack.air", "old", who="army", when=date(2019, 3, 10), outlet="gazette"),
        say("attack.clash", "old", who="army", when=DAY, outlet="gazette"),
        say("control.change", "old", who="army", when=DAY, outlet="gazette"),
        say("attack.air", "old", whom="army", when=DAY, outlet="gazette"),
    ],
    ids=["place", "side", "day", "kind", "ladder", "the doer suffers"],
)
def test_what_excludes_one_happening(other: Claim) -> None:
    assert not together(say("attack.air", "old", who="army", when=DAY), other)


def test_a_strike_the_day_after_in_the_same_city_is_asked_about_or_apart() -> None:
    result = reconcile(
        say("attack.shelling", "arnor", who="army", when=DAY),
        say("attack.shelling", "arnor", who="army", when=NEXT, outlet="gazette"),
    )
    assert len(result.events) == 2


def test_the_dead_of_a_strike_hang_on_it_though_they_name_no_place() -> None:
    event = only(
        say("attack.air", "market", who="airforce", when=DAY, at=0, text="Warplanes struck the market."),
        say("casualty.killed", n=17, said="monitor", at=40, text="The monitor said 17 people died."),
        say("casualty.injured", n=30, said="monitor", at=80, text="It said 30 were injured."),
    )
    assert event.kind == "attack.air"
    assert [(figure.measure, figure.best) for figure in event.figures] == [("injured", 30), ("killed", 17)]


def test_what_leans_on_a_dated_claim_takes_its_day() -> None:
    killed = say("casualty.killed", n=17, at=40)
    result = reconcile(say("attack.air", "market", when=date(2019, 3, 2), at=0), killed)
    assert len(result.events) == 1
    assert (result.dated[killed.id].first, result.dated[killed.id].basis) == (date(2019, 3, 2), "anchor")


def test_a_toll_far_from_any_attack_stays_alone() -> None:
    assert not together(say("attack.air", "market", when=DAY, at=0), say("casualty.killed", n=17, at=5000))


def test_loss_and_capture_are_one_change_of_hands() -> None:
    assert together(
        say("control.change", "old", whom="league", when=DAY),
        say("control.change", "old", who="army", outlet="gazette", day=DAY),
    )


def test_a_denial_joins_what_it_denies_and_disputes_it() -> None:
    denial = say("control.change", "arnor", modality="denied", said="spokesman", outlet="courier", day=NEXT)
    event = only(say("control.change", "arnor", who="army", when=DAY), denial)
    assert event.against == (denial.id,)
    assert event.origins == 1
    (dispute,) = event.disputes
    assert dispute.about == "denial"
    assert dispute.words == "League spokesman denies what Vale Wire says (control.change)"


def test_denying_the_dead_does_not_deny_the_strike() -> None:
    event = only(
        say("attack.air", "market", who="army", when=DAY, at=0),
        say("casualty.killed", modality="denied", said="ministry", at=40),
    )
    assert event.against == ()
    assert event.disputes == ()


def test_predicted_planned_urged_possible_and_states_make_no_event() -> None:
    result = reconcile(
        say("control.change", "arnor", modality="predicted"),
        say("control.change", "arnor", modality="planned"),
        say("siege.end", "arnor", modality="urged"),
        say("attack.air", "arnor", modality="possible"),
        say("control.hold", "arnor", who="league"),
        say("displacement.stock", "arnor", n=10),
        say("tie.support", who="norvik", whom="league"),
        say("stance.accuse", who="army", whom="league"),
    )
    assert result.events == ()
    assert len(result.origin_of) == len(result.dated) == 8


def test_one_speaker_with_two_numbers_in_one_report_tells_of_two_events() -> None:
    five = say("casualty.killed", "old", n=5, when=DAY, at=0)
    assert not together(five, say("casualty.killed", "old", n=9, when=DAY, at=90))
    assert together(five, say("casualty.killed", "old", n=9, when=DAY, at=90, said="monitor"))


def test_another_is_another() -> None:
    first = say("attack.air", "old", who="army", when=DAY, at=0, text="attack.air hit the quarter.")
    again = say("attack.air", "old", who="army", when=DAY, at=40, text="attack.air hit the quarter again.")
    assert together(first, again)
    text = "Another strike hit the quarter."
    assert not together(first, say("attack.air", "old", who="army", when=DAY, at=40, text=text))


def test_a_claim_about_the_whole_city_joins_a_district_only_when_one_fits() -> None:
    city = say("attack.air", "arnor", who="army", when=DAY, n=12, unit="strikes", outlet="gazette")
    old = say("attack.air", "old", who="army", when=DAY, n=12, unit="strikes")
    mills = say("attack.air", "mills", who="army", when=DAY, n=12, unit="strikes")
    assert together(city, old)
    assert len(reconcile(city, old, mills).events) == 3


def test_a_vague_claim_never_chains_two_events() -> None:
    first = say("attack.shelling", "old", who="army", when=DAY, n=40, unit="shells")
    second = say("attack.shelling", "mills", who="army", when=DAY, n=40, unit="shells", report="b")
    vague = say("attack.shelling", who="army", when=DAY, n=40, unit="shells", outlet="gazette")
    assert len(reconcile(first, second, vague).events) == 3
    assert len(reconcile(first, vague).events) == 1


def test_a_toll_of_a_month_does_not_join_a_day() -> None:
    march = (date(2019, 3, 1), date(2019, 3, 31))
    assert not together(
        say("casualty.killed", "old", n=3, when=DAY),
        say("casualty.killed", "old", n=96, when=march, outlet="gazette", day=date(2019, 4, 1)),
    )


def test_blame_in_dispute_is_one_massacre() -> None:
    event = only(
        say("attack.shelling", "market", who="army", when=DAY, at=0, outlet="courier"),
        say("casualty.killed", "market", n=20, when=DAY, at=0, outlet="courier"),
        say("attack.shelling", "market", who="league", when=DAY, at=0, outlet="radio"),
        say("casualty.killed", "market", n=20, when=DAY, at=0, outlet="radio"),
    )
    assert [dispute.about for dispute in event.disputes] == ["culprit"]
    assert "Courier blames republic" in event.disputes[0].words
    assert [figure.best for figure in event.figures] == [20]


def test_rival_takers_of_one_place_are_two_events_in_dispute() -> None:
    result = reconcile(
        say("control.change", "belgarth", who="army", when=DAY, outlet="radio"),
        say("control.change", "belgarth", who="league", when=DAY, outlet="courier"),
    )
    assert [[dispute.about for dispute in event.disputes] for event in result.events] == [["holder"], ["holder"]]
    assert [link.verdict for link in result.links] == ["contradicts"]


def test_a_person_outranks_the_rules_both_ways() -> None:
    a = say("attack.air", "old", who="army", when=DAY)
    b = say("attack.air", "old", who="army", when=DAY, outlet="gazette")
    c = say("attack.clash", "mills", who="army", when=DAY)
    split = events([a, b], REFERENCE, decisions=[Link(a=b.id, b=a.id, verdict="different", score=0, by="nadia")])
    assert len(split.events) == 2
    joined = events([a, c], REFERENCE, decisions=[Link(a=a.id, b=c.id, verdict="same", score=0, by="nadia")])
    assert len(joined.events) == 1
    assert [link.by for link in joined.links] == ["nadia"]


def test_an_open_question_is_kept_with_its_reasons() -> None:
    result = reconcile(
        say("attack.air", "old", day=DAY, text="Bombs fell."),
        say("attack.air", "old", day=DAY, outlet="gazette", text="A raid was heard."),
    )
    assert len(result.events) == 2
    (question,) = result.questions
    assert question.score == sum(reason.weight for reason in question.reasons)


def test_copied_reports_are_linked_and_one_origin() -> None:
    text = " ".join(f"word{number}" for number in range(50))
    mine = [say("attack.air", "old", who="army", when=DAY, report="a")]
    theirs = copy_of(mine, "b", "gazette", NEXT)
    result = events(mine + theirs, REFERENCE, [to_report("a", text), to_report("b", text, "gazette", NEXT)])
    assert [link.verdict for link in result.links] == ["copy", "same"]
    assert result.events[0].origins == 1


def test_dates_come_from_publication_where_the_words_name_none() -> None:
    change, hold = say("control.change", "old", who="army"), say("control.hold", "old", who="army")
    undated = say("control.change", "old", who="army", day=None)
    dated = reconcile(change, hold, undated).dated
    assert (dated[change.id].first, dated[change.id].last) == (EVE, DAY)
    assert (dated[hold.id].first, dated[hold.id].last) == (DAY, DAY)
    assert dated[change.id].basis == "publication"
    assert dated[undated.id].first is None


def test_nothing_makes_nothing() -> None:
    assert events([], REFERENCE).events == ()


def test_what_is_published_later_leaves_the_event_its_id() -> None:
    first = say("attack.air", "old", who="army", when=DAY)
    later = [say("attack.air", "old", who="army", when=DAY, outlet=f"o{n}", day=NEXT) for n in range(20)]
    assert only(first).id == only(first, *later).id


def test_a_large_block_is_still_one_event_and_the_days_stay_apart() -> None:
    days = [date(2019, 3, number) for number in (1, 5, 9)]
    claims = [
        say("attack.shelling", "old", who="army", when=day, n=40, unit="shells", outlet=f"paper-{number}", day=day)
        for day in days
        for number in range(70)
    ]
    result = reconcile(*claims)
    assert sorted(len(event.claims) for event in result.events) == [70, 70, 70]
    lost = say("attack.shelling", who="army", when=days[0], n=40, unit="shells", day=days[0])
    assert sorted(len(event.claims) for event in reconcile(*claims, lost).events) == [70, 70, 71]


def test_since_and_until_are_closed_at_their_open_ends() -> None:
    from dataclasses import replace

    claim = say("attack.shelling", "old", when=(DAY, NEXT), day=date(2019, 3, 12))
    assert claim.when is not None
    since = replace(claim, id="since", when=replace(claim.when, last=None, open_end=True))
    until = replace(claim, id="until", when=replace(claim.when, first=None, open_start=True))
    dated = reconcile(since, until).dated
    assert (dated["since"].first, dated["since"].last) == (DAY, date(2019, 3, 12))
    assert (dated["until"].first, dated["until"].last) == (date(2019, 2, 5), NEXT)


@pytest.mark.parametrize("seed", range(4))
def test_rows_of_one_data_set_stay_apart_whatever_text_is_like_them(seed: int) -> None:
    def alike(report: str) -> Claim:
        return say(
            "attack.air", "old", who="airforce", when=DAY, n=12, outlet="wire", report=f"{report}{seed}", text="alike"
        )

    first, second, text = alike("row"), alike("next row"), alike("text")
    rows = {replace(one, read_by=replace(one.read_by, reader="rows")) for one in (first, second)}
    made = reconcile(text, *rows).events
    assert len(made) == 2
    assert all(not {first.id, second.id} <= set(event.claims) for event in made)
