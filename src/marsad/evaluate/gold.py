"""Annotated reports: which claims are found, and which slots of the found ones are right.

Read claims are paired one to one with annotated ones of the same report, so that their summed likeness is
greatest. A pair shares its sentence (half of the shorter one's words) and its family. A claim is
wholly right if its kind, modality and every slot that the annotator filled are right.
"""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from marsad import codebook as codebooks
from marsad import endpoint, reference
from marsad.evaluate.result import Error, Group, Measure, Result, prf
from marsad.model.problem import MarsadError
from marsad.model.report import Raw, Report
from marsad.publish.claim_line import form
from marsad.read import claims

SLOTS = ("who", "whom", "where", "whence")
_STOP = frozenset(("the", "a", "an", "of", "in", "on", "at", "and", "its", "their", "his", "her", "some", "several"))
_CAREFUL = {
    "family F1": "a careful reader working blind: 0.95",
    "kind F1": "a careful reader working blind: 0.95",
    "whole F1": "a careful reader working blind: 0.84",
}

Line = dict[str, Any]


def measure(data: Path) -> Result:
    """Return the measures on a folder of ID.txt, ID.claims.jsonl and reports.json."""
    tally = Tally()
    book, names = codebooks.load(), reference.load()
    asked = endpoint.if_chosen()
    for report, wanted in annotated(data):
        read = [form(claim) for claim in claims(report, book, names, endpoint=asked).claims]
        tally.add(plain(wanted), plain(read))
    return tally.result()


def annotated(data: Path) -> Iterator[tuple[Report, list[Line]]]:
    """Yield the reports of a folder with their annotated claims."""
    listed = data / "reports.json"
    if not listed.is_file():
        raise MarsadError(f"{data} holds no reports.json. Name the folder of the annotated reports with --data.")
    for about in json.loads(listed.read_text(encoding="utf-8")):
        text = data / f"{about['id']}.txt"
        lines = data / f"{about['id']}.claims.jsonl"
        if not text.is_file() or not lines.is_file():
            continue
        published = about.get("published")
        report = Report(
            id=about["id"], source=about["outlet"], published=date.fromisoformat(published) if published else None,
            title=about.get("title", ""), text=text.read_text(encoding="utf-8"), raw=Raw(path="", sha256="", size=0),
        )  # fmt: skip
        yield report, [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines() if line.strip()]


def plain(lines: Sequence[Line]) -> list[Line]:
    """Return claims with phrases as text and days as ISO dates."""
    return [json.loads(json.dumps(line, default=str)) for line in lines]


@dataclass
class Tally:
    """Counts over reports."""

    wanted: int = 0
    read: int = 0
    paired: int = 0
    kinds: int = 0
    whole: int = 0
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    errors: list[Error] = field(default_factory=list)
    of_kind: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, wanted: Sequence[Line], read: Sequence[Line]) -> None:
        """Count one report's claims."""
        pairs = pair(wanted, read)
        self.wanted += len(wanted)
        self.read += len(read)
        self.paired += len(pairs)
        for line in wanted:
            self.of_kind[line["kind"]]["wanted"] += 1
        for line in read:
            self.of_kind[line["kind"]]["read"] += 1
        for i, j in pairs:
            self._add_pair(wanted[i], read[j])
        missed = set(range(len(wanted))) - {i for i, _ in pairs}
        extra = set(range(len(read))) - {j for _, j in pairs}
        for i in sorted(missed):
            self._error(f"missed {wanted[i]['kind']}", _text(wanted[i]["cue"]), "", wanted[i])
        for j in sorted(extra):
            self._error(f"read too much {read[j]['kind']}", "", _text(read[j]["cue"]), read[j])

    def _add_pair(self, wanted: Line, read: Line) -> None:
        same_kind = wanted["kind"] == read["kind"]
        self.kinds += same_kind
        self.of_kind[wanted["kind"]]["right"] += same_kind
        if not same_kind:
            self._error(f"{wanted['kind']} read as {read['kind']}", _text(wanted["cue"]), _text(read["cue"]), wanted)
        verdicts = slot_verdicts(wanted, read)
        for slot, is_right in verdicts.items():
            if slot == "modality" or wanted.get(slot) or read.get(slot):
                self.asked[slot] += 1
                self.right[slot] += is_right
                if not is_right:
                    self._error(f"{slot} wrong", show(wanted.get(slot)), show(read.get(slot)), wanted)
        needed = (*SLOTS, "count", "said_by")
        self.whole += same_kind and verdicts["modality"] and all(verdicts[slot] for slot in needed if wanted.get(slot))

    def _error(self, sort: str, wanted: str, read: str, line: Line) -> None:
        self.errors.append(Error(sort=sort, wanted=wanted, read=read, text=_text(line["sentence"])))

    def result(self) -> Result:
        """Return the measures."""
        measures: list[Measure] = []
        for name, right in (("family", self.paired), ("kind", self.kinds), ("whole", self.whole)):
            precision, recall, f1 = prf(right, self.read, self.wanted)
            measures += [
                Measure(name=f"{name} precision", value=precision, n=self.read),
                Measure(name=f"{name} recall", value=recall, n=self.wanted),
                Measure(name=f"{name} F1", value=f1, n=self.wanted, compare=_CAREFUL[f"{name} F1"]),
            ]
        for slot in (*SLOTS, "when", "count", "said_by", "modality"):
            if asked := self.asked[slot]:
                measures.append(Measure(name=f"{slot} right", value=self.right[slot] / asked, n=asked))
        groups = tuple(
            Group(name=kind, wanted=count["wanted"], read=count["read"], right=count["right"])
            for kind, count in sorted(self.of_kind.items())
        )
        return Result(suite="gold", measures=tuple(measures), errors=tuple(self.errors), groups=groups)


def slot_verdicts(wanted: Line, read: Line) -> dict[str, bool]:
    """Return for each slot of a pair whether it is right."""
    verdicts = {slot: same_phrase(wanted.get(slot), read.get(slot)) for slot in SLOTS}
    verdicts["when"] = _same(wanted.get("when"), read.get("when"), ("start", "end"))
    verdicts["count"] = _same(wanted.get("count"), read.get("count"), ("low", "high"))
    verdicts["said_by"] = _same_speaker(wanted.get("said_by") or [], read.get("said_by") or [])
    verdicts["modality"] = wanted["modality"] == read["modality"]
    return verdicts


def pair(wanted: Sequence[Line], read: Sequence[Line]) -> list[tuple[int, int]]:
    """Pair claims one to one by likeness: greedily, then by swaps for as long as one helps."""
    score = {(i, j): value for i, w in enumerate(wanted) for j, r in enumerate(read) if (value := likeness(w, r)) > 0}
    pairs: dict[int, int] = {}
    for i, j in sorted(score, key=lambda key: (-score[key], -key[0], -key[1])):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    improved = True
    while improved:
        improved = False
        for i, k in itertools.combinations(pairs, 2):
            crossed = (i, pairs[k]), (k, pairs[i])
            if all(cell in score for cell in crossed):
                now = score[i, pairs[i]] + score[k, pairs[k]]
                if sum(score[cell] for cell in crossed) > now + 1e-9:
                    pairs[i], pairs[k] = pairs[k], pairs[i]
                    improved = True
    return sorted(pairs.items())


def likeness(wanted: Line, read: Line) -> float:
    """Return how alike two claims are, 0 where they cannot be a pair."""
    if (
        wanted["kind"].split(".")[0] != read["kind"].split(".")[0]
        or _shared(wanted["sentence"], read["sentence"]) < 0.5
    ):
        return 0.0
    alike: float = 1.0 + (wanted["kind"] == read["kind"]) + 0.5 * (_shared(wanted["cue"], read["cue"]) > 0)
    alike += sum(0.5 for slot in SLOTS if _text(wanted.get(slot)) and same_phrase(wanted[slot], read.get(slot)))
    return alike + 0.5 * float(bool(wanted.get("count")) and _same(wanted["count"], read.get("count"), ("low", "high")))


def same_phrase(first: Any, second: Any) -> bool:
    """Whether two phrases mean the same words: one within the other, or half of all words shared."""
    a, b = _words(first), _words(second)
    if not a or not b:
        return not a and not b
    return a <= b or b <= a or len(a & b) / len(a | b) >= 0.5


def _same(first: Line | None, second: Line | None, ends: tuple[str, str]) -> bool:
    if not first or not second:
        return not first and not second
    return all(first.get(end) == second.get(end) for end in ends)


def _same_speaker(first: Sequence[Any], second: Sequence[Any]) -> bool:
    if not first or not second:
        return not first and not second
    texts = (_text(first[0]), _text(second[0]))
    return texts[0] == texts[1] if "unspecified" in texts else same_phrase(*texts)


def _shared(first: Any, second: Any) -> float:
    a, b = _words(first), _words(second)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _words(value: Any) -> set[str]:
    found = [word.lower() for word in re.findall(r"\w+", _text(value))]
    return {word for word in found if word not in _STOP} or set(found)


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("text") or "")
    return str(value) if value is not None else ""


def show(value: Any) -> str:
    """Return a slot as a person reads it."""
    if isinstance(value, list):
        return ", ".join(_text(item) for item in value)
    if isinstance(value, dict) and "low" in value:
        return f"{value['low']} to {value['high']}"
    if isinstance(value, dict) and "start" in value and isinstance(value["start"], str):
        return f"{value['start']} to {value['end']}"
    return _text(value)
