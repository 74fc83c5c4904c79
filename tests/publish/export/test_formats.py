"""Every export, read back with the reader that its users have."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from marsad.codebook.schemes import acled as scheme
from marsad.model.problem import MarsadError
from marsad.publish import Edition
from marsad.publish.csv_tables import TABLES
from marsad.publish.export import FORMATS, files
from marsad.publish.export.facts import happened
from marsad.publish.export.typed import need
from marsad.publish.lookup import Lookup
from tests.conftest import SHARED
from tests.publish import sample

_NEEDS = {"geoparquet": "pyarrow", "parquet": "pyarrow", "xlsx": "openpyxl", "graphml": "networkx"}


def rows(edition: Edition, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files(edition, name)[""].decode(), newline="")))


@pytest.mark.parametrize("name", FORMATS)
def test_the_bytes_depend_on_the_edition_alone(name: str, edition: Edition) -> None:
    if name in _NEEDS:
        pytest.importorskip(_NEEDS[name])
    made = files(edition, name)
    if name != "xlsx":  # openpyxl writes the clock into the folder of the zip
        assert files(edition, name) == made
    assert all(made.values()) or name == "flee"


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_edition_makes_empty_files(name: str) -> None:
    if name in _NEEDS:
        pytest.importorskip(_NEEDS[name])
    assert files(sample.empty(), name)


def test_acled_has_its_columns_its_terms_and_no_id_of_its_own(edition: Edition) -> None:
    found = rows(edition, "acled")
    assert len(found[0]) == 31
    assert list(found[0])[:4] == ["event_id_cnty", "event_date", "year", "time_precision"]
    assert list(found[0])[-3:] == ["fatalities", "tags", "timestamp"]
    types = scheme().type_of
    for row in found:
        assert row["event_id_cnty"].startswith("marsad-")
        assert not row["sub_event_type"] or types[row["sub_event_type"]] == row["event_type"]
        assert row["disorder_type"]
        assert "marsad" in row["source"]
        assert (row["region"], row["source_scale"], row["timestamp"]) == ("", "", "")
        assert row["time_precision"] in ("", "1", "2", "3")
    assert {"Battles", "Explosions/Remote violence"} <= {row["event_type"] for row in found}
    assert {row["iso"] for row in found} <= {"760", ""}
    assert any(row["inter1"] == "State forces" for row in found)


def test_a_change_of_hands_with_no_party_named_has_no_sub_event(edition: Edition) -> None:
    found = {row["event_id_cnty"]: row for row in rows(edition, "acled")}
    bare = [
        found[one.id] for one in happened(Lookup(edition))
        if one.event.kind == "control.change" and not one.event.who and not one.event.whom and not one.coded.sub_event
    ]  # fmt: skip
    assert all(row["event_type"] == "Battles" and row["sub_event_type"] == "" for row in bare)


def test_ged_has_its_columns_and_only_events_with_dead(edition: Edition) -> None:
    found = rows(edition, "ged")
    assert len(found[0]) == 49
    assert list(found[0])[-6:] == ["deaths_unknown", "best", "high", "low", "gwnoa", "gwnob"]
    killed = {one.id: one.number("killed") for one in happened(Lookup(edition))}
    for row in found:
        number = killed[row["id"]]
        assert row["best"] == ("" if number.best is None else f"{number.best:g}")
        assert not (row["low"] and row["high"]) or float(row["low"]) <= float(row["high"])
        assert (row["conflict_new_id"], row["country_id"]) == ("", "")


def test_the_cell_of_the_prio_grid_is_that_of_ucdp(edition: Edition) -> None:
    for row in rows(edition, "ged"):
        if row["priogrid_gid"]:
            south, east = (float(row["latitude"]) + 90) * 2, (float(row["longitude"]) + 180) * 2
            assert int(row["priogrid_gid"]) == int(south) * 720 + int(east) + 1


def test_libhxl_reads_the_hashtags(edition: Edition, tmp_path: Path) -> None:
    hxl = pytest.importorskip("hxl")
    path = tmp_path / "events.csv"
    path.write_bytes(files(edition, "hxl")[""])
    with hxl.data(str(path), hxl.InputOptions(allow_local=True)) as source:
        tags = [column.display_tag for column in source.columns]
        read = list(source)
    assert {"#event+code", "#geo+lat", "#affected+killed", "#meta+source"} <= set(tags) | {
        tag.replace("+min", "") for tag in tags
    }
    assert len(read) == len(list(happened(Lookup(edition))))


def test_idu_holds_flows_alone(edition: Edition) -> None:
    found = rows(edition, "idu")
    flows = {f"marsad-{item.id}": item for item in edition.picture.movements if item.measure == "flow"}
    assert found
    assert len(found[0]) == 35
    for row in found:
        item = flows[row["id"]]
        assert float(row["figure"]) in (item.low, item.high)
        assert row["role"] in ("Recommended figure", "Triangulation")
        assert len(row["locations_name"].split("; ")) == len(row["locations_type"].split("; "))


def test_geojson_and_geoparquet_hold_the_same_points(edition: Edition, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    geopandas = pytest.importorskip("geopandas")
    features = json.loads(files(edition, "geojson")[""])["features"]
    path = tmp_path / "events.parquet"
    path.write_bytes(files(edition, "geoparquet")[""])
    frame = geopandas.read_parquet(path)
    assert frame.crs.to_epsg() in (4326, None)
    assert list(frame["id"]) == [feature["id"] for feature in features]
    for feature, point in zip(features, frame.geometry, strict=True):
        if feature["geometry"] is None:
            assert point is None
        else:
            assert (point.x, point.y) == tuple(feature["geometry"]["coordinates"])


def test_shapely_takes_every_geometry(edition: Edition) -> None:
    shapely = pytest.importorskip("shapely.geometry")
    for feature in json.loads(files(edition, "geojson")[""])["features"]:
        if feature["geometry"]:
            assert shapely.shape(feature["geometry"]).is_valid


def test_kml_has_a_placemark_an_event_and_its_days(edition: Edition) -> None:
    root = ET.fromstring(files(edition, "kml")[""])
    marks = root.findall(".//{*}Placemark")
    found = list(happened(Lookup(edition)))
    assert [mark.get("id") for mark in marks] == [one.id for one in found]
    begun = {mark.get("id"): mark.findtext("{*}TimeSpan/{*}begin") for mark in marks}
    assert all(begun[one.id] == one.first.isoformat() for one in found if one.first)


def test_pyarrow_reads_every_table_with_its_types(edition: Edition) -> None:
    pytest.importorskip("pyarrow")
    from pyarrow import parquet, types

    made = files(edition, "parquet")
    assert set(made) == {f"{table.name}.parquet" for table in TABLES}
    claims = parquet.read_table(io.BytesIO(made["claims.parquet"]))
    assert claims.num_rows == len(edition.claims)
    assert types.is_date32(claims.schema.field("first_day").type)
    assert types.is_floating(claims.schema.field("count_low").type)
    assert types.is_list(claims.schema.field("said_by").type)
    sentences = {claim.id: claim.sentence.text for claim in edition.claims}
    got = dict(zip(claims["claim_id"].to_pylist(), claims["sentence"].to_pylist(), strict=True))
    assert got == sentences


def test_a_workbook_runs_no_formula_and_changes_no_text(edition: Edition) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    from dataclasses import replace

    text = '=HYPERLINK("http://example.org","x")'
    risky = replace(
        edition,
        claims=(replace(edition.claims[0], condition=replace(edition.claims[0].cue, text=text)), *edition.claims[1:]),
    )
    book = openpyxl.load_workbook(io.BytesIO(files(risky, "xlsx")[""]))
    assert book.sheetnames == [table.name for table in TABLES]
    cells = [cell for line in book["claims"].iter_rows() for cell in line]
    assert all(cell.data_type != "f" for cell in cells)
    assert text in {cell.value for cell in cells}
    head = [cell.value for cell in next(book["events"].iter_rows(max_row=1))]
    assert head[0] == "event_id"
    days = [cell.value for cell in book["claims"]["R"][1:] if cell.value]
    assert book["claims"].max_row == len(edition.claims) + 1
    assert days


def test_json_lines_hold_every_row_of_every_table(edition: Edition) -> None:
    found = [json.loads(line) for line in files(edition, "jsonl")[""].splitlines()]
    assert sum(row["table"] == "claims" for row in found) == len(edition.claims)
    assert {row["table"] for row in found} <= {table.name for table in TABLES}


def test_networkx_reads_the_ties(edition: Edition) -> None:
    networkx = pytest.importorskip("networkx")
    graph = networkx.read_graphml(io.BytesIO(files(edition, "graphml")[""]), force_multigraph=True)
    both = [tie for tie in edition.picture.ties if tie.who and tie.whom]
    assert graph.number_of_edges() == len(both)
    assert {(a, b, data["relation"]) for a, b, data in graph.edges(data=True)} == {
        (tie.who, tie.whom, tie.relation) for tie in both
    }


def test_flee_gets_the_columns_that_its_own_inputs_have(edition: Edition) -> None:
    made = files(edition, "flee")
    own = SHARED / "data" / "flee" / "conflict_input" / "syria"
    if not own.is_dir():
        pytest.skip("Flee's own inputs are not here")
    for name in ("locations.csv", "routes.csv", "closures.csv"):
        assert made[name].decode().splitlines()[0] == (own / name).read_text(encoding="utf-8").splitlines()[0]
    assert {path.name for path in own.iterdir()} == set(made)


def test_flee_is_consistent_with_itself(edition: Edition) -> None:
    made = {name: list(csv.reader(io.StringIO(data.decode()))) for name, data in files(edition, "flee").items()}
    names = [row[0] for row in made["locations.csv"][1:]]
    zones = [row[0] for row in made["locations.csv"][1:] if row[5] == "conflict_zone"]
    assert len(set(names)) == len(names)
    assert {end for row in made["routes.csv"][1:] for end in row[:2]} <= set(names)
    assert made["conflicts.csv"][0] == ["#Day", *zones]
    (_, start), (_, length) = made["sim_period.csv"]
    assert date.fromisoformat(start) <= edition.picture.day
    assert len(made["conflicts.csv"]) == int(length) + 1
    assert all(not re.search(r"[\s,]", name) for name in names)


def test_datasette_gets_keys_links_and_search(edition: Edition, tmp_path: Path) -> None:
    made = files(edition, "datasette")
    path = tmp_path / "war.sqlite"
    path.write_bytes(made[""])
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys=ON")
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("SELECT count(*) FROM claims").fetchone() == (len(edition.claims),)
    linked = connection.execute(
        "SELECT count(DISTINCT item_id) FROM item_claims JOIN events ON item_id = event_id WHERE item_table = 'events'"
    ).fetchone()[0]
    assert linked == len(edition.picture.events)
    found = connection.execute("SELECT count(*) FROM claims_fts WHERE claims_fts MATCH 'army'").fetchone()[0]
    assert (
        found
        == connection.execute(
            "SELECT count(*) FROM claims WHERE sentence LIKE '%army%' OR who LIKE '%army%' OR whom LIKE '%army%'"
        ).fetchone()[0]
    )
    connection.close()
    tables = json.loads(made[".metadata.json"])["databases"]["*"]["tables"]
    assert set(tables) == {table.name for table in TABLES} | {"item_claims"}


def test_a_missing_library_says_how_to_get_it() -> None:
    with pytest.raises(MarsadError, match=r"pip install 'marsad\[exports\]'"):
        need("marsad_has_no_such_module", "This")


@pytest.mark.parametrize("name", ["acled", "ged", "hxl", "idu"])
def test_no_cell_of_a_table_runs_as_a_formula(name: str, edition: Edition) -> None:
    from dataclasses import replace

    risky = replace(edition, claims=tuple(replace(claim, outlet="=cmd|'/C calc'!A0") for claim in edition.claims))
    for row in rows(risky, name):
        for column, value in row.items():
            numeric = re.fullmatch(r"-?\d+(\.\d+)?", value)
            assert numeric or not value.startswith(("=", "+", "-", "@", "\t", "\r")), column


def test_points_carry_the_terms_of_acled_and_plover(edition: Edition) -> None:
    from marsad.codebook.schemes import plover

    found = [feature["properties"] for feature in json.loads(files(edition, "geojson")[""])["features"]]
    strikes = [item for item in found if item["kind"] == "attack.air"]
    assert strikes
    assert {(item["plover_type"], item["plover_mode"]) for item in strikes} == {("ASSAULT", "aerial")}
    assert {item["plover_type"] for item in found} - {None} <= set(plover())
    assert {item["acled_sub_event"] for item in found} - {None} <= set(scheme().type_of)


def test_what_the_war_has_cost_is_the_toll_of_no_event(edition: Edition) -> None:
    lethal = next(event for event in edition.picture.events if any(item.measure == "killed" for item in event.figures))
    figures = tuple(
        replace(item, low=320_000.0, best=320_000.0, high=None) if item.measure == "killed" else item
        for item in lethal.figures
    )
    events = tuple(
        replace(event, figures=figures) if event.id == lethal.id else event for event in edition.picture.events
    )
    changed = replace(edition, picture=replace(edition.picture, events=events))
    assert f"marsad-{lethal.id}" in {row["id"] for row in rows(edition, "ged")}
    assert f"marsad-{lethal.id}" not in {row["id"] for row in rows(changed, "ged")}
    assert all(float(row["fatalities"] or 0) < 320_000 for row in rows(changed, "acled"))
