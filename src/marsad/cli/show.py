"""What the verbs print: tables, progress, problems. Results go to standard output, the rest to standard error."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from marsad.model.problem import Problem
from marsad.observatory import Observatory

WIDTH = 120
"""Columns of a table where there is no terminal to ask."""
out = Console(highlight=False, width=None if sys.stdout.isatty() or "COLUMNS" in os.environ else WIDTH)
err = Console(stderr=True, highlight=False)
_SHOWN = 20


@contextmanager
def progress(words: str) -> Iterator[Progress]:
    """Show a progress bar on standard error while the block runs."""
    with Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        console=err, transient=True, disable=not err.is_terminal,
    ) as bar:  # fmt: skip
        bar.add_task(words, total=None)
        yield bar


def read_all(observatory: Observatory) -> int:
    """Read what has not been read yet, with a progress bar."""
    with progress("Reading") as bar:
        task = bar.task_ids[0]
        read = observatory.read(lambda done, total: bar.update(task, completed=done, total=total))
    if observatory.endpoint is not None:
        err.print(f"{observatory.endpoint.name}: {observatory.endpoint.usage.words()}")
    return read


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]], right: Sequence[int] = ()) -> None:
    """Print a table; `right` are the columns set flush right."""
    made = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, header_style="dim")
    for number, column in enumerate(columns):
        made.add_column(column, justify="right" if number in right else "left", overflow="fold", no_wrap=column == "id")
    for row in rows:
        made.add_row(*(Text(str(cell)) for cell in row))
    out.print(made)
    out.print()


def problems(found: Sequence[Problem]) -> None:
    """List problems on standard error, each with what to do about it."""
    if not found:
        return
    err.print(f"\n[bold]{len(found)} {'problem' if len(found) == 1 else 'problems'}[/bold]")
    for problem in found[:_SHOWN]:
        err.print(f"  {problem.place}: {problem.message}", markup=False, soft_wrap=True)
        err.print(f"    {problem.remedy}  ({problem.code})", markup=False, style="dim", soft_wrap=True)
    if len(found) > _SHOWN:
        rest = Counter(problem.code for problem in found[_SHOWN:])
        err.print("  and " + ", ".join(f"{count} more of {code}" for code, count in sorted(rest.items())))
