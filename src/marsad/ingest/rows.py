"""Rows of coded data sets (UCDP GED, ACLED) to reports: each row is a report of that source, its cells are its text."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from marsad.codebook.schemes import Rows, rows
from marsad.ingest.files import normalised
from marsad.model.ids import digest
from marsad.model.problem import MarsadError, Problem
from marsad.model.report import Raw, Report

LARGEST = 4_000_000_000
"""Characters of the largest table that is read; the whole of UCDP GED has some 300 million."""


def reports_of_rows(path: Path, name: str, published: date | None = None) -> Iterator[Report | Problem]:
    """Yield a report for each row of a CSV file (or CSV.GZ), and a problem for each that cannot be used.

    `published` is the day on which the data set came out; without it, the day after the last day that it tells of, before
    which it cannot have come out. Raises MarsadError where the file is not of that data set.
    """
    form = rows()[name]
    day = published or _day_after_last(path, form)
    for line, row, raw in _table(path, form):
        place = f"{path}:{line}"
        if problem := _problem(row, form, place):
            yield problem
            continue
        text = "".join(f"{column}: {value}\n" for column, value in row.items() if value)
        title = f"{form.source} {_whole(row[form.id])}"
        yield Report(
            id=digest(form.source, day, title, text), source=form.source, published=day, title=title, text=text,
            raw=Raw(path=place, sha256=hashlib.sha256(raw).hexdigest(), size=len(raw)), language=f"x-{name}",
        )  # fmt: skip


def _table(path: Path, form: Rows) -> Iterator[tuple[int, dict[str, str], bytes]]:
    """Yield each row with its line and its bytes as one line of CSV; cells are normalised to one line each."""
    try:
        with _opened(path) as file:
            reader = csv.reader(file)
            head = [name.strip().lstrip("\ufeff").lower() for name in next(reader, [])]
            if missing := [name for name in form.needed if name not in head]:
                raise MarsadError(
                    f"{path} is no table of {form.source}: it has no column {', '.join(missing)}. "
                    "Its first line must hold the publisher's column names."
                )
            read = 0
            for cells in reader:
                read += sum(map(len, cells))
                if read > LARGEST:
                    raise MarsadError(f"{path} is larger than marsad reads at once. Split it by year.")
                row = {name: " ".join(normalised(cell).split()) for name, cell in zip(head, cells, strict=False)}
                if any(row.values()):
                    yield reader.line_num, row, "\x1f".join(cells).encode()
    except (OSError, UnicodeDecodeError, csv.Error, EOFError) as error:
        raise MarsadError(f"{path} cannot be read as CSV in UTF-8 ({error}).") from error


def _opened(path: Path) -> io.TextIOBase:
    if path.suffix == ".gz":
        return io.TextIOWrapper(gzip.open(path), encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def _day_after_last(path: Path, form: Rows) -> date | None:
    days = [found for _, row, _ in _table(path, form) if (found := day_of(row.get(form.last, "")))]
    return max(days) + timedelta(days=1) if days else None


def _problem(row: dict[str, str], form: Rows, place: str) -> Problem | None:
    """Return what makes a row unusable: no id, or days or numbers that are none."""
    if not row.get(form.id):
        return _fault("has no id", f"fill in {form.id}", place)
    for column in (form.first, form.last):
        if day_of(row.get(column, "")) is None:
            return _fault(f"{column} {row.get(column, '')!r} is no day", "write it as 2016-11-29", place)
    for column in dict.fromkeys((form.low, form.best, form.high)):
        if number_of(row.get(column, "")) is None and row.get(column):
            return _fault(f"{column} {row[column]!r} is no number", "write a number or leave it empty", place)
    if _whole(row.get(form.kind, "")) not in form.kinds:
        return _fault(f"{form.kind} {row.get(form.kind, '')!r} is not in its codebook", "correct it", place)
    return None


def _fault(message: str, remedy: str, place: str) -> Problem:
    return Problem(code="import.row", message=message, remedy=remedy, place=place)


def _whole(text: str) -> str:
    """Return a code without the decimals that some tables give it ("1.0")."""
    return text.removesuffix(".0")


def day_of(text: str) -> date | None:
    """Return the day that a cell holds, with or without a time; None for anything else."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def number_of(text: str) -> float | None:
    """Return the number of 0 or more that a cell holds; None for anything else."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 <= value < float("inf") else None
