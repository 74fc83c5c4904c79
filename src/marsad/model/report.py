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
    (line ends, Unicode form C) and is never changed afterwards. `language` is a tag of BCP 47; "x-ucdp" or "x-acled" marks
    the row of a data set, whose text is a line "column: value" for each of its cells.
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

    @property
    def is_row(self) -> bool:
        """Return whether it is the row of a data set and no prose."""
        return self.language.startswith("x-")
