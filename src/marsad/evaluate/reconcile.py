"""Pairs of claims, labelled as one happening or two, and whether reconciling puts them into one event.

A pair is read as the same where both claims stand in one event of the whole corpus, reconciled at once. Beside
it stand two baselines: one-a-day (the same day, parties and kind are one event, as the older event coders have
it) and the cosine of the words of the two sentences (TF-IDF) at the threshold that suits these very pairs best.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from marsad.evaluate.corpora import shipped
from marsad.evaluate.pairs import PAIRS, UNFITTED, Corpus, Marked, Pair, corpus, found, labelled, marked
from marsad.evaluate.result import Error, Measure, Result, prf
from marsad.model.claim import Claim
from marsad.model.event import Reconciled
from marsad.reconcile import events
from marsad.reconcile.rules import rules
from marsad.reconcile.sets import Sets
from marsad.reconcile.words import plain

Same = Callable[[int, int], bool]
"""Whether two labelled claims, by number, are read as one happening."""


@dataclass(frozen=True, slots=True)
class Scores:
    """How well the labelled pairs are told apart, between 0 and 1.

    `hard` is the share of pairs of one place and week that tell of two happenings and are merged; `b_cubed` the F1
    of the events of the blocks.
    """

    precision: float
    recall: float
    b_cubed: float
    hard: float


def measure(data: Path) -> Result:
    """Return the measures on the folder of syria_news."""
    read = corpus(data)
    reconciled = events(read.claims, shipped()[1], read.reports)
    matched, rows, known, share = _known(PAIRS, read)
    same = by_event({number: claim.id for number, claim in matched.items()}, reconciled)
    measures = [
        *_measures("", known, rows, same, held_out=True),
        share,
        Measure(
            name="agreement of two readings (kappa)",
            value=kappa(labelled()),
            n=sum(bool(pair.again) for pair in labelled()),
        ),
    ]
    for folder in UNFITTED:
        theirs, their_rows, their_known, their_share = _known(folder, read)
        their_same = by_event({number: claim.id for number, claim in theirs.items()}, reconciled)
        measures += [*_measures(f"{folder.name} blocks: ", their_known, their_rows, their_same), their_share]
    for name, baseline in _baselines(matched, read, reconciled, known):
        measures += _measures(f"{name}: ", known, rows, baseline)
    return Result(suite="reconcile", measures=tuple(measures), errors=tuple(_errors(known, matched, same)))


def _known(folder: Path, read: Corpus) -> tuple[dict[int, Claim], list[Marked], list[Pair], Measure]:
    """Return the labelled claims that are read, all labelled ones, the decided pairs of read ones and their share."""
    rows, pairs = marked(folder), labelled(folder)
    matched = found(rows, read.claims, read.own_id)
    told = [pair for pair in pairs if pair.label in ("same", "different")]
    known = [pair for pair in told if pair.a in matched and pair.b in matched]
    prefix = "" if folder == PAIRS else f"{folder.name} blocks: "
    share = Measure(name=f"{prefix}labelled pairs read", value=len(known) / len(told), n=len(told))
    return matched, rows, known, share


def _measures(
    prefix: str, pairs: Sequence[Pair], rows: Sequence[Marked], same: Same, *, held_out: bool = False
) -> list[Measure]:
    got = scores(pairs, rows, same)
    read = sum(same(pair.a, pair.b) for pair in pairs)
    wanted = sum(pair.label == "same" for pair in pairs)
    hard = sum(map(is_hard, pairs))
    figures = (
        ("pair precision", "precision", read),
        ("pair recall", "recall", wanted),
        ("B-cubed F1", "b_cubed", len(_of_blocks(rows, pairs))),
        ("hard false merges", "hard", hard),
    )
    found_here = [
        Measure(name=prefix + name, value=getattr(got, key), n=n, compare=_held_out(key) if held_out else "")
        for name, key, n in figures
    ]
    return [*found_here, Measure(name=f"{prefix}hard pairs kept apart", value=1 - got.hard, n=hard)]


def by_event(ids: Mapping[int, str], reconciled: Reconciled) -> Same:
    """Return what the events say of two labelled claims."""
    event_of = {claim: event.id for event in reconciled.events for claim in event.claims}
    return lambda a, b: event_of.get(ids[a], ids[a]) == event_of.get(ids[b], ids[b])


def scores(pairs: Sequence[Pair], rows: Sequence[Marked], same: Same) -> Scores:
    """Return the scores on decided pairs whose claims are all known to `same`."""
    read = [pair for pair in pairs if same(pair.a, pair.b)]
    right = sum(pair.label == "same" for pair in read)
    precision, recall, _ = prf(right, len(read), sum(pair.label == "same" for pair in pairs))
    hard = [pair for pair in pairs if is_hard(pair)]
    merged = sum(same(pair.a, pair.b) for pair in hard)
    return Scores(precision, recall, _b_cubed(pairs, rows, same), merged / len(hard) if hard else 0.0)


def is_hard(pair: Pair) -> bool:
    """Return whether a pair is of one place and one week and yet of two happenings."""
    return pair.drawn == "block" and pair.label == "different"


def kappa(pairs: Iterable[Pair]) -> float:
    """Return Cohen's kappa of the first and the second reading, over the three answers."""
    twice = [(pair.label, pair.again) for pair in pairs if pair.again]
    if not twice:
        return 0.0
    first, second = Counter(one for one, _ in twice), Counter(other for _, other in twice)
    agreed = sum(one == other for one, other in twice) / len(twice)
    by_chance = sum(first[answer] * second[answer] for answer in first) / len(twice) ** 2
    return (agreed - by_chance) / (1 - by_chance) if by_chance < 1 else 1.0


def _of_blocks(rows: Sequence[Marked], pairs: Sequence[Pair]) -> dict[int, str]:
    """Return the claims of the blocks of which every decided pair is known, with their blocks."""
    used = {number for pair in pairs if pair.drawn == "block" for number in (pair.a, pair.b)}
    return {row.number: row.block for row in rows if row.block and row.number in used}


def _b_cubed(pairs: Sequence[Pair], rows: Sequence[Marked], same: Same) -> float:
    """Return the B-cubed F1 (Bagga and Baldwin 1998) over the claims of the blocks, each block by itself."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for number, block in _of_blocks(rows, pairs).items():
        blocks[block].append(number)
    truth = {(pair.a, pair.b): pair.label == "same" for pair in pairs if pair.drawn == "block"}
    precision, recall = [], []
    for members in blocks.values():
        wanted, read = {(one, one) for one in members}, {(one, one) for one in members}
        for a, b in combinations(sorted(members), 2):
            if (a, b) in truth:
                wanted |= {(a, b), (b, a)} if truth[a, b] else set()
                read |= {(a, b), (b, a)} if same(a, b) else set()
        for one in members:
            mine, theirs = {b for a, b in wanted if a == one}, {b for a, b in read if a == one}
            precision.append(len(mine & theirs) / len(theirs))
            recall.append(len(mine & theirs) / len(mine))
    if not precision:
        return 0.0
    p, r = sum(precision) / len(precision), sum(recall) / len(recall)
    return 2 * p * r / (p + r)


def _baselines(
    matched: Mapping[int, Claim], read: Corpus, reconciled: Reconciled, pairs: Sequence[Pair]
) -> Iterable[tuple[str, Same]]:
    keys = {number: _one_a_day(claim, reconciled) for number, claim in matched.items()}
    yield "one-a-day", lambda a, b: keys[a] == keys[b]
    cosine = _cosines(matched, read.claims)
    best = max(
        (step / 50 for step in range(1, 50)),
        key=lambda least: _pair_f1(pairs, lambda a, b: cosine(a, b) >= least),
    )
    yield f"TF-IDF at {best:.2f}", _closed(pairs, lambda a, b: cosine(a, b) >= best)


def _one_a_day(claim: Claim, reconciled: Reconciled) -> tuple[object, ...]:
    when = reconciled.dated[claim.id]
    parties = (role.actor or plain(role.text) if role else "" for role in (claim.who, claim.whom))
    return (when.last, *parties, claim.kind)


def _cosines(matched: Mapping[int, Claim], claims: Sequence[Claim]) -> Callable[[int, int], float]:
    texts = {plain(claim.sentence.text) for claim in claims}
    counts = Counter(word for text in texts for word in set(text.split()))
    vectors: dict[int, dict[str, float]] = {}
    for number, claim in matched.items():
        words = Counter(plain(claim.sentence.text).split())
        vector = {word: n * math.log(len(texts) / counts[word]) for word, n in words.items()}
        length = math.sqrt(sum(weight**2 for weight in vector.values())) or 1.0
        vectors[number] = {word: weight / length for word, weight in vector.items()}
    return lambda a, b: sum(weight * vectors[b].get(word, 0.0) for word, weight in vectors[a].items())


def _closed(pairs: Sequence[Pair], same: Same) -> Same:
    """Return the sameness that follows where whatever is like a third is one with it, block by block."""
    sets: Sets[int] = Sets()
    for pair in pairs:
        if same(pair.a, pair.b):
            sets.join(pair.a, pair.b)
    return lambda a, b: sets.root(a) == sets.root(b)


def _pair_f1(pairs: Sequence[Pair], same: Same) -> float:
    read = [pair for pair in pairs if same(pair.a, pair.b)]
    wanted = sum(pair.label == "same" for pair in pairs)
    return prf(sum(pair.label == "same" for pair in read), len(read), wanted)[2]


def _held_out(name: str) -> str:
    value = rules().held_out.get(name)
    return "" if value is None else f"with weights fitted on other events: {value:.3f}"


def _errors(pairs: Sequence[Pair], matched: Mapping[int, Claim], same: Same) -> Iterable[Error]:
    for pair in pairs:
        read, a, b = same(pair.a, pair.b), matched[pair.a], matched[pair.b]
        if read != (pair.label == "same"):
            kinds = " and ".join(sorted((a.kind, b.kind)))
            sort = f"{'merged' if read else 'kept apart'}{', one report' if a.report == b.report else ''}: {kinds}"
            texts = f"[{pair.a}] {a.sentence.text} | [{pair.b}] {b.sentence.text}"
            yield Error(sort=sort, wanted=pair.label, read="same" if read else "different", text=texts)
