"""PolNeAR: who says, thinks or wants what in political news; source, cue and content of every attribution.

The corpus is a folder `text/` of articles and a folder `attributions/` of brat files, named after the article and
its annotator. A read attribution is right where each of its three spans shares a character with the annotated one's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from marsad.evaluate.corpora import report, shipped
from marsad.evaluate.result import Error, Measure, Result, prf
from marsad.model.problem import MarsadError
from marsad.read.quotations import Quotation, outermost, quotations, sentences

Spans = tuple[tuple[int, int], ...]
_PARTS = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Attribution:
    """The spans of one attribution; a part may be in several pieces, or (the source) in none."""

    source: Spans
    cue: Spans
    content: Spans


def measure(data: Path) -> Result:
    """Return the measures on a folder of text/ and attributions/."""
    tally = Tally()
    book, names = shipped()
    for text, wanted in articles(data):
        about = report(text)
        read = outermost(quotations(sentences(about, book, names), text, book.words), text)
        tally.add(wanted, [_attribution(item) for item in read], text)
    return tally.result()


def _attribution(item: Quotation) -> Attribution:
    """Return an attribution as annotated here: a relative pronoun is a source as well as what it stands for."""
    sources = tuple(span for span in (item.source, item.pronoun) if span)
    return Attribution(sources, (item.cue,), (item.content,))


def articles(data: Path) -> Iterator[tuple[str, list[Attribution]]]:
    """Yield each article's text with its attributions."""
    found = sorted((data / "attributions").glob("*.ann"))
    if not found:
        raise MarsadError(f"{data} holds no attributions/*.ann. Name the folder of PolNeAR with --data.")
    for path in found:
        text = data / "text" / f"{path.stem.rsplit('_', 1)[0]}.txt"
        if not text.is_file():
            text = data / "text" / f"{path.stem}.txt"
        if text.is_file():
            yield text.read_bytes().decode("utf-8"), attributions(path.read_text(encoding="utf-8"))


def attributions(annotations: str) -> list[Attribution]:
    """Return the attributions of a brat standoff file."""
    spans: dict[str, Spans] = {}
    found: list[Attribution] = []
    for line in annotations.splitlines():
        name, _, rest = line.partition("\t")
        if line.startswith("T"):
            pieces = re.findall(r"(\d+) (\d+)", rest.partition("\t")[0])
            spans[name] = tuple((int(start), int(end)) for start, end in pieces)
        elif line.startswith("E"):
            found.append(_event(rest, spans))
    return [item for item in found if item.cue and item.content]


def _event(roles: str, spans: dict[str, Spans]) -> Attribution:
    parts: dict[str, Spans] = {}
    for role, name in re.findall(r"(\w+?)\d*:(\w+)", roles):
        parts[role.lower()] = parts.get(role.lower(), ()) + spans.get(name, ())
    return Attribution(*(parts.get(part, ()) for part in _PARTS))


def overlap(first: Spans, second: Spans) -> bool:
    """Whether two sets of spans share a character; two empty ones agree."""
    if not first or not second:
        return not first and not second
    return any(a < d and c < b for a, b in first for c, d in second)


def same(wanted: Attribution, read: Attribution) -> bool:
    """Whether all three parts of two attributions overlap."""
    return all(overlap(getattr(wanted, part), getattr(read, part)) for part in _PARTS)


class Tally:
    """Counts over articles."""

    def __init__(self) -> None:
        self.right = dict.fromkeys((*_PARTS, "all"), 0)
        self.wanted = dict.fromkeys((*_PARTS, "all"), 0)
        self.read = dict.fromkeys((*_PARTS, "all"), 0)
        self.errors: list[Error] = []

    def add(self, wanted: Sequence[Attribution], read: Sequence[Attribution], text: str) -> None:
        """Count one article's attributions, each annotated one answered by one read one at most."""
        free = list(read)
        for item in wanted:
            match = next((other for other in free if same(item, other)), None)
            if match is not None:
                free.remove(match)
                self.right["all"] += 1
        self.wanted["all"] += len(wanted)
        self.read["all"] += len(read)
        for part in _PARTS:
            own = [getattr(item, part) for item in wanted if getattr(item, part)]
            others = [getattr(item, part) for item in read if getattr(item, part)]
            self.wanted[part] += len(own)
            self.read[part] += len(others)
            self.right[part] += sum(any(overlap(a, b) for b in others) for a in own)
        self._explain(wanted, read, text)

    def _explain(self, wanted: Sequence[Attribution], read: Sequence[Attribution], text: str) -> None:
        for item in wanted:
            near = [other for other in read if overlap(item.cue, other.cue)]
            if not near:
                self._error(f"missed: {_words(item.cue, text).lower()}", item, None, text)
            elif not any(same(item, other) for other in near):
                wrong = next(part for part in _PARTS if not overlap(getattr(item, part), getattr(near[0], part)))
                wrong = "source" if not overlap(item.source, near[0].source) else "content"
                self._error(f"{wrong} wrong", item, near[0], text, wrong)
        for other in read:
            if not any(overlap(item.cue, other.cue) for item in wanted):
                self._error(f"read too much: {_words(other.cue, text).lower()}", None, other, text)

    def _error(
        self, sort: str, wanted: Attribution | None, read: Attribution | None, text: str, part: str = "cue"
    ) -> None:
        either = wanted or read
        assert either is not None
        start = min(a for a, _ in either.cue)
        line = text[text.rfind("\n", 0, start) + 1 :].partition("\n")[0]
        self.errors.append(
            Error(
                sort=sort, wanted=_words(getattr(wanted, part), text) if wanted else "",
                read=_words(getattr(read, part), text) if read else "", text=line,
            )
        )  # fmt: skip

    def result(self) -> Result:
        """Return the measures."""
        measures: list[Measure] = []
        for name in ("all", *_PARTS):
            precision, recall, f1 = prf(self.right[name], self.read[name], self.wanted[name])
            label = "attribution" if name == "all" else name
            measures += [
                Measure(name=f"{label} precision", value=precision, n=self.read[name]),
                Measure(name=f"{label} recall", value=recall, n=self.wanted[name]),
                Measure(name=f"{label} F1", value=f1, n=self.wanted[name]),
            ]
        return Result(suite="polnear", measures=tuple(measures), errors=tuple(self.errors))


def _words(spans: Spans, text: str) -> str:
    return " ".join(text[start:end] for start, end in spans)
