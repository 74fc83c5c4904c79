"""Agreement of two readers, on claims made by hand."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

from marsad import codebook as codebooks
from marsad import reference
from marsad.evaluate.agreement import COLUMNS, Agreement, write
from marsad.model.report import Raw, Report
from marsad.read import Reading, claims

TEXT = "Rebels seized the town of Arnor. The army shelled Belgarth."
REPORT = Report(id="r1", source="", published=None, title="", text=TEXT, raw=Raw(path="", sha256="", size=0))


def _reading() -> Reading:
    return claims(REPORT, codebooks.load(), reference.load(), readers="codebook")


def test_a_reader_agrees_with_itself() -> None:
    agreement = Agreement()
    agreement.add(REPORT, _reading(), _reading())
    assert agreement.f1() == 1.0
    assert agreement.differences == []
    assert all(counts == {"both": 1} for counts in agreement.kinds.values())


def test_what_one_reads_alone_and_what_they_tell_differently_is_listed() -> None:
    whole = _reading()
    seized, shelled = sorted(whole.claims, key=lambda claim: claim.cue.start)
    other = Reading(claims=(replace(seized, modality="denied"),))
    agreement = Agreement()
    agreement.add(REPORT, whole, other)
    assert agreement.kinds[shelled.kind]["first"] == 1
    assert agreement.f1() == 2 / 3
    told = {(row["difference"], row["first"], row["second"]) for row in agreement.differences}
    assert ("modality", "asserted", "denied") in told
    assert ("read by the first alone", "shelled", "") in told


def test_two_readers_that_read_nothing_agree() -> None:
    agreement = Agreement()
    agreement.add(REPORT, Reading(), Reading())
    assert agreement.f1() == 1.0


def test_differences_are_a_table_that_excel_opens(tmp_path: Path) -> None:
    agreement = Agreement()
    agreement.add(REPORT, _reading(), Reading())
    write(agreement.differences, tmp_path / "differences.csv")
    with (tmp_path / "differences.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 2
