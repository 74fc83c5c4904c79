"""The tables of a publication with their types kept, and the libraries that the heavier formats need."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

from marsad.model.problem import MarsadError
from marsad.publish import csv_tables
from marsad.publish.lookup import Lookup
from marsad.publish.tables import Column, Table

Sort = Literal["text", "number", "integer", "day", "yes", "list"]
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NUMBERS = frozenset(
    [
        "low",
        "best",
        "high",
        "count_low",
        "count_high",
        "latitude",
        "longitude",
        "belief",
        "sureness",
        "trapped_low",
        "trapped_high",
        "persons_low",
        "persons_high",
        "brier",
        "brier_low",
        "brier_high",
        "log_score",
        "hit_rate",
        "hit_low",
        "hit_high",
        "unresolvable",
    ]
)
_INTEGERS = frozenset(
    [
        "number",
        "origins",
        "sentence_start",
        "bytes",
        "days",
        "start",
        "end",
        "issued_count",
        "ruled",
        "scored",
        "bare",
        "hits",
        "uncommitted",
    ]
)
_DAYS = frozenset(
    {
        "published",
        "first_day",
        "last_day",
        "first",
        "last",
        "change_first",
        "change_last",
        "issued",
        "horizon",
        "last_told",
    }
)
_YES = frozenset({"supply_cut", "derived"})
_OTHERWISE: dict[tuple[str, str], Sort] = {("claims", "horizon"): "text", ("records", "issued"): "integer"}
"""Columns whose name means something else in another table."""


def need(module: str, what: str, extra: str = "exports") -> Any:
    """Return a module of an extra; raises MarsadError that says how to install it."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise MarsadError(
            f"{what} needs {module.split('.', maxsplit=1)[0]}, which is not installed. Install it with: pip install 'marsad[{extra}]'"
        ) from error


def clean(text: str) -> str:
    """Return text without the control characters that XML and spreadsheets cannot hold."""
    return _NOT_XML.sub("", text)


def sort_of(table: Table, column: Column, values: list[Any]) -> Sort:
    """Return the type of a column, the same whatever it holds; an unknown name is a list or text by its values."""
    if found := _OTHERWISE.get((table.name, column.name)):
        return found
    for names, sort in ((_NUMBERS, "number"), (_INTEGERS, "integer"), (_DAYS, "day"), (_YES, "yes")):
        if column.name in names:
            return sort  # type: ignore[return-value]
    if any(isinstance(value, tuple | list) for value in values):
        return "list"
    return "text"


def value_of(value: Any, sort: Sort) -> Any:
    """Return a value as its sort has it, None where there is none."""
    if value is None or value == "":
        return [] if sort == "list" else None
    if sort == "day":
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    if sort == "number":
        return float(value)
    if sort == "integer":
        return int(value)
    if sort == "yes":
        return bool(value)
    if sort == "list":
        return [clean(str(item)) for item in value]
    return clean(str(value))


def tables(look: Lookup) -> Iterator[tuple[Table, dict[str, Sort], list[dict[str, Any]]]]:
    """Yield each table with the sort of each column, and its rows by column."""
    for table in csv_tables.TABLES:
        raw = [{column.name: column.value(row) for column in table.columns} for row in table.rows(look)]
        sorts = {column.name: sort_of(table, column, [row[column.name] for row in raw]) for column in table.columns}
        yield table, sorts, [{name: value_of(value, sorts[name]) for name, value in row.items()} for row in raw]
