"""marsad report: what changed between two days, to be sent."""

from __future__ import annotations

import secrets
from datetime import date
from pathlib import Path

import click

from marsad.cli import options


@click.command(
    epilog="Example: marsad report --since 2016-11-27 --until 2016-12-04 --into aleppo.db --out week.html --out week.docx"
)
@options.kept_store
@click.option("--since", type=options.DAY, required=True, help="The day to compare with, as it was known that day.")
@click.option("--until", type=options.DAY, help="The day to report on. [default: that of the last report]")
@click.option(
    "--out",
    "outs",
    multiple=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="A .html or .docx file; may be given twice. [default: report.html]",
)
@click.option("--title", default="", help="Title of the publication. [default: that of the pack]")
@options.profile
def command(
    store: Path, since: date, until: date | None, outs: tuple[Path, ...], title: str, profile: str, released: date | None,
    key: Path | None, preview: bool,
) -> None:  # fmt: skip
    """Write what changed since a day, and the situation of the period: control, sieges, events, the dead, the displaced.

    Each statement carries the numbers of its sources: report, day and sentence. HTML prints well (to PDF from any browser);
    .docx needs `marsad[reports]`.
    """
    from marsad.cli import show
    from marsad.cli.released import released_edition
    from marsad.model.problem import MarsadError
    from marsad.observatory import open_observatory, write_files
    from marsad.publish.report import brief, docx, html

    writers = {".html": html, ".htm": html, ".docx": docx}
    targets = outs or (Path("report.html"),)
    if wrong := [str(path) for path in targets if path.suffix.lower() not in writers]:
        raise click.UsageError(f"{', '.join(wrong)}: name files that end in .html or .docx")
    if until is not None and until <= since:
        raise click.UsageError("--until must come after --since")
    observatory = open_observatory(store)
    once = secrets.token_hex(32).encode()
    made = released_edition(observatory, profile, until, until, released, key, title, once=once)
    if preview:
        made.show()
        return
    try:
        before = released_edition(observatory, profile, since, since, released, key, title, once=once).edition
    except MarsadError:
        before = None  # nothing had been published by that day
    found = brief(before, made.edition, since, until or made.edition.picture.day)
    for path in targets:
        content = {"": writers[path.suffix.lower()](found)} | made.note_beside(path.suffix)
        write_files(path, content, in_folder=False)
        show.out.print(f"Report: [bold]{path}[/bold]", soft_wrap=True)
