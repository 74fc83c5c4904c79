"""What each kind of claim means, in words."""

from __future__ import annotations

import functools
from importlib import resources

import msgspec

from marsad.model.claim import Kind


class Meaning(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a kind asserts, and what its slots hold ("" where it leaves one empty)."""

    means: str
    who: str
    whom: str
    where: str


@functools.cache
def meanings() -> dict[Kind, Meaning]:
    """Return the meaning of every kind, in the order of the families."""
    text = resources.files("marsad.codebook").joinpath("data/kinds.yaml").read_bytes()
    return msgspec.yaml.decode(text, type=dict[Kind, Meaning])
