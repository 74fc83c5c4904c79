"""CASE 2021, task 2: one class of event for each snippet, here the sub-event that its claims tell of above all.

The corpus is a table of id, snippet and class, parted by tabs and without quoting. 25 of its classes are
sub-events of ACLED; the others (diplomacy, disasters, crime, attribution) are none, and no claim is read as one.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from marsad.evaluate.acled import sub_event
from marsad.evaluate.corpora import claims_of, existing, shipped, weighted_f1
from marsad.evaluate.result import Error, Measure, Result, prf

CLASSES = {
    "ABDUCT_DISSAP": "Abduction/forced disappearance", "AGREEMENT": "Agreement", "AIR_STRIKE": "Air/drone strike",
    "ARMED_CLASH": "Armed clash", "ARREST": "Arrests", "ART_MISS_ATTACK": "Shelling/artillery/missile attack",
    "ATTACK": "Attack", "CHANGE_TO_GROUP_ACT": "Change to group/activity", "CHEM_WEAP": "Chemical weapon",
    "DISR_WEAP": "Disrupted weapons use", "FORCE_AGAINST_PROTEST": "Excessive force against protesters",
    "GOV_REGAINS_TERIT": "Government regains territory", "GRENADE": "Grenade",
    "HQ_ESTABLISHED": "Headquarters or base established", "MOB_VIOL": "Mob violence",
    "NON_STATE_ACTOR_OVERTAKES_TER": "Non-state actor overtakes territory",
    "NON_VIOL_TERRIT_TRANSFER": "Non-violent transfer of territory", "OTHER": "Other",
    "PEACE_PROTEST": "Peaceful protest", "PROPERTY_DISTRUCT": "Looting/property destruction",
    "PROTEST_WITH_INTER": "Protest with intervention", "REM_EXPLOS": "Remote explosive/landmine/IED",
    "SEX_VIOL": "Sexual violence", "SUIC_BOMB": "Suicide bomb", "VIOL_DEMONSTR": "Violent demonstration",
}  # fmt: skip
"""The corpus's short names of ACLED's 25 sub-events; a class that is not here is none of ACLED's."""

CONTROL = frozenset(
    {"Government regains territory", "Non-state actor overtakes territory", "Non-violent transfer of territory"}
)
"""Sub-events in which a place changes hands."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One snippet: the sub-event wanted ("" for a class that is none of ACLED's) and the one read."""

    wanted: str
    read: str
    text: str


def measure(data: Path) -> Result:
    """Return the measures on snippets.tsv."""
    return scored(list(answers(existing(data, "snippets.tsv", "case2021_task2/snippets.tsv"))))


def answers(path: Path) -> Iterator[Answer]:
    """Yield each snippet with what is read from it."""
    book, names = shipped()
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            read = sub_event(claims_of(row["EventSnippet"]), book.words, names)
            yield Answer(CLASSES.get(row["SubType"], ""), read, row["EventSnippet"])


def scored(found: Sequence[Answer]) -> Result:
    """Return the measures of the answers."""
    own = [(answer.wanted, answer.read) for answer in found if answer.wanted]
    both = [(answer.wanted, answer.read) for answer in found]
    classes = {wanted for wanted, _ in own}
    right = sum(answer.wanted in CONTROL and answer.read in CONTROL for answer in found)
    read = sum(answer.read in CONTROL for answer in found)
    wanted = sum(answer.wanted in CONTROL for answer in found)
    precision, recall, f1 = prf(right, read, wanted)
    return Result(
        suite="case2021",
        measures=(
            Measure(name="weighted F1", value=weighted_f1(own, classes), n=len(own), compare="best published 0.839"),
            Measure(name="weighted F1, other classes counted", value=weighted_f1(both, classes), n=len(both)),
            Measure(name="accuracy", value=sum(a == b for a, b in own) / len(own) if own else 0.0, n=len(own)),
            Measure(name="control precision", value=precision, n=read),
            Measure(name="control recall", value=recall, n=wanted),
            Measure(name="control F1", value=f1, n=wanted),
        ),
        errors=tuple(
            Error(sort=f"{answer.wanted or 'no sub-event'} read as {answer.read or 'none'}", wanted=answer.wanted,
                  read=answer.read, text=answer.text)
            for answer in found
            if answer.wanted != answer.read
        ),
    )  # fmt: skip
