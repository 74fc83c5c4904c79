"""Areas on the map: outlines that others drew, and schematic cells."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from marsad.publish import Edition, folder
from marsad.reference import Area
from marsad.reference.areas import contains

RING = ((36.9, 36.0), (37.4, 36.0), (37.4, 36.4), (36.9, 36.4))


def drawn(edition: Edition, **more: object) -> Edition:
    side = edition.reference.pack.sides[0].id
    area = Area(
        id="a1", name="the pocket", holder=side, first=None, last=None, polygons=((RING,),), source="map-makers"
    )
    area = replace(area, **more)  # type: ignore[arg-type]
    return replace(edition, reference=replace(edition.reference, areas=(area,)))


def features(files: dict[str, bytes]) -> list[dict[str, dict[str, object]]]:
    found: list[dict[str, dict[str, object]]] = json.loads(files["areas.geojson"])["features"]
    return found


def test_a_drawn_area_is_published_as_it_came_and_shown_on_the_page(edition: Edition) -> None:
    files = folder(drawn(edition))
    (area,) = [item for item in features(files) if item["properties"]["basis"] == "drawn"]
    assert area["geometry"] == {"type": "MultiPolygon", "coordinates": [[[list(point) for point in (*RING, RING[0])]]]}
    assert area["properties"]["source"] == "map-makers"
    assert area["properties"]["schematic"] is False
    page = files["index.html"].decode()
    assert 'class="drawn"' in page
    assert "as drawn by map-makers" in page


def test_an_area_of_other_days_is_not_shown(edition: Edition) -> None:
    files = folder(drawn(edition, last=date(1990, 1, 1)))
    assert not [item for item in features(files) if item["properties"]["basis"] == "drawn"]
    assert 'class="drawn"' not in files["index.html"].decode()


def test_each_cell_holds_its_place_and_is_marked_schematic(edition: Edition, published: dict[str, bytes]) -> None:
    cells = features(published)
    held = {item.place: item for item in edition.picture.holdings}
    assert cells
    for cell in cells:
        assert cell["properties"]["schematic"] is True
        place = edition.reference.places.get(str(cell["id"]))
        assert place is not None
        assert place.longitude is not None
        assert place.latitude is not None
        ring = tuple((x, y) for x, y in cell["geometry"]["coordinates"][0])  # type: ignore[index]
        assert ring[0] == ring[-1]
        assert contains(ring[:-1], (place.longitude, place.latitude))
        if cell["properties"]["basis"] == "told":
            assert cell["properties"]["state"] == held[place.id].state
