"""How forecasts fared: what a person ruled, and the record of each forecaster and of each outlet.

A forecast that states a probability is scored by Brier's rule and the logarithm, at the middle of its band (ICD 203) and
at the ends; one that states none is a hit or a miss; one that commits to nothing ("may") is counted and never scored.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from marsad.model.picture import Forecast, Record, Ruling

_CLIP = 0.01
"""Probabilities are clipped to 0.01 and 0.99, so that one miss said to be impossible is not infinitely bad."""
_Z = 1.959964
"""Of the normal distribution, for an interval of 95 per cent."""


def ruled(forecasts: Iterable[Forecast], rulings: Iterable[Ruling]) -> tuple[Forecast, ...]:
    """Return forecasts with the last ruling on each; one that was taken back leaves the program's proposal.

    Rulings on forecasts that are not there change nothing. The order of the rulings does not matter, their times do.
    """
    last: dict[str, Ruling] = {}
    for ruling in sorted(rulings, key=lambda item: (item.when, item.by, item.status or "")):
        last[ruling.forecast] = ruling
    return tuple(_ruled(forecast, last.get(forecast.id)) for forecast in forecasts)


def _ruled(forecast: Forecast, ruling: Ruling | None) -> Forecast:
    proposed = forecast.proposed or forecast.status
    if ruling is None or ruling.status is None:
        return replace(forecast, status=proposed, proposed=None, ruled_by="")
    return replace(forecast, status=ruling.status, proposed=proposed, ruled_by=ruling.by)


def records(
    forecasts: Iterable[Forecast], by: Literal["forecaster", "outlet"] = "forecaster", *, ruled_only: bool = False
) -> tuple[Record, ...]:
    """Return the record of each forecaster, or of each outlet that printed forecasts, those with most first.

    With `ruled_only`, forecasts on which no person has ruled count as open.
    """
    groups: dict[str, list[Forecast]] = defaultdict(list)
    for forecast in forecasts:
        key = forecast.forecaster if by == "forecaster" else (forecast.relayed_by or forecast.forecaster)
        is_open = ruled_only and not forecast.ruled_by
        groups[key].append(replace(forecast, status="open") if is_open else forecast)
    found = [_record(key, group) for key, group in groups.items()]
    return tuple(sorted(found, key=lambda record: (-record.issued, record.key)))


def _record(key: str, group: Sequence[Forecast]) -> Record:
    settled = [item for item in group if item.status in ("true", "false") and "unscored" not in item.flags]
    bands = [(item.low, item.high, item.status == "true") for item in settled
             if item.low is not None and item.high is not None]  # fmt: skip
    bare = [item for item in settled if item.low is None]
    hits = sum(item.status == "true" for item in bare)
    low, high = wilson(hits, len(bare))
    statuses = Counter(item.status for item in group)
    return Record(
        key=key, issued=len(group), statuses=dict(sorted(statuses.items())),
        ruled=sum(bool(item.ruled_by) for item in group), scored=len(bands),
        brier=_mean([brier((a + b) / 2, came_true=true) for a, b, true in bands]),
        brier_low=_mean([min(brier(a, came_true=true), brier(b, came_true=true)) for a, b, true in bands]),
        brier_high=_mean([max(brier(a, came_true=true), brier(b, came_true=true)) for a, b, true in bands]),
        log_score=_mean([log_score((a + b) / 2, came_true=true) for a, b, true in bands]),
        bare=len(bare), hits=hits, hit_rate=hits / len(bare) if bare else None, hit_low=low, hit_high=high,
        unresolvable=statuses["unresolvable"] / len(group),
        uncommitted=sum("unscored" in item.flags for item in group),
    )  # fmt: skip


def brier(probability: float, *, came_true: bool) -> float:
    """Return the squared error of a probability (Brier 1950, the half that lies between 0 and 1)."""
    return (probability - came_true) ** 2


def log_score(probability: float, *, came_true: bool) -> float:
    """Return the natural logarithm of the probability given to what came about, clipped; 0 is best."""
    given = probability if came_true else 1.0 - probability
    return math.log(min(1.0 - _CLIP, max(_CLIP, given)))


def wilson(hits: int, of: int) -> tuple[float | None, float | None]:
    """Return Wilson's interval of 95 per cent for a rate (1927), None where there is nothing to count."""
    if not of:
        return None, None
    rate, square = hits / of, _Z * _Z
    middle = (rate + square / (2 * of)) / (1 + square / of)
    half = _Z * math.sqrt(rate * (1 - rate) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, min(rate, middle - half)), min(1.0, max(rate, middle + half))


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
