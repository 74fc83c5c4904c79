"""PLOVER: the root event of a sentence, who acts (source) and on whom (target), from the bare sentence.

A sentence has one event: that of its outermost clause that a row of plover.toml knows, where verbs of speaking
are looked through; else of its first claim. Rows give verbs that no claim needs (to visit, to sign, to extradite).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marsad.evaluate.corpora import claims_of, existing, macro_f1, report, shipped, words
from marsad.evaluate.result import Error, Measure, Result, prf
from marsad.evaluate.roots import Roots, load
from marsad.model.clause import Argument, Clause, Sentence
from marsad.read.quotations import sentences

MERGED = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT", "CONCEDE": "YIELD", "RETREAT": "YIELD"}
"""Events of the version of PLOVER that the records were coded in, by their names in the present one."""

_TARGETS = ("object", "against", "with", "to", "on", "of", "for", "from", "in", "between", "among", "at", "into", "over", "place", "by")
"""Roles in which the one acted upon stands, likeliest first."""
_ACTORS = frozenset({"armed", "state", "people", "place", "name"})
_LEADING = re.compile(
    r"^(?:(?:the|a|an|some|more than|about|around|at least|up to|nearly|several|dozens of|hundreds of|thousands of|tens of thousands of|"
    r"a group of|most|senior|top|\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|its|their|his|her|mostly|suspected|another)\s+)+",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"(?:['’]s)$")


@dataclass(frozen=True, slots=True)
class Event:
    """One event: its root and the words for the two actors."""

    root: str
    source: str
    target: str


def measure(data: Path) -> Result:
    """Return the measures on gold_standard_records.json; its first record is documentation."""
    path = existing(data, "gold_standard_records.json", "plover/gold_standard_records.json")
    records = json.loads(path.read_text(encoding="utf-8"))[1:]
    return scored([(wanted(record), read(record["text"].strip("{}")), record["text"]) for record in records])


def wanted(record: dict[str, Any]) -> Event:
    """Return the event that a record is coded as."""
    return Event(MERGED.get(record["event"], record["event"]), _actors(record.get("source")), _actors(record.get("target")))


def _actors(value: Any) -> str:
    listed = value if isinstance(value, list) else [value] if value else []
    return " ".join(str(item["actorText"]) if isinstance(item, dict) else str(item) for item in listed)


def read(text: str) -> Event:
    """Return the event of a sentence; an empty root where nothing is known."""
    book, names = shipped()
    roots = load()
    for sentence in sentences(report(text), book, names):
        for clause in _outermost(sentence, roots):
            if root := roots.of(clause):
                return Event(root, _source(clause), _target(clause, sentence))
    for claim in claims_of(text):
        if root := roots.of_kind(claim.kind):
            return Event(root, claim.who.text if claim.who else "", claim.whom.text if claim.whom else "")
    return Event("", "", "")


def _outermost(sentence: Sentence, roots: Roots) -> list[Clause]:
    """Return the verbs of a sentence, outer before inner; what is said in the place of who says it."""
    verbs = [clause for clause in sentence.clauses if clause.form == "verb"]
    return sorted(verbs, key=lambda clause: (_depth(clause, roots), clause.start))


def _depth(clause: Clause, roots: Roots) -> int:
    inner = [governor for governor in clause.under if not roots.is_transparent(governor.predicate)]
    return len(inner) + 5 * any(governor.relation == "adverbial" for governor in inner)


def _source(clause: Clause) -> str:
    found = clause.roles.get("subject", ()) or clause.roles.get("by", ())
    if not found:
        found = tuple(governor.subject for governor in clause.under if governor.subject is not None)
    return _plain(found[0]) if found else ""


def _target(clause: Clause, sentence: Sentence) -> str:
    """Return the actor acted upon: a role of the clause, or of a clause under it, that names one."""
    own = _named_roles(clause)
    under = [inner for inner in sentence.clauses if inner.start > clause.start and inner.form in ("verb", "noun")]
    subject = clause.roles.get("subject", ())
    taken = {argument.start for argument in subject}
    for found in (own, *(_named_roles(inner, with_subject=True) for inner in under)):
        for argument in found:
            if argument.start not in taken and not any(one.start <= argument.start < one.end for one in subject):
                return _plain(argument)
    return ""


def _named_roles(clause: Clause, *, with_subject: bool = False) -> list[Argument]:
    roles = (*(("subject",) if with_subject else ()), *_TARGETS)
    found = [argument for role in roles for argument in clause.roles.get(role, ())]
    return [argument for argument in found if argument.sorts & _ACTORS and not argument.pronoun]


def _plain(argument: Argument) -> str:
    return _TRAILING.sub("", _LEADING.sub("", argument.text))


def span_f1(wanted_words: str, read_words: str) -> float:
    """Return the F1 of the words of two spans; 1 where both are empty."""
    first, second = words(wanted_words) if wanted_words else set(), words(read_words) if read_words else set()
    if not first or not second:
        return float(first == second)
    return prf(len(first & second), len(second), len(first))[2]


def scored(found: Sequence[tuple[Event, Event, str]]) -> Result:
    """Return the measures of (wanted, read, text) events."""
    pairs = [(asked.root, given.root) for asked, given, _ in found]
    source = [span_f1(asked.source, given.source) for asked, given, _ in found]
    target = [span_f1(asked.target, given.target) for asked, given, _ in found]
    total = len(found)
    return Result(
        suite="plover",
        measures=(
            Measure(name="root macro-F1", value=macro_f1(pairs), n=total, compare="a neural zero-shot coder 0.82, on a set like it"),
            Measure(name="root accuracy", value=sum(a == b for a, b in pairs) / total if total else 0.0, n=total),
            Measure(name="source span F1", value=_mean(source), n=total),
            Measure(name="target span F1", value=_mean(target), n=total),
            Measure(name="span F1", value=_mean([*source, *target]), n=2 * total),
        ),
        errors=tuple(_errors(found)),
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _errors(found: Sequence[tuple[Event, Event, str]]) -> Iterator[Error]:
    for asked, given, text in found:
        if asked.root != given.root:
            yield Error(sort=f"{asked.root} read as {given.root or 'none'}", wanted=asked.root, read=given.root, text=text)
        for name in ("source", "target"):
            one, other = getattr(asked, name), getattr(given, name)
            if span_f1(one, other) < 0.5:
                yield Error(sort=f"{name} wrong", wanted=one, read=other, text=text)
