"""Fits the weights of reconciling to the labelled pairs, measures them on events held out, and writes them.

    python training/fit_weights.py --data CORPUS [--write]

Each level that a comparison can reach is a yes-or-no feature; its weight is what a logistic regression finds, in log2
odds, drawn towards the weight that stood there before (so that what the labels say nothing of stays as it was thought
out) and kept in the order of the ladders below. The prior is then shifted so that the band `same` merges as many of
the training pairs as it may without merging more than `HARD` of the hard ones or falling under `PRECISION`.

Folds hold whole blocks (one place, one week), so that no event is on both sides.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from importlib import resources
from pathlib import Path

import numpy as np

from marsad.evaluate.corpora import shipped
from marsad.evaluate.pairs import Marked, Pair, corpus, found, labelled, marked
from marsad.evaluate.reconcile import Scores, is_hard, scores
from marsad.reconcile import candidates
from marsad.reconcile.compare import levels
from marsad.reconcile.group import group
from marsad.reconcile.prepare import prepare
from marsad.reconcile.profile import Profile
from marsad.reconcile.rules import Rules, rules
from marsad.reconcile.score import Scorer, score
from marsad.reconcile.vetoes import veto

LADDERS = (
    # The first of a row never weighs less than the next.
    ("time.same_day", "time.equal", "time.inside", "time.overlap", "time.episode", "time.wide", "time.padded"),
    ("place.small", "place.same", "place.container", "place.nested", "place.far_nested", "place.other_words"),
    ("kind.same", "kind.near"),
    ("who.actor", "who.side", "who.words", "who.other", "who.odds"),
    ("whom.actor", "whom.side", "whom.words", "whom.other", "whom.odds"),
    ("count.equal", "count.close", "count.similar", "count.apart", "count.far"),
    ("count.equal", "count.small"),
    ("words.much", "words.some", "words.few", "words.none"),
    ("report.sentence", "report.killer", "report.cause"),
)
FOLDS = 5
PULL = 0.6
"""Strength with which weights are drawn to those that stood before: one labelled pair outweighs a change of about 1."""
HARD, PRECISION = 0.03, 0.95
STEPS, RATE = 4000, 0.05
SHIFTS = tuple(step / 2 for step in range(-6, 7))
MEANS = (-3.0, -2.0, -1.0, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Bench:
    """All that fitting looks at: profiles with their candidate pairs, and the labelled pairs by position."""

    profiles: Sequence[Profile]
    pairs: Sequence[tuple[int, int]]
    rows: Sequence[Marked]
    labelled: Sequence[Pair]
    at: Mapping[int, int]

    def small(self) -> Bench:
        """Return the same with the claims of those reports alone that hold labelled claims."""
        reports = {self.profiles[index].claim.report for index in self.at.values()}
        kept = [index for index, profile in enumerate(self.profiles) if profile.claim.report in reports]
        place = {index: number for number, index in enumerate(kept)}
        pairs = [(place[a], place[b]) for a, b in self.pairs if a in place and b in place]
        at = {number: place[index] for number, index in self.at.items()}
        return Bench([self.profiles[index] for index in kept], pairs, self.rows, self.labelled, at)


def bench(data: Path) -> Bench:
    """Return the corpus, read and prepared, with the labelled pairs whose claims are read."""
    read, book = corpus(data), rules()
    profiles = prepare(read.claims, read.reports, shipped()[1], book).profiles
    position = {profile.id: index for index, profile in enumerate(profiles)}
    rows = marked()
    at = {
        number: position[claim.id]
        for number, claim in found(rows, read.claims, read.own_id).items()
        if claim.id in position
    }
    told = [pair for pair in labelled() if pair.label in ("same", "different") and pair.a in at and pair.b in at]
    return Bench(profiles, sorted(set(candidates.pairs(profiles, book))), rows, told, at)


def fit(told: Sequence[Pair], on: Bench, book: Rules) -> Rules:
    """Return the rules with weights fitted to some labelled pairs."""
    names = [name for name in book.weight if not name.startswith("rarity.")]
    place = {name: number for number, name in enumerate(names)}
    table, fixed, truth = [], [], []
    for pair in told:
        a, b = on.profiles[on.at[pair.a]], on.profiles[on.at[pair.b]]
        if veto(a, b, book):
            continue
        reached = levels(a, b, book)
        row = np.zeros(len(names))
        for name in reached:
            if name in place:
                row[place[name]] += 1
        table.append(row)
        fixed.append(sum(book.weight[name] for name in reached if name not in place))
        truth.append(float(pair.label == "same"))
    before = np.array([book.weight[name] for name in names])
    after, prior = _regress(np.array(table), np.array(fixed), np.array(truth), before, book.bands["prior"], place)
    weights = {**book.weight, **{name: round(float(after[number]), 2) for name, number in place.items()}}
    return replace(book, weight=weights, bands={**book.bands, "prior": round(float(prior), 2)})


def _regress(
    table: np.ndarray, fixed: np.ndarray, truth: np.ndarray, before: np.ndarray, prior: float, place: Mapping[str, int]
) -> tuple[np.ndarray, float]:
    """Return weights and prior in log2 odds, by gradient descent, put in the order of the ladders at every step."""
    after, base = before.copy(), np.log(2)
    for _ in range(STEPS):
        odds = (table @ after + fixed + prior) * base
        error = 1 / (1 + np.exp(-np.clip(odds, -30, 30))) - truth
        after -= RATE * (table.T @ error * base / 10 + PULL * (after - before) / 10)
        prior -= RATE * float(error.sum()) * base / 10
        for ladder in LADDERS:
            _descend(after, [place[name] for name in ladder])
    return after, prior


def _descend(values: np.ndarray, order: Sequence[int]) -> None:
    """Make values fall along an order, changing them as little as may be (pool adjacent violators)."""
    pools: list[list[int]] = []
    for index in order:
        pools.append([index])
        while len(pools) > 1 and values[pools[-2]].mean() < values[pools[-1]].mean():
            last = pools.pop()
            pools[-1] += last
    for pool in pools:
        values[pool] = values[pool].mean()


def settle(told: Sequence[Pair], on: Bench, book: Rules) -> Rules:
    """Return the rules with the prior shifted, and the mean chosen, that group some labelled pairs best.

    Only the reports that hold labelled claims are grouped here, for time.
    """
    near = on.small()
    top = max(SHIFTS)
    raised = replace(book, bands={**book.bands, "prior": book.bands["prior"] + top})
    scorer = Scorer(near.profiles, raised)
    scored = score(scorer, near.pairs, raised)
    best: tuple[bool, float, float] = (False, -9.0, 0.0)
    chosen, kept = 0.0, book.bands["mean"]
    for shift, mean in itertools.product(SHIFTS, MEANS):
        least = top - shift
        bands = {name: book.bands[name] + least for name in ("same", "attach")} | {"mean": mean + least}
        groups, _ = group(near.profiles, scored, scorer, (), replace(book, bands={**book.bands, **bands}))
        got = judge(told, near, _numbered(groups))
        fits = got.hard <= HARD and got.precision >= PRECISION
        rank = (fits, got.recall + got.b_cubed if fits else got.precision + got.b_cubed - got.hard, -shift)
        if rank > best:
            best, chosen, kept = rank, shift, mean
    return replace(book, bands={**book.bands, "prior": round(book.bands["prior"] + chosen, 2), "mean": kept})


def _numbered(groups: Sequence[Sequence[int]]) -> Mapping[int, int]:
    return {index: number for number, members in enumerate(groups) for index in members}


def events_of(on: Bench, book: Rules) -> Mapping[int, int]:
    """Return the number of the event of each claim of the whole corpus."""
    scorer = Scorer(on.profiles, book)
    return _numbered(group(on.profiles, score(scorer, on.pairs, book), scorer, (), book)[0])


def judge(told: Sequence[Pair], on: Bench, event_of: Mapping[int, int]) -> Scores:
    """Return the scores of some labelled pairs."""
    return scores(told, on.rows, lambda a, b: event_of[on.at[a]] == event_of[on.at[b]])


def held_out(on: Bench, book: Rules) -> Scores:
    """Return the scores of all labelled pairs, each judged by weights that were fitted without its fold."""
    block_of = {row.number: row.block or row.report for row in on.rows}
    fold_of = {
        block: int(hashlib.sha256(block.encode()).hexdigest(), 16) % FOLDS for block in sorted(set(block_of.values()))
    }
    together: dict[tuple[int, int], bool] = {}
    for fold in range(FOLDS):
        mine = [pair for pair in on.labelled if fold_of[block_of[pair.a]] == fold]
        others = [
            pair for pair in on.labelled if fold_of[block_of[pair.a]] != fold and fold_of[block_of[pair.b]] != fold
        ]
        fitted = settle(others, on, fit(others, on, book))
        event_of = events_of(on, fitted)
        got = judge(mine, on, event_of)
        print(f"fold {fold + 1}: {len(mine)} pairs held out, prior {fitted.bands['prior']:+.2f}, {_words(got)}", flush=True)
        together.update(((p.a, p.b), event_of[on.at[p.a]] == event_of[on.at[p.b]]) for p in mine)
    return scores(on.labelled, on.rows, lambda a, b: together.get((a, b), False))


def _words(got: Scores) -> str:
    return f"P {got.precision:.3f} R {got.recall:.3f} B3 {got.b_cubed:.3f} hard false merges {got.hard:.3f}"


def write(book: Rules, got: Scores, on: Bench) -> None:
    """Put fitted weights, and how they were come by, into the file of weights; all else in it stays as it is."""
    path = Path(str(resources.files("marsad.reconcile").joinpath("weights.toml")))
    text, _, _ = path.read_text(encoding="utf-8").partition("\n[fitted]\n")
    for band in ("prior", "mean"):
        text = re.sub(rf"(?m)^{band} = [-+.\d]+", f"{band} = {book.bands[band]:.2f}", text)
    section = ""
    lines = []
    for line in text.splitlines():
        if line.startswith("["):
            section = line.split("]")[0].removeprefix("[")
        name = f"{section.removeprefix('weights.')}.{line.split(' ')[0]}"
        if section.startswith("weights.") and name in book.weight:
            line = re.sub(r"= [-+.\d]+", f"= {book.weight[name]:.2f}", line)
        lines.append(line)
    hard = sum(map(is_hard, on.labelled))
    data = hashlib.sha256(json.dumps([asdict(pair) for pair in on.labelled]).encode()).hexdigest()[:16]
    lines += [
        "",
        "[fitted]            # by training/fit_weights.py, which also writes this",
        f'on = "{date.today().isoformat()}"',
        f"pairs = {len(on.labelled)}",
        f"hard_pairs = {hard}",
        f'labels = "{data}"   # hash of the labelled pairs',
        f"pull = {PULL}",
        f"folds = {FOLDS}",
        "",
        "[fitted.held_out]   # on the pairs of each fold with weights fitted on the others",
        *(f"{name} = {value:.3f}" for name, value in asdict(got).items()),
    ]
    path.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder of syria_news")
    parser.add_argument("--write", action="store_true", help="put the weights into weights.toml")
    told = parser.parse_args()
    on, book = bench(told.data), rules()
    before = events_of(on, book)
    print(f"{len(on.labelled)} pairs, {len(on.pairs)} candidates; as it stands: {_words(judge(on.labelled, on, before))}")
    got = held_out(on, book)
    print(f"held out: {_words(got)}")
    fitted = settle(on.labelled, on, fit(on.labelled, on, book))
    after = events_of(on, fitted)
    print(f"fitted on all: {_words(judge(on.labelled, on, after))}, prior {fitted.bands['prior']:+.2f}")
    for name, weight in fitted.weight.items():
        print(f"  {name:20} {book.weight[name]:+.2f} -> {weight:+.2f}")
    if told.write:
        write(fitted, got, on)


if __name__ == "__main__":
    main()
