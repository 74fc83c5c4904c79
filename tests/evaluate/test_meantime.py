import xml.etree.ElementTree as ET
from datetime import date

import pytest

from marsad.evaluate import timex
from marsad.evaluate.meantime import Document, Timex, cat, read, same_value, scored, timeml

PUBLISHED = date(2016, 11, 29)  # a Tuesday
CAT = """<Document><token t_id="1" sentence="0">It</token><token t_id="2" sentence="0">fell</token>
<token t_id="3" sentence="0">today</token><token t_id="4" sentence="0">.</token><token t_id="5" sentence="1">May</token>
<Markables><TIMEX3 functionInDocument="NONE" value="2016-11-29"><token_anchor t_id="3"/></TIMEX3>
<TIMEX3 functionInDocument="CREATION_TIME" value="2016-11-29"><token_anchor t_id="5"/></TIMEX3></Markables></Document>"""
TIMEML = """<TimeML><DCT><TIMEX3 value="2016-11-29" functionInDocument="CREATION_TIME">x</TIMEX3></DCT>
<TEXT>It fell <TIMEX3 value="2016-11-28">yesterday</TIMEX3>.</TEXT></TimeML>"""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It fell on Sunday.", "2016-11-27"),
        ("It fell in October.", "2016-10"),
        ("It fell in 2012.", "2012"),
        ("It fell last week.", "2016-W47"),
        ("It fell in the third quarter of 2015.", "2015-Q3"),
        ("It has been so since 2013.", "2013"),
        ("It took three years.", "P3Y"),
        ("It took two and a half years.", "P2.5Y"),
        ("It fell recently.", "PAST_REF"),
        ("It will fall on Friday.", "2016-12-02"),
        ("It fell in early June.", "2016-06"),
    ],
)
def test_values(text: str, value: str) -> None:
    assert [item.value for item in timex.find(text, PUBLISHED)] == [value]


def test_a_range_of_two_times_is_two() -> None:
    assert [item.value for item in timex.find("between April and June", PUBLISHED)] == ["2016-04", "2016-06"]


def test_cat_tokens_become_lines_and_the_dateline_is_given() -> None:
    document = cat(ET.fromstring(CAT))
    assert document.text == "It fell today.\nMay"
    assert (document.published, document.dateline) == (PUBLISHED, (15, 18))
    assert document.timexes == (Timex(8, 13, "2016-11-29"),)
    assert read(document) == [Timex(8, 13, "2016-11-29")]


def test_timeml_marks_its_expressions_in_the_text() -> None:
    document = timeml(ET.fromstring(TIMEML))
    assert (document.text.strip(), document.published) == ("It fell yesterday.", PUBLISHED)
    assert [(document.text[one.start : one.end], one.value) for one in document.timexes] == [
        ("yesterday", "2016-11-28")
    ]


def test_a_time_of_day_counts_by_its_day() -> None:
    assert same_value("2016-11-29T08:00Z", "2016-11-29T")
    assert not same_value("P1D", "P2D")


def test_a_wrong_value_has_the_right_span() -> None:
    document = Document("It fell today.", PUBLISHED, (Timex(8, 13, "2016-11-29"),))
    result = scored([(document, [Timex(8, 13, "2016-11-28")])])
    assert (result.value("span F1"), result.value("value F1")) == (1.0, 0.0)
    assert [error.sort for error in result.errors] == ["value of today"]
