from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.read.time import find

PUBLISHED = date(2016, 11, 29)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("on Sunday", "2016-11-27", "2016-11-27"),
        ("on Tuesday", "2016-11-29", "2016-11-29"),
        ("Last July, fighters", "2016-07-01", "2016-07-31"),
        ("since late September", "2016-09-21", "2016-11-29"),
        ("between 15 and 20 November", "2016-11-15", "2016-11-20"),
        ("over the last couple of days", "2016-11-27", "2016-11-29"),
        ("in 2012", "2012-01-01", "2012-12-31"),
        ("overnight", "2016-11-28", "2016-11-29"),
        ("yesterday", "2016-11-28", "2016-11-28"),
        ("last week", "2016-11-21", "2016-11-27"),
        ("three months ago", "2016-08-01", "2016-08-31"),
        ("two weeks ago", "2016-11-15", "2016-11-15"),
        ("in recent days", "2016-11-22", "2016-11-29"),
        ("on 19 December 2015", "2015-12-19", "2015-12-19"),
        ("on November 3", "2016-11-03", "2016-11-03"),
        ("on Monday, 28 November", "2016-11-28", "2016-11-28"),
        ("in early 2013", "2013-01-01", "2013-04-30"),
        ("21.11.2016 Rebels", "2016-11-21", "2016-11-21"),
        ("in just four days", "2016-11-26", "2016-11-29"),
        ("within 48 hours", "2016-11-27", "2016-11-29"),
    ],
)
def test_words_count_from_publication(text: str, first: str, last: str) -> None:
    when = find(text, PUBLISHED)[0]
    assert (str(when.first), str(when.last)) == (first, last)


def test_without_publication_relative_words_stay_unresolved() -> None:
    when = find("on Sunday", None)[0]
    assert when.basis == "unresolved"
    assert when.first is None


def test_without_publication_full_dates_still_count() -> None:
    assert find("on 3 March 2015", None)[0].first == date(2015, 3, 3)


def test_the_next_day_counts_from_the_day_spoken_of_last() -> None:
    assert find("the next day", PUBLISHED, last=date(2016, 11, 3))[0].first == date(2016, 11, 4)


def test_the_following_days_come_after_the_day_spoken_of_last() -> None:
    when = find("over the following days", PUBLISHED, last=date(2016, 11, 3))[0]
    assert (when.first, when.last) == (date(2016, 11, 4), date(2016, 11, 10))


def test_what_began_then_has_gone_on_since() -> None:
    since, began = find("since the war began with riots in March 2011", PUBLISHED)
    assert (since.first, since.last) == (date(2011, 3, 1), PUBLISHED)
    assert (began.first, began.last) == (date(2011, 3, 1), date(2011, 3, 31))


def test_in_an_account_of_the_past_dates_follow_the_account() -> None:
    assert find("On 1 May", date(2023, 11, 1), last=date(2015, 4, 20))[0].first == date(2015, 5, 1)


def test_a_modal_is_no_month() -> None:
    assert find("they may march on the town", PUBLISHED) == []


@given(st.text(max_size=80), st.dates(min_value=date(1990, 1, 1), max_value=date(2040, 1, 1)))
def test_intervals_never_run_backwards(text: str, published: date) -> None:
    for when in find(text, published):
        assert when.first is None or when.last is None or when.first <= when.last
        assert text[when.start : when.end] == when.text


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Talks will be held on Friday.", "2016-12-02"),
        ("The truce holds until Thursday.", "2016-12-01"),
        ("Talks are scheduled for 12 January.", "2017-01-12"),
        ("Talks will be held, the ministry said on Friday.", "2016-11-25"),
        ("Talks were held on Friday.", "2016-11-25"),
    ],
)
def test_what_is_yet_to_come_lies_ahead(text: str, first: str) -> None:
    assert str(find(text, PUBLISHED)[0].first) == first


def test_days_before_an_event_are_not_days_ago() -> None:
    assert find("two days before the town fell", PUBLISHED) == []


def test_a_modal_is_not_a_month() -> None:
    assert find("It said that this may end.", PUBLISHED) == []
