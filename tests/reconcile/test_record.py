"""What becomes of an origin's word: confirmed, contradicted, or too seldom spoken of to tell."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.reconcile import events
from marsad.reconcile.record import LEAST, wilson
from tests.reconcile.hand import DAY, REFERENCE, copy_of, say, to_report


def test_a_word_is_confirmed_by_another_origin_and_not_by_its_copy() -> None:
    mine = say("attack.air", "old", who="army", when=DAY, report="a")
    alone = events([mine, *copy_of([mine], "b", "gazette", DAY)], REFERENCE, [to_report("a", "one two " * 30)])
    assert "monitor" not in alone.records
    theirs = say("attack.air", "old", who="army", when=DAY, outlet="gazette", day=DAY + timedelta(days=1))
    record = events([mine, theirs], REFERENCE).records
    assert (record["wire"].confirmed, record["wire"].contradicted) == (1, 0)
    # Whoever comes second confirms; nobody has confirmed it.
    assert "gazette" not in record


def test_a_denied_word_is_contradicted() -> None:
    said = say("control.change", "arnor", who="army", when=DAY)
    denial = say("control.change", "arnor", modality="denied", said="spokesman", outlet="courier", day=DAY)
    record = events([said, denial], REFERENCE).records
    assert (record["wire"].confirmed, record["wire"].contradicted) == (0, 1)


@pytest.mark.parametrize(("number", "shown"), [(LEAST - 1, False), (LEAST, True)])
def test_no_share_is_given_of_few(number: int, *, shown: bool) -> None:
    days = [DAY + timedelta(days=4 * n) for n in range(number)]
    told = [
        say("attack.air", "old", who="army", when=day, day=day, outlet=outlet)
        for day in days
        for outlet in ("wire", "gazette")
    ]
    record = events(told, REFERENCE).records["wire"]
    assert record.confirmed == number
    assert (record.low is not None) == shown


@given(st.integers(0, 500), st.integers(0, 500))
def test_the_interval_holds_the_share(hits: int, misses: int) -> None:
    low, high = wilson(hits, hits + misses)
    assert 0.0 <= low <= high <= 1.0
    if hits + misses:
        assert low - 1e-9 <= hits / (hits + misses) <= high + 1e-9


def test_the_interval_of_a_known_case() -> None:
    assert wilson(8, 10) == (pytest.approx(0.490, abs=0.001), pytest.approx(0.943, abs=0.001))
