import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.read.quantity import find, number


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("about 4,000 people", 4000, 4000),
        ("at least 20 dead", 20, None),
        ("more than 100 others", 100, None),
        ("up to 16,000 people", None, 16000),
        ("dozens of people", 24, 99),
        ("hundreds of families", 100, 999),
        ("several hundred fighters", 200, 999),
        ("tens of thousands of people", 10000, 99999),
        ("between 10 and 15 men", 10, 15),
        ("20-30 vehicles", 20, 30),
        ("twenty-five men", 25, 25),
        ("one hundred and five", 105, 105),
        ("1.2 million people", 1200000, 1200000),
        ("nearly 50 houses", 50, 50),
        ("a dozen shells", 12, 12),
        ("some 12 500 people", 12500, 12500),
        ("the 300 1,500-pound bombs", 300, 300),
    ],
)
def test_quantities_keep_their_bounds(text: str, low: float | None, high: float | None) -> None:
    found = find(text)[0]
    assert (found.low, found.high) == (low, high)
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    ("text", "share"), [("a third of the enclave", 0.33), ("half of the city", 0.5), ("40 percent", 0.4)]
)
def test_shares_are_marked(text: str, share: float) -> None:
    found = find(text)[0]
    assert found.share
    assert found.low == share


def test_a_clock_time_is_no_quantity() -> None:
    assert find("at 10:30") == []


@given(st.integers(min_value=0, max_value=999_999_999))
def test_digits_are_read_as_they_stand(value: int) -> None:
    assert number(f"{value:,}") == value


@given(st.text(max_size=80))
def test_no_text_stops_it_and_spans_are_slices(text: str) -> None:
    for found in find(text):
        assert text[found.start : found.end] == found.text
        assert found.low is None or found.high is None or found.low <= found.high
