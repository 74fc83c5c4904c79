from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from marsad.model.claim import Claim, Phrase
from marsad.model.picture import Picture
from marsad.publish import Edition, folder
from marsad.publish.csv_tables import TABLES
from marsad.publish.tables import Table, cell, defuse
from tests.publish import sample

DOCUMENT = Path(__file__).parents[2] / "docs" / "publish.md"


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_comes_back_from_csv_with_its_columns_and_claims(
    table: Table, edition: Edition, published: dict[str, bytes]
) -> None:
    data = published[f"{table.name}.csv"]
    rows = read(data)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode().count("\r\n") >= len(rows)
    assert list(rows[0]) == [column.name for column in table.columns]
    known = {claim.id for claim in edition.claims}
    named = {name for row in rows for name in row if name.startswith("claims")}
    cited = {claim for row in rows for name in named for claim in row[name].split("; ") if claim}
    assert cited <= known
    assert table.name in {"claims", "misses"} or cited


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_is_documented(table: Table) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    section = text.split(f"### {table.name}.csv")[1].split("### ")[0]
    assert [line.split("|")[1].strip() for line in section.splitlines() if line.startswith("| `")] == [
        f"`{column.name}`" for column in table.columns
    ]


def test_a_claim_keeps_its_words_in_csv(edition: Edition, published: dict[str, bytes]) -> None:
    rows = {row["claim_id"]: row for row in read(published["claims.csv"])}
    assert len(rows) == len(edition.claims)
    for claim in edition.claims:
        assert rows[claim.id]["sentence"] == claim.sentence.text
        assert rows[claim.id]["cue"] == claim.cue.text


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1+1",
        " =1+1",
        '"=1+1',
        "'=1",
        "\ufeff=1",
    ],
)
def test_a_formula_is_defused(text: str) -> None:
    assert defuse(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Hanano", "-5", "+12.5", "-1e6", "1-2", "a=b", "al-Bab", "x=y"])
def test_what_is_no_formula_is_left_alone(text: str) -> None:
    assert defuse(text) == text


def test_a_formula_in_a_report_reaches_no_spreadsheet(edition: Edition) -> None:
    evil = '=HYPERLINK("http://x","y")'
    claims = tuple(replace(item, sentence=Phrase(text=evil, start=0, end=9)) for item in edition.claims[:3])
    reports = tuple(replace(item, title=evil, source=evil) for item in edition.reports)
    files = folder(
        replace(edition, claims=claims, reports=reports, misses=tuple(replace(m, text=evil) for m in edition.misses))
    )
    for name in ("claims.csv", "reports.csv", "misses.csv"):
        values = [value for row in read(files[name]) for value in row.values()]
        assert f"'{evil}" in values
        assert evil not in values


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (3, "3"),
        (3.0, "3"),
        (0.3333333333, "0.333333"),
        (("a", "b"), "a; b"),
        ((), ""),
    ],
)
def test_a_value_is_written_plainly(value: object, text: str) -> None:
    assert cell(value) == text


def test_a_line_of_json_is_the_whole_claim(edition: Edition, published: dict[str, bytes]) -> None:
    lines = published["claims.jsonl"].splitlines()
    told = [msgspec.json.decode(line, type=Claim) for line in lines]
    assert sorted(told, key=lambda claim: claim.id) == sorted(edition.claims, key=lambda claim: claim.id)


def test_the_picture_comes_back_from_json(edition: Edition, published: dict[str, bytes]) -> None:
    assert msgspec.json.decode(published["picture.json"], type=Picture) == edition.picture


def test_places_are_points_with_longitude_first(edition: Edition, published: dict[str, bytes]) -> None:
    found = json.loads(published["places.geojson"])
    assert found["type"] == "FeatureCollection"
    assert len(found["features"]) == len(edition.picture.holdings)
    for feature in found["features"]:
        assert feature["type"] == "Feature"
        assert feature["geometry"]["type"] == "Point"
        longitude, latitude = feature["geometry"]["coordinates"]
        assert 35 < longitude < 42
        assert 33 < latitude < 38
        assert feature["properties"]["claims_for"]
        assert feature["properties"]["state"] in {"held", "claimed", "contested", "unknown"}


def test_a_place_without_coordinates_has_a_null_geometry(edition: Edition) -> None:
    from marsad.reference import Reference

    found = json.loads(folder(replace(edition, reference=Reference()))["places.geojson"])
    assert {feature["geometry"] for feature in found["features"]} == {None}


def test_empty_tables_keep_their_heads() -> None:
    files = folder(sample.empty())
    for table in TABLES:
        assert files[f"{table.name}.csv"].decode("utf-8-sig").strip() == ",".join(
            column.name for column in table.columns
        )
