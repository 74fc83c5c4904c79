"""Draws pairs of claims to be labelled as one happening or two, prints them for a reader, and keeps the answers.

    python training/label_pairs.py draw  --data CORPUS --out FOLDER [--seed 7] [--besides LABELLED ...]
    python training/label_pairs.py show  --data CORPUS --out FOLDER --blocks 1-10      # claims to sort into events
    python training/label_pairs.py show  --data CORPUS --out FOLDER --pairs 1-50       # pairs to judge
    python training/label_pairs.py again --data CORPUS --out FOLDER [--seed 8]         # pairs for a second reading
    python training/label_pairs.py keep  --out FOLDER ANSWERS [--again]

A block is some claims about one place in one week: sorting six of them into events labels fifteen pairs, most of
them hard. The other pairs are drawn evenly over what the weights in force make of them, which is never shown.
Answers are lines: `B12: 3 5 | 7 | ? 9` for a block (claims of one event stand together; what stands alone needs
no mention; behind a question mark stand those that cannot be told), `P40 s` for a pair (s, d or u).
"""

from __future__ import annotations

import argparse
import csv
import itertools
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from marsad.evaluate import pairs as labels
from marsad.evaluate.corpora import shipped
from marsad.evaluate.pairs import CLAIM_FIELDS, PAIR_FIELDS, Corpus, Marked, Pair
from marsad.model.claim import Claim
from marsad.reconcile import candidates
from marsad.reconcile.compare import compare
from marsad.reconcile.prepare import prepare
from marsad.reconcile.profile import Profile
from marsad.reconcile.rules import rules
from marsad.reconcile.vetoes import veto

BLOCKS, OF_A_BLOCK, OF_A_REPORT = 48, 7, 3
STRATA = ((-99.0, 0.0), (0.0, 1.5), (1.5, 3.0), (3.0, 5.0), (5.0, 8.0), (8.0, 99.0))
OF_A_STRATUM, OF_VETOED, SECOND = 24, 16, 100
_SHOWN = 230


def draw(corpus: Corpus, out: Path, seed: int, besides: Sequence[Path]) -> None:
    """Write the drawn claims and pairs, not labelled yet.

    No place and week is drawn again that holds a claim labelled in the folders `besides`, nor single pairs then.
    """
    chance = random.Random(seed)
    book, (_, names) = rules(), shipped()
    profiles = prepare(corpus.claims, corpus.reports, names, book)
    drawn = _blocks(profiles, chance, _seen(corpus, besides))
    singles = [] if besides else _over_the_scores(profiles, chance)
    number: dict[str, int] = {}
    rows: list[Marked] = []
    for block, profile in [*drawn, *(("", profile) for pair in singles for profile in pair)]:
        if profile.id not in number:
            number[profile.id] = len(rows) + 1
            rows.append(_row(len(rows) + 1, block, profile.claim, corpus.own_id))
    by_block = [list(group) for _, group in itertools.groupby(drawn, key=lambda entry: entry[0])]
    within = [(a, b, "block") for group in by_block for (_, a), (_, b) in itertools.combinations(group, 2)]
    pairs = [*within, *((a, b, "score") for a, b in singles)]
    known: dict[tuple[int, int], Pair] = {}
    for a, b, how in pairs:
        one, other = sorted((number[a.id], number[b.id]))
        known.setdefault((one, other), Pair(a=one, b=other, drawn=how, label=""))
    _write(out, rows, list(known.values()))


def _seen(corpus: Corpus, folders: Iterable[Path]) -> set[str]:
    """Return the ids of the claims that some folders hold labels of."""
    return {
        claim.id
        for folder in folders
        for claim in labels.found(labels.marked(folder), corpus.claims, corpus.own_id).values()
    }


def _blocks(profiles: Sequence[Profile], chance: random.Random, seen: set[str]) -> list[tuple[str, Profile]]:
    blocks: dict[tuple[str, int], list[Profile]] = defaultdict(list)
    for profile in profiles:
        if profile.place and profile.last and not profile.vague:
            blocks[profile.place, profile.last // 7].append(profile)
    wide = [
        key
        for key in sorted(blocks)
        if len({profile.claim.report for profile in blocks[key]}) > 1
        and seen.isdisjoint(profile.id for profile in blocks[key])
    ]
    chosen: list[tuple[str, Profile]] = []
    for number, key in enumerate(chance.sample(wide, min(BLOCKS, len(wide))), start=1):
        by_report: dict[str, list[Profile]] = defaultdict(list)
        for profile in sorted(blocks[key], key=lambda profile: profile.id):
            by_report[profile.claim.report].append(profile)
        some = [
            profile
            for report in sorted(by_report)
            for profile in chance.sample(by_report[report], min(OF_A_REPORT, len(by_report[report])))
        ]
        some = chance.sample(some, min(OF_A_BLOCK, len(some)))
        chosen += [(str(number), profile) for profile in some]
    return chosen


def _over_the_scores(profiles: Sequence[Profile], chance: random.Random) -> list[tuple[Profile, Profile]]:
    book = rules()
    strata: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for a, b in sorted(set(candidates.pairs(profiles, book))):
        one, other = profiles[a], profiles[b]
        if veto(one, other, book):
            strata[-1].append((a, b))
            continue
        points = compare(one, other, book)[0]
        strata[next(place for place, (low, high) in enumerate(STRATA) if low <= points < high)].append((a, b))
    chosen: list[tuple[Profile, Profile]] = []
    for stratum, found in sorted(strata.items()):
        some = chance.sample(found, min(OF_VETOED if stratum < 0 else OF_A_STRATUM, len(found)))
        chosen += [(profiles[a], profiles[b]) for a, b in some]
    return chosen


def _row(number: int, block: str, claim: Claim, own_id: Mapping[str, str]) -> Marked:
    return Marked(
        number=number, block=block, report=own_id[claim.report], start=claim.cue.start, end=claim.cue.end,
        kind=claim.kind, figure=labels.figure(claim),
    )  # fmt: skip


def _write(out: Path, rows: Iterable[Marked], pairs: Iterable[Pair]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for name, fields, items in (("claims.csv", CLAIM_FIELDS, rows), ("pairs.csv", PAIR_FIELDS, pairs)):
        with (out / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fields, lineterminator="\n")
            writer.writeheader()
            writer.writerows(asdict(item) for item in items)


def show(corpus: Corpus, out: Path, blocks: str, pairs: str) -> None:
    """Print blocks of claims or pairs of claims, with the words around each and the title of its report."""
    rows = labels.marked(out)
    read = labels.found(rows, corpus.claims, corpus.own_id)
    texts = {corpus.own_id[report.id]: (report.published, report.source, report.text) for report in corpus.reports}
    if blocks:
        low, high = _range(blocks)
        for block in range(low, high + 1):
            print(f"\n## B{block}")
            for row in rows:
                if row.block == str(block):
                    print(_sheet(row, read, texts))
        return
    low, high = _range(pairs)
    by_number = {row.number: row for row in rows}
    for place, pair in list(_to_judge(labels.labelled(out)))[low - 1 : high]:
        print(f"\n## P{place}\n{_sheet(by_number[pair.a], read, texts)}\n{_sheet(by_number[pair.b], read, texts)}")


def _to_judge(pairs: Sequence[Pair]) -> Iterable[tuple[int, Pair]]:
    """Yield the pairs judged one by one with their numbers: those drawn by score, then those of a second reading."""
    single = [pair for pair in pairs if pair.drawn == "score"]
    second = sorted((pair for pair in pairs if pair.again), key=lambda pair: (pair.a * 7919 + pair.b * 104729) % 9973)
    return enumerate([*single, *second], start=1)


def _range(words: str) -> tuple[int, int]:
    low, _, high = words.partition("-")
    return int(low), int(high or low)


def _sheet(row: Marked, read: Mapping[int, Claim], texts: Mapping[str, tuple[object, str, str]]) -> str:
    published, source, text = texts[row.report]
    claim = read[row.number]
    before = text[max(0, claim.sentence.start - 110) : claim.sentence.start]
    start, end = max(claim.sentence.start, row.start - _SHOWN), min(claim.sentence.end, row.end + _SHOWN)
    words = f"{text[start : row.start]}<<{text[row.start : row.end]}>>{text[row.end : end]}"
    slots = [claim.where.text if claim.where else "", row.figure]
    where = " ".join(slot for slot in slots if slot)
    head = f"[{row.number}] {published} {source} r{row.report[-5:]} {row.kind} ({where})"
    return f"{head}\n  T: {text[16:90]!r} ..{before!r}\n  {' '.join(words.split())}"


def again(out: Path, seed: int) -> None:
    """Mark the pairs of a second reading: as many same as different as there are, drawn at random."""
    pairs = [replace(pair, again="") for pair in labels.labelled(out)]
    chance = random.Random(seed)
    same = [place for place, pair in enumerate(pairs) if pair.label == "same"]
    other = [place for place, pair in enumerate(pairs) if pair.label in ("different", "unsure")]
    chosen = {*chance.sample(same, min(SECOND // 2, len(same))), *chance.sample(other, SECOND // 2)}
    _write(out, labels.marked(out), [replace(p, again="?") if n in chosen else p for n, p in enumerate(pairs)])


def keep(out: Path, answers: Path, second: bool) -> None:
    """Write the answers into the table of pairs, as first labels or as those of the second reading."""
    rows, pairs = labels.marked(out), labels.labelled(out)
    event: dict[int, str] = {row.number: f"alone {row.number}" for row in rows}
    unsure: set[int] = set()
    judged: dict[int, str] = {}
    answered: set[str] = set()
    for line in answers.read_text(encoding="utf-8").splitlines():
        if block := re.match(r"B(\d+):(.*)", line):
            answered.add(block.group(1))
            for place, group in enumerate(block.group(2).split("|")):
                numbers = [int(number) for number in re.findall(r"\d+", group)]
                if "?" in group:
                    unsure.update(numbers)
                else:
                    event.update((number, f"{block.group(1)}.{place}") for number in numbers)
        elif single := re.match(r"P(\d+) ([sdu])", line):
            judged[int(single.group(1))] = {"s": "same", "d": "different", "u": "unsure"}[single.group(2)]
    block_of = {row.number: row.block for row in rows}
    numbered = {(pair.a, pair.b): place for place, pair in _to_judge(pairs) if bool(pair.again) == second}
    done: list[Pair] = []
    for pair in pairs:
        answer = judged.get(numbered.get((pair.a, pair.b), 0), "")
        if second:
            done.append(replace(pair, again=answer or pair.again))
        elif pair.drawn == "block" and block_of[pair.a] in answered:
            apart = "unsure" if {pair.a, pair.b} & unsure else "different"
            done.append(replace(pair, label="same" if event[pair.a] == event[pair.b] else apart))
        else:
            done.append(replace(pair, label=answer or pair.label))
    _write(out, rows, done)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("draw", "show", "again", "keep"))
    parser.add_argument("answers", nargs="?", type=Path)
    parser.add_argument("--data", type=Path, help="the folder of syria_news")
    parser.add_argument("--out", type=Path, required=True, help="the folder of claims.csv and pairs.csv")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument(
        "--besides", type=Path, nargs="+", default=[], help="folders whose places and weeks are left out"
    )
    parser.add_argument("--blocks", default="")
    parser.add_argument("--pairs", default="")
    parser.add_argument("--again", action="store_true", help="the answers are those of the second reading")
    told = parser.parse_intermixed_args()
    if told.what == "again":
        again(told.out, told.seed)
    elif told.what == "keep":
        keep(told.out, told.answers, told.again)
    elif told.what == "draw":
        draw(labels.corpus(told.data), told.out, told.seed, told.besides)
    else:
        show(labels.corpus(told.data), told.out, told.blocks, told.pairs)


if __name__ == "__main__":
    main()
