"""marsad export: the picture in the formats of other tools and publishers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from marsad.cli import options

_FORMATS = ("acled", "ged", "hxl", "idu", "geojson", "geoparquet", "kml", "parquet", "xlsx", "jsonl", "graphml", "flee",
            "datasette")  # fmt: skip


@click.command(
    epilog="Example: marsad export acled --into war.db --out events.csv --place Aleppo --since 2016-11-15 --profile public"
)
@click.argument("name", metavar="FORMAT", type=click.Choice(_FORMATS))
@options.kept_store
@click.option(
    "--out", type=click.Path(path_type=Path), help="File, or folder for parquet and flee. [default: by the format]"
)
@options.clocks
@options.filters
@options.profile
def command(
    name: str, store: Path, out: Path | None, day: date | None, known_by: date | None, places: tuple[str, ...],
    actors: tuple[str, ...], kinds: tuple[str, ...], since: date | None, until: date | None, profile: str,
    released: date | None, key: Path | None, preview: bool,
) -> None:  # fmt: skip
    """Write the picture in FORMAT: acled, ged, hxl, idu (CSV), geojson, geoparquet, kml, parquet, xlsx, jsonl, graphml,
    flee or datasette.

    What passes the filters is written, and nothing else. Ids begin with "marsad-", and cells that cannot be known stay
    empty: nothing pretends to be a publisher's own record. geoparquet, parquet, xlsx and graphml need `marsad[exports]`.
    """
    from marsad.cli import show
    from marsad.cli.released import released_edition
    from marsad.observatory import open_observatory, write_files
    from marsad.publish.export import FORMATS, files
    from marsad.publish.select import of_words, select

    observatory = open_observatory(store)
    made = released_edition(observatory, profile, day, known_by, released, key)
    if preview:
        made.show()
        return
    # Filters see only what leaves: asking for a withheld place would tell which rows are of it.
    asked = of_words(made.edition.reference, places, actors, kinds, since, until)
    form = FORMATS[name]
    target = out or Path(f"marsad-{name}{form.ending.removesuffix('/')}")
    with show.progress(f"Writing {name}"):
        content = files(select(made.edition, asked), name) | made.note_beside(form.ending)
        written = write_files(target, content, in_folder=form.ending == "/")
    show.out.print(f"{form.meaning[:1].upper()}{form.meaning[1:]}: [bold]{target}[/bold]", soft_wrap=True)
    for path in written:
        if path != target:
            show.out.print(f"  {path}", soft_wrap=True, style="dim")
