"""marsad picture: the picture of a day in the terminal."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from marsad.cli import options


@click.command(epilog="Example: marsad picture --into war.db --at 2016-12-01 --known-by 2016-12-03")
@options.kept_store
@options.clocks
@click.option("--json", "as_json", is_flag=True, help="Print the whole picture as JSON.")
def command(store: Path, day: date | None, known_by: date | None, as_json: bool) -> None:
    """Show the picture of a day: control, sieges, flight, tolls, forecasts."""
    import sys

    import msgspec

    from marsad.cli import summary
    from marsad.observatory import open_observatory

    edition = open_observatory(store).edition(day, known_by)
    if as_json:
        sys.stdout.buffer.write(msgspec.json.encode(edition.picture) + b"\n")
    else:
        summary.picture(edition)
