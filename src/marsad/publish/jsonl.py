"""The lossless formats: every claim as a line of JSON, and the whole picture as one document."""

from __future__ import annotations

import msgspec

from marsad.publish.lookup import Lookup


def claims(look: Lookup) -> bytes:
    """Return the claims as JSON Lines, with every slot and offset."""
    return b"".join(msgspec.json.encode(claim) + b"\n" for claim in look.claims.values())


def picture(look: Lookup) -> bytes:
    """Return the picture as JSON, indented to be read and compared."""
    return msgspec.json.format(msgspec.json.encode(look.edition.picture), indent=1) + b"\n"
