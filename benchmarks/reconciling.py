"""How the cost of reconciling grows with the number of claims: spread over time and places, and in one city.

Prints claims a second of processor time, the exponent between successive sizes (1 is linear) and the most memory used so far.

    python benchmarks/reconciling.py [--most N]     # sizes 1,000, 10,000 ... up to N, 100,000 unless told
"""

from __future__ import annotations

import argparse
import math
import random
import resource
import time
from datetime import date, timedelta

from marsad.model.claim import Claim, Count, Party, Phrase, ReadBy, Speaker
from marsad.model.when import on
from marsad.model.where import Where
from marsad.reconcile import events
from marsad.reference import Reference

SKEWS = (
    # name, places, days (0: as many as keep 40 claims a day, as an archive grows), words that sentences are made of
    ("spread", 400, 0, 2_000),
    ("one city, one week", 1, 7, 2_000),
    ("one city, one day, like words", 1, 1, 30),
)
KINDS = ("attack.air", "attack.shelling", "casualty.killed", "control.change", "attack.clash")
SIDES = (("army", "government"), ("league", "rebels"), ("", ""))
_READ_BY = ReadBy(reader="benchmark", version="1", entry="made", digest="")


def made(number: int, places: int, days: int, words: int, chance: random.Random) -> Claim:
    """Return a claim about one of so many places on one of so many days, in a sentence of so many words."""
    day = date(2016, 1, 1) + timedelta(days=chance.randrange(days))
    place = f"place-{chance.randrange(places)}"
    start = number % 4 * 200
    text = " ".join(f"word{chance.randrange(words):05}" for _ in range(12))
    actor, side = chance.choice(SIDES)
    return Claim(
        id=f"{number:012x}", report=f"report-{number // 4}", outlet=f"outlet-{chance.randrange(20)}",
        sentence=Phrase(text=text, start=start, end=start + len(text)),
        cue=Phrase(text=text[:9], start=start, end=start + 9),
        kind=chance.choice(KINDS), modality="asserted", read_by=_READ_BY, published=day.isoformat(),
        who=Party(text=actor, start=0, end=4, actor=actor, side=side) if actor else None, when=on(day),
        where=Where(text=place, start=0, end=4, place=place, name=place),
        count=Count(text="", start=0, end=0, low=float(chance.randrange(1, 40)), high=None, unit="people"),
        said_by=(Speaker(text=f"speaker {chance.randrange(30)}"),),
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=100_000, help="the largest number of claims (100000 unless told)")
    parser.add_argument("--only", choices=[name for name, *_ in SKEWS], help="one kind of skew, not all")
    told = parser.parse_args()
    most: int = told.most
    for name, places, days, words in SKEWS:
        if told.only not in (None, name):
            continue
        before: tuple[int, float] | None = None
        for size in (10**power for power in range(3, 10) if 10**power <= most):
            chance = random.Random(size)
            span = days or size // 40
            claims = [made(number, places, span, words, chance) for number in range(size)]
            start = time.process_time()
            found = events(claims, Reference())
            seconds = time.process_time() - start
            grown = f"exponent {math.log(seconds / before[1]) / math.log(size / before[0]):.2f}" if before else ""
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
            print(
                f"{name}: {size:>9,} claims, {len(found.events):>9,} events in {seconds:7.2f} s, "
                f"{size / seconds:>7,.0f} a second, {peak:4.1f} GiB {grown}",
                flush=True,
            )
            before = size, seconds


if __name__ == "__main__":
    main()
