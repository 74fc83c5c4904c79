"""re3d: who fights whom, who is allied with whom, who is in charge of a place, in statements on Syria and Iraq.

The corpus is folders of documents.json, entities.json and relations.json, one JSON value a line. A relation is its
type and the head words of its two ends, once for each document; fighting and alliance have no direction. Wanted
are relations that most annotators confirmed, and of those in charge only where what is held is a location.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marsad.evaluate.corpora import claims_of
from marsad.evaluate.result import Error, Measure, Result, prf
from marsad.model.claim import Claim, Party
from marsad.model.problem import MarsadError
from marsad.model.where import Where

Row = dict[str, Any]

FIGHTING, ALLIES, CHARGE = "FightingAgainst", "AlliesOf", "InChargeOf"
KINDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        FIGHTING,
        ("attack", "tie.oppose", "casualty.killed", "casualty.injured", "control.change", "relief.damage", "siege"),
    ),
    (ALLIES, ("tie.ally", "tie.support")),
    (CHARGE, ("control.change", "control.hold")),
)
"""Which kinds and families of claim tell of which relation."""
_TARGETS = re.compile(
    r"(?:the\s+|\d+\s+)?((?:[A-Z][\w.’'-]*\s?)+)\s+(?:military\s+)?(?:targets?|positions?|control|forces of)$"
)
"""Names of targets that say no more than whose they are."""
_ATTACKS = re.compile(r"(?:strikes?|attacks?|raids?|bombings?|airstrikes?)$")
_REFUSED = frozenset({"attack.abduction"})
_UNSURE = 0.5
"""Relations of a confidence below this were rejected by the annotators."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between two head words; the ends of one without direction stand in order of the alphabet."""

    kind: str
    first: str
    second: str


def measure(data: Path) -> Result:
    """Return the measures on all folders of documents under `data`."""
    folders = sorted(path.parent for path in (*data.glob("*/relations.json"), *data.glob("relations.json")))
    if not folders:
        raise MarsadError(f"{data} holds no folder with relations.json. Name the folder of re3d with --data.")
    found: list[tuple[set[Relation], set[Relation], str]] = []
    for folder in folders:
        places = {row["_id"] for row in _rows(folder / "entities.json") if row["type"] == "Location"}
        relations = list(_rows(folder / "relations.json"))
        for document in _rows(folder / "documents.json"):
            own = [row for row in relations if row["documentId"] == document["_id"]]
            spans = {(row["begin"], row["end"]) for row in _rows(folder / "entities.json")
                     if row["_id"] in places and row["documentId"] == document["_id"]}  # fmt: skip
            found.append((set(wanted(own, spans)), set(read(claims_of(document["text"]))), document["text"]))
    return scored(found)


def _rows(path: Path) -> Iterator[Row]:
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        if line.strip():
            yield json.loads(line)


def wanted(rows: Iterable[Row], places: set[tuple[int, int]]) -> Iterator[Relation]:
    """Yield the relations of one document that are asked for; `places` are the spans of its locations."""
    for row in rows:
        if row["confidence"] < _UNSURE or row["type"] not in (FIGHTING, ALLIES, CHARGE):
            continue
        if row["type"] != CHARGE or (row["targetBegin"], row["targetEnd"]) in places:
            yield relation(row["type"], row["source"], row["target"])


def read(found: Sequence[Claim]) -> Iterator[Relation]:
    """Yield the relations that claims tell of, one for each pair of coordinated ends.

    A claim that names nobody has the acting side of another claim of its sentence; where none is named, an attack
    itself is the fighting side, as the annotators have it.
    """
    for claim in found:
        beside = [one for one in found if one.sentence == claim.sentence and one is not claim]
        for kind, kinds in KINDS:
            if (claim.kind not in kinds and claim.family not in kinds) or claim.kind in _REFUSED:
                continue
            first, second = _ends(claim, kind, beside)
            yield from (relation(kind, one, other) for one in first for other in second if head(one) != head(other))


def _ends(claim: Claim, kind: str, beside: Sequence[Claim]) -> tuple[list[str], list[str]]:
    actors = _texts(claim.who)
    if not actors and kind != ALLIES:
        acting = [one for one in beside if one.who is not None and one.family == claim.family]
        nouns = [one.cue.text for one in (claim, *beside) if one.family == "attack" and _ATTACKS.search(one.cue.text)]
        actors = _texts(acting[0].who) if acting else nouns[:1] if kind == FIGHTING else []
    if kind == CHARGE and claim.kind == "control.change" and claim.modality != "asserted":
        # A place that has yet to be taken is held by the one who may lose it.
        actors = _texts(claim.whom)
    if kind == CHARGE:
        return actors, _texts(claim.where) if claim.where and (
            claim.where.place or claim.kind != "control.hold"
        ) else []
    return actors, _texts(claim.whom)


def _texts(value: Party | Where | None) -> list[str]:
    """Return the coordinated phrases of an end; the pronoun where one stands for it, and whose things are hit."""
    if value is None:
        return []
    if isinstance(value, Party) and value.pronoun:
        return [value.pronoun]
    parts = [part.strip() for part in re.split(r",\s+(?:and\s+)?|\s+and\s+", value.text) if part.strip()]
    return [_owner(part) for part in parts]


def _owner(phrase: str) -> str:
    """Return whose a general target is ("ISIL" of "ISIL targets"), else the phrase."""
    match = _TARGETS.match(phrase)
    return match[1] if match else phrase


def relation(kind: str, first: str, second: str) -> Relation:
    """Return a relation by the head words of its ends."""
    a, b = head(first), head(second)
    return Relation(kind, *(sorted((a, b)) if kind != CHARGE else (a, b)))


def head(phrase: str) -> str:
    """Return the head word of a phrase, without a plural: the last one before a preposition, clause or comma."""
    core = re.split(r"\s+(?:of|in|on|near|from|at|for|to|with|that|who|which|and)\s+|,\s|\s\(", phrase.strip())[0]
    found: list[str] = re.findall(r"[\w'’.-]*\w", core) or [core]
    word = found[-1].lower().removesuffix("'s").removesuffix("’s")
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us")) else word


def scored(found: Sequence[tuple[set[Relation], set[Relation], str]]) -> Result:
    """Return the measures of (wanted, read, text) documents."""
    measures: list[Measure] = []
    for kind in (FIGHTING, ALLIES, CHARGE, "all"):
        asked = sum(_count(wanted_here, kind) for wanted_here, _, _ in found)
        given = sum(_count(read_here, kind) for _, read_here, _ in found)
        right = sum(_count(wanted_here & read_here, kind) for wanted_here, read_here, _ in found)
        precision, recall, f1 = prf(right, given, asked)
        measures += [
            Measure(name=f"{kind} precision", value=precision, n=given),
            Measure(name=f"{kind} recall", value=recall, n=asked),
            Measure(name=f"{kind} F1", value=f1, n=asked),
        ]
    return Result(suite="re3d", measures=tuple(measures), errors=tuple(_errors(found)))


def _count(relations: set[Relation], kind: str) -> int:
    return sum(kind in (item.kind, "all") for item in relations)


def _errors(found: Sequence[tuple[set[Relation], set[Relation], str]]) -> Iterator[Error]:
    for asked, given, text in found:
        for sort, missing in (("missed", asked - given), ("read too much", given - asked)):
            for item in sorted(missing, key=lambda one: (one.kind, one.first, one.second)):
                words = f"{item.first} - {item.second}"
                is_missed = sort == "missed"
                yield Error(sort=f"{sort} {item.kind}", wanted=words if is_missed else "", read="" if is_missed else words,
                            text=_around(text, item))  # fmt: skip


def _around(text: str, item: Relation) -> str:
    lines = [
        line
        for line in re.split(r"(?<=[.!?])\s|\n", text)
        if item.first in line.lower() and item.second in line.lower()
    ]
    return lines[0].strip() if lines else text[:120]
