"""How much of a whole each side has."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.model.picture import Part
from marsad.picture import roll_up
from marsad.reference import Places
from tests.picture.seen import DAY, see
from tests.reconcile.hand import REFERENCE, say


def parts(*places: tuple[str, str], sieges: tuple[str, ...] = ()) -> dict[tuple[str, str], Part]:
    claims = [say("control.change", place, who=who, when=DAY) for place, who in places]
    claims += [say("siege.begin", place, who="army", whom="league", when=DAY) for place in sieges]
    picture = see(*claims, day=DAY)
    found = roll_up("arnor", picture.holdings, picture.sieges, REFERENCE)
    return {(part.state, part.holder): part for part in found}


def test_the_parts_of_a_city_are_counted_with_the_unknown_ones() -> None:
    found = parts(("old", "army"), ("mills", "league"))
    assert {key: (part.places, part.population_share) for key, part in found.items()} == {
        ("held", "republic"): (1, None), ("held", "league"): (1, None), ("unknown", ""): (1, None),
    }  # fmt: skip
    assert sum(part.share for part in found.values()) == pytest.approx(1.0)


def test_a_siege_lies_over_the_holder() -> None:
    found = parts(("old", "league"), ("mills", "league"), sieges=("old",))
    assert found["held", "league"].besieged == 1
    assert parts(("old", "league"), sieges=("arnor",))["held", "league"].besieged == 1


def test_people_are_weighed_only_where_all_parts_have_a_number() -> None:
    living = {"old": 3000, "mills": 1000, "market": 1000}
    places = [replace(place, population=living.get(place.id, 0)) for place in REFERENCE.places.own.values()]
    names = replace(REFERENCE, places=Places.of(places))
    picture = see(say("control.change", "old", who="army", when=DAY), day=DAY)
    held, unknown = sorted(roll_up("arnor", picture.holdings, (), names), key=lambda part: part.state)
    assert (held.population_share, unknown.population_share) == (0.6, 0.4)


def test_what_has_no_parts_has_no_roll_up() -> None:
    assert roll_up("old", (), (), REFERENCE) == ()


@given(
    st.lists(st.tuples(st.sampled_from(["old", "mills", "market"]), st.sampled_from(["army", "league"])), max_size=5)
)
def test_shares_add_up_to_the_whole(places: list[tuple[str, str]]) -> None:
    found = parts(*places)
    assert sum(part.places for part in found.values()) == 3
    assert sum(part.share for part in found.values()) == pytest.approx(1.0)
