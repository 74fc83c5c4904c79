"""Gazetteers from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from marsad.cli.main import main


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MARSAD_PLACES", str(tmp_path / "gazetteers"))
    path = tmp_path / "towns.csv"
    path.write_text("name,lat,lon,names\nArnor,36.5,37.25,Arnur\nNowhere,,,\n", encoding="utf-8")
    return path


def test_a_table_is_taken_listed_found_and_forgotten(table: Path) -> None:
    taken = call("places", "import", table, "--kind", "village")
    assert taken.exit_code == 0, taken.output
    assert "1 places taken as 'towns'" in taken.output
    assert "1 rows left out: without degrees" in taken.output
    assert "towns" in call("places", "list").output
    found = call("places", "find", "Arnur")
    assert "village" in found.output
    assert "36.5000" in found.output
    assert call("places", "forget", "towns").exit_code == 0
    assert call("places", "find", "Arnur").exit_code == 1


def test_what_is_no_gazetteer_is_refused_in_words(table: Path) -> None:
    path = table.with_suffix(".xlsx")
    path.write_text("x", encoding="utf-8")
    result = call("places", "import", path)
    assert result.exit_code == 2
    assert "no gazetteer" in result.output


def test_forgetting_what_was_never_taken_says_where_to_look(table: Path) -> None:
    result = call("places", "forget", "rivers")
    assert result.exit_code == 2
    assert "places list" in result.output


def test_reports_are_read_anew_with_new_places(table: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Rebels seized Arnor on Tuesday.", encoding="utf-8")
    first = call("read", report, "--published", "2013-06-06", "--json").output
    assert call("places", "import", table).exit_code == 0
    second = call("read", report, "--published", "2013-06-06", "--json").output
    assert '"place":"towns:' not in first
    assert '"place":"towns:' in second
