"""The rules of reconciling, read from `weights.toml`, where each number stands with its reason."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Rules:
    """The numbers and tables of `weights.toml`; weights are log2 odds."""

    version: str
    bands: Weights
    copies: Weights
    agencies: Mapping[str, str]
    context_characters: int
    settings: frozenset[str]
    pointing: frozenset[str]
    largest: Mapping[str, int]
    target: re.Pattern[str]
    quarter: re.Pattern[str]
    before_publication: int
    open_start_days: int
    pad: Mapping[str, int]
    blocks: Mapping[str, int]
    vague_days: int
    vague_kinds: frozenset[str]
    coarse: re.Pattern[str]
    repeated: re.Pattern[str]
    repeated_reach: int
    backdrop: re.Pattern[str]
    war_dead: float
    targets: tuple[tuple[str, re.Pattern[str]], ...]
    weapons: tuple[tuple[str, re.Pattern[str]], ...]
    detail_reach: int
    follows: re.Pattern[str]
    far_cues: int
    recall_days: int
    recalled: float
    spans: Weights
    ratios: Weights
    shares: Weights
    small: Weights
    rarity: Weights
    weight: Weights
    near: frozenset[frozenset[str]]
    effects: frozenset[str]
    causes: frozenset[str]
    event_families: frozenset[str]
    event_kinds: frozenset[str]
    states: frozenset[str]
    mutual: frozenset[str]
    anchors: tuple[str, ...]
    rival_ratio: float
    measures: Mapping[str, str]
    unit_class: Mapping[str, str]
    held_out: Weights

    def makes_event(self, kind: str) -> bool:
        """Return whether a claim of this kind tells of a happening, not of a state or a stance."""
        return kind in self.event_kinds or kind.partition(".")[0] in self.event_families


@functools.cache
def rules() -> Rules:
    """Return the rules that ship."""
    return parse((Path(__file__).parent / "weights.toml").read_text(encoding="utf-8"))


def parse(text: str) -> Rules:
    """Return the rules of a TOML text that is laid out as `weights.toml` is."""
    table: dict[str, Any] = tomllib.loads(text)
    kinds, figures = table["kinds"], table["figures"]
    return Rules(
        version=table["version"],
        bands=table["bands"],
        copies=table["copies"],
        agencies=table["agencies"],
        context_characters=table["context"]["characters"],
        settings=frozenset(table["context"]["settings"]),
        quarter=re.compile(
            rf"\b(?P<name>(?:al-)?[A-Z][\w'-]*(?: [A-Z][\w'-]*)*) (?:{'|'.join(table['context']['quarters'])})\b"
        ),
        pointing=frozenset(table["context"]["places"]),
        largest=table["context"]["largest"],
        target=re.compile(
            rf"\b(?:{'|'.join(table['context']['targets'])}) of (?P<name>(?:al-)?[A-Z][\w'-]*(?: [A-Z][\w'-]*)*)"
        ),
        before_publication=table["dates"]["before_publication"],
        open_start_days=table["dates"]["open_start_days"],
        pad=table["dates"]["pad"],
        blocks=table["blocks"],
        vague_days=table["vague"]["days"],
        vague_kinds=frozenset(table["vague"]["kinds"]),
        coarse=_any_of(table["vague"]["coarse"]),
        repeated=_any_of(table["vague"]["repeated"]),
        repeated_reach=table["vague"]["reach"],
        war_dead=table["vague"]["war_dead"],
        backdrop=_any_of(table["vague"]["backdrop"]),
        targets=_classes(table["targets"]),
        weapons=_classes(table["weapons"]),
        detail_reach=table["sentences"]["detail_reach"],
        follows=_any_of(table["sentences"]["follows"]),
        far_cues=table["sentences"]["far_cues"],
        recall_days=table["recall"]["days"],
        recalled=table["recall"]["rarity"],
        spans=table["spans"],
        ratios=table["ratios"],
        shares=table["shares"],
        small=table["small"],
        rarity=table["rarity"],
        weight=_weights(table),
        near=frozenset(frozenset(pair) for pair in kinds["near"]),
        effects=frozenset(kinds["effects"]),
        causes=frozenset(kinds["causes"]),
        event_families=frozenset(kinds["event_families"]),
        event_kinds=frozenset(kinds["event_kinds"]),
        states=frozenset(kinds["states"]),
        mutual=frozenset(kinds["mutual"]),
        anchors=tuple(kinds["anchors"]),
        rival_ratio=figures["rival_ratio"],
        measures=figures["measures"],
        unit_class={word: name for name, words in figures["units"].items() for word in words},
        held_out=table.get("fitted", {}).get("held_out", {}),
    )


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


def _classes(table: Mapping[str, Iterable[str]]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, _any_of(words)) for name, words in table.items())


def _weights(table: Mapping[str, Any]) -> dict[str, float]:
    """Return the weight of each level by its full name, such as `time.same_day`."""
    rarity = {f"rarity.{kind}": weight for kind, weight in table["rarity"].items()}
    return rarity | {f"{name}.{level}": w for name, group in table["weights"].items() for level, w in group.items()}
