"""marsad import: a data set of coded events, as claims of its publisher."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from marsad.cli import options


@click.command(epilog="Example: marsad import ucdp GEDEvent_v24_1.csv --into war.db --published 2024-06-01")
@click.argument("name", metavar="DATASET", type=click.Choice(["ucdp", "acled"]))
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options.store
@options.pack
@click.option(
    "--published", type=options.DAY, help="Day on which the data set came out. [default: the day after its last event]"
)
def command(name: str, path: Path, store: Path, pack: Path | None, published: date | None) -> None:
    """Take the rows of DATASET (ucdp: UCDP GED; acled: ACLED) from FILE, a .csv or .csv.gz, into the store.

    Each row becomes a report of that source, whose text is its cells, and claims tied to them: what happened, and how many it
    killed as low, best and high. So reports and data sets lie side by side, and every figure of the picture names its row.
    """
    from marsad.cli import show
    from marsad.observatory import open_observatory

    observatory = open_observatory(store, pack)
    with show.progress("Taking rows in"):
        taken = observatory.take_rows(path, name, published)
    read = show.read_all(observatory)
    show.out.print(f"{taken.seen} rows, {taken.new} of them new; {read} reports read now.")
    show.problems(taken.problems)
    raise SystemExit(1 if taken.problems else 0)
