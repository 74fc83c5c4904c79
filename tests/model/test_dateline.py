"""The day that a report counts from."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.model.dateline import dateline, written
from marsad.model.report import Raw, Report

DAY = date(2016, 7, 20)


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Date of publication 20 July 2016 Loyalists entered Arnor.", DAY),
        ("Published July 20, 2016 Loyalists entered Arnor.", DAY),
        ("Last updated at Jul 202016 ARNOR Loyalists entered.", DAY),
        ("Posted on July 20 2016 by A. Writer", DAY),
        ("Wed 20 Jul 2016 Loyalists enter Arnor.", DAY),
        ("20.07.2016(updated 1601 20.07.2016) Loyalists entered.", DAY),
        ("20-07-2016 Loyalists entered.", DAY),
        ("2016-07-20: loyalists entered.", DAY),
        ("Loyalists enter Arnor Wire Wednesday 20 Jul 2016 Loyalists entered.", DAY),
        ("On 20 July 2016 loyalists entered Arnor.", None),
        ("Loyalists entered Arnor on Wednesday 20 July 2016.", None),
        ("Loyalists entered Arnor in July 2016.", None),
        ("31 February 2016 Loyalists entered.", None),
        ("", None),
    ],
)
def test_a_full_date_at_the_head_is_a_date_line(head: str, day: date | None) -> None:
    assert dateline(head, None) == day


def test_of_two_readings_the_one_that_is_the_day_of_publication_is_taken() -> None:
    assert dateline("01-06-2016 Shells fell.", None) == date(2016, 6, 1)
    assert dateline("01-06-2016 Shells fell.", date(2016, 1, 6)) == date(2016, 1, 6)


@pytest.mark.parametrize(("text", "day"), [("20 July 2016 Shells fell.", DAY), ("Shells fell.", date(2016, 8, 1))])
def test_without_a_date_line_a_report_counts_from_its_publication(text: str, day: date) -> None:
    raw = Raw(path="", sha256="", size=0)
    report = Report(id="r", source="", published=date(2016, 8, 1), title="", text=text, raw=raw)
    assert written(report) == day


@given(st.text(max_size=200), st.none() | st.dates())
def test_no_text_is_too_odd(head: str, published: date | None) -> None:
    found = dateline(head, published)
    assert found is None or isinstance(found, date)
