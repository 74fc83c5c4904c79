"""Outlines drawn by others: what is read from GeoJSON, and what is refused."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.model.problem import MarsadError
from marsad.reference import load_areas
from marsad.reference.areas import contains, on_day
from tests.conftest import SHARED

SQUARE = [[10, 10], [20, 10], [20, 20], [10, 20], [10, 10]]
HOLE = [[14, 14], [16, 14], [16, 16], [14, 16], [14, 14]]


def write(folder: Path, *features: object, name: str = "areas.geojson") -> Path:
    path = folder / name
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def feature(kind: str = "Polygon", coordinates: object = None, **properties: str) -> dict[str, object]:
    geometry = {"type": kind, "coordinates": [SQUARE, HOLE] if coordinates is None else coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def test_an_area_holds_what_lies_in_it_and_not_in_its_hole(tmp_path: Path) -> None:
    (area,) = load_areas(write(tmp_path, feature(holder="north", **{"from": "2016-12-01", "to": "2016-12-05"})))
    assert (area.holder, area.first, area.last, area.source) == (
        "north", date(2016, 12, 1), date(2016, 12, 5), "areas.geojson",
    )  # fmt: skip
    assert area.holds((12, 12))
    assert not area.holds((15, 15))
    assert not area.holds((21, 12))
    assert [area.is_valid(date(2016, 12, day)) for day in (1, 5, 6)] == [True, True, False]


def test_a_file_of_one_day_and_one_holder_needs_no_properties(tmp_path: Path) -> None:
    path = write(tmp_path, feature("MultiPolygon", [[SQUARE]]), name="map_20240708.geojson")
    (area,) = load_areas(path, "south")
    assert (area.holder, area.first, area.last) == ("south", date(2024, 7, 8), None)


def test_of_dated_drawings_the_latest_counts(tmp_path: Path) -> None:
    areas = [
        area
        for day in ("20240701", "20240801", "20240901")
        for area in load_areas(write(tmp_path, feature(), name=f"{day}.geojson"), "south")
    ]
    assert [area.first for area in on_day(areas, date(2024, 8, 15))] == [date(2024, 8, 1)]
    assert on_day(areas, date(2024, 6, 1)) == ()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "not a GeoJSON file"),
        ("[]", "has to be an object"),
        (json.dumps({"type": "FeatureCollection", "features": [feature()]}), "does not say who holds it"),
        (json.dumps({"type": "FeatureCollection", "features": [{"type": "Feature"}]}), "has no geometry"),
        (json.dumps(feature("Point", [1, 2], holder="x")), "is a Point"),
        (json.dumps(feature(coordinates=[[[1, 2], [3, 4]]], holder="x")), "three corners"),
        (json.dumps(feature(coordinates=[[[1000, 2], [3, 4], [5, 6]]], holder="x")), "outside 180"),
        (json.dumps(feature(coordinates=[["a", "b", "c"]], holder="x")), "not longitude and latitude"),
        (json.dumps(feature(holder="x", **{"from": "soon"})), "is not a day"),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_remedy(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "areas.geojson"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(MarsadError, match=words):
        load_areas(path)


@given(st.floats(0, 30), st.floats(0, 30))
def test_a_point_is_in_a_square_by_its_coordinates(x: float, y: float) -> None:
    ring = tuple((float(a), float(b)) for a, b in SQUARE[:-1])
    if 10 not in (x, y) and 20 not in (x, y):
        assert contains(ring, (x, y)) == (10 < x < 20 and 10 < y < 20)
        assert contains(ring[::-1], (x, y)) == contains(ring, (x, y))


@pytest.mark.skipif(not (SHARED / "data" / "deepstate").is_dir(), reason="the drawings are not here")
def test_monthly_drawings_of_others_are_read() -> None:
    folder = SHARED / "data" / "deepstate"
    areas = [area for path in sorted(folder.glob("*.geojson")) for area in load_areas(path, "russia")]
    (found,) = on_day(areas, date(2025, 1, 15))
    assert found.first is not None
    assert date(2025, 1, 1) <= found.first <= date(2025, 1, 15)
    assert found.holds((37.80, 48.00))  # Donetsk
    assert not found.holds((30.52, 50.45))  # Kyiv
