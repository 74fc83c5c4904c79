"""Annotated reports as examples for the network: windows with the cues, roles, modality and speaker of each claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from marsad.evaluate.gold import annotated
from marsad.model.claim import KINDS
from marsad.model.report import Report
from marsad.read import parse
from marsad.read.learned.labels import MODALITIES, ROLES, SPEAKERS
from marsad.read.learned.windows import Window, windows


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


def sentences_of(report: Report) -> list[Any]:
    """Return all sentences of a report as the parser cuts them."""
    from marsad.model.clause import Sentence

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
        placed = _placed(report.text, lines)
        lost += len(lines) - len(placed)
        for window in windows(sentences_of(report), tokenizer):
            own = [i for i, s in enumerate(window.sentences) if s >= window.own]
            targets: dict[tuple[int, int], Target] = {}
            for line, sentence, cue in placed:
                hit = [i for i in window.at(*cue) if i in set(own)]
                if hit:
                    _add(targets, hit[0], line, sentence, cue, window, report.text)
            made.append(Example(report.id, window, list(targets.values())))
    return made, lost


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
