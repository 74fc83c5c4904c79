"""marsad run: reports in, page out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from marsad.cli import options


@click.command(
    epilog="Example: marsad run examples/aleppo-2016 --into aleppo.db --out aleppo/ --at 2016-12-05",
)
@options.paths
@options.store
@options.out
@options.pack
@options.published
@options.model
@options.readers
@options.clocks
def command(
    targets: tuple[Path, ...], store: Path, out: Path, pack: Path | None, published: date | None, model: str, readers: str,
    day: date | None, known_by: date | None,
) -> None:  # fmt: skip
    """Take reports in, read them, reconcile the claims, and write the page.

    PATH is a .txt, .md or .jsonl file, a folder of them, or a pack with a folder of reports. Every
    report is read once: a second run with the same reports changes nothing.
    """
    from marsad.cli import show, summary
    from marsad.observatory import open_observatory, pack_of, publish_to

    observatory = open_observatory(store, pack or pack_of(targets), model, readers)
    with show.progress("Taking reports in"):
        taken = observatory.ingest(targets, published)
    read = show.read_all(observatory)
    with show.progress("Reconciling and picturing"):
        edition = observatory.edition(day, known_by)
        publish_to(edition, out)
    show.out.print(
        f"{taken.seen} reports, {taken.new} of them new; {read} read now, {observatory.store.count()} in {store}.\n",
        soft_wrap=True,
    )
    summary.picture(edition)
    show.out.print(f"Page: [bold]{out / 'index.html'}[/bold]", soft_wrap=True)
    show.problems(edition.problems)
