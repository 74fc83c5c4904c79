"""Sources: outlets and speakers, what they are, whom they favour, how reliable they have been judged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import msgspec

from marsad.reference.names import key


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An outlet or a speaker.

    `side` is the side that its word favours, "" for none known. `reliability` is the Admiralty
    letter A to F; F (cannot be judged) is the honest default. `ours` marks invented example outlets.
    """

    id: str
    name: str
    kind: str = "newspaper"
    side: str = ""
    reliability: str = "F"
    names: tuple[str, ...] = ()
    ours: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources that are known, by id and by name."""

    by_id: dict[str, Source] = field(default_factory=dict)
    by_key: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, sources: Iterable[Source]) -> Sources:
        """Return an index of the sources; where two share a name, the later one wins."""
        by_id = {source.id: source for source in sources}
        by_key = {key(name): source.id for source in by_id.values() for name in (source.id, source.name, *source.names)}
        return cls(by_id, by_key)

    def get(self, source: str) -> Source | None:
        """Return the source with this id."""
        return self.by_id.get(source)

    def named(self, name: str) -> Source | None:
        """Return the source that has this name."""
        found = self.by_key.get(key(name))
        return self.by_id[found] if found else None
