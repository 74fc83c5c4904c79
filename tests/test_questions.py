"""What is worth a person's minute, and what is not asked at all."""

from __future__ import annotations

from datetime import timedelta

from marsad.model.claim import Claim
from marsad.model.picture import Picture
from marsad.publish import Edition
from marsad.questions import Question, questions
from marsad.reconcile import events
from tests.reconcile.hand import DAY, REFERENCE, say


def asked(sort: str, *claims: Claim) -> list[Question]:
    made = events(claims, REFERENCE)
    picture = Picture(day=DAY, known_by=DAY, events=made.events)
    edition = Edition(picture=picture, claims=claims, reconciled=made, reference=REFERENCE)
    return [one for one in questions(edition) if one.sort == sort]


def named(text: str) -> list[str]:
    return [
        one.about[0] for one in asked("place", *(say("attack.air", place_text=text, at=at) for at in (0, 200, 400)))
    ]


def test_a_place_is_asked_about_by_the_name_that_its_phrase_ends_in() -> None:
    assert named("Old Ford") == ["Old Ford"]
    assert named("positions near the enemy-held Old Ford") == ["Old Ford"]
    assert named("their strongholds in al-Ford") == ["al-Ford"]


def test_a_known_name_in_a_phrase_or_without_its_apostrophe_is_no_place_to_look_for() -> None:
    assert named("a checkpoint near Belgarth") == []
    assert named("Belgarths") == []
    assert named("Belgarths Ford") == []
    assert named("Sundays") == []


def test_of_an_event_that_may_be_one_with_two_larger_ones_only_the_surer_is_asked() -> None:
    days = [DAY, DAY, DAY + timedelta(days=1), DAY + timedelta(days=2), DAY + timedelta(days=2)]
    said = [
        say("attack.air", "old", when=day, day=day, n=12, report=f"r{number}", text=f"told on {day:%A}")
        for number, day in enumerate(days)
    ]
    made = events(said, REFERENCE)
    assert sorted(len(event.claims) for event in made.events) == [1, 2, 2]
    assert len(made.questions) == 2
    assert len(asked("pair", *said)) == 1
