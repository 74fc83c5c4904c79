"""What a person ruled on forecasts, and how forecasters fared."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.model.picture import Forecast, Ruling
from marsad.picture import records, ruled
from marsad.picture.records import brier, log_score, wilson


def made(number: int = 1, **more: object) -> Forecast:
    plain = Forecast(
        id=f"f{number}", claim=f"c{number}", forecaster="seer", relayed_by="wire", issued=None, words="", proposition="",
        phrase="", low=None, high=None, horizon_text="", horizon=None, horizon_basis="none", condition="", status="open",
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


def test_a_person_outranks_the_proposal_and_can_take_it_back() -> None:
    proposed = made(status="true")
    rule = Ruling(forecast="f1", status="void", by="analyst", when="2019-03-10")
    (found,) = ruled([proposed], [rule])
    assert (found.status, found.proposed, found.ruled_by) == ("void", "true", "analyst")
    back = Ruling(forecast="f1", status=None, by="editor", when="2019-03-11")
    assert ruled([found], [back, rule]) == (proposed,)
    assert ruled([proposed], [Ruling(forecast="gone", status="false", by="x", when="2019")]) == (proposed,)


def test_the_latest_ruling_counts_in_whatever_order_they_come() -> None:
    rules = [
        Ruling(forecast="f1", status="true", by="a", when="2019-03-10"),
        Ruling(forecast="f1", status="disputed", by="b", when="2019-03-12"),
    ]
    assert ruled([made()], rules) == ruled([made()], rules[::-1])
    assert ruled([made()], rules)[0].status == "disputed"


def test_a_probability_is_scored_and_a_bare_will_is_a_hit_or_a_miss() -> None:
    (record,) = records([
        made(1, low=0.8, high=0.95, status="true"),
        made(2, low=0.55, high=0.8, status="false"),
        made(3, status="true"),
        made(4, status="false"),
        made(5, status="unresolvable"),
        made(6, status="true", flags=("unscored",)),
        made(7, status="void", low=0.2, high=0.45),
        made(8),
    ])  # fmt: skip
    assert (record.issued, record.scored, record.bare, record.hits, record.uncommitted) == (8, 2, 2, 1, 1)
    assert record.brier == pytest.approx((0.125**2 + 0.675**2) / 2)
    assert record.brier_low == pytest.approx((0.05**2 + 0.55**2) / 2)
    assert record.brier_high == pytest.approx((0.2**2 + 0.8**2) / 2)
    assert record.log_score == pytest.approx((math.log(0.875) + math.log(0.325)) / 2)
    assert (record.hit_rate, record.unresolvable) == (0.5, 1 / 8)
    assert record.statuses == {"false": 2, "open": 1, "true": 3, "unresolvable": 1, "void": 1}


def test_records_are_kept_by_forecaster_and_by_outlet() -> None:
    forecasts = [made(1), made(2, forecaster="other"), made(3, forecaster="gazette", relayed_by="")]
    assert [record.key for record in records(forecasts)] == ["gazette", "other", "seer"]
    assert [(record.key, record.issued) for record in records(forecasts, "outlet")] == [("wire", 2), ("gazette", 1)]


def test_only_what_a_person_ruled_counts_where_that_is_asked() -> None:
    forecasts = [made(1, status="true"), made(2, status="false", ruled_by="analyst")]
    (record,) = records(forecasts, ruled_only=True)
    assert (record.bare, record.hits, record.ruled) == (1, 0, 1)


def test_nothing_settled_gives_no_figure() -> None:
    (record,) = records([made()])
    assert (record.brier, record.log_score, record.hit_rate, record.hit_low) == (None, None, None, None)


def test_wilson_is_that_of_the_books() -> None:
    low, high = wilson(8, 10)
    assert low == pytest.approx(0.490, abs=0.001)
    assert high == pytest.approx(0.943, abs=0.001)


@given(st.integers(1, 200), st.data())
def test_wilson_holds_the_rate_and_stays_a_share(of: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, of))
    low, high = wilson(hits, of)
    assert low is not None
    assert high is not None
    assert 0 <= low <= hits / of <= high <= 1 + 1e-12


@given(st.floats(0, 1), st.floats(0, 1))
def test_both_scores_are_best_for_the_truth(true_rate: float, said: float) -> None:
    """Both rules are proper: nobody gains in the mean by saying another probability than he believes."""

    def mean(rule: object, probability: float) -> float:
        return true_rate * rule(probability, came_true=True) + (1 - true_rate) * rule(probability, came_true=False)  # type: ignore[operator]

    assert mean(brier, true_rate) <= mean(brier, said) + 1e-12
    if 0.01 <= true_rate <= 0.99:
        assert mean(log_score, true_rate) >= mean(log_score, said) - 1e-12
