"""A clause: the narrow waist between whatever parses and the codebook."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Form = Literal["verb", "noun", "adjective", "compound"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """A phrase that plays a role in a clause: its words, its head, and what sort of thing it names.

    `sorts` are the sorts of thing that the codebook asks for: place, armed, people, ...; `parts`
    the coordinated phrases within it, `including` those named after "including" or "among them";
    `mods` the adjectives and nouns before the head ("rebel", "Russian").
    """

    text: str
    start: int
    end: int
    head: str
    head_start: int
    sorts: frozenset[str] = frozenset()
    pronoun: bool = False
    parts: tuple[Argument, ...] = ()
    including: tuple[Argument, ...] = ()
    mods: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Governor:
    """A verb or noun over a clause ("vowed to", "said that", "plans for"), nearest first.

    `relation` is complement (that-clauses), open (to- and -ing-clauses), noun, or adverbial.
    """

    predicate: str
    relation: Literal["complement", "open", "noun", "adverbial"]
    start: int
    end: int
    negated: bool = False
    modal: str = ""
    passive: bool = False
    subject: Argument | None = None
    object: Argument | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A predicate with its roles, turned to the active voice.

    `keys` are the triggers that can wake an entry, longest first, each with the span of its cue.
    `roles` maps `subject`, `object`, `mod` and prepositions to arguments. `scope` holds the offsets
    of the verbs whose time words also date this clause, `beyond` of those whose time words do where they
    open the sentence. `content` is what a verb of speaking says.
    """

    form: Form
    keys: tuple[tuple[str, int, int], ...]
    start: int
    end: int
    roles: dict[str, tuple[Argument, ...]] = field(default_factory=dict)
    negated: bool = False
    modal: str = ""
    tense: str = ""
    passive: bool = False
    adverbs: tuple[str, ...] = ()
    under: tuple[Governor, ...] = ()
    condition: Argument | None = None
    conditional: bool = False
    scope: tuple[int, ...] = ()
    beyond: tuple[int, ...] = ()
    content: tuple[int, int] | None = None

    @property
    def predicate(self) -> str:
        """Return the bare lemma."""
        return self.keys[-1][0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence as parsed. `verb_at` maps a span of each word to the offset of the verb it hangs on."""

    text: str
    start: int
    end: int
    paragraph: int
    clauses: tuple[Clause, ...]
    verb_at: tuple[tuple[int, int, int], ...] = ()
