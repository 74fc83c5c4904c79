"""Short ids that are hashes of content, so that reading the same report twice changes nothing."""

from __future__ import annotations

import hashlib

LENGTH = 16
"""Hex digits of an id: 64 bits, so that a million items collide with a chance of three in a hundred million."""


def digest(*parts: object) -> str:
    """Return the id of the given parts; the order and the borders of the parts matter."""
    text = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]
