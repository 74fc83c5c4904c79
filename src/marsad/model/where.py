"""Places, and phrases that name one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Relation = Literal["in", "near", "towards", "from"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A named place of a gazetteer; degrees of WGS 84, `parent` the id of the place it lies in."""

    id: str
    name: str
    kind: str
    latitude: float | None
    longitude: float | None
    parent: str = ""
    country: str = ""
    population: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that a phrase may mean, with a score between 0 and 1."""

    place: str
    name: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place phrase of a report and what it was resolved to.

    `place` is "" where no gazetteer holds the name. `part` keeps words that narrow the place
    ("northern parts of"); `place` is then the whole of which it is a part, never finer than the text.
    """

    text: str
    start: int
    end: int
    place: str = ""
    name: str = ""
    part: str = ""
    relation: Relation = "in"
    candidates: tuple[Candidate, ...] = ()
