"""Scores of who is taken to hold what, day by day, against a map kept by hand."""

from __future__ import annotations

import math
import statistics
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Step:
    """From `day` on, `label` holds; None: nobody can say. `belief` is None where nothing was heard of the place."""

    day: date
    label: str | None
    belief: float | None = None


Course = tuple[Step, ...]
"""What holds of one place, in the order of days; each step lasts until the next."""


@dataclass(frozen=True, slots=True)
class Score:
    """How well courses agree with true ones over some days."""

    days: int
    right: int
    spoken: int
    spoken_right: int
    changes: int
    found: int
    delays: tuple[int, ...]
    false: int
    beliefs: tuple[tuple[float, bool, int], ...]
    f1: dict[str, float]

    @property
    def accuracy(self) -> float:
        """Return the share of place-days that are right."""
        return self.right / self.days if self.days else 0.0

    @property
    def false_per_year(self) -> float:
        """Return the false changes of a place in a year."""
        return self.false / (self.days / 365.25) if self.days else 0.0

    @property
    def delay(self) -> float:
        """Return the median delay in days of the changes that were found at all."""
        return statistics.median(self.delays) if self.delays else math.nan


def score(pairs: Iterable[tuple[Course, Course]], days: tuple[date, date], tolerance: int) -> Score:
    """Return how well each second course agrees with the first, its true one, on the days given, both included."""
    total = right = spoken = spoken_right = changes = found = false = 0
    delays: list[int] = []
    beliefs: list[tuple[float, bool, int]] = []
    cells: dict[tuple[str, str], int] = {}
    for true, told in pairs:
        for wanted, step, length in _together(true, told, days):
            if wanted.label is None:
                continue
            same = wanted.label == step.label
            total += length
            right += same * length
            cell = (wanted.label, step.label or "")
            cells[cell] = cells.get(cell, 0) + length
            if step.belief is not None:
                spoken += length
                spoken_right += same * length
                beliefs.append((step.belief, same, length))
        waits = [_wait(told, step, tolerance) for step in turns(true, days)]
        changes += len(waits)
        found += sum(wait is not None and wait <= tolerance for wait in waits)
        delays += [wait for wait in waits if wait is not None]
        false += sum(_is_false(true, step, tolerance) for step in turns(told, days))
    return Score(
        total, right, spoken, spoken_right, changes, found, tuple(delays), false, tuple(beliefs), _f1(cells)
    )  # fmt: skip


def turns(course: Course, days: tuple[date, date]) -> list[Step]:
    """Return the steps at which a place changes hands within some days; what follows "nobody can say" is no change."""
    found: list[Step] = []
    before: Step | None = None
    for step in course:
        known = before is not None and before.label is not None and step.label is not None
        if known and before is not None and step.label != before.label and days[0] < step.day <= days[1]:
            found.append(step)
        before = step
    return found


def at(course: Course, day: date) -> Step | None:
    """Return the step that holds on a day."""
    position = bisect_right(course, day, key=lambda step: step.day)
    return course[position - 1] if position else None


def reliability(beliefs: Sequence[tuple[float, bool, int]], bins: int = 5) -> list[tuple[float, float, int]]:
    """Return mean belief, share that was right and place-days, by equal bins of belief; empty bins are left out."""
    found = []
    for number in range(bins):
        within = [item for item in beliefs if min(int(item[0] * bins), bins - 1) == number]
        days = sum(item[2] for item in within)
        if days:
            mean = sum(item[0] * item[2] for item in within) / days
            found.append((mean, sum(item[1] * item[2] for item in within) / days, days))
    return found


def calibration_error(beliefs: Sequence[tuple[float, bool, int]]) -> float:
    """Return the expected calibration error over ten bins: how far belief lies from how often it is right."""
    table = reliability(beliefs, 10)
    days = sum(row[2] for row in table)
    return sum(abs(mean - share) * count for mean, share, count in table) / days if days else 0.0


def _together(true: Course, told: Course, days: tuple[date, date]) -> Iterable[tuple[Step, Step, int]]:
    """Yield both steps over stretches of days on which neither changes."""
    starts = sorted({days[0], *(step.day for step in (*true, *told) if days[0] <= step.day <= days[1])})
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else days[1] + timedelta(days=1)
        wanted, step = at(true, start), at(told, start)
        if wanted is not None and step is not None:
            yield wanted, step, (end - start).days


def _wait(told: Course, change: Step, tolerance: int) -> int | None:
    """Return how many days after a change it is told, 0 if sooner; None where it is not told before the next turn."""
    early = change.day - timedelta(days=tolerance)
    before = at(told, early - timedelta(days=1))
    if before is not None and before.label == change.label:
        now = at(told, change.day)
        # What was told all along is no change found, unless it was let go of meanwhile.
        return None if now is not None and now.label == change.label and not _turned(told, early, change) else 0
    for step in told:
        if step.day >= early and step.label == change.label:
            return max(0, (step.day - change.day).days)
    return None


def _turned(told: Course, since: date, change: Step) -> bool:
    return any(since <= step.day <= change.day and step.label != change.label for step in told)


def _is_false(true: Course, step: Step, tolerance: int) -> bool:
    """Return whether a told change is none: the place is in no such hands within the days of tolerance around it."""
    slack = timedelta(days=tolerance)
    labels = {found.label for found in true if step.day - slack <= found.day <= step.day + slack}
    now = at(true, step.day - slack) or at(true, step.day)
    if now is not None:
        labels.add(now.label)
    return bool(labels - {None}) and step.label not in labels


def _f1(cells: dict[tuple[str, str], int]) -> dict[str, float]:
    found = {}
    for label in sorted({wanted for wanted, _ in cells}):
        right = cells.get((label, label), 0)
        wanted = sum(count for (true, _), count in cells.items() if true == label)
        read = sum(count for (_, told), count in cells.items() if told == label)
        found[label] = 2 * right / (wanted + read) if wanted + read else 0.0
    return found
