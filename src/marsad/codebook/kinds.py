"""What each kind of claim means, in words, and which event it is in other schemes."""

from __future__ import annotations

import functools
from importlib import resources

import msgspec

from marsad.model.claim import Kind


class Acled(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """ACLED's event type of a kind, and its sub-event where the kind alone tells it."""

    type: str = ""
    sub_event: str = ""


class Plover(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """PLOVER's type of a kind, and its mode where the kind alone tells it."""

    type: str = ""
    mode: str = ""


class Meaning(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a kind asserts, what its slots hold ("" where it leaves one empty), and its events in other schemes."""

    means: str
    who: str
    whom: str
    where: str
    acled: Acled = Acled()
    plover: Plover = Plover()


@functools.cache
def meanings() -> dict[Kind, Meaning]:
    """Return the meaning of every kind, in the order of the families."""
    text = resources.files("marsad.codebook").joinpath("data/kinds.yaml").read_bytes()
    return msgspec.yaml.decode(text, type=dict[Kind, Meaning])
