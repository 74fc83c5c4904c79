"""Reports that nobody annotated, as both readers read them: many more examples than a person can write, to learn from first."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from marsad import codebook as codebooks
from marsad import reference
from marsad.ingest import reports
from marsad.model.report import Report
from marsad.publish.claim_line import form
from marsad.read.learned.network import Network
from marsad.read.learned.weigh import Settings, combine
from marsad.read.reader import by_codebook
from reader.examples import Example, of_report

WORDS = 1100
"""Words of a report that are read; encyclopaedia articles are long and of one style."""
MOST = 2400
"""Windows that are learned from."""
SEED_OF_ORDER = 3
_SHARED = 60
"""Letters in a row by which two texts are known to share a passage."""


def examples(paths: Sequence[Path], annotated: Path, teacher: Network, how: Settings, tokenizer: Any) -> list[Example]:
    """Return windows of reports with what both readers together read in them.

    Reports that share a passage with annotated ones are left out, so that nothing is learned of what is measured.
    """
    book, names = codebooks.load(), reference.load()
    passages = _passages(annotated)
    made: list[Example] = []
    for report in _some(paths, passages):
        found, context, times, _ = by_codebook(report, book, names)
        lines = [form(claim) for claim in combine(found, times, teacher, context, how)]
        made += of_report(report, lines, tokenizer)[0]
    random.Random(SEED_OF_ORDER).shuffle(made)
    return made[:MOST]


def _some(paths: Sequence[Path], passages: set[str]) -> Iterator[Report]:
    for report in reports(paths):
        if isinstance(report, Report) and not _is_known(report.text, passages):
            yield replace(report, text=_head(report.text))


def _head(text: str) -> str:
    """Return the first paragraphs of a text, some `WORDS` words."""
    kept: list[str] = []
    for paragraph in text.split("\n\n"):
        kept.append(paragraph)
        if sum(len(part.split()) for part in kept) > WORDS:
            break
    return "\n\n".join(kept)


def _passages(annotated: Path) -> set[str]:
    found: set[str] = set()
    for path in [*annotated.glob("*.txt"), *annotated.parent.glob("*.txt")]:
        letters = _letters(path.read_text(encoding="utf-8"))
        found |= {letters[at : at + _SHARED] for at in range(0, max(1, len(letters) - _SHARED), _SHARED // 2)}
    return found


def _is_known(text: str, passages: set[str]) -> bool:
    letters = _letters(text)
    return any(letters[at : at + _SHARED] in passages for at in range(len(letters) - _SHARED))


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text)
