"""Agreement of readers from the command line."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result
from tests.conftest import ARNOR

from marsad.cli.main import main


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_a_reader_agrees_with_itself_on_a_whole_war() -> None:
    result = call("agreement", "codebook", "codebook", ARNOR, "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert told["f1"] == 1.0
    assert told["differences"] == []
    assert sum(counts["both"] for counts in told["kinds"].values()) > 20


def test_differences_go_to_a_table(tmp_path: Path) -> None:
    out = tmp_path / "differences.csv"
    result = call("agreement", "codebook", "codebook", ARNOR, "--out", out)
    assert "0 differences in" in result.output.replace("\n", " ")
    assert out.read_text(encoding="utf-8-sig").startswith("report,sentence,")


def test_an_unknown_reader_is_refused_by_name() -> None:
    result = call("agreement", "codebook", "oracle", ARNOR)
    assert result.exit_code == 2
    assert "oracle" in result.output
