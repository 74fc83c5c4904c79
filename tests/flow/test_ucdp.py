"""UCDP GED goes in and comes out: its yearly totals of the dead are those of the picture."""

from __future__ import annotations

import csv
import gzip
import io
from collections import defaultdict
from datetime import date

import pytest

from marsad import picture, reconcile, reference
from marsad.codebook import Codebook
from marsad.ingest import reports_of_rows
from marsad.model.report import Report
from marsad.read import claims
from tests.conftest import SHARED

FILE = SHARED / "data" / "ucdp_ged_syria" / "ged_syria_2017_2019.csv.gz"


@pytest.mark.skipif(not FILE.is_file(), reason="the data set is not here")
def test_the_yearly_totals_come_out_unchanged(codebook: Codebook) -> None:
    names = reference.load()
    day = date(2020, 6, 1)
    reports = [item for item in reports_of_rows(FILE, "ucdp", day) if isinstance(item, Report)]
    found = tuple(claim for report in reports for claim in claims(report, codebook, names).claims)
    seen = picture.at(reconcile.events(found, names, reports), found, names, day, day)

    wanted: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    with io.TextIOWrapper(gzip.open(FILE), encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        for index, name in enumerate(("low", "best", "high")):
            wanted[int(row["date_start"][:4])][index] += float(row[name])
    got: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for toll in seen.tolls:
        assert toll.first
        for index, value in enumerate((toll.low, toll.best, toll.high)):
            got[toll.first.year][index] += value or 0.0
    assert len(reports) == len(rows) == 10_396
    assert got == wanted
