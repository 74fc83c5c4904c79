"""IDETECT: how many people or households moved, in which way, and where, from excerpts of reports.

Each excerpt has one fact: a figure, a term, a unit and (mostly) a place. Read is the first claim of displacement
that has a count, else the first claim with a count of another kind that a row of `TERMS` knows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marsad.evaluate.corpora import claims_of, existing, shipped, words
from marsad.evaluate.result import Error, Measure, Result
from marsad.model.claim import Claim, Count
from marsad.read import names

TERMS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("Destroyed Housing", ("relief.damage", "attack", "force.destroy"), r"."),
    ("Evacuated", ("displacement", "deal"), r"\bevacuat\w*"),
    ("Homeless", ("displacement",), r"\bhomeless"),
    ("Forced to Flee", ("displacement",), r"\bfle[de]\w*|\bescap\w+|\bflight\b|\bexodus\b|\brefuge\b"),
    ("Relocated", ("displacement",), r"\b(?:relocat|transfer|resettl|move)\w*"),
    ("In Relief Camp", ("displacement.stock",), r"\bcamps?\b"),
    ("Sheltered", ("displacement",), r"\b(?:shelter|host|hous|accommodat|stay)\w*"),
    ("Displaced", ("displacement",), r"."),
)
"""Term, the kinds or families of claim that it covers, and what their cue has to hold; the first row that fits."""

_HOUSEHOLDS = re.compile(r"\b(?:famil(?:y|ies)(?! members)|households?)\b", re.IGNORECASE)
_HOMES = re.compile(r"\b(?:homes|houses|apartments|flats|dwellings)\b$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact on displacement: how many, in which way, people or households, and the words for the place."""

    figure: float | None
    term: str
    unit: str
    place: str


def measure(data: Path) -> Result:
    """Return the measures on excerpts.jsonl."""
    rows = existing(data, "excerpts.jsonl", "idetect/excerpts.jsonl").read_text(encoding="utf-8").splitlines()
    return scored(
        [(fact_of_row(row), read(row["excerpt"]), row["excerpt"]) for row in map(json.loads, filter(None, rows))]
    )


def fact_of_row(row: dict[str, Any]) -> Fact:
    """Return the fact that an excerpt is labelled with."""
    return Fact(row["Quantity"], row["Term"] or "", row["Unit"] or "", row["Location"] or "")


def read(excerpt: str) -> Fact:
    """Return the fact that is read from an excerpt."""
    found = claims_of(excerpt)
    counted = [claim for claim in found if claim.count is not None and claim.count.unit != "share"]
    ranked = sorted(counted, key=lambda claim: not claim.kind.startswith("displacement"))
    claim = next((item for item in ranked if term(item)), None)
    if claim is None or claim.count is None:
        return Fact(None, "", "", "")
    return Fact(_figure(claim.count), term(claim), _unit(claim), _place(claim, found, excerpt))


def term(claim: Claim) -> str:
    """Return the term that a claim falls under, "" for none."""
    for name, kinds, cue in TERMS:
        if (claim.kind in kinds or claim.family in kinds) and re.search(cue, claim.cue.text, re.IGNORECASE):
            return name
    return ""


def _figure(count: Count) -> float | None:
    return count.high if count.low is None or (count.high is not None and count.high > count.low) else count.low


def _unit(claim: Claim) -> str:
    near = claim.sentence.text[claim.count.start - claim.sentence.start :][:40] if claim.count else ""
    whom = claim.whom.text if claim.whom else ""
    is_households = claim.count is not None and claim.count.unit == "families"
    return "Households" if is_households or _HOUSEHOLDS.search(whom + near) or _HOMES.search(whom) else "People"


def _place(claim: Claim, found: Sequence[Claim], excerpt: str) -> str:
    """Return the place left and the place where, if they are named; else that of another claim, else any in the excerpt."""
    places = [where.text for item in (claim, *found) for where in (item.whence, item.where) if where is not None]
    own = [where.text for where in (claim.whence, claim.where) if where is not None]
    named = [text for text in (" | ".join(own), *places) if re.search(r"\b[A-Z]", text)]
    if named:
        return named[0]
    book, reference = shipped()
    return next((place.text for place in names.find(excerpt, book.words, reference).places), next(iter(own), ""))


def scored(facts: Sequence[tuple[Fact, Fact, str]]) -> Result:
    """Return the measures of (wanted, read, text) facts; a place that is not labelled is not asked for."""
    verdicts = [right(wanted, found) for wanted, found, _ in facts]
    placed = [verdict["place"] for verdict, (wanted, _, _) in zip(verdicts, facts, strict=True) if wanted.place]
    measures = [
        Measure(name=slot, value=_share([verdict[slot] for verdict in verdicts]), n=len(facts))
        for slot in ("figure", "term", "unit")
    ]
    measures += [
        Measure(name="place", value=_share(placed), n=len(placed)),
        Measure(name="all four", value=_share([all(verdict.values()) for verdict in verdicts]), n=len(facts)),
    ]
    return Result(suite="idetect", measures=tuple(measures), errors=tuple(_errors(facts)))


def right(wanted: Fact, found: Fact) -> dict[str, bool]:
    """Return which of the four slots are right; a place is where the two share a word."""
    return {
        "figure": found.figure is not None and wanted.figure is not None and abs(found.figure - wanted.figure) < 0.5,
        "term": found.term == wanted.term,
        "unit": found.unit == wanted.unit,
        "place": not wanted.place or bool(words(wanted.place) & words(found.place)),
    }


def _share(verdicts: Sequence[bool]) -> float:
    return sum(verdicts) / len(verdicts) if verdicts else 0.0


def _errors(facts: Sequence[tuple[Fact, Fact, str]]) -> Iterator[Error]:
    for wanted, found, text in facts:
        for slot, is_right in right(wanted, found).items():
            if not is_right:
                want, got = str(getattr(wanted, slot)), str(getattr(found, slot) or "nothing")
                sort = (
                    f"{want} read as {got}"
                    if slot in ("term", "unit")
                    else f"{slot} wrong"
                    if found.term
                    else f"{slot} missed"
                )
                yield Error(sort=sort, wanted=want, read=got, text=text)
