"""Rows of coded data sets as claims: every slot is a cell, and every cell is found in the report's text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from marsad.codebook import Codebook
from marsad.codebook.schemes import acled, rows
from marsad.ingest.rows import reports_of_rows
from marsad.model.claim import KINDS, Claim
from marsad.model.problem import MarsadError, Problem
from marsad.model.report import Report
from marsad.read import claims
from marsad.reference import Reference

GED = (
    "id,type_of_violence,side_a,side_b,where_coordinates,adm_2,adm_1,latitude,longitude,date_start,date_end,low,best,high\n"
    '1.0,1.0,Government of Nowhere,"Front, Northern",Arnor town,Arn district,North,12.5,30.5,2017-03-01,2017-03-01,2,3,5\n'
    "2,3,Northern Front,Civilians,Arnor town,,North,12.5,30.5,2017-03-01,2017-03-04,0,0,0\n"
    "3,2,One,Other,,,,,,2017-03-01,2017-03-01,4,1,2\n"
)
ACLED = (
    "event_id_cnty,event_date,time_precision,sub_event_type,actor1,actor2,location,admin1,latitude,longitude,fatalities,notes\n"
    "NOW1,2017-03-08,2,Air/drone strike,Air Force,,Arnor,North,12.5,30.5,7,=SUM(A1)\n"
    "NOW2,2017-03-08,3,Other,Army,,Arnor,North,12.5,30.5,,\n"
)


def taken(text: str, name: str, folder: Path) -> list[Report | Problem]:
    path = folder / "rows.csv"
    path.write_text(text, encoding="utf-8")
    return list(reports_of_rows(path, name))


def read(text: str, name: str, folder: Path, book: Codebook, names: Reference) -> list[tuple[Claim, ...]]:
    return [claims(report, book, names).claims for report in taken(text, name, folder) if isinstance(report, Report)]


def test_a_row_is_what_happened_and_how_many_it_killed(tmp_path: Path, codebook: Codebook, arnor: Reference) -> None:
    first, second, third = read(GED, "ucdp", tmp_path, codebook, arnor)
    assert [claim.kind for claim in first] == ["attack.clash", "casualty.killed"]
    count = first[1].count
    assert count
    assert (count.low, count.best, count.high) == (2, 3, 5)
    assert [claim.kind for claim in second] == ["attack.violence"]
    assert third[1].count
    assert (third[1].count.low, third[1].count.best, third[1].count.high) == (4, 1, 2)
    assert {claim.outlet for claim in (*first, *second)} == {"UCDP GED"}


def test_every_slot_is_tied_to_its_words_in_the_row(tmp_path: Path, codebook: Codebook, arnor: Reference) -> None:
    for name, table in (("ucdp", GED), ("acled", ACLED)):
        for report in taken(table, name, tmp_path):
            assert isinstance(report, Report)
            for claim in claims(report, codebook, arnor).claims:
                assert claim.sentence.text == report.text
                for phrase in (claim.cue, claim.who, claim.whom, claim.where, claim.count):
                    assert phrase is None or report.text[phrase.start : phrase.end] == phrase.text


def test_a_coded_week_or_month_is_widened(tmp_path: Path, codebook: Codebook, arnor: Reference) -> None:
    week, month = read(ACLED, "acled", tmp_path, codebook, arnor)
    assert week[0].when
    assert (week[0].when.first, week[0].when.last) == (date(2017, 3, 5), date(2017, 3, 11))
    assert month == ()  # "Other" is no kind of ours, and nobody was killed


def test_the_data_set_came_out_after_its_last_event(tmp_path: Path) -> None:
    assert {report.published for report in taken(GED, "ucdp", tmp_path) if isinstance(report, Report)} == {
        date(2017, 3, 5)
    }


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [("2017-03-01,2017-03-01,2", "soon,2017-03-01,2", "is no day"), (",2,3,5", ",2,many,5", "is no number"),
     ("1.0,1.0,Gov", "1.0,9.0,Gov", "not in its codebook"), ("1.0,1.0,Gov", ",1.0,Gov", "no id")],
)  # fmt: skip
def test_a_bad_row_is_a_problem_and_stops_nothing(old: str, new: str, says: str, tmp_path: Path) -> None:
    first, *rest = taken(GED.replace(old, new, 1), "ucdp", tmp_path)
    assert isinstance(first, Problem)
    assert says in first.message
    assert first.place.endswith(":2")
    assert len(rest) == 2


def test_another_table_says_which_columns_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(MarsadError, match="no table of ACLED: it has no column event_id_cnty"):
        taken(GED, "acled", tmp_path)


def test_every_sub_event_of_acled_has_a_kind_or_none() -> None:
    assert set(rows()["acled"].kinds) == set(acled().type_of)
    assert {kind for form in rows().values() for kind in form.kinds.values() if kind} <= set(KINDS)
