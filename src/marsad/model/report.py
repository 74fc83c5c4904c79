"""A report as received, with the one normalised text that every offset indexes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """Where the bytes came from and what they hash to: the chain of custody."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report.

    `source` is the outlet as the report names it. `published` is None where nothing says when the
    report came out; its relative times then stay unresolved. `text` has been normalised once
    (line ends, Unicode form C) and is never changed afterwards.
    """

    id: str
    source: str
    published: date | None
    title: str
    text: str
    raw: Raw
    language: str = "en"
    url: str = ""
    retrieved: str = ""
