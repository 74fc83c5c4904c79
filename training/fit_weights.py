"""Fits the weights of reconciling to the labelled pairs, measures them on events held out, and writes them.

    python training/fit_weights.py --data CORPUS [--write]

What counts is not whether a pair by itself looks like one happening but whether it ends in one event, through all the
claims between. So the weights are fitted on the events: one weight after the other is moved by a step, up or down, all
claims are grouped anew, and the move is kept where the labelled pairs come out better (coordinate ascent). What is better
is said by `worth`: precision, recall and B-cubed F1, less what misses the two targets of harm (a hard pair merged, a
precision below 0.95), less a little for each step away from the weight that was set by thought, so that what the labels
say nothing of stays as it was. The order of the ladders below is kept, and two claims that have no more in common than a
place, a kind and the day of publication stay a question.

Folds hold whole blocks (one place, one week), so that no event is on both sides. There is no chance in it.
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

from marsad.evaluate.corpora import shipped
from marsad.evaluate.pairs import Marked, Pair, corpus, found, labelled, marked
from marsad.evaluate.reconcile import Scores, is_hard, scores
from marsad.reconcile import candidates
from marsad.reconcile.compare import levels
from marsad.reconcile.group import group
from marsad.reconcile.prepare import prepare
from marsad.reconcile.profile import Profile
from marsad.reconcile.rules import Rules, rules
from marsad.reconcile.score import score
from marsad.reconcile.vetoes import veto

LADDERS = (
    # The first of a row never weighs less than the next.
    ("time.same_day", "time.equal", "time.inside", "time.overlap", "time.wide", "time.padded"),
    ("time.overlap", "time.episode"),
    (
        "place.small",
        "place.same",
        "place.container",
        "place.nested",
        "place.far_nested",
        "place.other_words",
    ),
    ("kind.same", "kind.near"),
    ("who.actor", "who.side", "who.words", "who.other", "who.odds"),
    ("whom.actor", "whom.side", "whom.words", "whom.other", "whom.odds"),
    ("count.equal", "count.close", "count.similar", "count.apart", "count.far"),
    ("count.equal", "count.small"),
    ("words.much", "words.some", "words.few", "words.none"),
    ("report.sentence", "report.leans", "report.cause", "report.killer"),
)
ASKED = ("time.equal", "place.same", "kind.same")
"""All that two claims without a day may have in common; a person is asked of them, whatever the labels gain by merging."""
FOLDS = 5
STEPS = (0.5,)
PULL = 0.004
"""Worth that a move of one log2 odds must add, against moves that fit a single pair."""
HARD, PRECISION, HARM = 0.03, 0.95, 4.0
BANDS = ("prior", "mean", "attach")


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
    profiles = prepare(read.claims, read.reports, shipped()[1], book)
    position = {profile.id: index for index, profile in enumerate(profiles)}
    rows = marked()
    at = {
        number: position[claim.id]
        for number, claim in found(rows, read.claims, read.own_id).items()
        if claim.id in position
    }
    told = [pair for pair in labelled() if pair.label in ("same", "different") and pair.a in at and pair.b in at]
    return Bench(profiles, sorted(set(candidates.pairs(profiles, book))), rows, told, at)


class Cached:
    """The odds of pairs as in reconciling, of levels that are found only once."""

    def __init__(self, on: Bench, book: Rules) -> None:
        """Take the profiles whose pairs are asked for, and weights to begin with."""
        self._profiles, self._levels = on.profiles, dict[tuple[int, int], tuple[str, ...] | None]()
        self.book = book

    def points(self, one: int, other: int) -> float | None:
        """Return the log2 odds of a pair, None where there is a veto."""
        pair = (one, other)
        if pair not in self._levels:
            a, b = self._profiles[one], self._profiles[other]
            self._levels[pair] = None if veto(a, b, self.book) else levels(a, b, self.book)
        found = self._levels[pair]
        if found is None:
            return None
        return round(self.book.bands["prior"] + sum(self.book.weight[level] for level in found), 4)


def events_of(on: Bench, book: Rules, cached: Cached | None = None) -> Mapping[int, int]:
    """Return the number of the event of each claim."""
    scorer = cached or Cached(on, book)
    scorer.book = book
    groups = group(on.profiles, score(scorer, on.pairs, book), scorer, book)
    return {index: number for number, members in enumerate(groups) for index in members}


def fit(told: Sequence[Pair], on: Bench, book: Rules, cached: Cached) -> Rules:
    """Return the rules with weights fitted to some labelled pairs.

    `on` holds the claims of the labelled reports alone, for time.
    """
    names = [*(f"bands.{band}" for band in BANDS), *(name for name in book.weight if not name.startswith("rarity."))]
    if not _is_ordered(book.weight):
        raise SystemExit("The weights break the order of a ladder before fitting: mend weights.toml or LADDERS.")
    best = book
    most = worth(judge(told, on, events_of(on, book, cached)), book, book)
    for step in STEPS:
        for name in names:
            for move in (step, -step):
                tried = _moved(best, name, move)
                if tried is None:
                    continue
                value = worth(judge(told, on, events_of(on, tried, cached)), tried, book)
                if value > most + 1e-9:
                    best, most = tried, value
                    break
    return best


def worth(got: Scores, book: Rules, before: Rules) -> float:
    """Return how good scores are, the harm of false merges and the distance from the old weights taken off."""
    harm = max(0.0, got.hard - HARD) + max(0.0, PRECISION - got.precision)
    moved = sum(abs(weight - before.weight[name]) for name, weight in book.weight.items())
    moved += sum(abs(book.bands[band] - before.bands[band]) for band in BANDS)
    return got.precision + got.recall + got.b_cubed - HARM * harm - PULL * moved


def _moved(book: Rules, name: str, move: float) -> Rules | None:
    """Return the rules with one number moved, None where that would break the order of a ladder."""
    group_name, _, level = name.partition(".")
    if group_name == "bands":
        moved = replace(book, bands={**book.bands, level: round(book.bands[level] + move, 2)})
        return moved if _asks(moved) else None
    weight = {**book.weight, name: round(book.weight[name] + move, 2)}
    moved = replace(book, weight=weight)
    return moved if _is_ordered(weight) and _asks(moved) else None


def _asks(book: Rules) -> bool:
    return book.bands["prior"] + sum(book.weight[level] for level in ASKED) < book.bands["same"]


def _is_ordered(weight: Mapping[str, float]) -> bool:
    return all(weight[a] >= weight[b] for ladder in LADDERS for a, b in itertools.pairwise(ladder))


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
    near = on.small()
    cached, whole = Cached(near, book), Cached(on, book)
    for fold in range(FOLDS):
        mine = [pair for pair in on.labelled if fold_of[block_of[pair.a]] == fold]
        others = [
            pair for pair in on.labelled if fold_of[block_of[pair.a]] != fold and fold_of[block_of[pair.b]] != fold
        ]
        fitted = fit(others, near, book, cached)
        event_of = events_of(on, fitted, whole)
        got = judge(mine, on, event_of)
        print(
            f"fold {fold + 1}: {len(mine)} pairs held out, prior {fitted.bands['prior']:+.2f}, {_words(got)}",
            flush=True,
        )
        together.update(((p.a, p.b), event_of[on.at[p.a]] == event_of[on.at[p.b]]) for p in mine)
    return scores(on.labelled, on.rows, lambda a, b: together.get((a, b), False))


def _words(got: Scores) -> str:
    return f"P {got.precision:.3f} R {got.recall:.3f} B3 {got.b_cubed:.3f} hard false merges {got.hard:.3f}"


def write(book: Rules, got: Scores, on: Bench) -> None:
    """Put fitted weights, and how they were come by, into the file of weights; all else in it stays as it is."""
    path = Path(str(resources.files("marsad.reconcile").joinpath("weights.toml")))
    text, _, _ = path.read_text(encoding="utf-8").partition("\n[fitted]")
    for band in BANDS:
        text = re.sub(rf"(?m)^{band} = [-+.\d]+", f"{band} = {book.bands[band]:.2f}", text)
    section = ""
    lines = []
    for line in text.splitlines():
        if line.startswith("["):
            section = line.split("]")[0].removeprefix("[")
        name = f"{section.removeprefix('weights.')}.{line.split(' ')[0]}"
        is_weight = section.startswith("weights.") and name in book.weight
        lines.append(re.sub(r"= [-+.\d]+", f"= {book.weight[name]:.2f}", line) if is_weight else line)
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
    print(
        f"{len(on.labelled)} pairs, {len(on.pairs)} candidates; before: {_words(judge(on.labelled, on, events_of(on, book)))}"
    )
    got = held_out(on, book)
    print(f"held out: {_words(got)}", flush=True)
    near = on.small()
    fitted = fit(on.labelled, near, book, Cached(near, book))
    print(f"fitted on all: {_words(judge(on.labelled, on, events_of(on, fitted)))}")
    for band in BANDS:
        print(f"  bands.{band:14} {book.bands[band]:+.2f} -> {fitted.bands[band]:+.2f}")
    for name, weight in fitted.weight.items():
        if weight != book.weight[name]:
            print(f"  {name:20} {book.weight[name]:+.2f} -> {weight:+.2f}")
    if told.write:
        write(fitted, got, on)


if __name__ == "__main__":
    main()
