"""Annotated reports as examples for the network: windows with the cues, roles, modality and speaker of each claim."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from marsad import check, reference
from marsad import codebook as codebooks
from marsad.evaluate.gold import annotated
from marsad.model.claim import KINDS
from marsad.model.clause import Sentence
from marsad.model.report import Report
from marsad.publish.claim_line import form
from marsad.read import parse
from marsad.read.learned.labels import MODALITIES, ROLES, SPEAKERS
from marsad.read.learned.windows import Window, windows
from marsad.read.reader import by_codebook

SEED_OF_ORDER = 3
TOGETHER = 8
"""Examples of the codebook that stand in one window."""


@dataclass
class Target:
    """What the annotator says of a cue: positions are pieces of the window."""

    position: int
    kind: int
    roles: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    modality: int = 0
    speaker: int = 0


@dataclass
class Example:
    """A window with its targets; `lost` counts annotated claims whose cue was not found in the report."""

    report: str
    window: Window
    targets: list[Target]


def sentences_of(report: Report) -> list[Sentence]:
    """Return all sentences of a report as the parser cuts them."""
    parser = parse.load()
    paragraphs = parse.paragraphs(report.text)
    found = []
    for number, ((start, _), doc) in enumerate(
        zip(paragraphs, parser.docs([text for _, text in paragraphs]), strict=True)
    ):
        for span in doc.sents:
            if span.text.strip():
                first = start + span.start_char
                found.append(
                    Sentence(text=span.text, start=first, end=start + span.end_char, paragraph=number, clauses=())
                )
    return found


def examples(folder: Path, tokenizer: Any) -> tuple[list[Example], int]:
    """Return the examples of a folder of annotated reports, and how many claims could not be laid on the text."""
    made: list[Example] = []
    lost = 0
    for report, lines in annotated(folder):
        found, missing = of_report(report, lines, tokenizer)
        made += found
        lost += missing
    return made, lost


def of_codebook(tokenizer: Any) -> list[Example]:
    """Return the examples of the codebook's entries, with what the codebook reads in them, which its tests hold right.

    They are short and plain, and a third of them must not be read: annotated news has few sentences like them.
    Some stand in one window, as sentences of a report do, so that they weigh no more than those.
    """
    book, names = codebooks.load(), reference.load()
    whole = [example for entry in book.entries for example in entry.examples if not example.todo]
    random.Random(SEED_OF_ORDER).shuffle(whole)
    made: list[Example] = []
    for start in range(0, len(whole), TOGETHER):
        some = whole[start : start + TOGETHER]
        lines = [form(claim) for one in some for claim in by_codebook(check.report_of(one), book, names)[0]]
        together = msgspec.structs.replace(some[0], text="\n\n".join(one.text for one in some))
        made += of_report(check.report_of(together), lines, tokenizer)[0]
    return made


def of_report(report: Report, lines: Sequence[dict[str, Any]], tokenizer: Any) -> tuple[list[Example], int]:
    """Return the windows of a report with its claims, and how many of them could not be laid on the text."""
    placed = _placed(report.text, lines)
    made = []
    for window in windows(sentences_of(report), tokenizer):
        own = {i for i, s in enumerate(window.sentences) if s >= window.own}
        targets: dict[tuple[int, int], Target] = {}
        for line, sentence, cue in placed:
            hit = [i for i in window.at(*cue) if i in own]
            if hit:
                _add(targets, hit[0], line, sentence, cue, window, report.text)
        made.append(Example(report.id, window, list(targets.values())))
    return made, len(lines) - len(placed)


def _placed(
    text: str, lines: Sequence[dict[str, Any]]
) -> list[tuple[dict[str, Any], tuple[int, int], tuple[int, int]]]:
    """Return claims with the offsets of their sentence and cue; the same words twice are taken in turn."""
    found = []
    used: dict[tuple[int, str, str], int] = {}
    last = 0
    for line in lines:
        sentence = _text(line["sentence"])
        start = text.find(sentence, last)
        start = start if start >= 0 else text.find(sentence)
        if start < 0:
            continue
        last = start
        cue = _nearest(
            text,
            _text(line["cue"]),
            start,
            start + len(sentence),
            used.get((start, _text(line["cue"]), line["kind"]), start),
        )
        if cue is None:
            continue
        found.append((line, (start, start + len(sentence)), cue))
    return found


def _add(targets, position, line, sentence, cue, window, text) -> None:  # type: ignore[no-untyped-def]
    kind = KINDS.index(line["kind"])
    target = targets.setdefault((position, kind), Target(position, kind))
    target.modality = MODALITIES.index(line["modality"])
    first, after = window.around(position)
    for number, role in enumerate(ROLES):
        words = _words(line, role)
        if not words:
            continue
        span = _nearest(text, words, *sentence, cue[0])
        if span is None and first < position:
            near = max(0, window.spans[first][0])
            span = _nearest(text, words, near, sentence[0], sentence[0]) if near < sentence[0] else None
        pieces = [i for i in window.at(*span) if first <= i < after] if span else []
        if pieces:
            spans = target.roles.setdefault(number, [])
            if (pieces[0], pieces[-1] + 1) not in spans:
                spans.append((pieces[0], pieces[-1] + 1))
    target.speaker = _speaker(line, text, sentence)


def _speaker(line: dict[str, Any], text: str, sentence: tuple[int, int]) -> int:
    said = _words(line, "said_by")
    if not line.get("said_by"):
        return SPEAKERS.index("none")
    if said == "":
        return SPEAKERS.index("unspecified")
    return SPEAKERS.index("here" if said in text[slice(*sentence)] else "before")


def _words(line: dict[str, Any], role: str) -> str:
    if role == "said_by":
        said = line.get("said_by") or [""]
        words = _text(said[0])
        return "" if words == "unspecified" else words
    value = line.get(role)
    return _text(value) if value else ""


def _text(value: Any) -> str:
    return (value.get("text") or "") if isinstance(value, dict) else value


def _nearest(text: str, words: str, start: int, end: int, near: int) -> tuple[int, int] | None:
    """Return the occurrence of words within a span that is nearest to an offset, at the bounds of words if any is."""
    found = []
    at = text.find(words, start, end)
    while at >= 0 and words:
        whole = not (at and text[at - 1].isalnum() and words[0].isalnum()) and not (
            text[at + len(words) : at + len(words) + 1].isalnum() and words[-1].isalnum()
        )
        found.append((not whole, abs(at - near), at))
        at = text.find(words, at + 1, end)
    if not found:
        return None
    at = min(found)[2]
    return at, at + len(words)
