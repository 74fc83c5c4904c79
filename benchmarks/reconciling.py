"""How the cost of reconciling grows with the number of claims, spread over time and all in one city and week.

Prints claims a second and the exponent between successive sizes (1 is linear).
"""

from __future__ import annotations

import math
import random
import time
from datetime import date, timedelta

from marsad.model.claim import Claim, Count, Party, Phrase, ReadBy, Speaker
from marsad.model.when import on
from marsad.model.where import Where
from marsad.reconcile import events
from marsad.reference import Reference

SIZES = (1_000, 3_000, 10_000, 30_000)
KINDS = ("attack.air", "attack.shelling", "casualty.killed", "control.change", "attack.clash")
_READ_BY = ReadBy(reader="benchmark", version="1", entry="made", digest="")


def made(number: int, places: int, days: int, chance: random.Random) -> Claim:
    """Return a claim about one of so many places on one of so many days."""
    day = date(2016, 1, 1) + timedelta(days=chance.randrange(days))
    place = f"place-{chance.randrange(places)}"
    words = Phrase(text="made", start=0, end=4)
    return Claim(
        id=f"{number:012x}", report=f"report-{number // 4}", outlet=f"outlet-{chance.randrange(20)}", sentence=words,
        cue=words, kind=chance.choice(KINDS), modality="asserted", read_by=_READ_BY, published=day.isoformat(),
        who=Party(text="army", start=0, end=4, actor="army", side="government"), when=on(day),
        where=Where(text=place, start=0, end=4, place=place, name=place),
        count=Count(text="", start=0, end=0, low=float(chance.randrange(1, 40)), high=None, unit="people"),
        said_by=(Speaker(text=f"speaker {chance.randrange(30)}"),),
    )  # fmt: skip


def main() -> None:
    for name, places, days in (("spread", 400, 700), ("one city, one week", 1, 7)):
        before: tuple[int, float] | None = None
        for size in SIZES:
            chance = random.Random(size)
            claims = [made(number, places, days, chance) for number in range(size)]
            start = time.perf_counter()
            events(claims, Reference())
            seconds = time.perf_counter() - start
            grown = f", exponent {math.log(seconds / before[1]) / math.log(size / before[0]):.2f}" if before else ""
            print(f"{name}: {size:>7,} claims in {seconds:6.2f} s, {size / seconds:>8,.0f} a second{grown}")
            before = size, seconds


if __name__ == "__main__":
    main()
