"""The ledger: probability words, horizons, outcomes from others than the forecaster."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from marsad.model.claim import Claim, Kind
from marsad.model.picture import Forecast
from tests.picture.seen import DAY, see
from tests.reconcile.hand import say

LATER = date(2019, 5, 20)
MUCH_LATER = date(2019, 12, 1)


def foretell(text: str = "control.change will come", **more: object) -> Claim:
    slots = {"whom": "league", "said": "monitor", "modality": "predicted", "day": DAY, **more}
    return say("control.change", "old", text=text, **slots)  # type: ignore[arg-type]


def entry(*claims: Claim, day: date = LATER) -> Forecast:
    (found,) = see(*claims, day=day).forecasts
    return found


@pytest.mark.parametrize(
    ("text", "phrase", "low", "high", "flag"),
    [
        ("The fall of the quarter is very likely.", "very likely", 0.8, 0.95, ""),
        ("The fall is likely soon.", "likely", 0.55, 0.8, ""),
        ("Its fall is not likely.", "not likely", 0.2, 0.45, ""),
        ("A fall is almost certain.", "almost certain", 0.95, 0.99, ""),
        ("The quarter will fall.", "will", None, None, "no probability"),
        ("The imminent fall of the quarter.", "imminent", None, None, "no probability"),
        ("The quarter may fall.", "may", None, None, "unscored"),
        ("The quarter could fall.", "could", None, None, "unscored"),
        ("Its fall will come in May.", "will", None, None, "no probability"),
    ],
)
def test_words_of_probability(text: str, phrase: str, low: float | None, high: float | None, flag: str) -> None:
    found = entry(foretell(text))
    assert (found.phrase, found.low, found.high) == (phrase, low, high)
    assert not flag or flag in found.flags


@pytest.mark.parametrize(
    ("words", "day", "basis"),
    [
        ("very soon", date(2019, 4, 6), "mapped"),
        ("within days", date(2019, 3, 14), "mapped"),
        ("looming", date(2019, 6, 5), "mapped"),
        ("within three weeks", date(2019, 3, 28), "stated"),
        ("in the next 10 days", date(2019, 3, 17), "stated"),
        ("by the end of the week", date(2019, 3, 10), "stated"),
        ("by the end of the year", date(2019, 12, 31), "stated"),
        ("next month", date(2019, 4, 30), "stated"),
        ("by April", date(2019, 4, 30), "stated"),
        ("by February", date(2020, 2, 29), "stated"),
        ("by spring", date(2019, 5, 31), "stated"),
        ("one day", None, "none"),
        ("", None, "none"),
    ],
)
def test_horizons(words: str, day: date | None, basis: str) -> None:
    found = entry(foretell(horizon=words))
    assert (found.horizon_text, found.horizon, found.horizon_basis) == (words, day, basis)


def test_true_when_another_origin_has_it_so_in_time() -> None:
    taken = say("control.change", "old", who="army", when=date(2019, 3, 20), day=date(2019, 3, 20), outlet="wire")
    found = entry(foretell(horizon="very soon"), taken)
    assert (found.status, found.evidence) == ("true", (taken.id,))
    own = say("control.change", "old", who="army", when=date(2019, 3, 20), day=date(2019, 3, 20), outlet="monitor")
    assert entry(foretell(horizon="very soon"), own).status == "open"


def test_open_until_the_horizon_then_false_when_the_picture_says_otherwise() -> None:
    still = say("control.hold", "old", who="league", outlet="wire", day=date(2019, 4, 5))
    ago = say("control.hold", "old", who="league", outlet="wire", day=date(2019, 3, 1))
    guess = foretell(horizon="very soon")
    assert entry(guess, still, day=date(2019, 4, 6)).status == "open"
    assert entry(guess, still, day=date(2019, 4, 12)).status == "open"
    assert entry(guess, still).status == "false"
    assert entry(guess, still).evidence == (still.id,)
    assert entry(guess, ago, day=date(2019, 4, 25)).status == "open"
    assert entry(guess, ago, day=MUCH_LATER).status == "unresolvable"


def test_a_claim_by_those_who_gain_makes_nothing_true() -> None:
    taken = say("control.change", "old", who="army", when=date(2019, 3, 20), day=date(2019, 3, 20), outlet="radio")
    assert entry(foretell(horizon="very soon"), taken, day=date(2019, 4, 1)).status == "open"


def test_what_is_denied_meanwhile_is_disputed() -> None:
    taken = say("control.change", "old", who="army", when=date(2019, 3, 20), day=date(2019, 3, 20))
    denied = say("control.change", "old", modality="denied", said="spokesman", day=date(2019, 3, 21))
    assert entry(foretell(horizon="very soon"), taken, denied).status == "disputed"


def test_the_fall_of_a_place_is_the_loss_of_its_holder() -> None:
    hold = say("control.hold", "old", who="league", day=date(2019, 3, 1))
    taken = say("control.change", "old", who="army", when=date(2019, 3, 20), day=date(2019, 3, 20))
    assert entry(foretell(whom="", horizon="soon"), hold, taken).status == "true"


def test_out_of_the_city_is_judged_by_its_parts() -> None:
    guess = say("control.change", "arnor", whom="league", modality="predicted", horizon="soon", said="monitor", day=DAY)
    old = say("control.change", "old", who="army", when=date(2019, 3, 20), day=date(2019, 3, 20))
    mills = say("control.hold", "mills", who="league", day=date(2019, 4, 30))
    assert entry(guess, old).status == "true"
    assert entry(guess, old, mills).status == "false"


def test_a_condition_that_was_not_met_makes_it_void() -> None:
    guess = foretell(horizon="soon", condition="If the attacks go on")
    still = say("control.hold", "old", who="league", outlet="wire", day=date(2019, 5, 1))
    assert entry(guess, still, day=MUCH_LATER).status == "void"
    attack = say("attack.offensive", "old", who="army", when=date(2019, 3, 12), day=date(2019, 3, 12))
    found = entry(guess, still, attack, day=MUCH_LATER)
    assert (found.status, found.condition) == ("false", "If the attacks go on")
    assert "conditional" in found.flags


def test_events_come_true_too() -> None:
    guess = say("siege.end", "tessaly", modality="predicted", horizon="soon", said="monitor", day=DAY)
    ended = say("siege.end", "tessaly", who="league", when=date(2019, 3, 16), day=date(2019, 3, 16))
    assert entry(guess, ended).status == "true"
    other = say("attack.shelling", "tessaly", when=date(2019, 5, 15), day=date(2019, 5, 15))
    assert entry(guess, other, day=MUCH_LATER).status == "false"
    assert entry(guess, day=MUCH_LATER).status == "unresolvable"


def test_vague_forecasts_are_unresolvable_and_say_so() -> None:
    found = entry(say("control.change", whom="league", modality="predicted", horizon="looming", day=DAY))
    assert found.status == "unresolvable"
    assert "vague" in found.flags


def test_one_forecaster_and_one_proposition_are_one_entry() -> None:
    first = foretell(horizon="soon", report="a")
    again = foretell(horizon="soon", outlet="gazette", report="b", day=date(2019, 3, 20))
    found = entry(first, again)
    assert (found.claim, found.repeats, found.issued, found.relayed_by) == (first.id, (again.id,), DAY, "wire")
    assert len(see(first, foretell(said="ministry")).forecasts) == 2


def test_a_shore_where_there_is_none_is_flagged() -> None:
    inland = say(
        "control.hold",
        "arnor",
        who="army",
        modality="predicted",
        place_text="the city and its vital shoreline",
        horizon="soon",
    )
    behind = say(
        "control.hold",
        "arnor",
        who="army",
        modality="predicted",
        place_text="the city",
        text="the city, including a vital shoreline",
        horizon="soon",
    )
    beside = say(
        "control.hold",
        "arnor",
        who="army",
        modality="predicted",
        place_text="the city",
        text="the city, far from any coast",
        horizon="soon",
    )
    port = say(
        "control.hold",
        "caleth",
        who="army",
        modality="predicted",
        place_text="the coast at Port Caleth",
        horizon="soon",
    )
    assert "geography" in entry(inland).flags
    assert "geography" in entry(behind).flags
    assert "geography" not in entry(beside).flags
    assert "geography" not in entry(port).flags


def test_an_undated_forecast_cannot_be_resolved() -> None:
    found = entry(foretell(day=None, horizon="soon"))
    assert (found.status, found.horizon) == ("unresolvable", None)
    assert "undated" in found.flags


def test_what_only_stands_in_a_sentence_of_the_future_is_no_forecast() -> None:
    """ "It would answer air strikes with missiles" foretells no air strikes; "they would leave" does foretell the leaving."""
    named = say("attack.air", "old", text="They would answer the air strikes", modality="predicted", said="monitor")
    cue = replace(named.cue, text="air strikes", start=22, end=33)
    picture = see(replace(named, cue=cue), day=LATER)
    assert picture.forecasts == ()
    assert any("not in the ledger" in note for note in picture.notes)
    left = say("displacement.flow", "old", text="The sick would leave first", modality="predicted", said="monitor")
    assert entry(replace(left, cue=replace(left.cue, text="leave", start=15, end=20))).phrase == "would"


def test_what_a_party_says_it_will_do_is_a_plan() -> None:
    def will(kind: Kind, said: str) -> Claim:
        return say(kind, "old", who="army", text="The army will come", modality="predicted", said=said)

    assert see(will("attack.offensive", "ministry"), day=LATER).forecasts == ()
    assert see(will("attack.offensive", "monitor"), day=LATER).forecasts
    assert see(will("control.change", "ministry"), day=LATER).forecasts


def test_what_is_foretold_not_to_come_is_judged_the_other_way() -> None:
    never = foretell("It will not fall", horizon="very soon")
    taken = say(
        "control.change",
        "old",
        who="army",
        whom="league",
        when=date(2019, 3, 12),
        day=date(2019, 3, 12),
        outlet="gazette",
    )
    found = entry(never, taken)
    assert (found.status, "negated" in found.flags) == ("false", True)
    assert found.proposition.startswith("not control.change")


def test_something_somewhere_in_a_province_is_too_vague() -> None:
    said = say("attack.air", "north", text="Air strikes will go on", modality="predicted", said="monitor")
    assert entry(said).status == "unresolvable"
