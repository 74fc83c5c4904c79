"""The pairs that are worth comparing are the same however the claims came."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta

import pytest

from marsad.reconcile.candidates import Blocks, Pair
from marsad.reconcile.prepare import prepare
from marsad.reconcile.profile import Profile
from marsad.reconcile.rules import rules
from tests.reconcile.hand import DAY, REFERENCE, say


def drawn(chance: random.Random, size: int) -> list[Profile]:
    said = [
        say(
            chance.choice(["attack.air", "attack.shelling", "casualty.killed", "control.change"]),
            chance.choice(["arnor", "arnor", "old", "mills", "north", "", "the bridge"]),
            who=chance.choice(["army", "league", ""]),
            when=DAY + timedelta(days=chance.randrange(4)),
            n=chance.choice([None, chance.randrange(1, 30)]),
            report=f"r{number // 3}",
            at=number % 3 * 300,
            text=f"word{number}",
        )
        for number in range(size)
    ]
    return prepare(said, (), REFERENCE, rules())


@pytest.mark.parametrize("seed", range(6))
def test_claims_that_come_and_go_one_by_one_leave_the_pairs_of_those_that_stay(seed: int) -> None:
    chance = random.Random(seed)
    profiles = dict(enumerate(drawn(chance, chance.choice([60, 250, 500]))))
    blocks = Blocks(rules())
    times: Counter[Pair] = Counter()

    def change(come: list[int], gone: list[int]) -> None:
        for pair, more in blocks.change({one: profiles[one] for one in come}, {one: profiles[one] for one in gone}):
            times[pair] += more

    numbers = list(profiles)
    chance.shuffle(numbers)
    half = len(numbers) // 2
    change(numbers[:half], [])
    left = numbers[half:]
    while left:
        size = chance.choice([1, 1, 2, 4])
        change(left[:size], [])
        left = left[size:]
    gone = chance.sample(numbers, len(numbers) // 5)
    for start in range(0, len(gone), 2):
        change([], gone[start : start + 2])
    back = gone[: len(gone) // 2]
    for number in back:
        change([number], [])
    stay = [number for number in numbers if number not in gone or number in back]
    expected = Counter[Pair]()
    for pair, more in Blocks(rules()).change({number: profiles[number] for number in stay}, {}):
        expected[pair] += more
    assert +times == +expected
    assert all(times[pair] >= 0 for pair in times)
