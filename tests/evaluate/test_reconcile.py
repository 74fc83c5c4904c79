"""Labelled pairs, and what is measured on them."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date

import pytest

from marsad.evaluate.pairs import (
    CLAIM_FIELDS,
    PAIR_FIELDS,
    PAIRS,
    UNFITTED,
    Marked,
    Pair,
    figure,
    found,
    labelled,
    marked,
)
from marsad.evaluate.reconcile import by_event, is_hard, kappa, scores
from marsad.reconcile import events
from tests.reconcile.hand import DAY, REFERENCE, say


def row(number: int, block: str = "1") -> Marked:
    return Marked(number=number, block=block, report="r", start=0, end=5, kind="attack.air", figure="")


def pair(a: int, b: int, label: str, drawn: str = "block", again: str = "") -> Pair:
    return Pair(a=a, b=b, drawn=drawn, label=label, again=again)


ROWS = [row(1), row(2), row(3)]
TOLD = [pair(1, 2, "same"), pair(1, 3, "different"), pair(2, 3, "different")]


def test_all_right_all_merged_all_apart() -> None:
    right = scores(TOLD, ROWS, lambda a, b: {a, b} == {1, 2})
    assert (right.precision, right.recall, right.b_cubed, right.hard) == (1.0, 1.0, 1.0, 0.0)
    merged = scores(TOLD, ROWS, lambda a, b: True)
    assert (merged.precision, merged.recall, merged.hard) == (pytest.approx(1 / 3), 1.0, 1.0)
    # Precision of the claims: 2/3, 2/3, 1/3; recall is whole.
    assert merged.b_cubed == pytest.approx(2 * (5 / 9) / (5 / 9 + 1))
    apart = scores(TOLD, ROWS, lambda a, b: False)
    assert (apart.precision, apart.recall, apart.hard) == (0.0, 0.0, 0.0)


def test_hard_pairs_are_of_one_block() -> None:
    assert is_hard(pair(1, 2, "different"))
    assert not is_hard(pair(1, 2, "different", drawn="score"))
    assert not is_hard(pair(1, 2, "same"))


def test_kappa_is_agreement_beyond_chance() -> None:
    agreed = [pair(1, 2, "same", again="same"), pair(1, 3, "different", again="different")]
    assert kappa(agreed) == 1.0
    assert kappa([*agreed, pair(1, 4, "same", again="different"), pair(1, 5, "different", again="same")]) == 0.0
    assert kappa([pair(1, 2, "same")]) == 0.0


def test_a_labelled_claim_is_found_by_report_span_family_and_figure() -> None:
    claim = say("casualty.killed", "old", n=12, text="killed 12 people, among them 3 children.")
    inner = replace(claim, id="inner", count=replace(claim.count, low=3.0, high=3.0) if claim.count else None)
    start, end = claim.cue.start, claim.cue.end
    wanted = replace(row(1), start=start, end=end, kind="casualty.killed", figure="3")
    own = {claim.report: "r"}
    assert figure(claim) == "12"
    assert found([wanted], [claim, inner], own) == {1: inner}
    assert found([replace(wanted, kind="casualty.injured")], [claim], own) == {1: claim}
    assert found([replace(wanted, kind="attack.air")], [claim], own) == {}
    assert found([replace(wanted, start=end, end=end + 4)], [claim], own) == {}
    assert found([replace(wanted, report="other")], [claim], own) == {}


def test_events_say_what_is_the_same() -> None:
    a = say("attack.air", "old", who="army", when=DAY)
    b = say("attack.air", "old", who="army", when=DAY, outlet="gazette")
    c = say("attack.air", "old", who="army", when=date(2019, 3, 20), outlet="gazette")
    same = by_event({1: a.id, 2: b.id, 3: c.id}, events([a, b, c], REFERENCE))
    assert same(1, 2)
    assert not same(1, 3)


def test_the_labels_are_whole_and_hold_no_text() -> None:
    rows, pairs = marked(), labelled()
    numbers = {row.number for row in rows}
    told = [pair for pair in pairs if pair.label in ("same", "different")]
    assert all({pair.a, pair.b} <= numbers and pair.a < pair.b for pair in pairs)
    assert len({(pair.a, pair.b) for pair in pairs}) == len(pairs)
    assert {pair.label for pair in pairs} <= {"same", "different", "unsure"}
    assert len(told) >= 500
    assert sum(map(is_hard, pairs)) >= 200
    assert sum(bool(pair.again) for pair in pairs) >= 100
    assert all(row.report.isdigit() and row.start < row.end for row in rows)


def test_within_a_block_sameness_is_transitive() -> None:
    same = {(pair.a, pair.b) for pair in labelled() if pair.drawn == "block" and pair.label == "same"}
    other = {(pair.a, pair.b) for pair in labelled() if pair.drawn == "block" and pair.label == "different"}
    for a, b in same:
        for c, d in same:
            if b == c:
                assert (a, d) not in other


def test_the_tables_have_the_columns_that_are_written() -> None:
    for folder in (PAIRS, *UNFITTED):
        for name, fields in (("claims.csv", CLAIM_FIELDS), ("pairs.csv", PAIR_FIELDS)):
            text = (folder / name).read_text(encoding="utf-8")
            assert next(csv.reader(text.splitlines())) == list(fields)
