from datetime import date

from marsad.model.when import When, on


def test_a_day_is_one_edtf_day() -> None:
    assert on(date(2016, 11, 29)).edtf == "2016-11-29"


def test_an_interval_has_both_ends() -> None:
    when = When(first=date(2016, 7, 1), last=date(2016, 7, 31), precision="month", basis="relative")
    assert when.edtf == "2016-07-01/2016-07-31"
    assert when.days == 31


def test_an_open_start_is_two_dots() -> None:
    when = When(first=date(2016, 7, 1), last=date(2016, 7, 1), precision="day", basis="stated", open_start=True)
    assert when.edtf == "../2016-07-01"


def test_unresolved_words_have_no_days() -> None:
    assert When(first=None, last=None, precision="unknown", basis="unresolved", text="last week").edtf == ""
