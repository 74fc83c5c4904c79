"""The constants of the picture, read from `control.toml` and `forecasts.toml`."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Settings:
    """The tables of `control.toml`; strengths and tiers 0 to 1, half-lives and ages in days."""

    version: str
    strength: Mapping[str, float]
    half_life: Mapping[str, float]
    decay: Mapping[str, float]
    tier: Mapping[str, float]
    reliability: Mapping[str, float]
    precision: Mapping[str, float]
    belief: Mapping[str, float]
    camp: Mapping[str, float]
    state: Mapping[str, float]
    surroundings: Mapping[str, float]
    rounding: float
    whole: frozenset[str]
    some: frozenset[str]
    rest: frozenset[str]
    broad: frozenset[str]
    roads: frozenset[str]


@functools.cache
def settings() -> Settings:
    """Return the constants of control that ship."""
    table = read("control.toml")
    return Settings(
        version=table["version"],
        strength=table["strength"],
        half_life=table["half_life"],
        decay=table["decay"],
        tier=table["tier"],
        reliability=table["reliability"],
        precision=table["precision"],
        belief=table["belief"],
        camp=table["camp"],
        state=table["state"],
        surroundings=table["surroundings"],
        rounding=table["share"]["rounding"],
        whole=frozenset(table["words"]["whole"]),
        rest=frozenset(table["words"]["rest"]),
        some=frozenset(table["words"]["some"]),
        broad=frozenset(table["words"]["broad"]),
        roads=frozenset(table["words"]["roads"]),
    )


def read(name: str) -> dict[str, Any]:
    """Return a table of constants that lies beside this module."""
    return tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))
