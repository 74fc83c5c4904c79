"""Fit the constants of control on the days of 2022 of the hand-kept map, and measure them on 2023.

    python training/control.py --data ../shared/data/ukraine_control --out training/control.json

A coordinate search: each constant in turn takes the value of its grid that serves best, until a round changes nothing.
First those by which words age and count and those of the surroundings, by place-day accuracy less a penalty for false
changes beyond what may be; then the gain of the surroundings by the log loss of belief. A value moves only where that helps
by more than MARGIN. The gain of a place's own words and the tiers of witnesses are not fitted: every word of this corpus is
of one origin, so it cannot tell what several are worth. Nothing is drawn by chance, so there is no seed but that of the folds. Cross-validation is over whole towns: for each
fold, the best of all settings tried is chosen on the other towns and measured on its own.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from rich.progress import Progress

from marsad.evaluate.control import Corpus, nowcast, read, truth
from marsad.evaluate.control_score import Course, Score, calibration_error, score
from marsad.picture.settings import Settings, settings

SEED = 20221231
FOLDS = 5
ROUNDS = 3
FALSE = 0.2
"""False changes a place and year that may be; each further one costs as much as all accuracy."""
FROM = date(2022, 5, 1)
"""Days before are not fitted on: the map's editors began to write in the last days of April, before there is nothing to read."""

MARGIN = 0.0005
"""What a value must gain to be moved: less is noise in a corpus of this size."""

GRID: dict[tuple[str, str], Sequence[float]] = {
    ("half_life", "takes"): (60, 90, 180, 365),
    ("decay", "quiet_rate"): (0.1, 0.25, 0.5, 1.0),
    ("half_life", "enters"): (7, 14, 30, 60),
    ("state", "contest"): (0.3, 0.4, 0.5),  # no more: one good word that a place was entered has to show
    ("strength", "inferred"): (0.3, 0.5, 0.8),
    ("surroundings", "reach"): (1.0, 1.5, 2.0, 2.5, 3.0),
    ("surroundings", "half_life"): (60, 90, 120, 180, 240, 400),
    ("surroundings", "own"): (0.5, 1.0, 1.5, 2.0, 3.0, 4.0),
    ("surroundings", "before"): (0.0, 0.05, 0.1, 0.2, 0.4),
    ("surroundings", "silence"): (0.0, 0.05, 0.1, 0.15, 0.2, 0.25),
    ("surroundings", "leave"): (0.5, 0.6, 0.65, 0.7, 0.75, 0.8),
}
GAIN: dict[tuple[str, str], Sequence[float]] = {("surroundings", "gain"): (2.0, 2.5, 3.0, 3.5, 4.0, 5.0)}

Values = dict[tuple[str, str], float]


@dataclass(frozen=True)
class Trial:
    """One setting with the score of each town."""

    values: Values
    towns: Mapping[str, Score]


def main() -> None:
    """Fit, measure, write."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, required=True, help="the folder with changes.jsonl")
    options.add_argument("--out", type=Path, required=True, help="where the values and measures go, as JSON")
    given = options.parse_args()
    corpus = read(given.data)
    past = replace(corpus, first=FROM, last=corpus.test_from - timedelta(days=1))
    values: Values = {}
    trials: list[Trial] = []
    with Progress() as progress:
        values |= search(GRID, values, lambda book: trial(past, book, alone=False), worth, trials, progress)
        values |= search(GAIN, values, lambda book: trial(past, book, alone=False), log_loss, [], progress)
    found = {
        "data": hashlib.sha256((given.data / "changes.jsonl").read_bytes()).hexdigest(),
        "seed": SEED,
        "fitted_on": [str(past.first), str(past.last)],
        "measured_on": [str(corpus.test_from), str(corpus.last)],
        "values": {".".join(name): value for name, value in sorted(values.items())},
        "cross_validation": folds(trials),
        "before": measured(corpus, settings()),
        "after": measured(corpus, with_values(settings(), values)),
    }
    given.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(given.out.read_text(encoding="utf-8"))


def with_values(book: Settings, values: Values) -> Settings:
    """Return the settings with some values replaced."""
    for (table, name), value in values.items():
        book = replace(book, **{table: {**getattr(book, table), name: value}})
        if (table, name) == ("half_life", "takes"):
            # One fact seen from its two sides: who lost a place and who left it grow old as who took it does.
            book = replace(book, half_life={**book.half_life, "loses": value, "leaves": value})
    return book


def search(
    grid: Mapping[tuple[str, str], Sequence[float]],
    fixed: Values,
    run: Callable[[Settings], Mapping[str, Score]],
    worth_of: Callable[[Sequence[Score]], float],
    trials: list[Trial],
    progress: Progress,
) -> Values:
    """Return the best values found, from the ones that ship, one constant at a time."""
    base = with_values(settings(), fixed)
    values = {name: float(getattr(base, name[0])[name[1]]) for name in grid}
    known: dict[tuple[float, ...], float] = {}

    def at(candidate: Values) -> float:
        key = tuple(candidate[name] for name in grid)
        if key not in known:
            towns = run(with_values(base, candidate))
            trials.append(Trial(candidate, towns))
            known[key] = worth_of(list(towns.values()))
        return known[key]

    task = progress.add_task(f"fitting {len(grid)} constants", total=ROUNDS * sum(len(row) for row in grid.values()))
    for _ in range(ROUNDS):
        before = dict(values)
        for name, options in grid.items():
            for option in options:
                if at({**values, name: option}) > at(values) + MARGIN:
                    values[name] = option
                progress.advance(task)
        if values == before:
            break
    progress.update(task, completed=ROUNDS * sum(len(row) for row in grid.values()))
    return values


def trial(corpus: Corpus, book: Settings, *, alone: bool) -> dict[str, Score]:
    """Return the score of each town that is told of."""
    courses: Mapping[str, Course] = nowcast(corpus, book, alone=alone)
    return {
        told.town.place.id: score(
            [(truth(told), courses[told.town.place.id])], (corpus.first, corpus.last), corpus.tolerance
        )
        for told in corpus.told
        if told.reports
    }


def worth(scores: Sequence[Score]) -> float:
    """Return place-day accuracy less the price of too many false changes."""
    days = sum(one.days for one in scores) or 1
    false = sum(one.false for one in scores) / (days / 365.25)
    return sum(one.right for one in scores) / days - max(0.0, false - FALSE)


def log_loss(scores: Sequence[Score]) -> float:
    """Return the mean log likelihood of what is right, belief clipped to 0.01 and 0.99."""
    total = days = 0.0
    for one in scores:
        for belief, right, length in one.beliefs:
            clipped = min(0.99, max(0.01, belief))
            total += length * math.log(clipped if right else 1.0 - clipped)
            days += length
    # Silence is neither right nor wrong; it must not pay to fall silent.
    silent = sum(one.days - one.spoken for one in scores)
    return (total + silent * math.log(0.5)) / ((days + silent) or 1.0)


def folds(trials: Sequence[Trial]) -> dict[str, Any]:
    """Return what the choice of a setting is worth on towns that it was not chosen on."""
    towns = sorted(trials[0].towns)
    random.Random(SEED).shuffle(towns)
    right = days = false = 0
    chosen: list[dict[str, float]] = []
    for fold in range(FOLDS):
        held_out = set(towns[fold::FOLDS])
        best = max(trials, key=lambda one: worth([found for town, found in one.towns.items() if town not in held_out]))
        chosen.append({".".join(name): value for name, value in best.values.items()})
        for town in held_out:
            right += best.towns[town].right
            days += best.towns[town].days
            false += best.towns[town].false
    return {"place-day accuracy": right / days, "false changes": false / (days / 365.25), "chosen": chosen}


def measured(corpus: Corpus, book: Settings) -> dict[str, dict[str, float]]:
    """Return the measures of both years."""
    courses = nowcast(corpus, book)
    pairs = [(truth(told), courses[told.town.place.id]) for told in corpus.told if told.reports]
    found = {}
    for name, days in (
        ("2022", (corpus.first, corpus.test_from - timedelta(days=1))),
        ("2023", (corpus.test_from, corpus.last)),
    ):
        one = score(pairs, days, corpus.tolerance)
        found[name] = {
            "place-day accuracy": round(one.accuracy, 4), "false changes a place and year": round(one.false_per_year, 4),
            "calibration error": round(calibration_error(one.beliefs), 4), "place-days": one.days,
        }  # fmt: skip
    return found


if __name__ == "__main__":
    main()
