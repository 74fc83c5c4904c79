"""Fit how the learned reader and the codebook are weighed, on reports that the network has not seen."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from marsad.evaluate.gold import Line, pair, plain, slot_verdicts
from marsad.model.claim import Modality
from marsad.publish.claim_line import form
from marsad.read import drafts
from marsad.read.learned import weigh
from marsad.read.learned.labels import ROLES, SPEAKERS, Role, Said
from marsad.read.learned.weigh import Found, Keep, Pair, Settings, Slot
from reader.predict import Read

FOUND: tuple[Found, ...] = ("codebook", "beside", "alone")
STATES = ("none", "unspecified", "named")
GRID = (0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 2.0)
"""Thresholds tried; the last means never."""
DROP = 0.35
"""Not fitted: what a person wrote and can explain is overruled only where the network is sure."""
OPEN = Settings(
    least=0.0, drop=0.0, kind=2.0, modality=2.0, speaker={state: dict.fromkeys(SPEAKERS, 2.0) for state in STATES},
    keep={found: Keep(slope=0.0, shift=5.0) for found in FOUND},
    slots={role: Slot(fill=0.5, switch=2.0, drop=False) for role in ROLES if role != "said_by"},
)  # fmt: skip
"""Keeps everything, and of the codebook's claims every slot."""


@dataclass(frozen=True)
class Case:
    """A candidate, the gold claim that it is paired with, or None, and the report they stand in."""

    pair: Pair
    line: Line
    gold: Line | None
    read: Read


def cases(reads: Sequence[Read]) -> list[Case]:
    """Return all candidates of some reports, each with the gold claim that it is paired with."""
    made = []
    for read in reads:
        candidates = weigh.pairs(read.claims, read.network, read.context)
        lines = plain([form(_claim(item, read)) for item in candidates])
        gold = plain(read.gold)
        of = {j: gold[i] for i, j in pair(gold, lines)}
        made += [
            Case(item, line, of.get(n), read) for n, (item, line) in enumerate(zip(candidates, lines, strict=True))
        ]
    return made


def _claim(item: Pair, read: Read) -> Any:
    if item.claim is not None:
        return item.claim
    return weigh.drafted(item.proposal, read.times, (), 1.0, read.context, OPEN)


def fit(found: Sequence[Case]) -> Settings:
    """Return the settings under which most claims, and of the kept ones most slots, are right."""
    keep = {group: _keep([case for case in found if case.pair.found == group]) for group in FOUND}
    with_keep = Settings(**{**_fields(OPEN), "keep": keep})
    chances = np.array([weigh.chance_of(case.pair, with_keep) for case in found])
    right = np.array([case.gold is not None and case.gold["kind"] == case.pair.proposal.kind for case in found])
    wanted = sum(len(read.gold) for read in {id(case.read): case.read for case in found}.values())
    least = max(
        np.arange(0.2, 0.7, 0.02), key=lambda at: 2 * right[chances >= at].sum() / ((chances >= at).sum() + wanted)
    )
    kept = [case for case, chance in zip(found, chances, strict=True) if chance >= least and case.gold is not None]
    of_codebook = [case for case in kept if case.pair.claim is not None]
    return Settings(
        least=round(float(least), 2),
        drop=DROP,
        kind=_best((0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 2.0), lambda at: sum(_kind_right(case, at) for case in of_codebook)),
        modality=_best(GRID, lambda at: sum(_modality_right(case, at) for case in of_codebook)),
        speaker={state: {told: _speaker(kept, state, told) for told in SPEAKERS} for state in STATES},
        keep=keep,
        slots={role: _slot(role, kept) for role in OPEN.slots},
    )  # fmt: skip


def _fields(settings: Settings) -> dict[str, Any]:
    return {name: getattr(settings, name) for name in settings.__struct_fields__}


def _keep(group: Sequence[Case]) -> Keep:
    """Return the logistic curve of being right, its shifts by family held back by a ridge."""
    if not group:
        return Keep(slope=0.0, shift=0.0)
    families = sorted({case.pair.proposal.kind.split(".")[0] for case in group})
    rows = np.zeros((len(group), 1 + len(families)))
    for row, case in zip(rows, group, strict=True):
        row[0] = weigh.log_odds(case.pair.proposal.odds)
        row[1 + families.index(case.pair.proposal.kind.split(".")[0])] = 1
    right = [case.gold is not None and case.gold["kind"] == case.pair.proposal.kind for case in group]
    model = LogisticRegression(C=0.5, max_iter=1000).fit(rows, right)
    weights = model.coef_[0]
    return Keep(
        slope=round(float(weights[0]), 3), shift=round(float(model.intercept_[0]), 3),
        family={name: round(float(weight), 2) for name, weight in zip(families, weights[1:], strict=True)},
    )  # fmt: skip


def _best(grid: Sequence[float], right: Callable[[float], int]) -> float:
    """Return the threshold with most right; of equals the one that leaves most to the codebook."""
    return max(grid, key=lambda at: (right(at), at))


def _kind_right(case: Case, at: float) -> bool:
    kind, odds = case.pair.proposal.rival
    return case.gold["kind"] == (kind if odds - case.pair.proposal.odds >= at else case.pair.claim.kind)


def _modality_right(case: Case, at: float) -> bool:
    told, odds = max(case.pair.proposal.modality.items(), key=lambda item: item[1])
    modality: Modality = told if odds >= at else case.pair.claim.modality
    return bool(case.gold["modality"] == modality)


def _state(case: Case) -> str:
    return weigh.state_of(case.pair.claim.said_by if case.pair.claim else ())


def _speaker(kept: Sequence[Case], state: str, told: Said) -> float:
    """Return the odds from which the network is believed where it tells something else than the codebook."""
    asked = [case for case in kept if _state(case) == state and _told(case) == told]
    return _best(GRID, lambda at: sum(_speaker_right(case, state, told, at) for case in asked))


def _told(case: Case) -> Said:
    return max(case.pair.proposal.speaker.items(), key=lambda item: item[1])[0]


def _speaker_right(case: Case, state: str, told: Said, at: float) -> bool:
    how = Settings(**{**_fields(OPEN), "speaker": {**OPEN.speaker, state: {**OPEN.speaker[state], told: at}}})
    own = case.pair.claim.said_by if case.pair.claim else ()
    said = weigh.said_by(own, case.pair.proposal, (), case.read.context, how)
    line = {**case.line, "said_by": [{"text": one.text} for one in said]}
    return slot_verdicts(case.gold, line)["said_by"]


def _slot(role: Role, kept: Sequence[Case]) -> Slot:
    options: dict[Slot, int] = {}
    made: dict[tuple[int, Any], bool] = {}
    for fill, switch, drop in itertools.product(GRID, GRID, (False, True)):
        how = Slot(fill=fill, switch=switch, drop=drop)
        options[how] = sum(_slot_right(role, number, case, how, made) for number, case in enumerate(kept))
    return max(options, key=lambda how: (options[how], how.fill + how.switch))


def _slot_right(role: Role, number: int, case: Case, how: Slot, made: dict[tuple[int, Any], bool]) -> bool:
    own = getattr(case.pair.claim, role) if case.pair.claim else None
    span = weigh.chosen((own.start, own.end) if own else None, case.pair.proposal.spans[role], how)
    if (number, span) not in made:
        line = {
            **case.line,
            role: case.line[role] if own and span == (own.start, own.end) else _value(role, span, case),
        }
        made[number, span] = slot_verdicts(case.gold, line)[role]
    return made[number, span]


def _value(role: Role, span: drafts.Spot | None, case: Case) -> Any:
    """Return the value of a slot as a line holds it."""
    if span is None:
        return None
    context, at = case.read.context, case.pair.proposal.sentence
    if role == "count":
        number = drafts.count(span, case.pair.proposal.kind, at, context)
        return {"low": number.low, "high": number.high} if number else None
    if role == "when":
        when = drafts.time(span, context.sentences[at], case.read.times[at])
        return {"start": str(when.first), "end": str(when.last)} if when and when.first and when.last else None
    found = drafts.party(span, at, None, context) if role in ("who", "whom") else drafts.place(span, context)
    return {"text": found.text} if found else None
