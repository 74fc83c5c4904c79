"""A claim as one line of JSON in the form that annotators use: phrases with offsets, days as ISO dates."""

from __future__ import annotations

from typing import Any

import msgspec

from marsad.model.claim import Claim, Phrase


def claim_line(claim: Claim) -> bytes:
    """Return one line of JSON, without its line end, in the form of the annotated reports."""
    return msgspec.json.encode(form(claim))


def form(claim: Claim) -> dict[str, Any]:
    """Return the claim's slots as text with offsets, plus what the phrases resolved to."""
    plain = msgspec.to_builtins(claim)
    when = claim.when
    days = when is not None and when.first is not None and when.last is not None
    return {
        "id": claim.id,
        "report": claim.report,
        "sentence": _phrase(claim.sentence),
        "cue": _phrase(claim.cue),
        "kind": claim.kind,
        **{slot: _without_empty(plain[slot]) for slot in ("who", "whom", "where", "whence")},
        "when": {
            "text": when.text,
            "start": when.first,
            "end": when.last,
            "precision": when.precision,
            "basis": when.basis,
            "edtf": when.edtf,
        }
        if when is not None and days
        else None,
        "when_unresolved": when.text if when is not None and not days else None,
        "count": _without_empty(plain["count"]),
        "said_by": [_without_empty(speaker) for speaker in plain["said_by"]],
        "modality": claim.modality,
        "condition": claim.condition.text if claim.condition else None,
        "horizon": claim.horizon.text if claim.horizon else None,
        "read_by": plain["read_by"],
        "sureness": claim.sureness,
    }


def _phrase(phrase: Phrase) -> dict[str, Any]:
    return {"text": phrase.text, "start": phrase.start, "end": phrase.end}


def _without_empty(value: dict[str, Any] | None) -> dict[str, Any] | None:
    """Leave out what did not resolve, but keep the open ends of a count."""
    if value is None:
        return None
    return {name: item for name, item in value.items() if item not in ("", [], ()) or name in ("low", "high", "text")}
