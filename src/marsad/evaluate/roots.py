"""The table from clauses and kinds of claim to PLOVER's root events (plover.toml)."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import resources

from marsad.codebook.kinds import meanings
from marsad.model.clause import Clause

MERGED = {
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
    "CONCEDE": "YIELD",
    "RETREAT": "YIELD",
}
"""Types of the versions of PLOVER that the records and the codebook name, by the roots that are scored."""


@dataclass(frozen=True, slots=True)
class Roots:
    """Roots by verb, by verb with a noun, by adjective, by verbs that are yet to come or denied, and by kind."""

    verbs: dict[str, str] = field(default_factory=dict)
    pairs: dict[tuple[str, str], str] = field(default_factory=dict)
    adjectives: dict[str, str] = field(default_factory=dict)
    future: dict[str, str] = field(default_factory=dict)
    negated: dict[str, str] = field(default_factory=dict)
    modals: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    def of(self, clause: Clause) -> str:
        """Return the root of a clause, "" for none."""
        verb = clause.predicate
        if clause.negated and verb in self.negated:
            return self.negated[verb]
        if clause.modal in self.modals:
            return self.modals[clause.modal]
        if _is_ahead(clause) and verb in self.future:
            return self.future[verb]
        if verb == "be" and (
            root := next((self.adjectives[one] for one in clause.adverbs if one in self.adjectives), "")
        ):
            return root
        for noun in _nouns(clause):
            if (verb, noun) in self.pairs:
                return self.pairs[verb, noun]
        return self.verbs.get(verb, "")

    def of_kind(self, kind: str) -> str:
        """Return the root of a kind of claim, "" for none."""
        return self.kinds.get(kind, "")

    def is_transparent(self, verb: str) -> bool:
        """Whether a verb only tells what is said or done under it: it has no root, or speaks."""
        return verb.split(maxsplit=1)[0] not in self.verbs


def _is_ahead(clause: Clause) -> bool:
    return clause.modal in ("future", "will", "would")


def _nouns(clause: Clause) -> Iterator[str]:
    for role in ("object", "attr", "particle"):
        yield from (argument.head for argument in clause.roles.get(role, ()))
    for role, found in clause.roles.items():
        yield role
        if role not in ("subject", "object"):
            yield from (argument.head for argument in found)
    yield from (adverb for adverb in clause.adverbs)


@functools.cache
def load() -> Roots:
    """Return the table that ships."""
    text = resources.files("marsad.evaluate").joinpath("plover.toml").read_text(encoding="utf-8")
    mapped = {kind: meaning.plover.type for kind, meaning in meanings().items() if meaning.plover.type}
    roots = Roots(kinds={kind: MERGED.get(root, root) for kind, root in mapped.items()})
    for root, row in tomllib.loads(text).items():
        for verb in row.get("verbs", ()):
            first, _, second = verb.partition(" ")
            if second:
                roots.pairs.setdefault((first, second), root)
            else:
                roots.verbs.setdefault(verb, root)
        for name in ("adjectives", "future", "negated", "modals"):
            for word in row.get(name, ()):
                getattr(roots, name).setdefault(word, root)
    return roots
