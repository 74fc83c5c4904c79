"""Ties begin, end and are denied."""

from __future__ import annotations

from datetime import date

from tests.picture.seen import DAY, see
from tests.reconcile.hand import say


def test_support_from_first_told_until_withdrawn() -> None:
    first = say("tie.support", who="norvik", whom="league", day=DAY)
    again = say("tie.support", who="norvik", whom="league", outlet="gazette", day=date(2019, 3, 9))
    end = say("tie.end", who="norvik", whom="league", when=date(2019, 3, 12), day=date(2019, 3, 12))
    (tie,) = see(first, again).ties
    assert (tie.relation, tie.who, tie.whom, tie.first, tie.last) == ("support", "norvik", "league", DAY, None)
    (tie,) = see(first, again, end, day=date(2019, 3, 20)).ties
    assert tie.last == date(2019, 3, 12)
    later = say("tie.support", who="norvik", whom="league", day=date(2019, 3, 18))
    assert [one.last for one in see(first, end, later, day=date(2019, 3, 20)).ties] == [date(2019, 3, 12), None]


def test_an_end_of_nothing_told_before_stands_alone() -> None:
    (tie,) = see(say("tie.end", who="company", whom="league")).ties
    assert (tie.relation, tie.first) == ("end", DAY)


def test_denied_and_predicted_ties() -> None:
    tie = say("tie.ally", who="guard", whom="army")
    denial = say("tie.ally", who="guard", whom="army", modality="denied", said="ministry")
    assert see(tie, denial).ties[0].claims_against == (denial.id,)
    assert see(denial, say("tie.ally", who="guard", whom="league", modality="predicted")).ties == ()
