"""Numbers in running text."""

from __future__ import annotations

import pytest

from marsad.publish import words


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (400, 600, "400–600 people"),
        (1_000_000, 9_999_999, "millions of people"),
        (100, 999, "hundreds of people"),
        (34_000, None, "34,000 or more people"),
        (None, 500, "up to 500 people"),
    ],
)
def test_a_number_of_people(low: float | None, high: float | None, expected: str) -> None:
    assert words.counted(low, high, "people") == expected
