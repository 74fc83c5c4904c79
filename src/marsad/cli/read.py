"""marsad read: claims from the reports of the store, or from files with no store at all."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from marsad.cli import options


@click.command(
    epilog="Examples: marsad read --into war.db; marsad read report.txt --published 2016-11-29 --json > claims.jsonl"
)
@click.argument("targets", metavar="[FILE...]", nargs=-1, type=click.Path(exists=True, path_type=Path))
@options.store
@options.pack
@options.published
@options.model
@options.readers
@click.option("--json", "as_json", is_flag=True, help="Print one claim a line as JSON.")
def command(
    targets: tuple[Path, ...],
    store: Path,
    pack: Path | None,
    published: date | None,
    model: str,
    readers: str,
    as_json: bool,
) -> None:
    """Read claims. With FILE, print those of the file and keep nothing; without, read the store's reports."""
    from marsad.cli import show
    from marsad.observatory import open_observatory, pack_of

    if not targets:
        read = show.read_all(open_observatory(store, pack, model, readers))
        show.out.print(f"{read} reports read." if read else "All reports have been read already.")
        return
    observatory = open_observatory(None, pack or pack_of(targets), model, readers)
    taken = observatory.ingest(targets, published)
    show.read_all(observatory)
    readings = observatory.readings()
    claims = [claim for reading in readings for claim in reading.claims]
    if as_json:
        from marsad.publish.claim_line import claim_line

        for claim in claims:
            sys.stdout.buffer.write(claim_line(claim) + b"\n")
        sys.stdout.buffer.flush()
    else:
        from marsad.cli import tree

        for claim in claims:
            tree.print_claim(claim)
    found = [*taken.problems, *(problem for reading in readings for problem in reading.problems)]
    show.problems(found)
    raise SystemExit(1 if taken.problems else 0)
