"""What all suites share: a text of a corpus as a report, its claims, and scores over classes."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from marsad import codebook as codebooks
from marsad import reference
from marsad.codebook import Codebook
from marsad.evaluate.result import prf
from marsad.model.claim import Claim
from marsad.model.problem import MarsadError
from marsad.model.report import Raw, Report
from marsad.read import claims
from marsad.reference import Reference

_STOP = frozenset(
    ("the", "a", "an", "of", "in", "on", "at", "and", "its", "their", "his", "her", "s", "some", "for", "to")
)


@functools.cache
def shipped() -> tuple[Codebook, Reference]:
    """Return the codebook and the reference data that ship; no pack is layered over them."""
    return codebooks.load(), reference.load()


def report(text: str, name: str = "text", published: date | None = None) -> Report:
    """Return a text of a corpus as a report without a source."""
    return Report(id=name, source="", published=published, title="", text=text, raw=Raw(path="", sha256="", size=0))


def claims_of(text: str, name: str = "text", published: date | None = None) -> tuple[Claim, ...]:
    """Return the claims of a text, in the order of their words."""
    read = claims(report(text, name, published), *shipped()).claims
    return tuple(sorted(read, key=lambda claim: (claim.sentence.start, claim.cue.start)))


def existing(data: Path, *names: str) -> Path:
    """Return the file of a corpus: `data` itself, or the first of `names` in it."""
    for path in (data, *(data / name for name in names)):
        if path.is_file():
            return path
    raise MarsadError(f"{data} holds no {' or '.join(names)}. Name the folder of the corpus with --data.")


def words(text: str) -> set[str]:
    """Return the words of a phrase without articles, in lower case; all words where nothing else is left."""
    found = [word.lower() for word in re.findall(r"\w+", text)]
    return {word for word in found if word not in _STOP} or set(found)


def weighted_f1(pairs: Sequence[tuple[str, str]], classes: Iterable[str]) -> float:
    """Return the F1 of (wanted, read) pairs averaged over `classes`, each weighing as much as it is wanted."""
    scores = class_f1(pairs)
    weights = Counter(wanted for wanted, _ in pairs)
    total = sum(weights[name] for name in set(classes))
    return sum(weights[name] * scores.get(name, 0.0) for name in set(classes)) / total if total else 0.0


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Return the F1 of (wanted, read) pairs averaged over the classes that are wanted, all weighing alike."""
    scores = class_f1(pairs)
    classes = {wanted for wanted, _ in pairs}
    return sum(scores[name] for name in classes) / len(classes) if classes else 0.0


def class_f1(pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Return the F1 of each class in (wanted, read) pairs."""
    wanted = Counter(first for first, _ in pairs)
    read = Counter(second for _, second in pairs)
    right = Counter(first for first, second in pairs if first == second)
    return {name: prf(right[name], read[name], wanted[name])[2] for name in (*wanted, *read)}
