"""How fast "who held it on day Y, as known on day X" is answered, from 10,000 to 1,000,000 claims.

    python benchmarks/asof.py [SIZE...]

Two queries: one place, and the table of all places of a district. Places are asked for by chance, evenly ("any place"), and as
often as claims tell of them ("busy place"); both days by chance, the day of knowledge no earlier than the day asked about. The
made war has 2,000 places in 60 districts over eight years; few places have most of the claims, kinds are as frequent as in
annotated reports, one claim in twenty is published weeks late. Prints seconds of indexing and the percentiles of a query.
"""

from __future__ import annotations

import os
import random
import resource
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

from marsad.model.claim import Claim, Kind, Party, Phrase, ReadBy
from marsad.model.event import Reconciled
from marsad.model.when import When, on
from marsad.model.where import Place, Where
from marsad.picture import AsOf
from marsad.reference import Pack, Places, Reference, Side, Source, Sources

SIZES = (10_000, 100_000, 1_000_000)
PLACES, DISTRICTS, DAYS, REPORT = 2_000, 60, 2_922, 6
START = date(2011, 3, 15)
QUERIES = 400
KINDS: dict[Kind, int] = {
    "control.change": 10, "control.hold": 9, "control.advance": 4, "control.contest": 1, "force.withdraw": 3,
    "attack.clash": 8, "attack.offensive": 6, "attack.air": 8, "attack.shelling": 5, "attack.violence": 6,
    "casualty.killed": 12, "casualty.injured": 4, "displacement.flow": 5, "siege.hold": 2, "tie.support": 5,
    "relief.aid": 4, "stance.accuse": 8,
}  # fmt: skip
_READ_BY = ReadBy(reader="benchmark", version="1", entry="made", digest="")
_WORDS = Phrase(text="made", start=0, end=4)
_SIDES = ("government", "opposition", "is")
_PARTIES = {side: Party(text=side, start=0, end=4, actor=side, side=side) for side in _SIDES}
_WHERE = [Where(text=f"p{n}", start=0, end=2, place=f"p{n}", name=f"p{n}") for n in range(PLACES)]
_WHEN = [on(START + timedelta(days=n)) for n in range(DAYS)]
_WEEK = [
    When(first=START + timedelta(days=n), last=START + timedelta(days=n + 6), precision="week", basis="stated")
    for n in range(DAYS)
]  # fmt: skip


def reference() -> Reference:
    """Return a country of districts of places, with outlets of all camps."""
    places = [Place(id="country", name="country", kind="country", latitude=None, longitude=None)]
    places += [
        Place(id=f"d{n}", name=f"d{n}", kind="district", latitude=None, longitude=None, parent="country")
        for n in range(DISTRICTS)
    ]
    places += [
        Place(
            id=f"p{n}", name=f"p{n}", kind="town", parent=f"d{n % DISTRICTS}",
            latitude=34 + (n % 50) * 0.04, longitude=36 + n // 50 * 0.05,
        )
        for n in range(PLACES)
    ]  # fmt: skip
    outlets = [
        Source(id=f"outlet-{n}", name=f"outlet-{n}", side=("", *_SIDES)[n % 4], kind="newspaper") for n in range(24)
    ]
    sides = tuple(Side(id=side, name=side) for side in _SIDES)
    return Reference(Places.of(places), sources=Sources.of(outlets), pack=Pack(id="made", sides=sides))


def made(size: int, chance: random.Random) -> tuple[list[Claim], Reconciled]:
    """Return so many claims, the origin of each being its outlet."""
    weights = [1.0 / (rank + 10) for rank in range(PLACES)]
    places = chance.choices(range(PLACES), weights, k=size)
    kinds = chance.choices(list(KINDS), list(KINDS.values()), k=size)
    claims: list[Claim] = []
    origins: dict[str, str] = {}
    for number, (place, kind) in enumerate(zip(places, kinds, strict=True)):
        report = number // REPORT
        day = (report * 7919) % (DAYS - 90)
        late = chance.randrange(20, 80) if chance.random() < 0.05 else chance.randrange(3)
        outlet = f"outlet-{report % 24}"
        is_week = chance.random() < 0.1
        identifier = f"{number:012x}"
        side = _SIDES[(day // 400 + place + (chance.random() < 0.15)) % 3]
        where = _WHERE[place]
        claims.append(
            Claim(
                id=identifier, report=f"r{report}", outlet=outlet, sentence=_WORDS, cue=_WORDS, kind=kind,
                modality="asserted", who=_PARTIES[side], when=(_WEEK if is_week else _WHEN)[day],
                where=None if kind == "force.withdraw" else where, whence=where if kind == "force.withdraw" else None,
                published=(START + timedelta(days=day + 6 * is_week + late)).isoformat(), read_by=_READ_BY,
            )
        )  # fmt: skip
        origins[identifier] = outlet
    return claims, Reconciled(events=(), links=(), origin_of=origins, run="made")


def timed(ask: Callable[[date, date], object], chance: random.Random) -> list[float]:
    """Return the milliseconds of each query, sorted."""
    found = []
    for _ in range(QUERIES):
        day = START + timedelta(days=chance.randrange(60, DAYS))
        known_by = day + timedelta(days=int(chance.expovariate(1 / 60)))
        start = time.perf_counter()
        ask(day, known_by)
        found.append((time.perf_counter() - start) * 1000)
    return sorted(found)


def shown(name: str, found: list[float]) -> str:
    """Return the percentiles in words."""
    at = {share: found[min(len(found) - 1, int(len(found) * share / 100))] for share in (50, 95, 99)}
    return f"  {name:<32}" + "  ".join(f"p{share} {value:8.2f} ms" for share, value in at.items())


def main() -> None:
    sizes = [int(text.replace("_", "")) for text in sys.argv[1:]] or list(SIZES)
    names = reference()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors, {QUERIES} queries each")
    for size in sizes:
        chance = random.Random(size)
        claims, reconciled = made(size, chance)
        start = time.perf_counter()
        index = AsOf(reconciled, claims, names)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{size:>9,} claims, indexed in {time.perf_counter() - start:.1f} s, {memory:,.0f} MB in all")
        told = index.places()
        busy = [claim.where.place for claim in claims[:: max(1, size // 10_000)] if claim.where]
        print(shown("any place", timed(lambda day, known: index.place(chance.choice(told), day, known), chance)))
        print(shown("busy place", timed(lambda day, known: index.place(chance.choice(busy), day, known), chance)))
        print(shown("all places of a district", timed(
            lambda day, known: index.table(f"d{chance.randrange(DISTRICTS)}", day, known), chance,
        )))  # fmt: skip


if __name__ == "__main__":
    main()
