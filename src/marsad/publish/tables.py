"""A table as data: its columns with their meaning, and CSV bytes that open safely in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from marsad.publish.lookup import Lookup

BOM = "\ufeff"
"""Excel reads a CSV as UTF-8 only where it begins with this mark."""
_TRIGGERS = frozenset("=+-@\t\r\n＝＋－＠")
_IGNORED = " \u00a0\u200b\ufeff\"'"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it holds, and how to take it from a row."""

    name: str
    meaning: str
    value: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its file's name without ending, what a row is, its rows and its columns in order."""

    name: str
    row: str
    rows: Callable[[Lookup], Iterable[Any]]
    columns: tuple[Column, ...]


def to_csv(table: Table, lookup: Lookup) -> bytes:
    """Return the table as CSV: UTF-8 with a byte-order mark, CRLF, formulas defused."""
    out = io.StringIO()
    out.write(BOM)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    for row in table.rows(lookup):
        writer.writerow([cell(column.value(row)) for column in table.columns])
    return out.getvalue().encode()


def cell(value: Any) -> str:
    """Return a value as the text of one cell; lists are joined with "; "."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.6g}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return defuse("; ".join(str(item) for item in value))
    return defuse(str(value))


def defuse(text: str) -> str:
    """Return text that no spreadsheet runs as a formula: an apostrophe goes before one that would be."""
    bare = text.lstrip(_IGNORED)
    risky = text[:1] in _TRIGGERS or bare[:1] in _TRIGGERS
    return f"'{text}" if text and risky and not _is_number(text) else text


def _is_number(text: str) -> bool:
    """Say whether text is a plain number; float() alone would also take "-inf" and "1_000"."""
    if not text or not text.lstrip("+-")[:1].isdigit() or "_" in text:
        return False
    try:
        float(text)
    except ValueError:
        return False
    return text == text.strip()
