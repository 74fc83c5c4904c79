"""Areas given at publication."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner
from tests.conftest import ARNOR

from marsad.cli.main import main


def test_areas_given_at_publication_are_drawn_and_bad_ones_refused(tmp_path: Path) -> None:
    store, out, drawn = tmp_path / "war.db", tmp_path / "out", tmp_path / "areas.geojson"
    runner = CliRunner()
    assert runner.invoke(main, ["run", str(ARNOR), "--into", str(store), "--out", str(out)]).exit_code == 0
    ring = [[0, 0], [1, 0], [1, 1], [0, 0]]
    feature = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    drawn.write_text(json.dumps(feature), encoding="utf-8")
    given = ["publish", "--into", str(store), "--out", str(out), "--areas", str(drawn)]
    refused = runner.invoke(main, given)
    assert refused.exit_code != 0
    assert "does not say who holds it" in refused.output + str(refused.exception)
    assert runner.invoke(main, [*given, "--areas-held-by", "somebody"]).exit_code == 0
    found = json.loads((out / "areas.geojson").read_text(encoding="utf-8"))["features"]
    assert [item["properties"]["holder"] for item in found if item["properties"]["basis"] == "drawn"] == ["somebody"]
