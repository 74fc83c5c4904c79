"""The codebook: entries that say which clauses make which claims, as data that anyone can edit."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec

from marsad.codebook.source import Located, load_located
from marsad.codebook.words import Words, load_words
from marsad.model.claim import Kind, Modality
from marsad.model.problem import MarsadError

Names = tuple[str, ...]
Roles = dict[str, Names]


class Example(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sentence and what the entry must read from it; an empty `claims` must read nothing.

    `also` declares the kinds of the claims that other entries read from the same words. `todo` says
    why the example is known not to read yet; it then has to fail, so that nobody forgets it.
    """

    text: str
    claims: tuple[dict[str, str], ...]
    published: date | None = None
    also: Names = ()
    note: str = ""
    todo: str = ""


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry: its triggers, the roles that fill the slots, what it needs, and its examples.

    Triggers are lemmas; one of two words is a verb with its particle or object ("take over", "take
    control") or a noun with its modifier ("air strike"). A slot names the roles that may fill it,
    the first that is there and fits winning; `role:sort` asks for a sort of thing, `role:-sort` for
    anything else, and `role:!sort` refuses a sort whatever else the phrase may be. `role.2` is the second of coordinated
    phrases ("between A and B"), `place` any preposition whose phrase names a place. `over` marks a verb that tells
    more than the noun of its family that it is said of ("the truce collapsed").
    """

    id: str
    kind: Kind
    because: str
    verbs: Names = ()
    nouns: Names = ()
    adjectives: Names = ()
    compounds: Names = ()
    who: Names = ()
    whom: Names = ()
    where: Names = ("place",)
    whence: Names = ()
    count: Names = ()
    needs: Roles = {}
    takes: Roles = {}
    refuses: Roles = {}
    modality: Modality | None = None
    over: bool = False
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the codebook's files an entry or an example stands."""

    path: Path
    line: int

    def __str__(self) -> str:
        """Return file:line."""
        return f"{self.path}:{self.line}"


@dataclass(frozen=True)
class Codebook:
    """Entries in file order with their word lists; later packs override entries of the same id."""

    entries: tuple[Entry, ...]
    words: Words
    lines: dict[str, Place] = field(default_factory=dict)
    example_lines: dict[tuple[str, int], Place] = field(default_factory=dict)
    overrides: tuple[str, ...] = ()

    @cached_property
    def triggers(self) -> dict[tuple[str, str], tuple[Entry, ...]]:
        """Map (form of the clause, trigger) to the entries that it wakes."""
        index: dict[tuple[str, str], list[Entry]] = {}
        for entry in self.entries:
            for form, triggers in forms(entry):
                for trigger in triggers:
                    index.setdefault((form, trigger), []).append(entry)
        return {trigger: tuple(entries) for trigger, entries in index.items()}

    @cached_property
    def digest(self) -> str:
        """Return a hash of all that reading depends on."""
        return _hash([self.entries, self.words])

    def entry(self, identifier: str) -> Entry | None:
        """Return the entry with this id."""
        return next((entry for entry in self.entries if entry.id == identifier), None)


def forms(entry: Entry) -> Iterable[tuple[str, Names]]:
    """Yield the forms of clause that can wake an entry, with their triggers."""
    yield "verb", entry.verbs
    yield "noun", entry.nouns
    yield "adjective", entry.adjectives
    yield "compound", entry.compounds


def entry_digest(entry: Entry) -> str:
    """Return a hash of an entry without its examples and reasons: of what it reads, and how."""
    return _hash(msgspec.structs.replace(entry, examples=(), because=""))


def _hash(value: Any) -> str:
    return hashlib.sha256(msgspec.json.encode(value, order="sorted")).hexdigest()[:12]


def shipped() -> Path:
    """Return the folder of the codebook that ships."""
    return Path(str(resources.files("marsad.codebook").joinpath("data")))


def load(*packs: Path) -> Codebook:
    """Return the codebook that ships with the given packs' `codebook/` folders layered over it."""
    folders = [shipped(), *(pack / "codebook" for pack in packs if (pack / "codebook").is_dir())]
    entries: dict[str, Entry] = {}
    lines: dict[str, Place] = {}
    example_lines: dict[tuple[str, int], Place] = {}
    overrides: list[str] = []
    for folder in folders:
        for path in sorted((folder / "entries").glob("*.yaml")):
            for item in load_located(path):
                entry = _entry(item, path)
                if entry.id in entries:
                    overrides.append(f"{entry.id}: {path}:{item.line} replaces {lines[entry.id]}")
                entries[entry.id] = entry
                lines[entry.id] = Place(path, item.line)
                for number, line in enumerate(item.lines_of("examples")):
                    example_lines[entry.id, number] = Place(path, line)
    words = load_words([folder / "words" for folder in folders])
    return Codebook(tuple(entries.values()), words, lines, example_lines, tuple(overrides))


def _entry(item: Located, path: Path) -> Entry:
    try:
        return msgspec.convert(item.value, Entry, strict=False)
    except msgspec.ValidationError as error:
        raise MarsadError(f"{path}:{item.line}: {error}. Correct the entry and try again.") from error
