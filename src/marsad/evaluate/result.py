"""What a suite gives: measures with what to compare them with, and the errors behind them."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One figure. `n` is how many items it rests on; `compare` a published figure and whose it is."""

    name: str
    value: float
    n: int = 0
    compare: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """One wrong answer: what sort of error, what was wanted and read, and the words."""

    sort: str
    wanted: str
    read: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """How one kind of item fared: how many were wanted, read, and read right."""

    name: str
    wanted: int
    read: int
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The measures of one suite, what they are made of by kind, and its errors."""

    suite: str
    measures: tuple[Measure, ...]
    errors: tuple[Error, ...] = ()
    groups: tuple[Group, ...] = ()

    def value(self, name: str) -> float:
        """Return the value of one measure."""
        return next(measure.value for measure in self.measures if measure.name == name)

    def commonest(self, limit: int) -> list[tuple[str, int, Error]]:
        """Return the commonest sorts of error with their number and the first of each."""
        counts = Counter(error.sort for error in self.errors)
        first = {error.sort: error for error in reversed(self.errors)}
        return [(sort, count, first[sort]) for sort, count in counts.most_common(limit)]


def prf(right: float, read: float, wanted: float) -> tuple[float, float, float]:
    """Return precision, recall and F1 from the number right, read and wanted."""
    precision = right / read if read else 0.0
    recall = right / wanted if wanted else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def floors() -> dict[str, dict[str, float]]:
    """Return the floor of each measure of each suite."""
    text = resources.files("marsad.evaluate").joinpath("floors.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def below_floor(result: Result) -> Iterator[str]:
    """Yield, in words, each measure that has fallen below its floor."""
    for name, floor in floors().get(result.suite, {}).items():
        value = result.value(name)
        if value < floor:
            yield f"{result.suite}: {name} is {value:.3f}, below its floor of {floor:.3f}"
