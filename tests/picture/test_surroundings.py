"""What the surroundings of a place suggest: presumptions beside the holdings, never among them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from marsad.model.where import Place
from marsad.picture import at
from marsad.picture.settings import settings
from marsad.picture.surroundings import Word, ground, held_before, last_words, presume
from marsad.reconcile import events
from marsad.reference import Area, Places
from tests.picture.seen import DAY, see, state
from tests.reconcile.hand import REFERENCE, say

BOOK = settings()
ROW = [Place(id=f"t{n}", name=f"t{n}", kind="town", latitude=50.0, longitude=30 + n * 0.1) for n in range(9)]


def presumed(words: dict[str, Word], before: str = "south", day: date = DAY) -> dict[str, tuple[str, str]]:
    land = ground(ROW, {place.id: before for place in ROW}, BOOK)
    return {item.place: (item.holder, item.basis) for item in presume(land, words, day, BOOK)}


def test_with_nothing_told_everything_is_as_before_the_war() -> None:
    assert set(presumed({}).values()) == {("south", "before the war")}
    assert presumed({}, before="") == {}


def test_a_place_between_two_taken_ones_is_presumed_taken() -> None:
    words = {name: Word("north", DAY) for name in ("t3", "t5")}
    found = presumed(words)
    assert found["t4"] == ("north", "surroundings")
    assert found["t3"] == ("north", "own word")
    assert found["t8"][0] == "south"


def test_an_old_word_gives_way_to_newer_ones_around_it() -> None:
    old = Word("north", DAY - timedelta(days=400))
    around = {name: Word("south", DAY) for name in ("t3", "t5")}
    assert presumed({"t4": old, **around})["t4"] == ("south", "surroundings")
    assert presumed({"t4": Word("north", DAY), **around})["t4"] == ("north", "own word")


def test_a_contested_place_is_left_to_what_is_said() -> None:
    assert "t4" not in presumed({"t4": Word("", DAY)})


def test_a_contest_of_which_nobody_speaks_any_more_is_over() -> None:
    claims = [
        say("control.change", "old", who="army", when=DAY),
        say("control.contest", "old", when=DAY + timedelta(days=20), day=DAY + timedelta(days=20)),
    ]
    later = DAY + timedelta(days=900)
    history = see(*claims, day=later).history
    assert last_words(history, DAY + timedelta(days=21))["old"].holder == ""
    assert last_words(history, later)["old"].holder == "republic"


def test_presumptions_are_no_holdings() -> None:
    """A town in which nothing was told, between two that were taken, stays without a holding."""
    claims = [say("control.change", name, who="army", when=DAY) for name in ("belgarth", "tessaly")]
    extra = Place(id="between", name="between", kind="town", latitude=0.75, longitude=0.0, parent="north")
    names = replace(REFERENCE, places=Places.of([*REFERENCE.places.own.values(), extra]))
    picture = at(events(claims, names), claims, names, DAY, DAY)
    assert state(picture, "between") == ("", "")
    found = {item.place: item for item in picture.presumed}
    assert (found["between"].holder, found["between"].basis) == ("republic", "surroundings")
    assert set(found["between"].claims) == {claim.id for claim in claims}
    assert not {"vale", "north", "arnor"} & set(found)


def test_who_held_a_place_before_is_drawn_or_said_by_the_pack() -> None:
    ring = ((29.95, 49.0), (30.25, 49.0), (30.25, 51.0), (29.95, 51.0))
    drawn = Area(id="a", name="", holder="north", first=None, last=date(2019, 2, 28), polygons=((ring,),))
    pack = msgspec.structs.replace(
        REFERENCE.pack, before="south", days=msgspec.structs.replace(REFERENCE.pack.days, first=date(2019, 3, 1))
    )
    found = held_before(ROW, replace(REFERENCE, areas=(drawn,), pack=pack))
    assert [found[f"t{n}"] for n in range(4)] == ["north", "north", "north", "south"]


_WORDS = st.dictionaries(
    st.sampled_from([place.id for place in ROW]),
    st.builds(Word, st.sampled_from(["north", "south", "", None]), st.dates(date(2018, 1, 1), DAY)),
)


@given(_WORDS)
def test_belief_is_a_share_and_sides_are_treated_alike(words: dict[str, Word]) -> None:
    land = ground(ROW, {place.id: "south" for place in ROW}, BOOK)
    other = {"north": "south", "south": "north"}
    mirrored = {name: replace(word, holder=other.get(word.holder or "", word.holder)) for name, word in words.items()}
    back = ground(ROW, {place.id: "north" for place in ROW}, BOOK)
    one, two = presume(land, words, DAY, BOOK), presume(back, mirrored, DAY, BOOK)
    assert all(0.0 <= item.belief <= 1.0 for item in one)
    for first, second in zip(one, two, strict=True):
        if first.belief > 0.5 + 1e-9:
            assert (other[first.holder], first.belief) == (second.holder, second.belief)
