from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.model.problem import MarsadError
from marsad.model.where import Place
from marsad.publish.release import load
from marsad.publish.release.profile import shipped
from marsad.publish.release.rounding import coarse_place, rounded_day
from marsad.reference import Places

PLACES = Places.of(
    [
        Place(id="land", name="Land", kind="country", latitude=1.0, longitude=1.0),
        Place(id="north", name="North", kind="province", latitude=1.1, longitude=1.1, parent="land"),
        Place(id="arn", name="Arn", kind="district", latitude=1.2, longitude=1.2, parent="north"),
        Place(id="arnor", name="Arnor", kind="town", latitude=1.23, longitude=1.23, parent="arn"),
        Place(id="bel", name="Bel", kind="city", latitude=1.3, longitude=1.3, parent="north"),
        Place(id="quarter", name="Quarter", kind="district", latitude=1.3, longitude=1.31, parent="bel"),
        Place(id="lost", name="Lost", kind="hill", latitude=1.4, longitude=1.4),
    ]
)


@pytest.mark.parametrize(
    ("place", "level", "wanted"),
    [
        ("arnor", "point", "arnor"), ("arnor", "district", "arn"), ("arnor", "province", "north"),
        ("arnor", "country", "land"), ("bel", "district", "north"), ("arn", "district", "arn"), ("quarter", "district", "north"),
    ],
)  # fmt: skip
def test_a_place_is_taken_for_what_it_lies_in(place: str, level: str, wanted: str) -> None:
    found = coarse_place(place, PLACES, level)
    assert found
    assert found.id == wanted


@pytest.mark.parametrize(
    ("place", "level"), [("lost", "district"), ("arnor", "none"), ("", "point"), ("elsewhere", "country")]
)
def test_a_place_that_lies_in_nothing_wide_enough_stays(place: str, level: str) -> None:
    assert coarse_place(place, PLACES, level) is None


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.sampled_from(["week", "month", "year"]))
def test_a_rounded_span_holds_its_day_and_rounds_to_itself(day: date, precision: str) -> None:
    first, last = rounded_day(day, precision), rounded_day(day, precision, last=True)
    assert first
    assert last
    assert first <= day <= last
    assert (rounded_day(last, precision), rounded_day(first, precision, last=True)) == (first, last)


def test_the_profiles_that_ship_load() -> None:
    assert {load(name).id for name in shipped()} == {"public", "partners"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id: x\naudience: all\nwords: true\n", "public profile may not"),
        ("id: x\naudience: all\nlinks: true\n", "public profile may not"),
        ("id: x\naudience: all\nkinds: [attak]\n", "no kind is called attak"),
        ("id: x\naudience: all\ncolour: red\n", "colour"),
        ("id: x\naudience: all\ndelay: -3\n", "0 or more"),
        ("id: [", "Correct the profile"),
    ],
)
def test_a_wrong_profile_says_what_is_wrong(text: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MarsadError, match=says):
        load(str(path))


def test_an_unknown_profile_names_those_that_ship() -> None:
    with pytest.raises(MarsadError, match="partners, public"):
        load("nobody")
