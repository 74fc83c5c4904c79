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
@options.profile
def command(
    store: Path, out: Path, title: str, drawn: tuple[Path, ...], holder: str, day: date | None, known_by: date | None,
    profile: str, released: date | None, key: Path | None, preview: bool,
) -> None:  # fmt: skip
    """Write the page, which opens from disk with no network, and the CSV, GeoJSON and JSON files."""
    from marsad.cli import show
    from marsad.cli.released import released_edition
    from marsad.observatory import open_observatory, publish_to, write_files
    from marsad.reference import load_areas

    areas = tuple(area for path in drawn for area in load_areas(path, holder))
    made = released_edition(open_observatory(store), profile, day, known_by, released, key, title, areas)
    if preview:
        made.show()
        return
    written = publish_to(made.edition, out)
    write_files(out, made.note_beside("/"), in_folder=True)
    done = f"{len(written)} files in {out}." if written else f"{out} holds this edition already."
    show.out.print(f"{done} Page: [bold]{out / 'index.html'}[/bold]", soft_wrap=True)
