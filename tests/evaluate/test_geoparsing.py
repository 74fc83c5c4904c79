import math
from pathlib import Path

import pytest

from marsad.evaluate.geoparsing import Found, Mention, articles, distance, great_circle, scored
from marsad.model.where import Place

LGL = (
    "<articles><article><text>He left Paris.</text><toponyms><toponym><start>8</start><end>13</end>"
    '<gaztag geonameid="2988507"><lat>48.85</lat><lon>2.35</lon></gaztag></toponym>'
    "<toponym><start>0</start><end>2</end></toponym></toponyms></article></articles>"
)
GWN = (
    "<articles><article><text>He left Paris.</text><toponyms><toponym><start>8</start><end>13</end>"
    "<geonamesID>2988507</geonamesID><latitude>48.85</latitude><longitude>2.35</longitude></toponym></toponyms></article></articles>"
)


@pytest.mark.parametrize("text", [LGL, GWN])
def test_both_forms_are_read_and_mentions_without_an_id_left_out(text: str, tmp_path: Path) -> None:
    path = tmp_path / "lgl.xml"
    path.write_text(text, encoding="utf-8")
    assert list(articles(path)) == [("He left Paris.", [Mention(8, 13, "2988507", 48.85, 2.35)])]


def test_distances_are_in_km() -> None:
    assert great_circle(0, 0, 0, 90) == pytest.approx(math.pi / 2 * 6371)
    assert great_circle(48.85, 2.35, 48.85, 2.35) == 0


def test_the_same_place_is_no_distance_away_even_without_a_point() -> None:
    country = Place(id="country:FR", name="France", kind="country", latitude=None, longitude=None)
    mention = Mention(0, 6, "3017382", 46.0, 2.0)
    assert distance(country, country, mention) == 0
    assert distance(country, Place(id="x", name="x", kind="city", latitude=1, longitude=1), mention) == math.inf


def test_accuracy_is_of_what_was_found() -> None:
    found = [Found("a", 5.0, "", "", ""), Found("b", 500.0, "", "", ""), Found("c", None, "", "", "")]
    assert [round(measure.value, 3) for measure in scored("lgl", found)] == [0.667, 0.5, 0.333]
