"""PLOVER: the root event of a sentence, who acts (source) and on whom (target), from the bare sentence.

A sentence has one event: that of its outermost clause that a row of plover.toml knows, where verbs of speaking
are looked through; else of its first claim. Rows give verbs that no claim needs (to visit, to sign, to extradite).
"""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marsad.evaluate.corpora import claims_of, existing, macro_f1, report, shipped, words
from marsad.evaluate.result import Error, Measure, Result, prf
from marsad.evaluate.roots import MERGED, Roots, load
from marsad.model.clause import Argument, Clause, Sentence
from marsad.read.quotations import sentences

_TARGETS = (
    "object",
    "against",
    "with",
    "to",
    "on",
    "of",
    "for",
    "from",
    "in",
    "between",
    "among",
    "at",
    "into",
    "over",
    "place",
    "by",
)
"""Roles in which the one acted upon stands, likeliest first."""
_MUTUAL = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "REJECT"})
"""Events of which both sides can be the subject; they are coded with two sources then, and no target."""
_DAYS = frozenset({*calendar.day_name, *calendar.month_name})
_NAMES = re.compile(
    r"\b(?!(?:"
    + "|".join((*calendar.day_name, *list(calendar.month_name)[1:]))
    + r")\b)[A-Z][\w.'’-]*\w(?:\s+(?:of|and|the|for|al|el)(?=\s+[A-Z])|\s+[A-Z][\w.'’-]*\w)*"
)
_SPEAKING_TAIL = re.compile(r",[^,]*\b(?:said|says|reported|announced|confirmed|according to)\b[^,]*$")
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
    return Event(
        MERGED.get(record["event"], record["event"]), _actors(record.get("source")), _actors(record.get("target"))
    )


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
                return _event(root, clause, sentence, said=clause.modal in roots.modals)
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


def _source(clause: Clause, *, said: bool = False) -> tuple[Argument, ...]:
    """Return who acts; for a pronoun, and for what is only `said` to be done, who says it."""
    found = clause.roles.get("subject", ()) or clause.roles.get("by", ())
    speakers = tuple(one.subject for one in clause.under if one.subject is not None and not one.subject.pronoun)
    if said or not found or found[0].pronoun:
        return speakers or found
    return found


def _event(root: str, clause: Clause, sentence: Sentence, *, said: bool) -> Event:
    """Return the event of a clause; two who act together are both its source, and have no target."""
    source = _source(clause, said=said)[:1]
    if root in _MUTUAL and source and len(source[0].parts) > 1:
        return Event(root, " ".join(_actor(part.text) for part in source[0].parts), "")
    subject = clause.roles.get("subject", ()) if said else ()
    target = _actor(subject[0].text, owner=True) if subject and subject != source else _target(clause, sentence)
    return Event(root, _actor(source[0].text) if source else "", target)


def _target(clause: Clause, sentence: Sentence) -> str:
    """Return the actor acted upon: the first role of the clause, or of one under it, or later words, with a name."""
    under = [inner for inner in sentence.clauses if inner.start > clause.start and inner.form in ("verb", "noun")]
    subjects = _source(clause)
    for found in (_roles(clause), *(_roles(inner, with_subject=True) for inner in under)):
        for argument in found:
            is_own = any(one.start <= argument.start < one.end for one in subjects)
            if not is_own and not argument.pronoun and argument.start > clause.start and _NAMES.search(argument.text):
                return _actor(argument.text, owner=True)
    rest = _SPEAKING_TAIL.sub("", sentence.text[clause.end - sentence.start :])
    name = next((match.group() for match in _NAMES.finditer(rest) if match.group() not in _DAYS), "")
    return name or _passive_subject(clause)


def _passive_subject(clause: Clause) -> str:
    """Return the object of a passive, which stands before its verb."""
    found = next((one for one in clause.roles.get("object", ()) if one.start < clause.start), None)
    return _actor(found.text, owner=True) if found else ""


def _roles(clause: Clause, *, with_subject: bool = False) -> list[Argument]:
    roles = (*(("subject",) if with_subject else ()), *_TARGETS)
    return [argument for role in roles for argument in clause.roles.get(role, ())]


def _actor(phrase: str, *, owner: bool = False) -> str:
    """Return the words of a phrase that name an actor: its first name with the noun that it stands before.

    With `owner`, that is whose thing the phrase names ("Israel" of "Israel's proposal").
    """
    plain = _TRAILING.sub("", _LEADING.sub("", phrase))
    found = _NAMES.search(plain)
    kept = plain[found.start() :] if found else plain
    if owner and found and not _names_people(kept):
        kept = found.group()
    possessive = re.search(r"['’]s?(?=\s)", kept)
    if owner and possessive and possessive.start() > 2:
        return kept[: possessive.start()]
    return re.split(r",\s|\s\(|\s(?:in|of|on|to|who|that|from|near|about|for|at)\s(?=[a-z])", kept)[0]


def _names_people(phrase: str) -> bool:
    """Whether the last word of a phrase is people or a force; of any other thing only the owner acts."""
    sort_of = shipped()[0].words.sort_of
    last = phrase.rsplit(maxsplit=1)[-1].lower()
    return bool(
        (sort_of.get(last, frozenset()) | sort_of.get(last.removesuffix("s"), frozenset())) & {"armed", "people"}
    )


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
            Measure(
                name="root macro-F1",
                value=macro_f1(pairs),
                n=total,
                compare="a neural zero-shot coder 0.82, on a set like it",
            ),
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
            yield Error(
                sort=f"{asked.root} read as {given.root or 'none'}", wanted=asked.root, read=given.root, text=text
            )
        for name in ("source", "target"):
            one, other = getattr(asked, name), getattr(given, name)
            if span_f1(one, other) < 0.5:
                yield Error(sort=f"{name} wrong", wanted=one, read=other, text=text)
