"""marsad publish: the page and the data files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from marsad.cli import options


@click.command(epilog="Example: marsad publish --into war.db --out page/ --at 2016-12-01")
@options.kept_store
@options.out
@click.option("--title", default="", help="Title of the page. [default: that of the pack]")
@options.areas
@options.clocks
def command(
    store: Path, out: Path, title: str, drawn: tuple[Path, ...], holder: str, day: date | None, known_by: date | None
) -> None:
    """Write the page, which opens from disk with no network, and the CSV, GeoJSON and JSON files."""
    from marsad.cli import show
    from marsad.observatory import open_observatory, publish_to
    from marsad.reference import load_areas

    areas = tuple(area for path in drawn for area in load_areas(path, holder))
    edition = open_observatory(store).edition(day, known_by, title, areas)
    written = publish_to(edition, out)
    done = f"{len(written)} files in {out}." if written else f"{out} holds this edition already."
    show.out.print(f"{done} Page: [bold]{out / 'index.html'}[/bold]", soft_wrap=True)
