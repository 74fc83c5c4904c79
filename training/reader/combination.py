"""Fit how the learned reader and the codebook are weighed, on reports that the network has not seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from marsad.evaluate.gold import Line, pair, plain, slot_verdicts
from marsad.model.claim import Speaker
from marsad.publish.claim_line import form
from marsad.read.learned import choose, weigh
from marsad.read.learned.choose import Chance, Features
from marsad.read.learned.weigh import Found, Pair, Settings
from reader.predict import Read

DROP = 0.35
"""Not fitted: what a person wrote and can explain is overruled only where the network is sure."""
FREEDOM = 0.3
"""Inverse strength of the ridge that holds weights back."""


@dataclass(frozen=True)
class Case:
    """A candidate, the gold claim that it is paired with, or None, the report they stand in, and who spoke before."""

    pair: Pair
    line: Line
    gold: Line | None
    read: Read
    before: tuple[Speaker, ...]


Row = tuple[Features, bool]


def cases(reads: Sequence[Read]) -> list[Case]:
    """Return all candidates of some reports, each with the gold claim that it is paired with."""
    made = []
    for read in reads:
        candidates = weigh.pairs(read.claims, read.network, read.context)
        lines = plain([form(_claim(item, read)) for item in candidates])
        gold = plain(read.gold)
        of = {j: gold[i] for i, j in pair(gold, lines)}
        before: tuple[Speaker, ...] = ()
        for number, (item, line) in enumerate(zip(candidates, lines, strict=True)):
            made.append(Case(item, line, of.get(number), read, before))
            chain = item.claim.said_by if item.claim else ()
            if weigh.is_named(chain):
                before = chain
    return made


def _claim(item: Pair, read: Read) -> Any:
    """Return a candidate as it stands before anything is weighed: with the words of the reader that found it."""
    if item.claim is not None:
        return item.claim
    claim = weigh.drafted(item.proposal, read.times, read.context)
    slots = {role: weigh.value_of(role, "told", item, claim, read.times, read.context) for role in weigh.SLOTS}
    return weigh.replace(claim, **slots)


def fit(found: Sequence[Case]) -> Settings:
    """Return the settings under which most claims, and of the kept ones most slots, are right."""
    by_group: dict[Found, list[Row]] = defaultdict(list)
    for case in found:
        by_group[case.pair.found].append((_cue(case), _is_right(case)))
    keep = {group: _curve(rows) for group, rows in by_group.items()}
    chances = np.array([keep[case.pair.found].of(_cue(case)) for case in found])
    right = np.array([_is_right(case) for case in found])
    wanted = sum(len(read.gold) for read in {id(case.read): case.read for case in found}.values())
    least = max(
        np.arange(0.2, 0.7, 0.02), key=lambda at: 2 * right[chances >= at].sum() / ((chances >= at).sum() + wanted)
    )
    kept = [case for case, chance in zip(found, chances, strict=True) if chance >= least and case.gold is not None]
    return Settings(
        least=round(float(least), 2), drop=DROP, keep=keep,
        kind=_curves(row for case in kept for row in _kinds(case)),
        modality=_curves(row for case in kept for row in _modalities(case)),
        slots={role: _curves(row for case in kept for row in _options(role, case)) for role in weigh.SLOTS},
        speaker=_curves(row for case in kept for row in _voices(case)),
    )  # fmt: skip


def _cue(case: Case) -> Features:
    told = case.pair.proposal
    return choose.of_cue(case.pair.claim, told.kind, told.odds, told.rival[1])


def _is_right(case: Case) -> bool:
    return case.gold is not None and case.gold["kind"] == case.pair.proposal.kind


def _kinds(case: Case) -> Iterator[tuple[str, Row]]:
    if case.pair.claim is not None and case.gold is not None:
        for option, kind in (("own", case.pair.proposal.kind), ("told", case.pair.proposal.rival[0])):
            yield option, (_cue(case), case.gold["kind"] == kind)


def _modalities(case: Case) -> Iterator[tuple[str, Row]]:
    told = weigh.likeliest(case.pair.proposal.modality)
    if case.pair.claim is None or case.gold is None or case.pair.claim.modality == told:
        return
    features = choose.of_modality(case.pair.claim.modality, told, case.pair.proposal)
    for option, modality in (("own", case.pair.claim.modality), ("told", told)):
        yield option, (features, case.gold["modality"] == modality)


def _options(role: Any, case: Case) -> Iterator[tuple[str, Row]]:
    features = weigh.features_of(role, case.pair)
    base = case.pair.claim or weigh.drafted(case.pair.proposal, case.read.times, case.read.context)
    for option in weigh.options_of(role, case.pair):
        value = weigh.value_of(role, option, case.pair, base, case.read.times, case.read.context)
        if value is not None or option == "none":
            line = plain([form(weigh.replace(base, **{role: value}))])[0]
            yield option, (features, slot_verdicts(case.gold, line)[role])  # type: ignore[arg-type]


def _voices(case: Case) -> Iterator[tuple[str, Row]]:
    features = weigh.voice_features(case.pair, case.before, case.read.context)
    for voice in weigh.voices_of(case.pair, case.before):
        chain = weigh.chain_of(voice, case.pair, case.before, case.read.context)
        line = {**case.line, "said_by": [{"text": one.text} for one in chain]}
        yield voice, (features, slot_verdicts(case.gold, line)["said_by"])  # type: ignore[arg-type]


def _curves(rows: Any) -> Any:
    """Return a curve for each option of which both right and wrong ones were seen."""
    of: Mapping[str, list[Row]] = defaultdict(list)
    for option, row in rows:
        of[option].append(row)
    return {option: _curve(some) for option, some in of.items() if len({right for _, right in some}) == 2}


def _curve(rows: Sequence[Row]) -> Chance:
    """Return the logistic curve of being right, its weights held back by a ridge."""
    columns = DictVectorizer()
    model = LogisticRegression(C=FREEDOM, max_iter=2000)
    model.fit(columns.fit_transform([dict(features) for features, _ in rows]), [right for _, right in rows])
    weights = dict(zip(columns.get_feature_names_out(), model.coef_[0], strict=True))
    return Chance(
        shift=round(float(model.intercept_[0]), 2),
        weights={name: round(float(weight), 2) for name, weight in weights.items() if abs(weight) >= 0.02},
    )
