"""The timeline, and the laws of the whole picture."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.model.claim import Claim
from marsad.picture import at, by_day
from marsad.reconcile import events
from tests.picture.seen import DAY, see
from tests.reconcile.hand import REFERENCE, say
from tests.reconcile.test_laws import claims


def test_events_stand_under_their_days_and_the_undated_last() -> None:
    picture = see(
        say("attack.air", "old", who="army", when=date(2019, 3, 8), day=date(2019, 3, 8)),
        say("attack.shelling", "mills", when=DAY),
        say("attack.clash", "belgarth", day=None),
    )
    assert [(day, len(group)) for day, group in by_day(picture.events)] == [(DAY, 1), (date(2019, 3, 8), 1), (None, 1)]


def test_what_is_only_denied_or_not_yet_known_has_not_happened() -> None:
    denied = say("attack.air", "old", who="army", when=DAY, modality="denied", said="ministry")
    assert see(denied).events == ()
    asserted = say("attack.air", "old", who="army", when=DAY, day=date(2019, 3, 9))
    (event,) = see(denied, asserted).events
    assert (event.origins, event.against) == (1, (denied.id,))
    assert see(denied, asserted, known_by=date(2019, 3, 8)).events == ()


def test_nothing_gives_an_empty_picture() -> None:
    picture = see()
    assert (picture.history, picture.events, picture.tolls, picture.notes) == ((), (), (), ())


@given(claims, st.randoms(use_true_random=False), st.integers(0, 400))
@settings(max_examples=100, deadline=None)
def test_the_picture_does_not_depend_on_order(said: list[Claim], shuffle: random.Random, days: int) -> None:
    day = DAY + timedelta(days=days)
    before = see(*said, day=day)
    shuffle.shuffle(said)
    assert see(*said, day=day) == before


@given(claims, st.integers(0, 400))
@settings(max_examples=100, deadline=None)
def test_beliefs_are_probabilities_and_holdings_follow_each_other(said: list[Claim], days: int) -> None:
    picture = see(*said, day=DAY + timedelta(days=days))
    by_place: dict[str, list[tuple[date, date | None]]] = {}
    for one in picture.history:
        assert 0.0 <= one.belief <= 1.0
        assert one.change_first <= one.change_last
        assert one.last is None or one.first <= one.last
        by_place.setdefault(one.place, []).append((one.first, one.last))
    for spans in by_place.values():
        for (_, last), (first, _) in pairwise(spans):
            assert last is not None
            assert first == last + timedelta(days=1)
        assert spans[-1][1] is None


@given(claims)
@settings(max_examples=100, deadline=None)
def test_what_is_not_asserted_never_touches_control(said: list[Claim]) -> None:
    foretold = [
        say("control.change", place, who=who, when=DAY, modality=modality, report="f")
        for place in ("old", "arnor")
        for who in ("army", "league")
        for modality in ("predicted", "planned", "urged", "possible")
    ]
    assert see(*said, *foretold).history == see(*said).history


@given(claims)
@settings(max_examples=60, deadline=None)
def test_nothing_published_later_is_known(said: list[Claim]) -> None:
    day = DAY + timedelta(days=2)
    known = [one for one in said if not one.published or one.published <= day.isoformat()]
    reconciled = events(known, REFERENCE)
    strict = at(reconciled, known, REFERENCE, day, day)
    assert at(reconciled, said, REFERENCE, day, day) == strict
