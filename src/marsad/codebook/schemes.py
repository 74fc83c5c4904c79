"""The event types of other schemes, as data: ACLED with the rows that map claims to it, and PLOVER."""

from __future__ import annotations

import functools
import re
from importlib import resources

import msgspec
import yaml

Names = tuple[str, ...]
_NAMED = re.compile(r"\$\{(\w+)\}")


class EventType(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An event type of ACLED: its disorder type and its sub-events."""

    disorder: str
    sub_events: Names


class Sort(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sort of party, and the pattern of the words that tell it."""

    sort: str
    words: str


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row: claims of these kinds, whose cue, parties and sentence fit, tell of `sub_event`.

    `who` and `whom` ask for a sort of party; patterns are searched for, case aside. A `guess` is supported by
    the kind alone and names one of several sub-events.
    """

    sub_event: str
    weight: float
    of: Names
    cue: str = ""
    who: Names = ()
    whom: Names = ()
    object: str = ""
    sentence: str = ""
    unless: str = ""
    guess: bool = False


class AcledScheme(msgspec.Struct, frozen=True, dict=True, forbid_unknown_fields=True):
    """ACLED's event types, the labels of its actors, and the rows from claims to sub-events."""

    event_types: dict[str, EventType]
    disorder: dict[str, str]
    inter: dict[str, str]
    civilians: str
    patterns: dict[str, str]
    sorts: tuple[Sort, ...]
    rules: tuple[Rule, ...]

    @functools.cached_property
    def type_of(self) -> dict[str, str]:
        """Map each sub-event to its event type."""
        return {name: kind for kind, row in self.event_types.items() for name in row.sub_events}

    def disorder_of(self, sub_event: str, event_type: str) -> str:
        """Return the disorder type of a sub-event, or of its event type."""
        found = self.event_types.get(event_type)
        return self.disorder.get(sub_event) or (found.disorder if found else "")


@functools.cache
def acled() -> AcledScheme:
    """Return ACLED's table, with the named patterns put into its rows."""
    scheme = msgspec.yaml.decode(_data("acled.yaml"), type=AcledScheme)
    slots = ("cue", "object", "sentence", "unless")
    rules = (
        msgspec.structs.replace(rule, **{slot: _filled(getattr(rule, slot), scheme.patterns) for slot in slots})
        for rule in scheme.rules
    )
    return msgspec.structs.replace(scheme, rules=tuple(rules))


def _filled(pattern: str, named: dict[str, str]) -> str:
    return _NAMED.sub(lambda match: named[match[1]], pattern)


@functools.cache
def plover() -> dict[str, Names]:
    """Return PLOVER's types with the modes of each."""
    return msgspec.yaml.decode(_data("plover.yaml"), type=dict[str, Names])


def _data(name: str) -> bytes:
    return resources.files("marsad.codebook").joinpath(f"data/schemes/{name}").read_bytes()


class Rows(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A data set of coded events: its source, and the columns in which a row holds what."""

    source: str
    id: str
    who: str
    whom: str
    places: Names
    latitude: str
    longitude: str
    first: str
    last: str
    low: str
    best: str
    high: str
    kind: str
    kinds: dict[str, str]
    precision: str = ""

    @property
    def needed(self) -> Names:
        """Return the columns without which a file is not of this data set."""
        found = (
            self.id,
            self.who,
            self.whom,
            self.places[0],
            self.first,
            self.last,
            self.low,
            self.best,
            self.high,
            self.kind,
        )
        return tuple(dict.fromkeys(found))


@functools.cache
def rows() -> dict[str, Rows]:
    """Return the data sets that can be taken in, by name."""
    loaded = yaml.load(_data("rows.yaml"), Loader=yaml.BaseLoader)  # noqa: S506 - makes text only
    return msgspec.convert(loaded, dict[str, Rows])
