"""marsad ingest: take reports into the store."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from marsad.cli import options


@click.command(epilog="Example: marsad ingest reports/ --into war.db --published 2016-11-29")
@options.paths
@options.store
@options.pack
@options.published
@click.option("--source", default="", help="The outlet, for reports that do not name it.")
def command(targets: tuple[Path, ...], store: Path, pack: Path | None, published: date | None, source: str) -> None:
    """Take reports into the store; what cannot be used is listed with what to do about it."""
    from marsad.cli import show
    from marsad.observatory import open_observatory, pack_of

    with show.progress("Taking reports in"):
        taken = open_observatory(store, pack or pack_of(targets)).ingest(targets, published, source)
    show.out.print(f"{taken.seen} reports, {taken.new} of them new.")
    show.problems(taken.problems)
    raise SystemExit(1 if taken.problems else 0)
