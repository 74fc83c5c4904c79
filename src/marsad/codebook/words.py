"""The word lists of the codebook: what sort of thing a noun names, who speaks, how it is said."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from marsad.codebook.source import plain
from marsad.model.problem import MarsadError

Names = tuple[str, ...]


class Words(msgspec.Struct, frozen=True, kw_only=True, dict=True, forbid_unknown_fields=True):
    """Word lists by name; every list is of lemmas unless its file says otherwise.

    `sorts` maps a sort of thing (place, armed, people, ...) to nouns. `demonyms` maps "russian" to
    the code of a country, which `countries` names. `governors` maps a modality to the verbs and nouns under which a claim has it,
    those in `only_to` if it is a to-clause.
    """

    sorts: dict[str, Names] = {}
    capitalised: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    countries: dict[str, str] = {}
    not_places: Names = ()
    governors: dict[str, Names] = {}
    only_to: Names = ()
    implicative: Names = ()
    adverbs: dict[str, Names] = {}
    adjectives: dict[str, Names] = {}
    modals: dict[str, str] = {}
    hindering: Names = ()
    reporting: Names = ()
    reporting_nouns: Names = ()
    speech_acts: Names = ()
    unspecified: Names = ()
    light: Names = ()
    occurring: Names = ()
    undergoing: Names = ()
    horizons: Names = ()
    screen: Names = ()
    pasts: Names = ()

    @cached_property
    def sort_of(self) -> dict[str, frozenset[str]]:
        """Map each noun to the sorts that it belongs to."""
        index: dict[str, set[str]] = {}
        for sort, nouns in self.sorts.items():
            for noun in nouns:
                index.setdefault(noun, set()).add(sort)
        return {noun: frozenset(sorts) for noun, sorts in index.items()}

    @cached_property
    def modality_of(self) -> dict[str, str]:
        """Map each governing verb or noun to the modality that it gives."""
        return {word: modality for modality, words in self.governors.items() for word in words}


def load_words(folders: Iterable[Path]) -> Words:
    """Return the lists of all files, those of later folders added to those of earlier ones."""
    import yaml

    merged: dict[str, Any] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.yaml")):
            root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
            for name, value in plain(root).items() if root else ():
                merged[name] = _merge(merged.get(name), value)
    try:
        return msgspec.convert(merged, Words, strict=False)
    except msgspec.ValidationError as error:
        raise MarsadError(f"word lists of the codebook: {error}. Correct the list and try again.") from error


def _merge(old: Any, new: Any) -> Any:
    if isinstance(old, dict):
        return {**old, **{name: _merge(old.get(name), value) for name, value in new.items()}}
    if isinstance(old, list):
        return [*old, *(item for item in new if item not in old)]
    return new
