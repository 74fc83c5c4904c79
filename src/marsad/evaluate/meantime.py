"""MEANTIME, and files in TimeML: time expressions and the values that they are normalised to (TIMEX3).

A value is an ISO 8601 date, week, month or year, a quarter or season, a duration (P3D), or a vague reference to the
past, present or future. An expression is right where one is annotated that shares a word and has the same value.
The day of publication itself is given, not read.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from marsad.evaluate import timex
from marsad.evaluate.result import Error, Measure, Result, prf
from marsad.model.problem import MarsadError

_ANNOTATED = 6
"""Lines of a MEANTIME article whose times are annotated: the title, the date and the first sentences."""


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression by its offsets in the text, with its value."""

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text, line by line a sentence, its day of publication, where that stands, and its time expressions."""

    text: str
    published: date | None
    timexes: tuple[Timex, ...]
    dateline: tuple[int, int] = (0, 0)


def measure(data: Path) -> Result:
    """Return the measures on all .xml (CAT, NAF) and .tml (TimeML) files under `data`."""
    paths = sorted(path for path in data.rglob("*") if path.suffix in (".xml", ".tml"))
    found = [(document, read(document)) for path in paths if (document := load(path)) is not None]
    if not found:
        raise MarsadError(f"{data} holds no annotated .xml or .tml file. Name the folder of MEANTIME with --data.")
    return scored(found)


def load(path: Path) -> Document | None:
    """Return a file's document, None for a file that is neither CAT, NAF nor TimeML."""
    root = ET.parse(path).getroot()  # noqa: S314 - local, published corpora
    if root.tag == "TimeML":
        return timeml(root)
    return cat(root) if root.find("token") is not None or root.find("text/wf") is not None else None


def cat(root: ET.Element) -> Document:
    """Return a document of CAT (or NAF), whose tokens and mentions stand apart: the sentences whose times are annotated."""
    text, at = _text_of_tokens(root)
    timexes: list[Timex] = []
    published: date | None = None
    dateline = (0, 0)
    for item in [*root.iter("TIMEX3"), *root.iter("timex3")]:
        value = item.get("value") or ""
        spans = [at[name] for anchor in item.iter() if (name := anchor.get("t_id") or anchor.get("id") or "") in at]
        if "CREATION_TIME" in (item.get("functionInDocument") or item.get("type") or ""):
            published = day(value)
            dateline = (min(spans)[0], max(spans)[1]) if spans else (0, 0)
        elif spans and value:
            timexes.append(Timex(min(start for start, _ in spans), max(end for _, end in spans), value))
    return Document("\n".join(text.split("\n")[:_ANNOTATED]), published, tuple(timexes), dateline)


def _text_of_tokens(root: ET.Element) -> tuple[str, dict[str, tuple[int, int]]]:
    text, sentence = "", ""
    at: dict[str, tuple[int, int]] = {}
    for token in [*root.iter("token"), *root.iter("wf")]:
        number = token.get("sentence") or token.get("sent") or ""
        words = token.text or ""
        glued = words in ",.;:!?%)'" or words.startswith("'") or text.endswith(("$", "(", "€", "£"))
        text += "\n" if number != sentence and text else "" if glued or not text else " "
        sentence = number
        at[token.get("t_id") or token.get("id") or ""] = (len(text), len(text) + len(words))
        text += words
    return text, at


def timeml(root: ET.Element) -> Document:
    """Return a document of TimeML, whose expressions are marked in the text."""
    pieces: list[str] = []
    timexes: list[Timex] = []

    def walk(element: ET.Element) -> None:
        start = sum(map(len, pieces))
        pieces.append(element.text or "")
        for child in element:
            walk(child)
            pieces.append(child.tail or "")
        if element.tag == "TIMEX3":
            timexes.append(Timex(start, sum(map(len, pieces)), element.get("value") or ""))

    body = root.find("TEXT")
    walk(body if body is not None else root)
    head = root.find("DCT/TIMEX3")
    return Document("".join(pieces), day(head.get("value") or "") if head is not None else None, tuple(timexes))


def day(value: str) -> date | None:
    """Return the day that a value begins with."""
    match = re.match(r"(\d{4})-?(\d\d)-?(\d\d)", value)
    return date(int(match[1]), int(match[2]), int(match[3])) if match else None


def read(document: Document) -> list[Timex]:
    """Return the time expressions that are read from a document, sentence by sentence."""
    found: list[Timex] = []
    last: date | None = None
    for line in re.finditer(r"[^\n]+", document.text):
        for item in timex.find(line.group(), document.published, last):
            one = Timex(line.start() + item.start, line.start() + item.end, item.value)
            if not (one.start < document.dateline[1] and document.dateline[0] < one.end):
                found.append(one)
                last = item.day or last
    return found


def scored(found: Sequence[tuple[Document, Sequence[Timex]]]) -> Result:
    """Return the measures of documents with what was read from them."""
    wanted = sum(len(document.timexes) for document, _ in found)
    given = sum(len(items) for _, items in found)
    spans = sum(any(_touch(a, b) for b in items) for document, items in found for a in document.timexes)
    values = sum(
        any(_touch(a, b) and same_value(a.value, b.value) for b in items)
        for document, items in found
        for a in document.timexes
    )
    measures: list[Measure] = []
    for name, right in (("span", spans), ("value", values)):
        precision, recall, f1 = prf(right, given, wanted)
        measures += [
            Measure(name=f"{name} precision", value=precision, n=given),
            Measure(name=f"{name} recall", value=recall, n=wanted),
            Measure(name=f"{name} F1", value=f1, n=wanted),
        ]
    return Result(suite="meantime", measures=tuple(measures), errors=tuple(_errors(found)))


def same_value(wanted: str, read: str) -> bool:
    """Whether two values are the same; a time of day is compared by its day."""
    return wanted == read or (
        "T" in wanted
        and not wanted.startswith("P")
        and wanted.split("T", maxsplit=1)[0] == read.split("T", maxsplit=1)[0]
    )


def _touch(first: Timex, second: Timex) -> bool:
    return first.start < second.end and second.start < first.end


def _errors(found: Sequence[tuple[Document, Sequence[Timex]]]) -> Iterator[Error]:
    for document, items in found:
        for wanted in document.timexes:
            near = next((item for item in items if _touch(wanted, item)), None)
            words = document.text[wanted.start : wanted.end]
            line = _line(document.text, wanted.start)
            if near is None:
                yield Error(sort=f"missed: {_shape(words)}", wanted=wanted.value, read="", text=line)
            elif not same_value(wanted.value, near.value):
                yield Error(sort=f"value of {_shape(words)}", wanted=wanted.value, read=near.value, text=line)
        for item in items:
            if not any(_touch(item, wanted) for wanted in document.timexes):
                words = document.text[item.start : item.end]
                yield Error(
                    sort=f"read too much: {_shape(words)}",
                    wanted="",
                    read=item.value,
                    text=_line(document.text, item.start),
                )


def _shape(words: str) -> str:
    return re.sub(r"\d", "9", " ".join(words.lower().split()))


def _line(text: str, at: int) -> str:
    return text[text.rfind("\n", 0, at) + 1 :].partition("\n")[0]
