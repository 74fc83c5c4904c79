"""Credibility and record of who told it, kept apart from their reliability."""

from __future__ import annotations

from datetime import timedelta

import pytest

from marsad.model.claim import Claim
from marsad.model.decision import Settlement
from marsad.model.picture import Picture
from marsad.publish import Edition
from marsad.publish.credibility import credibility
from marsad.publish.lookup import Lookup
from marsad.publish.voices import voices
from marsad.reconcile import events
from tests.reconcile.hand import DAY, REFERENCE, say

WIRE = say("attack.air", "old", who="army", when=DAY)
GAZETTE = say("attack.air", "old", who="army", when=DAY, outlet="gazette")
MONITOR = say("attack.air", "old", who="army", when=DAY, said="monitor", outlet="gazette", report="g2")
RADIO = say("attack.air", "old", who="army", when=DAY, outlet="radio")
MINISTRY = say("attack.air", "old", who="army", when=DAY, said="ministry", outlet="wire", report="w2")
DENIAL = say("attack.air", "old", who="army", when=DAY, modality="denied", said="ministry", outlet="wire", report="w3")


def edition(*claims: Claim, settlements: tuple[Settlement, ...] = ()) -> Edition:
    return Edition(
        picture=Picture(day=DAY, known_by=DAY), claims=claims, reference=REFERENCE,
        reconciled=events(claims, REFERENCE, settlements=settlements),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("claims", "digit"),
    [
        ((WIRE,), 6),
        ((WIRE, GAZETTE), 2),
        ((WIRE, GAZETTE, MONITOR), 1),
        ((RADIO, MINISTRY), 3),
        ((WIRE, DENIAL), 4),
    ],
    ids=["alone", "one other", "two others", "its own camp", "disputed"],
)
def test_the_digit_comes_from_what_others_say(claims: tuple[Claim, ...], digit: int) -> None:
    assert credibility(edition(*claims))[claims[0].id] == digit


def test_what_a_dispute_was_settled_against_is_improbable() -> None:
    settled = Settlement(about="denial", favoured=(WIRE.id,), others=(DENIAL.id,), by="amal", when="2020", why="film")
    found = credibility(edition(WIRE, DENIAL, settlements=(settled,)))
    assert found[DENIAL.id] == 5
    assert found[WIRE.id] == 6


def test_the_letter_is_the_lists_and_the_record_is_measured() -> None:
    days = [DAY + timedelta(days=4 * number) for number in range(20)]
    told = [
        say("attack.air", "old", who="army", when=day, day=day, outlet=outlet)
        for day in days
        for outlet in ("gazette", "radio")
    ]
    found = {voice.source: voice for voice in voices(Lookup(edition(*told, MONITOR)))}
    radio = found["radio"]
    assert (radio.reliability, radio.side, radio.judged) == ("F", "republic", 20)
    assert radio.share == 1.0
    assert radio.low is not None
    assert 0.8 < radio.low < 1.0
    assert found["monitor"].reliability == "B"
    assert found["monitor"].share is None
    assert sum(len(voice.claims) for voice in found.values()) == len(told) + 1


def test_a_name_that_no_list_knows_is_not_printed() -> None:
    private = say("attack.air", "old", who="army", when=DAY, said="Someone Unlisted")
    described = say("attack.air", "mills", who="army", when=DAY, said="residents")
    named = {voice.name for voice in voices(Lookup(edition(private, described)))}
    assert named == {"a named person", "residents"}
