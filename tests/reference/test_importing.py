"""Gazetteers of others, as files that their publishers would give."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from marsad.model.problem import MarsadError
from marsad.model.where import Place
from marsad.reference.gazetteer import World, build, cache_path, write
from marsad.reference.importing import Taken, places


def _row(number: str, name: str, code: str, *, also: str = "", country: str = "XA", division: str = "01") -> str:
    feature_class, feature = code.split(".")
    row = [
        number,
        name,
        name,
        also,
        "36.5",
        "37.25",
        feature_class,
        feature,
        country,
        "",
        division,
        "",
        "",
        "",
        "12",
        "",
        "",
        "",
        "",
    ]
    return "\t".join(row) + "\n"


def _read(path: Path, *countries: str) -> tuple[list[Place], Taken]:
    taken = Taken()
    return list(places(path, taken, countries)), taken


def test_a_dump_gives_places_of_the_kinds_that_reports_name(tmp_path: Path) -> None:
    path = tmp_path / "XA.txt"
    path.write_text(
        _row("1", "Arnor", "P.PPL", also="Arnur,آرنور") + _row("2", "Hill of Arnor", "T.HLL") + _row("3", "A tree", "V.FRST")
        + _row("4", "North Province", "A.ADM1") + "broken line\n",
        encoding="utf-8",
    )  # fmt: skip
    found, taken = _read(path)
    assert [(place.id, place.kind) for place in found] == [
        ("geonames:1", "town"), ("geonames:2", "hill"), ("division:XA.01", "province"),
    ]  # fmt: skip
    assert found[0].parent == found[2].id
    assert found[0].names == ("Arnur", "آرنور")
    assert taken.left == {"of a kind that no report names": 1, "not 19 columns": 1}


def test_an_archive_is_read_as_it_is_published_and_cut_to_a_country(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("all.txt", _row("1", "Arnor", "P.PPL") + _row("2", "Belgarth", "P.PPL", country="XB"))
    found, taken = _read(path, "xb")
    assert [place.name for place in found] == ["Belgarth"]
    assert taken.left == {"of another country": 1}


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_is_known_by_its_heads(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "towns.csv"
    rows = [("Name", "Lat", "Lng", "Aliases"), ("Arnor", "36.5", "37.25", "Arnur|Arnoor"), ("Nowhere", "", "", "")]
    path.write_text("\n".join(mark.join(row) for row in rows), encoding="utf-8-sig")
    found, taken = _read(path)
    assert [(place.name, place.latitude, place.names) for place in found] == [("Arnor", 36.5, ("Arnur", "Arnoor"))]
    assert taken.left == {"without degrees": 1}


def test_a_table_without_degrees_says_which_column_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "towns.csv"
    path.write_text("name,population\nArnor,12\n", encoding="utf-8")
    with pytest.raises(MarsadError, match="latitude"):
        _read(path)


def test_an_id_given_twice_loses_no_place(tmp_path: Path) -> None:
    path = tmp_path / "towns.csv"
    path.write_text("id,name,lat,lon\n7,Arnor,1,1\n7,Belgarth,2,2\n", encoding="utf-8")
    found, _ = _read(path)
    assert len({place.id for place in found}) == 2
    assert found[0].id == "towns:7"


def test_an_area_stands_for_its_middle_and_keeps_all_its_names(tmp_path: Path) -> None:
    path = tmp_path / "quarters.geojson"
    ring = [[37.0, 36.0], [37.2, 36.0], [37.2, 36.4], [37.0, 36.4], [37.0, 36.0]]
    feature = {
        "type": "Feature", "properties": {"NAME": "Old Quarter", "NAME_A": "الحي القديم"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }  # fmt: skip
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    (place,), _ = _read(path)
    assert (place.latitude, place.longitude) == (pytest.approx(36.2), pytest.approx(37.1))
    assert place.names == ("الحي القديم",)


@pytest.mark.parametrize("name", ["towns.xlsx", "towns.geojson", "towns.txt"])
def test_a_file_of_no_known_form_is_refused_in_words(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(MarsadError):
        _read(path)


def test_imported_places_are_found_beside_those_that_ship(tmp_path: Path) -> None:
    arnor = Place(id="towns:1", name="Arnor", kind="town", latitude=36.5, longitude=37.25, names=("Arnur",))
    write(tmp_path / "towns.sqlite", [arnor])
    if not cache_path().exists():
        build(cache_path())
    world = World(cache_path(), (tmp_path / "towns.sqlite",))
    assert [place.id for place in world.named(["arnur"])["arnur"]] == ["towns:1"]
    assert any(place.name == "Damascus" for place in world.named(["damascus"])["damascus"])
    assert world.get("towns:1") is not None


def test_a_failed_import_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "towns.sqlite"
    write(path, [Place(id="towns:1", name="Arnor", kind="town", latitude=36.5, longitude=37.25)])
    before = path.read_bytes()

    def broken():  # type: ignore[no-untyped-def]
        yield Place(id="towns:2", name="Belgarth", kind="town", latitude=1.0, longitude=1.0)
        raise MarsadError("the file breaks off")

    with pytest.raises(MarsadError):
        write(path, broken())
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
