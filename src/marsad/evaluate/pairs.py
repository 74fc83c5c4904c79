"""Pairs of claims labelled by a reader as one happening or two, and the read claims that they are about.

`data/pairs/claims.csv` names claims by the corpus's own report id and the span of their cue, with no text;
`data/pairs/pairs.csv` says of two of them `same`, `different` or `unsure`, and of some what a second reading
said. A labelled claim is found again in whatever is read today: same report, same family, overlapping cue.
`data/fresh` and `data/later` hold pairs on which nothing is fitted: those of `fresh` were drawn and labelled after the first
rules and weights were done, those of `later` after more of them, at other places and weeks.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from marsad import ingest
from marsad.evaluate.corpora import existing, shipped
from marsad.model.claim import Claim
from marsad.model.problem import MarsadError
from marsad.model.report import Report
from marsad.read import claims

_DATA = Path(__file__).parent / "data"
PAIRS = _DATA / "pairs"
UNFITTED = (_DATA / "fresh", _DATA / "later")
CLAIM_FIELDS = ("number", "block", "report", "start", "end", "kind", "figure")
PAIR_FIELDS = ("a", "b", "drawn", "label", "again")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A claim that was labelled: its number, report, cue span, kind, and figure ("" for none)."""

    number: int
    block: str
    report: str
    start: int
    end: int
    kind: str
    figure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two labelled claims by number. `drawn` is "block" (every pair of one place and week) or "score"."""

    a: int
    b: int
    drawn: str
    label: str
    again: str = ""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Reports with their claims, and the corpus's own id of each report by marsad's."""

    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]
    own_id: Mapping[str, str]


def corpus(data: Path) -> Corpus:
    """Return all reports of a JSON Lines file with what is read from them.

    Raises MarsadError where the file is not there or holds an unusable line.
    """
    path = existing(data, "articles.jsonl")
    lines = path.read_text(encoding="utf-8").splitlines()
    reports = [item for item in ingest.reports([path]) if isinstance(item, Report)]
    if not reports:
        raise MarsadError(f"{path} holds no report. Name the folder of the corpus with --data.")
    own = {report.id: str(json.loads(lines[int(report.raw.path.rpartition(":")[2]) - 1])["id"]) for report in reports}
    book, names = shipped()
    read = tuple(claim for report in reports for claim in claims(report, book, names).claims)
    return Corpus(tuple(reports), read, own)


def marked(folder: Path = PAIRS) -> list[Marked]:
    """Return the labelled claims of a folder."""
    rows = csv.DictReader((folder / "claims.csv").read_text(encoding="utf-8").splitlines())
    return [
        Marked(
            number=int(row["number"]), block=row["block"], report=row["report"], start=int(row["start"]),
            end=int(row["end"]), kind=row["kind"], figure=row["figure"],
        )
        for row in rows
    ]  # fmt: skip


def labelled(folder: Path = PAIRS) -> list[Pair]:
    """Return the pairs of a folder."""
    rows = csv.DictReader((folder / "pairs.csv").read_text(encoding="utf-8").splitlines())
    return [
        Pair(a=int(row["a"]), b=int(row["b"]), drawn=row["drawn"], label=row["label"], again=row["again"])
        for row in rows
    ]


def found(wanted: Iterable[Marked], read: Sequence[Claim], own_id: Mapping[str, str]) -> dict[int, Claim]:
    """Return by number the claim that each labelled one is read as today; what is no longer read is left out."""
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in read:
        by_report[own_id[claim.report]].append(claim)
    matched: dict[int, Claim] = {}
    for item in wanted:
        near = [claim for claim in by_report[item.report] if _is_about(claim, item)]
        if near:
            matched[item.number] = min(near, key=lambda claim: _distance(claim, item))
    return matched


def figure(claim: Claim) -> str:
    """Return the claim's number as it is written in the table of labelled claims."""
    if claim.count is None:
        return ""
    number = claim.count.low if claim.count.low is not None else claim.count.high
    return "" if number is None else f"{number:g}"


def _is_about(claim: Claim, item: Marked) -> bool:
    overlaps = claim.cue.start < item.end and item.start < claim.cue.end
    return overlaps and claim.family == item.kind.partition(".")[0]


def _distance(claim: Claim, item: Marked) -> tuple[bool, bool, int, str]:
    apart = abs(claim.cue.start - item.start) + abs(claim.cue.end - item.end)
    return claim.kind != item.kind, figure(claim) != item.figure, apart, claim.id
